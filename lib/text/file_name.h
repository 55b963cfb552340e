// File names of attachments: what is shown, what is checked, what is written out.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/policy/policy.h"

namespace mugai::text {

inline constexpr std::size_t kMaxNameBytes = 200;
inline constexpr std::size_t kMaxNameCharacters = 100;

struct FileName {
  std::string display;                  // clean_file_name()d; never empty
  std::vector<std::string> candidates;  // every reading that some program may take, cleaned, without doubles; display
                                        // is the first. The type decision takes the worst of all their extensions.
  std::vector<std::string> given;       // the names as decoded, uncleaned, one line each: for checks of what was meant
  bool names_disagree = false;          // 名前不一致: the names that were given differ in extension
  bool had_bidi = false;
  bool had_invisible = false;
  bool had_path = false;
  bool truncated = false;
  bool trimmed = false;    // dots or blanks at the ends were dropped
  bool forbidden = false;  // characters that no file name may hold were replaced
  bool device = false;     // a Windows device name was changed
  bool missing = false;    // no name was given: display is 添付ファイルN.EXT
};

// From the raw bodies of Content-Type and Content-Disposition (either may be empty). `ordinal` counts attachments
// from 1.
FileName choose_file_name(std::string_view raw_content_type, std::string_view raw_content_disposition,
                          unsigned ordinal);

// The same for a name that stands alone, as bytes in any charset (uuencode, TNEF).
FileName name_from_bytes(std::string_view raw_name);

// One safe component: no path, no / \ : * ? " < > |, control, bidirectional or invisible character, no leading or
// trailing dot or space, no Windows device name; kana with combining marks composed (NFD to NFC); at most `max_bytes`
// bytes (at least 32) and kMaxNameCharacters characters with the last extension kept. Empty where nothing is left.
// clean(clean(x)) == clean(x).
std::string clean_file_name(std::string_view utf8, std::size_t max_bytes = kMaxNameBytes);

// What follows the last dot, without it, ASCII in lower case; empty where there is none or it is over 20 bytes.
std::string extension_of(std::string_view name);

// `name` or `name (2)`, `name (3)`… before the extension, whichever nobody in `used` has under comparison without case
// and normalisation form; its key is added to `used`. The result is within kMaxNameBytes.
std::string unique_name(std::string name, std::set<std::string>& used);
// The key of that comparison. Coarser than any file system's: two names that one of them takes for the same have one
// key.
std::string name_key(std::string_view name);

// The parameters that carry `utf8_name` (already cleaned), each to be appended to a field body: ";\r\n name=…" and
// ";\r\n filename…=…". 7-bit, folded.
struct FileNameParameters {
  std::string content_type;
  std::string content_disposition;
};
FileNameParameters encode_file_name_parameters(std::string_view utf8_name, policy::FileNameStyle style);

// U+304B U+3099 becomes U+304C and so on, for kana alone; all else stays.
std::string compose_kana(std::string_view utf8);

}  // namespace mugai::text
