// Hosts that a reader should know of before following a link: what lies behind it is outside of what a gateway can look
// at (catalogue BODY-011), or it asks the reader to take part in something (BODY-012). Reported, never changed.
#pragma once

#include <string_view>

namespace mugai::html {

// `host`: lower case, without port. True for the host itself and for all below it.
bool is_file_storage(std::string_view host) noexcept;
bool is_meeting(std::string_view host) noexcept;

}  // namespace mugai::html
