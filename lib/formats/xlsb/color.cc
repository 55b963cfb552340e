#include "lib/formats/xlsb/color.h"

#include "lib/formats/xlsb/xml_text.h"

namespace mugai::xlsb {

Result<std::string> read_rgb(Cursor& cursor) {
  TRY_ASSIGN(const Bytes rgba, cursor.take(4));
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out = "FF";
  for (const std::uint8_t byte : rgba.first(3)) {
    out.push_back(kDigits[byte >> 4]);
    out.push_back(kDigits[byte & 0xF]);
  }
  return out;
}

// kind (7 bits) and validity, index, tint, red, green, blue, alpha
Result<std::string> read_color(Cursor& cursor, std::string_view element) {
  TRY_ASSIGN(const std::uint8_t kind, cursor.u8());
  TRY_ASSIGN(const std::uint8_t index, cursor.u8());
  TRY_ASSIGN(const std::uint16_t tint_bits, cursor.u16le());
  TRY_ASSIGN(const std::string rgb, read_rgb(cursor));
  std::string out = "<" + std::string(element);
  switch (kind >> 1) {
    case 0:
      append_attribute(out, "auto", std::uint64_t{1});
      break;
    case 1:
      append_attribute(out, "indexed", std::uint64_t{index});
      break;
    case 2:
      append_attribute(out, "rgb", std::string_view(rgb));
      break;
    case 3:
      append_attribute(out, "theme", std::uint64_t{index});
      break;
    default:
      return std::string();
  }
  const auto tint = static_cast<std::int16_t>(tint_bits);
  if (tint != 0) append_number_attribute(out, "tint", tint / 32767.0);
  return out + "/>";
}

}  // namespace mugai::xlsb
