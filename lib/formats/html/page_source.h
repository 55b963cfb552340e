// Bytes of an HTML file → UTF-8, with what was done to them told (catalogue HTM-016, HTM-017).
#pragma once

#include <string>
#include <string_view>

#include "lib/base/bytes.h"
#include "lib/core/context.h"

namespace mugai::html {

// The charset that the page declares: 13.2.3.2, "prescan a byte stream"; empty where it declares none. Looks at the
// first 2 KiB.
std::string declared_charset(Bytes page);

// `label`: what stands outside of the page (Content-Type), stronger than what it says itself; may be empty.
std::string decode_page(Bytes page, std::string_view label, Context& ctx);

}  // namespace mugai::html
