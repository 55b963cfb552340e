// Reads the log's files line by line. Internal to lib/audit.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "lib/base/result.h"

namespace mugai::audit {

struct RawLine {
  std::string_view text;     // without its line end
  std::uint64_t number = 0;  // from 1
  std::uint64_t offset = 0;  // of its first byte in the file
  bool has_end = true;       // false for a last line without line end
};

// Calls `each` for every line in order until it returns false. A line longer than kMaxLineBytes is given cut off.
// Error: Io.
Result<void> for_each_line(const std::string& path, const std::function<bool(const RawLine&)>& each);

// The first `limit` bytes of a small file; empty where the file is absent. Error: Io.
Result<std::string> read_small_file(const std::string& path, std::size_t limit);

// make_error(Io) with the system's words for errno.
Error io_error(const std::string& what);

// "SEQ HASH" or "SEQ:HASH".
struct Head {
  std::uint64_t seq = 0;
  std::string hash;
};
Result<Head> parse_head(std::string_view text);
std::string format_head(const Head& head);  // fixed width, with its line end

}  // namespace mugai::audit
