#include "lib/formats/mail/auth_results.h"

#include <algorithm>
#include <array>
#include <vector>

#include "lib/base/ascii.h"

namespace mugai::mail {
namespace {

constexpr std::array<std::string_view, 4> kMethods = {"spf", "dkim", "dmarc", "arc"};
constexpr std::array<std::string_view, 9> kResults = {"pass",      "fail",      "softfail", "neutral",      "none",
                                                      "permerror", "temperror", "policy",   "bestguesspass"};
constexpr std::array<std::string_view, 5> kProperties = {"smtp.mailfrom", "smtp.helo", "header.d", "header.s",
                                                         "header.from"};
constexpr std::size_t kMaxResults = 12;
constexpr std::size_t kMaxValue = 254;

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// Comments go, folding becomes blanks (RFC 5322 3.2.2).
std::string without_comments(std::string_view raw) {
  std::string out;
  int depth = 0;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const char c = raw[i];
    if (c == '\\') {
      ++i;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')' && depth > 0) {
      --depth;
      out.push_back(' ');
    } else if (depth == 0) {
      out.push_back(ascii::is_space(c) ? ' ' : c);
    }
  }
  return out;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    text.remove_prefix(end);
  }
  return words;
}

bool is_value(std::string_view value) {
  return !value.empty() && value.size() <= kMaxValue && std::all_of(value.begin(), value.end(), [](char c) {
    return ascii::is_alnum(c) || std::string_view(".@-_+=").find(c) != std::string_view::npos;
  });
}

// resinfo = method "=" result *(ptype "." property "=" value); empty where it is not one that passes
std::string read_result(std::string_view text) {
  std::string out;
  for (const std::string_view word : words_of(text)) {
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string name = ascii::lower(word.substr(0, equals));
    const std::string_view value = word.substr(equals + 1);
    if (out.empty()) {
      const std::string result = ascii::lower(value);
      if (!is_in(kMethods, name.substr(0, name.find('/'))) || !is_in(kResults, result)) return {};
      out = name.substr(0, name.find('/')) + "=" + result;
    } else if (is_in(kProperties, name) && is_value(value)) {
      out.append(" ").append(name).append("=").append(value);
    }
  }
  return out;
}

bool is_trusted(std::string_view id, std::string_view trusted_hops) {
  const auto hops = words_of(trusted_hops);
  return std::any_of(hops.begin(), hops.end(),
                     [&](std::string_view hop) { return ascii::equal_ignoring_case(hop, id); });
}

// *( ";" resinfo ), each that passes on a line of its own.
void append_results(std::string_view rest, std::string& out, std::size_t& count) {
  while (!rest.empty() && count < kMaxResults) {
    rest.remove_prefix(1);
    const std::size_t end = std::min(rest.find(';'), rest.size());
    const std::string result = read_result(rest.substr(0, end));
    rest.remove_prefix(end);
    if (result.empty()) continue;
    out += ";\r\n " + result;
    ++count;
  }
}

// Those of the first field that a trusted hop wrote; false where there is none.
bool append_trusted(const Fields& fields, std::string_view trusted_hops, std::string& out, std::size_t& count) {
  for (const RawField& field : fields.all()) {
    if (trusted_hops.empty() || !ascii::equal_ignoring_case(field.name, "Authentication-Results")) continue;
    const std::string text = without_comments(field.value);
    const std::size_t first = std::min(text.find(';'), text.size());
    const auto id = words_of(std::string_view(text).substr(0, first));
    if (id.empty() || !is_trusted(id.front(), trusted_hops)) continue;
    append_results(std::string_view(text).substr(first), out, count);
    return true;
  }
  return false;
}

// The sender's domain is that of the signature, or lies within it. (RFC 7489 3.1 also lets the signature's lie within
// the sender's; whose those are is for a list of registries to say, which is not here.)
bool stands_for(std::string_view signed_by, std::string_view from_domain) {
  if (signed_by.find('.') == std::string_view::npos || from_domain.size() < signed_by.size()) return false;
  const std::size_t before = from_domain.size() - signed_by.size();
  return ascii::equal_ignoring_case(from_domain.substr(before), signed_by) &&
         (before == 0 || from_domain[before - 1] == '.');
}

}  // namespace

std::string own_authentication_results(const Fields& fields, std::string_view verified, std::string_view trusted_hops,
                                       std::string_view gateway) {
  if (!is_value(gateway)) return {};
  std::string out(gateway);
  std::size_t count = 0;
  if (!verified.empty()) append_results(";" + std::string(verified), out, count);
  const bool trusted = append_trusted(fields, trusted_hops, out, count);
  if (count == 0) return trusted ? out + "; none" : std::string();
  return out;
}

SenderFinding judge_sender(std::string_view verified, std::string_view from_domain) {
  SenderFinding finding;
  std::string doubt;
  std::string_view rest = verified;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    const std::string result = read_result(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto value_of = [&](std::string_view name) {
      for (const std::string_view word : words_of(result)) {
        if (word.starts_with(name)) return word.substr(name.size());
      }
      return std::string_view();
    };
    const std::string_view domain = value_of("header.d=");
    if (result.starts_with("dkim=pass") && stands_for(domain, from_domain)) finding.confirmed_by = domain;
    if (result.starts_with("dkim=fail") && doubt.empty()) doubt = domain;
    if (result.starts_with("spf=fail") && doubt.empty()) doubt = value_of("smtp.mailfrom=");
    const bool refused = result.starts_with("dkim=fail") || result.starts_with("spf=fail");
    finding.doubtful = finding.doubtful || refused;
  }
  finding.doubtful = finding.doubtful && finding.confirmed_by.empty();
  if (finding.doubtful) finding.doubted = doubt;
  return finding;
}

}  // namespace mugai::mail
