#include "lib/formats/calendar/ics_rules.h"

#include <algorithm>
#include <array>

namespace mugai::calendar {
namespace {

using namespace std::string_view_literals;

constexpr std::uint16_t kEntries = kEvent | kTodo | kJournal | kFreeBusy;
constexpr std::uint16_t kTasks = kEvent | kTodo | kJournal;

// 3.4, 3.6
constexpr std::array kComponents = {
    ComponentRow{"VCALENDAR", kCalendar, kNowhere},   ComponentRow{"VEVENT", kEvent, kCalendar},
    ComponentRow{"VTODO", kTodo, kCalendar},          ComponentRow{"VJOURNAL", kJournal, kCalendar},
    ComponentRow{"VFREEBUSY", kFreeBusy, kCalendar},  ComponentRow{"VTIMEZONE", kTimezone, kCalendar},
    ComponentRow{"STANDARD", kObservance, kTimezone}, ComponentRow{"DAYLIGHT", kObservance, kTimezone},
    ComponentRow{"VALARM", kAlarm, kEvent | kTodo},
};

// 3.7, 3.8. ATTACH, TZURL, IMAGE, SOURCE, REFRESH-INTERVAL and all X- properties are not here: they fetch, or steer one
// program alone. PRODID, VERSION and METHOD are written by the handler itself.
constexpr std::array kProperties = {
    PropertyRow{"CALSCALE", kCalendar, Kind::Word, true},
    PropertyRow{"UID", kEntries, Kind::Text, true},
    PropertyRow{"DTSTAMP", kEntries, Kind::Date, true},
    PropertyRow{"DTSTART", kEntries | kObservance, Kind::Date, true},
    PropertyRow{"DTEND", kEvent | kFreeBusy, Kind::Date, true},
    PropertyRow{"DUE", kTodo, Kind::Date, true},
    PropertyRow{"COMPLETED", kTodo, Kind::Date, true},
    PropertyRow{"DURATION", kEvent | kTodo | kAlarm, Kind::Duration, true},
    PropertyRow{"RECURRENCE-ID", kTasks, Kind::Date, true},
    PropertyRow{"RRULE", kTasks | kObservance, Kind::Rule, true},
    PropertyRow{"RDATE", kTasks | kObservance, Kind::DateList, false},
    PropertyRow{"EXDATE", kTasks, Kind::DateList, false},
    PropertyRow{"SUMMARY", kTasks, Kind::Text, true},
    PropertyRow{"DESCRIPTION", kTasks | kAlarm, Kind::Text, true},
    PropertyRow{"LOCATION", kEvent | kTodo, Kind::Text, true},
    PropertyRow{"COMMENT", kEntries | kObservance, Kind::Text, false},
    PropertyRow{"CONTACT", kEntries, Kind::Text, false},
    PropertyRow{"CATEGORIES", kTasks, Kind::TextList, false},
    PropertyRow{"RESOURCES", kEvent | kTodo, Kind::TextList, false},
    PropertyRow{"RELATED-TO", kTasks, Kind::Text, false},
    PropertyRow{"REQUEST-STATUS", kEntries, Kind::Text, false},
    PropertyRow{"STATUS", kTasks, Kind::Word, true},
    PropertyRow{"CLASS", kTasks, Kind::Word, true},
    PropertyRow{"TRANSP", kEvent, Kind::Word, true},
    PropertyRow{"PRIORITY", kEvent | kTodo, Kind::Integer, true},
    PropertyRow{"PERCENT-COMPLETE", kTodo, Kind::Integer, true},
    PropertyRow{"SEQUENCE", kTasks, Kind::Integer, true},
    PropertyRow{"CREATED", kTasks, Kind::Date, true},
    PropertyRow{"LAST-MODIFIED", kTasks | kTimezone, Kind::Date, true},
    PropertyRow{"GEO", kEvent | kTodo, Kind::Geo, true},
    PropertyRow{"ORGANIZER", kEntries, Kind::Address, true},
    PropertyRow{"ATTENDEE", kEntries, Kind::Address, false},
    PropertyRow{"URL", kEntries, Kind::Link, true},
    PropertyRow{"CONFERENCE", kEvent | kTodo, Kind::Link, false},
    PropertyRow{"FREEBUSY", kFreeBusy, Kind::DateList, false},
    PropertyRow{"TZID", kTimezone, Kind::Text, true},
    PropertyRow{"TZNAME", kObservance, Kind::Text, false},
    PropertyRow{"TZOFFSETFROM", kObservance, Kind::Offset, true},
    PropertyRow{"TZOFFSETTO", kObservance, Kind::Offset, true},
    PropertyRow{"TRIGGER", kAlarm, Kind::Trigger, true},
    PropertyRow{"REPEAT", kAlarm, Kind::Integer, true},
    PropertyRow{"ACTION", kAlarm, Kind::Word, true},
};

struct RemovedRow {
  std::string_view name;
  std::string_view id;
};
constexpr std::array kRemoved = {
    RemovedRow{"ATTACH", "ICS-002"},
    RemovedRow{"X-ALT-DESC", "ICS-003"},
    RemovedRow{"STYLED-DESCRIPTION", "ICS-003"},
    RemovedRow{"IMAGE", "ICS-003"},
    RemovedRow{"STRUCTURED-DATA", "ICS-003"},
    RemovedRow{"SOURCE", "ICS-003"},
    RemovedRow{"AALARM", "ICS-001"},
    RemovedRow{"DALARM", "ICS-001"},
    RemovedRow{"MALARM", "ICS-001"},
    RemovedRow{"PALARM", "ICS-001"},
};

constexpr std::array kParameters = {"TZID"sv,   "VALUE"sv,   "CN"sv,       "ROLE"sv,    "PARTSTAT"sv,
                                    "RSVP"sv,   "CUTYPE"sv,  "LANGUAGE"sv, "RELATED"sv, "RANGE"sv,
                                    "FBTYPE"sv, "RELTYPE"sv, "FEATURE"sv,  "LABEL"sv};
constexpr std::array kReferenceParameters = {"ALTREP"sv,         "DIR"sv,  "SENT-BY"sv, "MEMBER"sv, "DELEGATED-TO"sv,
                                             "DELEGATED-FROM"sv, "EMAIL"sv};

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& list) noexcept {
  return std::find(list.begin(), list.end(), name) != list.end();
}

}  // namespace

const ComponentRow* find_component(std::string_view name, Component parent) noexcept {
  for (const ComponentRow& row : kComponents) {
    const bool root = parent == kNowhere && row.parents == 0;
    if (row.name == name && (root || (row.parents & parent) != 0)) return &row;
  }
  return nullptr;
}

const PropertyRow* find_property(std::string_view name, Component component) noexcept {
  for (const PropertyRow& row : kProperties) {
    if (row.name == name && (row.components & component) != 0) return &row;
  }
  return nullptr;
}

std::string_view row_of_removed(std::string_view property) noexcept {
  for (const RemovedRow& row : kRemoved) {
    if (row.name == property) return row.id;
  }
  return "ICS-004";
}

bool is_kept_parameter(std::string_view name) noexcept {
  return is_one_of(name, kParameters);
}
bool is_reference_parameter(std::string_view name) noexcept {
  return is_one_of(name, kReferenceParameters);
}

}  // namespace mugai::calendar
