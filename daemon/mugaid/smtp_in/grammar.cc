#include "daemon/mugaid/smtp_in/grammar.h"

#include <algorithm>
#include <array>
#include <utility>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"

namespace mugai::smtp {
namespace {

// RFC 5321 4.5.3.1.
constexpr std::size_t kMaxLocalBytes = 64;
constexpr std::size_t kMaxDomainBytes = 255;
constexpr std::size_t kMaxLabelBytes = 63;
constexpr std::size_t kMaxPathBytes = 254;  // without the angle brackets

constexpr std::array<std::pair<std::string_view, Verb>, 14> kVerbs = {{
    {"EHLO", Verb::Ehlo},
    {"HELO", Verb::Helo},
    {"MAIL", Verb::Mail},
    {"RCPT", Verb::Rcpt},
    {"DATA", Verb::Data},
    {"RSET", Verb::Rset},
    {"NOOP", Verb::Noop},
    {"VRFY", Verb::Vrfy},
    {"EXPN", Verb::Expn},
    {"HELP", Verb::Help},
    {"QUIT", Verb::Quit},
    {"STARTTLS", Verb::StartTls},
    {"AUTH", Verb::Auth},
    {"BDAT", Verb::Bdat},
}};

// RFC 5322 atext.
bool is_atext(char c) noexcept {
  constexpr std::string_view kMarks = "!#$%&'*+-/=?^_`{|}~";
  return ascii::is_alnum(c) || kMarks.find(c) != std::string_view::npos || static_cast<unsigned char>(c) >= 0x80;
}

// Characters that some servers read as a route to another host.
bool is_route_mark(char c) noexcept {
  return c == '%' || c == '!' || c == '@';
}

// Local-part = Dot-string / Quoted-string. Returns its length at the front of `text`; 0 where it is malformed.
std::size_t local_length(std::string_view text, bool& routed) noexcept {
  routed = false;
  if (text.empty()) return 0;
  std::size_t i = 0;
  if (text.front() != '"') {
    for (; i < text.size() && (is_atext(text[i]) || text[i] == '.'); ++i)
      routed = routed || is_route_mark(text[i]);
    return i;
  }
  // Quoted-string = DQUOTE *( qtext / "\" %d32-126 ) DQUOTE
  for (i = 1; i < text.size() && text[i] != '"'; ++i) {
    if (text[i] == '\\' && ++i == text.size()) return 0;
    if (ascii::is_control(text[i])) return 0;
    routed = routed || is_route_mark(text[i]);
  }
  return i < text.size() && i > 1 ? i + 1 : 0;
}

// sub-domain = Let-dig [Ldh-str]; U-labels under SMTPUTF8.
bool is_label(std::string_view label) noexcept {
  if (label.empty() || label.size() > kMaxLabelBytes || label.front() == '-' || label.back() == '-') return false;
  return std::all_of(label.begin(), label.end(),
                     [](char c) { return ascii::is_alnum(c) || c == '-' || static_cast<unsigned char>(c) >= 0x80; });
}

bool is_domain(std::string_view domain) noexcept {
  if (domain.empty() || domain.size() > kMaxDomainBytes) return false;
  while (true) {
    const std::size_t dot = domain.find('.');
    if (!is_label(domain.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    domain.remove_prefix(dot + 1);
  }
}

// address-literal = "[" ( IPv4 / "IPv6:" IPv6 ) "]"; only its character set is checked, nothing is routed by it.
bool is_address_literal(std::string_view text) noexcept {
  if (text.size() < 3 || text.front() != '[' || text.back() != ']') return false;
  text = text.substr(1, text.size() - 2);
  if (ascii::starts_with_ignoring_case(text, "IPv6:")) text.remove_prefix(5);
  return !text.empty() && text.size() <= 45 &&
         std::all_of(text.begin(), text.end(), [](char c) { return ascii::hex_value(c) >= 0 || c == ':' || c == '.'; });
}

// Mailbox = Local-part "@" ( Domain / address-literal ), all of `text`.
PathFault parse_mailbox(std::string_view text, Path& out) {
  if (text.size() > kMaxPathBytes) return PathFault::TooLong;
  if (text.front() == '@') return PathFault::SourceRoute;
  bool routed = false;
  const std::size_t length = local_length(text, routed);
  if (length == 0 || length >= text.size() || text[length] != '@') {
    // "a%b@c" and "a@b@c" are told as what they are: an attempt to relay.
    const bool second_at = std::count(text.begin(), text.end(), '@') > 1;
    return second_at || routed ? PathFault::Relay : PathFault::Syntax;
  }
  if (length > kMaxLocalBytes) return PathFault::TooLong;
  const std::string_view domain = text.substr(length + 1);
  if (domain.find('@') != std::string_view::npos) return PathFault::Relay;
  if (!is_domain(domain) && !is_address_literal(domain)) return PathFault::Syntax;
  if (!utf8::is_valid(text)) return PathFault::Syntax;
  out.text = text;
  out.local = text.substr(0, length);
  out.domain = ascii::lower(domain);
  return routed ? PathFault::Relay : PathFault::None;
}

bool is_ascii(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Takes "<…>" off the front of `text`. A ">" inside a quoted local part does not end the path.
std::optional<std::string_view> take_path(std::string_view& text) noexcept {
  if (text.empty() || text.front() != '<') return std::nullopt;
  bool quoted = false;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\') {
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == '>' && !quoted) {
      const std::string_view path = text.substr(1, i - 1);
      text.remove_prefix(i + 1);
      return path;
    }
  }
  return std::nullopt;
}

// esmtp-param = esmtp-keyword ["=" esmtp-value]; the ones of MAIL that were offered, each at most once.
bool take_parameter(std::string_view parameter, MailCommand& out) {
  const std::size_t equals = parameter.find('=');
  const std::string_view name = parameter.substr(0, equals);
  const std::string_view value = equals == std::string_view::npos ? std::string_view() : parameter.substr(equals + 1);
  if (ascii::equal_ignoring_case(name, "SIZE") && !out.size) {
    out.size = ascii::parse_decimal(value);
    return out.size.has_value() && value.size() <= 20;
  }
  if (ascii::equal_ignoring_case(name, "BODY")) {
    out.eight_bit = ascii::equal_ignoring_case(value, "8BITMIME");
    return out.eight_bit || ascii::equal_ignoring_case(value, "7BIT");
  }
  if (ascii::equal_ignoring_case(parameter, "SMTPUTF8") && !out.utf8) {
    out.utf8 = true;
    return true;
  }
  return false;
}

// A parameter of which nothing can be shown (none after the space, or controls only) is a malformed command: an empty
// unknown_parameter says that all is well, while the path has not been read.
Parsed refuse_parameter(std::string_view parameter) {
  Parsed parsed;
  parsed.unknown_parameter = utf8::one_line(parameter, 40);
  parsed.fault = parsed.unknown_parameter.empty() ? PathFault::Syntax : PathFault::None;
  return parsed;
}

}  // namespace

Command parse_command(std::string_view line) noexcept {
  const std::size_t space = line.find(' ');
  const std::string_view word = line.substr(0, space);
  Command command;
  for (const auto& [name, verb] : kVerbs) {
    if (ascii::equal_ignoring_case(word, name)) command.verb = verb;
  }
  if (space != std::string_view::npos) command.argument = line.substr(space + 1);
  return command;
}

// mail = "MAIL FROM:" Reverse-path [SP Mail-parameters]
Parsed parse_mail(std::string_view argument, MailCommand& out) {
  Parsed parsed;
  parsed.fault = PathFault::Syntax;
  if (!ascii::starts_with_ignoring_case(argument, "FROM:")) return parsed;
  argument.remove_prefix(5);
  const std::optional<std::string_view> path = take_path(argument);
  if (!path) return parsed;
  while (!argument.empty()) {
    if (argument.front() != ' ') return parsed;
    argument.remove_prefix(1);
    const std::string_view parameter = argument.substr(0, argument.find(' '));
    argument.remove_prefix(parameter.size());
    if (!take_parameter(parameter, out)) {
      return refuse_parameter(parameter);
    }
  }
  parsed.fault = path->empty() ? PathFault::None : parse_mailbox(*path, out.sender);
  // A sender that looks like a route is an address all the same: it is passed on and never routed by us.
  if (parsed.fault == PathFault::Relay && !out.sender.text.empty()) parsed.fault = PathFault::None;
  if (parsed.fault == PathFault::None && !out.utf8 && !is_ascii(*path)) parsed.fault = PathFault::NeedsUtf8;
  return parsed;
}

// rcpt = "RCPT TO:" Forward-path; "<Postmaster>" without domain is no recipient of a gateway.
Parsed parse_rcpt(std::string_view argument, bool utf8, Path& out) {
  Parsed parsed;
  parsed.fault = PathFault::Syntax;
  if (!ascii::starts_with_ignoring_case(argument, "TO:")) return parsed;
  argument.remove_prefix(3);
  const std::optional<std::string_view> path = take_path(argument);
  if (!path || path->empty()) return parsed;
  if (!argument.empty()) {
    if (argument.front() != ' ') return parsed;
    return refuse_parameter(argument.substr(1));
  }
  parsed.fault = parse_mailbox(*path, out);
  if (parsed.fault == PathFault::None && !utf8 && !is_ascii(*path)) parsed.fault = PathFault::NeedsUtf8;
  return parsed;
}

// Stands in our Received field, which is ASCII.
bool is_helo_name(std::string_view name) noexcept {
  return is_ascii(name) && (is_domain(name) || is_address_literal(name));
}

bool is_listed_domain(std::string_view domain, std::span<const std::string> listed) noexcept {
  return std::any_of(listed.begin(), listed.end(), [&](const std::string& entry) {
    if (!entry.starts_with('.')) return domain == entry;
    return domain.size() > entry.size() && domain.ends_with(entry);
  });
}

}  // namespace mugai::smtp
