#include <doctest/doctest.h>

#include <string>

#include "lib/formats/font/rebuild.h"
#include "lib/formats/font/type1_read.h"
#include "tests/support/font_builder.h"

namespace {

using namespace mugai;
using namespace mugai::font;
namespace make = mugai::testing;

}  // namespace

TEST_CASE("font/type1: a plain, a segmented and a hexadecimal font come out as the same") {
  const std::string plain = make::small_type1();
  FontReport report;
  const auto once = rebuild_font(as_bytes(plain), FontKind::Type1, report);
  REQUIRE(once.has_value());
  CHECK(report.length1 + report.length2 + report.length3 == once->size());
  CHECK(as_text(*once).substr(report.length1 - 18, 18) == "currentfile eexec\n");
  for (const std::string& other : {make::as_pfb(plain), make::as_pfa(plain)}) {
    FontReport again;
    const auto same = rebuild_font(as_bytes(other), FontKind::Type1, again);
    REQUIRE(same.has_value());
    CHECK(*same == *once);
  }
}

TEST_CASE("font/type1: encoding, matrix and box stay") {
  const auto model = read_type1(as_bytes(make::small_type1()));
  REQUIRE(model.has_value());
  CHECK(model->name == "ABCDEF+Evil");
  CHECK_FALSE(model->standard_encoding);
  CHECK(model->encoding[65] == "A");
  CHECK(model->encoding[66] == "B");
  CHECK(model->matrix[0] == "0.001");
  CHECK(model->box[1] == "-10");
  CHECK(model->subroutines.size() == 5);
  CHECK(model->glyphs.size() == 4);
}

TEST_CASE("font/type1: multiple master fonts are refused") {
  FontReport report;
  CHECK_FALSE(
      rebuild_font(as_bytes(make::small_type1("/WeightVector [0.5 0.5] def\n")), FontKind::Type1, report).has_value());
  CHECK_FALSE(
      rebuild_font(as_bytes(make::small_type1({}, "/WeightVector [1] def\n")), FontKind::Type1, report).has_value());
}

TEST_CASE("font/type1: values that are no numbers do not come through") {
  FontReport report;
  const auto out =
      rebuild_font(as_bytes(make::small_type1("/FontMatrix [0.001 0 0 (alert) 0 0] def\n/FontBBox {1 2 evil 4} def\n")),
                   FontKind::Type1, report);
  REQUIRE(out.has_value());
  CHECK(as_text(*out).find("/FontMatrix [0.001 0 0 0.001 0 0]") != std::string_view::npos);
  CHECK(as_text(*out).find("evil") == std::string_view::npos);
}

TEST_CASE("font/type1: the cipher is its own inverse") {
  const Buffer clear{1, 2, 3, 250, 0, 7};
  CHECK(decrypt_type1(encrypt_type1(clear, kEexecKey), kEexecKey) == clear);
  CHECK(encrypt_type1(Buffer{0, 0, 0, 0}, kEexecKey)[0] == 0xD9);
}
