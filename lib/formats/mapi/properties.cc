#include "lib/formats/mapi/properties.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

#include "lib/text/charset.h"

namespace mugai::mapi {
namespace {

struct Codepage {
  std::uint32_t number;
  text::Charset charset;
};
// Windows code page identifiers.
constexpr std::array<Codepage, 32> kCodepages = {{
    {437, text::Charset::Ibm437},       {866, text::Charset::Ibm866},        {874, text::Charset::Windows874},
    {932, text::Charset::Cp932},        {936, text::Charset::Gb18030},       {949, text::Charset::EucKr},
    {950, text::Charset::Big5},         {1200, text::Charset::Utf16Le},      {1201, text::Charset::Utf16Be},
    {1250, text::Charset::Windows1250}, {1251, text::Charset::Windows1251},  {1252, text::Charset::Windows1252},
    {1253, text::Charset::Windows1253}, {1254, text::Charset::Windows1254},  {1255, text::Charset::Windows1255},
    {1256, text::Charset::Windows1256}, {1257, text::Charset::Windows1257},  {1258, text::Charset::Windows1258},
    {20127, text::Charset::Ascii},      {20866, text::Charset::Koi8R},       {20932, text::Charset::EucJp},
    {21866, text::Charset::Koi8U},      {28591, text::Charset::Windows1252}, {28592, text::Charset::Iso8859_2},
    {28595, text::Charset::Iso8859_5},  {28605, text::Charset::Iso8859_15},  {50220, text::Charset::Iso2022Jp},
    {50221, text::Charset::Iso2022Jp},  {50222, text::Charset::Iso2022Jp},   {51932, text::Charset::EucJp},
    {54936, text::Charset::Gb18030},    {65001, text::Charset::Utf8},
}};

// Days since 1970-01-01 as year, month, day: the calendar counted in eras of 400 years from a first of March.
struct Date {
  std::int64_t year, month, day;
};
Date civil(std::int64_t days) {
  days += 719468;
  const std::int64_t era = days / 146097;
  const std::int64_t of_era = days - era * 146097;
  const std::int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const std::int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
  const std::int64_t month = (5 * of_year + 2) / 153;
  return {year + era * 400 + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9,
          of_year - (153 * month + 2) / 5 + 1};
}

constexpr std::int64_t kJapan = std::int64_t{9} * 3600;
constexpr std::uint64_t kEpoch = 116'444'736'000'000'000ULL;   // 1970-01-01 in FILETIME
constexpr std::uint64_t kLast = 2'650'467'744'000'000'000ULL;  // 9999-12-31

// Seconds since 1970 in Japan's time; -1 where it is none.
std::int64_t local_seconds(std::uint64_t filetime) {
  if (filetime < kEpoch || filetime >= kLast) return -1;
  return static_cast<std::int64_t>((filetime - kEpoch) / 10'000'000) + kJapan;
}

}  // namespace

const Value* PropertySet::find(std::uint16_t id) const noexcept {
  const auto found = values_.find(id);
  return found == values_.end() ? nullptr : &found->second;
}

std::uint64_t PropertySet::number(std::uint16_t id, std::uint64_t fallback) const noexcept {
  const Value* value = find(id);
  return value == nullptr ? fallback : value->number;
}

Bytes PropertySet::binary(std::uint16_t id) const noexcept {
  const Value* value = find(id);
  return value == nullptr ? Bytes() : value->data;
}

std::string PropertySet::text(std::uint16_t id, std::uint32_t codepage) const {
  const Value* value = find(id);
  return value == nullptr ? std::string() : text_of(*value, codepage);
}

std::string text_of(const Value& value, std::uint32_t codepage) {
  if (value.type == kUnicode) return decode_codepage(value.data, 1200);
  return value.type == kString8 ? decode_codepage(value.data, codepage) : std::string();
}

// A string ends at its first NUL.
std::string decode_codepage(Bytes bytes, std::uint32_t codepage) {
  const std::size_t unit = codepage == 1200 || codepage == 1201 ? 2 : 1;
  std::size_t length = 0;
  while (length + unit <= bytes.size()) {
    const Bytes at = bytes.subspan(length, unit);
    if (std::all_of(at.begin(), at.end(), [](std::uint8_t b) { return b == 0; })) break;
    length += unit;
  }
  const Bytes content = bytes.subspan(0, length);
  const auto* known =
      std::find_if(kCodepages.begin(), kCodepages.end(), [&](const Codepage& row) { return row.number == codepage; });
  return known == kCodepages.end() ? text::decode(content, {}).text : text::decode_as(content, known->charset).text;
}

bool is_multibyte(std::uint32_t codepage) noexcept {
  return codepage == 932 || codepage == 936 || codepage == 949 || codepage == 950 || codepage == 65001;
}

std::string show_time(std::uint64_t filetime) {
  const std::int64_t seconds = local_seconds(filetime);
  if (seconds < 0) return {};
  const Date date = civil(seconds / 86400);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02d-%02d %02d:%02d +0900", static_cast<int>(date.year),
                static_cast<int>(date.month), static_cast<int>(date.day), static_cast<int>(seconds / 3600 % 24),
                static_cast<int>(seconds / 60 % 60));
  return text.data();
}

// date-time of RFC 5322 3.3; the name of the day may be left out.
std::string mail_date(std::uint64_t filetime) {
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::int64_t seconds = local_seconds(filetime);
  if (seconds < 0) return {};
  const Date date = civil(seconds / 86400);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%d %s %04d %02d:%02d:%02d +0900", static_cast<int>(date.day),
                std::string(kMonths.at(static_cast<std::size_t>(date.month - 1))).c_str(), static_cast<int>(date.year),
                static_cast<int>(seconds / 3600 % 24), static_cast<int>(seconds / 60 % 60),
                static_cast<int>(seconds % 60));
  return text.data();
}

}  // namespace mugai::mapi
