#include "lib/text/scrubber.h"

#include "lib/text/tables/tables.h"

namespace mugai::text {
namespace {

constexpr char32_t kGeta = 0x3013;
constexpr std::uint32_t kCodeMask = 0x1FFFFF;
constexpr std::size_t kBlock = 32;

constexpr bool is_plain(std::uint8_t byte) noexcept {
  return (byte >= 0x20 && byte < 0x7F) || byte == '\t' || byte == '\n';
}
constexpr bool is_private(char32_t c) noexcept {
  return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}
constexpr bool is_half_kana(char32_t c) noexcept {
  return c >= 0xFF61 && c <= 0xFF9F;
}
constexpr bool is_full_width(char32_t c) noexcept {
  return c >= 0xFF01 && c <= 0xFF5E;
}

}  // namespace

// Written so that the compiler turns the inner loop into vector compares: no early exit within a block.
std::size_t plain_prefix(Bytes bytes) noexcept {
  std::size_t done = 0;
  while (bytes.size() - done >= kBlock) {
    std::uint8_t other = 0;
    for (std::size_t i = 0; i < kBlock; ++i)
      other |= static_cast<std::uint8_t>(!is_plain(bytes[done + i]));
    if (other != 0) break;
    done += kBlock;
  }
  while (done < bytes.size() && is_plain(bytes[done]))
    ++done;
  return done;
}

void Scrubber::put_plain(std::string_view run) {
  if (run.empty()) return;
  // The LF of a CRLF whose CR has been written as LF already.
  if (after_cr_ && run.front() == '\n') run.remove_prefix(1);
  after_cr_ = false;
  empty_ = false;
  wide_run_ = 0;
  if (keep_text_) out_.text.append(run);
}

void Scrubber::put_cell(std::uint32_t cell) {
  if (cell == 0) return bad();
  put(cell & kCodeMask);
  if (const std::uint32_t second = cell >> 21; second != 0 && second < tables::kSecondCount) {
    put(tables::kSeconds[second]);
  }
}

void Scrubber::bad() {
  ++out_.replaced;
  score_ -= 10;
  wide_run_ = 0;
  store(utf8::kReplacement);
}

void Scrubber::geta() {
  ++out_.emoji;
  score_ -= 5;
  store(kGeta);
}

void Scrubber::put_control(char32_t code) {
  if (code == '\n' && after_cr_) {
    after_cr_ = false;
    return;
  }
  // CR, CRLF and the two Unicode separators end a line as LF does, so that no two readers count lines differently.
  const bool line_end = code == '\n' || code == '\r' || code == 0x2028 || code == 0x2029;
  if (line_end || code == '\t') {
    store(line_end ? U'\n' : U'\t');
    after_cr_ = code == '\r';
    return;
  }
  after_cr_ = false;
  ++out_.controls;
}

void Scrubber::put_other(char32_t code) {
  if (code < 0xA0 || code == 0x2028 || code == 0x2029) {
    wide_run_ = 0;
    return put_control(code);
  }
  ++multibyte_;
  if (is_full_width(code)) {
    ++score_;
    if (++wide_run_ > longest_wide_run_) longest_wide_run_ = wide_run_;
  } else if (is_half_kana(code)) {
    score_ -= 2, ++half_kana_;
    wide_run_ = 0;
  } else {
    wide_run_ = 0;
    if (is_private(code)) return geta();
    if (code == 0xFEFF) {  // a byte order mark; elsewhere invisible
      if (!empty_) ++out_.controls;
      return;
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF) || utf8::is_noncharacter(code)) return bad();
    if (utf8::is_bidi_control(code)) ++out_.bidi;
    if (utf8::is_invisible(code)) ++out_.invisible;
  }
  store(code);
}

}  // namespace mugai::text
