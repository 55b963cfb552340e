// Every sample: what it must report, what must be gone, what must stay; the fixed point and determinism for each, and
// that the manifest lists exactly what is there.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "lib/formats/odf/manifest.h"
#include "tests/support/local_context.h"
#include "tests/support/odf_samples.h"
#include "tests/support/ooxml_builder.h"

using namespace mugai;
using testing::LocalResult;
using testing::Sample;

namespace {

using Members = std::vector<std::pair<std::string, std::string>>;

bool is_package(const Buffer& bytes) {
  return starts_with(bytes, "PK");
}

Members members_of(const Buffer& output) {
  if (is_package(output)) return testing::unzip(output);
  return {{"document", std::string(as_text(output))}};
}

std::string where_found(const Members& members, std::string_view text) {
  for (const auto& [name, bytes] : members) {
    if (name.find(text) != std::string::npos || bytes.find(text) != std::string::npos) return name;
  }
  return {};
}

// mimetype first and plain, the manifest last, every member listed and every entry there.
void check_package(const Members& members, const Buffer& output) {
  REQUIRE(members.size() >= 3);
  CHECK(members.front().first == "mimetype");
  CHECK(as_text(output).substr(30, 8) == "mimetype");
  CHECK(as_text(output).substr(38, members.front().second.size()) == members.front().second);
  CHECK(members.back().first == "META-INF/manifest.xml");
  const auto manifest = odf::parse_manifest(as_bytes(members.back().second));
  REQUIRE(manifest.has_value());
  std::set<std::string> listed, present;
  for (const odf::FileEntry& entry : manifest->entries) {
    CHECK(!entry.media_type.empty());
    if (!entry.path.ends_with('/')) CHECK(listed.insert(entry.path).second);
  }
  for (const auto& [name, bytes] : members) {
    if (name != "mimetype" && name != "META-INF/manifest.xml") present.insert(name);
  }
  CHECK(listed == present);
}

void check_output(const Sample& sample, const LocalResult& result) {
  if (!result.outcome.has_value()) {
    FAIL_CHECK("refused: ", result.outcome.error().detail);
    return;
  }
  const Members members = members_of(result.output);
  if (is_package(result.output)) check_package(members, result.output);
  for (const std::string_view text : sample.gone)
    CHECK_MESSAGE(where_found(members, text).empty(), text, " in ", where_found(members, text));
  for (const std::string_view text : sample.kept)
    CHECK_MESSAGE(!where_found(members, text).empty(), text, " is lost");
  if (sample.ids.empty()) CHECK(removals(result) == 0);
  const LocalResult again = testing::run_local(result.output, "a." + result.outcome->extension);
  if (!again.outcome.has_value()) {
    FAIL_CHECK("refused in the second pass: ", again.outcome.error().detail);
    return;
  }
  CHECK(again.output == result.output);
  CHECK_MESSAGE(removals(again) == 0, words_of(again));
}

void check(const Sample& sample) {
  CAPTURE(std::string(sample.name));
  const Buffer input = sample.make();
  const LocalResult result = testing::run_local(input, std::string(sample.file));
  const std::string words = words_of(result);
  CAPTURE(words);
  for (const std::string_view id : sample.ids) {
    const bool told = std::any_of(result.findings.begin(), result.findings.end(),
                                  [&](const Finding& f) { return f.id.text() == id; });
    CHECK_MESSAGE(told, id, " is not reported");
  }
  if (sample.refused) {
    CHECK(!result.outcome.has_value());
    return;
  }
  check_output(sample, result);
  CHECK(testing::run_local(input, std::string(sample.file)).output == result.output);
}

}  // namespace

TEST_CASE("odf: each sample is treated as its table says, and stays as it is in a second pass") {
  for (const Sample& sample : testing::odf_samples())
    check(sample);
}

TEST_CASE("odf: another way of writing the same makes no difference") {
  for (const Sample& sample : testing::odf_disguised_samples())
    check(sample);
}

TEST_CASE("odf: a file that is cut off anywhere gives no output, or none with what was to go") {
  for (const Sample& sample : testing::odf_samples()) {
    if (sample.file != "a.fodt" && sample.name != "odf/event-document") continue;
    CAPTURE(std::string(sample.name));
    const Buffer whole = sample.make();
    const std::size_t step = whole.size() / 97 + 1;
    for (std::size_t size = 0; size < whole.size(); size += step) {
      const LocalResult result = testing::run_local(Bytes(whole).first(size), std::string(sample.file));
      if (!result.outcome.has_value()) continue;
      for (const std::string_view text : sample.gone)
        CHECK(where_found(members_of(result.output), text).empty());
    }
  }
}
