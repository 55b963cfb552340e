#include "lib/formats/zip/part_name.h"

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"

namespace mugai::zip {
namespace {

constexpr std::size_t kMaxPartName = 260;

// unreserved = ALPHA / DIGIT / "-" / "." / "_" / "~" (RFC 3986 2.3): must not be percent-encoded in a part name.
bool is_unreserved(int c) {
  const char ch = static_cast<char>(c);
  return c < 0x80 && (ascii::is_alnum(ch) || ch == '-' || ch == '.' || ch == '_' || ch == '~');
}

// Percent-encoding may hide nothing: no slash, backslash, control or character that needs no encoding.
bool percent_is_honest(std::string_view segment) {
  for (std::size_t i = 0; i < segment.size(); ++i) {
    if (segment[i] != '%') continue;
    if (i + 2 >= segment.size()) return false;
    const int high = ascii::hex_value(segment[i + 1]);
    const int low = ascii::hex_value(segment[i + 2]);
    if (high < 0 || low < 0) return false;
    const int value = high * 16 + low;
    if (value < 0x20 || value == '/' || value == '\\' || value == 0x7F || is_unreserved(value)) return false;
  }
  return true;
}

// segment = 1*pchar, not ending in a dot (which covers "." and "..").
bool is_segment(std::string_view segment) {
  if (segment.empty() || segment.back() == '.') return false;
  for (const char c : segment) {
    if (ascii::is_control(c) || c == '\\' || c == ':' || c == '?' || c == '#' || c == '*' || c == '"' || c == '<' ||
        c == '>' || c == '|') {
      return false;
    }
  }
  return percent_is_honest(segment);
}

// ECMA-376-2 annex on interleaving: "[0].piece", "[1].last.piece" as the last segment.
bool is_piece(std::string_view segment) {
  const std::string lowered = ascii::lower(segment);
  return lowered.starts_with('[') && lowered.ends_with(".piece");
}

}  // namespace

std::optional<Anomaly> check_part_name(std::string_view name) {
  if (name.size() > kMaxPartName || !utf8::is_valid(name)) return Anomaly::PartName;
  if (name.ends_with('/')) name.remove_suffix(1);
  while (true) {
    const std::size_t slash = name.find('/');
    const std::string_view segment = name.substr(0, slash);
    if (is_piece(segment)) return Anomaly::Piece;
    if (!is_segment(segment)) return Anomaly::PartName;
    if (slash == std::string_view::npos) return std::nullopt;
    name.remove_prefix(slash + 1);
  }
}

}  // namespace mugai::zip
