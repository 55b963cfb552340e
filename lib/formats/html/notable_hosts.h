// Hosts that a reader should know of before following a link: what lies behind it is outside of what a gateway can look
// at (catalogue BODY-011), or it asks the reader to take part in something (BODY-012). Reported, never changed.
#pragma once

#include <cstdint>
#include <string_view>

namespace mugai::html {

enum class HostKind : std::uint8_t { Ordinary, Storage, Meeting };

// `host`: lower case, without port. The kind of the host itself or of a domain above it.
HostKind host_kind(std::string_view host) noexcept;

}  // namespace mugai::html
