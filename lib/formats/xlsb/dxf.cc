#include "lib/formats/xlsb/dxf.h"

#include <array>
#include <optional>

#include "lib/formats/xlsb/color.h"
#include "lib/formats/xlsb/records.h"
#include "lib/formats/xlsb/style_words.h"
#include "lib/formats/xlsb/xml_text.h"

namespace mugai::xlsb {
namespace {

// What the properties add up to, in the order in which the elements must stand (CT_Font, CT_Fill, CT_Border).
struct Parts {
  std::string bold, italic, strike, underline, script, size, color, name;
  std::optional<std::uint8_t> pattern;
  std::string front, back;
  std::array<std::string, 4> sides;  // left, right, top, bottom
  std::string format_code;
  std::optional<std::uint16_t> format;
};

std::string flag(std::string_view name, bool set) {
  return "<" + std::string(name) + (set ? "/>" : " val=\"0\"/>");
}

Result<void> border(Parts& parts, std::size_t side, Cursor& data) {
  constexpr std::array<std::string_view, 4> kNames = {"left", "right", "top", "bottom"};
  TRY_ASSIGN(const std::string color, read_color(data, "color"));
  TRY_ASSIGN(const std::uint16_t style, data.u16le());
  parts.sides[side] = border_side(kNames[side], style, color);
  return ok();
}

// XFProp (MS-XLSB 2.5.164): type and data. Alignment and protection have no effect in a conditional format.
Result<void> property(Parts& parts, std::uint16_t type, Cursor data) {
  switch (type) {
    case 0x00: {
      TRY_ASSIGN(parts.pattern, data.u8());
      return ok();
    }
    case 0x01: {
      TRY_ASSIGN(parts.front, read_color(data, "fgColor"));
      return ok();
    }
    case 0x02: {
      TRY_ASSIGN(parts.back, read_color(data, "bgColor"));
      return ok();
    }
    case 0x05: {
      TRY_ASSIGN(parts.color, read_color(data, "color"));
      return ok();
    }
    case 0x06:
      return border(parts, 2, data);
    case 0x07:
      return border(parts, 3, data);
    case 0x08:
      return border(parts, 0, data);
    case 0x09:
      return border(parts, 1, data);
    case 0x19: {
      TRY_ASSIGN(const std::uint16_t weight, data.u16le());
      parts.bold = flag("b", weight >= 600);
      return ok();
    }
    case 0x1A: {
      TRY_ASSIGN(const std::uint16_t line, data.u16le());
      const std::string_view word = underline_word(line);
      parts.underline = "<u val=\"" + std::string(word.empty() ? "none" : word) + "\"/>";
      return ok();
    }
    case 0x1C: {
      TRY_ASSIGN(const std::uint8_t set, data.u8());
      parts.italic = flag("i", set != 0);
      return ok();
    }
    case 0x1D: {
      TRY_ASSIGN(const std::uint8_t set, data.u8());
      parts.strike = flag("strike", set != 0);
      return ok();
    }
    case 0x26: {
      TRY_ASSIGN(const std::uint16_t count, data.u16le());
      TRY_ASSIGN(const Bytes units, data.take(std::uint64_t{count} * 2));
      parts.format_code = to_utf8(units);
      return ok();
    }
    case 0x29: {
      TRY_ASSIGN(parts.format, data.u16le());
      return ok();
    }
    default:
      return ok();
  }
}

std::string text_of(const Parts& parts) {
  std::string out = "<dxf>";
  const std::string font = parts.bold + parts.italic + parts.strike + parts.underline + parts.color;
  if (!font.empty()) out += "<font>" + font + "</font>";
  if (parts.format.has_value() && !parts.format_code.empty()) {
    out += "<numFmt";
    append_attribute(out, "numFmtId", std::uint64_t{*parts.format});
    append_attribute(out, "formatCode", std::string_view(parts.format_code));
    out += "/>";
  }
  if (parts.pattern.has_value() || !parts.front.empty() || !parts.back.empty()) {
    out += "<fill><patternFill";
    if (parts.pattern.has_value()) append_attribute(out, "patternType", pattern_word(*parts.pattern));
    out += ">" + parts.front + parts.back + "</patternFill></fill>";
  }
  const std::string border = parts.sides[0] + parts.sides[1] + parts.sides[2] + parts.sides[3];
  if (!border.empty()) out += "<border>" + border + "</border>";
  return out + "</dxf>";
}

}  // namespace

// flags (2 bytes), XFProps: reserved (2), count (2), properties: type (2), size with these four bytes (2), data
Result<std::string> read_dxf(Cursor data) {
  TRY(data.skip(4));
  TRY_ASSIGN(const std::uint16_t count, data.u16le());
  Parts parts;
  for (std::uint16_t i = 0; i < count; ++i) {
    TRY_ASSIGN(const std::uint16_t type, data.u16le());
    TRY_ASSIGN(const std::uint16_t size, data.u16le());
    if (size < 4) return make_error(ErrorCode::Malformed, "a property of a format");
    TRY_ASSIGN(const Bytes bytes, data.take(size - 4U));
    TRY(property(parts, type, Cursor(bytes)));
  }
  return text_of(parts);
}

}  // namespace mugai::xlsb
