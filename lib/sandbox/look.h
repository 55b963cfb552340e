// Look: the program's side of one strict process (strict.h).
#pragma once

#include <cstdint>
#include <optional>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/sandbox/zygote_client.h"

namespace mugai::sandbox {

// Has a process of the pool's zygote look at `fd`, which must be sealed or open for reading alone, with `expected` sent
// along. The number that it ended with; nullopt where it ended otherwise or did not end within `wall_ms`. Error Io.
Result<std::optional<std::uint8_t>> look(ZygotePool& pool, int fd, Bytes expected, std::uint64_t wall_ms);

}  // namespace mugai::sandbox
