// Font programs embedded in documents, taken apart and written anew: outlines, widths and encodings stay; bytecode,
// layout tables, unknown tables and whatever lies between them go (catalogue PDF-077).
//
// In:     the whole font program.
// Out:    a new font program of the same kind, a fixed point, deterministic.
// Limits: FontLimits. Memory is a small multiple of the input.
// An Error means that the font cannot be rebuilt: the caller leaves it out (the reader then takes a substitute) or
// refuses the document, as the catalogue says.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/core/finding.h"

namespace mugai::font {

// What the bytes are. PDF puts Type1 into /FontFile, TrueType into /FontFile2, Cff into /FontFile3 with /Subtype
// /Type1C or, where FontReport::cid_keyed, /CIDFontType0C, and OpenType into /FontFile3 /Subtype /OpenType.
enum class FontKind : std::uint8_t {
  Unknown,
  Type1,     // plain or PFB in; out plain with binary eexec part
  TrueType,  // sfnt with glyf outlines
  Cff,       // bare CFF
  OpenType,  // sfnt with CFF outlines
};
std::string_view kind_name(FontKind kind) noexcept;  // "TrueType"

// By the first bytes alone; Unknown where they fit no kind.
FontKind sniff_font(Bytes untrusted_font) noexcept;

struct FontLimits {
  std::uint64_t max_bytes = std::uint64_t{64} << 20;  // of the program
  std::uint32_t max_component_depth = 8;              // composite glyphs, subroutines have their specified 10
  std::uint32_t max_charstring_steps = 500'000;       // operators and operands of one glyph, subroutines included
  std::uint64_t max_total_steps = 200'000'000;        // of the whole font
};

struct FontReport {
  FontKind kind = FontKind::Unknown;  // what the bytes were
  bool cid_keyed = false;             // CFF with ROS
  bool symbolic_cmap = false;         // TrueType with a (3,0) cmap
  std::uint32_t glyphs = 0;
  std::uint32_t broken_glyphs = 0;  // outlines that could not be read: they are empty now
  // Type 1: /Length1, /Length2 and /Length3 of the stream dictionary.
  std::uint32_t length1 = 0, length2 = 0, length3 = 0;
  std::vector<Finding> findings;  // `where` is empty: the caller knows the place

  void add(CatalogueId id, Action action, std::string_view detail, std::uint32_t count = 1);
};

// `claimed` is what the dictionary says; where the bytes are of another kind they are read as what they are and
// FontReport::kind says so.
Result<Buffer> rebuild_font(Bytes untrusted_font, FontKind claimed, FontReport& report, const FontLimits& limits = {});

}  // namespace mugai::font
