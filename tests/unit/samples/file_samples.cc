// A PDF with actions and a form field, a photo with the place where it was taken and an archive behind it, a map as SVG
// with a script. Nothing in them runs or fetches.
#include "tests/unit/samples/file_samples.h"

#include <array>
#include <cstdint>

#include "tests/support/image_builder.h"
#include "tests/support/pdf_builder.h"
#include "tests/support/zip_builder.h"

namespace mugai::samples {
namespace {

using std::string;
using namespace std::string_literals;

// Opens with a script, starts a program where one clicks, sends what was filled in.
string form_pdf() {
  testing::PdfBuilder pdf;
  pdf.content(
      "q 0.85 0.92 1 rg 40 60 532 700 re f Q BT /F1 20 Tf 72 700 Td (Application form) Tj 0 -40 Td /F1 12 Tf "
      "(Fill in your name and send this form.) Tj ET BT /F1 12 Tf 60 106 Td (Name:) Tj ET");
  pdf.catalog("/OpenAction << /S /JavaScript /JS (nothing\\(\\)) >>");
  pdf.action("/S /Launch /F (nothing.invalid) /P (nothing)");
  pdf.action("/S /SubmitForm /F << /FS /URL /F (https://collect.invalid/) >>");
  pdf.field("/FT /Tx /V (Yamada) /DA (/F1 12 Tf 0 g) /AA << /K << /S /JavaScript /JS (nothing\\(\\)) >> >>");
  const Buffer built = pdf.build();
  return string(as_text(built));
}

// Bits from the highest on, a zero behind each byte of ones (ITU-T T.81, F.1.2.3).
class BitWriter {
 public:
  void put(std::uint32_t value, int bits) {
    for (int bit = bits - 1; bit >= 0; --bit) {
      byte_ = byte_ * 2 + ((value >> bit) & 1U);
      if (++filled_ == 8) flush();
    }
  }
  string finish() {
    while (filled_ != 0)
      put(1, 1);
    return bytes_;
  }

 private:
  void flush() {
    bytes_.push_back(static_cast<char>(byte_));
    if (byte_ == 0xFF) bytes_.push_back('\0');
    byte_ = 0;
    filled_ = 0;
  }
  string bytes_;
  std::uint32_t byte_ = 0;
  int filled_ = 0;
};

constexpr int kColumns = 20;  // blocks of 8 x 8
constexpr int kRows = 15;

// A hill under an evening sky: the mean of each block, -128 to 127.
int brightness(int column, int row) {
  const int slope = (column - 12) * (column - 12) / 8;
  if (row > 6 + slope) return -90 + 2 * column;
  const int sun = (column - 5) * (column - 5) + (row - 4) * (row - 4);
  return sun < 5 ? 120 : 80 - 9 * row;
}

// Blocks of one brightness each: a difference and the end of the block (T.81, F.1.2.1). Codes of category 0 to 11.
string hill_scan() {
  struct Code {
    std::uint32_t bits;
    int length;
  };
  constexpr std::array<Code, 9> kCategories = {
      {{0, 2}, {2, 3}, {3, 3}, {4, 3}, {5, 3}, {6, 3}, {14, 4}, {30, 5}, {62, 6}}};
  BitWriter out;
  int before = 0;
  for (int row = 0; row < kRows; ++row) {
    for (int column = 0; column < kColumns; ++column) {
      const int value = brightness(column, row);
      const int difference = value - before;
      before = value;
      int category = 0;
      while ((difference < 0 ? -difference : difference) >> category != 0)
        ++category;
      out.put(kCategories[static_cast<std::size_t>(category)].bits,
              kCategories[static_cast<std::size_t>(category)].length);
      const int code = difference < 0 ? difference + (1 << category) - 1 : difference;
      out.put(static_cast<std::uint32_t>(code), category);
      out.put(0, 1);
    }
  }
  return out.finish();
}

// 160 x 120 grey, with an EXIF block that says where it was taken and an archive behind its end.
string photo() {
  using testing::jpeg_segment;
  const string quantisation = "\0"s + string(64, '\x08');
  const string dc = "\0"s + "\0\1\5\1\1\1\1\1\1"s + string(7, '\0') + "\0\1\2\3\4\5\6\7\x08\x09\x0A\x0B"s;
  const string ac = "\x10"s + "\1"s + string(15, '\0') + "\0"s;
  const string frame = "\x08"s + testing::u16be(8 * kRows) + testing::u16be(8 * kColumns) + "\1\1\x11\0"s;
  testing::ZipFile zip;
  testing::ZipMember member;
  member.name = "setup.exe";
  member.data = "This is text, not a program.\n";
  zip.members.push_back(member);
  return "\xFF\xD8"s + jpeg_segment(0xE0, "JFIF\0\1\1\1\0\x60\0\x60\0\0"s) +
         testing::exif_app1(1, "GPS 35.6895 N 139.6917 E") + jpeg_segment(0xFE, "taken by Taro") +
         jpeg_segment(0xDB, quantisation) + jpeg_segment(0xC0, frame) + jpeg_segment(0xC4, dc) +
         jpeg_segment(0xC4, ac) + jpeg_segment(0xDA, "\1\1\0\0\x3F\0"s) + hill_scan() + "\xFF\xD9"s +
         testing::build_zip(zip);
}

// The way to the town hall, with a script, a listener, a picture from elsewhere and two links.
string map_svg() {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"320\" "
         "height=\"200\" onload=\"nothing()\">\n"
         "<script>nothing()</script>\n"
         "<style>@import url(https://style.invalid/a.css); .road { stroke: #888; stroke-width: 12; fill: none }"
         "</style>\n"
         "<rect width=\"320\" height=\"200\" fill=\"#eef5e9\"/>\n"
         "<path class=\"road\" d=\"M0 150 H320 M90 0 V200\"/>\n"
         "<a xlink:href=\"javascript:nothing()\"><rect x=\"130\" y=\"50\" width=\"110\" height=\"60\" fill=\"#c8d8f0\" "
         "stroke=\"#345\"/></a>\n"
         "<a xlink:href=\"https://town.example.lg.jp/\"><text x=\"185\" y=\"86\" text-anchor=\"middle\" "
         "font-size=\"18\">町役場</text></a>\n"
         "<image xlink:href=\"https://track.invalid/1.png\" width=\"1\" height=\"1\"/>\n"
         "<foreignObject width=\"9\" height=\"9\"><body xmlns=\"http://www.w3.org/1999/xhtml\"><iframe "
         "src=\"https://frame.invalid/\"/></body></foreignObject>\n"
         "</svg>\n";
}

}  // namespace

std::vector<FileSample> file_samples() {
  return {{"form.pdf", form_pdf()}, {"photo.jpg", photo()}, {"map.svg", map_svg()}};
}

}  // namespace mugai::samples
