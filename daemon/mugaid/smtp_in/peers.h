// PeerList: which addresses may talk to the SMTP server (POL-08). Networks in CIDR form, IPv4 and IPv6; an IPv4 address
// that arrives mapped into IPv6 (::ffff:192.0.2.1) is taken as IPv4.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"

namespace mugai::smtp {

class PeerList {
 public:
  // "192.0.2.0/24", "2001:db8::/32", "127.0.0.1". Bits set behind the prefix are Malformed: a typing error.
  static Result<PeerList> parse(const std::vector<std::string>& networks);
  // `address` as text; false where it is no address.
  [[nodiscard]] bool allows(std::string_view address) const;

 private:
  struct Network {
    std::array<std::uint8_t, 16> bits{};  // IPv4 as ::ffff:a.b.c.d
    unsigned prefix = 128;
  };
  static Result<Network> parse_network(const std::string& text);
  std::vector<Network> networks_;
};

}  // namespace mugai::smtp
