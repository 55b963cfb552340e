// Any bytes as a mail: an error, or a message that the strict grammar accepts and from which a second pass takes
// nothing.
#include <cstdint>
#include <cstdlib>

#include "lib/formats/mail/handler.h"
#include "mail_context.h"
#include "tests/support/mail_checks.h"

using namespace mugai;
using mail::testing::MailContext;

namespace {

// Findings of a second pass that are no removals: the text of the notice has become part of the mail.
bool took_something(const MailContext& ctx) {
  for (const Finding& finding : ctx.findings) {
    if (finding.action == Action::Removed || finding.action == Action::Blocked) return true;
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  MemorySource source{Bytes(data, size)};
  MailContext first;
  MemorySink once;
  if (!mail::handler().sanitize(source, once, first)) return 0;

  MemorySource rebuilt{Bytes(once.buffer())};
  if (!testing::mail_fault(once.text()).empty()) std::abort();

  MailContext second;
  MemorySink twice;
  if (!mail::handler().sanitize(rebuilt, twice, second)) std::abort();
  if (took_something(second)) std::abort();
  return 0;
}
