#include "daemon/mugaid/flow/message_flow.h"

#include <utility>

#include "lib/base/checked.h"
#include "lib/base/utf8.h"
#include "lib/report/messages.h"

namespace mugai::flow {
namespace {

bool is_ascii(std::string_view text) {
  return utf8::length(text) == text.size();
}

// RFC 5321 4.4, folded as RFC 5322 2.2.3 has it.
std::string received_field(const Envelope& envelope, const Services& services, const std::string& receipt,
                           const std::string& date) {
  std::string field = "from " + envelope.helo + " ([" + envelope.peer + "])\r\n by " + services.gateway_name + " with ";
  field += envelope.utf8 ? "UTF8SMTP" : envelope.esmtp ? "ESMTP" : "SMTP";
  field += " id " + receipt;
  // With one recipient alone: the others' addresses are nobody's business.
  if (envelope.recipients.size() == 1 && is_ascii(envelope.recipients.front())) {
    field += "\r\n for <" + envelope.recipients.front() + ">";
  }
  return field + ";\r\n " + date;
}

audit::Record mail_record(const Envelope& envelope, const std::string& receipt) {
  audit::Record record;
  record.user = envelope.sender.empty() ? "<>" : envelope.sender;
  record.terminal = envelope.peer;
  record.action = "mail.relay";
  record.object = receipt;
  record.more.emplace_back("helo", envelope.helo);
  record.more.emplace_back("from", envelope.sender);
  record.more.emplace_back("rcpt", envelope.recipients);
  record.more.emplace_back("policy", envelope.policy->name + "@" + envelope.policy->digest);
  return record;
}

void add_report(audit::Record& record, const MailJob& job) {
  record.more.emplace_back("message_id", job.message_id);
  if (!job.sender_check.empty()) record.more.emplace_back("sender_check", job.sender_check);
  record.more.emplace_back("files", file_names(job.report));
  record.more.emplace_back("outcome", std::string(disposition_name(job.report.disposition)));
  record.more.emplace_back("findings", finding_lines(job.report));
  record.more.emplace_back("sha256_in", job.report.sha256_in);
  record.more.emplace_back("sha256_out", job.report.sha256_out);
  record.more.emplace_back("sha256_files", file_hashes(job.report));
  record.more.emplace_back("bytes_in", checked_cast<std::int64_t>(job.report.bytes_in));
  record.more.emplace_back("bytes_out", checked_cast<std::int64_t>(job.bytes));
  record.more.emplace_back("ms", checked_cast<std::int64_t>(job.report.wall_us / 1000));
  if (job.report.degraded_sandbox) record.more.emplace_back("sandbox", std::string("degraded"));
}

Answer temporary(std::string enhanced, std::string text) {
  return {451, std::move(enhanced), std::move(text), {}};
}

// A message that came before. Nothing is sent; the client gets the answer that it missed.
net::Task<Answer> answer_duplicate(Services& services, const Envelope& envelope, std::string first_receipt,
                                   std::string key) {
  services.counters.messages_duplicate += 1;
  audit::Record record = mail_record(envelope, first_receipt);
  record.action = "mail.duplicate";
  record.reason = "the next hop took this message before; not sent again";
  const bool durable = co_await write_audit(services, std::move(record));
  if (!durable) co_return temporary("4.3.0", "the audit log cannot be written; try again later");
  co_return Answer{250, "2.0.0", "taken before as " + first_receipt, std::move(key)};
}

// Refused by the job or by the check of its result.
Answer answer_refusal(const MailJob& job, const std::string& receipt) {
  const report::Message& words = report::message(job.refusal->code);
  Answer answer;
  if (job.verify_failed) return {554, "5.6.0", "the rebuilt message failed its check, receipt " + receipt, {}};
  answer.code = words.smtp_code;
  answer.enhanced = words.smtp_status;
  answer.text = std::string(words.smtp_text) + ", receipt " + receipt;
  return answer;
}

struct Running {
  Services& services;
  const Envelope& envelope;
  smtp_out::Transaction& next_hop;
  std::string receipt;
  std::string key;
};

// Sends the rebuilt message on and records what became of it.
net::Task<Answer> deliver(Running run, MailJob job) {
  Services& services = run.services;
  audit::Record record = mail_record(run.envelope, run.receipt);
  add_report(record, job);
  const smtp_out::Delivery delivery = co_await run.next_hop.deliver(job.message.get());
  const bool is_taken = delivery.reply.code >= 200 && delivery.reply.code < 300;
  Answer answer = map_reply(delivery.reply);
  if (is_taken) {
    // The shortest way from the next hop's 250 to a record that survives our own death.
    const Result<void> noted = services.deliveries.taken(run.key, run.receipt, system_clock_ms());
    if (!noted) services.counters.audit_failures += 1;
    answer = {250, "2.0.0", "taken as " + run.receipt, run.key};
    services.counters.messages_relayed += 1;
    services.counters.bytes_out += job.bytes;
    services.counters.findings += finding_count(job.report);
  } else {
    services.deliveries.forget(run.key);
    (answer.code >= 500 ? services.counters.messages_refused : services.counters.messages_deferred) += 1;
  }
  record.success = is_taken;
  record.reason = is_taken            ? ""
                  : delivery.in_doubt ? "no reply to the end of data; the next hop may have taken it"
                                      : delivery.words;
  record.more.emplace_back("next_hop", std::to_string(delivery.reply.code) + ' ' + delivery.reply.text);
  const bool durable = co_await write_audit(services, std::move(record));
  if (!durable) co_return temporary("4.3.0", "the audit log cannot be written; try again later");
  co_return answer;
}

net::Task<Answer> run_and_deliver(Running run, Spool& spool) {
  Services& services = run.services;
  MailValues values = services.mail;
  values.receipt = run.receipt;
  values.gateway = services.gateway_name;
  values.language = services.language;
  values.date = mail_date(system_clock_ms());
  values.received = received_field(run.envelope, services, run.receipt, values.date);
  const LoadedPolicy& policy = *run.envelope.policy;
  values.policy_digest = policy.digest.substr(0, kDigestDigits);
  const SenderQuestion sender{services.sender, {run.envelope.peer, run.envelope.helo, run.envelope.sender}};
  MailJob job = co_await net::on_pool<MailJob>(services.workers, [&services, &spool, &values, &policy, &sender] {
    return run_mail_job(services.engine, spool, values, policy, sender);
  });
  if (!job.trouble && !job.refusal) co_return co_await deliver(std::move(run), std::move(job));

  services.deliveries.forget(run.key);
  audit::Record record = mail_record(run.envelope, run.receipt);
  record.success = false;
  Answer answer;
  if (job.trouble) {
    record.reason = job.trouble->detail;
    answer = temporary("4.3.0", "the message cannot be inspected now; try again later");
  } else {
    add_report(record, job);
    record.reason = std::string(error_name(job.refusal->code)) + ": " + job.refusal->detail;
    if (job.verify_failed) record.more.emplace_back("verify", std::string("RUN-009"));
    answer = answer_refusal(job, run.receipt);
  }
  (answer.code >= 500 ? services.counters.messages_refused : services.counters.messages_deferred) += 1;
  const bool durable = co_await write_audit(services, std::move(record));
  if (!durable) co_return temporary("4.3.0", "the audit log cannot be written; try again later");
  co_return answer;
}

}  // namespace

net::Task<bool> write_audit(Services& services, audit::Record record) {
  using Written = Result<std::uint64_t>;
  audit::Writer& writer = services.audit;
  const Written written = co_await net::on_callback<Written>(
      [&writer, &record](auto done) { writer.append(record, [done](Written seq) mutable { done(std::move(seq)); }); });
  services.audit_failing = !written.has_value();
  if (!written) services.counters.audit_failures += 1;
  co_return written.has_value();
}

void note_audit(Services& services, const audit::Record& record) {
  services.audit.append(record, nullptr);
}

Answer map_reply(const smtp::Reply& reply) {
  Answer answer;
  answer.code = reply.code;
  answer.enhanced = reply.enhanced;
  answer.text = reply.text;
  // 421: it closes, we do not. 500..504 blame our commands, which a client cannot mend; but 501 and 553 name an
  // address.
  const bool ours =
      reply.code == 421 || reply.code == 500 || reply.code == 502 || reply.code == 503 || reply.code == 504;
  if (reply.code == 0) return temporary("4.4.1", "the next mail server cannot be reached; try again later");
  if (ours || reply.code == 354 || (reply.code >= 300 && reply.code < 400)) {
    return temporary("4.3.0", "the next mail server is in trouble; try again later");
  }
  const char digit = static_cast<char>('0' + reply.code / 100);
  if (answer.enhanced.empty() || answer.enhanced.front() != digit) answer.enhanced = std::string(1, digit) + ".0.0";
  if (!is_ascii(answer.text)) answer.text = "the next mail server's answer";
  return answer;
}

net::Task<Answer> process_message(Services& services, const Envelope& envelope, smtp_out::Transaction& next_hop,
                                  Spool& spool) {
  services.counters.bytes_in += spool.size();
  std::string key = delivery_key(envelope.sender, envelope.recipients, spool.sha256());
  const Deliveries::Found found = services.deliveries.begin(key, system_clock_ms());
  if (found.known == Deliveries::Known::Taken) {
    std::string first = found.receipt;
    co_return co_await answer_duplicate(services, envelope, std::move(first), std::move(key));
  }
  if (found.known == Deliveries::Known::InProgress) {
    co_return temporary("4.3.0", "the same message is being inspected; try again later");
  }
  Result<std::string> receipt = services.receipts.next();
  if (!receipt) {
    services.deliveries.forget(key);
    co_return temporary("4.3.0", "no receipt number can be had; try again later");
  }
  Running run{services, envelope, next_hop, std::move(receipt).value(), std::move(key)};
  co_return co_await run_and_deliver(std::move(run), spool);
}

}  // namespace mugai::flow
