#include "lib/formats/font/rebuild.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "lib/formats/font/rebuilders.h"
#include "tests/support/font_builder.h"
#include "tests/support/font_checks.h"

namespace {

using namespace mugai;
using namespace mugai::font;
namespace make = mugai::testing;

struct Sample {
  const char* name;
  std::string font;
  FontKind kind;
};

std::vector<Sample> samples() {
  return {{"TrueType", make::small_truetype(), FontKind::TrueType},
          {"OpenType", make::small_opentype(), FontKind::OpenType},
          {"CFF", make::small_cff(false), FontKind::Cff},
          {"CID-keyed CFF", make::small_cff(true), FontKind::Cff},
          {"Type 1", make::small_type1(), FontKind::Type1},
          {"Type 1 in segments", make::as_pfb(make::small_type1()), FontKind::Type1},
          {"Type 1 in hexadecimal", make::as_pfa(make::small_type1()), FontKind::Type1}};
}

bool has(const Buffer& font, std::string_view text) {
  return as_text(font).find(text) != std::string_view::npos;
}

}  // namespace

TEST_CASE("font: each kind is known by its first bytes and rebuilt as what it is") {
  for (const Sample& sample : samples()) {
    CAPTURE(sample.name);
    CHECK(sniff_font(as_bytes(sample.font)) == sample.kind);
    FontReport report;
    const auto rebuilt = rebuild_font(as_bytes(sample.font), sample.kind, report);
    REQUIRE(rebuilt.has_value());
    CHECK(report.kind == sample.kind);
    CHECK(report.glyphs == 4);
    CHECK(report.broken_glyphs == 0);
    make::check_font(as_bytes(sample.font), sample.kind);
  }
  FontReport report;
  CHECK_FALSE(rebuild_font(as_bytes("GIF89a"), FontKind::TrueType, report).has_value());
  CHECK_FALSE(rebuild_font({}, FontKind::TrueType, report).has_value());
}

TEST_CASE("font: a kind other than claimed is told, but for the two kinds of CFF") {
  const std::string truetype = make::small_truetype();
  FontReport report, quiet;
  REQUIRE(rebuild_font(as_bytes(truetype), FontKind::Type1, report).has_value());
  bool told = false;
  for (const Finding& finding : report.findings)
    told = told || finding.detail == "font of another kind than the document says";
  CHECK(told);
  const std::string cff = make::small_cff(true);
  REQUIRE(rebuild_font(as_bytes(cff), FontKind::OpenType, quiet).has_value());
  CHECK(quiet.findings.empty());
  CHECK(quiet.cid_keyed);
}

TEST_CASE("font: code, names and unknown parts are gone") {
  for (const Sample& sample : samples()) {
    CAPTURE(sample.name);
    FontReport report;
    const auto rebuilt = rebuild_font(as_bytes(sample.font), sample.kind, report);
    REQUIRE(rebuilt.has_value());
    for (const char* gone : {"fpgm", "prep", "cvt ", "GSUB", "GPOS", "SING", "evil", "PAYLOAD", "name", "<script>",
                             "<br>", "notice", "Notice", "Copyright", "UniqueID", "OtherSubrs", "CreationDate"}) {
      CAPTURE(gone);
      CHECK_FALSE(has(*rebuilt, gone));
    }
  }
}

TEST_CASE("font: a cut at any byte is rebuilt or refused, and never anything else") {
  for (const Sample& sample : samples()) {
    CAPTURE(sample.name);
    const std::size_t step = sample.font.size() > 1200 ? 5 : 1;
    for (std::size_t size = 0; size < sample.font.size(); size += step)
      make::check_font(as_bytes(std::string_view(sample.font).substr(0, size)), sample.kind);
  }
}

TEST_CASE("font: any byte changed is rebuilt or refused, and never anything else") {
  for (const Sample& sample : samples()) {
    CAPTURE(sample.name);
    for (std::size_t at = 0; at < sample.font.size(); at += 3) {
      for (const char value : {'\0', '\xFF', '\x0C'}) {
        std::string changed = sample.font;
        changed[at] = value;
        make::check_font(as_bytes(changed), sample.kind);
      }
    }
  }
}

TEST_CASE("font: names are cleaned") {
  CHECK(clean_font_name("ABCDEF+Times-Roman") == "ABCDEF+Times-Roman");
  CHECK(clean_font_name("a<b>(c)/d") == "abcd");
  CHECK(clean_font_name("()") == "Font");
  CHECK(clean_font_name(std::string(200, 'x')).size() == 63);
  CHECK(is_clean_glyph_name("uni3042.vert"));
  for (const char* name : {"", "a b", "a(b", "a/b", "a<b", "a%b", "a\"b", "a'b", "a&b", "a\\b"}) {
    CAPTURE(name);
    CHECK_FALSE(is_clean_glyph_name(name));
  }
}

TEST_CASE("font: limits") {
  FontLimits limits;
  limits.max_bytes = 10;
  FontReport report;
  CHECK_FALSE(rebuild_font(as_bytes(make::small_truetype()), FontKind::TrueType, report, limits).has_value());
  limits = {};
  limits.max_total_steps = 5;
  CHECK_FALSE(rebuild_font(as_bytes(make::small_cff(false)), FontKind::Cff, report, limits).has_value());
  CHECK_FALSE(rebuild_font(as_bytes(make::small_type1()), FontKind::Type1, report, limits).has_value());
  limits = {};
  limits.max_charstring_steps = 5;
  FontReport broken;
  REQUIRE(rebuild_font(as_bytes(make::small_cff(false)), FontKind::Cff, broken, limits).has_value());
  CHECK(broken.broken_glyphs == 3);
}
