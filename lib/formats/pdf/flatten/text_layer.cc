#include "lib/formats/pdf/flatten/text_layer.h"

#include <cmath>

#include "lib/base/utf8.h"

namespace mugai::pdf::flatten {
namespace {

constexpr std::string_view kFontName = "MugaiText";
constexpr std::int64_t kEm = 1000;
constexpr std::int64_t kAscent = 880;
constexpr std::int64_t kDescent = -120;

struct Vector {
  double x = 0, y = 0;
};

double length(Vector v) noexcept {
  return std::sqrt(v.x * v.x + v.y * v.y);
}

// A decimal of at most three places, as operators are written.
void put_number(std::string& out, double value) {
  const bool sane = value > -1e9 && value < 1e9;
  long long thousandths = sane ? std::llround(value * 1000) : 0;
  if (thousandths < 0) {
    out += '-';
    thousandths = -thousandths;
  }
  out += std::to_string(thousandths / 1000);
  if (const long long rest = thousandths % 1000; rest != 0) {
    std::string digits = std::to_string(1000 + rest).substr(1);
    while (digits.back() == '0')
      digits.pop_back();
    out.append(".").append(digits);
  }
  out += ' ';
}

// Text space of a run: each character is one em long, so one em becomes the run's length divided by its characters.
struct Space {
  Vector right, up, origin;
};

// Places in pixels from the top left become places in units of the page from the bottom left.
Space space_of(const render::Run& run, std::size_t count, const Page& page, const PageSize& size) {
  const double to_x = page.width / size.width / render::kUnitsPerPixel;
  const double to_y = page.height / size.height / render::kUnitsPerPixel;
  const auto each = static_cast<double>(count);
  const Vector advance{run.advance_x * to_x / each, -run.advance_y * to_y / each};
  const Vector up{run.up_x * to_x, -run.up_y * to_y};
  const Vector origin{run.x * to_x, page.height - run.y * to_y};
  if (!run.vertical) return {advance, up, origin};
  // 9.7.4.3: a vertical glyph hangs from the middle of its top, DW2 says where that is, and goes on downwards.
  const Vector right{up.y, -up.x};
  const double top = static_cast<double>(kAscent) / kEm;
  const Vector hung{origin.x + right.x / 2 + up.x * top, origin.y + right.y / 2 + up.y * top};
  return {right, {-advance.x, -advance.y}, hung};
}

// Without area there is no text space; nothing so small or large is text that could be marked.
bool is_usable(const Space& space) noexcept {
  constexpr double kLeast = 0.01;
  constexpr double kMost = 20'000;
  const double area = std::abs(space.right.x * space.up.y - space.right.y * space.up.x);
  return length(space.right) > kLeast && length(space.up) > kLeast && length(space.right) < kMost &&
         length(space.up) < kMost && area > kLeast * kLeast;
}

void put_hex(std::string& out, std::uint32_t value, unsigned digits) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (unsigned i = digits; i-- > 0;)
    out += kHex[(value >> (4 * i)) & 0xF];
}

// UTF-16BE, as ToUnicode wants it
void put_utf16(std::string& out, char32_t code) {
  if (code < 0x10000) return put_hex(out, code, 4);
  put_hex(out, 0xD800 + ((code - 0x10000) >> 10), 4);
  put_hex(out, 0xDC00 + ((code - 0x10000) & 0x3FF), 4);
}

// 9.10.3
std::string to_unicode(const std::vector<char32_t>& characters) {
  constexpr std::size_t kAtOnce = 100;
  std::string out =
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
      "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
      "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
  for (std::size_t at = 0; at < characters.size(); at += kAtOnce) {
    const std::size_t count = std::min(kAtOnce, characters.size() - at);
    out += std::to_string(count) + " beginbfchar\n";
    for (std::size_t i = at; i < at + count; ++i) {
      out += '<';
      put_hex(out, static_cast<std::uint32_t>(i + 1), 4);
      out += "> <";
      put_utf16(out, characters[i]);
      out += ">\n";
    }
    out += "endbfchar\n";
  }
  return out + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

Dict flate_dict() {
  Dict dict;
  dict.set("Filter", name("FlateDecode"));
  return dict;
}

Object descriptor(OutRef program) {
  constexpr std::int64_t kSymbolic = 4;
  Dict dict;
  dict.set("Type", name("FontDescriptor"));
  dict.set("FontName", name(kFontName));
  dict.set("Flags", integer(kSymbolic));
  dict.set("FontBBox", Array{integer(0), integer(kDescent), integer(kEm), integer(kAscent)});
  dict.set("ItalicAngle", integer(0));
  dict.set("Ascent", integer(kAscent));
  dict.set("Descent", integer(kDescent));
  dict.set("CapHeight", integer(kAscent));
  dict.set("StemV", integer(80));
  dict.set("FontFile2", program);
  return dict;
}

}  // namespace

TextLayer::TextLayer(OutputDocument& document)
    : document_(document), horizontal_{document.reserve()}, vertical_{document.reserve()} {}

std::string TextLayer::codes(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const utf8::Decoded next = utf8::decode(text);
    text.remove_prefix(next.length);
    auto at = numbers_.find(next.code);
    if (at == numbers_.end()) {
      if (characters_.size() == kMaxCharacters) {
        overfull_ = true;
        continue;
      }
      characters_.push_back(next.code);
      at = numbers_.emplace(next.code, static_cast<std::uint16_t>(characters_.size())).first;
    }
    put_hex(out, at->second, 4);
  }
  return out;
}

std::string TextLayer::operators(const std::vector<render::Run>& runs, const Page& page, const PageSize& size) {
  std::string out;
  bool vertical = false;
  horizontal_.on_page = vertical_.on_page = false;
  for (const render::Run& run : runs) {
    const Space space = space_of(run, utf8::length(run.text), page, size);
    if (!is_usable(space)) continue;
    const std::string coded = codes(run.text);
    if (coded.empty()) continue;
    if (out.empty() || run.vertical != vertical) {
      out += out.empty() ? "BT\n3 Tr\n" : "";
      out += run.vertical ? "/V 1 Tf\n" : "/H 1 Tf\n";
      vertical = run.vertical;
      Font& font = vertical ? vertical_ : horizontal_;
      font.on_page = font.used = true;
    }
    for (const double value : {space.right.x, space.right.y, space.up.x, space.up.y, space.origin.x, space.origin.y})
      put_number(out, value);
    out += "Tm\n<" + coded + "> Tj\n";
  }
  if (!out.empty()) out += "ET\n";
  return out;
}

Dict TextLayer::fonts() const {
  Dict dict;
  if (horizontal_.on_page) dict.set("H", horizontal_.ref);
  if (vertical_.on_page) dict.set("V", vertical_.ref);
  return dict;
}

void TextLayer::define_font(OutRef font, bool vertical, OutRef about, OutRef meaning, OutRef glyph_map) {
  Dict system;
  system.set("Registry", String{"Adobe"});
  system.set("Ordering", String{"Identity"});
  system.set("Supplement", integer(0));
  Dict descendant;
  descendant.set("Type", name("Font"));
  descendant.set("Subtype", name("CIDFontType2"));
  descendant.set("BaseFont", name(kFontName));
  descendant.set("CIDSystemInfo", std::move(system));
  descendant.set("FontDescriptor", about);
  descendant.set("DW", integer(kEm));
  descendant.set("CIDToGIDMap", glyph_map);
  if (vertical) descendant.set("DW2", Array{integer(kAscent), integer(-kEm)});
  Dict dict;
  dict.set("Type", name("Font"));
  dict.set("Subtype", name("Type0"));
  dict.set("BaseFont", name(kFontName));
  dict.set("Encoding", name(vertical ? "Identity-V" : "Identity-H"));
  dict.set("DescendantFonts", Array{document_.add(std::move(descendant))});
  dict.set("ToUnicode", meaning);
  document_.define(font, std::move(dict));
}

Result<void> TextLayer::finish(Deflater& deflater) {
  const OutRef program = document_.reserve();
  TRY_ASSIGN(Buffer packed, deflater.compress(empty_font()));
  Dict dict = flate_dict();
  dict.set("Length1", integer(static_cast<std::int64_t>(empty_font().size())));
  document_.define_stream(program, std::move(dict), std::move(packed));

  const OutRef meaning = document_.reserve();
  const std::string map = to_unicode(characters_);
  TRY_ASSIGN(packed, deflater.compress(as_bytes(map)));
  document_.define_stream(meaning, flate_dict(), std::move(packed));

  // Every character is drawn by the one glyph there is.
  const OutRef glyphs = document_.reserve();
  TRY_ASSIGN(packed, deflater.compress(Buffer(2 * (characters_.size() + 1))));
  document_.define_stream(glyphs, flate_dict(), std::move(packed));

  const OutRef about = document_.add(descriptor(program));
  if (horizontal_.used) define_font(horizontal_.ref, false, about, meaning, glyphs);
  if (vertical_.used) define_font(vertical_.ref, true, about, meaning, glyphs);
  return ok();
}

}  // namespace mugai::pdf::flatten
