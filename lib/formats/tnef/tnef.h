// winmail.dat (MS-OXTNEF): a strict, bounded reader. Every attribute's length and checksum must be right and nothing
// may follow; what does not fit is an Error, never a guess (catalogue TNEF-004).
#pragma once

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/formats/mapi/message.h"

namespace mugai::tnef {

// Attachments refer to places in `bytes`. Reports TNEF-002, TNEF-003 and what mapi::read_message reports. Errors:
// Malformed, Truncated, BadChecksum, TooMany.
Result<mapi::Message> parse(Bytes bytes, Context& ctx);

}  // namespace mugai::tnef
