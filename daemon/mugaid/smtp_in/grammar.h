// Grammar of SMTP commands and addresses (RFC 5321 4.1, RFC 6531 for SMTPUTF8), strict: what does not follow it is
// refused, so that the next hop and we cannot understand two different things (catalogue SMTP-005).
//
// One deliberate widening: a local part may have dots at its ends or two in a row without quotes (old addresses of
// Japanese mobile carriers), in the form in which the client wrote it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mugai::smtp {

enum class Verb : std::uint8_t {
  Ehlo,
  Helo,
  Mail,
  Rcpt,
  Data,
  Rset,
  Noop,
  Vrfy,
  Expn,
  Help,
  Quit,
  StartTls,
  Auth,
  Bdat,
  Unknown
};

struct Command {
  Verb verb = Verb::Unknown;
  std::string_view argument;  // what follows the verb and one space; points into the line
};
Command parse_command(std::string_view line) noexcept;

enum class PathFault : std::uint8_t {
  None,
  Syntax,       // breaks the grammar
  SourceRoute,  // "<@a,@b:user@domain>"
  Relay,        // "%", "!" or "@" in the local part, which some servers take as a route
  TooLong,
  NeedsUtf8,  // bytes above 127 without SMTPUTF8
};

struct Path {
  std::string text;    // as written, without angle brackets; empty for the null sender
  std::string local;   // as written
  std::string domain;  // lower-case ASCII; address literals with their brackets
};

struct MailCommand {
  Path sender;
  std::optional<std::uint64_t> size;
  bool eight_bit = false;
  bool utf8 = false;
};

struct Parsed {
  PathFault fault = PathFault::None;
  std::string unknown_parameter;  // set where the path is right but a parameter is not known or malformed
};

// "FROM:<path> [SP parameters]"; `null` sender is allowed.
Parsed parse_mail(std::string_view argument, MailCommand& out);
// "TO:<path>"; parameters are refused. `utf8`: SMTPUTF8 was asked for in MAIL.
Parsed parse_rcpt(std::string_view argument, bool utf8, Path& out);
// Domain or address literal of EHLO and HELO.
bool is_helo_name(std::string_view name) noexcept;

// True where `domain` (lower-case) is listed: exactly, or below an entry that begins with a dot.
bool is_listed_domain(std::string_view domain, std::span<const std::string> listed) noexcept;

}  // namespace mugai::smtp
