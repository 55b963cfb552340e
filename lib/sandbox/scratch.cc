#include "lib/sandbox/scratch.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "lib/base/checked.h"
#include "lib/sandbox/launcher.h"

namespace mugai::sandbox {
namespace {

constexpr int kFrozen = F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL;

Error io_error(const char* what) {
  return make_error(ErrorCode::Io, std::string(what) + ": " + std::strerror(errno));
}

Result<void> copy_bytes(int from, int to, std::uint64_t size) {
  constexpr std::uint64_t kPiece = std::uint64_t{1} << 30;
  off_t offset = 0;
  while (static_cast<std::uint64_t>(offset) < size) {
    const auto left = size - static_cast<std::uint64_t>(offset);
    const ssize_t sent = ::sendfile(to, from, &offset, static_cast<std::size_t>(std::min(left, kPiece)));
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return io_error("copying a spooled file");
    if (sent == 0) return make_error(ErrorCode::Malformed, "a nested file became shorter while it was handed on");
  }
  return ok();
}

}  // namespace

Result<UniqueFd> make_scratch(const std::string& spool_dir) {
  const int fd = spool_dir.empty() ? ::memfd_create("mugai", MFD_CLOEXEC | MFD_ALLOW_SEALING)
                                   : ::open(spool_dir.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0) return io_error(spool_dir.empty() ? "memfd" : spool_dir.c_str());
  return UniqueFd(fd);
}

Result<std::uint64_t> file_size(int fd) {
  struct stat info {};
  if (::fstat(fd, &info) != 0) return io_error("fstat");
  if (!S_ISREG(info.st_mode)) return make_error(ErrorCode::Io, "not a regular file");
  return static_cast<std::uint64_t>(info.st_size);
}

Result<UniqueFd> reading_view(int fd) {
  const std::string path = "/proc/self/fd/" + std::to_string(fd);
  UniqueFd view(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (!view) return io_error(path.c_str());
  return view;
}

Result<void> seal(int fd) {
  const int seals = ::fcntl(fd, F_GET_SEALS);
  if (seals >= 0 && (seals & kFrozen) == kFrozen) return ok();
  if (::fcntl(fd, F_ADD_SEALS, kFrozen) != 0) return io_error("sealing a memfd");
  return ok();
}

Result<Frozen> freeze(int fd, const std::string& spool_dir) {
  Frozen frozen;
  if (spool_dir.empty()) {
    TRY(seal(fd));
    TRY_ASSIGN(frozen.size, file_size(fd));
    TRY_ASSIGN(frozen.view, duplicate(fd));
    return frozen;
  }
  TRY_ASSIGN(frozen.size, file_size(fd));
  TRY_ASSIGN(const UniqueFd copy, make_scratch(spool_dir));
  TRY(copy_bytes(fd, copy.get(), frozen.size));
  TRY_ASSIGN(frozen.view, reading_view(copy.get()));
  return frozen;
}

Result<UniqueFd> duplicate(int fd) {
  UniqueFd copy(::fcntl(fd, F_DUPFD_CLOEXEC, 0));
  if (!copy) return io_error("duplicating a descriptor");
  return copy;
}

}  // namespace mugai::sandbox
