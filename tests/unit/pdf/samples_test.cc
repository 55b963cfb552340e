// Every sample: what it must report, what must be gone, what must stay; fixed point, determinism and truncation.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "tests/support/exposed_pdf.h"
#include "tests/support/local_context.h"
#include "tests/support/pdf_builder.h"
#include "tests/support/pdf_samples.h"

using namespace mugai;
using testing::LocalResult;
using testing::Sample;

namespace {

void check_output(const Sample& sample, const LocalResult& result) {
  if (!result.outcome.has_value()) {
    FAIL_CHECK("refused: ", result.outcome.error().detail);
    return;
  }
  const std::string output = testing::exposed_pdf(as_text(result.output));
  for (const std::string_view text : sample.gone)
    CHECK_MESSAGE(output.find(text) == std::string::npos, text, " is still there");
  for (const std::string_view text : sample.kept)
    CHECK_MESSAGE(output.find(text) != std::string::npos, text, " is lost");
  const LocalResult again = testing::run_local(result.output, std::string(sample.file));
  REQUIRE_MESSAGE(again.outcome.has_value(), again.outcome.error().detail);
  CHECK(again.output == result.output);
  for (const Finding& f : again.findings)
    CHECK_MESSAGE(f.action == Action::Kept, "found in the second pass: ", std::string(f.id.text()), " ", f.detail);
}

}  // namespace

TEST_CASE("pdf: each sample comes out as its table says") {
  for (const Sample& sample : testing::pdf_samples()) {
    CAPTURE(sample.name);
    const LocalResult result = testing::run_local(sample.make(), std::string(sample.file));
    CAPTURE(words_of(result));
    for (const std::string_view id : sample.ids)
      CHECK_MESSAGE(reports(result, id), id, " is not reported");
    if (sample.ids.empty() && sample.name.find("disguised") == std::string_view::npos) {
      for (const Finding& f : result.findings)
        CHECK_MESSAGE(f.action == Action::Kept, "reported of a clean file: ", std::string(f.id.text()), " ", f.detail);
    }
    if (sample.refused) {
      CHECK(!result.outcome.has_value());
    } else {
      check_output(sample, result);
    }
  }
}

TEST_CASE("pdf: the same input gives the same bytes") {
  const Buffer input =
      testing::PdfBuilder().field("/FT /Tx /V (x)").action("/S /URI /URI (https://example.jp/)").build();
  CHECK(testing::run_local(input, "a.pdf").output == testing::run_local(input, "b.pdf").output);
}

TEST_CASE("pdf: cut off anywhere, nothing active comes out") {
  const Buffer input = testing::PdfBuilder()
                           .catalog("/OpenAction << /S /JavaScript /JS (app.alert) >>")
                           .action("/S /Launch /F (cmd.exe)")
                           .build();
  for (std::size_t size = 0; size <= input.size(); ++size) {
    CAPTURE(size);
    const LocalResult result = testing::run_local(Bytes(input).first(size), "a.pdf");
    if (!result.outcome.has_value() || result.output.empty()) continue;
    const std::string output = testing::exposed_pdf(as_text(result.output));
    CHECK(output.find("app.alert") == std::string::npos);
    CHECK(output.find("cmd.exe") == std::string::npos);
  }
}
