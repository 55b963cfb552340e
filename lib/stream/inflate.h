// InflateStage: raw deflate (RFC 1951) in, plain bytes out, by ISA-L. A stage (sink.h): borrows the next sink.
// Limits: one write() emits pieces of at most 64 KiB; memory is fixed (about 170 KiB). The caller bounds the total with
// `max_output`. Malformed data is Error Malformed; more than `max_output` bytes is Error TooLarge before they are
// passed on.
#pragma once

#include <cstdint>
#include <memory>

#include "lib/stream/sink.h"

namespace mugai {

class InflateStage final : public Sink {
 public:
  static constexpr std::uint64_t kUnlimited = ~std::uint64_t{0};

  explicit InflateStage(Sink& next, std::uint64_t max_output = kUnlimited);
  ~InflateStage() override;
  InflateStage(const InflateStage&) = delete;
  InflateStage& operator=(const InflateStage&) = delete;

  // Begins a new stream towards `next`, keeping the buffers: a package with many parts allocates once.
  void reset(Sink& next, std::uint64_t max_output = kUnlimited);

  using Sink::write;
  // Bytes after the end of the deflate stream are counted in trailing_bytes() and dropped; they are no Error here.
  Result<void> write(Bytes bytes) override;
  // Error Truncated where the stream has not ended. Finishes the next sink.
  Result<void> finish() override;
  // As finish(), without finishing the next sink.
  [[nodiscard]] Result<void> check_done() const;

  [[nodiscard]] bool done() const noexcept { return done_; }  // the final block has been read to its end
  [[nodiscard]] std::uint64_t bytes_in() const noexcept { return bytes_in_; }  // of the stream, trailing bytes excluded
  [[nodiscard]] std::uint64_t bytes_out() const noexcept { return bytes_out_; }
  [[nodiscard]] std::uint64_t trailing_bytes() const noexcept { return trailing_; }

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
  Sink* next_;
  std::uint64_t max_output_;
  std::uint64_t bytes_in_ = 0;
  std::uint64_t bytes_out_ = 0;
  std::uint64_t trailing_ = 0;
  bool done_ = false;
};

}  // namespace mugai
