#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "lib/formats/font/cff_dict.h"
#include "lib/formats/font/type1_charstring.h"
#include "lib/formats/font/type2.h"

namespace {

using namespace mugai;
using namespace mugai::font;

// Charstrings as words: numbers as they are, operators by their bytes: "100 200 21" is written {100, 200, op(21)}.
constexpr int kOperator = 1'000'000;
constexpr int op(int byte) {
  return kOperator + byte;
}
constexpr int op(int first, int second) {
  return kOperator + 256 * first + second;
}
Buffer code_of(const std::vector<int>& words) {
  Writer out;
  for (const int word : words) {
    if (word >= kOperator) {
      if (word - kOperator >= 256) out.u8(static_cast<unsigned>((word - kOperator) / 256));
      out.u8(static_cast<unsigned>((word - kOperator) % 256));
    } else {
      out.u8(static_cast<unsigned>(word + 139));  // -107..107
    }
  }
  return out.out;
}

constexpr int kEnd = op(14);

std::optional<Buffer> type2(const std::vector<int>& words, const std::vector<std::vector<int>>& local = {}) {
  std::vector<Buffer> storage;
  for (const auto& subroutine : local)
    storage.push_back(code_of(subroutine));
  std::vector<Bytes> list(storage.begin(), storage.end());
  std::uint64_t steps = 100'000;
  return flatten_type2(code_of(words), {nullptr, &list}, {}, steps);
}
std::optional<Buffer> type1(const std::vector<int>& words, const std::vector<std::vector<int>>& subroutines = {}) {
  std::vector<Buffer> list;
  for (const auto& subroutine : subroutines)
    list.push_back(code_of(subroutine));
  std::uint64_t steps = 100'000;
  return flatten_type1(code_of(words), list, {}, steps);
}

}  // namespace

TEST_CASE("font/type2: the bare path is left") {
  const int hstem = op(1), move = op(21), line = op(5), call = op(10), ret = op(11), mask = op(19);
  struct Row {
    const char* what;
    std::vector<int> in, out;
  };
  const std::vector<Row> rows = {
      {"as it is", {1, 2, move, 3, 4, line, kEnd}, {1, 2, move, 3, 4, line, kEnd}},
      {"missing end", {1, 2, move}, {1, 2, move, kEnd}},
      {"behind the end", {1, 2, move, kEnd, 9, 9, line}, {1, 2, move, kEnd}},
      {"width moves to the first move", {50, 1, 2, hstem, 1, 2, move, kEnd}, {50, 1, 2, move, kEnd}},
      {"width at the move", {50, 1, 2, move, kEnd}, {50, 1, 2, move, kEnd}},
      {"width at the end", {50, kEnd}, {50, kEnd}},
      {"width before a line", {50, 1, 2, hstem, 1, 2, line, kEnd}, {50, 0, op(22), 1, 2, line, kEnd}},
      {"mask", {1, 2, op(18), 3, 4, mask, op(0xC0), 5, 6, move, kEnd}, {5, 6, move, kEnd}},
      {"subroutine", {-107, call, kEnd}, {1, 2, move, kEnd}},
      {"arithmetic", {3, 4, op(12, 10), 5, op(12, 24), 2, move, kEnd}, {35, 2, move, kEnd}},
      {"too many numbers for a line", {1, 2, move, 1, 2, 3, line, kEnd}, {1, 2, move, 1, 2, line, kEnd}},
      {"roll", {1, 2, 3, 3, 1, op(12, 30), op(12, 18), move, kEnd}, {3, 1, move, kEnd}},
      {"reserved", {1, 2, op(2), 3, 4, move, kEnd}, {3, 4, move, kEnd}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const auto out = type2(row.in, {{1, 2, move, ret}});
    REQUIRE(out.has_value());
    CHECK(*out == code_of(row.out));
  }
}

TEST_CASE("font/type2: what breaks the rules has no path") {
  const int call = op(10), move = op(21);
  CHECK_FALSE(type2({-107, call}, {{-107, call}}).has_value());  // calls itself
  CHECK_FALSE(type2({-106, call}, {{kEnd}}).has_value());        // no such subroutine
  CHECK_FALSE(type2({call}).has_value());                        // no number
  CHECK_FALSE(type2({1, move}).has_value());                     // too few
  CHECK_FALSE(type2(std::vector<int>(49, 1)).has_value());       // stack
  CHECK_FALSE(type2({1, 2, op(16)}).has_value());                // blend
  CHECK_FALSE(type2({op(12, 23)}).has_value());                  // random
  CHECK_FALSE(type2({1, 0, op(12, 12), 2, move}).has_value());   // division by nothing
  CHECK_FALSE(type2({1, 40, op(12, 20)}).has_value());           // storage outside
  CHECK_FALSE(type2({1, 2, -3, 4, kEnd}).has_value());           // accent with no code
  std::uint64_t steps = 3;
  CHECK_FALSE(flatten_type2(code_of({1, 2, 3, 4, kEnd}), {}, {}, steps).has_value());
}

TEST_CASE("font/type1: the bare path is left") {
  const int width = op(13), move = op(21), line = op(5), close = op(9), div = op(12, 12), other = op(12, 16),
            pop = op(12, 17);
  struct Row {
    const char* what;
    std::vector<int> in, out;
  };
  const std::vector<Row> rows = {
      {"as it is",
       {1, 50, width, 1, 2, move, 3, 4, line, close, kEnd},
       {1, 50, width, 1, 2, move, 3, 4, line, close, kEnd}},
      {"hints", {1, 50, width, 1, 2, op(1), 3, 4, op(3), op(12, 0), kEnd}, {1, 50, width, kEnd}},
      {"hint replacement", {1, 50, width, 0, 1, 3, other, pop, op(10), kEnd}, {1, 50, width, kEnd}},
      {"quotient stays", {1, 50, width, 7, 2, div, 4, move, kEnd}, {1, 50, width, 7, 2, div, 4, move, kEnd}},
      {"quotient is reduced",
       {1, 50, width, 14, 4, div, 8, 2, div, move, kEnd},
       {1, 50, width, 7, 2, div, 4, move, kEnd}},
      {"flex",
       {0,  50, width, 1, 1, move,  0,  1,  other,  //
        10, 1,  move,  0, 2, other, -5, -1, move,  0, 2, other, 1,   2,   move,       0,   2, other,
        3,  4,  move,  0, 2, other, 5,  6,  move,  0, 2, other, 7,   8,   move,       0,   2, other,
        9,  10, move,  0, 2, other, 50, 30, 40,    3, 0, other, pop, pop, op(12, 33), kEnd},
       {0, 50, width, 1, 1, move, 5, 0, 1, 2, 3, 4, op(8), 5, 6, 7, 8, 9, 10, op(8), kEnd}},
      {"accent", {0, 50, width, 0, 1, 2, 65, 66, op(12, 6)}, {0, 50, width, 0, 1, 2, 65, 66, op(12, 6)}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const auto out = type1(row.in, {{1, 2, op(1), op(11)}});
    REQUIRE(out.has_value());
    CHECK(*out == code_of(row.out));
  }
}

TEST_CASE("font/type1: what breaks the rules has no path") {
  const int width = op(13), other = op(12, 16);
  CHECK_FALSE(type1({}).has_value());
  CHECK_FALSE(type1({1, 2, op(21), kEnd}).has_value());                         // no width
  CHECK_FALSE(type1({1, 50, width, 1, 50, width}).has_value());                 // two
  CHECK_FALSE(type1({1, 50, width, 0, op(10)}, {{0, op(10)}}).has_value());     // calls itself
  CHECK_FALSE(type1({1, 50, width, 1, 2, 1, 14, other, kEnd}).has_value());     // blend
  CHECK_FALSE(type1({1, 50, width, 1, 0, op(12, 12), 1, op(21)}).has_value());  // division by nothing
  CHECK_FALSE(type1({1, 50, width, op(12, 17)}).has_value());                   // pop of nothing
  CHECK_FALSE(type1({1, 50, width, 0, 1, other, 0, 2, other, 1, 2, 3, 3, 0, other}).has_value());  // flex of one point
  CHECK_FALSE(type1({1, 50, width, 5, 2, other}).has_value());  // more than there are
  CHECK_FALSE(type1({1, 50, width, op(15)}).has_value());       // no operator
}

TEST_CASE("font/cff: dictionaries and indexes") {
  const auto dict = read_dict(as_bytes(std::string_view("\x8b\x1c\x27\x10\x1e\xe2\xa2\x5f\x0f", 9)));
  REQUIRE(dict.has_value());
  REQUIRE(dict->at(15).size() == 3);
  CHECK(dict->at(15)[1].integer == 10000);
  CHECK(dict->at(15)[2].real == "-2.25");
  for (const std::string_view bad : {std::string_view("\x1e\xff\x0f", 3), std::string_view("\x1e\x1a", 2),
                                     std::string_view("\x1e\x1d\xff", 3), std::string_view("\xff", 1)}) {
    CHECK_FALSE(read_dict(as_bytes(bad)).has_value());
  }
  const std::string_view index(
      "\x00\x02\x01\x01\x02\x04"
      "abc",
      9);
  const auto items = read_index(View(as_bytes(index)), 0);
  REQUIRE(items.has_value());
  CHECK(items->end == 9);
  CHECK(as_text(items->items[1]) == "bc");
  CHECK_FALSE(read_index(View(as_bytes(index.substr(0, 5))), 0).has_value());
  CHECK(read_index(View(as_bytes(index.substr(0, 8))), 0)->items[1].empty());
}
