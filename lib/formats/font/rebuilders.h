// The rebuilders of each kind of font; rebuild_font() chooses.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/bytes.h"
#include "lib/formats/font/rebuild.h"

namespace mugai::font {

Result<Buffer> rebuild_truetype(Bytes untrusted_font, FontReport& report, const FontLimits& limits);
Result<Buffer> rebuild_opentype(Bytes untrusted_font, FontReport& report, const FontLimits& limits);
Result<Buffer> rebuild_cff(Bytes untrusted_font, FontReport& report, const FontLimits& limits);
Result<Buffer> rebuild_type1(Bytes untrusted_font, FontReport& report, const FontLimits& limits);

// A PostScript font name of [A-Za-z0-9+-], at most 63 (PDF-079); "Font" where nothing is left.
std::string clean_font_name(std::string_view untrusted_name);
// Whether a glyph's name can be written as it is: letters, digits and a few signs that mean nothing in PostScript, PDF
// or HTML; 1 to 127 of them.
bool is_clean_glyph_name(std::string_view untrusted_name);

}  // namespace mugai::font
