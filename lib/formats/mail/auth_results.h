// Authentication-Results (RFC 8601): what a mail server that this organisation trusts found out about the sender, kept
// as one field of our own. Nothing of its bytes is copied: methods, results and the values of a few properties are read
// by their grammar and written anew.
#pragma once

#include <string>
#include <string_view>

#include "lib/formats/mail/structure.h"

namespace mugai::mail {

// The value of our own field ("gateway; spf=pass smtp.mailfrom=example.jp; …", folded), of the uppermost field whose
// authserv-id is one of `trusted_hops` (separated by blanks); empty where there is none.
std::string own_authentication_results(const Fields& fields, std::string_view trusted_hops, std::string_view gateway);

}  // namespace mugai::mail
