// Record: one line of the audit log, as its caller fills it and as it stands in the file.
//
// Byte format: lib/audit/README.md. A record names who (user, terminal), what (action, object), how it ended (result,
// reason) and when (ts), and carries the hash of the record before it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "lib/audit/flat_json.h"
#include "lib/base/result.h"

namespace mugai::audit {

inline constexpr std::size_t kHashDigits = 64;
// `prev` of the very first record.
inline constexpr std::string_view kGenesis = "0000000000000000000000000000000000000000000000000000000000000000";

// What a caller says. All texts may come from outside: they are cleaned to one line and cut when the line is made.
struct Record {
  std::string user;      // sender's address, operator's name, or "system"
  std::string terminal;  // IP address of the peer, "local" for the control socket and the drop folder
  std::string action;    // dotted lower-case name: "mail.relay", "drop.file", "policy.reload"
  std::string object;    // receipt number or what was acted on
  bool success = true;
  std::string reason;  // why, where it failed or was changed; may be empty
  Fields more;         // action's own fields ("rcpt", "files", …); the fixed keys must not be repeated here
};

// One record read back. `fields` holds all of the line's fields, `hash` included.
struct Line {
  std::uint64_t seq = 0;
  std::string ts;
  std::string prev;
  std::string hash;
  Fields fields;
};

// 2026-11-22T16:07:00.123+09:00 from milliseconds since 1970 UTC.
std::string timestamp_jst(std::int64_t unix_ms);
// 2026-11-22
std::string date_jst(std::int64_t unix_ms);

// The whole line with its line end. Sets `hash` to the record's hash.
std::string encode(const Record& record, std::uint64_t seq, std::int64_t unix_ms, std::string_view prev,
                   std::string& hash);
// Reads and checks one line (without line end) for itself: grammar, fixed keys in their order, hash. The place in the
// chain is the verifier's to check. Malformed; BadChecksum where the hash is not that of the line.
Result<Line> decode(std::string_view line);

}  // namespace mugai::audit
