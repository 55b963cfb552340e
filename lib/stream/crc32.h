// CRC-32 of gzip, zip and PNG (ITU-T V.42, reflected polynomial EDB88320), by ISA-L.
#pragma once

#include <cstdint>

#include "lib/base/bytes.h"
#include "lib/stream/sink.h"

namespace mugai {

// Goes on from `crc`, the CRC of the bytes before (0 at the start).
std::uint32_t crc32(std::uint32_t crc, Bytes bytes) noexcept;

// A stage that passes bytes on and keeps their CRC and count. Does not finish the next sink.
class Crc32Stage final : public Sink {
 public:
  explicit Crc32Stage(Sink& next) : next_(&next) {}
  void reset(Sink& next) noexcept {
    next_ = &next;
    crc_ = 0;
    size_ = 0;
  }
  using Sink::write;
  Result<void> write(Bytes bytes) override {
    crc_ = crc32(crc_, bytes);
    size_ += bytes.size();
    return next_->write(bytes);
  }
  [[nodiscard]] std::uint32_t crc() const noexcept { return crc_; }
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

 private:
  Sink* next_;
  std::uint32_t crc_ = 0;
  std::uint64_t size_ = 0;
};

}  // namespace mugai
