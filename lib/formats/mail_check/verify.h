// The last look before a message goes on: a fresh process reads the new message with this grammar alone and with none
// of the code that wrote it. Whatever does not fit is a Fault, and the message is not sent.
//
//   message    = 1*field CRLF ( body / multipart )
//   field      = name ":" SP *printable *( CRLF SP 1*printable ) CRLF     ; name from a fixed list, line <= 998
//   body       = *( 76base64 CRLF ) [ 4..76base64 CRLF ]                  ; canonical: RFC 4648 section 3.5
//   multipart  = delimiter CRLF part *( CRLF delimiter CRLF part ) CRLF delimiter "--" CRLF
//   delimiter  = "--" kBoundary
//   part       = 2*3field CRLF body                                       ; the first is the text
//
// The text is valid UTF-8 without controls but TAB, CR and LF, CR before LF alone. Each attachment is, byte for byte,
// the result of a job that the program itself saw end well: its SHA-256 is one of those that the program names.
//
// Memory: about 200 KiB, whatever the size of the message. The message is read once, from its start to its end.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "lib/base/bytes.h"
#include "lib/stream/digest.h"

namespace mugai::mail_check {

// Every body is base64, whose alphabet has neither "=_" within a line nor "_" at all: the boundary cannot occur.
inline constexpr std::string_view kBoundary = "=_mugai_part_=";

// What was wrong. Its number is all that leaves the process: an exit status.
enum class Fault : std::uint8_t {
  None,
  Unreadable,  // the message could not be read
  Line,        // too long, without an end, or with a bare CR, LF or NUL
  Field,       // a character or a length that no field of ours has
  Name,        // a field that is not on the list
  Type,        // a Content-Type or transfer encoding that is not ours
  Boundary,    // a boundary missing, or one too many
  Base64,      // not the one canonical form
  Text,        // not UTF-8, or with a control character
  Attachment,  // no result of a job
  Parts,       // more parts than a message may have
};
inline constexpr int kFaultCount = 11;
// English, for the operator: "a field that is not on the list".
std::string_view fault_words(Fault fault) noexcept;

// Where the message comes from, in order.
class Reader {
 public:
  virtual ~Reader() = default;
  // Fills the beginning of `into`; the number of bytes, 0 at the end, nullopt where it cannot be read.
  virtual std::optional<std::size_t> read(MutableBytes into) = 0;
};

// `results`: digests of what attachments may be; nullopt accepts any (tests of a mail job alone, without the program).
Fault verify(Reader& message, std::optional<std::span<const Sha256Value>> results);

}  // namespace mugai::mail_check
