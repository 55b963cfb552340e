#include "lib/formats/render/words.h"

#include <algorithm>

#include "lib/base/utf8.h"

namespace mugai::render {
namespace {

constexpr std::size_t kRunHeadBytes = 26;

void put(Buffer& out, std::uint32_t value) {
  for (unsigned i = 0; i < 4; ++i)
    out.push_back(static_cast<std::uint8_t>((value >> (8 * i)) & 0xFF));
}

bool is_place(std::int32_t value) noexcept {
  return value >= -kMaxUnits && value <= kMaxUnits;
}

bool is_within(const Run& run) noexcept {
  return is_place(run.x) && is_place(run.y) && is_place(run.advance_x) && is_place(run.advance_y) &&
         is_place(run.up_x) && is_place(run.up_y);
}

Error malformed(const char* why) {
  return make_error(ErrorCode::Malformed, why);
}

bool is_clean(std::string_view text) noexcept {
  while (!text.empty()) {
    const utf8::Decoded next = utf8::decode(text);
    if (!next.valid || !is_word_character(next.code)) return false;
    text.remove_prefix(next.length);
  }
  return true;
}

Result<std::int32_t> read_place(Cursor& in) {
  TRY_ASSIGN(const std::uint32_t value, in.u32le());
  const auto place = static_cast<std::int32_t>(value);
  if (!is_place(place)) return malformed("a word lies too far away");
  return place;
}

Result<Run> read_run(Cursor& in) {
  Run run;
  for (std::int32_t* place : {&run.x, &run.y, &run.advance_x, &run.advance_y, &run.up_x, &run.up_y}) {
    TRY_ASSIGN(*place, read_place(in));
  }
  TRY_ASSIGN(const std::uint8_t vertical, in.u8());
  if (vertical > 1) return malformed("a word that is neither horizontal nor vertical");
  run.vertical = vertical == 1;
  TRY_ASSIGN(const std::uint8_t bytes, in.u8());
  if (bytes == 0 || bytes > kMaxRunBytes) return malformed("a word of no length, or too long");
  TRY_ASSIGN(const Bytes text, in.take(bytes));
  if (!is_clean(as_text(text))) return malformed("a word with characters that no word has");
  run.text = as_text(text);
  return run;
}

}  // namespace

bool is_word_character(char32_t code) noexcept {
  if (code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x2028 || code == 0x2029) return false;
  if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF) || code == utf8::kReplacement) return false;
  return !utf8::is_bidi_control(code) && !utf8::is_invisible(code) && !utf8::is_noncharacter(code);
}

bool append_page(Buffer& out, const std::vector<Run>& runs) {
  const std::size_t count_at = out.size();
  put(out, 0);
  std::uint32_t count = 0;
  for (const Run& run : runs) {
    const bool fits = count < kMaxRunsPerPage && out.size() + kRunHeadBytes + run.text.size() <= kMaxWordsBytes;
    if (!fits || run.text.empty() || run.text.size() > kMaxRunBytes || !is_within(run)) continue;
    for (const std::int32_t place : {run.x, run.y, run.advance_x, run.advance_y, run.up_x, run.up_y})
      put(out, static_cast<std::uint32_t>(place));
    out.push_back(run.vertical ? 1 : 0);
    out.push_back(static_cast<std::uint8_t>(run.text.size()));
    out.insert(out.end(), run.text.begin(), run.text.end());
    ++count;
  }
  for (unsigned i = 0; i < 4; ++i)
    out[count_at + i] = static_cast<std::uint8_t>((count >> (8 * i)) & 0xFF);
  return count == runs.size();
}

Result<std::vector<std::vector<Run>>> parse_words(Bytes untrusted, std::size_t pages) {
  if (untrusted.size() > kMaxWordsBytes) return malformed("too many words");
  Cursor in(untrusted);
  std::vector<std::vector<Run>> out(pages);
  for (std::vector<Run>& page : out) {
    TRY_ASSIGN(const std::uint32_t count, in.u32le());
    if (count > kMaxRunsPerPage) return malformed("too many words on a page");
    page.reserve(std::min<std::size_t>(count, in.remaining() / kRunHeadBytes));
    for (std::uint32_t i = 0; i < count; ++i) {
      TRY_ASSIGN(Run run, read_run(in));
      page.push_back(std::move(run));
    }
  }
  if (!in.at_end()) return malformed("bytes behind the words");
  return out;
}

}  // namespace mugai::render
