// Charsets: bytes of any origin in, scrubbed UTF-8 out. In goes a body, a header word or a file name with the label
// that its sender gave it; the label is a hint, the bytes decide. Own decoders over tables that are generated at build
// time (tables/generate.cc): the converters of the C library reject or desynchronise on characters that Japanese mail
// uses, and would be loaded late inside the sandbox. Never fails: what cannot be read becomes U+FFFD and is counted.
// Output is at most 3 times the input plus a constant. No NFC or NFKC: either changes characters that people's names
// are written with.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/bytes.h"

namespace mugai::text {

// Each decodes to what Windows mail programs show for it. Names and labels: charset_table.cc.
enum class Charset : std::uint8_t {
  Ascii,       // 7 bit; a byte above 0x7F is an error
  Utf8,        // RFC 3629
  Iso2022Jp,   // RFC 1468 and its kin: CP50220/1/2, -1, -2 (X 0212), -3 and -2004 (X 0213), SO/SI and 8-bit kana
  Cp932,       // Shift_JIS as Windows writes it (windows-31j)
  EucJp,       // CP51932, and JIS X 0212 after SS3
  EucJis2004,  // EUC-JIS-2004: JIS X 0213 in both planes
  Utf16,       // by byte order mark, else by the commoner place of zero bytes, else big-endian (RFC 2781 4.3)
  Utf16Le,
  Utf16Be,
  Utf32,  // by byte order mark, else big-endian
  Utf32Le,
  Utf32Be,
  Utf7,       // RFC 2152
  Gb18030,    // and GBK, GB2312
  Big5,       // with the HKSCS extension
  EucKr,      // as windows-949 (UHC)
  Iso2022Kr,  // RFC 1557
  Hz,         // HZ-GB-2312, RFC 1843
  Sjis2004,   // Shift_JIS-2004: JIS X 0213 in both planes
  Iso8859_2,
  Iso8859_3,
  Iso8859_4,
  Iso8859_5,
  Iso8859_6,
  Iso8859_7,
  Iso8859_8,
  Iso8859_10,
  Iso8859_13,
  Iso8859_14,
  Iso8859_15,
  Iso8859_16,
  Windows874,
  Windows1250,
  Windows1251,
  Windows1252 /* and ISO-8859-1 */,
  Windows1253,
  Windows1254 /* and -9 */,
  Windows1255,
  Windows1256,
  Windows1257,
  Windows1258,
  Koi8R,
  Koi8U,
  Ibm437,
  Ibm866,
};
inline constexpr int kCharsetCount = 45;

std::string_view charset_name(Charset charset) noexcept;  // "iso-2022-jp", "cp932"; lower-case, stable
// By label, leniently: case, '_' for '-', quotes and spaces around it do not matter. nullopt for an unknown label.
std::optional<Charset> charset_from_label(std::string_view untrusted_label);
// Labels that say nothing in practice: none, us-ascii, iso-8859-1, windows-1252, x-unknown, …
bool is_weak_label(std::string_view untrusted_label);

struct Decoded {
  std::string text;      // valid UTF-8; no C0 or C1 but TAB and LF, no ESC, no U+FEFF, no noncharacter; lines end in LF
  std::string declared;  // the label as normalised for reports: lower-case, at most 40 printable ASCII characters
  std::string used;      // charset_name() of what the bytes were read as; "us-ascii" where all are 7 bit
  std::uint32_t replaced = 0;   // characters that could not be read and stand as U+FFFD
  std::uint32_t emoji = 0;      // carrier emoji and private-use characters, which stand as U+3013 (the geta mark)
  std::uint32_t controls = 0;   // control characters dropped (CR of a CRLF and a leading byte order mark not counted)
  std::uint32_t bidi = 0;       // bidirectional controls: kept in bodies, dropped in headers and names
  std::uint32_t invisible = 0;  // zero-width and other unseen characters: kept in bodies, dropped in headers and names
  bool mislabelled = false;     // read as something else than the label says
  [[nodiscard]] bool repaired() const noexcept { return mislabelled || replaced != 0; }
};

// Reads `bytes` as `charset`, whatever they are. declared stays empty.
Decoded decode_as(Bytes bytes, Charset charset);

// Reads `bytes` as their label says where that is possible without error, else as what they most likely are. Linear in
// the input: at most two passes over it and a few over a sample of 64 KiB.
Decoded decode(Bytes bytes, std::string_view untrusted_label);

}  // namespace mugai::text
