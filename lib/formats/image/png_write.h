// Inside of PNG: chunks, and a stage that turns lines into IDAT chunks.
#pragma once

#include <memory>
#include <string_view>

#include "lib/formats/image/rebuild.h"
#include "lib/stream/deflate.h"

namespace mugai::image {

inline constexpr std::string_view kPngSignature{"\x89PNG\r\n\x1A\n", 8};

Result<void> write_chunk(Sink& out, std::string_view type, Bytes data);

// Adler-32 (RFC 1950, section 9), going on from `adler` (1 at the start).
std::uint32_t adler32(std::uint32_t adler, Bytes bytes) noexcept;

// zlib stream (RFC 1950) of `data`.
Buffer zlib_stream(Bytes data);

// The data of an iCCP chunk.
Buffer profile_chunk(Bytes profile);

// Filtered lines in, IDAT chunks of 64 KiB out. The compressor is chosen by the first lines alone, so that the same
// lines always give the same bytes: the fast one where the thorough one gains little, as with photographs.
class IdatStage final : public Sink {
 public:
  explicit IdatStage(Sink& out);
  ~IdatStage() override;
  using Sink::write;
  Result<void> write(Bytes bytes) override;
  // Ends the chunks. Does not finish the next sink.
  Result<void> finish() override;

 private:
  Result<void> begin();

  class Chunks;
  std::unique_ptr<Chunks> chunks_;
  std::unique_ptr<DeflateStage> deflate_;
  Buffer sample_;
  std::uint32_t adler_ = 1;
};

}  // namespace mugai::image
