// A calendar in words: what, when, where, who, for the text of a mail whose invitation a mail program would have shown
// (RFC 5546: text/calendar beside or instead of the text). Without it a reader of the text would not know the day.
//
// In: a calendar that the calendar format has rebuilt. Out: text, one block an event, at most kMaxEvents; the caller
// treats it as it treats the sender's text. Times in UTC are told in Japan time; others as they stand, with the name of
// their zone where it is not Japan's. Known gap: of a series only its first date is told, and that it is one.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/bytes.h"

namespace mugai::mail {

inline constexpr std::size_t kMaxEvents = 5;

// Empty where nothing in it has a title or a date. `with_description`: also the event's own words.
std::string event_text(Bytes file, std::string_view language, bool with_description);

}  // namespace mugai::mail
