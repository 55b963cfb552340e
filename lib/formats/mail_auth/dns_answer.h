// A DNS answer (RFC 1035 4.1) as the job reads it: the records of the type that was asked for, aliases followed.
// Bytes of whoever owns the name: every length is checked, a compressed name goes backwards only.
#pragma once

#include <string>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/formats/mail_auth/facts.h"

namespace mugai::mail_auth {

struct Records {
  bool no_such_name = false;
  // TXT: the strings of a record joined. A and AAAA: 4 or 16 bytes. MX and PTR: the name, lower case.
  std::vector<std::string> values;
};
inline constexpr std::size_t kMaxRecords = 200;

// Error Malformed, Truncated, TooMany.
Result<Records> read_answer(Bytes message, const Question& question);

}  // namespace mugai::mail_auth
