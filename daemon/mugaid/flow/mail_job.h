// MailJob: one message through the engine: rebuilt, then checked by a second process that knows only the strict
// grammar of what we send. Blocks; runs on the pool.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/mugaid/flow/engine.h"
#include "daemon/mugaid/flow/policies.h"
#include "daemon/mugaid/flow/sender_check.h"
#include "daemon/mugaid/flow/spool.h"
#include "lib/core/job.h"

namespace mugai::flow {

struct MailJob {
  // Where the trouble is ours (no process, no file): try again later. Nothing else is set then.
  std::optional<Error> trouble;
  // Where the message is refused.
  std::optional<Error> refusal;
  bool verify_failed = false;
  JobReport report;
  UniqueFd message;          // the rebuilt message
  std::uint64_t bytes = 0;   // of it
  std::string sender_check;  // what DKIM and SPF say (RFC 8601); empty where nobody asked
  std::string message_id;    // as it stands in the rebuilt message; may be empty
};

// Whether the sender is who it says, and of which message that is asked.
struct SenderQuestion {
  const SenderOptions& options;
  SenderClaim claim;
};

MailJob run_mail_job(Engine& engine, Spool& spool, const MailValues& values, const LoadedPolicy& policy,
                     const SenderQuestion& sender);

// "OOXML-036 removed 2", at most 100.
std::vector<std::string> finding_lines(const JobReport& report);
std::uint64_t finding_count(const JobReport& report);
// Names of the files in the report's tree, below the report itself, and places of what was blocked; at most 100.
std::vector<std::string> file_names(const JobReport& report);
// SHA-256 of these files as they came, each once, at most 100: whoever got a file that proves bad later is found by it.
std::vector<std::string> file_hashes(const JobReport& report);

}  // namespace mugai::flow
