// CMaps (ISO 32000-1 9.7.5, 9.10.3; Adobe Technical Notes 5014 and 5411): parsed into tables and written anew.
//
// In:     decoded bytes of a CMap stream, which is a PostScript program; read as the few constructs that CMaps consist
//         of, never run.
// Out:    a canonical CMap of the same mappings, a fixed point. Names, comments, UIDs and everything else that is no
//         mapping go.
// Limits: CMapLimits. Over them, or without a single code space range or mapping: Error.
// Known gaps: mappings from glyph names (bfchar to /name) go; rearranged fonts and usefont are not read.
#pragma once

#include <cstdint>
#include <string>

#include "lib/base/bytes.h"
#include "lib/formats/pdf/content/rewrite.h"

namespace mugai::pdf {

enum class CMapKind : std::uint8_t {
  ToUnicode,  // codes → UTF-16BE text
  Encoding,   // codes → CIDs
};

struct CMapLimits {
  std::uint32_t max_mappings = 200'000;  // chars and ranges in all (PDF-078: ToUnicode bomb)
  std::uint32_t max_text_bytes = 512;    // of one ToUnicode destination (5411: 512)
};

// What the stream's dictionary must say too (Table 120).
struct CMapInfo {
  std::string name;       // [A-Za-z0-9-], made canonical; "Custom" where there was none
  bool vertical = false;  // WMode 1
  std::string registry = "Adobe";
  std::string ordering;  // [A-Za-z0-9]
  int supplement = 0;    // 0..99
  std::string uses;      // name of a predefined CMap by usecmap; empty for none. Others are left out and told.
  std::uint32_t mappings = 0;
};

Result<CMapInfo> rewrite_cmap(Bytes untrusted_cmap, CMapKind kind, Buffer& out, ContentReport& report,
                              const CMapLimits& limits = {});

// Whether `name` is one of the CMaps that every reader has (Table 118, and the Adobe-…-UCS2 ones).
bool is_predefined_cmap(std::string_view name) noexcept;

}  // namespace mugai::pdf
