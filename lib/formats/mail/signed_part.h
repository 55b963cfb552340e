// Finds the exact bytes that a multipart/signed part signs (RFC 1847 2.1) and asks whether they are what was signed.
#pragma once

#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/formats/mail/smime.h"
#include "lib/formats/mail/structure.h"
#include "lib/stream/source.h"

namespace mugai::mail {

// CAs and time as the gateway handed them in.
Trust trust_of(const Context& ctx);

// `part` is a multipart/signed with an S/MIME signature as its second part. Error: Io alone.
Result<Signature> verify_signed_part(const Part& part, Source& message, Context& ctx);

}  // namespace mugai::mail
