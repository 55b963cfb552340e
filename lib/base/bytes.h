// Bytes and the checked cursor: the only way in which input is read. No raw [] on untrusted data.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/checked.h"
#include "lib/base/result.h"

namespace mugai {

using Bytes = std::span<const std::uint8_t>;
using MutableBytes = std::span<std::uint8_t>;
using Buffer = std::vector<std::uint8_t>;

inline Bytes as_bytes(std::string_view text) noexcept {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(Bytes bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline bool starts_with(Bytes bytes, std::string_view prefix) noexcept {
  return bytes.size() >= prefix.size() && std::memcmp(bytes.data(), prefix.data(), prefix.size()) == 0;
}

// Reads forward over borrowed bytes, which must outlive it. A read past the end is Error Truncated at the offset
// (relative to `base_offset`, the position of the first byte in the file) and moves nothing.
class Cursor {
 public:
  explicit Cursor(Bytes bytes, std::uint64_t base_offset = 0) : bytes_(bytes), base_offset_(base_offset) {}

  [[nodiscard]] std::size_t remaining() const noexcept { return bytes_.size() - position_; }
  [[nodiscard]] bool at_end() const noexcept { return remaining() == 0; }
  [[nodiscard]] std::uint64_t offset() const noexcept { return base_offset_ + position_; }
  [[nodiscard]] Bytes rest() const noexcept { return bytes_.subspan(position_); }

  Result<Bytes> take(std::uint64_t count) {
    if (count > remaining()) return make_error(ErrorCode::Truncated, "unexpected end of data", offset());
    const Bytes taken = bytes_.subspan(position_, static_cast<std::size_t>(count));
    position_ += static_cast<std::size_t>(count);
    return taken;
  }
  Result<void> skip(std::uint64_t count) {
    TRY(take(count));
    return ok();
  }
  // One byte without moving; -1 at the end.
  [[nodiscard]] int peek() const noexcept { return at_end() ? -1 : bytes_[position_]; }

  Result<std::uint8_t> u8() {
    TRY_ASSIGN(const Bytes b, take(1));
    return b[0];
  }
  Result<std::uint16_t> u16le() { return little<std::uint16_t>(); }
  Result<std::uint32_t> u32le() { return little<std::uint32_t>(); }
  Result<std::uint64_t> u64le() { return little<std::uint64_t>(); }
  Result<std::uint16_t> u16be() { return big<std::uint16_t>(); }
  Result<std::uint32_t> u32be() { return big<std::uint32_t>(); }

 private:
  template <class T>
  Result<T> little() {
    TRY_ASSIGN(const Bytes b, take(sizeof(T)));
    std::uint64_t value = 0;
    for (std::size_t i = sizeof(T); i-- > 0;)
      value = (value << 8) | b[i];
    return static_cast<T>(value);
  }
  template <class T>
  Result<T> big() {
    TRY_ASSIGN(const Bytes b, take(sizeof(T)));
    std::uint64_t value = 0;
    for (const std::uint8_t byte : b)
      value = (value << 8) | byte;
    return static_cast<T>(value);
  }

  Bytes bytes_;
  std::uint64_t base_offset_;
  std::size_t position_ = 0;
};

}  // namespace mugai
