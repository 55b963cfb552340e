#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "lib/formats/pdf/content/filters.h"
#include "tests/unit/pdf_content/content_run.h"

namespace {

using namespace mugai;
using namespace mugai::pdf;
using mugai::testing::ContentRun;
using mugai::testing::run_content;
using mugai::testing::TestResources;

std::string text_of(const Decoded& decoded) {
  return std::string(as_text(decoded.data));
}

std::string image(std::string_view dictionary, std::string_view data) {
  return "q BI " + std::string(dictionary) + " ID " + std::string(data) + "\nEI Q";
}

}  // namespace

TEST_CASE("pdf/filters: each filter ends at its own mark") {
  CHECK(text_of(decode_ascii_hex(as_bytes("41 4> EI"), 100)) == "A@");
  CHECK(decode_ascii_hex(as_bytes("41 4> EI"), 100).consumed == 5);
  CHECK(text_of(decode_ascii85(as_bytes("87cURDZ~> EI"), 100)) == "Hello");
  CHECK(text_of(decode_ascii85(as_bytes("z~>"), 100)) == std::string(4, '\0'));
  CHECK(text_of(decode_run_length(as_bytes("\x02"
                                           "abc\xFE"
                                           "d\x80 EI"),
                                  100)) == "abcddd");
  CHECK(decode_run_length(as_bytes("\x02"
                                   "abc\xFE"
                                   "d\x80 EI"),
                          100)
            .consumed == 7);
  // The example of ISO 32000-1 7.4.4.2.
  CHECK(text_of(decode_lzw(as_bytes(std::string_view("\x80\x0B\x60\x50\x22\x0C\x0C\x85\x01", 9)), 100, true)) ==
        "-----A---B");
  const std::string_view deflated("\x78\x9c\xcb\x48\xcd\xc9\xc9\x07\x00\x06\x2c\x02\x15 EI", 16);
  CHECK(text_of(decode_flate(as_bytes(deflated), 100)) == "hello");
  CHECK(decode_flate(as_bytes(deflated), 100).consumed == 13);
  CHECK(decode_flate(as_bytes(deflated), 100).complete);
}

TEST_CASE("pdf/filters: output never exceeds its limit") {
  CHECK(decode_ascii_hex(as_bytes("414141414141>"), 2).data.size() <= 2);
  CHECK(decode_ascii85(as_bytes("zzzzzz~>"), 6).data.size() <= 6);
  CHECK(decode_run_length(as_bytes("\x81"
                                   "a\x81"
                                   "a\x80"),
                          100)
            .data.size() <= 100);
  CHECK(decode_lzw(as_bytes(std::string_view("\x80\x0B\x60\x50\x22\x0C\x0C\x85\x01", 9)), 3, true).data.size() <= 3);
  CHECK(decode_flate(as_bytes(std::string_view("\x78\x9c\xcb\x48\xcd\xc9\xc9\x07\x00\x06\x2c\x02\x15", 13)), 3)
            .data.size() <= 3);
}

TEST_CASE("pdf/filters: an end mark behind all that is wanted belongs to the data") {
  const std::string_view lzw("\x80\x0B\x60\x50\x22\x0C\x0C\x85\x01 EI", 12);
  CHECK(decode_lzw(as_bytes(lzw), 10, true).consumed == 9);
  CHECK(decode_lzw(as_bytes(lzw), 10, true).complete);
  CHECK(decode_ascii85(as_bytes("87cURDZ~> EI"), 5).consumed == 9);
  CHECK(decode_ascii_hex(as_bytes("4142> EI"), 2).consumed == 5);
  CHECK(decode_run_length(as_bytes("\x02"
                                   "abc\x80 EI"),
                          3)
            .consumed == 5);
}

TEST_CASE("pdf/filters: predictors are undone") {
  Buffer png{2, 1, 2, 3, 2, 1, 1, 1};  // up, up
  REQUIRE(undo_predictor(png, {15, 1, 8, 3, true}));
  CHECK(png == Buffer{1, 2, 3, 2, 3, 4});
  Buffer sub{1, 1, 1, 1};
  REQUIRE(undo_predictor(sub, {11, 1, 8, 3, true}));
  CHECK(sub == Buffer{1, 2, 3});
  Buffer tiff{1, 1, 1};
  REQUIRE(undo_predictor(tiff, {2, 1, 8, 3, true}));
  CHECK(tiff == Buffer{1, 2, 3});
  CHECK_FALSE(undo_predictor(tiff, {2, 1, 4, 3, true}));
  CHECK_FALSE(undo_predictor(tiff, {9, 1, 8, 3, true}));
  CHECK_FALSE(undo_predictor(tiff, {12, 0, 8, 3, true}));
}

TEST_CASE("pdf/inline image: samples stay in the line as hexadecimal text") {
  const std::string wanted = "q\nBI/W 2/H 2/BPC 8/CS/DeviceGray/F/AHx ID 01204549>EI\nQ\n";
  CHECK(run_content(image("/W 2 /H 2 /BPC 8 /CS /G", std::string_view("\x01 EI", 4))).text == wanted);
  CHECK(
      run_content(image("/Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray /F /AHx", "01204549>")).text ==
      wanted);
  CHECK(run_content(wanted).text == wanted);
  CHECK(run_content(wanted).report.findings.empty());
  const ContentRun lzw = run_content(
      image("/W 10 /H 1 /BPC 8 /CS /G /F /LZW", std::string_view("\x80\x0B\x60\x50\x22\x0C\x0C\x85\x01", 9)));
  CHECK(lzw.text == "q\nBI/W 10/H 1/BPC 8/CS/DeviceGray/F/AHx ID 2D2D2D2D2D412D2D2D42>EI\nQ\n");
  CHECK(lzw.report.findings.empty());
  CHECK(run_content(image("/W 8 /H 1 /IM true /D[1 0]", "\x7F")).text ==
        "q\nBI/W 8/H 1/IM true/D[1 0]/F/AHx ID 7F>EI\nQ\n");
}

TEST_CASE("pdf/inline image: an EI within the data does not end it") {
  const ContentRun run = run_content(image("/W 10 /H 1 /BPC 8 /CS /G", "ab EI Q cd"));
  REQUIRE(run.good);
  CHECK(run.text == "q\nBI/W 10/H 1/BPC 8/CS/DeviceGray/F/AHx ID 61622045492051206364>EI\nQ\n");
}

TEST_CASE("pdf/inline image: indexed colours are written whole") {
  CHECK(run_content(image("/W 1 /H 1 /BPC 1 /CS [/I /RGB 1 (abc)]", "\x80")).text ==
        "q\nBI/W 1/H 1/BPC 1/CS[/Indexed /DeviceRGB 1<616263000000>]/F/AHx ID 80>EI\nQ\n");
}

TEST_CASE("pdf/inline image: large samples and coded images become objects") {
  ContentLimits limits;
  limits.inline_bytes = 2;
  CHECK(run_content(image("/W 3 /H 1 /BPC 8 /CS /G", "abc"), ContentKind::Page, limits).text == "q\n/Im1 Do\nQ\n");
  const std::string jpeg("\xFF\xD8\xFF\xDA\x00\x02 EI \xFF\xD9", 12);
  const std::string content = image("/W 1 /H 1 /BPC 8 /CS /RGB /F /DCT", jpeg);
  TestResources resources;
  Buffer out;
  ContentReport report;
  REQUIRE(rewrite_content(as_bytes(content), ContentKind::Page, resources, out, report).has_value());
  CHECK(as_text(out) == "q\n/Im1 Do\nQ\n");
  REQUIRE(resources.data.size() == 1);
  CHECK(resources.data[0] == jpeg);
  CHECK(run_content(content, ContentKind::Page, limits, false).text == "q\nQ\n");
  const ContentRun fax =
      run_content(image("/W 8 /H 1 /IM true /F /CCF /DP <</K -1 /Columns 8 /Evil (x)>>", "\x01\x02"));
  CHECK(fax.text == "q\n/Im1 Do\nQ\n");
}

TEST_CASE("pdf/inline image: what makes no sense goes and is told; what has no end is an error") {
  for (const char* dictionary :
       {"/W 0 /H 1 /BPC 8 /CS /G", "/W 1 /H 1 /BPC 3 /CS /G", "/W 1 /H 1 /BPC 8 /CS /Nope",
        "/W 1 /H 1 /BPC 8 /CS /G /F /JBIG2Decode", "/W 65535 /H 65535 /BPC 16 /CS /CMYK", "/W 1 /H 1 /BPC 8"}) {
    CAPTURE(dictionary);
    const ContentRun run = run_content(image(dictionary, "x"));
    CHECK(run.good);
    CHECK(run.text == "q\nQ\n");
    CHECK(run.report.findings.size() == 1);
  }
  CHECK_FALSE(run_content("BI /W 1 /H 1 /BPC 8 /CS /G ID x").good);
  CHECK_FALSE(run_content("BI /W 1 /H 1").good);
}

TEST_CASE("pdf/inline image: data of the wrong length is mended") {
  CHECK(run_content(image("/W 4 /H 1 /BPC 8 /CS /G", "ab")).text ==
        "q\nBI/W 4/H 1/BPC 8/CS/DeviceGray/F/AHx ID 61620000>EI\nQ\n");
}
