// Which parts of a mail are its text and which are its attachments, and the text itself as plain UTF-8. Alternatives
// are settled here: one of them becomes the text, the others are left out; attachments inside them stay. What wraps
// other parts in a form of its own (winmail.dat, opaque S/MIME, uuencode and yEnc in a text) is opened here too, and
// its content is handled like the other parts.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/formats/mail/smime.h"
#include "lib/formats/mail/structure.h"
#include "lib/text/file_name.h"

namespace mugai::mail {

// A message within the message: opened here, held as long as the attachments that lie in it.
struct Opened;

struct AttachmentRef {
  const Part* part = nullptr;            // a Leaf or a Message of `structure`; else `bytes` is set
  const Structure* structure = nullptr;  // where the part is from
  Source* message = nullptr;             // what that structure was parsed from
  std::shared_ptr<const Buffer> bytes;   // taken out of a text or of winmail.dat: may be shared with neighbours
  std::uint64_t offset = 0, length = 0;  // of the file in `bytes`
  text::FileName name;
  std::string claimed_type;          // "application/pdf"
  bool is_invitation = false;        // text/calendar that mail programs show as part of the text
  std::optional<ErrorCode> refused;  // set where it is not even looked at: a partial message, an encrypted mail
  std::string refused_id;            // the catalogue ID of that
};

struct Gathered {
  std::string text;  // UTF-8, LF line ends, links not yet defanged; sections in the order of the mail
  bool was_html = false;
  std::vector<AttachmentRef> attachments;
  std::vector<Signature> signatures;         // S/MIME, in the order of the mail
  std::uint32_t pgp_signatures = 0;          // never verified
  std::string wrapped_text;                  // of winmail.dat: the text where the mail has no other
  bool wrapped_html = false;                 // that text was HTML
  std::vector<std::string> charset_repairs;  // "iso-2022-jp -> cp932"
  std::uint32_t characters_replaced = 0;
  std::uint32_t links = 0;
  std::uint32_t link_mismatches = 0;
  std::uint32_t hidden_text = 0;
  std::uint32_t tracking_pixels = 0;
  std::uint32_t remote_images = 0;
  std::vector<std::shared_ptr<Opened>> opened;  // what attachments refer to
};

// Reports findings through ctx. `message` is the source that `structure` was parsed from; both must outlive the result.
Result<Gathered> gather(const Structure& structure, Source& message, Context& ctx);

}  // namespace mugai::mail
