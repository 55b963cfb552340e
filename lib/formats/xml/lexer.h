// Lexer: the grammar of single XML tokens, shared by the filter's general path and the reader. Works on one complete
// token in memory; who calls it has found where the token ends. All views point into the caller's bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"
#include "lib/formats/xml/limits.h"

namespace mugai::xml {

struct RawAttribute {
  std::string_view name;   // qualified name, checked to be a QName only by who resolves it
  std::string_view value;  // between the quotes, as written
};
struct RawTag {
  std::string_view name;
  std::vector<RawAttribute> attributes;
  bool empty = false;  // <a/>
};

// The length of the tag at the front of `text` ('<' first), with its '>'; a '>' in quotes does not count. nullopt
// where it is not there yet.
std::optional<std::size_t> find_tag_end(std::string_view text) noexcept;

// `raw` is a whole tag, '<' to '>'. Error Malformed at `offset` (of the tag), TooMany, TooLarge.
Result<void> parse_start_tag(std::string_view raw, const Limits& limits, std::uint64_t offset, RawTag& tag);
// [42] ETag ::= '</' Name S? '>': the name.
Result<std::string_view> parse_end_tag(std::string_view raw, std::uint64_t offset);

struct Declaration {
  std::string_view encoding;  // empty for none
};
// `raw` is "<?xml" to "?>". Error Malformed; Unsupported for a version other than 1.0.
Result<Declaration> parse_declaration(std::string_view raw, std::uint64_t offset);

inline constexpr std::size_t kMaxReferenceBytes = 64;
struct Reference {
  char32_t code = 0;
  std::size_t length = 0;  // bytes from '&' to ';'
};
// At '&'. Character reference or one of the five entities; anything else is Malformed. `text` holds the whole
// reference or kMaxReferenceBytes of it.
Result<Reference> parse_reference(std::string_view text, std::uint64_t offset);

// Appends the decoded value: references resolved, white space made spaces (3.3.3).
Result<void> append_attribute_value(std::string& out, std::string_view raw, std::uint64_t offset);
// Appends decoded character data without '<': references resolved, line ends normalised (2.11), "]]>" refused.
Result<void> append_text(std::string& out, std::string_view raw, std::uint64_t offset);
// Appends the inside of a CDATA section: line ends alone.
void append_cdata(std::string& out, std::string_view raw);

// [17] PITarget, and no colon in it (Namespaces, 7); "xml" in any case is reserved.
bool is_pi_target(std::string_view name) noexcept;

Error dtd_error(std::uint64_t offset);

}  // namespace mugai::xml
