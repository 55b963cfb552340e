// View: big-endian numbers of a font table by offset. Reads outside of the table are 0; has() tells beforehand.
// Writer: big-endian numbers appended to a Buffer.
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/base/bytes.h"

namespace mugai::font {

class View {
 public:
  View() = default;
  explicit View(Bytes bytes) : bytes_(bytes) {}

  [[nodiscard]] std::size_t size() const noexcept { return bytes_.size(); }
  [[nodiscard]] bool has(std::uint64_t at, std::uint64_t count) const noexcept {
    return fits(at, count, bytes_.size());
  }
  [[nodiscard]] std::uint8_t u8(std::uint64_t at) const noexcept { return has(at, 1) ? bytes_[at] : std::uint8_t{0}; }
  [[nodiscard]] std::uint16_t u16(std::uint64_t at) const noexcept {
    return has(at, 2) ? static_cast<std::uint16_t>(bytes_[at] << 8 | bytes_[at + 1]) : std::uint16_t{0};
  }
  [[nodiscard]] std::int16_t i16(std::uint64_t at) const noexcept { return static_cast<std::int16_t>(u16(at)); }
  [[nodiscard]] std::uint32_t u32(std::uint64_t at) const noexcept {
    return has(at, 4) ? static_cast<std::uint32_t>(u16(at)) << 16 | u16(at + 2) : 0;
  }
  // The part of [at, at + count) that lies within.
  [[nodiscard]] Bytes part(std::uint64_t at, std::uint64_t count) const noexcept {
    if (at >= bytes_.size()) return {};
    return bytes_.subspan(at, count < bytes_.size() - at ? count : bytes_.size() - at);
  }
  [[nodiscard]] Bytes bytes() const noexcept { return bytes_; }

 private:
  Bytes bytes_;
};

class Writer {
 public:
  void u8(unsigned value) { out.push_back(static_cast<std::uint8_t>(value)); }
  void u16(unsigned value) {
    u8(value >> 8 & 0xFF);
    u8(value & 0xFF);
  }
  void i16(int value) { u16(static_cast<unsigned>(value) & 0xFFFF); }
  void u32(std::uint32_t value) {
    u16(value >> 16);
    u16(value & 0xFFFF);
  }
  void bytes(Bytes bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }
  void text(std::string_view text) { bytes(as_bytes(text)); }
  void zeros(std::size_t count) { out.resize(out.size() + count); }
  void set_u16(std::size_t at, unsigned value) {
    out[at] = static_cast<std::uint8_t>(value >> 8);
    out[at + 1] = static_cast<std::uint8_t>(value);
  }
  void set_u32(std::size_t at, std::uint32_t value) {
    set_u16(at, value >> 16);
    set_u16(at + 2, value & 0xFFFF);
  }
  [[nodiscard]] std::size_t size() const noexcept { return out.size(); }

  Buffer out;
};

}  // namespace mugai::font
