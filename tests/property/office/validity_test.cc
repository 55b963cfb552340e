// Outputs are valid packages: every part has a type, every internal relationship a target, nothing is orphaned, and no
// structure is broken that was whole in the original. Over every sample, and over the Office files of the corpus where
// it is there (MUGAI_CORPUS, or ../shared/corpus beside the source tree).
#include <doctest/doctest.h>

#include <cstdio>
#include <string>

#include "lib/formats/ooxml/handler.h"
#include "tests/property/office/package_check.h"
#include "tests/property/office/sequences.h"
#include "tests/support/local_context.h"
#include "tests/support/office_samples.h"
#include "tests/support/ooxml_builder.h"
#include "tests/support/ooxml_samples.h"

using namespace mugai;
using testing::Faults;
using testing::Sample;

namespace {

// The rebuilt file; empty where it was refused.
Buffer rebuilt(Bytes input) {
  testing::LocalContext context;
  MemorySink out;
  MemorySource in(input);
  return ooxml::handler().sanitize(in, out, context).has_value() ? out.take() : Buffer{};
}

}  // namespace

TEST_CASE("office validity: a rebuilt sample is a valid package") {
  std::size_t outputs = 0;
  for (const auto& area : {testing::ooxml_samples, testing::word_samples, testing::slide_samples,
                           testing::drawing_samples, testing::package_samples, testing::disguised_samples}) {
    for (const Sample& sample : area()) {
      if (sample.refused) continue;
      CAPTURE(sample.name);
      const Buffer input = sample.make();
      const Buffer output = rebuilt(input);
      REQUIRE(!output.empty());
      // Samples are snippets: what they lack themselves says nothing of the output.
      for (const std::string& fault : testing::check_package(output).faults)
        FAIL_CHECK(fault);
      ++outputs;
    }
  }
  CHECK(outputs > 100);
}

TEST_CASE("office validity: a package with each fault is found out") {
  const Buffer good = rebuilt(testing::word_samples()[0].make());
  CHECK(testing::check_package(good).faults.empty());
  const Buffer bad = testing::OoxmlBuilder::docx("<w:tbl><w:tr><w:tc/></w:tr></w:tbl>")
                         .part("word/orphan.xml", "application/xml", "<x/>")
                         .relate("word/document.xml", "rId9", "O:header", "missing.xml")
                         .build();
  const Faults faults = testing::check_package(bad);
  CHECK(faults.faults.contains("nothing leads to: word/orphan.xml"));
  CHECK(faults.faults.contains("a relationship to nothing: word/document.xml to missing.xml"));
  CHECK(faults.structure.contains("empty tc"));
  CHECK(faults.structure.contains("no w:tblPr in w:tbl"));
}

TEST_CASE("office validity: order and number of children are judged") {
  struct Case {
    const char* body;
    const char* fault;
  };
  const Case cases[] = {
      {"<w:p><w:pPr><w:jc/><w:keepNext/></w:pPr></w:p>", "w:keepNext out of order in w:pPr"},
      {"<w:p><w:pPr><w:jc/><w:jc/></w:pPr></w:p>", "more than one w:jc in w:pPr"},
      {"<w:p><w:r/><w:pPr/></w:p>", "w:pPr out of order in w:p"},
      {"<w:p><w:r><w:drawing><wp:inline><wp:docPr/><wp:extent/></wp:inline></w:drawing></w:r></w:p>",
       "no a:graphic in wp:inline"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.body);
    CHECK(testing::check_package(testing::OoxmlBuilder::docx(one.body).build()).structure.contains(one.fault));
  }
  const char* const fine =
      "<w:p><w:pPr><w:keepNext/><w:jc/></w:pPr><w:r/></w:p><w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p/></w:tc>"
      "<w:tc><w:sdt/></w:tc></w:tr></w:tbl>";
  CHECK(testing::check_package(testing::OoxmlBuilder::docx(fine).build()).structure.empty());
  CHECK(testing::office_sequences().size() > 80);
}

TEST_CASE("office validity: Office files of the corpus come out as valid packages") {
  const auto files = testing::corpus_files(
      {"docx", "docm", "dotx", "dotm", "xlsx", "xlsm", "xltx", "xltm", "pptx", "pptm", "potx", "potm", "ppsx", "ppsm"});
  std::size_t outputs = 0;
  for (const auto& path : files) {
    const Buffer input = testing::read_file(path);
    const std::string name = path.filename().string();
    CAPTURE(name);
    const Buffer output = rebuilt(input);
    if (output.empty()) continue;
    ++outputs;
    testing::check_against(testing::check_package, output, input);
  }
  std::printf("office validity: %zu outputs of the corpus examined\n", outputs);
  CHECK((files.empty() || outputs > 0));
}
