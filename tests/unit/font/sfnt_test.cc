#include "lib/formats/font/sfnt.h"

#include <doctest/doctest.h>

#include <string>

#include "lib/formats/font/glyf.h"
#include "lib/formats/font/rebuild.h"
#include "lib/formats/font/tables.h"
#include "tests/support/font_builder.h"

namespace {

using namespace mugai;
using namespace mugai::font;
namespace make = mugai::testing;
using make::be16;
using make::be32;

// The small font with one table replaced, or taken out where `content` is empty.
std::string font_with(const std::string& tag, const std::string& content) {
  make::SfntTables tables;
  for (const auto& [name, old] : make::truetype_tables()) {
    if (name != tag) tables.emplace_back(name, old);
    if (name == tag && !content.empty()) tables.emplace_back(name, content);
  }
  return make::build_sfnt(0x10000, tables);
}

Result<Buffer> rebuild(const std::string& font, FontReport& report) {
  return rebuild_font(as_bytes(font), FontKind::TrueType, report);
}

// A composite of one component, moved by nothing.
std::string composite_of(int glyph, int flags = 0x0002) {
  return be16(-1) + std::string(8, '\0') + be16(flags) + be16(glyph) + be16(0);
}

Outlines outlines_of(const std::vector<std::string>& glyphs) {
  std::string glyf;
  std::string loca = be32(0);
  for (const std::string& glyph : glyphs) {
    glyf += glyph;
    loca += be32(static_cast<unsigned>(glyf.size()));
  }
  return rebuild_outlines(View(as_bytes(glyf)), View(as_bytes(loca)), static_cast<std::uint32_t>(glyphs.size()), true,
                          {});
}

}  // namespace

TEST_CASE("font/sfnt: tables that drawing needs are demanded, others are not") {
  for (const char* tag : {"head", "maxp", "glyf", "loca"}) {
    CAPTURE(tag);
    FontReport report;
    CHECK_FALSE(rebuild(font_with(tag, {}), report).has_value());
  }
  for (const char* tag : {"cmap", "post", "OS/2", "hhea", "hmtx", "name", "GSUB"}) {
    CAPTURE(tag);
    FontReport report;
    CHECK(rebuild(font_with(tag, {}), report).has_value());
  }
}

TEST_CASE("font/sfnt: what is left out is told") {
  FontReport report;
  REQUIRE(rebuild(make::small_truetype(), report).has_value());
  std::string told;
  for (const Finding& finding : report.findings) {
    CHECK(finding.id.text() == "PDF-077");
    told += finding.detail + "; ";
  }
  for (const char* detail : {"instructions of the font", "instructions of glyphs", "SING table",
                             "unknown table of a font", "layout tables of the font", "names in the font"}) {
    CAPTURE(detail);
    CHECK(told.find(detail) != std::string::npos);
  }
}

TEST_CASE("font/sfnt: the directory is in order and its checksums are right") {
  FontReport report;
  const auto rebuilt = rebuild(make::small_truetype(), report);
  REQUIRE(rebuilt.has_value());
  const View view(*rebuilt);
  REQUIRE(view.u32(0) == kTrueTypeVersion);
  std::uint32_t sum = 0;
  for (std::size_t at = 0; at < view.size(); at += 4)
    sum += view.u32(at);
  CHECK(sum == 0xB1B0AFBA);
  std::uint32_t next = 12 + 16u * view.u16(4);
  for (std::size_t i = 0; i < view.u16(4); ++i) {
    const std::size_t at = 12 + 16 * i;
    CHECK(view.u32(at + 8) == next);
    next += (view.u32(at + 12) + 3) / 4 * 4;
    if (i > 0) CHECK(as_text(view.part(at - 16, 4)) < as_text(view.part(at, 4)));
  }
  CHECK(next == view.size());
}

TEST_CASE("font/sfnt: damaged heads are refused") {
  FontReport report;
  for (const int units : {0, 15, 16385}) {
    std::string head;
    for (const auto& [tag, content] : make::truetype_tables()) {
      if (tag == "head") head = content;
    }
    head.replace(18, 2, be16(units));
    CHECK_FALSE(rebuild(font_with("head", head), report).has_value());
  }
  CHECK_FALSE(rebuild(be32(0x10000) + be16(0), report).has_value());
  CHECK_FALSE(rebuild(be32(0x10000) + be16(65535), report).has_value());
}

TEST_CASE("font/glyf: a glyph within itself, or too deep, is emptied") {
  CHECK(outlines_of({composite_of(0)}).broken == 1);
  CHECK(outlines_of({composite_of(1), composite_of(0)}).broken == 1);
  CHECK(outlines_of({composite_of(7)}).broken == 1);
  std::vector<std::string> chain{""};
  for (int i = 0; i < 12; ++i)
    chain.push_back(composite_of(i));
  const Outlines deep = outlines_of(chain);
  CHECK(deep.broken > 0);
  CHECK(deep.max_depth <= FontLimits{}.max_component_depth);
  CHECK(outlines_of({"", composite_of(0)}).broken == 0);
  CHECK(outlines_of({"", composite_of(0, 0x0000)}).broken == 1);  // points that are not there
}

TEST_CASE("font/glyf: glyphs that all lie on the same bytes do not make a bomb") {
  // One contour of 60,000 points in 1 KB, for 20,000 glyphs.
  std::string glyph = be16(1) + std::string(8, '\0') + be16(59'999) + be16(2000) + std::string(2000, 'I');
  for (int points = 0; points < 60'000; points += 250)
    glyph += "\x39\xF9";
  glyph += std::string(glyph.size() % 2, '\0');
  std::string loca;
  for (int i = 0; i <= 20'000; ++i)
    loca += be32(i % 2 == 0 ? 0 : static_cast<unsigned>(glyph.size()));
  FontLimits limits;
  limits.max_bytes = 1 << 20;
  CHECK(rebuild_outlines(View(as_bytes(glyph)), View(as_bytes(loca)), 20'000, true, limits).too_large);
  CHECK_FALSE(rebuild_outlines(View(as_bytes(glyph)), View(as_bytes(loca)), 2, true, limits).too_large);
  CHECK(rebuild_outlines(View(as_bytes(glyph)), View(as_bytes(loca)), 2, true, limits).max_points == 60'000);
}

TEST_CASE("font/glyf: damaged glyphs are emptied") {
  for (const std::string& glyph : {be16(1), be16(1) + std::string(8, '\0') + be16(3), be16(-1) + std::string(8, '\0'),
                                   be16(2) + std::string(8, '\0') + be16(3) + be16(1) + be16(0)}) {
    const Outlines outlines = outlines_of({glyph});
    CHECK(outlines.broken == 1);
    CHECK(outlines.glyf.empty());
    CHECK(outlines.loca == Buffer{0, 0, 0, 0});
  }
}

TEST_CASE("font/hmtx: short tables are read as readers do, and repeated widths are written once") {
  const std::string hhea = std::string(34, '\0') + be16(2);
  const auto metrics =
      read_metrics(View(as_bytes(hhea)), View(as_bytes(be16(500) + be16(1) + be16(600) + be16(2) + be16(3))), 4);
  CHECK(metrics[1].advance == 600);
  CHECK(metrics[2].advance == 600);
  CHECK(metrics[2].bearing == 3);
  CHECK(metrics[3].bearing == 0);
  Buffer new_hhea, new_hmtx;
  write_metrics(View(as_bytes(hhea)), metrics, new_hhea, new_hmtx);
  CHECK(View(new_hhea).u16(34) == 2);
  CHECK(new_hmtx.size() == 2 * 4 + 2 * 2);
}

TEST_CASE("font/cmap: overlapping and endless subtables cost no more than their codes") {
  // 2,000 segments that each claim all codes.
  const int count = 2000;
  std::string table = be16(4) + be16(16 + count * 8) + be16(0) + be16(2 * count) + std::string(6, '\0');
  for (int part = 0; part < 4; ++part) {
    for (int i = 0; i < count; ++i)
      table += be16(part == 0 ? 0xFFFF : part == 2 ? 1 : 0);
    if (part == 0) table += be16(0);
  }
  const std::string cmap = be16(0) + be16(1) + be16(3) + be16(1) + be32(12) + table;
  const auto rebuilt = rebuild_cmap(View(as_bytes(cmap)), 10);
  REQUIRE(rebuilt.has_value());
  CHECK(rebuilt->table.size() < 200);
  CHECK_FALSE(
      rebuild_cmap(View(as_bytes(be16(0) + be16(1) + be16(3) + be16(1) + be32(12) + be16(14))), 10).has_value());
}
