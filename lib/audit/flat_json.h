// Flat JSON: one object on one line whose values are strings, whole numbers, booleans and lists of strings. Audit
// records and the control socket use nothing else, so that one small strict grammar serves both. Keys keep their order.
//
// In: field lists, or one line. Out: one canonical line (no space, one way to write each character), or fields.
// Limits: kMaxLineBytes a line, kMaxFields fields, kMaxListItems items. No nesting beyond a list.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "lib/base/result.h"

namespace mugai::audit {

using StringList = std::vector<std::string>;
using Value = std::variant<std::string, std::int64_t, bool, StringList>;
using Fields = std::vector<std::pair<std::string, Value>>;

inline constexpr std::size_t kMaxLineBytes = 512 * 1024;
inline constexpr std::size_t kMaxFields = 64;
inline constexpr std::size_t kMaxListItems = 1000;

// Appends `text` as a JSON string: quotes, backslash and C0 escaped, everything else as it is. Ill-formed UTF-8
// becomes U+FFFD, so that a line is always valid JSON.
void append_json_string(std::string& out, std::string_view text);
void append_json_value(std::string& out, const Value& value);
// {"a":"b","n":1} without a line end.
std::string to_line(const Fields& fields);

// Reads one line without its line end. Malformed on anything else than one flat object; TooLarge, TooMany.
Result<Fields> parse_line(std::string_view line);

// The value of `key`, or nullptr / an empty text / zero.
const Value* find(const Fields& fields, std::string_view key) noexcept;
std::string_view text_of(const Fields& fields, std::string_view key) noexcept;
std::int64_t number_of(const Fields& fields, std::string_view key) noexcept;

}  // namespace mugai::audit
