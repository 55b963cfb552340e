// Formulas by their shape: what is remembered never says yes where the judge says no.
#include "lib/formats/formula/shapes.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>

using namespace mugai::formula;

namespace {

bool judged(std::string_view formula) {
  return judge(formula, Dialect::Excel).danger == Danger::None;
}

}  // namespace

TEST_CASE("formula/shapes: numbers may change, names of functions may not") {
  Shapes shapes;
  const Scope scope;
  CHECK(shapes.is_harmless("SUM(A1:B2)", scope));
  CHECK(shapes.is_harmless("SUM(A12345:B7)", scope));
  CHECK(shapes.is_harmless("LOG10(2)", scope));
  CHECK(!shapes.is_harmless("LOG77(2)", scope));
  CHECK(!shapes.is_harmless("EXEC(A1)", scope));
  CHECK(!shapes.is_harmless("EXEC(A2)", scope));
  CHECK(!shapes.is_harmless("SUM(A1:B2", scope));
  CHECK(!shapes.is_harmless("[1]A!B2", scope));
}

TEST_CASE("formula/shapes: a name that is gone is found, whatever was judged before") {
  Shapes shapes;
  CHECK(shapes.is_harmless("TAX1+A1", Scope{}));
  const NameSet removed = {"tax2"};
  CHECK(!shapes.is_harmless("TAX2+A1", Scope{.removed_names = &removed}));
}

TEST_CASE("formula/shapes: the same answers as the judge, for formulas put together at random") {
  constexpr std::string_view kPieces[] = {"SUM(", "LOG10(", "LOG2(", "EXEC(", "A1",  "$B$22", "C3:D40",    "1.5E+10",
                                          "2E",   "1E+",    "+",     "-",     "*",   ",",     ")",         "(",
                                          "<>",   "%",      "9",     "X1(",   "=",   "&",     "SUMX2MY2(", "SUMX3MY3(",
                                          "R1C1", ".",      "\"a\"", " ",     "_x1", "#REF!"};
  std::mt19937 random(20261122);
  Shapes shapes;
  int harmless = 0;
  for (int i = 0; i < 200'000; ++i) {
    std::string formula;
    for (std::uint64_t left = 1 + random() % 7; left > 0; --left) {
      std::string piece(kPieces[random() % std::size(kPieces)]);
      for (char& c : piece) {
        if (c >= '0' && c <= '9' && random() % 8 == 0) c = static_cast<char>('0' + random() % 10);
      }
      formula += piece;
    }
    const bool expected = judged(formula);
    harmless += expected ? 1 : 0;
    REQUIRE_MESSAGE(shapes.is_harmless(formula, Scope{}) == expected, formula);
  }
  CHECK(harmless > 1000);
}
