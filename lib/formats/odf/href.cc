// Addresses inside of a package (ODF 1.3 part 2, 3.7): relative to the document that holds them.
#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/formats/odf/package.h"

namespace mugai::odf {
namespace {

// Percent escapes of RFC 3986, 2.1; nullopt where one is broken or hides a separator, a control or a percent sign.
std::optional<std::string> decode_percent(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out.push_back(text[i]);
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const int high = ascii::hex_value(text[i + 1]);
    const int low = ascii::hex_value(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    const char c = static_cast<char>(high * 16 + low);
    if (ascii::is_control(c) || c == '/' || c == '\\' || c == '%') return std::nullopt;
    out.push_back(c);
    i += 2;
  }
  return utf8::is_valid(out) ? std::optional(std::move(out)) : std::nullopt;
}

bool is_plain_byte(char c) noexcept {
  return ascii::is_alnum(c) || std::string_view("-._~/ !$&'()+,;=@").find(c) != std::string_view::npos ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::optional<std::string> resolve_href(std::string_view prefix, std::string_view href) {
  href = ascii::trim(href);
  while (href.starts_with("./"))
    href.remove_prefix(2);
  const auto path = decode_percent(href);
  if (!path.has_value() || path->empty() || path->front() == '/' || path->find_first_of(":\\?#*\"<>|") != path->npos) {
    return std::nullopt;
  }
  for (std::string_view rest = *path; !rest.empty();) {
    const std::size_t slash = rest.find('/');
    const std::string_view segment = rest.substr(0, slash);
    if (segment.empty() || segment == "." || segment == "..") return std::nullopt;
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  return std::string(prefix) + *path;
}

std::string relative_href(std::string_view prefix, std::string_view name) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : name.substr(prefix.size())) {
    if (is_plain_byte(c)) {
      out.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
  }
  return out;
}

}  // namespace mugai::odf
