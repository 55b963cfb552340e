// Values of calendars and cards: each kind is read by its own small grammar and written anew; what does not fit is left
// out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/formats/calendar/content_line.h"

namespace mugai::calendar {

enum class Kind : std::uint8_t {
  Text,       // RFC 5545 3.3.11
  TextList,   // separated by commas
  Structure,  // separated by semicolons, each of them a list: N, ADR, ORG
  Date,       // date or date-time, RFC 5545 3.3.4, 3.3.5
  DateList,   // dates or periods separated by commas
  Duration,   // 3.3.6
  Trigger,    // duration or date-time
  Integer,    // 3.3.8
  Offset,     // 3.3.14: +0900
  Word,       // one name: STATUS, CLASS, TRANSP …
  Rule,       // 3.3.10
  Address,    // mailto: alone
  Link,       // http, https, tel, mailto
  Geo,        // two numbers
  Phone,      // digits and what stands between them; a text that is no URI
};

// What was found while values were read, by catalogue row.
struct ValueCounts {
  std::uint32_t links = 0;     // refused URIs
  std::uint32_t defanged = 0;  // links to programs or file shares within text
  std::uint32_t html = 0;      // texts that were HTML
  std::uint32_t rules = 0;     // recurrence rules dropped or capped
  std::uint32_t invalid = 0;   // values that break their grammar
  Defects defects;
};

inline constexpr std::uint64_t kMaxOccurrences = 1000;  // COUNT of a recurrence rule
inline constexpr std::uint64_t kMaxInterval = 1000;

// The canonical form of `value` (as written in the file), ready to be written; nullopt where it is left out, which is
// counted. The result is its own canonical form.
std::optional<std::string> canonical(Kind kind, std::string_view value, ValueCounts& counts);

}  // namespace mugai::calendar
