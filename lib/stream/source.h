// Source: sized, random-access bytes of one input. All readers of formats take one of these.
#pragma once

#include <cstdint>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/base/unique_fd.h"

namespace mugai {

class Source {
 public:
  virtual ~Source() = default;
  // Bytes in all; does not change during the life of the source.
  [[nodiscard]] virtual std::uint64_t size() const noexcept = 0;
  // Copies up to into.size() bytes from `offset`; returns how many, fewer only at the end. Error: Io.
  virtual Result<std::size_t> read_at(std::uint64_t offset, MutableBytes into) = 0;

  // Exactly into.size() bytes, else Truncated.
  Result<void> read_exactly(std::uint64_t offset, MutableBytes into);
  // `length` bytes as an owned buffer; Truncated past the end. The caller bounds `length`.
  Result<Buffer> read_buffer(std::uint64_t offset, std::uint64_t length);
  // Everything, where it is at most `limit` bytes; else TooLarge.
  Result<Buffer> read_all(std::uint64_t limit);
};

// Borrows bytes that must outlive it.
class MemorySource final : public Source {
 public:
  explicit MemorySource(Bytes bytes) : bytes_(bytes) {}
  explicit MemorySource(std::string_view text) : bytes_(as_bytes(text)) {}
  [[nodiscard]] std::uint64_t size() const noexcept override { return bytes_.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, MutableBytes into) override;

 private:
  Bytes bytes_;
};

// pread(2) at `offset` until `into` is full or the file ends; the bytes got. Error Io.
Result<std::size_t> read_file_at(int fd, std::uint64_t offset, MutableBytes into);

// Reads a regular file or memfd by pread(2); borrows or owns the descriptor. The size is taken once, at opening.
class FdSource final : public Source {
 public:
  static Result<FdSource> open(UniqueFd fd);
  [[nodiscard]] std::uint64_t size() const noexcept override { return size_; }
  Result<std::size_t> read_at(std::uint64_t offset, MutableBytes into) override;
  [[nodiscard]] int fd() const noexcept { return fd_.get(); }

 private:
  FdSource(UniqueFd fd, std::uint64_t size) : fd_(std::move(fd)), size_(size) {}
  UniqueFd fd_;
  std::uint64_t size_;
};

// A window of another source, which must outlive it. [offset, offset + length) must lie within the parent.
class SliceSource final : public Source {
 public:
  SliceSource(Source& parent, std::uint64_t offset, std::uint64_t length);
  [[nodiscard]] std::uint64_t size() const noexcept override { return length_; }
  Result<std::size_t> read_at(std::uint64_t offset, MutableBytes into) override;

 private:
  Source& parent_;
  std::uint64_t offset_;
  std::uint64_t length_;
};

}  // namespace mugai
