#include "lib/formats/mail_auth/received.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "lib/base/ascii.h"
#include "lib/formats/mail_auth/facts.h"

namespace mugai::mail_auth {
namespace {

struct Net {
  std::uint32_t address;
  unsigned bits;
};
// RFC 6890: this network, private, shared, loopback, link-local, documentation is public here (tests use it), multicast
// and above.
constexpr std::array<Net, 8> kNotPublic = {{{0x00000000, 8},
                                            {0x0A000000, 8},
                                            {0x64400000, 10},
                                            {0x7F000000, 8},
                                            {0xA9FE0000, 16},
                                            {0xAC100000, 12},
                                            {0xC0A80000, 16},
                                            {0xE0000000, 3}}};

// One field without its line ends, and what follows it.
std::string next_field(std::string_view& rest) {
  std::string field;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) {
      rest = {};
      break;
    }
    if (!field.empty() && line.front() != ' ' && line.front() != '\t') break;
    field += line;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return field;
}

// address-literal = "[" IPv4 "]" / "[IPv6:" IPv6 "]" ; the prefix is often left out
std::string first_literal(std::string_view text) {
  for (std::size_t at = text.find('['); at != std::string_view::npos; at = text.find('[', at + 1)) {
    const std::size_t end = text.find(']', at);
    if (end == std::string_view::npos) break;
    std::string_view inner = text.substr(at + 1, end - at - 1);
    if (ascii::starts_with_ignoring_case(inner, "IPv6:")) inner.remove_prefix(5);
    const std::string address(inner.substr(0, 64));
    std::array<unsigned char, sizeof(in6_addr)> parsed{};
    if (::inet_pton(AF_INET, address.c_str(), parsed.data()) == 1 ||
        ::inet_pton(AF_INET6, address.c_str(), parsed.data()) == 1) {
      return address;
    }
  }
  return {};
}

// from-part = "from" FWS helo ["(" ... "[" address "]" ... ")"] "by" …
std::optional<Hop> read_hop(const std::string& field) {
  std::string_view text = ascii::trim(std::string_view(field).substr(field.find(':') + 1));
  if (!ascii::starts_with_ignoring_case(text, "from ")) return std::nullopt;
  text = ascii::trim(text.substr(5));
  const std::string lowered = ascii::lower(text);
  text = text.substr(0, lowered.find(" by "));
  Hop hop;
  hop.client = first_literal(text);
  if (hop.client.empty()) return std::nullopt;
  const std::string helo = ascii::lower(text.substr(0, text.find_first_of(" \t(")));
  if (is_dns_name(helo)) hop.helo = helo;
  return hop;
}

}  // namespace

bool is_public_address(const std::string& address) {
  in_addr four{};
  if (::inet_pton(AF_INET, address.c_str(), &four) == 1) {
    const std::uint32_t value = ntohl(four.s_addr);
    return std::none_of(kNotPublic.begin(), kNotPublic.end(),
                        [&](const Net& net) { return (value ^ net.address) >> (32U - net.bits) == 0; });
  }
  in6_addr six{};
  if (::inet_pton(AF_INET6, address.c_str(), &six) != 1) return false;
  return (six.s6_addr[0] & 0xE0U) == 0x20U;  // 2000::/3, RFC 4291 2.4
}

std::optional<Hop> sender_hop(std::string_view header) {
  std::size_t hops = 0;
  while (!header.empty() && hops < kMaxHops) {
    const std::string field = next_field(header);
    if (field.empty()) break;
    if (!ascii::starts_with_ignoring_case(field, "Received:")) continue;
    ++hops;
    std::optional<Hop> hop = read_hop(field);
    if (!hop) return std::nullopt;  // ours names an address always: this one is another's, or a local program's
    if (is_public_address(hop->client)) return hop;
  }
  return std::nullopt;
}

}  // namespace mugai::mail_auth
