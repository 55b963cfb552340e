// Reader: a short control document ([Content_Types].xml, .rels, docProps) as a flat list of events with expanded names
// and decoded values. Same grammar, same strictness and same errors as the Filter; no rules, nothing is dropped but
// comments, processing instructions and the XML declaration.
//
// In:  a whole document in memory, UTF-8 or UTF-16. Out: events in document order.
// Limits: Limits of the filter, and ReaderLimits::input_bytes and events.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/formats/xml/limits.h"
#include "lib/stream/source.h"

namespace mugai::xml {

struct EventAttribute {
  std::string namespace_uri;  // empty for none
  std::string local_name;
  std::string value;  // decoded, normalised as CDATA type (XML 1.0, 3.3.3)
};

struct Event {
  enum class Kind : std::uint8_t { Start, End, Text };
  Kind kind = Kind::Text;
  std::uint32_t depth = 0;                 // of the element: 1 for the root; of a text: its element's
  std::string namespace_uri;               // Start, End
  std::string local_name;                  // Start, End
  std::vector<EventAttribute> attributes;  // Start; without namespace declarations
  std::string text;                        // Text: decoded; adjacent runs are one event; CDATA included

  // nullptr where absent.
  [[nodiscard]] const std::string* attribute(std::string_view name, std::string_view ns = {}) const;
  [[nodiscard]] bool is(Kind k, std::string_view ns, std::string_view name) const {
    return kind == k && local_name == name && namespace_uri == ns;
  }
};

struct ReaderLimits {
  std::uint64_t input_bytes = std::uint64_t{4} << 20;  // TooLarge
  std::uint64_t events = 200'000;                      // TooMany
  Limits xml;
};

Result<std::vector<Event>> read_events(Bytes document, const ReaderLimits& limits = {});
Result<std::vector<Event>> read_events(Source& document, const ReaderLimits& limits = {});

}  // namespace mugai::xml
