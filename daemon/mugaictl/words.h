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
  NotRecorded,
};
std::string_view word(Word word, std::string_view language);
// What a field of the answer to "status" is called; the field itself where it has no words.
std::string_view status_word(std::string_view field, std::string_view language);
// The same of a value that is a word ("open", "durable").
std::string_view status_value(std::string_view value, std::string_view language);

}  // namespace mugai::ctl
