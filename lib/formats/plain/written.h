// How a text file is written: charset, byte order mark, line ends. What the input had is kept where it is safe, so that
// the programs that read it go on reading it.
//
//   charset     UTF-8; Shift_JIS where the input was that and the policy keeps it
//   mark        where the input had one, or was no UTF-8 and is not plain ASCII: editors and spreadsheets in Japan take
//               unmarked text for Shift_JIS. Settings and code (kUnmarked) never get one.
//   line ends   CRLF where the first line of the input ended so, else LF; rows of a table: CRLF where any line ended so
#pragma once

#include <string_view>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/stream/sink.h"
#include "lib/text/charset.h"

namespace mugai::plain {

struct Form {
  bool mark = false;
  bool crlf = false;
  bool any_crlf = false;  // somewhere; of a table, whose cells may hold line ends of their own
  bool shift_jis = false;
};

inline constexpr std::uint64_t kMaxTextBytes = std::uint64_t{32} << 20;  // of a file read as text; above it TooLarge

// `extension`: lower case, as claimed.
Form form_of(Bytes input, const text::Decoded& decoded, std::string_view extension, const policy::Policy& policy);

// Writes `utf8` (LF line ends, or CRLF already where `crlf_done`) and finishes `out`. Charges the budget.
Result<void> write_text(std::string_view utf8, Form form, bool crlf_done, OutputSink& out, Context& ctx);

}  // namespace mugai::plain
