// The bytes of one text part as inert plain UTF-8: charset decoded, files and armour taken out, HTML and enriched text
// rendered, flowed lines joined, and nothing left that a reader or a program would take for something else.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/formats/mail/uuencode.h"
#include "lib/text/parameters.h"

namespace mugai::mail {

// A text part of more than this is handled as an attachment.
inline constexpr std::uint64_t kMaxTextBytes = std::uint64_t{8} << 20;

struct BodyText {
  std::string text;  // LF line ends
  bool is_html = false;
  std::vector<EmbeddedFile> files;           // of uuencode and yEnc
  std::uint32_t pgp_encrypted = 0;           // blocks taken out
  std::uint32_t pgp_signed = 0;              // frames taken off
  std::vector<std::string> charset_repairs;  // "iso-2022-jp -> cp932"
  std::uint32_t characters_replaced = 0;
  std::uint32_t links = 0, link_mismatches = 0, hidden_text = 0, tracking_pixels = 0, remote_images = 0;
};

// `type`: "text/plain", "text/html", "text/enriched", "text/richtext", or the type of a report that is text. Reports
// findings. Error: TooLarge where the rendered text is.
Result<BodyText> read_text(Bytes bytes, std::string_view type, const text::Parameters& content_type, Context& ctx);

// True where no charset that `content_type` may name has such bytes in a text: the part is a file whatever its type.
bool is_binary(Bytes bytes, const text::Parameters& content_type);

}  // namespace mugai::mail
