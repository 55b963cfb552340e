// What mugaictl says, in Japanese and English: one table.
#pragma once

#include <string>
#include <string_view>

namespace mugai::ctl {

enum class Word : int {
  Usage,
  UnknownCommand,
  MissingArgument,
  UnknownOption,
  NoDaemon,
  AuditWhole,
  AuditBroken,
  AuditEmpty,
  NoMatch,
  PolicyGood,
  NoWarnings,
  QuarantineEmpty,
  NoSuchItem,
  NeedsQuarantine,
};
std::string_view word(Word word, std::string_view language);

}  // namespace mugai::ctl
