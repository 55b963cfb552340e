// Report: what became of one file, as a JSON object for programs and as words for a person at a terminal.
// In: a JobReport that the launcher has filled and checked. Out: text, always valid UTF-8, no control characters.
// Nothing here reads a file or a clock.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/core/job.h"

namespace mugai::report {

struct FileReport {
  std::string input;                  // as the user or the drop folder named it; may hold any bytes
  std::optional<std::string> output;  // nullopt where no output was written
  JobReport job;
  std::string policy;   // "standard" or "standard@sha256:…"
  std::string version;  // of Mugai
};

// One JSON object without a line end. Keys, in this order: v, input, output, type, outcome, reason?, detail?,
// findings [{id, action, where, count, detail?}], children [same shape], bytes_in, bytes_out, sha256_in, sha256_out,
// sandbox? ("degraded"), policy, version, ms. `reason` is error_name(), `detail` the error's words; both only where
// the file was blocked or held. A byte of a name that is not UTF-8 becomes U+FFFD.
std::string to_json(const FileReport& report);
// The same and one LF: a line of a JSON Lines file.
std::string to_json_line(const FileReport& report);

// One line for a terminal: names, outcome, what was removed or why it was refused. `language`: "ja", else English.
std::string summary_line(const FileReport& report, std::string_view language);
// The line above, then one indented line for each kind of finding and for each nested file. Ends in LF.
std::string summary(const FileReport& report, std::string_view language);
// What `sanitize --explain ID` prints: title, risk and treatment of one row. Ends in LF.
std::string explain_finding(CatalogueId id, std::string_view language);

// "除去：マクロ、外部リンク2件" / "removed: macro, external link ×2"; empty where nothing was removed, rewritten or
// flattened. Findings of one title are added up; at most `max_titles` titles, then "ほか3種類" / "3 more kinds".
std::string removed_words(const std::vector<Finding>& findings, std::string_view language, std::size_t max_titles = 6);

}  // namespace mugai::report
