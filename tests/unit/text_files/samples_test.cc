// Properties of every sample of HTML, text, tables, calendars and cards, under each way in which a policy may have them
// delivered: what must be gone is gone, what must stay is there, a second pass changes nothing, and a file that is cut
// off anywhere gives nothing active either.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "tests/support/local_context.h"
#include "tests/support/text_samples.h"

using namespace mugai;
using testing::LocalResult;
using testing::Sample;

namespace {

std::string output_name(const Sample& sample, const LocalResult& result) {
  const std::string name(sample.file);
  const std::string& extension = result.outcome->extension;
  return extension.empty() ? name : name.substr(0, name.rfind('.') + 1) + extension;
}

void check_fixed_point(const Sample& sample, const LocalResult& first, const policy::Policy& policy) {
  const LocalResult again = testing::run_local(first.output, output_name(sample, first), policy);
  REQUIRE_MESSAGE(again.outcome.has_value(), again.outcome.error().detail);
  CHECK(std::string(as_text(again.output)) == std::string(as_text(first.output)));
}

policy::Policy pages() {
  policy::Policy policy;
  policy.web_pages = policy::WebPages::Page;
  return policy;
}
policy::Policy kept_charset() {
  policy::Policy policy;
  policy.text_charset = policy::TextCharset::Keep;
  return policy;
}

}  // namespace

TEST_CASE("text files: each sample comes out as its table says") {
  for (const Sample& sample : testing::text_samples()) {
    CAPTURE(sample.name);
    const LocalResult result = testing::run_local(sample.make(), std::string(sample.file));
    for (const std::string_view id : sample.ids) {
      CHECK_MESSAGE(std::any_of(result.findings.begin(), result.findings.end(),
                                [&](const Finding& f) { return f.id.text() == id; }),
                    id, " is not reported");
    }
    CHECK(result.outcome.has_value() == !sample.refused);
    if (sample.refused || !result.outcome) continue;
    const std::string_view output = as_text(result.output);
    for (const std::string_view gone : sample.gone)
      CHECK_MESSAGE(output.find(gone) == std::string_view::npos, gone, " is still there: ", std::string(output));
    for (const std::string_view kept : sample.kept)
      CHECK_MESSAGE(output.find(kept) != std::string_view::npos, kept, " is lost: ", std::string(output));
    if (sample.ids.empty()) {
      for (const Finding& finding : result.findings)
        CHECK_MESSAGE(finding.id.text() == "HTM-001", finding.id.text(), " for a clean file: ", finding.detail);
    }
    check_fixed_point(sample, result, policy::Policy());
  }
}

TEST_CASE("text files: a rebuilt page holds nothing active and is its own fixed point") {
  for (const policy::Links links : {policy::Links::Keep, policy::Links::Defang, policy::Links::Remove}) {
    policy::Policy policy = pages();
    policy.links = links;
    for (const Sample& sample : testing::text_samples()) {
      if (!sample.file.ends_with(".html") || sample.refused) continue;
      CAPTURE(sample.name);
      const LocalResult result = testing::run_local(sample.make(), std::string(sample.file), policy);
      REQUIRE_MESSAGE(result.outcome.has_value(), result.outcome.error().detail);
      CHECK(result.outcome->extension == "html");
      const std::string_view output = as_text(result.output);
      for (const std::string_view active :
           {"<script", "javascript:", " onclick", "<iframe", "<object", "<svg", "<style", "<link", "<form", "<input",
            "src=", "url(", "expression", "display"}) {
        CHECK_MESSAGE(output.find(active) == std::string_view::npos, active, " in ", std::string(output));
      }
      check_fixed_point(sample, result, policy);
    }
  }
}

TEST_CASE("text files: Shift_JIS stays where the policy keeps it") {
  for (const std::string_view name : {"text/shift-jis", "csv/shift-jis"}) {
    for (const Sample& sample : testing::text_samples()) {
      if (sample.name != name) continue;
      const Buffer input = sample.make();
      const LocalResult result = testing::run_local(input, std::string(sample.file), kept_charset());
      REQUIRE(result.outcome.has_value());
      CHECK(result.output == input);
      CHECK(result.findings.empty());
    }
  }
}

TEST_CASE("text files: a table with formulas is refused where the policy says so") {
  policy::Policy policy;
  policy.formulas = policy::Formulas::Block;
  const LocalResult result = testing::run_local(Buffer{'=', '1', '+', '1', '\n'}, "a.csv", policy);
  REQUIRE(!result.outcome.has_value());
  CHECK(result.outcome.error().code == ErrorCode::Forbidden);
}

TEST_CASE("text files: cut off anywhere, a sample gives nothing that must be gone") {
  for (const Sample& sample : testing::text_samples()) {
    if (sample.refused) continue;
    CAPTURE(sample.name);
    const Buffer whole = sample.make();
    const std::size_t step = whole.size() > 2000 ? whole.size() / 7 : 3;
    for (std::size_t size = 1; size < whole.size(); size += step) {
      const LocalResult result = testing::run_local(Bytes(whole).first(size), std::string(sample.file));
      if (!result.outcome) continue;
      const std::string_view output = as_text(result.output);
      for (const std::string_view active : {"<script>alert", "\r\nATTACH:", "VALARM\r\nACTION:P", "\x1b[31m", ",=cmd"})
        CHECK_MESSAGE(output.find(active) == std::string_view::npos, active, " at ", size, ": ", std::string(output));
    }
  }
}
