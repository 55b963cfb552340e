// Limits of one XML document and the ways to run its filter. All are checked before the memory is taken
// (catalogue OOXML-035, GEN-004).
#pragma once

#include <cstdint>

namespace mugai::xml {

struct Limits {
  std::uint32_t depth = 256;                  // open elements, dropped ones included; TooDeep
  std::uint32_t attributes = 2048;            // on one element, namespace declarations included; TooMany
  std::uint32_t name_bytes = 1024;            // a qualified name; TooLarge
  std::uint32_t value_bytes = 1u << 20;       // an attribute value as written; TooLarge
  std::uint32_t tag_bytes = 4u << 20;         // one tag as written; TooLarge
  std::uint32_t asked_text_bytes = 1u << 20;  // a text run that is collected for the delegate; TooLarge
  std::uint32_t held_bytes = 4u << 20;        // output waiting for conditions; over it the oldest is dropped
  std::uint32_t namespaces = 4096;            // different unlisted namespace names in one document; TooMany
  std::uint32_t prefixes = 4096;              // different prefixes in one document; TooMany
  std::uint32_t reported_names = 1000;        // different dropped names told apart; the rest is counted together
  // The filter works on windows of this many bytes; output does not depend on it. Small values are for tests.
  std::uint32_t window_bytes = 64u << 10;
};

// Which of the twins runs; all give the same bytes.
enum class Engine : std::uint8_t {
  Auto,       // the best the processor has
  Simd,       // vector instructions of the baseline (SSE2)
  Scalar,     // the same paths without vector instructions
  Reference,  // every token by the general path: slow, the yardstick of the tests
};

}  // namespace mugai::xml
