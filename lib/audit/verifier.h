// Verifier: reads the whole log and says whether it is whole: every line well formed, every hash right, every record
// after its predecessor, no file missing, nothing cut off at the end. Search reads the same lines.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "lib/audit/record.h"
#include "lib/base/result.h"

namespace mugai::audit {

enum class Damage : std::uint8_t {
  Edited,     // a line's bytes do not match its hash
  Malformed,  // a line is no record
  Reordered,  // a record's number is not above the one before
  Gap,        // numbers are missing
  Relinked,   // the number follows, but `prev` is not the hash of the record before
  Torn,       // the last line has no end (repaired at the next start)
  Truncated,  // the log ends before the record that `head`, or the caller, names
};
std::string_view damage_name(Damage damage) noexcept;

struct Problem {
  Damage damage = Damage::Edited;
  std::string file;
  std::uint64_t line = 0;  // from 1
  std::string words;       // English, one line
};

struct Verdict {
  std::uint64_t records = 0;
  std::uint64_t files = 0;
  std::uint64_t first_seq = 0;
  std::uint64_t last_seq = 0;
  std::string last_hash;
  std::vector<Problem> problems;  // at most kMaxProblems
  [[nodiscard]] bool whole() const noexcept { return problems.empty(); }
};
inline constexpr std::size_t kMaxProblems = 100;

// `expected_head`: "SEQ:HASH" noted down earlier outside the machine; empty for none. The log must contain it.
// The log may be written meanwhile: records after the ones seen at the start are not looked at. Error: Io.
Result<Verdict> verify(const std::string& folder, const std::string& expected_head = {});

// All conditions that are set must hold; texts are compared ignoring ASCII case, as substrings.
struct Query {
  std::string sender;
  std::string recipient;
  std::string date;  // YYYY-MM-DD or a prefix of it, Japan time
  std::string message_id;
  std::string file_name;  // name of an attachment or a dropped file
  std::string receipt;    // the object
  std::string action;     // prefix: "mail." finds all of them
  std::string sha256;     // of a message or file as it came, or as it went out, or of an attachment as it came
  std::uint64_t limit = 1000;
};
// Calls `found` with the raw line (no line end) of each match, oldest first. Lines that are no record are skipped:
// verify() tells of them. Error: Io.
Result<std::uint64_t> search(const std::string& folder, const Query& query,
                             const std::function<void(std::string_view line)>& found);

}  // namespace mugai::audit
