// The working side of the drop folder: one claimed file through the engine, its reports, its record.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>

#include "daemon/mugaid/drop/watcher.h"
#include "daemon/mugaid/flow/files.h"
#include "daemon/mugaid/flow/mail_job.h"
#include "lib/base/checked.h"
#include "lib/report/report.h"

namespace mugai::drop {
namespace {

constexpr std::chrono::seconds kRetryPause{2};

std::string base_name(const std::string& relative) {
  return relative.substr(relative.rfind('/') + 1);
}

// A file that is not even read: too large, or no regular file.
JobReport refused(const std::string& name, std::uint64_t bytes, Error error, const char* finding) {
  JobReport report;
  report.name = name;
  report.type = "unknown";
  report.disposition = Disposition::Blocked;
  report.bytes_in = bytes;
  report.findings.push_back({CatalogueId(finding), Action::Blocked, {}, 1, error.detail});
  report.error = std::move(error);
  return report;
}

audit::Record file_record(const Claim& claim, const JobReport& job, const flow::LoadedPolicy& policy,
                          const Decision& decision) {
  audit::Record record;
  record.user = "drop";
  record.terminal = "local";
  record.action = "drop.file";
  record.object = claim.receipt();
  record.success = !decision.blocked;
  if (job.error) record.reason = std::string(error_name(job.error->code)) + ": " + job.error->detail;
  audit::StringList names = flow::file_names(job);
  names.insert(names.begin(), claim.relative());
  record.more.emplace_back("files", std::move(names));
  record.more.emplace_back("output", decision.blocked ? std::string() : decision.name);
  record.more.emplace_back("type", job.type);
  record.more.emplace_back("outcome", std::string(disposition_name(job.disposition)));
  record.more.emplace_back("findings", flow::finding_lines(job));
  record.more.emplace_back("sha256_in", job.sha256_in);
  record.more.emplace_back("sha256_out", job.sha256_out);
  record.more.emplace_back("bytes_in", checked_cast<std::int64_t>(job.bytes_in));
  record.more.emplace_back("bytes_out", checked_cast<std::int64_t>(job.bytes_out));
  record.more.emplace_back("policy", policy.name + "@" + policy.digest);
  return record;
}

Result<void> write_report(const Claim& claim, const std::string& language, const report::FileReport& file) {
  TRY(flow::replace_file(claim.path("report.json"), report::to_json(file) + "\n"));
  return flow::replace_file(claim.path("report.txt"), report::summary(file, language));
}

}  // namespace

Result<Decision> Watcher::run_job(Claim& claim, const flow::LoadedPolicy& policy) {
  const UniqueFd input(::open(claim.path("original").c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat info {};
  if (!input || ::fstat(input.get(), &info) != 0) return flow::io_error(claim.path("original"));
  const UniqueFd output(::open(claim.path("result").c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0640));
  if (!output) return flow::io_error(claim.path("result"));

  JobReport job;
  const auto bytes = static_cast<std::uint64_t>(info.st_size);
  const std::string name = base_name(claim.relative());
  if (!S_ISREG(info.st_mode) || bytes > options_.max_file_bytes) {
    job = refused(name, bytes, make_error(ErrorCode::TooLarge, "larger than drop.max_file_bytes"), "GEN-004");
  } else {
    JobRequest request;
    request.claim.untrusted_name = name;
    request.policy = policy.encoded;
    request.limits = policy.limits;
    request.mail.language = options_.language;
    request.mail.policy_digest = policy.digest.substr(0, flow::kDigestDigits);
    TRY_ASSIGN(job, services_.engine.run(request, input.get(), output.get()));
  }
  const bool blocked = job.error.has_value() || !has_output(job.disposition);
  if (!blocked && ::fsync(output.get()) != 0) return flow::io_error(claim.path("result"));

  Decision decision;
  decision.blocked = blocked;
  const std::lock_guard naming(naming_);
  decision.name =
      free_name(options_.folders, claim.relative(), blocked ? std::string() : job.extension, claim.receipt());
  report::FileReport file{claim.relative(), std::nullopt, job, policy.name, MUGAI_VERSION};
  if (!blocked) file.output = decision.name;
  TRY(write_report(claim, options_.language, file));
  TRY(claim.decide(decision));
  TRY(services_.audit.append_and_wait(file_record(claim, job, policy, decision)));
  TRY(claim.publish(options_.folders, decision));
  services_.counters.drop_files += 1;
  if (blocked) services_.counters.drop_blocked += 1;
  return decision;
}

Result<void> Watcher::rebuild(Claim& claim) {
  TRY_ASSIGN(const std::optional<Decision> decided, claim.decision());
  if (!decided) {
    const std::shared_ptr<const flow::PolicySet> policies = services_.policies();
    TRY(run_job(claim, policies->for_drop()));
    return ok();
  }
  // Decided before a crash; whether the record was written then is not known, so it is written again.
  audit::Record record;
  record.user = "drop";
  record.terminal = "local";
  record.action = "drop.resume";
  record.object = claim.receipt();
  record.more.emplace_back("files", audit::StringList{claim.relative()});
  record.more.emplace_back("output", decided->blocked ? std::string() : decided->name);
  TRY(services_.audit.append_and_wait(record));
  TRY(claim.publish(options_.folders, *decided));
  services_.counters.drop_files += 1;
  return ok();
}

void Watcher::process(Claim claim) {
  const Result<void> done = rebuild(claim);
  if (done) return;
  services_.log_warning("drop folder: " + claim.receipt() + ": " + done.error().detail + "; will be tried again");
  if (!stopping_) std::this_thread::sleep_for(kRetryPause);
  retry_later(std::move(claim));
}

}  // namespace mugai::drop
