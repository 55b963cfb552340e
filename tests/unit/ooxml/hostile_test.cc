// Broken and obfuscated packages: truncation, policies that block, pictures that lie, unusual encodings.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "lib/formats/ooxml/handler.h"
#include "tests/support/local_context.h"
#include "tests/support/ooxml_builder.h"
#include "tests/support/ooxml_samples.h"

using namespace mugai;
using testing::OoxmlBuilder;

namespace {

const char* const kHello = "<w:p><w:r><w:t>hello</w:t></w:r></w:p>";

std::string utf16le(std::string_view ascii_text) {
  std::string out = "\xFF\xFE";
  for (const char c : ascii_text) {
    out.push_back(c);
    out.push_back('\0');
  }
  return out;
}

bool contains(const Buffer& output, std::string_view text) {
  for (const auto& [name, bytes] : testing::unzip(output)) {
    if (bytes.find(text) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("ooxml: a package cut off at any byte gives no output") {
  const Buffer whole = OoxmlBuilder::docx(kHello).build();
  for (std::size_t length = 0; length < whole.size(); ++length) {
    testing::LocalContext context;
    MemorySink out;
    MemorySource in(Bytes(whole).first(length));
    CAPTURE(length);
    CHECK(!ooxml::handler().sanitize(in, out, context).has_value());
  }
}

TEST_CASE("ooxml: a part cut off at any byte gives no output") {
  OoxmlBuilder builder = OoxmlBuilder::docx("");
  const std::string whole =
      "<w:document" + std::string(testing::kWordNamespaces) + "><w:body>" + kHello + "</w:body></w:document>";
  for (std::size_t length = 0; length < whole.size(); ++length) {
    builder.replace(builder.main, whole.substr(0, length));
    CAPTURE(length);
    CHECK(!testing::run_local(builder.build(), "a.docx").outcome.has_value());
  }
}

TEST_CASE("ooxml: a part in UTF-16 comes out as UTF-8 and is judged alike") {
  OoxmlBuilder builder = OoxmlBuilder::docx("");
  builder.replace(builder.main, utf16le("<?xml version=\"1.0\" encoding=\"UTF-16\"?><w:document" +
                                        std::string(testing::kWordNamespaces) +
                                        "><w:body><w:p><w:fldSimple w:instr=\"DDE "
                                        "cmd\"><w:r><w:t>hello</w:t></w:r></w:fldSimple></w:p></w:body></w:document>"));
  const auto result = testing::run_local(builder.build(), "a.docx");
  REQUIRE(result.outcome.has_value());
  CHECK(contains(result.output, "hello"));
  CHECK(!contains(result.output, "DDE"));
}

TEST_CASE("ooxml: what the policy blocks refuses the file") {
  policy::Policy policy;
  policy.states[static_cast<std::size_t>(policy::Category::ActiveFields)] = policy::State::Block;
  const Buffer clean = OoxmlBuilder::docx(kHello).build();
  CHECK(testing::run_local(clean, "a.docx", policy).outcome.has_value());
  const Buffer field = OoxmlBuilder::docx("<w:p><w:fldSimple w:instr=\"DDE cmd\"/></w:p>").build();
  const auto result = testing::run_local(field, "a.docx", policy);
  REQUIRE(!result.outcome.has_value());
  CHECK(result.outcome.error().code == ErrorCode::Forbidden);
}

TEST_CASE("ooxml: tracked changes are accepted and links become text where the policy removes them") {
  policy::Policy policy;
  policy.states[static_cast<std::size_t>(policy::Category::TrackedChanges)] = policy::State::Remove;
  policy.states[static_cast<std::size_t>(policy::Category::Hyperlinks)] = policy::State::Remove;
  OoxmlBuilder builder = OoxmlBuilder::docx(
      "<w:p><w:ins w:id=\"1\" w:author=\"a\"><w:r><w:t>new</w:t></w:r></w:ins><w:del w:id=\"2\" w:author=\"a\"><w:r>"
      "<w:delText>old</w:delText></w:r></w:del><w:hyperlink "
      "r:id=\"rId9\"><w:r><w:t>click</w:t></w:r></w:hyperlink></w:p>");
  builder.relate(builder.main, "rId9", "O:hyperlink", "https://example.jp/", true);
  const auto result = testing::run_local(builder.build(), "a.docx", policy);
  REQUIRE(result.outcome.has_value());
  CHECK(contains(result.output, "new"));
  CHECK(contains(result.output, "click"));
  for (const char* gone : {"old", "w:ins", "example.jp", "w:hyperlink"})
    CHECK(!contains(result.output, gone));
}

TEST_CASE("ooxml: a picture that breaks off becomes the placeholder") {
  const std::string png = testing::small_png();
  OoxmlBuilder builder = OoxmlBuilder::docx(kHello);
  builder.part("word/media/image1.png", "image/png", png.substr(0, png.size() - 20));
  builder.relate(builder.main, "rId9", "O:image", "media/image1.png");
  const auto result = testing::run_local(builder.build(), "a.docx");
  REQUIRE(result.outcome.has_value());
  CHECK(std::any_of(result.findings.begin(), result.findings.end(),
                    [](const Finding& f) { return f.id.text() == "OOXML-063"; }));
  CHECK(testing::run_local(result.output, "a.docx").output == result.output);
}

TEST_CASE("ooxml: two pictures that get the same name stay apart") {
  OoxmlBuilder builder = OoxmlBuilder::docx(kHello);
  builder.part("word/media/image1.emf", "image/x-emf", "PAYLOAD");
  builder.part("word/media/image1.png", "image/png", testing::small_png());
  builder.relate(builder.main, "rId8", "O:image", "media/image1.emf");
  builder.relate(builder.main, "rId9", "O:image", "media/image1.png");
  const auto result = testing::run_local(builder.build(), "a.docx");
  REQUIRE(result.outcome.has_value());
  const auto members = testing::unzip(result.output);
  for (const char* name : {"word/media/image1.png", "word/media/image1-2.png"}) {
    CHECK(std::any_of(members.begin(), members.end(), [&](const auto& m) { return m.first == name; }));
  }
  CHECK(testing::run_local(result.output, "a.docx").output == result.output);
}

TEST_CASE("ooxml: an add-in is refused by the handler itself, too") {
  OoxmlBuilder builder = OoxmlBuilder::pptx("");
  builder.set_main_type("application/vnd.ms-powerpoint.addin.macroEnabled.main+xml");
  const Buffer input = builder.build();
  testing::LocalContext context;
  MemorySink out;
  MemorySource in{Bytes(input)};
  CHECK(!ooxml::handler().sanitize(in, out, context).has_value());
  CHECK(context.count("PML-026") == 1);
}

TEST_CASE("ooxml: flipping any byte of a sample never crashes and never lets its payload through") {
  // Every 7th byte of one sample in five: enough to meet each structure, quick enough for each run.
  std::size_t index = 0;
  for (const testing::Sample& sample : testing::ooxml_samples()) {
    if (++index % 5 != 0 || sample.refused) continue;
    const Buffer whole = sample.make();
    for (std::size_t at = 0; at < whole.size(); at += 7) {
      Buffer broken = whole;
      broken[at] ^= 0x20;
      testing::LocalContext context;
      MemorySink out;
      MemorySource in{Bytes(broken)};
      if (!ooxml::handler().sanitize(in, out, context).has_value()) continue;
      for (const std::string_view text : sample.gone) {
        if (text == "PAYLOAD" || text == "cmd.exe" || text == "DDEAUTO") CHECK(!contains(out.take(), text));
        break;
      }
    }
  }
}
