#include "lib/stream/sink.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "lib/stream/source.h"

namespace mugai {
namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;

Error over_limit() {
  return make_error(ErrorCode::TooLarge, "output is larger than its limit");
}

}  // namespace

Result<void> MemorySink::write(Bytes bytes) {
  if (bytes.size() > limit_ - buffer_.size()) return over_limit();
  buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
  return ok();
}

Result<void> MemorySink::rewrite(std::uint64_t offset, Bytes bytes) {
  MUGAI_CHECK(fits(offset, bytes.size(), buffer_.size()));
  if (!bytes.empty()) std::memcpy(buffer_.data() + offset, bytes.data(), bytes.size());
  return ok();
}

Result<std::size_t> MemorySink::read_back(std::uint64_t offset, MutableBytes into) {
  if (offset >= buffer_.size()) return std::size_t{0};
  const std::size_t length = std::min<std::size_t>(into.size(), buffer_.size() - offset);
  if (length != 0) std::memcpy(into.data(), buffer_.data() + offset, length);
  return length;
}

Result<std::size_t> FdSink::read_back(std::uint64_t offset, MutableBytes into) {
  TRY(flush());
  return read_file_at(fd_.get(), offset, into);
}

Result<void> FdSink::write_at(std::uint64_t offset, Bytes bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t put =
        ::pwrite(fd_.get(), bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
    if (put < 0) {
      if (errno == EINTR) continue;
      if (errno == EFBIG) return over_limit();
      return make_error(ErrorCode::Io, std::strerror(errno), offset + done);
    }
    done += static_cast<std::size_t>(put);
  }
  return ok();
}

Result<void> FdSink::flush() {
  TRY(write_at(flushed_, pending_));
  flushed_ += pending_.size();
  pending_.clear();
  return ok();
}

Result<void> FdSink::write(Bytes bytes) {
  if (bytes.size() > limit_ - size()) return over_limit();
  if (pending_.size() + bytes.size() < kPieceBytes) {
    pending_.insert(pending_.end(), bytes.begin(), bytes.end());
    return ok();
  }
  TRY(flush());
  if (bytes.size() < kPieceBytes) {
    pending_.assign(bytes.begin(), bytes.end());
    return ok();
  }
  TRY(write_at(flushed_, bytes));
  flushed_ += bytes.size();
  return ok();
}

Result<void> FdSink::rewrite(std::uint64_t offset, Bytes bytes) {
  MUGAI_CHECK(fits(offset, bytes.size(), size()));
  if (offset >= flushed_) {  // still in memory: the sizes of a small member, without a system call
    if (!bytes.empty()) std::memcpy(pending_.data() + (offset - flushed_), bytes.data(), bytes.size());
    return ok();
  }
  TRY(flush());
  return write_at(offset, bytes);
}

Result<void> copy(Source& source, Sink& sink) {
  // No larger than the source: most are small, and every page that is touched costs a fault in a fresh process.
  Buffer piece(static_cast<std::size_t>(std::min<std::uint64_t>(source.size(), kPieceBytes)));
  for (std::uint64_t offset = 0; offset < source.size();) {
    TRY_ASSIGN(const std::size_t count, source.read_at(offset, piece));
    if (count == 0) return make_error(ErrorCode::Truncated, "input became shorter", offset);
    TRY(sink.write(Bytes(piece).first(count)));
    offset += count;
  }
  return ok();
}

}  // namespace mugai
