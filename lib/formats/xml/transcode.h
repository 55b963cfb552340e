// Transcoder: brings the bytes of a document to UTF-8 before they are tokenised (XML 1.0, 4.3.3 and appendix F;
// catalogue OOXML-016). A push stage.
//
// In:  bytes in pieces of any size. Out: UTF-8 without byte order mark, to the next sink (not validated where the input
//      was UTF-8: the tokenizer does that), and the encoding that the first bytes show.
// Accepted: UTF-8 with or without mark, UTF-16 with mark, UTF-16 without mark when it starts with '<' (the declaration
// must then say so: Sniffed::declaration_needed). Error Unsupported: UTF-32, EBCDIC. Error Malformed: lone surrogates,
// odd end.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "lib/stream/sink.h"

namespace mugai::xml {

enum class Encoding : std::uint8_t { Unknown, Utf8, Utf16Le, Utf16Be };

class Transcoder final : public Sink {
 public:
  explicit Transcoder(Sink& next) : next_(next) {}
  using Sink::write;
  Result<void> write(Bytes bytes) override;
  Result<void> finish() override;  // finishes the next sink

  [[nodiscard]] Encoding encoding() const noexcept { return encoding_; }
  [[nodiscard]] bool has_mark() const noexcept { return has_mark_; }

 private:
  Result<void> sniff();
  Result<void> convert(Bytes bytes);
  Result<void> flush_text();
  Result<void> convert_unit(std::uint16_t unit);

  Sink& next_;
  Encoding encoding_ = Encoding::Unknown;
  bool has_mark_ = false;
  std::array<std::uint8_t, 4> head_{};
  std::size_t head_size_ = 0;
  int pending_byte_ = -1;             // first byte of a unit that was cut
  std::uint16_t high_surrogate_ = 0;  // 0: none waits
  std::uint64_t offset_ = 0;          // bytes taken, for errors
  std::string text_;
};

// Holds the encoding= of the XML declaration (empty where it has none) against what the bytes showed. Error Ambiguous
// where they contradict each other, Unsupported for other encodings.
Result<void> check_declared_encoding(std::string_view declared, Encoding found, bool has_mark);

}  // namespace mugai::xml
