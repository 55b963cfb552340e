// Mails with a DKIM signature, made by libopendkim with a key of the test's own.
#pragma once

#include <string>

namespace mugai::testing {

struct DkimKey {
  std::string private_pem;
  std::string record;  // "v=DKIM1; k=rsa; p=…"
};
DkimKey make_dkim_key(unsigned bits = 1024);

// `mail` with the signature of that key as its first field. Every field of `mail` is signed.
std::string sign_mail(const std::string& mail, const DkimKey& key, const std::string& domain,
                      const std::string& selector);

}  // namespace mugai::testing
