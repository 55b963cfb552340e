// Header text: RFC 2047 encoded words and raw 8-bit text in, one clean line of UTF-8 out; and the way back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "lib/text/charset.h"

namespace mugai::text {

// Reads an unstructured field body (Subject, a display name, …) leniently: encoded words anywhere (glued, in quotes,
// overlong, with raw spaces, without padding), words that split a character, raw bytes in any charset. `raw_value` may
// be folded. The text is one line: no control (LF and TAB become a space), bidirectional or invisible character. Linear
// in the input.
Decoded decode_header(std::string_view raw_value);

// True where decode_header would meet an encoded word that is not terminated: some readers decode it all the same.
bool has_unterminated_word(std::string_view raw_value);

// The whole line, "Name: value\r\n", 7-bit, folded at 76 columns where that is possible and never over 998. The value
// is encoded whole (B, UTF-8, words of at most 75 characters, cut between characters) unless it is printable ASCII that
// nobody could take for an encoded word. Controls in `utf8` become spaces: a CR or LF cannot come through.
// `field_name` is ours: RFC 5322 ftext, else a bug.
std::string encode_header(std::string_view field_name, std::string_view utf8);

// The encoded words alone, for a phrase or a quoted parameter: words of at most 75 characters, separated by "\r\n ".
// `first_column` is the column at which the first word begins (0..60).
std::string encode_words(std::string_view utf8, std::size_t first_column);

}  // namespace mugai::text
