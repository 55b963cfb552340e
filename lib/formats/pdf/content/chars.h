// Character classes of PDF (ISO 32000-1 7.2.2, Tables 1 and 2) in one table of 256 entries.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace mugai::pdf::chars {

enum Class : std::uint8_t {
  kSpace = 1,      // Table 1: NUL HT LF FF CR SP
  kDelimiter = 2,  // Table 2: ( ) < > [ ] { } / %
  kDigit = 4,
  kNumber = 8,      // begins a number: digit + - .
  kPlainName = 16,  // stands for itself within a written name: ! to ~ without delimiters and #
  kStringStop = 32  // has to be looked at within a literal string: ( ) \ CR LF
};

namespace detail {
constexpr std::array<std::uint8_t, 256> make_table() {
  std::array<std::uint8_t, 256> table{};
  for (const char c : std::string_view("\0\t\n\f\r ", 6))
    table[static_cast<std::uint8_t>(c)] |= kSpace;
  for (const char c : std::string_view("()<>[]{}/%"))
    table[static_cast<std::uint8_t>(c)] |= kDelimiter;
  for (unsigned c = '0'; c <= '9'; ++c)
    table[c] |= kDigit | kNumber;
  for (const char c : std::string_view("+-."))
    table[static_cast<std::uint8_t>(c)] |= kNumber;
  for (unsigned c = 0x21; c <= 0x7E; ++c) {
    if ((table[c] & kDelimiter) == 0 && c != '#') table[c] |= kPlainName;
  }
  for (const char c : std::string_view("()\\\r\n"))
    table[static_cast<std::uint8_t>(c)] |= kStringStop;
  return table;
}
inline constexpr std::array<std::uint8_t, 256> kTable = make_table();
}  // namespace detail

constexpr bool is(std::uint8_t byte, unsigned classes) noexcept {
  return (detail::kTable[byte] & classes) != 0;
}
constexpr bool is_space(std::uint8_t byte) noexcept {
  return is(byte, kSpace);
}
constexpr bool is_regular(std::uint8_t byte) noexcept {
  return !is(byte, kSpace | kDelimiter);
}
inline constexpr char kHexDigits[] = "0123456789ABCDEF";

}  // namespace mugai::pdf::chars
