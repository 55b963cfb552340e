// Scratch files: nameless, for what goes into and comes out of a job; and how they are handed on so that whoever wrote
// them can no longer change them, and whoever reads them cannot write.
#pragma once

#include <cstdint>
#include <string>

#include "lib/base/result.h"
#include "lib/base/unique_fd.h"

namespace mugai::sandbox {

// make_scratch() is in launcher.h.

// Size in bytes. Error Io, also where `fd` is no regular file or memfd.
Result<std::uint64_t> file_size(int fd);
// The same file, open for reading alone. Needs /proc. Error Io.
Result<UniqueFd> reading_view(int fd);

// Makes a memfd unchangeable for good, for whoever has it open. Error Io, also where it is no memfd.
Result<void> seal(int fd);

struct Frozen {
  UniqueFd view;  // sealed, or open for reading alone
  std::uint64_t size = 0;
};
// Makes what `fd` holds unchangeable for every process that still has it open for writing: a memfd is sealed; of a file
// in `spool_dir` a copy is made. Errors: Io; Malformed where the file shrinks meanwhile, which its writer has no cause
// for.
Result<Frozen> freeze(int fd, const std::string& spool_dir);
// Another descriptor for the same open file. Error Io.
Result<UniqueFd> duplicate(int fd);

}  // namespace mugai::sandbox
