// What mail programs make clickable in plain text: scheme://…, a few schemes without slashes, www.…, and \\host paths
// (which Windows opens, with the user's credentials). One pass; looking back for a scheme never passes an earlier ':'.
// Known gap: bare host names ("example.jp/x") and bare addresses stay; some telephones link them.
#include "lib/text/defang.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/text/addresses.h"

namespace mugai::text {
namespace {

// Schemes that are links without "//". Others need it, or "note:this" in a sentence would be one.
constexpr std::array<std::string_view, 28> kOpaqueSchemes = {
    "mailto",   "javascript", "vbscript", "data",    "file",    "sms",    "callto", "skype",     "sip",         "sips",
    "facetime", "intent",     "cid",      "mid",     "jar",     "blob",   "mhtml",  "search-ms", "view-source", "shell",
    "hcp",      "ldap",       "ldaps",    "outlook", "onenote", "telnet", "gopher", "nntp",
};
// With Links::Keep these stay as they are.
constexpr std::array<std::string_view, 4> kHarmlessSchemes = {"http", "https", "mailto", "tel"};
constexpr std::array<std::string_view, 3> kDefanged = {"hxxp", "hxxps", "fxp"};
constexpr std::size_t kMaxScheme = 40;

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& list) {
  return std::any_of(list.begin(), list.end(), [&](auto item) { return ascii::equal_ignoring_case(text, item); });
}

bool is_scheme_character(char c) {
  return ascii::is_alnum(c) || c == '+' || c == '-' || c == '.';
}

// Letters of an international host name; not the punctuation and full-width forms of Japanese prose.
bool is_host_letter(char32_t c) {
  if (c < 0x80) return ascii::is_alnum(static_cast<char>(c));
  return c >= 0xC0 && !(c >= 0x2000 && c <= 0x206F) && !(c >= 0x3000 && c <= 0x3040) && !(c >= 0xFF00 && c <= 0xFFEF) &&
         c != utf8::kReplacement;
}
bool starts_with_host_letter(std::string_view text) {
  return !text.empty() && is_host_letter(utf8::decode(text).code);
}

constexpr bool is_label_character(char c) {
  return ascii::is_alnum(c) || c == '-' || c == '_';
}
constexpr bool is_beyond_ascii(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

// authority = *( unreserved / sub-delims / ":" / "@" / letter / "[.]" / "[:]" ), RFC 3986 3.2 and 3987, and our own
// brackets from an earlier pass; its length in bytes.
// Text that follows without a blank ("https://example.jpをご覧ください") ends it: a last label that begins in ASCII is
// ASCII.
std::size_t authority_length(std::string_view text) {
  std::size_t length = 0;
  std::size_t label = 0;        // where the label begins
  std::size_t label_ascii = 0;  // end of its leading ASCII
  while (length < text.size()) {
    const utf8::Decoded d = utf8::decode(text.substr(length));
    if (d.code >= 0x80) {
      if (!is_host_letter(d.code)) break;
      length += d.length;
      continue;
    }
    const char c = text[length];
    const std::string_view three = text.substr(length, 3);
    const bool bracketed = three == "[.]" || three == "[:]";
    if (!bracketed && !is_label_character(c) && std::string_view(".~%!$&'*+,;=:@").find(c) == std::string_view::npos)
      break;
    if (is_label_character(c)) {
      if (label_ascii == length) ++label_ascii;
      ++length;
    } else {
      length += bracketed ? three.size() : 1;
      label = label_ascii = length;
    }
  }
  return label_ascii > label && label_ascii < length ? label_ascii : length;
}

// How far a link reaches that is removed whole: to the first blank, quote, bracket or character beyond ASCII.
std::size_t url_length(std::string_view text) {
  std::size_t length = authority_length(text);
  while (length < text.size() && text[length] > ' ' && text[length] <= '~' &&
         std::string_view("<>\"`{}|^").find(text[length]) == std::string_view::npos) {
    ++length;
  }
  return length;
}

// Labels beyond ASCII in punycode.
std::string authority_in_ascii(std::string_view authority) {
  std::string out;
  while (!authority.empty()) {
    std::size_t end = 0;
    bool plain = true;
    for (; end < authority.size() && (is_label_character(authority[end]) || is_beyond_ascii(authority[end])); ++end) {
      plain = plain && !is_beyond_ascii(authority[end]);
    }
    const std::string_view label = authority.substr(0, end);
    out += plain ? std::string(label) : domain_to_ascii(label);
    if (end < authority.size()) out.push_back(authority[end++]);
    authority.remove_prefix(end);
  }
  return out;
}

// Dots and colons in brackets, unless they are: a second pass finds nothing to do.
std::string defang_authority(std::string_view authority) {
  const std::string host = authority_in_ascii(authority);
  std::string out;
  for (std::size_t i = 0; i < host.size(); ++i) {
    const bool last = i + 1 == host.size();
    const bool done = i > 0 && !last && host[i - 1] == '[' && host[i + 1] == ']';
    const bool live = !done && (host[i] == ':' || (host[i] == '.' && !last));
    if (live) out.push_back('[');
    out.push_back(host[i]);
    if (live) out.push_back(']');
  }
  return out;
}

class Defanger {
 public:
  Defanger(std::string_view text, policy::Links links, std::string_view removed)
      : text_(text), links_(links), removed_(removed) {}

  Defanged run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      const bool handled = c == ':' ? colon() : c == 'w' || c == 'W' ? www() : c == '\\' ? unc() : false;
      if (!handled) ++at_;
    }
    copy_to(text_.size());
    return std::move(out_);
  }

 private:
  void copy_to(std::size_t end) {
    out_.text += text_.substr(copied_, end - copied_);
    copied_ = end;
  }
  [[nodiscard]] std::string_view rest(std::size_t from) const { return text_.substr(std::min(from, text_.size())); }

  // The scheme that ends before the colon at at_; empty where there is none.
  [[nodiscard]] std::string_view scheme() const {
    std::size_t begin = at_;
    while (begin > copied_ && at_ - begin < kMaxScheme && is_scheme_character(text_[begin - 1]))
      --begin;
    while (begin < at_ && !ascii::is_alpha(text_[begin]))
      ++begin;
    return text_.substr(begin, at_ - begin);
  }

  bool colon() {
    const std::string_view name = scheme();
    if (name.empty()) return false;
    const bool slashes = rest(at_).starts_with("://");
    if (!slashes && !is_opaque(name)) return false;
    if (is_one_of(name, kDefanged)) return defanged_before();
    if (links_ == policy::Links::Keep && is_one_of(name, kHarmlessSchemes)) return false;
    ++out_.count;
    const std::size_t after = at_ + (slashes ? 3 : 1);
    if (links_ == policy::Links::Remove) {
      copy_to(at_ - name.size());
      return remove(after);
    }
    if (slashes && is_web(name)) {
      copy_to(at_ - name.size());
      out_.text += ascii::to_lower(name.front()) == 'f' ? "fxp" : name.size() == 5 ? "hxxps" : "hxxp";
      out_.text += "://";
    } else {
      copy_to(at_);
      out_.text += slashes ? "[:]//" : "[:]";
    }
    skip_to(after);
    if (slashes) host();
    return true;
  }

  // "hxxp://": ours from an earlier pass, or the sender's own; its host is made inert all the same.
  bool defanged_before() {
    copy_to(at_ + 3);
    skip_to(at_ + 3);
    const std::size_t before = out_.text.size();
    const std::size_t length = authority_length(rest(at_));
    const std::string_view authority = rest(at_).substr(0, length);
    host();
    if (std::string_view(out_.text).substr(before) != authority) ++out_.count;
    return true;
  }

  // "TEL:03-…" is how a signature writes a number; "tel:" in lower case with a digit behind it is a link.
  [[nodiscard]] bool is_opaque(std::string_view name) const {
    const std::string_view after = rest(at_ + 1);
    if (after.empty() || after.front() <= ' ') return false;
    if (name == "tel") return ascii::is_digit(after.front()) || after.front() == '+';
    return is_one_of(name, kOpaqueSchemes) || ascii::starts_with_ignoring_case(name, "ms-");
  }
  [[nodiscard]] static bool is_web(std::string_view name) {
    return ascii::equal_ignoring_case(name, "http") || ascii::equal_ignoring_case(name, "https") ||
           ascii::equal_ignoring_case(name, "ftp");
  }

  bool www() {
    const bool inside = at_ > 0 && (ascii::is_alnum(text_[at_ - 1]) || text_[at_ - 1] == '-' || text_[at_ - 1] == '_' ||
                                    text_[at_ - 1] == '.' || text_[at_ - 1] == '@');
    if (inside || !ascii::starts_with_ignoring_case(rest(at_), "www.") || !starts_with_host_letter(rest(at_ + 4)))
      return false;
    if (links_ == policy::Links::Keep) return false;
    ++out_.count;
    copy_to(at_);
    if (links_ == policy::Links::Remove) return remove(at_);
    host();
    return true;
  }

  // UNC path = "\\" host "\" share
  bool unc() {
    const bool begins = rest(at_).starts_with("\\\\") && (at_ == 0 || text_[at_ - 1] != '\\');
    const std::string_view after = rest(at_ + 2);
    if (!begins || !(starts_with_host_letter(after) || after.starts_with('?') || after.starts_with('.'))) return false;
    ++out_.count;
    copy_to(at_);
    if (links_ == policy::Links::Remove) return remove(at_ + 2);
    out_.text += "[\\\\]";
    skip_to(at_ + 2);
    return true;
  }

  void skip_to(std::size_t position) { at_ = copied_ = position; }
  void host() {
    const std::size_t length = authority_length(rest(at_));
    out_.text += defang_authority(rest(at_).substr(0, length));
    skip_to(at_ + length);
  }
  bool remove(std::size_t body) {
    out_.text += removed_;
    skip_to(body + url_length(rest(body)));
    return true;
  }

  std::string_view text_;
  policy::Links links_;
  std::string_view removed_;
  Defanged out_;
  std::size_t at_ = 0;
  std::size_t copied_ = 0;  // everything before is in out_
};

}  // namespace

Defanged defang(std::string_view utf8, policy::Links links, std::string_view removed_text) {
  return Defanger(utf8, links, removed_text).run();
}

std::string show_url(std::string_view untrusted_url, policy::Links links, std::size_t max_bytes) {
  constexpr std::string_view kEllipsis = "…";
  const std::string line = utf8::one_line(untrusted_url, max_bytes);
  std::string shown = defang(line, links).text;
  // Alone, any scheme is a link, whether or not defang() knows it in running text.
  const std::size_t colon = shown.find(':');
  const std::string_view scheme = std::string_view(shown).substr(0, colon == std::string::npos ? 0 : colon);
  const bool is_scheme = !scheme.empty() && ascii::is_alpha(scheme.front()) &&
                         std::all_of(scheme.begin(), scheme.end(), is_scheme_character) &&
                         !is_one_of(scheme, kDefanged);
  if (is_scheme && !(links == policy::Links::Keep && is_one_of(scheme, kHarmlessSchemes)))
    shown.replace(colon, 1, "[:]");
  if (shown.size() <= max_bytes) return shown;
  const std::size_t room = max_bytes > kEllipsis.size() ? max_bytes - kEllipsis.size() : 0;
  return std::string(utf8::truncate(shown, room)) + (room > 0 ? std::string(kEllipsis) : std::string());
}

}  // namespace mugai::text
