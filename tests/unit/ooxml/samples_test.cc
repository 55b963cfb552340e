// Every sample: what it must report, what must be gone, what must stay; the fixed point and determinism for each.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "tests/support/local_context.h"
#include "tests/support/office_samples.h"
#include "tests/support/ooxml_builder.h"
#include "tests/support/ooxml_samples.h"
#include "tests/support/sheet_samples.h"

using namespace mugai;
using testing::LocalResult;
using testing::Sample;

namespace {

std::string where_found(const std::vector<std::pair<std::string, std::string>>& members, std::string_view text) {
  for (const auto& [name, bytes] : members) {
    if (name.find(text) != std::string::npos || bytes.find(text) != std::string::npos) return name;
  }
  return {};
}

std::vector<const Sample*> office_samples() {
  std::vector<const Sample*> all;
  for (const auto& area :
       {testing::ooxml_samples, testing::word_samples, testing::slide_samples, testing::drawing_samples,
        testing::sheet_samples, testing::xlsb_samples, testing::package_samples, testing::disguised_samples}) {
    for (const Sample& sample : area())
      all.push_back(&sample);
  }
  return all;
}

void check_output(const Sample& sample, const LocalResult& result) {
  if (!result.outcome.has_value()) {
    FAIL_CHECK("refused: ", result.outcome.error().detail);
    return;
  }
  const auto members = testing::unzip(result.output);
  REQUIRE(!members.empty());
  CHECK(members[0].first == "[Content_Types].xml");
  for (const std::string_view text : sample.gone)
    CHECK_MESSAGE(where_found(members, text).empty(), text, " in ", where_found(members, text));
  for (const std::string_view text : sample.kept)
    CHECK_MESSAGE(!where_found(members, text).empty(), text, " is lost");
  if (sample.ids.empty()) CHECK(removals(result) == 0);
  const std::string name = "a." + result.outcome->extension;
  const LocalResult again = testing::run_local(result.output, name);
  if (!again.outcome.has_value()) {
    FAIL_CHECK("refused in the second pass: ", again.outcome.error().detail);
    return;
  }
  CHECK(again.output == result.output);
  for (const Finding& f : again.findings) {
    if (f.action != Action::Kept) FAIL_CHECK("found in the second pass: ", std::string(f.id.text()), " ", f.detail);
  }
}

}  // namespace

TEST_CASE("ooxml: each sample is reported, disarmed, and a fixed point") {
  for (const Sample* one : office_samples()) {
    const Sample& sample = *one;
    CAPTURE(sample.name);
    const Buffer input = sample.make();
    const LocalResult result = testing::run_local(input, std::string(sample.file));
    for (const std::string_view id : sample.ids)
      CHECK_MESSAGE(reports(result, id), id, " is not reported, but ", words_of(result));
    if (sample.refused) {
      CHECK(!result.outcome.has_value());
    } else {
      check_output(sample, result);
    }
  }
}

TEST_CASE("ooxml: the same input gives the same bytes") {
  for (const Sample* sample_of : office_samples()) {
    const Sample& sample = *sample_of;
    CAPTURE(sample.name);
    CHECK(sample.make() == sample.make());
    const LocalResult one = testing::run_local(sample.make(), std::string(sample.file));
    const LocalResult two = testing::run_local(sample.make(), std::string(sample.file));
    CHECK(one.output == two.output);
  }
}
