#include "daemon/mugaid/smtp_in/peers.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "lib/base/ascii.h"

namespace mugai::smtp {
namespace {

using Bits = std::array<std::uint8_t, 16>;
constexpr unsigned kMappedPrefix = 96;  // of ::ffff:0:0/96

struct Address {
  Bits bits{};
  bool v4 = false;
};

std::optional<Address> parse_address(const std::string& text) {
  Address address;
  in_addr v4{};
  if (::inet_pton(AF_INET, text.c_str(), &v4) == 1) {
    address.v4 = true;
    address.bits[10] = address.bits[11] = 0xFF;
    std::memcpy(address.bits.data() + 12, &v4, 4);
    return address;
  }
  in6_addr v6{};
  if (::inet_pton(AF_INET6, text.c_str(), &v6) != 1) return std::nullopt;
  std::memcpy(address.bits.data(), &v6, 16);
  return address;
}

bool bit(const Bits& bits, unsigned index) {
  return (bits.at(index / 8) >> (7 - index % 8) & 1) != 0;
}

}  // namespace

Result<PeerList::Network> PeerList::parse_network(const std::string& text) {
  const std::size_t slash = text.find('/');
  const std::optional<Address> address = parse_address(text.substr(0, slash));
  if (!address)
    return make_error(ErrorCode::Malformed, "\"" + text + "\" is no IP address or network (as 192.0.2.0/24)");
  const unsigned widest = address->v4 ? 32 : 128;
  unsigned prefix = widest;
  if (slash != std::string::npos) {
    const auto value = ascii::parse_decimal(text.substr(slash + 1));
    if (!value || *value > widest) {
      return make_error(ErrorCode::Malformed,
                        "\"" + text + "\": the prefix is a number from 0 to " + std::to_string(widest));
    }
    prefix = static_cast<unsigned>(*value);
  }
  Network network;
  network.bits = address->bits;
  network.prefix = address->v4 ? prefix + kMappedPrefix : prefix;
  for (unsigned i = network.prefix; i < 128; ++i) {
    if (bit(network.bits, i))
      return make_error(ErrorCode::Malformed, "\"" + text + "\" has bits set behind its prefix");
  }
  return network;
}

Result<PeerList> PeerList::parse(const std::vector<std::string>& networks) {
  PeerList list;
  for (const std::string& text : networks) {
    TRY_ASSIGN(const Network network, parse_network(text));
    list.networks_.push_back(network);
  }
  return list;
}

bool PeerList::allows(std::string_view text) const {
  // A zone ("fe80::1%eth0") is not part of the address.
  const std::optional<Address> address = parse_address(std::string(text.substr(0, text.find('%'))));
  if (!address) return false;
  return std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
    for (unsigned i = 0; i < network.prefix; ++i) {
      if (bit(network.bits, i) != bit(address->bits, i)) return false;
    }
    return true;
  });
}

}  // namespace mugai::smtp
