#include "lib/formats/html/text_writer.h"

#include <algorithm>

#include "lib/base/utf8.h"
#include "lib/formats/html/text_builder.h"
#include "lib/formats/html/tokenizer.h"

namespace mugai::html {

TextWords TextWords::english() {
  return TextWords{.mismatch_mark = " [WARNING: this link leads elsewhere than it says]",
                   .struck_open = "[struck out: ",
                   .struck_close = "]",
                   .bullet = "- ",
                   .heading = "■ ",
                   .quote_open = "\"",
                   .quote_close = "\""};
}

Result<TextResult> to_text(std::string_view utf8_html, const TextOptions& options) {
  constexpr std::size_t kChunk = std::size_t{64} << 10;      // so that an overrun is seen early
  constexpr std::size_t kMaxReserve = std::size_t{8} << 20;  // address space, not memory, until it is written
  TextBuilder builder(options);
  Tokenizer tokenizer(builder, Limits{});
  builder.set_tokenizer(tokenizer);
  builder.reserve(std::min<std::size_t>(utf8_html.size(), kMaxReserve));
  while (!utf8_html.empty() && !builder.is_over_limit()) {
    std::string_view chunk = utf8::truncate(utf8_html, kChunk);
    if (chunk.empty()) chunk = utf8_html.substr(0, kChunk);  // ill-formed from end to end
    tokenizer.write(chunk);
    utf8_html.remove_prefix(chunk.size());
  }
  if (!builder.is_over_limit()) tokenizer.finish();
  if (builder.is_over_limit()) return make_error(ErrorCode::TooLarge, "the text of the HTML is larger than allowed");
  return builder.take_result();
}

}  // namespace mugai::html
