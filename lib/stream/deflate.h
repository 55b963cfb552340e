// DeflateStage: plain bytes in, raw deflate (RFC 1951) out. Fast is ISA-L level 1, Small is zlib level 6.
// The output depends on the bytes alone, never on how they were cut into writes: input is collected to blocks of 64 KiB
// before the library sees it. Memory is fixed: Fast about 480 KiB, Small about 400 KiB.
// Known gap: ISA-L picks code by processor; two processors may compress to different (equally valid) bytes.
#pragma once

#include <cstdint>
#include <memory>

#include "lib/stream/sink.h"

namespace mugai {

enum class DeflateLevel : std::uint8_t { Fast, Small };

// One compressor library behind the stage; implemented once a library (deflate_isal.cc, deflate_zlib.cc).
class DeflateEngine {
 public:
  virtual ~DeflateEngine() = default;
  virtual void reset() = 0;
  // Compresses all of `block`; `last` ends the stream. Error: what `out` returns.
  virtual Result<void> compress(Bytes block, bool last, Sink& out) = 0;
};
std::unique_ptr<DeflateEngine> make_fast_deflate_engine();
std::unique_ptr<DeflateEngine> make_small_deflate_engine();

class DeflateStage final : public Sink {
 public:
  DeflateStage(Sink& next, DeflateLevel level);
  ~DeflateStage() override;
  DeflateStage(const DeflateStage&) = delete;
  DeflateStage& operator=(const DeflateStage&) = delete;

  // Begins a new stream towards `next`, keeping the buffers.
  void reset(Sink& next);

  using Sink::write;
  Result<void> write(Bytes bytes) override;
  // Ends the deflate stream and finishes the next sink.
  Result<void> finish() override;
  // Ends the deflate stream without finishing the next sink: a container goes on behind it.
  Result<void> end_stream();

  [[nodiscard]] std::uint64_t bytes_in() const noexcept { return bytes_in_; }

 private:
  std::unique_ptr<DeflateEngine> engine_;
  Sink* next_;
  Buffer block_;
  std::uint64_t bytes_in_ = 0;
};

}  // namespace mugai
