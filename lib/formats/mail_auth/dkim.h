// DKIM (RFC 6376) by libopendkim: the one file that includes it is dkim.cc. Keys come from DnsAnswers, never from the
// library's own resolver.
#pragma once

#include <string>
#include <vector>

#include "lib/base/result.h"
#include "lib/formats/mail_auth/dns_answers.h"
#include "lib/stream/source.h"

namespace mugai::mail_auth {

inline constexpr std::size_t kMaxSignatures = 5;  // that are looked at, from above

// Loads what the library and OpenSSL load at their first use.
void warm_up_dkim();

// A result a signature, or "dkim=none". Where answers lack, they are noted in `answers` and the results are of no
// meaning. Error: Io of the source, Internal.
Result<std::vector<std::string>> check_dkim(Source& message, DnsAnswers& answers);

}  // namespace mugai::mail_auth
