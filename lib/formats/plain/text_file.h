// What text and CSV files have in common: bytes → clean text, with everything that was done to it told.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/formats/plain/clean.h"
#include "lib/formats/plain/written.h"
#include "lib/stream/source.h"

namespace mugai::plain {

struct TextFile {
  std::string text;  // clean UTF-8, LF line ends
  Form form;
  std::string extension;  // claimed, lower case
};

// Reads, decodes and cleans the whole of `in`; reports TXT-001 to TXT-003, TXT-006 and TXT-007. Error TooLarge;
// Unsupported where the bytes are no text in any charset.
Result<TextFile> read_text_file(Source& in, LongLines long_lines, Context& ctx);

// "utf-16le" and its like for text without a byte order mark whose zero bytes all stand where only that charset has
// them; empty for all else.
std::string_view wide_label(Bytes text) noexcept;

// Error Ambiguous (TXT-004, CSV-004) where programs would take the cleaned `text` for something else than `type`: what
// was cut apart by invisible characters can have become whole.
Result<void> check_taken_for(std::string_view type, std::string_view text, Context& ctx);

}  // namespace mugai::plain
