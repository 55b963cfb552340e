// The samples of tests/support/pdf_content_samples, each through the whole PDF handler.
#include <doctest/doctest.h>

#include <string>

#include "lib/formats/pdf/handler.h"
#include "tests/support/exposed_pdf.h"
#include "tests/support/lone_context.h"
#include "tests/support/pdf_content_samples.h"

namespace {

using namespace mugai;
using namespace mugai::testing;

struct Run {
  bool good = false;
  std::string detail;
  Buffer output;
  std::vector<Finding> findings;
};

Run run(Bytes input, std::string_view file) {
  LoneContext context{std::string(file)};
  MemorySource source(input);
  MemorySink sink;
  const auto outcome = pdf::handler().sanitize(source, sink, context);
  return {outcome.has_value(), outcome ? std::string() : outcome.error().detail, sink.take(), context.findings()};
}

void check_sample(const Sample& sample) {
  const Run first = run(sample.make(), sample.file);
  REQUIRE_MESSAGE(first.good, first.detail);
  for (const std::string_view id : sample.ids) {
    bool told = false;
    for (const Finding& finding : first.findings)
      told = told || finding.id.text() == id;
    CHECK_MESSAGE(told, id, " is not reported");
  }
  for (const Finding& finding : first.findings) {
    if (sample.ids.empty()) CHECK_MESSAGE(finding.action == Action::Kept, finding.id.text(), " ", finding.detail);
  }
  const std::string output = exposed_pdf(as_text(first.output));
  for (const std::string_view gone : sample.gone)
    CHECK_MESSAGE(output.find(gone) == std::string::npos, gone, " is still there");
  for (const std::string_view kept : sample.kept)
    CHECK_MESSAGE(output.find(kept) != std::string::npos, kept, " is lost");
  const Run second = run(first.output, sample.file);
  REQUIRE_MESSAGE(second.good, second.detail);
  CHECK(second.output == first.output);
  for (const Finding& finding : second.findings)
    CHECK_MESSAGE(finding.action == Action::Kept, finding.id.text(), " ", finding.detail);
}

}  // namespace

TEST_CASE("pdf/content samples: what is dangerous goes and is told, the rest stays, and a second pass finds nothing") {
  REQUIRE(pdf_content_samples().size() > 20);
  for (const Sample& sample : pdf_content_samples()) {
    CAPTURE(sample.name);
    check_sample(sample);
  }
}
