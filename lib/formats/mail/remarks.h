// What a reader of the mail should know about its sender and its dates: a closed list, with words for the notice.
// Values that come from the mail are one line, quoted and bounded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/formats/mail/smime.h"

namespace mugai::mail {

enum class RemarkKind : std::uint8_t {
  NameShowsOtherAddress,  // MAIL-006
  OwnDomainFromOutside,   // MAIL-006
  LooksLikeOwnDomain,     // MAIL-008; value: the domain
  InternationalDomain,    // MAIL-008; value: punycode and characters
  MixedScripts,           // MAIL-008; value: punycode
  ReplyToDiffers,         // MAIL-007; value: the address
  DateInFuture,           // MAIL-012
  DateLongAgo,            // MAIL-012
  PgpUnverified,          // MIME-013
  PasswordInText,         // BODY-010
  SharedFileLink,         // BODY-011; value: the host
  MeetingLink,            // BODY-012; value: the host
  ForgedNotice,           // BODY-008
  SenderConfirmed,        // value: the domain that signed
  SenderDoubtful,         // value: the domain that does not stand for the mail; may be empty
};
inline constexpr int kRemarkKindCount = 15;

struct Remark {
  RemarkKind kind = RemarkKind::NameShowsOtherAddress;
  std::string value;  // untrusted
};

// One sentence; `language`: "ja", else English.
std::string remark_words(const Remark& remark, std::string_view language);
// What was found out about an S/MIME signature.
std::string signature_words(const Signature& signature, std::string_view from_address, std::string_view language);

}  // namespace mugai::mail
