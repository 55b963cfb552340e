// Date-time of a mail (RFC 5322 section 3.3), read leniently as mail programs do, written strictly.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mugai::mail {

struct DateTime {
  int year = 1970;  // 1900..9999
  int month = 1;    // 1..12
  int day = 1;      // 1..days of the month
  int hour = 0;     // 0..23
  int minute = 0;   // 0..59
  int second = 0;   // 0..60
  int zone = 0;     // minutes east of UTC, -1439..1439
};

// nullopt where it is no date. Comments and an unknown zone name are read as "-0000", as RFC 5322 section 4.3 says.
std::optional<DateTime> parse_date(std::string_view untrusted_value);
// "Mon, 02 Nov 2026 09:00:00 +0900"
std::string format_date(const DateTime& date);
// Seconds since 1970-01-01 00:00 UTC.
std::int64_t to_unix(const DateTime& date);

}  // namespace mugai::mail
