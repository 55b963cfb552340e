#include "lib/formats/xlsb/styles.h"

#include <array>
#include <vector>

#include "lib/formats/xlsb/color.h"
#include "lib/formats/xlsb/dxf.h"
#include "lib/formats/xlsb/record_ids.h"
#include "lib/formats/xlsb/records.h"
#include "lib/formats/xlsb/style_words.h"
#include "lib/formats/xlsb/xml_text.h"

namespace mugai::xlsb {
namespace {

constexpr std::size_t kMaxEntries = 64'000;

// One collection of the style sheet: its members as text, and how many.
struct Collection {
  std::string text;
  std::uint64_t count = 0;

  Result<void> add(const std::string& member) {
    if (++count > kMaxEntries) return make_error(ErrorCode::TooMany, "styles");
    text += member;
    return ok();
  }
  void write(std::string& out, std::string_view name) const {
    if (count == 0) return;
    out.append("<").append(name);
    append_attribute(out, "count", count);
    out.append(">").append(text).append("</").append(name).append(">");
  }
};

// BrtFmt: number of the format, its code
Result<std::string> number_format(Cursor data) {
  TRY_ASSIGN(const std::uint16_t number, data.u16le());
  TRY_ASSIGN(const std::string code, read_text(data));
  std::string out = "<numFmt";
  append_attribute(out, "numFmtId", number);
  append_attribute(out, "formatCode", std::string_view(code));
  return out + "/>";
}

// BrtFont: height in twips, flags, weight, script, underline, family, character set, colour, scheme, name
struct Font {
  std::string properties;  // what runs and fonts share
  std::string name;
  std::string scheme;
};
Result<Font> read_font(Cursor data) {
  TRY_ASSIGN(const std::uint16_t height, data.u16le());
  TRY_ASSIGN(const std::uint16_t flags, data.u16le());
  TRY_ASSIGN(const std::uint16_t weight, data.u16le());
  TRY_ASSIGN(const std::uint16_t script, data.u16le());
  TRY_ASSIGN(const std::uint8_t underline, data.u8());
  TRY_ASSIGN(const std::uint8_t family, data.u8());
  TRY_ASSIGN(const std::uint8_t charset, data.u8());
  TRY(data.skip(1));
  TRY_ASSIGN(const std::string color, read_color(data, "color"));
  TRY_ASSIGN(const std::uint8_t scheme, data.u8());
  TRY_ASSIGN(const std::string name, read_text(data));
  Font font;
  std::string& out = font.properties;
  if (weight >= 600) out += "<b/>";
  if ((flags & 0x02U) != 0) out += "<i/>";
  if ((flags & 0x08U) != 0) out += "<strike/>";
  if ((flags & 0x10U) != 0) out += "<outline/>";
  if ((flags & 0x20U) != 0) out += "<shadow/>";
  if ((flags & 0x40U) != 0) out += "<condense/>";
  if ((flags & 0x80U) != 0) out += "<extend/>";
  const std::string_view line = underline_word(underline);
  if (!line.empty()) out.append("<u val=\"").append(line).append("\"/>");
  if (script == 1 || script == 2) {
    out.append("<vertAlign val=\"").append(script == 1 ? "superscript" : "subscript").append("\"/>");
  }
  if (height != 0) {
    out += "<sz";
    append_number_attribute(out, "val", height / 20.0);
    out += "/>";
  }
  out += color;
  append_escaped(font.name, name);
  if (family <= 14 && family != 0) font.scheme += "<family val=\"" + std::to_string(family) + "\"/>";
  if (charset != 0 && charset != 1) font.scheme += "<charset val=\"" + std::to_string(charset) + "\"/>";
  if (scheme == 1 || scheme == 2)
    font.scheme.append("<scheme val=\"").append(scheme == 1 ? "major" : "minor").append("\"/>");
  return font;
}

// BrtFill: pattern, two colours, gradient
Result<std::string> read_fill(Cursor data) {
  TRY_ASSIGN(const std::uint32_t pattern, data.u32le());
  TRY_ASSIGN(const std::string front, read_color(data, "fgColor"));
  TRY_ASSIGN(const std::string back, read_color(data, "bgColor"));
  if (pattern == kGradientPattern) {  // solid in the colour of the first stop
    TRY(data.skip(4 + 5 * 8));
    TRY_ASSIGN(const std::uint32_t stops, data.u32le());
    std::string color;
    if (stops != 0) {
      TRY_ASSIGN(color, read_color(data, "fgColor"));
    }
    return "<fill><patternFill patternType=\"solid\">" + color + "</patternFill></fill>";
  }
  std::string out = "<fill><patternFill patternType=\"" + std::string(pattern_word(pattern)) + "\">";
  if (pattern != 0) out += front + back;
  return out + "</patternFill></fill>";
}

// BrtBorder: diagonals, then top, bottom, left, right, diagonal as style and colour
Result<std::string> read_border(Cursor data) {
  TRY_ASSIGN(const std::uint8_t flags, data.u8());
  std::array<std::string, 5> sides;  // top, bottom, left, right, diagonal
  constexpr std::array<std::string_view, 5> kNames = {"top", "bottom", "left", "right", "diagonal"};
  for (std::size_t i = 0; i < sides.size(); ++i) {
    TRY_ASSIGN(const std::uint16_t style, data.u16le());
    TRY_ASSIGN(const std::string color, read_color(data, "color"));
    sides[i] = border_side(kNames[i], style, color);
  }
  std::string out = "<border";
  if ((flags & 0x02U) != 0) append_attribute(out, "diagonalUp", std::uint64_t{1});
  if ((flags & 0x01U) != 0) append_attribute(out, "diagonalDown", std::uint64_t{1});
  return out + ">" + sides[2] + sides[3] + sides[0] + sides[1] + sides[4] + "</border>";
}

// The bits of BrtXF behind the indent (MS-XLSB 2.4.862).
std::string alignment(std::uint8_t rotation, std::uint8_t indent, std::uint16_t bits) {
  std::string out;
  const std::string_view horizontal = horizontal_word(bits & 7U);
  const std::string_view vertical = vertical_word((bits >> 3) & 7U);
  if (!horizontal.empty()) append_attribute(out, "horizontal", horizontal);
  if (!vertical.empty()) append_attribute(out, "vertical", vertical);
  if (rotation != 0 && (rotation <= 180 || rotation == 255))
    append_attribute(out, "textRotation", std::uint64_t{rotation});
  if ((bits & 0x40U) != 0) append_attribute(out, "wrapText", std::uint64_t{1});
  if (indent != 0) append_attribute(out, "indent", std::uint64_t{indent});
  if ((bits & 0x80U) != 0) append_attribute(out, "justifyLastLine", std::uint64_t{1});
  if ((bits & 0x100U) != 0) append_attribute(out, "shrinkToFit", std::uint64_t{1});
  const std::uint32_t order = (bits >> 10) & 3U;
  if (order == 1 || order == 2) append_attribute(out, "readingOrder", order);
  return out.empty() ? out : "<alignment" + out + "/>";
}

class StyleReader {
 public:
  StyleReader(WorkbookModel& workbook, Notes& notes) : workbook_(workbook), notes_(notes) {}

  Result<std::string> run(Bytes part) {
    RecordReader reader(part);
    for (;;) {
      TRY_ASSIGN(const std::optional<Record> record, reader.next());
      if (!record.has_value()) break;
      TRY(take(*record));
    }
    workbook_.cell_formats = cell_xfs_.count;
    workbook_.has_styles = cell_xfs_.count != 0;
    return text();
  }

 private:
  Result<void> take(const Record& record) {
    const Cursor data(record.data);
    switch (record.type) {
      case kFormat: {
        TRY_ASSIGN(const std::string member, number_format(data));
        return formats_.add(member);
      }
      case kFont:
        return font(data);
      case kFill: {
        TRY_ASSIGN(const std::string member, read_fill(data));
        return fills_.add(member);
      }
      case kBorder: {
        TRY_ASSIGN(const std::string member, read_border(data));
        return borders_.add(member);
      }
      case kBeginStyleXfs:
        in_styles_ = true;
        return ok();
      case kBeginCellXfs:
        in_styles_ = false;
        return ok();
      case kEndStyleXfs:
      case kEndCellXfs:
      case kBeginDxfs:
        return ok();
      case kXf:
        return xf(data);
      case kStyle:
        return style(data);
      case kDxf: {
        TRY_ASSIGN(const std::string member, read_dxf(data));
        return dxfs_.add(member);
      }
      case kIndexedColor:
        return indexed_color(data);
      default:
        notes_.left(record.type);
        return ok();
    }
  }

  Result<void> font(Cursor data) {
    TRY_ASSIGN(const Font font, read_font(data));
    const std::string name = "val=\"" + font.name + "\"/>";
    workbook_.run_properties.push_back(font.properties + "<rFont " + name + font.scheme);
    return fonts_.add("<font>" + font.properties + "<name " + name + font.scheme + "</font>");
  }

  // BrtXF; the bits of a cell format say what is set there, those of a style format what is not.
  Result<void> xf(Cursor data) {
    TRY_ASSIGN(const std::uint16_t parent, data.u16le());
    TRY_ASSIGN(const std::uint16_t format, data.u16le());
    TRY_ASSIGN(const std::uint16_t font, data.u16le());
    TRY_ASSIGN(const std::uint16_t fill, data.u16le());
    TRY_ASSIGN(const std::uint16_t border, data.u16le());
    TRY_ASSIGN(const std::uint8_t rotation, data.u8());
    TRY_ASSIGN(const std::uint8_t indent, data.u8());
    TRY_ASSIGN(const std::uint16_t bits, data.u16le());
    TRY_ASSIGN(const std::uint16_t used, data.u16le());
    if (font >= fonts_.count || fill >= fills_.count || border >= borders_.count ||
        (!in_styles_ && parent >= style_xfs_.count))
      return make_error(ErrorCode::Malformed, "a cell format names what does not exist");
    std::string out = "<xf";
    append_attribute(out, "numFmtId", format);
    append_attribute(out, "fontId", font);
    append_attribute(out, "fillId", fill);
    append_attribute(out, "borderId", border);
    if (!in_styles_) append_attribute(out, "xfId", parent);
    if ((bits & 0x8000U) != 0) append_attribute(out, "quotePrefix", std::uint64_t{1});
    constexpr std::array<std::string_view, 6> kApply = {"applyNumberFormat", "applyFont", "applyAlignment",
                                                        "applyBorder",       "applyFill", "applyProtection"};
    for (std::size_t i = 0; i < kApply.size(); ++i) {
      const bool set = ((used >> i) & 1U) != 0;
      if (in_styles_ ? set : !set) {
        if (in_styles_) append_attribute(out, kApply[i], std::uint64_t{0});
      } else if (!in_styles_) {
        append_attribute(out, kApply[i], std::uint64_t{1});
      }
    }
    std::string inside = alignment(rotation, indent, bits);
    const bool locked = (bits & 0x1000U) != 0;
    const bool hidden = (bits & 0x2000U) != 0;
    if (!locked || hidden) {
      inside += "<protection";
      if (!locked) append_attribute(inside, "locked", std::uint64_t{0});
      if (hidden) append_attribute(inside, "hidden", std::uint64_t{1});
      inside += "/>";
    }
    out += inside.empty() ? "/>" : ">" + inside + "</xf>";
    return (in_styles_ ? style_xfs_ : cell_xfs_).add(out);
  }

  // BrtStyle: its format, flags, number of the built-in style, level, name
  Result<void> style(Cursor data) {
    TRY_ASSIGN(const std::uint32_t format, data.u32le());
    TRY_ASSIGN(const std::uint16_t flags, data.u16le());
    TRY_ASSIGN(const std::uint8_t builtin, data.u8());
    TRY_ASSIGN(const std::uint8_t level, data.u8());
    TRY_ASSIGN(const std::string name, read_text(data));
    if (format >= style_xfs_.count) return make_error(ErrorCode::Malformed, "a style without a format");
    std::string out = "<cellStyle";
    append_attribute(out, "name", std::string_view(name));
    append_attribute(out, "xfId", format);
    if ((flags & 1U) != 0) {
      append_attribute(out, "builtinId", std::uint64_t{builtin});
      if (builtin == 1 || builtin == 2) append_attribute(out, "iLevel", std::uint64_t{level});
    }
    if ((flags & 2U) != 0) append_attribute(out, "hidden", std::uint64_t{1});
    if ((flags & 4U) != 0) append_attribute(out, "customBuiltin", std::uint64_t{1});
    return styles_.add(out + "/>");
  }

  // BrtIndexedColor: red, green, blue, reserved
  Result<void> indexed_color(Cursor data) {
    TRY_ASSIGN(const std::string color, read_rgb(data));
    return palette_.add("<rgbColor rgb=\"" + color + "\"/>");
  }

  [[nodiscard]] std::string text() const {
    std::string out = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">";
    formats_.write(out, "numFmts");
    fonts_.write(out, "fonts");
    fills_.write(out, "fills");
    borders_.write(out, "borders");
    style_xfs_.write(out, "cellStyleXfs");
    cell_xfs_.write(out, "cellXfs");
    styles_.write(out, "cellStyles");
    dxfs_.write(out, "dxfs");
    if (palette_.count != 0) out += "<colors><indexedColors>" + palette_.text + "</indexedColors></colors>";
    return out + "</styleSheet>";
  }

  WorkbookModel& workbook_;
  Notes& notes_;
  bool in_styles_ = true;
  Collection formats_, fonts_, fills_, borders_, style_xfs_, cell_xfs_, styles_, dxfs_, palette_;
};

}  // namespace

Result<std::string> convert_styles(Bytes part, WorkbookModel& workbook, Notes& notes) {
  return StyleReader(workbook, notes).run(part);
}

}  // namespace mugai::xlsb
