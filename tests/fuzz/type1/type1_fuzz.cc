// Fuzz target of Type 1 fonts.
//
// In:    a font, or, after a first byte 0xFF, the clear text and the decrypted private part, parted by the byte 0x01:
//        the private part is then encrypted here, so that changes reach the parser. Charstrings are unencrypted where
//        the text says so (/lenIV -1).
// Holds: see tests/support/font_checks.h.
#include <algorithm>
#include <cstdint>

#include "lib/formats/font/type1_read.h"
#include "tests/support/font_checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mugai;
  if (size > 0 && data[0] == 0xFF) {
    const std::uint8_t* const end = data + size;
    const std::uint8_t* const part = std::find(data, end, std::uint8_t{1});
    Buffer font;
    for (const char c : std::string_view("%!"))
      font.push_back(static_cast<std::uint8_t>(c));
    font.insert(font.end(), data + 1, part);
    for (const char c : std::string_view("currentfile eexec\n"))
      font.push_back(static_cast<std::uint8_t>(c));
    Buffer clear(4);
    if (part != end) clear.insert(clear.end(), part + 1, end);
    const Buffer cipher = font::encrypt_type1(clear, font::kEexecKey);
    font.insert(font.end(), cipher.begin(), cipher.end());
    testing::check_font(font, font::FontKind::Type1);
    return 0;
  }
  testing::check_font({data, size}, font::FontKind::Type1);
  return 0;
}
