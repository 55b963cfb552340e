#include "lib/formats/html/link_target.h"

#include <algorithm>
#include <array>
#include <optional>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/formats/html/scan.h"

namespace mugai::html {
namespace {

constexpr std::size_t kMaxHostBytes = 255;

// URL standard 4.4: C0 controls and blanks around, TAB and line ends anywhere are taken out.
std::string strip_url(std::string_view url, bool& changed_inside) {
  while (!url.empty() && static_cast<unsigned char>(url.front()) <= 0x20)
    url.remove_prefix(1);
  while (!url.empty() && static_cast<unsigned char>(url.back()) <= 0x20)
    url.remove_suffix(1);
  const std::size_t plain = find_any<'\t', '\n', '\r'>(url);
  std::string out(url.substr(0, plain));
  for (const char c : url.substr(plain)) {
    if (c == '\t' || c == '\n' || c == '\r') {
      changed_inside = true;
    } else {
      out.push_back(c);
    }
  }
  return out;
}

// scheme = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." ) ":"; empty where there is none.
std::string_view scheme_of(std::string_view url) noexcept {
  if (url.empty() || !ascii::is_alpha(url.front())) return {};
  for (std::size_t i = 1; i < url.size(); ++i) {
    if (url[i] == ':') return url.substr(0, i);
    if (!ascii::is_alnum(url[i]) && url[i] != '+' && url[i] != '-' && url[i] != '.') return {};
  }
  return {};
}

// Printable ASCII that a shown URL may hold as it is: most of most URLs.
constexpr bool is_plain_url_character(char c) noexcept {
  return c > 0x20 && c < 0x7F && c != '<' && c != '>' && c != '"';
}

// All of them, a block at a time.
bool is_plain_url(std::string_view text) noexcept {
#if defined(__SSE2__) && !defined(MUGAI_NO_SIMD)
  const auto is_plain_block = [](const char* begin) {
    __m128i block;
    __builtin_memcpy(&block, begin, sizeof block);
    const auto is = [block](char c) { return _mm_cmpeq_epi8(block, _mm_set1_epi8(c)); };
    const __m128i low = _mm_cmplt_epi8(block, _mm_set1_epi8(0x21));  // as signed bytes
    const __m128i odd = _mm_or_si128(_mm_or_si128(is('<'), is('>')), _mm_or_si128(is('"'), is(0x7F)));
    return _mm_movemask_epi8(_mm_or_si128(low, odd)) == 0;
  };
  if (text.size() >= 16) {
    for (std::size_t i = 0; i + 16 < text.size(); i += 16) {
      if (!is_plain_block(text.data() + i)) return false;
    }
    return is_plain_block(text.data() + text.size() - 16);
  }
#endif
  return std::all_of(text.begin(), text.end(), is_plain_url_character);
}

std::string percent_decoded(std::string_view text) {
  const std::size_t plain = find_any<'%'>(text);
  std::string out(text.substr(0, plain));
  text.remove_prefix(plain);
  while (!text.empty()) {
    const bool escape =
        text.size() >= 3 && text[0] == '%' && ascii::hex_value(text[1]) >= 0 && ascii::hex_value(text[2]) >= 0;
    out.push_back(escape ? static_cast<char>(ascii::hex_value(text[1]) * 16 + ascii::hex_value(text[2]))
                         : text.front());
    text.remove_prefix(escape ? 3 : 1);
  }
  return out;
}

// Host as the URL standard would see it: percent escapes decoded, full-width letters and dots made narrow (4.3, IDNA
// mapping), lower-case, without invisible characters.
std::string plain_host(std::string_view written, bool& changed) {
  if (std::all_of(written.begin(), written.end(), [](char c) { return is_plain_url_character(c) && c != '%'; })) {
    return ascii::lower(written.substr(0, kMaxHostBytes));
  }
  std::string out;
  const std::string decoded = percent_decoded(written);
  if (decoded != written) changed = true;
  std::string_view rest = decoded;
  while (!rest.empty() && out.size() < kMaxHostBytes) {
    const utf8::Decoded d = utf8::decode(rest);
    rest.remove_prefix(d.length);
    char32_t c = d.code;
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0, changed = true;
    if (c == 0x3002 || c == 0xFF61) c = '.', changed = true;
    if (c < 0x20 || c == 0x7F || utf8::is_invisible(c) || utf8::is_bidi_control(c)) {
      changed = true;
      continue;
    }
    if (c < 0x80) {
      out.push_back(ascii::to_lower(static_cast<char>(c)));
    } else {
      utf8::append(out, c);
    }
  }
  return out;
}

// A URL part in one line: what is no plain printable character, or could end the angle brackets, is percent-escaped.
std::string clean_part(std::string_view part) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  while (!part.empty()) {
    const std::size_t run =
        static_cast<std::size_t>(std::find_if_not(part.begin(), part.end(), is_plain_url_character) - part.begin());
    out.append(part.substr(0, run));
    part.remove_prefix(run);
    if (part.empty()) break;
    const utf8::Decoded d = utf8::decode(part);
    const bool plain = d.valid && d.code > 0x20 && d.code != 0x7F && !(d.code >= 0x80 && d.code <= 0xA0) &&
                       d.code != '<' && d.code != '>' && d.code != '"' && d.code != 0x3000 && d.code != 0x2028 &&
                       d.code != 0x2029 && !utf8::is_invisible(d.code) && !utf8::is_bidi_control(d.code) &&
                       !utf8::is_noncharacter(d.code);
    for (const char c : part.substr(0, d.length)) {
      const auto byte = static_cast<unsigned char>(c);
      if (plain) {
        out.push_back(c);
      } else {
        out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
      }
    }
    part.remove_prefix(d.length);
  }
  return out;
}

std::string cut(std::string text, std::uint64_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  return std::string(utf8::truncate(text, static_cast<std::size_t>(max_bytes))) + "…";
}

// An IPv4 address that is not four decimal numbers: "2130706433", "0x7f.1", "0177.0.0.1" (URL standard 3.5).
bool is_odd_number_host(std::string_view host) noexcept {
  bool only_number = !host.empty();
  bool odd = false;
  std::size_t parts = 0;
  while (!host.empty()) {
    const std::size_t end = std::min(host.find('.'), host.size());
    const std::string_view part = host.substr(0, end);
    host.remove_prefix(std::min(end + 1, host.size()));
    ++parts;
    const bool hexadecimal = part.starts_with("0x") &&
                             std::all_of(part.begin() + 2, part.end(), [](char c) { return ascii::hex_value(c) >= 0; });
    const bool decimal = !part.empty() && std::all_of(part.begin(), part.end(), ascii::is_digit);
    only_number = only_number && (hexadecimal || decimal);
    odd = odd || hexadecimal || (part.size() > 1 && part.front() == '0');
  }
  return only_number && (odd || parts < 4);
}

// After "http:": any slashes, authority, the rest.
void parse_web(std::string_view scheme, std::string_view after, std::uint64_t max_bytes, Target& target) {
  std::size_t slashes = 0;
  while (slashes < after.size() && (after[slashes] == '/' || after[slashes] == '\\'))
    ++slashes;
  target.disguised = target.disguised || after.substr(0, slashes).find('\\') != std::string_view::npos;
  after.remove_prefix(slashes);
  const std::size_t end = find_any<'/', '\\', '?', '#'>(after);
  if (end < after.size() && after[end] == '\\') target.disguised = true;
  std::string_view authority = after.substr(0, end);
  const std::string_view rest = after.substr(end);
  const std::size_t at = authority.rfind('@');
  const std::string_view user = at == std::string_view::npos ? "" : authority.substr(0, at + 1);
  authority.remove_prefix(user.size());
  if (!user.empty()) target.disguised = true;
  std::string_view port;
  if (const std::size_t colon = authority.rfind(':');
      colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos) {
    port = authority.substr(colon);
    authority.remove_suffix(port.size());
  }
  target.host = plain_host(authority, target.obfuscated);
  if (target.host.empty()) {
    target.kind = TargetKind::Refused;
    return;
  }
  if (is_odd_number_host(target.host)) target.disguised = true;
  target.kind = TargetKind::Web;
  target.shown = cut(
      ascii::lower(scheme) + "://" + clean_part(user) + clean_part(target.host) + clean_part(port) + clean_part(rest),
      max_bytes);
}

// The web addresses that programs write: "http" or "https" in small letters, "://", a host of small letters, digits,
// "-" and "." that is no number, and plain characters. Gives what parse_web would give. False for all others.
bool parse_plain_web(std::string_view url, std::uint64_t max_bytes, Target& target) {
  const std::size_t scheme = url.starts_with("https://") ? 8 : url.starts_with("http://") ? 7 : 0;
  if (scheme == 0 || url.size() > max_bytes) return false;
  bool letter = false;
  std::size_t end = scheme;
  for (; end < url.size(); ++end) {
    const char c = url[end];
    if (!ascii::is_lower(c) && !ascii::is_digit(c) && c != '-' && c != '.') break;
    letter = letter || (c >= 'g' && c <= 'z' && c != 'x');
  }
  const std::size_t host = end - scheme;
  if (!letter || host > kMaxHostBytes || (end < url.size() && url[end] != '/' && url[end] != '?' && url[end] != '#'))
    return false;
  if (!is_plain_url(url.substr(end))) return false;
  target.kind = TargetKind::Web;
  target.host.assign(url.substr(scheme, host));
  target.shown.assign(url);
  return true;
}

// RFC 6068: mailto:addresses?header=value&…; the addresses alone are shown.
void parse_mail(std::string_view after, std::uint64_t max_bytes, Target& target) {
  const std::size_t query = std::min(after.find('?'), after.size());
  target.host = ascii::lower(percent_decoded(after.substr(0, query)));
  std::string_view headers = after.substr(std::min(query + 1, after.size()));
  while (!headers.empty()) {
    const std::size_t end = std::min(headers.find('&'), headers.size());
    if (!ascii::starts_with_ignoring_case(headers.substr(0, end), "subject=")) target.extended = true;
    headers.remove_prefix(std::min(end + 1, headers.size()));
  }
  if (target.host.find_first_of(",;\r\n") != std::string::npos) target.extended = true;
  if (target.host.empty()) return;
  target.kind = TargetKind::Mail;
  target.shown = cut(clean_part(percent_decoded(after.substr(0, query))), max_bytes);
}

}  // namespace

Target parse_target(std::string_view untrusted_href, std::uint64_t max_bytes) {
  Target target;
  parse_target(untrusted_href, max_bytes, target);
  return target;
}

void parse_target(std::string_view untrusted_href, std::uint64_t max_bytes, Target& target) {
  target.clear();
  if (parse_plain_web(untrusted_href, max_bytes, target)) return;
  bool changed = false;
  const std::string url = strip_url(untrusted_href, changed);
  if (url.empty() || url.front() == '#') return;
  const std::string_view scheme = scheme_of(url);
  const std::string_view after = std::string_view(url).substr(scheme.empty() ? 0 : scheme.size() + 1);
  const auto is = [&](std::string_view name) { return ascii::equal_ignoring_case(scheme, name); };
  target.kind = TargetKind::Refused;
  if (scheme.empty()) {
    const bool unc = after.starts_with("\\\\") || after.starts_with("/\\") || after.starts_with("\\/");
    target.kind = unc ? TargetKind::Refused : TargetKind::Relative;
    if (after.starts_with("//")) parse_web("https", after, max_bytes, target);
  } else if (is("http") || is("https") || is("ftp")) {
    parse_web(scheme, after, max_bytes, target);
  } else if (is("mailto")) {
    target.kind = TargetKind::Internal;
    parse_mail(after, max_bytes, target);
  } else if (is("tel")) {
    target.kind = TargetKind::Phone;
    target.shown = cut(clean_part(percent_decoded(after)), std::min<std::uint64_t>(max_bytes, 64));
  } else if (is("javascript") || is("vbscript") || is("livescript") || is("mocha")) {
    target.kind = TargetKind::Script;
  } else if (is("data") || is("blob") || is("filesystem")) {
    target.kind = TargetKind::Data;
  } else if (is("cid") || is("mid")) {
    target.kind = TargetKind::Cid;
  }
  // TAB and line ends matter where they split the scheme or the host; long URLs are folded by careless programs.
  const std::size_t early = find_any<'\t', '\r', '\n'>(untrusted_href);
  if (changed && early < scheme.size() + 3 + target.host.size()) target.obfuscated = true;
}

namespace {

// The same URL up to scheme, "www." and a last slash.
std::string_view bare(std::string_view url) noexcept {
  if (const std::size_t scheme = url.find("://"); scheme != std::string_view::npos && scheme <= 5)
    url.remove_prefix(scheme + 3);
  while (!url.empty() && url.back() == '/')
    url.remove_suffix(1);
  return url;
}

constexpr bool is_host_character(char c) noexcept {
  return ascii::is_alnum(c) || c == '-' || c == '.' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

// Names that a person takes for a web address without "http" or "www": the last label is one of these. File names
// ("readme.md", "a.zip") are not hosts, so the list is short on purpose.
bool has_known_top_level(std::string_view host) noexcept {
  static constexpr std::array<std::string_view, 14> kTopLevels = {"jp",  "com", "net", "org", "info", "biz", "gov",
                                                                  "edu", "lg",  "cn",  "uk",  "de",   "fr",  "ru"};
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  return std::find(kTopLevels.begin(), kTopLevels.end(), host.substr(dot + 1)) != kTopLevels.end();
}

// The first host or mail address that the text shows, lower-case; empty where it shows none.
std::string shown_place(std::string_view text) {
  text = text.substr(0, 2048);
  if (find_any<'.', '@'>(text) == text.size()) return {};  // every place has one of them
  const std::string lower = ascii::lower(text);
  const std::string_view all = lower;
  std::size_t begin = all.find("://");
  const bool has_scheme = begin != std::string_view::npos;
  begin = has_scheme ? begin + 3 : all.find("www.");
  if (begin == std::string_view::npos) begin = 0;
  const bool certain = has_scheme || begin > 0 || all.starts_with("www.");
  std::string_view word =
      all.substr(begin, std::min(all.find_first_of(" \t\n/?#<>\"'()[]", begin), all.size()) - begin);
  if (const std::size_t at = word.rfind('@'); at != std::string_view::npos && !has_scheme) return std::string(word);
  if (has_scheme) word.remove_prefix(word.find('@') == std::string_view::npos ? 0 : word.rfind('@') + 1);
  word = word.substr(0, word.find(':'));
  std::size_t size = 0;
  while (size < word.size() && is_host_character(word[size]))
    ++size;
  if (!certain && (size != word.size() || !has_known_top_level(word))) return {};
  // After a certain beginning, Japanese text may follow without a blank: the host ends where ASCII does.
  std::string_view host = word.substr(0, size);
  if (host.size() > 4 && static_cast<unsigned char>(host.front()) < 0x80) {
    const auto foreign =
        std::find_if(host.begin(), host.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (foreign != host.end() &&
        has_known_top_level(host.substr(0, static_cast<std::size_t>(foreign - host.begin())))) {
      host = host.substr(0, static_cast<std::size_t>(foreign - host.begin()));
    }
  }
  while (!host.empty() && host.back() == '.')
    host.remove_suffix(1);
  return host.find('.') == std::string_view::npos ? std::string() : std::string(host);
}

std::string_view without_www(std::string_view host) noexcept {
  if (host.starts_with("www.")) host.remove_prefix(4);
  return host;
}

// Equal, or one lies below the other.
bool same_site(std::string_view a, std::string_view b) noexcept {
  a = without_www(a);
  b = without_www(b);
  if (a.size() < b.size()) std::swap(a, b);
  return a == b || (a.ends_with(b) && a[a.size() - b.size() - 1] == '.' && b.find('.') != std::string_view::npos);
}

}  // namespace

bool says_target(std::string_view text, const Target& target) {
  const std::string_view trimmed = ascii::trim(text);
  if (trimmed.empty()) return false;
  if (target.kind == TargetKind::Web) return bare(trimmed) == bare(target.shown) && !target.disguised;
  if (target.kind == TargetKind::Mail) return ascii::lower(trimmed).find(target.host) != std::string::npos;
  if (target.kind != TargetKind::Phone) return true;
  const auto digits = [](std::string_view from) {
    std::string out;
    std::copy_if(from.begin(), from.end(), std::back_inserter(out), ascii::is_digit);
    return out;
  };
  const std::string wanted = digits(target.shown);
  const std::size_t national = wanted.starts_with("81") ? 2 : 0;  // +81 3 … is written 03-…
  return digits(trimmed).find(std::string_view(wanted).substr(national)) != std::string::npos;
}

bool contradicts_target(std::string_view text, const Target& target) {
  if (target.kind != TargetKind::Web && target.kind != TargetKind::Mail) return false;
  if (target.disguised) return true;
  const std::string place = shown_place(ascii::trim(text));
  if (place.empty()) return false;
  const bool shows_mail = place.find('@') != std::string::npos;
  if (target.kind == TargetKind::Mail)
    return shows_mail && target.host.find(place) == std::string::npos && place.find(target.host) == std::string::npos;
  return shows_mail || !same_site(place, target.host);
}

}  // namespace mugai::html
