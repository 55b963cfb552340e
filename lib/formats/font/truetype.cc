// TrueType fonts: the tables that drawing needs are rebuilt, all others are left out.
#include "lib/formats/font/glyf.h"
#include "lib/formats/font/rebuilders.h"
#include "lib/formats/font/sfnt.h"
#include "lib/formats/font/tables.h"

namespace mugai::font {

namespace {

// What is left out, and what the report says of it. Everything that is not named here or rebuilt is "unknown".
struct DroppedTable {
  std::string_view tag;
  std::string_view what;
};
constexpr DroppedTable kDropped[] = {
    {"fpgm", "instructions of the font"},   // bytecode run by readers (hinting)
    {"prep", "instructions of the font"},   //
    {"cvt ", "instructions of the font"},   // its data
    {"cvar", "instructions of the font"},   //
    {"hdmx", "instructions of the font"},   // results of instructions
    {"LTSH", "instructions of the font"},   //
    {"VDMX", "instructions of the font"},   //
    {"gasp", "instructions of the font"},   //
    {"GSUB", "layout tables of the font"},  // a PDF names its glyphs itself
    {"GPOS", "layout tables of the font"},  //
    {"GDEF", "layout tables of the font"},  //
    {"BASE", "layout tables of the font"},  //
    {"JSTF", "layout tables of the font"},  //
    {"MATH", "layout tables of the font"},  //
    {"kern", "layout tables of the font"},  //
    {"vhea", "layout tables of the font"},  // a PDF holds its vertical metrics itself
    {"vmtx", "layout tables of the font"},  //
    {"VORG", "layout tables of the font"},  //
    {"name", "names in the font"},          // text without use for drawing
    {"meta", "names in the font"},          //
    {"DSIG", "signature of the font"},      // no longer true
    {"SING", "SING table"},                 // CVE-2010-2883
    {"SVG ", "pictures in the font"},       // SVG documents, bitmaps
    {"EBDT", "pictures in the font"},       //
    {"EBLC", "pictures in the font"},       //
    {"EBSC", "pictures in the font"},       //
    {"CBDT", "pictures in the font"},       //
    {"CBLC", "pictures in the font"},       //
    {"sbix", "pictures in the font"},       //
    {"bdat", "pictures in the font"},       //
    {"bloc", "pictures in the font"},       //
    {"COLR", "pictures in the font"},       //
    {"CPAL", "pictures in the font"},       //
    {"fvar", "variations of the font"},     //
    {"gvar", "variations of the font"},     //
    {"avar", "variations of the font"},     //
    {"HVAR", "variations of the font"},     //
    {"MVAR", "variations of the font"},     //
    {"STAT", "variations of the font"},     //
};

constexpr std::string_view kRebuilt[] = {"head", "hhea", "hmtx", "maxp", "loca",
                                         "glyf", "cmap", "post", "OS/2", "CFF "};

// Hints, layout and names are parts of every ordinary font: they are told as one, harmless thing.
void report_dropped(const Sfnt& font, FontReport& report) {
  for (const auto& [tag, entry] : font.tables()) {
    bool known = false;
    for (const std::string_view rebuilt : kRebuilt)
      known = known || tag == rebuilt;
    std::string_view what = "unknown table of a font";
    for (const DroppedTable& row : kDropped) {
      if (tag == row.tag) what = row.what;
    }
    if (!known) report.add("PDF-077", Action::Removed, what);
  }
}

std::uint32_t glyph_count_of(const Sfnt& font) {
  return font.table("maxp").u16(4);
}

void add_optional_tables(const Sfnt& font, std::uint32_t glyphs, bool with_names, TableSet& tables,
                         FontReport& report) {
  if (font.has("cmap")) {
    auto cmap = rebuild_cmap(font.table("cmap"), glyphs);
    if (!cmap || cmap->dropped > 0)
      report.add("PDF-077", Action::Removed, "character map of a form that is not rebuilt");
    if (cmap) {
      report.symbolic_cmap = cmap->symbolic;
      tables.emplace("cmap", std::move(cmap->table));
    }
  }
  if (auto post = rebuild_post(font.table("post"), glyphs, with_names)) tables.emplace("post", std::move(*post));
  if (auto os2 = rebuild_os2(font.table("OS/2"))) tables.emplace("OS/2", std::move(*os2));
}

}  // namespace

Result<Buffer> rebuild_truetype(Bytes untrusted_font, FontReport& report, const FontLimits& limits) {
  TRY_ASSIGN(const Sfnt font, Sfnt::read(untrusted_font));
  TRY_ASSIGN(const Head head, read_head(font.table("head")));
  const std::uint32_t glyphs = glyph_count_of(font);
  if (glyphs == 0 || !font.has("glyf") || !font.has("loca")) {
    return make_error(ErrorCode::Malformed, "TrueType font without outlines");
  }
  const std::uint64_t wanted = (std::uint64_t{glyphs} + 1) * (head.long_loca ? 4 : 2);
  View loca = font.table("loca");
  if (loca.size() < wanted) loca = View(font.table_and_gap("loca").part(0, wanted));
  Outlines outlines = rebuild_outlines(font.table("glyf"), loca, glyphs, head.long_loca, limits);
  if (outlines.too_large) return make_error(ErrorCode::TooLarge, "font is too large");
  report.glyphs = glyphs;
  report.broken_glyphs = outlines.broken;
  report_dropped(font, report);
  if (outlines.with_instructions > 0) report.add("PDF-077", Action::Removed, "instructions of glyphs");
  if (outlines.broken > 0) report.add("PDF-077", Action::Removed, "glyph that cannot be read", outlines.broken);
  TableSet tables;
  tables.emplace("head", rebuild_head(font.table("head"), outlines.long_loca));
  tables.emplace("maxp", rebuild_maxp(glyphs, outlines));
  write_metrics(font.table("hhea"), read_metrics(font.table("hhea"), font.table("hmtx"), glyphs), tables["hhea"],
                tables["hmtx"]);
  add_optional_tables(font, glyphs, true, tables, report);
  tables.emplace("glyf", std::move(outlines.glyf));
  tables.emplace("loca", std::move(outlines.loca));
  return write_sfnt(kTrueTypeVersion, std::move(tables));
}

// OpenType with CFF outlines. In a PDF only "CFF " and cmap must be there; without the tables that every reader of sfnt
// fonts wants, what comes out is the bare CFF font.
Result<Buffer> rebuild_opentype(Bytes untrusted_font, FontReport& report, const FontLimits& limits) {
  TRY_ASSIGN(const Sfnt font, Sfnt::read(untrusted_font));
  if (!font.has("CFF ")) return make_error(ErrorCode::Malformed, "OpenType font without outlines");
  TRY_ASSIGN(Buffer cff, rebuild_cff(font.table("CFF ").bytes(), report, limits));
  report_dropped(font, report);
  if (!read_head(font.table("head")) || !font.has("hhea") || !font.has("hmtx")) {
    report.kind = FontKind::Cff;
    return cff;
  }
  TableSet tables;
  tables.emplace("CFF ", std::move(cff));
  tables.emplace("head", rebuild_head(font.table("head"), false));
  tables.emplace("maxp", rebuild_maxp_cff(report.glyphs));
  write_metrics(font.table("hhea"), read_metrics(font.table("hhea"), font.table("hmtx"), report.glyphs), tables["hhea"],
                tables["hmtx"]);
  add_optional_tables(font, report.glyphs, false, tables, report);
  return write_sfnt(kOpenTypeVersion, std::move(tables));
}

}  // namespace mugai::font
