// What a calendar may hold: components, properties, parameters (RFC 5545 section 3). An allow-list; what is not in it
// is left out, and reported by the catalogue row that explains it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "lib/formats/calendar/values.h"

namespace mugai::calendar {

enum Component : std::uint16_t {
  kNowhere = 0,
  kCalendar = 1,
  kEvent = 2,
  kTodo = 4,
  kJournal = 8,
  kFreeBusy = 16,
  kTimezone = 32,
  kObservance = 64,  // STANDARD, DAYLIGHT
  kAlarm = 128,
};

struct ComponentRow {
  std::string_view name;
  Component component;
  std::uint16_t parents;  // set of Component; 0 for the root
};
// nullptr where the component may not be there.
const ComponentRow* find_component(std::string_view name, Component parent) noexcept;

struct PropertyRow {
  std::string_view name;
  std::uint16_t components;  // set of Component
  Kind kind;
  bool once;  // at most one in a component
};
// nullptr where the property may not be in `component`.
const PropertyRow* find_property(std::string_view name, Component component) noexcept;

// The catalogue row for a property that is left out.
std::string_view row_of_removed(std::string_view property) noexcept;

// A parameter that stays: a name, and what its value may be. Values are text without quotes, at most 200 bytes.
bool is_kept_parameter(std::string_view name) noexcept;
// Parameters that name an address or a place to fetch from (ICS-003).
bool is_reference_parameter(std::string_view name) noexcept;

}  // namespace mugai::calendar
