#include "daemon/mugaid/flow/mail_job.h"

#include <algorithm>

#include "lib/base/ascii.h"
#include "lib/stream/source.h"

namespace mugai::flow {
namespace {

constexpr std::size_t kMaxListed = 100;
constexpr std::uint64_t kHeaderBytes = 64 * 1024;

// From our own rebuilt header, whose fields are one line each or folded with a space.
std::string find_message_id(Source& message) {
  const std::uint64_t length = std::min(message.size(), kHeaderBytes);
  const Result<Buffer> head = message.read_buffer(0, length);
  if (!head) return {};
  std::string_view rest = as_text(*head);
  rest = rest.substr(0, rest.find("\r\n\r\n"));
  constexpr std::string_view kName = "Message-ID:";
  while (!rest.empty()) {
    const std::size_t end = rest.find("\r\n");
    const std::string_view line = rest.substr(0, end);
    if (ascii::starts_with_ignoring_case(line, kName)) return std::string(ascii::trim(line.substr(kName.size())));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 2);
  }
  return {};
}

// Every attachment of the new mail is the result of one of its own jobs.
std::vector<Sha256Value> results_of(const JobReport& mail) {
  std::vector<Sha256Value> results;
  for (const JobReport& child : mail.children) {
    const std::optional<Sha256Value> digest = parse_sha256(child.sha256_out);
    if (has_output(child.disposition) && digest) results.push_back(*digest);
  }
  return results;
}

Result<void> run(Engine& engine, Spool& spool, const MailValues& values, const LoadedPolicy& policy,
                 const SenderQuestion& sender, MailJob& job) {
  TRY_ASSIGN(const UniqueFd input, spool.finish());
  TRY_ASSIGN(UniqueFd output, make_scratch({}));
  JobRequest request;
  request.kind = JobKind::Mail;
  request.claim.untrusted_name = "message.eml";
  request.claim.untrusted_mime_type = "message/rfc822";
  request.mail = values;
  job.sender_check = check_sender(engine, sender.options, sender.claim, input.get());
  request.mail.verified = job.sender_check;
  request.policy = policy.encoded;
  request.limits = policy.limits;
  TRY_ASSIGN(job.report, engine.run(request, input.get(), output.get()));
  if (job.report.error || !has_output(job.report.disposition)) {
    job.refusal = job.report.error ? *job.report.error : make_error(ErrorCode::Internal, "the job gave no output");
    return ok();
  }
  TRY_ASSIGN(const std::optional<std::string> fault, engine.check_mail(output.get(), results_of(job.report)));
  if (fault) {
    job.verify_failed = true;
    job.refusal = make_error(ErrorCode::Forbidden, "the rebuilt mail does not pass its check: " + *fault);
    return ok();
  }
  TRY_ASSIGN(FdSource source, FdSource::open(UniqueFd(::dup(output.get()))));
  job.bytes = source.size();
  if (job.bytes == 0) return make_error(ErrorCode::Internal, "the rebuilt message is empty");
  job.message_id = find_message_id(source);
  job.message = std::move(output);
  return ok();
}

// Depth is that of the report's tree, which the launcher bounds.
void collect_names(const JobReport& report, std::vector<std::string>& names) {
  for (const Finding& finding : report.findings) {
    // A file that is refused by its name alone never becomes a job; its name is the finding's place.
    if (finding.action != Action::Blocked || finding.where.empty() || names.size() >= kMaxListed) continue;
    if (std::find(names.begin(), names.end(), finding.where) == names.end()) names.push_back(finding.where);
  }
  for (const JobReport& child : report.children) {
    if (names.size() >= kMaxListed) return;
    names.push_back(child.name);
    collect_names(child, names);
  }
}

void collect_hashes(const JobReport& report, std::vector<std::string>& hashes) {
  for (const JobReport& child : report.children) {
    if (hashes.size() >= kMaxListed) return;
    const bool is_new = std::find(hashes.begin(), hashes.end(), child.sha256_in) == hashes.end();
    if (!child.sha256_in.empty() && is_new) hashes.push_back(child.sha256_in);
    collect_hashes(child, hashes);
  }
}

}  // namespace

MailJob run_mail_job(Engine& engine, Spool& spool, const MailValues& values, const LoadedPolicy& policy,
                     const SenderQuestion& sender) {
  MailJob job;
  if (Result<void> done = run(engine, spool, values, policy, sender, job); !done) job.trouble = std::move(done).error();
  return job;
}

std::vector<std::string> finding_lines(const JobReport& report) {
  std::vector<std::string> lines;
  for (const Finding& finding : all_findings(report)) {
    if (lines.size() >= kMaxListed) break;
    lines.push_back(std::string(finding.id.text()) + ' ' + std::string(action_name(finding.action)) + ' ' +
                    std::to_string(finding.count));
  }
  return lines;
}

std::uint64_t finding_count(const JobReport& report) {
  std::uint64_t count = report.findings.size();
  for (const JobReport& child : report.children)
    count += finding_count(child);
  return count;
}

std::vector<std::string> file_names(const JobReport& report) {
  std::vector<std::string> names;
  collect_names(report, names);
  return names;
}

std::vector<std::string> file_hashes(const JobReport& report) {
  std::vector<std::string> hashes;
  collect_hashes(report, hashes);
  return hashes;
}

}  // namespace mugai::flow
