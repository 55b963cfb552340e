// A few DNS records and the answers that a server would give with them (RFC 1035): for tests of what reads such
// answers, and for the server in dns_stub.h.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/formats/mail_auth/facts.h"

namespace mugai::testing {

class DnsZone {
 public:
  void text(const std::string& name, const std::string& value);
  void address(const std::string& name, const std::string& four_bytes);
  void mail_server(const std::string& name, const std::string& host);
  void alias(const std::string& name, const std::string& target);

  // The answer to a query. With `truncated`, the one that says to come again by TCP.
  [[nodiscard]] Buffer answer(Bytes query, bool truncated = false) const;
  // As mugaid would have it.
  [[nodiscard]] mail_auth::Answer answer(const mail_auth::Question& question) const;

 private:
  using Key = std::pair<std::uint16_t, std::string>;
  std::map<Key, std::vector<std::string>> records_;  // data of each record
};

}  // namespace mugai::testing
