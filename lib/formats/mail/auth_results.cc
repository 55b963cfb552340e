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
constexpr std::array<std::string_view, 4> kProperties = {"smtp.mailfrom", "smtp.helo", "header.d", "header.from"};
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

}  // namespace

std::string own_authentication_results(const Fields& fields, std::string_view trusted_hops, std::string_view gateway) {
  if (trusted_hops.empty() || !is_value(gateway)) return {};
  for (const RawField& field : fields.all()) {
    if (!ascii::equal_ignoring_case(field.name, "Authentication-Results")) continue;
    const std::string text = without_comments(field.value);
    const std::size_t first = std::min(text.find(';'), text.size());
    const auto id = words_of(std::string_view(text).substr(0, first));
    if (id.empty() || !is_trusted(id.front(), trusted_hops)) continue;
    std::string out(gateway);
    std::size_t count = 0;
    std::string_view rest = std::string_view(text).substr(first);
    while (!rest.empty() && count < kMaxResults) {
      rest.remove_prefix(1);
      const std::size_t end = std::min(rest.find(';'), rest.size());
      const std::string result = read_result(rest.substr(0, end));
      rest.remove_prefix(end);
      if (result.empty()) continue;
      out += ";\r\n " + result;
      ++count;
    }
    return count == 0 ? out + "; none" : out;
  }
  return {};
}

}  // namespace mugai::mail
