// Which parts of a mail are its text and which are its attachments, and the text itself as plain UTF-8.
// Alternatives are settled here: one of them becomes the text, the others are left out; attachments inside them stay.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/formats/mail/structure.h"
#include "lib/text/file_name.h"

namespace mugai::mail {

struct AttachmentRef {
  const Part* part = nullptr;  // of the Structure; a Leaf or a Message
  text::FileName name;
  std::string claimed_type;          // "application/pdf"
  std::optional<ErrorCode> refused;  // set where it is not even looked at: a partial message, an encrypted mail
  std::string refused_id;            // the catalogue ID of that
};

struct Gathered {
  std::string text;  // UTF-8, LF line ends, links not yet defanged; sections in the order of the mail
  bool was_html = false;
  std::vector<AttachmentRef> attachments;
  std::vector<std::string> charset_repairs;  // "iso-2022-jp -> cp932"
  std::uint32_t characters_replaced = 0;
  std::uint32_t links = 0;
  std::uint32_t link_mismatches = 0;
  std::uint32_t hidden_text = 0;
  std::uint32_t tracking_pixels = 0;
  std::uint32_t remote_images = 0;
};

// A text part of more than this is handled as an attachment (and refused, as text attachments have no handler).
inline constexpr std::uint64_t kMaxTextBytes = std::uint64_t{8} << 20;

// Reports findings through ctx. `message` is the source that `structure` was parsed from.
Result<Gathered> gather(const Structure& structure, Source& message, Context& ctx);

// Writes the content of a Leaf, its transfer encoding taken off, to `sink` and finishes it. Errors: Unsupported (an
// unknown encoding, MIME-003), Ambiguous (base64 that two decoders read differently).
Result<void> write_decoded(const Part& leaf, Source& message, Context& ctx, Sink& sink);

}  // namespace mugai::mail
