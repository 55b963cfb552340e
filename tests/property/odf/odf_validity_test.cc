// Outputs are valid OpenDocument files: the package keeps the rules of part 2, and no order, cardinality or reference
// of part 3 is broken that was whole in the original. Over every sample, and over the files of the corpus where it is
// there (MUGAI_CORPUS, or ../shared/corpus beside the source tree).
#include <doctest/doctest.h>

#include <cstdio>
#include <string>

#include "tests/property/odf/odf_check.h"
#include "tests/support/local_context.h"
#include "tests/support/odf_builder.h"
#include "tests/support/odf_samples.h"

using namespace mugai;
using testing::Faults;
using testing::LocalResult;
using testing::OdfBuilder;
using testing::Sample;

namespace {

std::size_t check_samples(std::span<const Sample> samples) {
  std::size_t outputs = 0;
  for (const Sample& sample : samples) {
    // A frame in a frame: no valid document to begin with.
    if (sample.refused || sample.name.starts_with("odf/object-ole-in-frames")) continue;
    CAPTURE(std::string(sample.name));
    const Buffer input = sample.make();
    const LocalResult result = testing::run_local(input, std::string(sample.file));
    if (!result.outcome.has_value()) {
      FAIL_CHECK("refused: ", result.outcome.error().detail);
      continue;
    }
    testing::check_against(testing::check_odf, result.output, input);
    ++outputs;
  }
  return outputs;
}

}  // namespace

TEST_CASE("odf validity: a rebuilt sample is a valid document") {
  CHECK(check_samples(testing::odf_samples()) > 100);
}

TEST_CASE("odf validity: each fault is found out") {
  struct Row {
    const char* body;
    const char* fault;
  };
  const Row rows[] = {
      {"<text:list><text:list-item/><text:list-header/></text:list>", "text:list-header out of order in text:list"},
      {"<table:table><table:table-row><table:table-cell/></table:table-row></table:table>",
       "no table:table-columns in table:table"},
      {"<table:table><table:table-column/></table:table>", "no table:table-rows in table:table"},
      {"<text:p><draw:frame><svg:title/></draw:frame></text:p>", "no draw:text-box in draw:frame"},
      {"<text:p><draw:frame><draw:image xlink:href=\"Pictures/x.png\"/></draw:frame></text:p>",
       "draw:image refers to a file that is not there"},
      {"<text:p text:style-name=\"nowhere\"/>", "text:p refers by text:style-name to nothing"},
      {"<text:p xml:id=\"a\"/><text:p xml:id=\"a\"/>", "an xml:id twice"},
      {"<text:p/><office:forms/>", "office:forms out of order in office:text"},
      {"<text:section><text:p/><text:section-source/></text:section>",
       "text:section-source out of order in text:section"},
      {"<text:p><text:ruby><text:ruby-base/></text:ruby></text:p>", "no text:ruby-text in text:ruby"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.fault);
    const Faults faults = testing::check_odf(OdfBuilder::odt(row.body).build());
    CHECK(faults.faults.empty());
    CHECK(faults.structure.contains(row.fault));
  }
  CHECK(testing::check_odf(OdfBuilder::odt("<text:p>whole</text:p>").build()).structure.empty());
  const Faults package = testing::check_odf(OdfBuilder::odt("<text:p/>").part("x.bin", "", "x").build());
  CHECK(package.faults.contains("not in the manifest: x.bin"));
}

TEST_CASE("odf validity: files of the corpus come out as valid documents") {
  const auto files = testing::corpus_files({"odt", "ods", "odp", "odg", "ott", "ots", "otp", "otg"});
  std::size_t outputs = 0;
  for (const auto& path : files) {
    const Buffer input = testing::read_file(path);
    const std::string name = path.filename().string();
    CAPTURE(name);
    const LocalResult result = testing::run_local(input, name);
    // Files that are something else than their name says have tests of their own.
    const bool document =
        result.outcome.has_value() && result.outcome->type.size() == 3 &&
        std::string_view("odt ods odp odg ott ots otp otg odm").find(result.outcome->type) != std::string_view::npos;
    if (!document) continue;
    ++outputs;
    testing::check_against(testing::check_odf, result.output, input);
  }
  std::printf("odf validity: %zu outputs of the corpus examined\n", outputs);
  CHECK((files.empty() || outputs > 100));
}
