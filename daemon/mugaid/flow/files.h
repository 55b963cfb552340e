// Small files that must be whole after a crash.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "lib/base/result.h"

namespace mugai::flow {

// Writes `text` to a temporary file beside `path`, makes it durable and renames it there. Error: Io.
Result<void> replace_file(const std::string& path, std::string_view text);
// All of `path`, at most `limit` bytes; empty where it is absent. Error: Io, TooLarge.
Result<std::string> read_file(const std::string& path, std::uint64_t limit);
Result<void> sync_folder(const std::string& folder);
// mkdir -p for one level; an existing folder is right. Error: Io.
Result<void> make_folder(const std::string& folder);
Error io_error(const std::string& what);
// Writes all of `bytes` to `fd`. Error: Io.
Result<void> write_all(int fd, std::string_view bytes);

}  // namespace mugai::flow
