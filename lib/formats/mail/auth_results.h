// Authentication-Results (RFC 8601): what a mail server that this organisation trusts found out about the sender, and
// what mugaid had checked itself (lib/formats/mail_auth), as one field of our own. Nothing of its bytes is copied:
// methods, results and the values of a few properties are read by their grammar and written anew.
#pragma once

#include <string>
#include <string_view>

#include "lib/formats/mail/structure.h"

namespace mugai::mail {

// The value of our own field ("gateway; spf=pass smtp.mailfrom=example.jp; …", folded): the results of `verified`
// (MailValues), then those of the uppermost field whose authserv-id is one of `trusted_hops` (separated by blanks);
// empty where there is neither.
std::string own_authentication_results(const Fields& fields, std::string_view verified, std::string_view trusted_hops,
                                       std::string_view gateway);

// What `verified` means for a reader who sees `from_domain`.
struct SenderFinding {
  std::string confirmed_by;  // a domain that the sender's is or lies in has signed the mail
  bool doubtful = false;     // nobody has, and a signature or the sender's servers are wrong
  std::string doubted;       // whose; may be empty
};
SenderFinding judge_sender(std::string_view verified, std::string_view from_domain);

}  // namespace mugai::mail
