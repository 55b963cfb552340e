// Base64 (RFC 4648 section 4) as MIME uses it (RFC 2045 section 6.8): stages and whole-string helpers.
//
// The decoder is lenient, because mail is, and says what it saw. A decoder that stops at the first padding and one that
// skips everything outside the alphabet must see the same bytes; where they would not, the content is ambiguous
// (catalogue MIME-003) and the caller refuses it: defects().results_differ().
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "lib/stream/sink.h"

namespace mugai::base64 {

struct Defects {
  std::uint64_t junk = 0;          // characters that are neither alphabet, padding nor white space
  bool data_after_pad = false;     // alphabet characters follow a padding character
  bool missing_pad = false;        // the last quantum is not filled up with '='
  bool stray_pad = false;          // '=' where no quantum is open, or too many
  bool lone_character = false;     // the last quantum holds one character: six bits that make no byte
  bool nonzero_tail_bits = false;  // unused bits of the last character are not zero
  bool url_alphabet = false;       // '-' or '_' seen (counted as junk, never decoded)
  // Two common decoders would give different bytes.
  [[nodiscard]] bool results_differ() const noexcept { return data_after_pad || junk > 0; }
  [[nodiscard]] bool any() const noexcept {
    return results_differ() || missing_pad || stray_pad || lone_character || nonzero_tail_bits || url_alphabet;
  }
};

// Decodes: white space and junk skipped, decoding ends at the first padding that closes a quantum; what follows is
// noted, not decoded. Never fails of itself; read defects() after finish().
class DecodeStage final : public Sink {
 public:
  explicit DecodeStage(Sink& next) : next_(next) {}
  using Sink::write;
  Result<void> write(Bytes bytes) override;
  Result<void> finish() override;
  [[nodiscard]] const Defects& defects() const noexcept { return defects_; }

 private:
  void take_pad();

  Sink& next_;
  Defects defects_;
  std::uint32_t bits_ = 0;
  unsigned have_ = 0;  // alphabet characters in the open quantum, 0..3
  unsigned pads_ = 0;  // padding characters since the stream was padded
  bool padded_ = false;
};

// Encodes with CRLF after each `line_length` characters and at the end (0: one line, no line end). `line_length` is a
// multiple of four.
class EncodeStage final : public Sink {
 public:
  explicit EncodeStage(Sink& next, unsigned line_length = 76);
  using Sink::write;
  Result<void> write(Bytes bytes) override;
  Result<void> finish() override;

 private:
  Result<void> flush_line(bool last);

  Sink& next_;
  std::size_t line_bytes_;  // input bytes a line
  bool lines_;
  Buffer pending_;
};

std::string encode(Bytes bytes);  // one line, padded
struct Decoded {
  std::string bytes;
  Defects defects;
};
Decoded decode(std::string_view text);

}  // namespace mugai::base64
