// One RFC 2047 encoded word, and the transfer decodings under it. Inside lib/text only.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "lib/text/charset.h"

namespace mugai::text {

struct EncodedWord {
  std::string_view charset;  // as written, with a language after '*' where there was one
  bool base64 = false;
  std::string bytes;       // transfer-decoded
  std::size_t length = 0;  // bytes of the word in the text
};

// Reads words out of one text, left to right: positions must not go back. All calls together are linear in the text.
class WordScanner {
 public:
  explicit WordScanner(std::string_view text) : text_(text) {}
  // The word that begins at `position` (where "=?" stands), or nullopt.
  std::optional<EncodedWord> at(std::size_t position);
  // True when some position looked like the head of a word that nothing ended.
  [[nodiscard]] bool unterminated() const noexcept { return unterminated_; }

 private:
  std::size_t terminator(std::size_t from);

  std::string_view text_;
  std::size_t found_ = 0;  // the last "?=" found, or npos
  bool searched_ = false;
  bool unterminated_ = false;
};

std::string decode_base64(std::string_view encoded);  // junk ignored, padding optional and allowed anywhere
std::string encode_base64(std::string_view bytes);
std::string decode_q(std::string_view encoded);  // RFC 2047 4.2; what is no =XX stays

// Folded lines joined: a line end before a blank vanishes, any other CR or LF becomes a space.
std::string unfold(std::string_view raw);

// The encoded words and the raw text of one unfolded line, decoded; still with line ends and direction marks that the
// words held (header_words.cc).
Decoded decode_words(std::string_view line);

// LF, TAB and controls become one space each, bidirectional and invisible characters vanish, blanks at the ends go;
// counts in `decoded`.
void make_one_line(Decoded& decoded);

// Adds `more` behind `all`: text and counts; labels of the first that says something.
void append_decoded(Decoded& all, Decoded more);

// RFC 5322 ftext, at most 60 characters.
bool is_field_name(std::string_view name);

// Encoded words in text that is UTF-8 already (raw bytes and escapes were decoded before).
inline bool may_hold_words(std::string_view text) {
  return text.find("=?") != std::string_view::npos;
}

}  // namespace mugai::text
