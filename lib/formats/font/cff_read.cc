#include <algorithm>

#include "lib/formats/font/cff.h"

namespace mugai::font {

namespace {

constexpr std::size_t kMaxPrivates = 256;
constexpr std::size_t kMaxSubroutines = 300'000;  // of all dictionaries: they may all point to one list

enum : unsigned {
  kCharset = 15,
  kEncoding = 16,
  kCharStrings = 17,
  kPrivate = 18,
  kSubrs = 19,
  kCharstringType = 0xC06,
  kSyntheticBase = 0xC14,
  kRos = 0xC1E,
  kFdArray = 0xC24,
  kFdSelect = 0xC25,
};

Error malformed(const char* why) {
  return make_error(ErrorCode::Malformed, why);
}

// Chapter 13, Tables 17 to 19: format:1, then a SID a glyph, or ranges. Glyphs that are not told of stay 0.
std::vector<std::uint16_t> read_charset(View cff, std::size_t at, std::size_t glyphs) {
  std::vector<std::uint16_t> charset(glyphs);
  const unsigned format = cff.u8(at++);
  std::size_t glyph = 1;
  while (glyph < glyphs && cff.has(at, 2)) {
    const std::uint32_t first = cff.u16(at);
    at += 2;
    std::uint32_t left = 0;
    if (format == 1) left = cff.u8(at++);
    if (format == 2) {
      left = cff.u16(at);
      at += 2;
    }
    if (format > 2) break;
    for (std::uint32_t i = 0; i <= left && glyph < glyphs; ++i)
      charset[glyph++] = static_cast<std::uint16_t>(first + i);
  }
  return charset;
}

// Chapter 12, Tables 11 to 15: format:1 (high bit: supplements), codes or ranges, supplements.
void read_encoding(View cff, std::size_t at, CffModel& model) {
  const unsigned format = cff.u8(at++);
  const std::size_t count = cff.u8(at++);
  const std::size_t glyphs = model.charstrings.size();
  for (std::size_t i = 0; i < count; ++i) {
    const unsigned first = cff.u8(at++);
    const unsigned left = (format & 0x7F) == 1 ? cff.u8(at++) : 0;
    for (unsigned k = 0; k <= left && model.codes.size() + 1 < glyphs && model.codes.size() < 255; ++k)
      model.codes.push_back(static_cast<std::uint8_t>(first + k));
  }
  if ((format & 0x80) == 0) return;
  const std::size_t more = cff.u8(at++);
  for (std::size_t i = 0; i < more && cff.has(at, 3); ++i, at += 3)
    model.supplements.emplace_back(cff.u8(at), cff.u16(at + 1));
}

// Chapter 19, Tables 27 to 29: format 0 has a byte a glyph; format 3 has ranges: count:2 *( first:2 fd:1 ) sentinel:2.
std::vector<std::uint8_t> read_fd_select(View cff, std::size_t at, std::size_t glyphs) {
  std::vector<std::uint8_t> selected(glyphs);
  const unsigned format = cff.u8(at);
  if (format == 0) {
    for (std::size_t i = 0; i < glyphs; ++i)
      selected[i] = cff.u8(at + 1 + i);
  } else if (format == 3) {
    const std::size_t count = cff.u16(at + 1);
    for (std::size_t i = 0; i < count && cff.has(at + 3 + 3 * i, 5); ++i) {
      const std::size_t first = cff.u16(at + 3 + 3 * i);
      const std::size_t next = cff.u16(at + 6 + 3 * i);
      for (std::size_t glyph = first; glyph < std::min(next, glyphs); ++glyph)
        selected[glyph] = cff.u8(at + 5 + 3 * i);
    }
  }
  return selected;
}

Result<CffPrivate> read_private(View cff, const Dict& font) {
  CffPrivate out;
  out.font = font;
  const auto size = offset_of(font, kPrivate, 0);
  const auto offset = offset_of(font, kPrivate, 1);
  if (!size || !offset || *size == 0) return out;
  if (!cff.has(*offset, *size)) return malformed("CFF font whose private dictionary lies outside");
  auto values = read_dict(cff.part(*offset, *size));
  if (!values) return malformed("CFF font with a damaged private dictionary");
  out.values = std::move(*values);
  if (const auto subrs = offset_of(out.values, kSubrs); subrs && *subrs != 0) {
    auto index = read_index(cff, std::size_t{*offset} + *subrs);
    if (index) out.subroutines = std::move(index->items);
  }
  return out;
}

Result<void> read_cid_parts(View cff, CffModel& model) {
  const std::size_t glyphs = model.charstrings.size();
  const auto array = offset_of(model.top, kFdArray);
  const auto index = array ? read_index(cff, *array) : std::nullopt;
  if (!index || index->items.empty() || index->items.size() > kMaxPrivates) {
    return malformed("CID-keyed font without font dictionaries");
  }
  std::size_t subroutines = 0;
  for (const Bytes item : index->items) {
    const auto font = read_dict(item);
    if (!font) return malformed("CID-keyed font with a damaged font dictionary");
    TRY_ASSIGN(CffPrivate priv, read_private(cff, *font));
    subroutines += priv.subroutines.size();
    if (subroutines > kMaxSubroutines) return make_error(ErrorCode::TooMany, "CFF font with too many subroutines");
    model.privates.push_back(std::move(priv));
  }
  const auto select = offset_of(model.top, kFdSelect);
  model.selected = select ? read_fd_select(cff, *select, glyphs) : std::vector<std::uint8_t>(glyphs);
  for (std::uint8_t& fd : model.selected) {
    if (fd >= model.privates.size()) fd = 0;
  }
  return ok();
}

void read_names(View cff, CffModel& model) {
  const std::size_t glyphs = model.charstrings.size();
  const auto charset = offset_of(model.top, kCharset).value_or(0);
  if (charset > 2) {
    model.charset = read_charset(cff, charset, glyphs);
  } else if (model.cid_keyed) {  // CIDs are glyph numbers
    for (std::size_t i = 0; i < glyphs; ++i)
      model.charset.push_back(static_cast<std::uint16_t>(i));
  } else {
    model.predefined_charset = static_cast<int>(charset);
  }
  if (model.cid_keyed) {
    model.predefined_encoding = -2;
    return;
  }
  const auto encoding = offset_of(model.top, kEncoding).value_or(0);
  if (encoding <= 1) {
    model.predefined_encoding = static_cast<int>(encoding);
  } else {
    read_encoding(cff, encoding, model);
  }
}

}  // namespace

// CFF = major:1 minor:1 hdrSize:1 offSize:1, INDEX of names, of top dictionaries, of strings, of global subroutines,
// and what the top dictionary points to
Result<CffModel> read_cff(Bytes untrusted_cff) {
  const View cff(untrusted_cff);
  CffModel model;
  const auto names = read_index(cff, cff.u8(2));
  const auto tops = names ? read_index(cff, names->end) : std::nullopt;
  const auto strings = tops ? read_index(cff, tops->end) : std::nullopt;
  const auto global = strings ? read_index(cff, strings->end) : std::nullopt;
  if (!global || tops->items.empty()) return malformed("CFF font without its indexes");
  auto top = read_dict(tops->items[0]);
  if (!top) return malformed("CFF font with a damaged top dictionary");
  model.top = std::move(*top);
  model.name = names->items.empty() ? std::string() : std::string(as_text(names->items[0]));
  model.strings = strings->items;
  model.global = global->items;
  if (offset_of(model.top, kCharstringType).value_or(2) != 2 || model.top.count(kSyntheticBase) != 0) {
    return make_error(ErrorCode::Unsupported, "CFF font of a kind that is not rebuilt");
  }
  const auto charstrings = offset_of(model.top, kCharStrings);
  auto index = charstrings ? read_index(cff, *charstrings) : std::nullopt;
  if (!index || index->items.empty()) return malformed("CFF font without charstrings");
  model.charstrings = std::move(index->items);
  model.cid_keyed = model.top.count(kRos) != 0;
  if (model.cid_keyed) {
    TRY(read_cid_parts(cff, model));
  } else {
    TRY_ASSIGN(CffPrivate priv, read_private(cff, model.top));
    model.privates.push_back(std::move(priv));
  }
  read_names(cff, model);
  return model;
}

}  // namespace mugai::font
