#include "lib/formats/mail/event_text.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <vector>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/formats/calendar/content_line.h"

namespace mugai::mail {
namespace {

constexpr std::size_t kMaxFieldBytes = 500;
constexpr std::size_t kMaxDescriptionBytes = 8'000;

struct Words {
  std::string_view calendar, when, where, organizer, status, cancelled, tentative, repeats, repeats_value, colon, until;
  std::array<std::string_view, 7> days;  // from Sunday
};
constexpr Words kJapanese = {"【予定表】", "日時",     "場所",
                             "主催者",     "状態",     "中止",
                             "仮の予定",   "繰り返し", "あり（最初の日時を示しています）",
                             "：",         "～",       {"日", "月", "火", "水", "木", "金", "土"}};
constexpr Words kEnglish = {"[Calendar] ", "When",    "Where",
                            "Organiser",   "Status",  "cancelled",
                            "tentative",   "Repeats", "yes (the first date is shown)",
                            ": ",          " - ",     {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}};

struct Moment {
  std::chrono::sys_days day;
  std::optional<unsigned> minutes;  // of the day; absent: the whole day
  std::string zone;                 // to be told; empty in Japan
};

std::optional<unsigned> digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  const auto value = ascii::parse_decimal(text.substr(at, count));
  return value ? std::optional<unsigned>(static_cast<unsigned>(*value)) : std::nullopt;
}

bool is_japan(std::string_view zone) {
  constexpr std::array<std::string_view, 4> kNames = {"Tokyo Standard Time", "Asia/Tokyo", "Japan", "JST"};
  return std::any_of(kNames.begin(), kNames.end(), [&](std::string_view name) { return zone == name; });
}

// date = 8DIGIT; date-time = date "T" 6DIGIT ["Z"]                                     RFC 5545 3.3.4, 3.3.5
std::optional<Moment> read_moment(const calendar::ContentLine& line) {
  namespace chrono = std::chrono;
  const std::string_view value = line.value;
  const auto year = digits(value, 0, 4);
  const auto month = digits(value, 4, 2);
  const auto day = digits(value, 6, 2);
  if (!year || !month || !day) return std::nullopt;
  const chrono::year_month_day date{chrono::year(static_cast<int>(*year)), chrono::month(*month), chrono::day(*day)};
  if (!date.ok()) return std::nullopt;
  Moment moment{chrono::sys_days(date), std::nullopt, {}};
  if (value.size() < 13 || value[8] != 'T') return moment;
  const auto hour = digits(value, 9, 2);
  const auto minute = digits(value, 11, 2);
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  moment.minutes = *hour * 60 + *minute;
  if (value.ends_with('Z')) {  // Japan is nine hours ahead, all the year
    *moment.minutes += 9 * 60;
    moment.day += chrono::days(*moment.minutes / (24 * 60));
    *moment.minutes %= 24 * 60;
  } else if (const calendar::Param* zone = line.param("TZID"); zone != nullptr && !zone->values.empty()) {
    if (!is_japan(zone->values.front())) moment.zone = utf8::one_line(zone->values.front(), 80);
  }
  return moment;
}

std::string two(unsigned value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

std::string day_words(std::chrono::sys_days day, const Words& words, bool japanese) {
  const std::chrono::year_month_day date(day);
  const std::string_view weekday = words.days.at(std::chrono::weekday(day).c_encoding());
  const std::string year = std::to_string(static_cast<int>(date.year()));
  const auto month = static_cast<unsigned>(date.month());
  const auto number = static_cast<unsigned>(date.day());
  if (!japanese) return year + "-" + two(month) + "-" + two(number) + " (" + std::string(weekday) + ")";
  return year + "年" + std::to_string(month) + "月" + std::to_string(number) + "日（" + std::string(weekday) + "）";
}

std::string time_words(unsigned minutes) {
  return two(minutes / 60) + ":" + two(minutes % 60);
}

std::string when(const Moment& start, const std::optional<Moment>& end, const Words& words, bool japanese) {
  std::string out = day_words(start.day, words, japanese);
  if (start.minutes) out += " " + time_words(*start.minutes);
  if (end && end->minutes.has_value() == start.minutes.has_value()) {
    // A whole-day event ends before the day that is named (RFC 5545 3.6.1).
    const auto last = start.minutes ? end->day : end->day - std::chrono::days(1);
    if (last > start.day) out += std::string(words.until) + day_words(last, words, japanese);
    if (end->minutes) out += (last > start.day ? " " : std::string(words.until)) + time_words(*end->minutes);
  }
  if (!start.zone.empty()) out += " (" + start.zone + ")";
  return out;
}

struct Event {
  std::string title, place, organizer, description, status;
  std::optional<Moment> start, end;
  bool repeats = false;
};

std::string one_line(const calendar::ContentLine& line) {
  return utf8::one_line(calendar::unescape(line.value), kMaxFieldBytes);
}

std::string organizer(const calendar::ContentLine& line) {
  std::string address = utf8::one_line(line.value, kMaxFieldBytes);
  if (ascii::starts_with_ignoring_case(address, "mailto:")) address.erase(0, 7);
  const calendar::Param* name = line.param("CN");
  if (name == nullptr || name->values.empty()) return address;
  return utf8::one_line(name->values.front(), kMaxFieldBytes) + " <" + address + ">";
}

void read_line(const calendar::ContentLine& line, Event& event) {
  if (line.name == "SUMMARY") event.title = one_line(line);
  if (line.name == "LOCATION") event.place = one_line(line);
  if (line.name == "ORGANIZER") event.organizer = organizer(line);
  if (line.name == "STATUS") event.status = line.value;
  if (line.name == "DTSTART") event.start = read_moment(line);
  if (line.name == "DTEND" || line.name == "DUE") event.end = read_moment(line);
  if (line.name == "RRULE" || line.name == "RDATE") event.repeats = true;
  if (line.name == "DESCRIPTION") {
    event.description = utf8::truncate(calendar::unescape(line.value), kMaxDescriptionBytes);
  }
}

// eventc = "BEGIN" ":" "VEVENT" CRLF eventprop *alarmc "END" ":" "VEVENT" CRLF           RFC 5545 3.6.1
std::vector<Event> read_events(const std::vector<calendar::ContentLine>& lines) {
  std::vector<Event> events;
  int depth = 0;  // within the event: 1, within an alarm of it: 2
  for (const calendar::ContentLine& line : lines) {
    if (line.name == "BEGIN") {
      const bool begins = line.value == "VEVENT" || line.value == "VTODO";
      if (depth == 0 && begins) {
        if (events.size() == kMaxEvents) break;
        events.emplace_back();
        depth = 1;
      } else if (depth > 0) {
        ++depth;
      }
    } else if (line.name == "END") {
      depth -= depth > 0 ? 1 : 0;
    } else if (depth == 1) {
      read_line(line, events.back());
    }
  }
  return events;
}

}  // namespace

std::string event_text(Bytes file, std::string_view language, bool with_description) {
  const bool japanese = language != "en";
  const Words& words = japanese ? kJapanese : kEnglish;
  calendar::Defects defects;
  const auto lines = calendar::parse_lines(file, defects);
  if (!lines) return {};
  std::string out;
  for (const Event& event : read_events(*lines)) {
    if (event.title.empty() && !event.start) continue;
    if (!out.empty()) out += "\n";
    out.append(words.calendar).append(event.title).append("\n");
    const auto put = [&](std::string_view name, std::string_view value) {
      if (!value.empty()) out.append(name).append(words.colon).append(value).append("\n");
    };
    if (event.start) put(words.when, when(*event.start, event.end, words, japanese));
    if (event.repeats) put(words.repeats, words.repeats_value);
    put(words.where, event.place);
    put(words.organizer, event.organizer);
    if (event.status == "CANCELLED") put(words.status, words.cancelled);
    if (event.status == "TENTATIVE") put(words.status, words.tentative);
    if (!with_description || event.description.empty()) continue;
    out += "\n" + calendar::clean_text(event.description, defects) + "\n";
  }
  return out;
}

}  // namespace mugai::mail
