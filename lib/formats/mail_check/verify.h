// The last look before a message goes on: a fresh process reads the new message with this grammar alone and with none
// of the code that wrote it. Whatever does not fit is an Error, and the message is not sent.
//
//   message    = 1*field CRLF ( body / multipart )
//   field      = name ":" SP *printable *( CRLF SP 1*printable ) CRLF     ; name from a fixed list, line <= 998
//   body       = *( 76base64 CRLF ) [ 4..76base64 CRLF ]                  ; canonical: RFC 4648 section 3.5
//   multipart  = delimiter CRLF part *( CRLF delimiter CRLF part ) CRLF delimiter "--" CRLF
//   delimiter  = "--" kBoundary                                           ; below
//   part       = 2*3field CRLF body                                       ; the first is the text
// The text is valid UTF-8 without controls but TAB, CR and LF, CR before LF alone. Each attachment is, by its bytes, of
// a type that some handler writes.
#pragma once

#include <string_view>

#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/stream/source.h"

namespace mugai::mail_check {

// Every body is base64, whose alphabet has neither "=_" within a line nor "_" at all: the boundary cannot occur.
inline constexpr std::string_view kBoundary = "=_mugai_part_=";

// Malformed where the grammar is not met, Forbidden where an attachment is of a type that no handler writes; both
// with finding RUN-009.
Result<void> verify(Source& message, Context& ctx);

}  // namespace mugai::mail_check
