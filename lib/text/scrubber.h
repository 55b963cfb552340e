// The one gate through which every decoded character passes on its way into text: drops what must never come out,
// counts what a report wants to know, and scores how Japanese the text looks (detection, charset.cc).
// Inside lib/text only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "lib/base/utf8.h"
#include "lib/text/charset.h"

namespace mugai::text {

class Scrubber {
 public:
  // With keep_text false nothing is stored: a pass for the score alone.
  explicit Scrubber(bool keep_text) : keep_text_(keep_text) {}

  void put(char32_t code) {
    if (code >= 0x20 && code <= 0x7E) {
      wide_run_ = 0;
      after_cr_ = false;
      empty_ = false;
      if (keep_text_) out_.text.push_back(static_cast<char>(code));
    } else if (code >= 0x3000 && code <= 0x9FFF) {
      put_wide(code);
    } else {
      put_other(code);
    }
  }
  // A run for which plain_prefix() holds.
  void put_plain(std::string_view run);
  // A cell of tables.h; 0 is a character that could not be read.
  void put_cell(std::uint32_t cell);
  // What could not be read stands as U+FFFD.
  void bad();
  // A carrier's emoji or a private character stands as the geta mark.
  void geta();

  [[nodiscard]] std::uint32_t replaced() const noexcept { return out_.replaced; }
  // Kana 3, kanji and Japanese punctuation 1, half-width kana -2, private use -5, unreadable -10, a character.
  [[nodiscard]] std::int64_t score() const noexcept { return score_; }
  [[nodiscard]] std::uint64_t multibyte() const noexcept { return multibyte_; }  // characters beyond ASCII
  [[nodiscard]] std::uint64_t kana() const noexcept { return kana_; }            // full-width
  [[nodiscard]] std::uint64_t half_kana() const noexcept { return half_kana_; }
  [[nodiscard]] std::uint64_t longest_wide_run() const noexcept { return longest_wide_run_; }
  Decoded take() { return std::move(out_); }
  void reserve(std::size_t bytes) {
    if (keep_text_) out_.text.reserve(bytes);
  }

 private:
  // Kana, kanji and what stands among them: three bytes of UTF-8 each, nothing to drop.
  void put_wide(char32_t code) {
    ++multibyte_;
    if (code >= 0x3041 && code <= 0x30FF) {
      score_ += 3, ++kana_;
    } else if (code <= 0x3040 || code >= 0x4E00) {
      ++score_;
    }
    if (++wide_run_ > longest_wide_run_) longest_wide_run_ = wide_run_;
    after_cr_ = false;
    empty_ = false;
    if (!keep_text_) return;
    const char bytes[3] = {static_cast<char>(0xE0 | (code >> 12)), static_cast<char>(0x80 | ((code >> 6) & 0x3F)),
                           static_cast<char>(0x80 | (code & 0x3F))};
    out_.text.append(bytes, 3);
  }
  void put_other(char32_t code);
  void put_control(char32_t code);
  void store(char32_t code) {
    after_cr_ = false;
    empty_ = false;
    if (keep_text_) utf8::append(out_.text, code);
  }

  Decoded out_;
  std::int64_t score_ = 0;
  std::uint64_t multibyte_ = 0, kana_ = 0, half_kana_ = 0, wide_run_ = 0, longest_wide_run_ = 0;
  bool keep_text_;
  bool after_cr_ = false;
  bool empty_ = true;
};

// Bytes at the front that are printable ASCII, TAB or LF: they pass unchanged, block by block.
std::size_t plain_prefix(Bytes bytes) noexcept;

}  // namespace mugai::text
