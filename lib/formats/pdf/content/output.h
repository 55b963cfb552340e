// Output: bytes appended to a Buffer through a position, so that what turned out wrong can be taken back, and without
// a size check a byte: callers ask for room once a token.
#pragma once

#include <algorithm>
#include <cstring>
#include <string_view>

#include "lib/base/bytes.h"

namespace mugai::pdf {

class Output {
 public:
  // Appends behind what `buffer` holds; finish() cuts it to what was written.
  Output(Buffer& buffer, std::size_t expected) : buffer_(buffer), start_(buffer.size()), at_(buffer.size()) {
    buffer_.resize(at_ + expected + 256);
  }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  void finish() { buffer_.resize(at_); }

  // Afterwards `count` bytes can be put().
  void room(std::size_t count) {
    if (buffer_.size() - at_ < count) grow(count);
  }
  void put(std::uint8_t byte) { buffer_[at_++] = byte; }
  void put(char c) { put(static_cast<std::uint8_t>(c)); }
  void put(Bytes bytes) {
    if (!bytes.empty()) std::memcpy(buffer_.data() + at_, bytes.data(), bytes.size());
    at_ += bytes.size();
  }
  // room() and put().
  void append(std::string_view text) {
    room(text.size());
    put(as_bytes(text));
  }

  [[nodiscard]] std::size_t at() const noexcept { return at_; }
  [[nodiscard]] std::size_t written() const noexcept { return at_ - start_; }
  void cut(std::size_t at) { at_ = at; }  // at most at()
  [[nodiscard]] std::string_view text(std::size_t begin, std::size_t end) const {
    return as_text(Bytes(buffer_).subspan(begin, end - begin));
  }
  // Takes [begin, end) out and moves up what follows.
  void erase(std::size_t begin, std::size_t end) {
    std::memmove(buffer_.data() + begin, buffer_.data() + end, at_ - end);
    at_ -= end - begin;
  }

 private:
  void grow(std::size_t count) { buffer_.resize(std::max(buffer_.size() + buffer_.size() / 2, at_ + count + 4096)); }

  Buffer& buffer_;
  std::size_t start_;
  std::size_t at_;
};

}  // namespace mugai::pdf
