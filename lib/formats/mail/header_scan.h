// The raw header of a message, looked at once before it is parsed: what of it programs read in different ways
// (RFC 5322 section 2.2, 3.2.2; catalogue MAIL-002).
#pragma once

#include <cstdint>

#include "lib/base/result.h"
#include "lib/stream/source.h"

namespace mugai::mail {

struct HeaderScan {
  std::uint64_t start = 0;     // where the message begins: after a "From " line of a mailbox file
  bool leading_blank = false;  // the first line continues nothing
  bool blank_line = false;     // a line of blanks alone: the end of the header for some, a folding for others
  bool space_before_colon = false;
  bool bare_cr = false;  // a CR that ends no line
  bool nul = false;
  [[nodiscard]] bool is_odd() const noexcept {
    return start != 0 || leading_blank || blank_line || space_before_colon || bare_cr || nul;
  }
};

// Reads to the first empty line, at most kMaxHeaderBytes. Error: Io.
Result<HeaderScan> scan_header(Source& message);

}  // namespace mugai::mail
