#include "lib/base/bytes.h"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>

#include "lib/base/ascii.h"
#include "lib/base/checked.h"

using namespace mugai;

TEST_CASE("base/bytes: a read past the end is Truncated at its offset and moves nothing") {
  const std::array<std::uint8_t, 3> data = {1, 2, 3};
  Cursor cursor(data, 100);
  CHECK(*cursor.u16le() == 0x0201);
  const auto over = cursor.u32le();
  REQUIRE_FALSE(over);
  CHECK(over.error().code == ErrorCode::Truncated);
  CHECK(over.error().offset == 102);
  CHECK(*cursor.u8() == 3);
  CHECK(cursor.at_end());
}

TEST_CASE("base/bytes: both byte orders") {
  const std::array<std::uint8_t, 8> data = {1, 2, 3, 4, 5, 6, 7, 8};
  CHECK(*Cursor(data).u64le() == 0x0807060504030201U);
  CHECK(*Cursor(data).u32be() == 0x01020304U);
}

TEST_CASE("base/checked: sums, products and ranges that overflow are errors") {
  CHECK_FALSE(checked_add<std::uint32_t>(UINT32_MAX, 1));
  CHECK_FALSE(checked_mul<std::uint64_t>(UINT64_MAX, 2));
  CHECK_FALSE(narrow<std::uint16_t>(70000));
  CHECK(*narrow<std::uint16_t>(65535) == 65535);
  CHECK(fits(3, 2, 5));
  CHECK_FALSE(fits(3, 3, 5));
  CHECK_FALSE(fits(UINT64_MAX, 2, 5));
}

TEST_CASE("base/ascii: decimal parsing refuses signs, spaces, nothing and overflow") {
  CHECK(ascii::parse_decimal("18446744073709551615") == UINT64_MAX);
  CHECK_FALSE(ascii::parse_decimal("18446744073709551616"));
  CHECK_FALSE(ascii::parse_decimal(""));
  CHECK_FALSE(ascii::parse_decimal("-1"));
  CHECK_FALSE(ascii::parse_decimal(" 1"));
}
