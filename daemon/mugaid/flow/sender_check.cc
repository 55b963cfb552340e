#include "daemon/mugaid/flow/sender_check.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "lib/formats/mail_auth/facts.h"
#include "lib/stream/source.h"

namespace mugai::flow {
namespace {

constexpr std::uint64_t kMaxVerdict = 16 << 10;
constexpr std::chrono::seconds kMaxTime{20};  // for all rounds

Result<mail_auth::Verdict> run_round(Engine& engine, const mail_auth::Facts& facts, int fd) {
  TRY_ASSIGN(const UniqueFd output, make_scratch({}));
  JobRequest request;
  request.kind = JobKind::Verify;
  request.claim.untrusted_name = "message.eml";
  request.facts = mail_auth::encode_facts(facts);
  TRY_ASSIGN(const JobReport report, engine.run(request, fd, output.get()));
  if (report.error) return *report.error;
  if (!has_output(report.disposition)) return make_error(ErrorCode::Internal, "the job gave no output");
  TRY_ASSIGN(FdSource source, FdSource::open(UniqueFd(::dup(output.get()))));
  TRY_ASSIGN(const Buffer untrusted_verdict, source.read_all(kMaxVerdict));
  return mail_auth::parse_verdict(as_text(untrusted_verdict));
}

std::string joined(const std::vector<std::string>& results) {
  std::string out;
  for (const std::string& result : results)
    out += (out.empty() ? "" : "; ") + result;
  return out;
}

std::string unknown(const SenderOptions& options) {
  std::vector<std::string> results;
  if (options.dkim) results.emplace_back("dkim=temperror");
  if (options.spf) results.emplace_back("spf=temperror");
  return joined(results);
}

}  // namespace

std::string check_sender(Engine& engine, const SenderOptions& options, const SenderClaim& claim, int fd) {
  if (options.resolver == nullptr || (!options.dkim && !options.spf)) return {};
  mail_auth::Facts facts;
  facts.client = claim.client;
  facts.helo = claim.helo;
  facts.sender = claim.sender;
  facts.dkim = options.dkim;
  facts.spf = options.spf;
  facts.client_is_sender = options.client_is_sender;
  const auto end = std::chrono::steady_clock::now() + kMaxTime;
  for (int round = 0; round < kMaxRounds; ++round) {
    const Result<mail_auth::Verdict> verdict = run_round(engine, facts, fd);
    if (!verdict) break;
    if (verdict->asked.empty()) return joined(verdict->results);
    const bool late = std::chrono::steady_clock::now() >= end;
    if (late || facts.answers.size() + verdict->asked.size() > mail_auth::kMaxAnswers) break;
    std::vector<mail_auth::Answer> answers = options.resolver->ask(verdict->asked);
    std::move(answers.begin(), answers.end(), std::back_inserter(facts.answers));
  }
  return unknown(options);
}

}  // namespace mugai::flow
