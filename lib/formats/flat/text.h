// The document as one piece of UTF-8, and its root element.
//
// Limits: kMaxFlatBytes of input. Errors: TooLarge; those of the transcoder.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/stream/source.h"

namespace mugai::flat {

inline constexpr std::uint64_t kMaxFlatBytes = std::uint64_t{48} << 20;

// UTF-16 becomes UTF-8; the mark goes. Charged to the budget.
Result<std::string> read_text(Source& in, Budget& budget);

struct Root {
  std::string namespace_uri;
  std::string local_name;
  std::size_t at = 0;  // of its '<'
};
// Error Malformed where there is none, and for a document type declaration (xml::is_dtd_error()).
Result<Root> find_root(std::string_view text);

}  // namespace mugai::flat
