// Error: why there is no safe output. A value, never an exception; mapped by one table to words, SMTP reply and exit
// status (lib/report). What was noticed and handled is a Finding (lib/core), not an Error.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace mugai {

// Closed list. A new code needs a row in error_name() and in the message table of lib/report.
enum class ErrorCode : std::uint8_t {
  Malformed,    // breaks the grammar of its format
  Truncated,    // ends before the format says it ends
  Ambiguous,    // two readers could see two different things
  Unsupported,  // a legal construct or type that no handler rebuilds
  Encrypted,    // cannot be inspected without a key
  TooLarge,     // over a byte limit or a ratio limit
  TooDeep,      // over a nesting limit
  TooMany,      // over a count limit
  BadChecksum,  // the content does not match its own checksum
  Forbidden,    // policy says block
  OutOfTime,    // the wall clock or CPU limit
  OutOfMemory,  // the memory limit
  Crashed,      // the worker died of a fault
  Io,           // the system refused a read or a write
  Internal,     // a bug of ours, found by ourselves
};
inline constexpr int kErrorCodeCount = 15;

// Stable lower-case name for reports ("too-large"). Never localised.
std::string_view error_name(ErrorCode code) noexcept;

struct Error {
  ErrorCode code = ErrorCode::Internal;
  std::uint64_t offset = 0;  // bytes from the start of the input that was being read; 0 where it has no meaning
  std::string detail;        // for the operator, English, our own words; quotes at most a name from the input
};

inline Error make_error(ErrorCode code, std::string detail = {}, std::uint64_t offset = 0) {
  return Error{code, offset, std::move(detail)};
}

}  // namespace mugai
