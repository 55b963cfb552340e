// The decoders, one a family; each reads all of `bytes` and never fails. Inside lib/text only; callers use charset.h.
#pragma once

#include "lib/base/bytes.h"
#include "lib/text/charset.h"
#include "lib/text/scrubber.h"

namespace mugai::text {

void decode_iso2022jp(Bytes bytes, Scrubber& out);  // iso_2022_jp.cc
void decode_iso2022kr(Bytes bytes, Scrubber& out);  // seven_bit.cc, these two
void decode_hz(Bytes bytes, Scrubber& out);
void decode_cp932(Bytes bytes, Scrubber& out);  // double_byte.cc, these seven
void decode_sjis2004(Bytes bytes, Scrubber& out);
void decode_euc_jp(Bytes bytes, Scrubber& out);
void decode_euc_jis2004(Bytes bytes, Scrubber& out);
void decode_gb18030(Bytes bytes, Scrubber& out);
void decode_big5(Bytes bytes, Scrubber& out);
void decode_euc_kr(Bytes bytes, Scrubber& out);
void decode_utf8(Bytes bytes, Scrubber& out);  // unicode.cc, these four
void decode_utf16(Bytes bytes, Charset form, Scrubber& out);
void decode_utf32(Bytes bytes, Charset form, Scrubber& out);
void decode_utf7(Bytes bytes, Scrubber& out);
void decode_single_byte(Bytes bytes, Charset charset, Scrubber& out);  // single_byte.cc; Ascii included

// The cell of JIS X 0208 row and cell (21..7E each) as Windows maps it: with NEC row 13 and NEC-selected IBM
// characters.
std::uint32_t cp932_cell(unsigned row, unsigned cell) noexcept;  // double_byte.cc

// Passes the plain run at `at` and returns the position after it.
inline std::size_t pass_plain(Bytes bytes, std::size_t at, Scrubber& out) {
  const std::size_t length = plain_prefix(bytes.subspan(at));
  out.put_plain(as_text(bytes.subspan(at, length)));
  return at + length;
}

}  // namespace mugai::text
