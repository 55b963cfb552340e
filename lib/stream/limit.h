// LimitStage: passes on at most `limit` bytes; the write that would go over is Error TooLarge and passes nothing on.
#pragma once

#include <cstdint>

#include "lib/stream/sink.h"

namespace mugai {

class LimitStage final : public Sink {
 public:
  LimitStage(Sink& next, std::uint64_t limit) : next_(next), left_(limit) {}
  using Sink::write;
  Result<void> write(Bytes bytes) override {
    if (bytes.size() > left_) return make_error(ErrorCode::TooLarge, "content is larger than its limit");
    left_ -= bytes.size();
    return next_.write(bytes);
  }
  Result<void> finish() override { return next_.finish(); }
  [[nodiscard]] std::uint64_t left() const noexcept { return left_; }

 private:
  Sink& next_;
  std::uint64_t left_;
};

}  // namespace mugai
