#include "tests/support/pdf_content_samples.h"

#include <string>

#include "tests/support/font_builder.h"

namespace mugai::testing {

namespace {

std::string stream(const std::string& keys, const std::string& data) {
  return "<<" + keys + "/Length " + std::to_string(data.size()) + ">>\nstream\n" + data + "\nendstream";
}

// A page whose content is object 4 and whose resources are `resources`; `objects` are numbered from 5 on.
Buffer page(const std::string& content, const std::string& resources = {},
            const std::vector<std::string>& objects = {}) {
  std::vector<std::string> all = {
      "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<<" + resources + ">>>>",
      stream({}, content)};
  all.insert(all.end(), objects.begin(), objects.end());
  std::string file = "%PDF-1.7\n";
  std::string table = "xref\n0 " + std::to_string(all.size() + 1) + "\n0000000000 65535 f \n";
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string offset = std::to_string(file.size());
    table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
    file += std::to_string(i + 1) + " 0 obj\n" + all[i] + "\nendobj\n";
  }
  const std::size_t at = file.size();
  file += table + "trailer\n<</Size " + std::to_string(all.size() + 1) + "/Root 1 0 R>>\nstartxref\n" +
          std::to_string(at) + "\n%%EOF\n";
  return Buffer(file.begin(), file.end());
}

const std::string kText = "BT /F1 12 Tf 10 10 Td (Mugai) Tj ET ";

// A page with a text in a font whose program is `program` under `key`.
Buffer with_font(const std::string& key, const std::string& subtype, const std::string& program,
                 const std::string& name = "ABCDEF+Sample", const std::string& font_keys = {}) {
  const std::string extra = key == "FontFile3" ? "/Subtype/Type1C" : "/Length1 " + std::to_string(program.size());
  return page("BT /F1 12 Tf 10 10 Td (AB) Tj ET", "/Font<</F1 5 0 R>>",
              {"<</Type/Font/Subtype/" + subtype + "/BaseFont/" + name +
                   "/FirstChar 65/LastChar 66/Widths[600 700]/FontDescriptor 6 0 R" + font_keys + ">>",
               "<</Type/FontDescriptor/FontName/" + name +
                   "/Flags 4/FontBBox[0 -10 900 800]/ItalicAngle 0/Ascent 800/Descent -10/CapHeight 700/StemV 80/" +
                   key + " 7 0 R>>",
               stream(extra, program)});
}

const std::string kHelvetica = "/Font<</F1 5 0 R>>";
const std::vector<std::string> kHelveticaObject = {"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"};

Buffer text_page(const std::string& content) {
  return page(content, kHelvetica, kHelveticaObject);
}

Buffer with_to_unicode(const std::string& cmap) {
  return page(kText, kHelvetica, {"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>", stream({}, cmap)});
}

Buffer with_calculator(const std::string& program) {
  return page("/P1 sh", "/Shading<</P1 5 0 R>>",
              {"<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 200 0]/Function 6 0 R>>",
               stream("/FunctionType 4/Domain[0 1]/Range[0 1]", program)});
}

std::vector<Sample> make_samples() {
  const auto text = [](std::string content) { return [content] { return text_page(content); }; };
  return {
      // PDF-009, PDF-011, PDF-019: the lexer
      {"pdf/content-name-escapes",
       "a.pdf",
       false,
       {"PDF-009"},
       {"#46"},
       {"/F1 12 Tf", "(Mugai) Tj"},
       text("BT /#461 12 Tf 10 10 Td (Mugai) Tj ET")},
      {"pdf/content-comment", "a.pdf", false, {"PDF-011"}, {"payload"}, {"(Mugai) Tj"}, text("% payload\n" + kText)},
      {"pdf/content-comment-in-array",
       "a.pdf",
       false,
       {"PDF-011"},
       {"payload"},
       {"[(Mu)(gai)] TJ"},
       text("BT /F1 12 Tf [(Mu) % payload\n(gai)] TJ ET")},
      {"pdf/content-huge-number",
       "a.pdf",
       false,
       {"PDF-019"},
       {"99999999999"},
       {"(Mugai) Tj"},
       text("99999999999 w " + kText)},
      // PDF-061: invisible text stays, and is told
      {"pdf/content-invisible-text", "a.pdf", false, {"PDF-061"}, {}, {"3 Tr", "(Mugai) Tj"}, text("3 Tr " + kText)},
      {"pdf/content-invisible-text-in-q",
       "a.pdf",
       false,
       {"PDF-061"},
       {},
       {"(Mugai) Tj"},
       text("q 1 0 0 1 0 0 cm 7 Tr q " + kText + "Q Q")},
      // PDF-075: images in the line
      {"pdf/content-inline-image",
       "a.pdf",
       false,
       {},
       {},
       {"/F/AHx ID 00FF>EI"},
       [] { return page(std::string("BI /W 2 /H 1 /BPC 8 /CS /G ID \0\xFF\nEI", 35)); }},
      {"pdf/content-inline-image-lzw-ei",
       "a.pdf",
       false,
       {},
       {"/LZW"},
       {"/F/AHx ID 2D2D2D2D2D412D2D2D42>EI"},
       [] {
         return page(
             std::string("BI /W 10 /H 1 /BPC 8 /CS /G /F /LZW ID \x80\x0B\x60\x50\x22\x0C\x0C\x85\x01\nEI", 51));
       }},
      {"pdf/content-stray-image", "a.pdf", false, {"PDF-075"}, {"ID EI"}, {"(Mugai) Tj"}, text("ID EI " + kText)},
      // PDF-077, PDF-079: fonts
      {"pdf/font-truetype",
       "a.pdf",
       false,
       {"PDF-077"},
       {"SING", "PAYLOAD", "fpgm", "<script>"},
       {"glyf"},
       [] { return with_font("FontFile2", "TrueType", small_truetype()); }},
      {"pdf/font-truetype-as-type1",
       "a.pdf",
       false,
       {"PDF-077"},
       {"PAYLOAD", "fpgm"},
       {"/FontFile2"},
       [] { return with_font("FontFile", "Type1", small_truetype()); }},
      {"pdf/font-cff",
       "a.pdf",
       false,
       {"PDF-079"},
       {"notice", "<script>"},
       {"/FontFile3"},
       [] { return with_font("FontFile3", "Type1", small_cff(false)); }},
      {"pdf/font-type1",
       "a.pdf",
       false,
       {},
       {"Copyright", "OtherSubrs", "UniqueID"},
       {"currentfile eexec"},
       [] { return with_font("FontFile", "Type1", small_type1()); }},
      {"pdf/font-multiple-master",
       "a.pdf",
       false,
       {"PDF-077"},
       {"WeightVector", "/FontFile"},
       {"(AB) Tj"},
       [] { return with_font("FontFile", "Type1", small_type1("/WeightVector [0.5 0.5] def\n")); }},
      {"pdf/font-no-font",
       "a.pdf",
       false,
       {"PDF-077"},
       {"GIF89a", "/FontFile"},
       {"(AB) Tj"},
       [] { return with_font("FontFile2", "TrueType", "GIF89a payload"); }},
      {"pdf/font-name-script",
       "a.pdf",
       false,
       {"PDF-079"},
       {"alert#28", "#3C"},
       {"(AB) Tj"},
       [] { return with_font("FontFile3", "Type1", small_cff(false), "A#3Cimg#20onerror#3Dalert#281#29#3E"); }},
      // PDF-078: CMaps
      {"pdf/cmap-clean",
       "a.pdf",
       false,
       {},
       {},
       {"<41><0042>"},
       [] {
         return with_to_unicode(
             "begincmap 1 begincodespacerange <00><FF> endcodespacerange 1 beginbfchar <41> <0042> "
             "endbfchar endcmap");
       }},
      {"pdf/cmap-usecmap",
       "a.pdf",
       false,
       {"PDF-078"},
       {"Evil"},
       {"<41><0042>"},
       [] { return with_to_unicode("/Evil usecmap 1 beginbfchar <41> <0042> endbfchar"); }},
      {"pdf/cmap-no-mapping",
       "a.pdf",
       false,
       {"PDF-078"},
       {"payload", "/ToUnicode"},
       {"(Mugai) Tj"},
       [] { return with_to_unicode("(payload) run"); }},
      // PDF-080: calculator functions
      {"pdf/calculator-clean", "a.pdf", false, {}, {}, {"{dup mul}"}, [] { return with_calculator("{ dup mul }"); }},
      {"pdf/calculator-unknown", "a.pdf", false, {"PDF-080"}, {"evil"}, {}, [] { return with_calculator("{ evil }"); }},
      {"pdf/calculator-deep",
       "a.pdf",
       false,
       {"PDF-080"},
       {"{{{{{{{{"},
       {},
       [] { return with_calculator(std::string(100, '{') + std::string(100, '}')); }},
      // PDF-082: operators
      {"pdf/content-clean",
       "a.pdf",
       false,
       {},
       {},
       {"/F1 12 Tf", "10 10 Td", "(Mugai) Tj", "0 0 50 50 re"},
       text("q 1 0 0 1 0 0 cm 0 0 50 50 re f Q " + kText)},
      {"pdf/content-unknown-operator",
       "a.pdf",
       false,
       {"PDF-082"},
       {"evil", "payload"},
       {"(Mugai) Tj"},
       text("(payload) evil " + kText)},
      {"pdf/content-compatibility",
       "a.pdf",
       false,
       {"PDF-082"},
       {"BX", "payload", "evil"},
       {"(Mugai) Tj"},
       text("BX (payload) evil EX " + kText)},
      {"pdf/content-private-properties",
       "a.pdf",
       false,
       {"PDF-082"},
       {"payload"},
       {"/MCID 0", "(Mugai) Tj"},
       text("/Span <</MCID 0/X <</Y [(payload)]>>>> BDC " + kText + "EMC")},
      {"pdf/content-marked-point",
       "a.pdf",
       false,
       {"PDF-082"},
       {"payload"},
       {"(Mugai) Tj"},
       text("/A <</X (payload)>> DP " + kText)},
      {"pdf/content-unbalanced", "a.pdf", false, {"PDF-082"}, {}, {"(Mugai) Tj"}, text("Q Q q BT ET ET " + kText)},
      {"pdf/content-missing-object",
       "a.pdf",
       false,
       {"PDF-082"},
       {"/Gone Do"},
       {"(Mugai) Tj"},
       text("/Gone Do " + kText)},
      // PDF-083: images that lie
      {"pdf/content-inline-image-short",
       "a.pdf",
       false,
       {"PDF-083"},
       {},
       {"/F/AHx ID 6162000000000000>EI"},
       [] { return page("BI /W 8 /H 1 /BPC 8 /CS /G ID ab\nEI"); }},
      {"pdf/content-inline-image-huge",
       "a.pdf",
       false,
       {"PDF-083"},
       {"65535"},
       {"(Mugai) Tj"},
       text("BI /W 65535 /H 65535 /BPC 16 /CS /CMYK ID x\nEI " + kText)},
  };
}

}  // namespace

std::span<const Sample> pdf_content_samples() {
  static const std::vector<Sample> kSamples = make_samples();
  return kSamples;
}

}  // namespace mugai::testing
