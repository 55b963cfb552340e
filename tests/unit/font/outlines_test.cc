#include <doctest/doctest.h>

#include <string>

#include "lib/formats/font/rebuild.h"
#include "tests/support/font_builder.h"
#include "tests/support/font_outlines.h"

namespace {

using namespace mugai;
namespace make = mugai::testing;

}  // namespace

TEST_CASE("font: outlines, widths and characters are the same before and after, as a reader draws them") {
  for (const std::string& content : {make::small_truetype(), make::small_opentype(), make::small_cff(false),
                                     make::small_cff(true), make::small_type1(), make::as_pfb(make::small_type1())}) {
    const make::FontOutlines before = make::read_outlines(as_bytes(content));
    REQUIRE(before.opened);
    REQUIRE(before.glyphs.size() >= 4);  // FreeType counts the CIDs of a CID-keyed font
    std::size_t drawn = 0;
    for (const make::GlyphOutline& glyph : before.glyphs)
      drawn += glyph.coordinates.size() >= 8 ? std::size_t{1} : std::size_t{0};
    CHECK(drawn >= 3);
    font::FontReport report;
    const auto rebuilt = font::rebuild_font(as_bytes(content), font::FontKind::Unknown, report);
    REQUIRE(rebuilt.has_value());
    const make::FontOutlines after = make::read_outlines(*rebuilt);
    REQUIRE(after.opened);
    CHECK(make::different_glyphs(before, after) == 0);
    CHECK(before.units_per_em == after.units_per_em);
    CHECK(before.characters == after.characters);
    CHECK(before.glyphs.size() == after.glyphs.size());
    for (std::size_t i = 0; i < before.glyphs.size(); ++i) {
      CAPTURE(i);
      const std::string& name = before.glyphs[i].name;
      if (name.find_first_of("<>)") == std::string::npos) CHECK(after.glyphs[i].name == name);
    }
  }
}
