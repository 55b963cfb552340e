// The page of a web archive (MHTML, RFC 2557): the first text/html part of one multipart/related, decoded. Every other
// part (pictures, frames, ActiveMime) is left out and told (catalogue MHT-001).
//
//   archive   = fields line-end *( "--" boundary line-end fields line-end body ) "--" boundary "--"
//
// Strict: an archive that two readers could take apart in two ways is refused.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/result.h"
#include "lib/core/context.h"

namespace mugai::html {

struct ArchivedPage {
  std::string bytes;
  std::string charset;  // of its Content-Type; may be empty
};

// Error Malformed, Ambiguous, Unsupported (no page in it), TooMany.
Result<ArchivedPage> read_archive(std::string_view file, Context& ctx);

}  // namespace mugai::html
