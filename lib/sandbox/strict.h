// Strict: a zygote whose children read one file and end with a number. Their list of system calls has two rows: read(2)
// of that file, which is sealed, and exit(2). (The kernel's own strict mode would be as narrow, but it is not to be had
// in a process that already has a filter, as every service under systemd has.)
//
// It is for the last look at a rebuilt mail: cheaper by far than a job (lib/sandbox/child.h), which has a list of calls
// of its own to install and a conversation to hold.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/sandbox/zygote.h"

namespace mugai::sandbox {

// Looks at the file: `read` fills a buffer and returns the number of bytes, 0 at the end, -1 where it cannot be read.
// `expected` is what the program sent along. The result, 0 to 127, is the exit status of the process; 0 is "good".
// It may allocate at most kStrictMemoryBytes.
using ReadFunction = long (*)(std::uint8_t* into, std::size_t bytes);
using StrictFunction = std::uint8_t (*)(ReadFunction read, Bytes expected);
inline constexpr std::size_t kStrictMemoryBytes = std::size_t{2} << 20;

// main() of such a program; as run_zygote (zygote.h).
int run_strict_zygote(const ZygoteOptions& options, const std::function<void()>& warm_up, StrictFunction look);

}  // namespace mugai::sandbox
