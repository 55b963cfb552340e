// Job: one file to rebuild, as it is asked for by a program and as it is answered by the launcher (lib/sandbox).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/error.h"
#include "lib/core/context.h"
#include "lib/core/finding.h"
#include "lib/core/outcome.h"
#include "lib/core/render.h"

namespace mugai {

// What a worker is asked to do with the input.
enum class JobKind : std::uint8_t {
  Sanitize,  // detect the type, run its handler
  Mail,      // treat the input as a mail whatever it looks like; MailValues are set
  Render,    // draw pages of a document that a handler has rebuilt; `render` says which. No program asks for this
  Verify,    // say who sent a mail (formats/mail_auth); `facts` are set, the output is a short text
};

struct JobRequest {
  JobKind kind = JobKind::Sanitize;
  FileClaim claim;
  MailValues mail;
  std::string policy;  // Policy::encode_changes(); empty where the job asks no policy (the standard one stands in)
  BudgetLimits limits;
  RenderOrder render;  // of JobKind::Render
  std::string facts;   // of JobKind::Verify: the envelope and what DNS answered (formats/mail_auth/facts.h)
};

// Everything about one finished job. Filled by the parent side, which has checked what the child said.
struct JobReport {
  std::string name;  // untrusted, cleaned to one line
  std::string type;  // "docx"; "unknown" where nothing was recognised
  Disposition disposition = Disposition::Blocked;
  std::optional<Error> error;     // set where disposition is Blocked or Held
  std::string extension;          // of the output; empty keeps the input's
  std::vector<Finding> findings;  // of this file alone
  std::vector<JobReport> children;
  std::uint64_t bytes_in = 0;
  std::uint64_t bytes_out = 0;
  std::string sha256_in;   // lower-case hexadecimal, of the bytes as given
  std::string sha256_out;  // empty where there is no output
  std::uint64_t wall_us = 0;
  std::uint64_t cpu_us = 0;
  std::uint64_t peak_memory_bytes = 0;  // of the worker that did this file
  bool degraded_sandbox = false;        // the kernel gave less than the full isolation
};

// Findings of the report and of all below it, merged.
std::vector<Finding> all_findings(const JobReport& report);

}  // namespace mugai
