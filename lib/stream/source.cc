#include "lib/stream/source.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace mugai {

Result<void> Source::read_exactly(std::uint64_t offset, MutableBytes into) {
  TRY_ASSIGN(const std::size_t count, read_at(offset, into));
  if (count != into.size()) return make_error(ErrorCode::Truncated, "unexpected end of input", offset + count);
  return ok();
}

Result<Buffer> Source::read_buffer(std::uint64_t offset, std::uint64_t length) {
  if (!fits(offset, length, size())) return make_error(ErrorCode::Truncated, "unexpected end of input", offset);
  Buffer buffer(static_cast<std::size_t>(length));
  TRY(read_exactly(offset, buffer));
  return buffer;
}

Result<Buffer> Source::read_all(std::uint64_t limit) {
  if (size() > limit) return make_error(ErrorCode::TooLarge, "input is larger than its limit");
  return read_buffer(0, size());
}

Result<std::size_t> MemorySource::read_at(std::uint64_t offset, MutableBytes into) {
  if (offset >= bytes_.size()) return std::size_t{0};
  const std::size_t count = std::min<std::size_t>(into.size(), bytes_.size() - static_cast<std::size_t>(offset));
  if (count > 0) std::memcpy(into.data(), bytes_.data() + offset, count);
  return count;
}

Result<FdSource> FdSource::open(UniqueFd fd) {
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) return make_error(ErrorCode::Io, std::strerror(errno));
  if (!S_ISREG(info.st_mode)) return make_error(ErrorCode::Io, "not a regular file");
  return FdSource(std::move(fd), static_cast<std::uint64_t>(info.st_size));
}

Result<std::size_t> read_file_at(int fd, std::uint64_t offset, MutableBytes into) {
  std::size_t done = 0;
  while (done < into.size()) {
    const ssize_t got = ::pread(fd, into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
    if (got < 0) {
      if (errno == EINTR) continue;
      return make_error(ErrorCode::Io, std::strerror(errno), offset + done);
    }
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

Result<std::size_t> FdSource::read_at(std::uint64_t offset, MutableBytes into) {
  if (offset >= size_) return std::size_t{0};
  const std::size_t want = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), size_ - offset));
  return read_file_at(fd_.get(), offset, into.first(want));
}

SliceSource::SliceSource(Source& parent, std::uint64_t offset, std::uint64_t length)
    : parent_(parent), offset_(offset), length_(length) {
  MUGAI_CHECK(fits(offset, length, parent.size()));
}

Result<std::size_t> SliceSource::read_at(std::uint64_t offset, MutableBytes into) {
  if (offset >= length_) return std::size_t{0};
  const std::size_t want = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), length_ - offset));
  return parent_.read_at(offset_ + offset, into.first(want));
}

}  // namespace mugai
