// CFF fonts (Adobe Technical Note 5176): parsed into a model and written anew.
//
// Kept: outlines (type2.h), widths, glyph names or CIDs, encoding, font matrices and box, font dictionaries.
// Gone: subroutines (written out), hints, names, notices, unique numbers, PostScript code, everything between.
// Limits: one font a file, 256 font dictionaries, 65,535 glyphs. Synthetic and multiple master fonts are refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lib/formats/font/cff_dict.h"
#include "lib/formats/font/rebuild.h"
#include "lib/formats/font/view.h"

namespace mugai::font {

// One for a plain font; each of FDArray for a CID-keyed one.
struct CffPrivate {
  Dict font;  // of FDArray
  Dict values;
  std::vector<Bytes> subroutines;
};

struct CffModel {
  std::string name;
  Dict top;
  std::vector<Bytes> strings;
  std::vector<Bytes> global;
  std::vector<Bytes> charstrings;
  bool cid_keyed = false;
  int predefined_charset = -1;         // 0..2, or -1: `charset` counts
  std::vector<std::uint16_t> charset;  // SID or CID of each glyph; [0] is 0
  int predefined_encoding = -1;        // 0 or 1, or -1: `codes` count; -2 for none (CID-keyed)
  std::vector<std::uint8_t> codes;     // of glyphs 1, 2, …
  std::vector<std::pair<std::uint8_t, std::uint16_t>> supplements;  // code, SID
  std::vector<std::uint8_t> selected;  // font dictionary of each glyph; empty for a plain font
  std::vector<CffPrivate> privates;
};

Result<CffModel> read_cff(Bytes untrusted_cff);
// Charstrings are flattened here.
Result<Buffer> write_cff(const CffModel& model, FontReport& report, const FontLimits& limits);

}  // namespace mugai::font
