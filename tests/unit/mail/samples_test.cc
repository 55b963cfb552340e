// Each sample of a mail and of what holds mails: what must be reported, what must be gone, what must stay.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "tests/support/exposed.h"
#include "tests/support/local_context.h"
#include "tests/support/mail_samples.h"

using namespace mugai;
using testing::Sample;

namespace {

void check(const Sample& sample) {
  CAPTURE(sample.name);
  const testing::LocalResult result = testing::run_local(sample.make(), std::string(sample.file));
  std::set<std::string> ids;
  bool removed = false;
  for (const Finding& finding : result.findings) {
    ids.emplace(finding.id.text());
    removed = removed || finding.action != Action::Kept;
    if (sample.ids.empty() && finding.action != Action::Kept) {
      MESSAGE(std::string(finding.id.text()), " ", finding.where, " ", finding.detail);
    }
  }
  for (const std::string_view id : sample.ids)
    CHECK_MESSAGE(ids.contains(std::string(id)), id, " is not reported");
  CHECK(result.outcome.has_value() != sample.refused);
  if (sample.refused || !result.outcome.has_value()) return;
  const std::string output = testing::exposed(result.output);
  for (const std::string_view text : sample.gone)
    CHECK_MESSAGE(output.find(text) == std::string::npos, text, " is still there");
  for (const std::string_view text : sample.kept)
    CHECK_MESSAGE(output.find(text) != std::string::npos, text, " is lost");
  // The first pass's notice is text to the second: it may change, but nothing more may go.
  const testing::LocalResult again = testing::run_local(result.output, "message.eml");
  CHECK(again.outcome.has_value());
  for (const Finding& finding : again.findings) {
    if (finding.action == Action::Kept) continue;
    FAIL_CHECK("in the second pass: ", std::string(finding.id.text()), " ", finding.where, " ", finding.detail);
  }
}

}  // namespace

TEST_CASE("mail/samples: each construct comes out as the catalogue says") {
  for (const Sample& sample : testing::mail_samples())
    check(sample);
}

TEST_CASE("mail/samples: of what only looks like a construct nothing is told") {
  for (const Sample& sample : testing::alike_samples()) {
    check(sample);
    for (const Finding& finding : testing::run_local(sample.make(), std::string(sample.file)).findings)
      FAIL_CHECK(sample.name, ": ", std::string(finding.id.text()), " ", finding.where, " ", finding.detail);
  }
}

TEST_CASE("mail/samples: invitations come once, files of a Macintosh as files") {
  for (const Sample& sample : testing::wrapped_samples())
    check(sample);
}

TEST_CASE("mail/samples: winmail.dat and Outlook messages come out as mails") {
  for (const Sample& sample : testing::outlook_samples())
    check(sample);
}
