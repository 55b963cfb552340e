// Type 1 fonts written anew: a fixed frame of PostScript of our own around values that were checked.
#include <functional>
#include <map>
#include <set>

#include "lib/formats/font/rebuilders.h"
#include "lib/formats/font/type1_charstring.h"
#include "lib/formats/font/type1_read.h"
#include "lib/formats/font/view.h"

namespace mugai::font {

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words)
    out += (out.empty() ? "" : " ") + word;
  return out;
}

using Renamed = std::map<std::string, std::string, std::less<>>;

// Names that can be written; the others become g and their number, in the encoding too.
Renamed clean_names(const Type1Model& model, FontReport& report) {
  Renamed names;
  std::set<std::string, std::less<>> taken;
  for (const auto& [name, charstring] : model.glyphs)
    taken.insert(name);
  for (std::size_t i = 0; i < model.glyphs.size(); ++i) {
    const std::string& name = model.glyphs[i].first;
    if (is_clean_glyph_name(name)) {
      names.emplace(name, name);
      continue;
    }
    std::string other = "g" + std::to_string(i);
    while (!taken.insert(other).second)
      other += "_";
    names.emplace(name, std::move(other));
    report.add("PDF-079", Action::Rewritten, "name of a glyph");
  }
  return names;
}

std::string clear_part(const Type1Model& model, const Renamed& names) {
  const std::string name = clean_font_name(model.name);
  std::string out = "%!PS-AdobeFont-1.0: " + name + "\n10 dict begin\n/FontType 1 def\n/FontName /" + name + " def\n";
  out += std::string("/PaintType ") + (model.outlined ? "2" : "0") + " def\n";
  if (model.outlined && !model.stroke_width.empty()) out += "/StrokeWidth " + model.stroke_width + " def\n";
  out += "/FontMatrix [" + (model.matrix.empty() ? "0.001 0 0 0.001 0 0" : joined(model.matrix)) + "] readonly def\n";
  out += "/FontBBox {" + (model.box.empty() ? "0 0 0 0" : joined(model.box)) + "} readonly def\n";
  if (model.standard_encoding) {
    out += "/Encoding StandardEncoding def\n";
  } else {
    out += "/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n";
    for (std::size_t code = 0; code < model.encoding.size(); ++code) {
      const auto it = names.find(model.encoding[code]);
      if (it != names.end() && !model.encoding[code].empty()) {
        out += "dup " + std::to_string(code) + " /" + it->second + " put\n";
      }
    }
    out += "readonly def\n";
  }
  return out + "currentdict end\ncurrentfile eexec\n";
}

Result<Buffer> private_part(const Type1Model& model, const Renamed& names, FontReport& report,
                            const FontLimits& limits) {
  Writer out;
  out.zeros(4);
  std::set<std::string_view> written;
  std::uint64_t steps = limits.max_total_steps;
  Writer glyphs;
  for (const auto& [name, charstring] : model.glyphs) {
    if (!written.insert(name).second) continue;  // the first of two counts
    auto flat = flatten_type1(charstring, model.subroutines, limits, steps);
    if (steps == 0) return make_error(ErrorCode::TooMany, "font that takes too long");
    if (!flat) ++report.broken_glyphs;
    Writer code;
    code.zeros(4);
    code.bytes(flat ? *flat : Buffer{139, 139, 13, 14});  // 0 0 hsbw endchar
    glyphs.text("/" + names.find(name)->second + " " + std::to_string(code.size()) + " RD ");
    glyphs.bytes(encrypt_type1(code.out, kCharstringKey));
    glyphs.text(" ND\n");
    if (glyphs.size() > limits.max_bytes) return make_error(ErrorCode::TooLarge, "font is too large");
  }
  out.text(
      "dup /Private 9 dict dup begin\n/RD {string currentfile exch readstring pop} executeonly def\n"
      "/ND {noaccess def} executeonly def\n/NP {noaccess put} executeonly def\n/BlueValues [] def\n"
      "/MinFeature {16 16} def\n/password 5839 def\n2 index /CharStrings ");
  out.text(std::to_string(written.size()));
  out.text(" dict dup begin\n");
  out.bytes(glyphs.out);
  out.text("end\nend\nreadonly put\nnoaccess put\ndup /FontName get exch definefont pop\nmark currentfile closefile\n");
  report.glyphs = static_cast<std::uint32_t>(written.size());
  return std::move(out.out);
}

}  // namespace

Result<Buffer> rebuild_type1(Bytes untrusted_font, FontReport& report, const FontLimits& limits) {
  TRY_ASSIGN(const Type1Model model, read_type1(untrusted_font));
  const Renamed names = clean_names(model, report);
  TRY_ASSIGN(const Buffer priv, private_part(model, names, report, limits));
  Writer out;
  out.text(clear_part(model, names));
  report.length1 = static_cast<std::uint32_t>(out.size());
  out.bytes(encrypt_type1(priv, kEexecKey));
  report.length2 = static_cast<std::uint32_t>(priv.size());
  report.length3 = 0;  // 9.9: the zeros behind may be left out
  if (report.broken_glyphs > 0) {
    report.add("PDF-077", Action::Removed, "glyph that cannot be read", report.broken_glyphs);
  }
  return std::move(out.out);
}

}  // namespace mugai::font
