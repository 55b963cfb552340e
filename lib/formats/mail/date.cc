#include "lib/formats/mail/date.h"

#include <array>
#include <cstdio>
#include <vector>

#include "lib/base/ascii.h"

namespace mugai::mail {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

struct NamedZone {
  std::string_view name;
  int minutes;
};
// RFC 5322 section 4.3 (obs-zone), and JST, which Japanese systems write.
constexpr std::array<NamedZone, 12> kZones = {{{"ut", 0},
                                               {"utc", 0},
                                               {"gmt", 0},
                                               {"jst", 540},
                                               {"est", -300},
                                               {"edt", -240},
                                               {"cst", -360},
                                               {"cdt", -300},
                                               {"mst", -420},
                                               {"mdt", -360},
                                               {"pst", -480},
                                               {"pdt", -420}}};

constexpr bool is_leap(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

constexpr int days_in_month(int year, int month) {
  constexpr std::array<int, 12> kLengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kLengths[static_cast<std::size_t>(month - 1)];
}

// Days since 1970-01-01 of a date in the Gregorian calendar; years before 1900 do not occur.
constexpr std::int64_t days_since_epoch(int year, int month, int day) {
  std::int64_t days = 0;
  const int y = year - 1;
  const auto leaps = [](int n) { return n / 4 - n / 100 + n / 400; };
  days = (static_cast<std::int64_t>(year) - 1970) * 365 + leaps(y) - leaps(1969);
  for (int m = 1; m < month; ++m)
    days += days_in_month(year, m);
  return days + day - 1;
}

// Splits at white space and commas and leaves out comments in parentheses.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  int comment = 0;
  const auto flush = [&] {
    if (!word.empty() && words.size() < 16) words.push_back(ascii::lower(word));
    word.clear();
  };
  for (const char c : text) {
    if (c == '(') ++comment;
    if (comment == 0 && !ascii::is_space(c) && c != ',' && c != '(') {
      word.push_back(c);
      continue;
    }
    flush();
    if (c == ')' && comment > 0) --comment;
  }
  flush();
  return words;
}

std::optional<int> number(std::string_view text, int lowest, int highest) {
  const auto value = ascii::parse_decimal(text);
  if (!value || *value > static_cast<std::uint64_t>(highest) || static_cast<int>(*value) < lowest) return std::nullopt;
  return static_cast<int>(*value);
}

// time-of-day = hour ":" minute [ ":" second ]
bool read_time(std::string_view text, DateTime& date) {
  std::array<int, 3> fields = {0, 0, 0};
  std::size_t index = 0;
  while (index < 3) {
    const std::size_t colon = text.find(':');
    const auto value = number(text.substr(0, colon), 0, index == 0 ? 23 : index == 1 ? 59 : 60);
    if (!value) return false;
    fields[index++] = *value;
    if (colon == std::string_view::npos) break;
    text.remove_prefix(colon + 1);
  }
  if (index < 2) return false;
  date.hour = fields[0], date.minute = fields[1], date.second = fields[2];
  return true;
}

// zone = ( "+" / "-" ) 4DIGIT / obs-zone
int read_zone(std::string_view text) {
  if (text.size() == 5 && (text[0] == '+' || text[0] == '-')) {
    const auto hours = number(text.substr(1, 2), 0, 23);
    const auto minutes = number(text.substr(3, 2), 0, 59);
    if (hours && minutes) return (text[0] == '-' ? -1 : 1) * (*hours * 60 + *minutes);
  }
  for (const NamedZone& zone : kZones) {
    if (zone.name == text) return zone.minutes;
  }
  return 0;
}

}  // namespace

// date-time = [ day-name "," ] day month year time-of-day zone
std::optional<DateTime> parse_date(std::string_view untrusted_value) {
  if (untrusted_value.size() > 200) return std::nullopt;
  const std::vector<std::string> words = words_of(untrusted_value);
  std::size_t at = 0;
  if (at < words.size() && !ascii::is_digit(words[at][0])) ++at;  // the day's name says nothing
  if (words.size() < at + 4) return std::nullopt;
  DateTime date;
  const auto day = number(words[at], 1, 31);
  int month = 0;
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (words[at + 1].substr(0, 3) == kMonths[i]) month = static_cast<int>(i) + 1;
  }
  auto year = number(words[at + 2], 0, 9999);
  if (!day || month == 0 || !year || !read_time(words[at + 3], date)) return std::nullopt;
  if (words[at + 2].size() <= 2) *year += *year < 50 ? 2000 : 1900;  // RFC 5322 section 4.3
  if (words[at + 2].size() == 3) *year += 1900;
  if (*year < 1900 || *day > days_in_month(*year, month)) return std::nullopt;
  date.year = *year, date.month = month, date.day = *day;
  if (words.size() > at + 4) date.zone = read_zone(words[at + 4]);
  return date;
}

std::string format_date(const DateTime& date) {
  const std::int64_t days = days_since_epoch(date.year, date.month, date.day);
  const auto weekday = static_cast<std::size_t>(((days + 4) % 7 + 7) % 7);  // 1970-01-01 was a Thursday
  std::string month(kMonths[static_cast<std::size_t>(date.month - 1)]);
  month[0] = ascii::to_upper(month[0]);
  const int zone = date.zone < 0 ? -date.zone : date.zone;
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d %c%02d%02d", kDays[weekday].data(), date.day,
                month.c_str(), date.year, date.hour, date.minute, date.second, date.zone < 0 ? '-' : '+', zone / 60,
                zone % 60);
  return text.data();
}

std::int64_t to_unix(const DateTime& date) {
  return days_since_epoch(date.year, date.month, date.day) * 86400 + date.hour * 3600 + date.minute * 60 + date.second -
         date.zone * 60;
}

}  // namespace mugai::mail
