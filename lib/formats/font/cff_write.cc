#include <algorithm>
#include <map>

#include "lib/formats/font/cff.h"
#include "lib/formats/font/rebuilders.h"
#include "lib/formats/font/type2.h"

namespace mugai::font {

namespace {

constexpr unsigned kStandardStrings = 391;                   // Appendix A
constexpr std::size_t kPredefinedGlyphs[] = {229, 166, 87};  // Appendix C: ISOAdobe, Expert, ExpertSubset

enum : unsigned {
  kCharset = 15,
  kEncoding = 16,
  kCharStrings = 17,
  kPrivate = 18,
  kDefaultWidth = 20,
  kNominalWidth = 21,
  kFontMatrix = 0xC07,
  kRos = 0xC1E,
  kFdArray = 0xC24,
  kFdSelect = 0xC25,
};

// What stays of the top dictionary besides what is made here: numbers that drawing or measuring needs.
struct TopRow {
  unsigned op;
  std::size_t operands;
};
constexpr TopRow kTop[] = {
    {5, 4},            // FontBBox
    {0xC01, 1},        // isFixedPitch
    {0xC02, 1},        // ItalicAngle
    {0xC03, 1},        // UnderlinePosition
    {0xC04, 1},        // UnderlineThickness
    {0xC05, 1},        // PaintType
    {kFontMatrix, 6},  //
    {0xC08, 1},        // StrokeWidth
    {0xC22, 1},        // CIDCount
};

void put_entry(const Dict& dict, unsigned op, std::size_t operands, Writer& out) {
  const auto it = dict.find(op);
  if (it == dict.end() || it->second.size() != operands) return;
  for (const DictNumber& number : it->second)
    write_number(number, out);
  write_operator(op, out);
}

// Numbers of strings in the new font, given in the order of their first use.
class Strings {
 public:
  Strings(const std::vector<Bytes>& old, FontReport& report) : old_(old), report_(report) {}

  std::uint16_t glyph_name(std::uint16_t sid, std::size_t glyph) {
    if (sid < kStandardStrings) return sid;
    const std::size_t index = sid - kStandardStrings;
    const std::string_view name = index < old_.size() ? as_text(old_[index]) : std::string_view();
    if (is_clean_glyph_name(name)) return add(std::string(name));
    report_.add("PDF-079", Action::Rewritten, "name of a glyph");
    return add("g" + std::to_string(glyph));
  }
  std::uint16_t collection(std::uint16_t sid, const char* otherwise) {
    if (sid < kStandardStrings) return add(otherwise);
    const std::size_t index = sid - kStandardStrings;
    const std::string_view name = index < old_.size() ? as_text(old_[index]) : std::string_view();
    return add(is_clean_glyph_name(name) && name.size() <= 32 ? std::string(name) : otherwise);
  }
  [[nodiscard]] std::vector<Buffer> items() const {
    std::vector<Buffer> items(numbers_.size());
    for (const auto& [name, number] : numbers_) {
      const Bytes bytes = as_bytes(name);
      items[number - kStandardStrings].assign(bytes.begin(), bytes.end());
    }
    return items;
  }

 private:
  std::uint16_t add(std::string name) {
    const auto next = static_cast<std::uint16_t>(kStandardStrings + numbers_.size());
    return numbers_.emplace(std::move(name), next).first->second;
  }

  const std::vector<Bytes>& old_;
  FontReport& report_;
  std::map<std::string, std::uint16_t> numbers_;
};

// Chapter 13: the smallest of formats 0, 1 and 2.
Buffer write_charset(const std::vector<std::uint16_t>& charset) {
  struct Range {
    std::uint16_t first;
    std::size_t left;
  };
  std::vector<Range> ranges;
  for (std::size_t i = 1; i < charset.size(); ++i) {
    if (!ranges.empty() && charset[i] == ranges.back().first + ranges.back().left + 1) {
      ++ranges.back().left;
    } else {
      ranges.push_back({charset[i], 0});
    }
  }
  std::size_t short_ranges = 0;
  for (const Range& range : ranges)
    short_ranges += range.left / 256 + 1;
  const std::size_t sizes[] = {2 * (charset.size() - 1), 3 * short_ranges, 4 * ranges.size()};
  const auto format = static_cast<unsigned>(std::min_element(std::begin(sizes), std::end(sizes)) - std::begin(sizes));
  Writer out;
  out.u8(format);
  for (std::size_t i = 1; format == 0 && i < charset.size(); ++i)
    out.u16(charset[i]);
  for (Range range : ranges) {
    if (format == 0) break;
    while (format == 1 && range.left > 255) {
      out.u16(range.first);
      out.u8(255);
      range.first = static_cast<std::uint16_t>(range.first + 256);
      range.left -= 256;
    }
    out.u16(range.first);
    if (format == 1) out.u8(static_cast<unsigned>(range.left));
    if (format == 2) out.u16(static_cast<unsigned>(range.left));
  }
  return std::move(out.out);
}

// Chapter 12, format 0.
Buffer write_encoding(const CffModel& model, Strings& strings) {
  Writer out;
  out.u8(model.supplements.empty() ? 0 : 0x80);
  out.u8(static_cast<unsigned>(model.codes.size()));
  out.bytes(model.codes);
  if (model.supplements.empty()) return std::move(out.out);
  out.u8(static_cast<unsigned>(model.supplements.size()));
  for (const auto& [code, sid] : model.supplements) {
    out.u8(code);
    out.u16(strings.glyph_name(sid, code));
  }
  return std::move(out.out);
}

// Chapter 19, format 3.
Buffer write_fd_select(const std::vector<std::uint8_t>& selected) {
  Writer ranges;
  unsigned count = 0;
  for (std::size_t i = 0; i < selected.size(); ++i) {
    if (i > 0 && selected[i] == selected[i - 1]) continue;
    ranges.u16(static_cast<unsigned>(i));
    ranges.u8(selected[i]);
    ++count;
  }
  Writer out;
  out.u8(3);
  out.u16(count);
  out.bytes(ranges.out);
  out.u16(static_cast<unsigned>(selected.size()));
  return std::move(out.out);
}

Buffer write_private(const CffPrivate& priv) {
  Writer out;
  put_entry(priv.values, kDefaultWidth, 1, out);
  put_entry(priv.values, kNominalWidth, 1, out);
  return std::move(out.out);
}

Result<std::vector<Buffer>> write_charstrings(const CffModel& model, FontReport& report, const FontLimits& limits) {
  std::vector<Buffer> out;
  std::uint64_t steps = limits.max_total_steps;
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < model.charstrings.size(); ++i) {
    const CffPrivate& priv = model.privates[model.selected.empty() ? 0 : model.selected[i]];
    auto flat = flatten_type2(model.charstrings[i], {&model.global, &priv.subroutines}, limits, steps);
    if (steps == 0) return make_error(ErrorCode::TooMany, "font that takes too long");
    if (!flat) ++report.broken_glyphs;
    out.push_back(flat ? std::move(*flat) : Buffer{14});  // endchar
    bytes += out.back().size();
    if (bytes > limits.max_bytes) return make_error(ErrorCode::TooLarge, "font is too large");
  }
  return out;
}

// What lies behind the top dictionary, and where.
struct Parts {
  Buffer charset, encoding, fd_select, charstrings;
  std::vector<Buffer> privates;
  std::size_t charset_at = 0, encoding_at = 0, fd_select_at = 0, charstrings_at = 0, fd_array_at = 0;
  std::vector<std::size_t> private_at;
};

Buffer write_top(const CffModel& model, const Parts& parts, std::uint16_t registry, std::uint16_t ordering) {
  Writer out;
  const auto place = [&](unsigned op, std::size_t at) {
    write_wide(static_cast<std::uint32_t>(at), out);
    write_operator(op, out);
  };
  if (model.cid_keyed) {  // ROS comes first
    write_number({registry, {}}, out);
    write_number({ordering, {}}, out);
    const auto supplement = offset_of(model.top, kRos, 2).value_or(0);
    write_number({static_cast<std::int32_t>(std::min(supplement, 99u)), {}}, out);
    write_operator(kRos, out);
  }
  for (const TopRow& row : kTop)
    put_entry(model.top, row.op, row.operands, out);
  if (model.predefined_charset != 0) place(kCharset, parts.charset_at);
  if (!model.cid_keyed && model.predefined_encoding != 0) place(kEncoding, parts.encoding_at);
  place(kCharStrings, parts.charstrings_at);
  if (model.cid_keyed) {
    place(kFdSelect, parts.fd_select_at);
    place(kFdArray, parts.fd_array_at);
  } else {
    write_wide(static_cast<std::uint32_t>(parts.privates[0].size()), out);
    place(kPrivate, parts.private_at[0]);
  }
  return std::move(out.out);
}

Buffer write_fd_array(const CffModel& model, const Parts& parts) {
  std::vector<Buffer> fonts;
  for (std::size_t i = 0; i < model.privates.size(); ++i) {
    Writer font;
    put_entry(model.privates[i].font, kFontMatrix, 6, font);
    write_wide(static_cast<std::uint32_t>(parts.privates[i].size()), font);
    write_wide(static_cast<std::uint32_t>(parts.private_at[i]), font);
    write_operator(kPrivate, font);
    fonts.push_back(std::move(font.out));
  }
  Writer out;
  write_index(fonts, out);
  return std::move(out.out);
}

Buffer index_of(std::vector<Buffer> items) {
  Writer out;
  write_index(items, out);
  return std::move(out.out);
}

Buffer bytes_of(std::string_view text) {
  const Bytes bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

// Where each part comes to lie behind `begin`.
void place_parts(std::size_t begin, const CffModel& model, Parts& parts) {
  parts.charset_at = model.predefined_charset > 0 ? static_cast<std::size_t>(model.predefined_charset) : begin;
  begin += parts.charset.size();
  parts.encoding_at = model.predefined_encoding > 0 ? static_cast<std::size_t>(model.predefined_encoding) : begin;
  begin += parts.encoding.size();
  parts.fd_select_at = begin;
  begin += parts.fd_select.size();
  parts.charstrings_at = begin;
  begin += parts.charstrings.size();
  parts.private_at.clear();
  for (const Buffer& priv : parts.privates) {
    parts.private_at.push_back(begin);
    begin += priv.size();
  }
  parts.fd_array_at = begin;
}

}  // namespace

Result<Buffer> write_cff(const CffModel& untidy, FontReport& report, const FontLimits& limits) {
  CffModel model = untidy;
  const std::size_t glyphs = model.charstrings.size();
  if (model.predefined_charset >= 0 && glyphs > kPredefinedGlyphs[model.predefined_charset]) {
    for (std::size_t i = 0; i < glyphs; ++i)  // more glyphs than names: the rest has none
      model.charset.push_back(static_cast<std::uint16_t>(i < kPredefinedGlyphs[0] ? i : 0));
    model.predefined_charset = -1;
  }
  Strings strings(model.strings, report);
  std::uint16_t registry = 0, ordering = 0;
  if (model.cid_keyed) {
    registry = strings.collection(static_cast<std::uint16_t>(offset_of(model.top, kRos, 0).value_or(0)), "Adobe");
    ordering = strings.collection(static_cast<std::uint16_t>(offset_of(model.top, kRos, 1).value_or(0)), "Identity");
  } else {
    for (std::size_t i = 0; i < model.charset.size(); ++i)
      model.charset[i] = strings.glyph_name(model.charset[i], i);
  }
  Parts parts;
  if (model.predefined_charset < 0) parts.charset = write_charset(model.charset);
  if (model.predefined_encoding == -1) parts.encoding = write_encoding(model, strings);
  if (model.cid_keyed) parts.fd_select = write_fd_select(model.selected);
  TRY_ASSIGN(std::vector<Buffer> charstrings, write_charstrings(model, report, limits));
  parts.charstrings = index_of(std::move(charstrings));
  for (const CffPrivate& priv : model.privates)
    parts.privates.push_back(write_private(priv));
  place_parts(0, model, parts);

  Writer out;
  out.u8(1);
  out.u8(0);
  out.u8(4);
  out.u8(4);
  out.bytes(index_of({bytes_of(clean_font_name(model.name))}));
  const Buffer string_index = index_of(strings.items());
  const std::size_t top_size = index_of({write_top(model, parts, registry, ordering)}).size();
  place_parts(out.size() + top_size + string_index.size() + 2, model, parts);
  out.bytes(index_of({write_top(model, parts, registry, ordering)}));
  out.bytes(string_index);
  out.u16(0);  // no global subroutines
  out.bytes(parts.charset);
  out.bytes(parts.encoding);
  out.bytes(parts.fd_select);
  out.bytes(parts.charstrings);
  for (const Buffer& priv : parts.privates)
    out.bytes(priv);
  if (model.cid_keyed) out.bytes(write_fd_array(model, parts));
  return std::move(out.out);
}

Result<Buffer> rebuild_cff(Bytes untrusted_font, FontReport& report, const FontLimits& limits) {
  TRY_ASSIGN(const CffModel model, read_cff(untrusted_font));
  report.cid_keyed = model.cid_keyed;
  report.glyphs = static_cast<std::uint32_t>(model.charstrings.size());
  auto out = write_cff(model, report, limits);
  if (report.broken_glyphs > 0) {
    report.add("PDF-077", Action::Removed, "glyph that cannot be read", report.broken_glyphs);
  }
  return out;
}

}  // namespace mugai::font
