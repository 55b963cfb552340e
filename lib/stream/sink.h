// Sink: where bytes go, in order. Stages (inflate, deflate, base64, …) are sinks that own a transformation and pass
// on to the next sink, which they borrow: whoever builds a chain keeps every stage alive until finish() has returned.
// A stage's destructor neither writes nor fails; finish() is called once, by the owner of the first stage.
#pragma once

#include <cstdint>
#include <string>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/base/unique_fd.h"

namespace mugai {

class Sink {
 public:
  virtual ~Sink() = default;
  // Appends all of `bytes`. Error: Io, or what a stage finds in the data. After an Error nothing written is used.
  virtual Result<void> write(Bytes bytes) = 0;
  Result<void> write(std::string_view text) { return write(as_bytes(text)); }
  // No more bytes follow. A stage flushes and then finishes the next stage; a final sink flushes.
  virtual Result<void> finish() { return ok(); }
};

// A final sink whose earlier bytes can be corrected: container writers put sizes where they were still unknown.
class OutputSink : public Sink {
 public:
  [[nodiscard]] virtual std::uint64_t size() const noexcept = 0;  // bytes written so far
  // Overwrites bytes that have been written; [offset, offset + bytes.size()) must lie below size().
  virtual Result<void> rewrite(std::uint64_t offset, Bytes bytes) = 0;
  // Copies up to into.size() bytes from `offset` of what has been written; returns how many, fewer only at the end.
  virtual Result<std::size_t> read_back(std::uint64_t offset, MutableBytes into) = 0;
};

// Collects in memory, up to `limit` bytes; over it Error TooLarge.
class MemorySink final : public OutputSink {
 public:
  explicit MemorySink(std::uint64_t limit = std::uint64_t{1} << 32) : limit_(limit) {}
  using Sink::write;
  Result<void> write(Bytes bytes) override;
  [[nodiscard]] std::uint64_t size() const noexcept override { return buffer_.size(); }
  Result<void> rewrite(std::uint64_t offset, Bytes bytes) override;
  Result<std::size_t> read_back(std::uint64_t offset, MutableBytes into) override;
  [[nodiscard]] const Buffer& buffer() const noexcept { return buffer_; }
  [[nodiscard]] std::string_view text() const noexcept { return as_text(buffer_); }
  [[nodiscard]] Buffer take() noexcept { return std::move(buffer_); }
  void clear() noexcept { buffer_.clear(); }

 private:
  Buffer buffer_;
  std::uint64_t limit_;
};

// Appends to a regular file or memfd from offset 0, through a buffer of 64 KiB; up to `limit` bytes, over it Error
// TooLarge. Bytes are in the file only after finish().
class FdSink final : public OutputSink {
 public:
  FdSink(UniqueFd fd, std::uint64_t limit) : fd_(std::move(fd)), limit_(limit) {}
  using Sink::write;
  Result<void> write(Bytes bytes) override;
  Result<void> finish() override { return flush(); }
  [[nodiscard]] std::uint64_t size() const noexcept override { return flushed_ + pending_.size(); }
  Result<void> rewrite(std::uint64_t offset, Bytes bytes) override;
  Result<std::size_t> read_back(std::uint64_t offset, MutableBytes into) override;
  [[nodiscard]] int fd() const noexcept { return fd_.get(); }

 private:
  Result<void> flush();
  Result<void> write_at(std::uint64_t offset, Bytes bytes);

  UniqueFd fd_;
  std::uint64_t limit_;
  std::uint64_t flushed_ = 0;
  Buffer pending_;
};

// Counts and drops.
class NullSink final : public Sink {
 public:
  using Sink::write;
  Result<void> write(Bytes bytes) override {
    size_ += bytes.size();
    return ok();
  }
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

 private:
  std::uint64_t size_ = 0;
};

class Source;
// Writes all of `source` to `sink` in pieces of 64 KiB. Does not finish the sink.
Result<void> copy(Source& source, Sink& sink);

}  // namespace mugai
