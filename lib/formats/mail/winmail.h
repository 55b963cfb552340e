// What winmail.dat wraps (MS-OXTNEF), as the mail handler needs it: its text as the text of a mail, and its files by
// their place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/formats/mail/body_text.h"

namespace mugai::mail {

struct WrappedFile {
  std::string name;  // UTF-8, not yet cleaned
  std::string type;  // media type as claimed; may be empty
  std::uint64_t offset = 0, length = 0;
  std::optional<ErrorCode> refused;  // a file that lies elsewhere, an OLE object
};

struct Winmail {
  BodyText body;
  std::vector<WrappedFile> files;
};

// Error Malformed or Truncated where the strict reader cannot read all of it.
Result<Winmail> read_winmail(Bytes bytes, Context& ctx);

}  // namespace mugai::mail
