// Flat packages: what comes out is what the package in a ZIP file gives; broken ones give nothing.
#include <doctest/doctest.h>

#include <string>

#include "lib/formats/flat/flat_opc.h"
#include "lib/formats/flat/handler.h"
#include "tests/support/local_context.h"
#include "tests/support/office_samples.h"
#include "tests/support/ooxml_builder.h"

using namespace mugai;
using testing::Sample;

namespace {

struct Run {
  bool done = false;
  Buffer output;
  testing::LocalContext context;
};
void run(Bytes input, Run& into) {
  MemorySink out;
  MemorySource in(input);
  into.done = flat::handler().sanitize(in, out, into.context).has_value();
  into.output = out.take();
}

std::string joined(const Buffer& package) {
  std::string out;
  for (const auto& [name, bytes] : testing::unzip(package))
    out += name + "\n" + bytes + "\n";
  return out;
}

}  // namespace

TEST_CASE("flat: each sample is reported and comes out as its table says") {
  for (const Sample& sample : testing::flat_samples()) {
    CAPTURE(sample.name);
    Run result;
    const Buffer input = sample.make();
    run(input, result);
    CHECK(result.done == !sample.refused);
    for (const std::string_view id : sample.ids)
      CHECK_MESSAGE(result.context.count(id) > 0, id);
    if (!result.done) continue;
    const std::string text = joined(result.output);
    for (const std::string_view gone : sample.gone)
      CHECK_MESSAGE(text.find(gone) == std::string::npos, gone);
    for (const std::string_view kept : sample.kept)
      CHECK_MESSAGE(text.find(kept) != std::string::npos, kept);
  }
}

TEST_CASE("flat: a document cut off at any byte gives no output") {
  const Buffer whole = testing::flat_samples()[1].make();
  for (std::size_t length = 0; length < whole.size(); ++length) {
    Run result;
    run(Bytes(whole).first(length), result);
    CAPTURE(length);
    CHECK(!result.done);
  }
}

TEST_CASE("flat: a document in UTF-16 gives the same package") {
  const Buffer plain = testing::flat_samples()[1].make();
  const std::string_view text = as_text(plain);
  std::string wide = "\xFF\xFE";
  for (const char c : text.substr(text.find("?>") + 2)) {
    wide.push_back(c);
    wide.push_back('\0');
  }
  Run one, two;
  run(plain, one);
  run(as_bytes(wide), two);
  REQUIRE(one.done);
  REQUIRE(two.done);
  CHECK(one.output == two.output);
}

TEST_CASE("flat: declarations that stand around a part come into it, its own ones stay") {
  Budget budget{BudgetLimits{}};
  const auto package = flat::package_of(
      "<p:package xmlns:p=\"http://schemas.microsoft.com/office/2006/xmlPackage\" xmlns:a=\"urn:a\" xmlns=\"urn:d\">"
      "<p:part p:name=\"/x.xml\" p:contentType=\"t\"><p:xmlData><a:r xmlns=\"urn:e\"><b/></a:r></p:xmlData></p:part>"
      "</p:package>",
      budget);
  REQUIRE(package.has_value());
  const std::string text = joined(*package);
  CHECK(text.find("xmlns:a=\"urn:a\"") != std::string::npos);
  CHECK(text.find("xmlns=\"urn:e\"><b/>") != std::string::npos);
  CHECK(text.find("xmlns=\"urn:d\"") == std::string::npos);
}
