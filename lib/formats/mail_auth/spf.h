// SPF (RFC 7208) by libspf2: the one file that includes it is spf.cc. Records come from DnsAnswers alone.
#pragma once

#include <string>

#include "lib/formats/mail_auth/dns_answers.h"

namespace mugai::mail_auth {

struct SpfInput {
  std::string client;  // IPv4 or IPv6 address
  std::string helo;    // may be empty
  std::string sender;  // of the envelope; empty for a report of non-delivery
};

// "spf=pass smtp.mailfrom=example.jp". Where answers lack, they are noted in `answers` and the result is of no meaning.
std::string check_spf(const SpfInput& input, DnsAnswers& answers);
// Makes the library's state; check_spf is of one thread.
void warm_up_spf();

}  // namespace mugai::mail_auth
