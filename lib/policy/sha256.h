// SHA-256 of a short text, lower-case hexadecimal. Wraps OpenSSL.
#pragma once

#include <string>

#include "lib/base/bytes.h"

namespace mugai::policy {

std::string sha256_hex(Bytes bytes);

}  // namespace mugai::policy
