// UTF-8 → Shift_JIS as Windows writes it (windows-31j), for organisations whose programs read nothing else.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mugai::plain {

// The bytes, or nullopt where a character has no place in it. The table is made at the first call.
std::optional<std::string> to_shift_jis(std::string_view utf8);

}  // namespace mugai::plain
