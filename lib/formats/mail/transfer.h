// Takes the transfer encoding off a part (RFC 2045 section 6). In: the raw content of a leaf. Out: its bytes.
//
// The five mechanisms of the standard, misspelt forms of those that change nothing, and uuencode as some gateways name
// it. Whatever else is named there is read differently by different programs and refused (catalogue MIME-003).
#pragma once

#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/formats/mail/structure.h"
#include "lib/stream/sink.h"
#include "lib/stream/source.h"

namespace mugai::mail {

enum class Purpose : std::uint8_t {
  File,  // delivered as a file: two readings of it are one too many
  Text,  // shown as text that is written anew: the reading that stops at the padding, with what follows it where that
         // is text too (lists of mail append lines to base64 bodies)
};

// Writes the content of a Leaf of `message` to `sink` and finishes it. Errors: Unsupported (an unknown encoding),
// Ambiguous (base64 that two decoders read differently); both are reported as MIME-003.
Result<void> write_decoded(const Part& leaf, Source& message, Purpose purpose, Context& ctx, Sink& sink);

// True where the field names an encoding that changes the bytes; a composite part (RFC 2045 6.4) must not have one.
bool changes_bytes(const Part& part);

}  // namespace mugai::mail
