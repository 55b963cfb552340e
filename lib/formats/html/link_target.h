// Where a link leads: the value of href as a mail program would read it, what of it can be shown to a person, and
// whether the link's text tells another story (catalogue BODY-002 to BODY-004, HTM-004, HTM-005, HTM-019).
//
// In:    untrusted attribute values and link texts.
// Out:   plain values; `shown` is one line of clean text that cannot end the "<…>" it stands in.
// Gaps:  hosts are compared as written: look-alike letters are the business of whoever shows the host in punycode.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mugai::html {

enum class TargetKind : std::uint8_t {
  Web,       // http, https, ftp with a host
  Mail,      // mailto with an address
  Phone,     // tel
  Internal,  // "#place" or empty
  Relative,  // leads nowhere in a mail
  Cid,       // a part of the same mail
  Script,    // javascript, vbscript
  Data,      // data, blob
  Refused,   // every other scheme, UNC paths
};

struct Target {
  TargetKind kind = TargetKind::Internal;
  std::string shown;        // for Web, Mail and Phone
  std::string host;         // for Web: lower-case, without user and port; for Mail: the address
  bool obfuscated = false;  // the scheme or host was hidden behind blanks, controls or odd letters
  bool disguised = false;   // user information, a number for a host, backslashes: made to look like another place
  bool extended = false;    // mailto with more than an address and a subject

  // As new, with the room that it has taken.
  void clear() noexcept {
    kind = TargetKind::Internal;
    shown.clear();
    host.clear();
    obfuscated = disguised = extended = false;
  }
};

// Follows the URL standard (https://url.spec.whatwg.org/#url-parsing) as far as these questions need it. `max_bytes`
// cuts `shown`.
Target parse_target(std::string_view untrusted_href, std::uint64_t max_bytes);
void parse_target(std::string_view untrusted_href, std::uint64_t max_bytes, Target& target);

// True where the text says all that the target says: the same address, or the same URL up to scheme and last slash.
bool says_target(std::string_view text, const Target& target);

// True where the text shows a host or a mail address, and the target is at another.
bool contradicts_target(std::string_view text, const Target& target);

}  // namespace mugai::html
