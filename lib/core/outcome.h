// Outcome: what became of one file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mugai {

enum class Disposition : std::uint8_t {
  Unchanged,  // nothing active was found; the file has been rebuilt all the same
  Cleaned,    // rebuilt, something was removed or rewritten
  Replaced,   // another type took its place (text instead of HTML)
  Blocked,    // no safe output
  Held,       // no safe output yet: waits for a password or a person
};
inline constexpr int kDispositionCount = 5;
std::string_view disposition_name(Disposition disposition) noexcept;  // "unchanged"
constexpr bool has_output(Disposition d) noexcept {
  return d == Disposition::Unchanged || d == Disposition::Cleaned || d == Disposition::Replaced;
}

// What a handler returns on success; a failure is an Error and becomes Blocked. Whether something was cleaned is not
// the handler's to say: it follows from the findings it reported.
struct Outcome {
  std::string type;       // lower-case name of what was found: "docx", "zip", "mail"
  std::string extension;  // of the output, lower-case, without dot: "docx" for a .docm; empty keeps the input's
  bool replaced = false;  // the output is of another kind than the input
};

}  // namespace mugai
