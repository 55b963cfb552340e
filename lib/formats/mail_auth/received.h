// From which address a mail came into our own mail system, as our own mail server wrote it into its Received field
// (RFC 5321 4.4). The uppermost fields are ours; below them a sender can write what it likes, so the first public
// address from above counts, and private ones above it are hops between our own servers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mugai::mail_auth {

struct Hop {
  std::string client;  // IPv4 or IPv6 address
  std::string helo;    // may be empty
};

inline constexpr std::size_t kMaxHops = 8;  // fields that are looked at

// `header` is the beginning of the message, with CRLF or LF. nullopt where no field from above names a public address.
std::optional<Hop> sender_hop(std::string_view header);

// True for addresses that mean a host of its own on the Internet.
bool is_public_address(const std::string& address);

}  // namespace mugai::mail_auth
