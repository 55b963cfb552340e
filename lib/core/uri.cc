#include "lib/core/uri.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"

namespace mugai::uri {
namespace {

// Deeper than any honest writer encodes; after that many rounds a '%' that still decodes is hiding something.
constexpr int kMaxRounds = 4;

struct NamedReference {
  std::string_view name;
  char value;
};
// The references that have been used to hide a scheme in HTML and XML (GEN-010); the others do not stand for ASCII.
constexpr std::array<NamedReference, 8> kReferences = {{{"colon;", ':'},
                                                        {"tab;", '\t'},
                                                        {"newline;", '\n'},
                                                        {"amp;", '&'},
                                                        {"sol;", '/'},
                                                        {"bsol;", '\\'},
                                                        {"num;", '#'},
                                                        {"commat;", '@'}}};

// "&#58;", "&#x3a;" at text[at]: the character and the bytes it takes. A missing ';' is tolerated, as browsers do.
struct Reference {
  char value = 0;
  std::size_t length = 0;
};
std::optional<Reference> read_numeric(std::string_view text) {
  std::size_t at = 2;
  const bool hex = at < text.size() && ascii::to_lower(text[at]) == 'x';
  if (hex) ++at;
  const std::size_t first = at;
  std::uint32_t code = 0;
  for (; at < text.size() && at - first < 8; ++at) {
    const int digit = ascii::hex_value(text[at]);
    if (digit < 0 || (!hex && digit > 9)) break;
    code = code * (hex ? 16U : 10U) + static_cast<std::uint32_t>(digit);
  }
  if (at == first || code >= 0x80) return std::nullopt;
  if (at < text.size() && text[at] == ';') ++at;
  return Reference{static_cast<char>(code), at};
}

std::optional<Reference> read_reference(std::string_view text) {
  if (text.size() < 3 || text[0] != '&') return std::nullopt;
  if (text[1] == '#') return read_numeric(text);
  for (const auto& [name, value] : kReferences) {
    if (ascii::starts_with_ignoring_case(text.substr(1), name)) return Reference{value, name.size() + 1};
  }
  return std::nullopt;
}

// One round of percent (RFC 3986, 2.1) and reference decoding of the ASCII range.
std::string decode_once(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '%' && i + 2 < text.size() && ascii::hex_value(text[i + 1]) >= 0 &&
        ascii::hex_value(text[i + 2]) >= 0) {
      out.push_back(static_cast<char>(ascii::hex_value(text[i + 1]) * 16 + ascii::hex_value(text[i + 2])));
      i += 3;
    } else if (const auto reference = read_reference(text.substr(i))) {
      out.push_back(reference->value);
      i += reference->length;
    } else {
      out.push_back(text[i++]);
    }
  }
  return out;
}

std::string decode_fully(std::string_view text) {
  std::string decoded(text);
  for (int round = 0; round < kMaxRounds; ++round) {
    std::string next = decode_once(decoded);
    if (next == decoded) break;
    decoded = std::move(next);
  }
  return decoded;
}

// Characters that no honest URI holds in any of its forms and that change what a reader sees or resolves.
bool has_hidden_character(std::string_view text) {
  while (!text.empty()) {
    const auto c = utf8::decode(text);
    if (c.valid && (c.code < 0x20 || (c.code >= 0x7F && c.code < 0xA0) || utf8::is_bidi_control(c.code) ||
                    utf8::is_invisible(c.code) || utf8::is_noncharacter(c.code))) {
      return true;
    }
    text.remove_prefix(c.length);
  }
  return false;
}

// The scheme of RFC 3986, 3.1, in lower case; empty where there is none.
std::string scheme_of(std::string_view uri) {
  const std::size_t colon = uri.find(':');
  if (colon == std::string_view::npos || colon == 0 || !ascii::is_alpha(uri[0])) return {};
  const std::string_view scheme = uri.substr(0, colon);
  const bool valid = std::all_of(scheme.begin(), scheme.end(),
                                 [](char c) { return ascii::is_alnum(c) || c == '+' || c == '-' || c == '.'; });
  return valid ? ascii::lower(scheme) : std::string{};
}

// authority = host [":" port] (RFC 3986, 3.2) without user information, which serves to show a false host.
bool is_plain_authority(std::string_view authority) {
  if (authority.empty() || authority.find('@') != std::string_view::npos) return false;
  if (authority.front() == '[') return authority.find(']') != std::string_view::npos;
  const std::size_t colon = authority.find(':');
  const std::string_view host = authority.substr(0, colon);
  if (host.empty() || host.find_first_of("%<>\"'`{}|^ ") != std::string_view::npos) return false;
  return colon == std::string_view::npos || authority.size() == colon + 1 ||
         ascii::parse_decimal(authority.substr(colon + 1)).value_or(65536) <= 65535;
}

bool is_web(std::string_view after_scheme) {
  if (after_scheme.size() < 3 || after_scheme.substr(0, 2) != "//") return false;
  after_scheme.remove_prefix(2);
  return is_plain_authority(after_scheme.substr(0, after_scheme.find_first_of("/?#")));
}

bool is_mail(std::string_view after_scheme) {
  const std::string_view address = after_scheme.substr(0, after_scheme.find('?'));
  return !address.starts_with("//") && (address.empty() ? after_scheme.size() > 1 : address.find('@') != address.npos);
}

bool is_telephone(std::string_view number) {
  return !number.empty() && std::all_of(number.begin(), number.end(), [](char c) {
    return ascii::is_digit(c) || std::string_view("+-.()*# ;=").find(c) != std::string_view::npos || ascii::is_alpha(c);
  });
}

}  // namespace

Kind classify(std::string_view untrusted_uri) {
  const std::string_view uri = ascii::trim(untrusted_uri);
  if (uri.size() > kMaxUriBytes) return Kind::Forbidden;
  if (uri.empty()) return Kind::Internal;
  // The written form and the fully decoded form must both be clean: readers differ in how often they decode.
  const std::string decoded = decode_fully(uri);
  for (const std::string_view form : {uri, std::string_view(decoded)}) {
    if (has_hidden_character(form)) return Kind::Forbidden;
  }
  if (uri.front() == '#') return Kind::Internal;
  if (uri.find('\\') != std::string_view::npos || decoded.ends_with('!')) return Kind::Forbidden;
  // A scheme that only decoding reveals is a disguise.
  const std::string scheme = scheme_of(uri);
  if (scheme.empty() || scheme != scheme_of(decoded)) return Kind::Forbidden;
  const std::string_view rest = uri.substr(scheme.size() + 1);
  if (scheme == "http" || scheme == "https") {
    const std::string_view decoded_rest = std::string_view(decoded).substr(scheme.size() + 1);
    const std::string_view host_end = decoded_rest.substr(0, decoded_rest.find_first_of("?#"));
    if (host_end.find('\\') != std::string_view::npos || !is_web(decoded_rest)) return Kind::Forbidden;
    if (decoded.find("!x-usc:") != std::string::npos) return Kind::Forbidden;  // moniker (CVE-2021-40444)
    return is_web(rest) ? Kind::Http : Kind::Forbidden;
  }
  if (scheme == "mailto") return is_mail(rest) ? Kind::Mailto : Kind::Forbidden;
  if (scheme == "tel") return is_telephone(rest) ? Kind::Tel : Kind::Forbidden;
  return Kind::Forbidden;
}

}  // namespace mugai::uri
