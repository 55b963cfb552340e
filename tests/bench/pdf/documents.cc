#include "documents.h"

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "lib/formats/image/raster.h"
#include "lib/stream/deflate.h"
#include "lib/stream/sink.h"
#include "tests/support/font_builder.h"

namespace mugai::bench {
namespace {

using std::string;
using std::to_string;

constexpr unsigned kGlyphs = 400;
constexpr unsigned kFonts = 4;

// Numbers that look like those of a real document and are the same in every run.
class Numbers {
 public:
  unsigned below(unsigned limit) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<unsigned>(state_ >> 33) % limit;
  }

 private:
  std::uint64_t state_ = 20261122;
};

string hex4(unsigned value) {
  char text[8];
  std::snprintf(text, sizeof text, "%04X", value & 0xFFFFU);
  return text;
}
string decimal(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

// RFC 1950
string zlib(const string& plain) {
  MemorySink packed;
  DeflateStage stage(packed, DeflateLevel::Small);
  if (!stage.write(as_bytes(plain)).has_value() || !stage.end_stream().has_value()) std::abort();
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  for (const char c : plain) {
    a = (a + static_cast<unsigned char>(c)) % 65521;
    b = (b + a) % 65521;
  }
  return "\x78\x9C" + string(packed.text()) + testing::be32((b << 16) | a);
}

class File {
 public:
  int reserve() { return ++last_; }
  void set(int number, string body) { bodies_[number] = std::move(body); }
  int add(string body) {
    set(reserve(), std::move(body));
    return last_;
  }
  int stream(const string& keys, const string& data) {
    return add("<<" + keys + "/Length " + to_string(data.size()) + ">>\nstream\n" + data + "\nendstream");
  }
  int packed(const string& keys, const string& plain) { return stream(keys + "/Filter/FlateDecode", zlib(plain)); }

  // `root` is the number of the catalogue.
  [[nodiscard]] Buffer build(int root) const {
    string out = "%PDF-1.6\n%\xE2\xE3\xCF\xD3\n";
    string table = "xref\n0 " + to_string(last_ + 1) + "\n0000000000 65535 f \n";
    for (const auto& [number, body] : bodies_) {
      char row[32];
      std::snprintf(row, sizeof row, "%010zu 00000 n \n", out.size());
      table += row;
      out += to_string(number) + " 0 obj\n" + body + "\nendobj\n";
    }
    const std::size_t start = out.size();
    out += table + "trailer\n<</Size " + to_string(last_ + 1) + "/Root " + to_string(root) + " 0 R>>\nstartxref\n" +
           to_string(start) + "\n%%EOF\n";
    return Buffer(out.begin(), out.end());
  }

 private:
  std::map<int, string> bodies_;
  int last_ = 0;
};

string reference(int number) {
  return to_string(number) + " 0 R";
}

// A closed outline of 24 points, half of them on the curve.
string glyph(Numbers& numbers) {
  constexpr int kPoints = 24;
  string out = testing::be16(1) + testing::be16(0) + testing::be16(0) + testing::be16(1000) + testing::be16(1000) +
               testing::be16(kPoints - 1) + testing::be16(0);
  string xs;
  string ys;
  for (int i = 0; i < kPoints; ++i) {
    out += static_cast<char>(i % 2);  // x and y are words
    xs += testing::be16(static_cast<int>(numbers.below(200)) - 100);
    ys += testing::be16(static_cast<int>(numbers.below(200)) - 100);
  }
  out += xs + ys;
  if (out.size() % 2 != 0) out += '\0';
  return out;
}

string font_program(Numbers& numbers) {
  string glyf;
  string loca = testing::be32(0);
  string hmtx;
  for (unsigned i = 0; i < kGlyphs; ++i) {
    glyf += glyph(numbers);
    loca += testing::be32(static_cast<unsigned>(glyf.size()));
    hmtx += testing::be16(1000) + testing::be16(0);
  }
  const string head = testing::be32(0x00010000) + testing::be32(0) + testing::be32(0) + testing::be32(0x5F0F3CF5) +
                      testing::be16(0) + testing::be16(1000) + string(16, '\0') + testing::be16(0) + testing::be16(0) +
                      testing::be16(1000) + testing::be16(1000) + testing::be16(0) + testing::be16(8) +
                      testing::be16(2) + testing::be16(1) + testing::be16(0);
  const string hhea = testing::be32(0x00010000) + testing::be16(880) + testing::be16(-120) + testing::be16(0) +
                      testing::be16(1000) + string(22, '\0') + testing::be16(kGlyphs);
  const string maxp = testing::be32(0x00010000) + testing::be16(kGlyphs) + testing::be16(24) + testing::be16(1) +
                      testing::be16(0) + testing::be16(0) + testing::be16(2) + string(16, '\0');
  return testing::build_sfnt(
      0x00010000, {{"glyf", glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}});
}

string unicode_map(unsigned font) {
  string out =
      "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName/F def\n/CMapType 2 def\n"
      "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
  for (unsigned at = 0; at < kGlyphs; at += 100) {
    out += "100 beginbfchar\n";
    for (unsigned i = at; i < at + 100; ++i)
      out += "<" + hex4(i) + "> <" + hex4(0x4E00 + font * kGlyphs + i) + ">\n";
    out += "endbfchar\n";
  }
  return out + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

string fonts(File& file, Numbers& numbers) {
  string out = "/Font<<";
  for (unsigned i = 0; i < kFonts; ++i) {
    const string program = font_program(numbers);
    const int data = file.packed("/Length1 " + to_string(program.size()), program);
    const string name = "/ABCDE" + string(1, static_cast<char>('A' + i)) + "+Bench";
    const int descriptor = file.add("<</Type/FontDescriptor/FontName" + name +
                                    "/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120"
                                    "/CapHeight 700/StemV 80/FontFile2 " +
                                    reference(data) + ">>");
    const int below = file.add("<</Type/Font/Subtype/CIDFontType2/BaseFont" + name +
                               "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor " +
                               reference(descriptor) + "/CIDToGIDMap/Identity/DW 1000>>");
    const int map = file.packed("", unicode_map(i));
    const int font = file.add("<</Type/Font/Subtype/Type0/BaseFont" + name + "/Encoding/Identity-H/DescendantFonts[" +
                              reference(below) + "]/ToUnicode " + reference(map) + ">>");
    out += "/F" + to_string(i + 1) + " " + reference(font);
  }
  return out + ">>";
}

// A line as word processors write it: pieces of text with the space between them.
string line(Numbers& numbers, double y) {
  string out = "BT\n56.8 " + decimal(y) + " Td /F" + to_string(1 + numbers.below(kFonts)) + " 10.5 Tf[";
  for (unsigned piece = 0; piece < 8; ++piece) {
    out += "<";
    for (unsigned i = 0; i < 5; ++i) {
      const unsigned even = numbers.below(kGlyphs);
      out += hex4(even * even / kGlyphs);  // the first ones are frequent
    }
    out += ">" + (piece < 7 ? to_string(static_cast<int>(numbers.below(7)) - 3) : "");
  }
  return out + "]TJ\nET\n";
}

// `page` gives the keys of each page: its content, resources and annotations.
template <class F>
Buffer document(File& file, unsigned pages, const string& catalog_keys, F&& page) {
  const int tree = file.reserve();
  string kids;
  for (unsigned i = 0; i < pages; ++i) {
    const string keys = page(i);
    const int number =
        file.add("<</Type/Page/Parent " + reference(tree) + "/MediaBox[0 0 595.28 841.89]" + keys + ">>");
    kids += reference(number) + " ";
  }
  file.set(tree, "<</Type/Pages/Count " + to_string(pages) + "/Kids[" + kids + "]>>");
  const int root = file.add("<</Type/Catalog/Pages " + reference(tree) + catalog_keys + ">>");
  return file.build(root);
}

// A page with lines of writing, seen by a scanner.
string scan_picture(Numbers& numbers) {
  image::Raster raster{.width = 1240, .height = 1754, .channels = 1, .bits = 8, .pixels = {}, .profile = {}};
  raster.pixels.reserve(std::size_t{1240} * 1754);
  for (unsigned y = 0; y < 1754; ++y) {
    for (unsigned x = 0; x < 1240; ++x) {
      const bool ink = y % 40 < 22 && (x / 5 * 7 + y / 4 * 13) % 11 < 4;
      raster.pixels.push_back(static_cast<std::uint8_t>((ink ? 40U : 235U) + numbers.below(16)));
    }
  }
  MemorySink coded;
  if (!image::encode_jpeg(raster, 75, coded).has_value()) std::abort();
  return string(coded.text());
}

}  // namespace

Buffer text_document(unsigned pages) {
  File file;
  Numbers numbers;
  const int resources = file.add("<<" + fonts(file, numbers) + ">>");
  return document(file, pages, "", [&](unsigned) {
    string content = "0.1 w\nq 0 0.028 595.275 841.861 re\nW* n\nq 0 0 0 rg\n";
    for (unsigned i = 0; i < 40; ++i)
      content += line(numbers, 780.0 - i * 18.0);
    content += "Q\nQ\n";
    return "/Resources " + reference(resources) + "/Contents " + reference(file.packed("", content));
  });
}

Buffer scanned_document(unsigned pages) {
  File file;
  Numbers numbers;
  const string font = fonts(file, numbers);
  const string jpeg = scan_picture(numbers);
  return document(file, pages, "", [&](unsigned i) {
    const int picture = file.stream(
        "/Type/XObject/Subtype/Image/Width 1240/Height 1754/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode",
        jpeg);
    string content = "q 595.28 0 0 841.89 0 0 cm /Im" + to_string(i) + " Do Q\n3 Tr\n";
    for (unsigned k = 0; k < 40; ++k)
      content += line(numbers, 780.0 - k * 18.0);
    return "/Resources<<" + font + "/XObject<</Im" + to_string(i) + " " + reference(picture) + ">>>>/Contents " +
           reference(file.packed("", content));
  });
}

Buffer form_document(unsigned pages) {
  File file;
  Numbers numbers;
  const int helvetica = file.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
  const string resources = "/Resources<</Font<</Helv " + reference(helvetica) + ">>>>";
  const auto look = [&](const string& content) {
    return reference(file.packed("/Type/XObject/Subtype/Form/BBox[0 0 120 16]" + resources, content));
  };
  const string on = look("q 0 0 0 rg 2 2 12 12 re f Q\n");
  const string off = look("q 0.5 G 2 2 12 12 re S Q\n");
  string fields;
  const auto add = [&](const string& keys, unsigned page, unsigned at, string& annotations) {
    const string rect = to_string(50 + at % 4 * 130) + " " + to_string(750 - at / 4 * 30) + " " +
                        to_string(170 + at % 4 * 130) + " " + to_string(766 - at / 4 * 30);
    const int number = file.add("<</Type/Annot/Subtype/Widget/F 4/Rect[" + rect + "]/T(field." + to_string(page) + "." +
                                to_string(at) + ")" + keys + ">>");
    annotations += reference(number) + " ";
    fields += reference(number) + " ";
  };
  std::vector<string> annotations(pages);
  for (unsigned page = 0; page < pages; ++page) {
    for (unsigned at = 0; at < 25; ++at) {
      const string value = "value " + to_string(numbers.below(100000));
      if (at % 5 == 4) {
        add("/FT/Btn/V/Yes/AS/Yes/AP<</N<</Yes " + on + "/Off " + off + ">>>>", page, at, annotations[page]);
      } else {
        const string content = "/Tx BMC q BT 0 g /Helv 10 Tf 2 4 Td (" + value + ") Tj ET Q EMC\n";
        add("/FT/Tx/DA(/Helv 10 Tf 0 g)/V(" + value + ")/AP<</N " + look(content) + ">>", page, at, annotations[page]);
      }
    }
  }
  const string form =
      "/AcroForm<</Fields[" + fields + "]/DA(/Helv 10 Tf 0 g)/DR<</Font<</Helv " + reference(helvetica) + ">>>>>>";
  return document(file, pages, form, [&](unsigned page) {
    const string content = "BT /Helv 14 Tf 50 800 Td (Application, page " + to_string(page) + ") Tj ET\n";
    return resources + "/Contents " + reference(file.packed("", content)) + "/Annots[" + annotations[page] + "]";
  });
}

}  // namespace mugai::bench
