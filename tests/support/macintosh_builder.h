// Files as Macintosh programs of old wrapped them, made in memory (RFC 1740, RFC 1741, MacBinary II).
#pragma once

#include <string>
#include <string_view>

namespace mugai::testing {

// The text of a BinHex 4.0 file with its first line, lines of 64 characters with CRLF.
std::string binhex_of(const std::string& name, const std::string& data, const std::string& resource = "");
// With entries for the name, the data fork where `with_data`, and the resource fork.
std::string apple_single_of(const std::string& name, const std::string& data, bool with_data = true);
std::string macbinary_of(const std::string& name, const std::string& data);

}  // namespace mugai::testing
