// The header of the new message: an allow-list of fields, each decoded and written again from its value. What is not
// on the list does not pass. Sources: RFC 5322 section 3.6, RFC 8601 section 5, catalogue MAIL-001..012.
#pragma once

#include <string>
#include <vector>

#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/formats/mail/remarks.h"
#include "lib/formats/mail/structure.h"

namespace mugai::mail {

struct RebuiltHeader {
  std::string text;                          // folded lines with CRLF, 7-bit; without MIME-Version and Content-*
  std::string from_address;                  // of the first From mailbox; empty where there was none
  std::string subject;                       // decoded, without our prefix
  std::vector<std::string> charset_repairs;  // "iso-2022-jp -> cp932" of fields that had to be repaired
  std::uint32_t characters_replaced = 0;
  std::vector<Remark> remarks;  // what the reader should know
};

// Reports what it leaves out through ctx. Errors: Ambiguous (two From fields, two Content-Type fields), TooMany (a
// mail loop: more than kMaxReceived Received fields).
Result<RebuiltHeader> rebuild_header(const Fields& fields, Context& ctx);

inline constexpr std::size_t kMaxReceived = 60;

}  // namespace mugai::mail
