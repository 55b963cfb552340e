// Fonts (ISO 32000-1 9): dictionaries by table, programs rebuilt by lib/formats/font, CMaps written anew.
// In, out and limits: walk.h. A program that cannot be rebuilt is left out: the reader takes a substitute.
#include <algorithm>

#include "lib/base/ascii.h"
#include "lib/formats/font/rebuild.h"
#include "lib/formats/pdf/content/cmap.h"
#include "lib/formats/pdf/walk.h"

namespace mugai::pdf {
namespace {

// Table 122, 124
constexpr KeyRule kDescriptorKeys[] = {
    name_of("Type", "FontDescriptor"),
    call("FontName", &Walker::font_name),
    text("FontFamily"),
    name_of("FontStretch",
            "UltraCondensed ExtraCondensed Condensed SemiCondensed Normal SemiExpanded Expanded ExtraExpanded "
            "UltraExpanded"),
    whole("FontWeight", 100, 1000),
    whole("Flags", 0, 4294967295.0),
    numbers("FontBBox", 4, 4),
    real("ItalicAngle"),
    real("Ascent"),
    real("Descent"),
    real("Leading"),
    real("CapHeight"),
    real("XHeight"),
    real("StemV"),
    real("StemH"),
    real("AvgWidth"),
    real("MaxWidth"),
    real("MissingWidth"),
    silent("FontFile"),
    silent("FontFile2"),
    silent("FontFile3"),
    bytes("CharSet"),
    silent("Style"),
    silent("Lang"),
    silent("FD"),
    silent("CIDSet"),
};
constexpr DictRule kDescriptor = {"font descriptor", kDescriptorKeys};

// Tables 111, 112, 117, 121: keys of all kinds of font but Type 3
constexpr KeyRule kFontKeys[] = {
    silent("Type"),
    silent("Subtype"),
    silent("Name"),
    call("BaseFont", &Walker::font_name),
    whole("FirstChar", 0, 255),
    whole("LastChar", 0, 255),
    numbers("Widths", 0, 65536),
    silent("FontDescriptor"),
    call("Encoding", &Walker::encoding),
    call("ToUnicode", &Walker::to_unicode),
    call("DescendantFonts", &Walker::descendants),
    call("CIDSystemInfo", &Walker::cid_system_info),
    real("DW"),
    plain("W"),
    numbers("DW2", 2, 2),
    plain("W2"),
    call("CIDToGIDMap", &Walker::cid_to_gid),
};
constexpr DictRule kFont = {"font", kFontKeys};

// Table 112
constexpr KeyRule kType3Keys[] = {
    silent("Type"),
    silent("Subtype"),
    silent("Name"),
    numbers("FontBBox", 4, 4),
    numbers("FontMatrix", 6, 6),
    silent("CharProcs"),
    call("Encoding", &Walker::encoding),
    whole("FirstChar", 0, 255),
    whole("LastChar", 0, 255),
    numbers("Widths", 0, 65536),
    silent("FontDescriptor"),
    silent("Resources"),
    call("ToUnicode", &Walker::to_unicode),
};
constexpr DictRule kType3 = {"Type 3 font", kType3Keys};

// Table 114
constexpr KeyRule kEncodingKeys[] = {
    name_of("Type", "Encoding"),
    name_of("BaseEncoding", "MacRomanEncoding MacExpertEncoding WinAnsiEncoding StandardEncoding"),
    silent("Differences"),
};
constexpr DictRule kEncoding = {"encoding", kEncodingKeys};

// Table 116
constexpr KeyRule kSystemInfoKeys[] = {bytes("Registry"), bytes("Ordering"), whole("Supplement", 0, 99)};
constexpr DictRule kSystemInfo = {"CIDSystemInfo", kSystemInfoKeys};

constexpr std::string_view kSimpleFonts[] = {"Type1", "MMType1", "TrueType", "Type0", "CIDFontType0", "CIDFontType2"};
constexpr std::string_view kSimpleEncodings[] = {"MacRomanEncoding", "MacExpertEncoding", "WinAnsiEncoding",
                                                 "StandardEncoding", "PDFDocEncoding"};
constexpr std::uint64_t kMaxGlyphMapBytes = 2 * 65536;

// Names reach file systems, font lists and web pages (PDF-079). Bytes above 127 are Japanese names in old files.
constexpr bool stands_in_font_name(char c) {
  return ascii::is_alnum(c) || c == '+' || c == '-' || c == '_' || c == ',' || c == '.' || c == ' ' || c == '@' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::string_view subtype_of(const font::FontReport& report) {
  if (report.kind == font::FontKind::OpenType) return "OpenType";
  return report.cid_keyed ? "CIDFontType0C" : "Type1C";
}

// Whether a canonical CMap gives one of the codes of A-Z and a-z another character: lines "<41><0042>".
bool renames_letters(std::string_view map) {
  for (std::size_t at = map.find("><"); at != std::string_view::npos; at = map.find("><", at + 2)) {
    if (at < 3 || map[at - 3] != '<' || map.substr(at + 6, 1) != ">") continue;
    const int code = ascii::hex_value(map[at - 2]) * 16 + ascii::hex_value(map[at - 1]);
    const std::string_view target = map.substr(at + 2, 4);
    int meaning = 0;
    for (const char digit : target)
      meaning = meaning * 16 + ascii::hex_value(digit);
    if (code > 0 && ascii::is_alpha(static_cast<char>(code)) && code < 0x80 && meaning != code) return true;
  }
  return false;
}

}  // namespace

Result<Object> Walker::font_name(const Object& value) {
  const Object here = reader_.resolve(value);
  std::string clean(here.name().substr(0, kMaxFreeName));
  std::replace_if(
      clean.begin(), clean.end(), [](char c) { return !stands_in_font_name(c); }, '_');
  if (clean != here.name()) tally_.rewritten("PDF-079", "font name with other characters than names have");
  return clean.empty() ? Object() : name(clean);
}

Result<Object> Walker::font(const Object& value, const Scopes& parent) {
  const Ref* ref = value.as<Ref>();
  if (ref != nullptr) {
    if (const auto made = known(*ref, Kind::Font)) return out_.is_null(*made) ? Object() : Object(*made);
  }
  const Object here = reader_.resolve(value);
  const Dict* in = here.as<Dict>();
  if (in == nullptr) return Object();
  const Object* subtype = in->find("Subtype");
  const Object kind = subtype == nullptr ? Object() : reader_.resolve(*subtype);
  if (kind.is_name("Type3")) {
    const OutRef out = ref == nullptr ? out_.reserve() : memo(*ref, Kind::Font).first;
    Dict early;  // until its glyphs are done: it stands in resources already
    early.set("Type", name("Font"));
    out_.define(out, std::move(early));
    later([this, dict = *in, out, parent] { return type3(dict, out, parent); });
    return Object(out);
  }
  if (std::find(std::begin(kSimpleFonts), std::end(kSimpleFonts), kind.name()) == std::end(kSimpleFonts)) {
    return Object();
  }
  const std::optional<OutRef> out = ref == nullptr ? std::nullopt : std::optional(memo(*ref, Kind::Font).first);
  TRY_ASSIGN(Dict dict, apply(kFont, *in));
  dict.set("Type", name("Font"));
  dict.set("Subtype", kind);
  if (kind.is_name("Type0") && (dict.find("DescendantFonts") == nullptr || dict.find("Encoding") == nullptr)) {
    return Object();
  }
  if (const Object* descriptor = in->find("FontDescriptor")) {
    TRY_ASSIGN(Object made, font_descriptor(*descriptor));
    dict.set("FontDescriptor", std::move(made));
  }
  check_text(dict);
  if (!out) return Object(std::move(dict));
  out_.define(*out, std::move(dict));
  return Object(*out);
}

// [ one CIDFont ] (9.7.6): a Type 0 font below another finds its own entry Null and goes
Result<Object> Walker::descendants(const Object& value) {
  const Object here = reader_.resolve(value);
  const Array* items = here.as<Array>();
  if (items == nullptr || items->empty()) return Object();
  const Object below = reader_.resolve(items->front());
  const Dict* dict = below.as<Dict>();
  const Object* subtype = dict == nullptr ? nullptr : dict->find("Subtype");
  const Object kind = subtype == nullptr ? Object() : reader_.resolve(*subtype);
  if (!kind.is_name("CIDFontType0") && !kind.is_name("CIDFontType2")) return Object();
  TRY_ASSIGN(Object made, font(items->front(), {}));
  return made.is_null() ? Object() : Object(Array{std::move(made)});
}

Result<Object> Walker::font_descriptor(const Object& value) {
  const Ref* ref = value.as<Ref>();
  if (ref != nullptr) {
    if (const auto made = known(*ref, Kind::Dictionary, &kDescriptor)) return Object(*made);
  }
  const Object here = reader_.resolve(value);
  const Dict* in = here.as<Dict>();
  if (in == nullptr) return Object();
  TRY_ASSIGN(Dict dict, apply(kDescriptor, *in));
  TRY(font_program(*in, dict));
  if (ref == nullptr) return Object(std::move(dict));
  const OutRef out = memo(*ref, Kind::Dictionary, &kDescriptor).first;
  out_.define(out, std::move(dict));
  return Object(out);
}

// The program, under the key that fits what it is.
Result<void> Walker::font_program(const Dict& in, Dict& out) {
  constexpr std::pair<std::string_view, font::FontKind> kKeys[] = {
      {"FontFile2", font::FontKind::TrueType}, {"FontFile3", font::FontKind::Cff}, {"FontFile", font::FontKind::Type1}};
  for (const auto& [key, claimed] : kKeys) {
    const Object* value = in.find(key);
    const Ref* ref = value == nullptr ? nullptr : value->as<Ref>();
    if (ref == nullptr) continue;
    const Object here = reader_.load(*ref);
    const Stream* stream = here.as<Stream>();
    if (stream == nullptr) continue;
    TRY_ASSIGN(const Buffer program, plain_bytes(*stream));
    font::FontReport report;
    auto rebuilt = font::rebuild_font(program, claimed, report);
    if (!rebuilt) {
      tally_.removed("PDF-077", "font program that cannot be rebuilt: " + rebuilt.error().detail);
      continue;
    }
    for (const Finding& finding : report.findings)
      tally_.add(finding.id.text(), finding.action, finding.detail, finding.count);
    TRY(put_font(*ref, report, *rebuilt, out));
    return ok();
  }
  return ok();
}

Result<void> Walker::put_font(Ref ref, const font::FontReport& report, Bytes program, Dict& descriptor) {
  const auto [stream, added] = memo(ref, Kind::FontFile);
  Dict dict;
  const auto length = [](std::size_t bytes) { return integer(static_cast<std::int64_t>(bytes)); };
  std::string_view key = "FontFile3";
  if (report.kind == font::FontKind::Type1) {
    key = "FontFile";
    dict.set("Length1", length(report.length1));
    dict.set("Length2", length(report.length2));
    dict.set("Length3", length(report.length3));
  } else if (report.kind == font::FontKind::TrueType) {
    key = "FontFile2";
    dict.set("Length1", length(program.size()));
  } else {
    dict.set("Subtype", name(subtype_of(report)));
  }
  descriptor.set(key, stream);
  return added ? put_stream(stream, std::move(dict), program) : ok();
}

// -- encodings

// A name, a dictionary of differences, or of a composite font a CMap
Result<Object> Walker::encoding(const Object& value) {
  const Object here = reader_.resolve(value);
  if (here.as<Stream>() != nullptr) return cmap(value, false);
  if (here.as<Name>() != nullptr) {
    const bool simple =
        std::find(std::begin(kSimpleEncodings), std::end(kSimpleEncodings), here.name()) != std::end(kSimpleEncodings);
    return simple || is_predefined_cmap(here.name()) ? here : Object();
  }
  const Dict* in = here.as<Dict>();
  if (in == nullptr) return Object();
  const Ref* ref = value.as<Ref>();
  if (ref != nullptr) {
    if (const auto made = known(*ref, Kind::Dictionary, &kEncoding)) return Object(*made);
  }
  TRY_ASSIGN(Dict dict, apply(kEncoding, *in));
  if (const Object* list = in->find("Differences")) dict.set("Differences", differences(*list));
  if (ref == nullptr) return Object(std::move(dict));
  const OutRef out = memo(*ref, Kind::Dictionary, &kEncoding).first;
  out_.define(out, std::move(dict));
  return Object(out);
}

// 9.6.6.2: a code, then the names of it and its followers
Object Walker::differences(const Object& value) {
  const Object here = reader_.resolve(value);
  const Array* items = here.as<Array>();
  if (items == nullptr || items->size() > 1024) return {};
  Array out;
  for (const Object& item : *items) {
    Object made = reader_.resolve(item);
    const auto* code = made.as<std::int64_t>();
    const bool fits =
        code != nullptr ? *code >= 0 && *code <= 255 : made.as<Name>() != nullptr && made.name().size() <= kMaxFreeName;
    if (!fits) made = code != nullptr ? integer(0) : name(".notdef");
    out.push_back(std::move(made));
  }
  return out;
}

Result<Object> Walker::to_unicode(const Object& value) {
  const Object here = reader_.resolve(value);
  if (here.as<Name>() != nullptr) return here.is_name("Identity-H") || here.is_name("Identity-V") ? here : Object();
  return cmap(value, true);
}

Result<Object> Walker::cmap(const Object& value, bool to_unicode) {
  const Ref* ref = value.as<Ref>();
  if (ref == nullptr) return Object();
  const Kind kind = to_unicode ? Kind::ToUnicode : Kind::CMap;
  if (const auto made = known(*ref, kind)) return out_.is_null(*made) ? Object() : Object(*made);
  const OutRef out = memo(*ref, kind).first;
  const Object here = reader_.load(*ref);
  const Stream* stream = here.as<Stream>();
  if (stream == nullptr) return Object();
  TRY_ASSIGN(const Buffer program, plain_bytes(*stream));
  Buffer rewritten;
  ContentReport report;
  const auto info = rewrite_cmap(program, to_unicode ? CMapKind::ToUnicode : CMapKind::Encoding, rewritten, report);
  if (!info) {
    tally_.removed("PDF-078", "CMap that cannot be read");
    return Object();
  }
  for (const Finding& finding : report.findings)
    tally_.add(finding.id.text(), finding.action, finding.detail, finding.count);
  Dict dict;
  if (!to_unicode) {
    Dict system;
    system.set("Registry", String{info->registry});
    system.set("Ordering", String{info->ordering});
    system.set("Supplement", integer(info->supplement));
    dict.set("Type", name("CMap"));
    dict.set("CMapName", name(info->name));
    dict.set("CIDSystemInfo", std::move(system));
    if (info->vertical) dict.set("WMode", integer(1));
    if (!info->uses.empty()) dict.set("UseCMap", name(info->uses));
  }
  if (to_unicode && renames_letters(as_text(rewritten))) spoofed_.insert(out.index);
  TRY(put_stream(out, std::move(dict), rewritten));
  return Object(out);
}

// PDF-062: a font of a usual encoding whose text map says other letters: what is copied is not what is seen.
void Walker::check_text(const Dict& font) {
  const Object* encoding = font.find("Encoding");
  const Object* map = font.find("ToUnicode");
  const OutRef* ref = map == nullptr ? nullptr : map->as<OutRef>();
  if (encoding == nullptr || encoding->as<Name>() == nullptr || ref == nullptr || !spoofed_.contains(ref->index))
    return;
  tally_.add("PDF-062", Action::Kept, "text that is copied is not the text that is shown");
}

Result<Object> Walker::cid_system_info(const Object& value) {
  return sub_dict(kSystemInfo, value);
}

// /Identity, or two bytes for each CID
Result<Object> Walker::cid_to_gid(const Object& value) {
  const Object here = reader_.resolve(value);
  if (here.as<Name>() != nullptr) return here.is_name("Identity") ? here : Object();
  const Ref* ref = value.as<Ref>();
  const Stream* stream = here.as<Stream>();
  if (ref == nullptr || stream == nullptr) return Object();
  if (const auto made = known(*ref, Kind::GlyphMap)) return Object(*made);
  TRY_ASSIGN(Buffer map, plain_bytes(*stream));
  if (map.size() > kMaxGlyphMapBytes || map.size() % 2 != 0) {
    tally_.removed("PDF-077", "bytes behind a glyph map");
    map.resize(std::min<std::size_t>(map.size() & ~std::size_t{1}, kMaxGlyphMapBytes));
  }
  const OutRef out = memo(*ref, Kind::GlyphMap).first;
  TRY(put_stream(out, Dict(), map));
  return Object(out);
}

// -- Type 3: each glyph is a content stream

Result<void> Walker::type3(const Dict& in, OutRef out, const Scopes& parent) {
  TRY_ASSIGN(Dict dict, apply(kType3, in));
  dict.set("Type", name("Font"));
  dict.set("Subtype", name("Type3"));
  if (dict.find("FontMatrix") == nullptr) {
    tally_.rewritten("PDF-078", "FontMatrix that is no six numbers");
    dict.set("FontMatrix", Array{Real{"0.001"}, integer(0), integer(0), Real{"0.001"}, integer(0), integer(0)});
  }
  if (dict.find("FontBBox") == nullptr) dict.set("FontBBox", Array{integer(0), integer(0), integer(0), integer(0)});
  if (const Object* descriptor = in.find("FontDescriptor")) {
    TRY_ASSIGN(Object made, font_descriptor(*descriptor));
    dict.set("FontDescriptor", std::move(made));
  }
  ResourceScope scope(*this, resources_of(in, parent));
  Dict procedures;
  const Object* value = in.find("CharProcs");
  const Object list = value == nullptr ? Object() : reader_.resolve(*value);
  if (const Dict* glyphs = list.as<Dict>()) {
    for (const Entry& glyph : glyphs->entries()) {
      TRY_ASSIGN(Object made, glyph_procedure(glyph.value, scope));
      procedures.set(glyph.key, std::move(made));
    }
  }
  dict.set("CharProcs", std::move(procedures));
  TRY_ASSIGN(Dict resources, scope.take());
  dict.set("Resources", std::move(resources));
  out_.define(out, std::move(dict));
  return ok();
}

Result<Object> Walker::glyph_procedure(const Object& value, ResourceScope& scope) {
  const Ref* ref = value.as<Ref>();
  if (ref == nullptr) return Object();
  const Object here = reader_.load(*ref);
  const Stream* stream = here.as<Stream>();
  if (stream == nullptr) return Object();
  TRY_ASSIGN(const Buffer content, plain_bytes(*stream));
  Buffer rewritten;
  TRY(rewrite(content, ContentKind::Type3Glyph, scope, rewritten));
  const auto [out, added] = memo(*ref, Kind::Procedure);
  if (added) TRY(put_stream(out, Dict(), rewritten));
  return Object(out);
}

}  // namespace mugai::pdf
