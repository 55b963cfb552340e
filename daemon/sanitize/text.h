// Text: every line that sanitize itself says, in English and Japanese, in one table.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mugai::cli {

enum class Line : std::uint8_t {
  WrongOption,
  WrongLanguage,
  WrongSandbox,
  NoPasswordsYet,
  NoFile,
  NoFolder,
  OneFileOnly,
  JobsWithoutTree,
  JobsOutOfRange,
  CheckWritesNothing,
  TwoOutputsOnOne,
  NameWithoutInput,
  TreeOnPipe,
  TreeWithoutOutput,
  OutputToTerminal,
  UnknownId,
  CannotRead,
  IsFolder,
  NotFolder,
  NotRegular,
  OutputIsInput,
  OutputIsFolder,
  OutputNotRegular,
  OutputInsideInput,
  InputInsideOutput,
  OutputNotFolder,
  OutputNotEmpty,
  CannotWrite,
  CannotWriteReport,
  NoWorker,
  WrongPolicy,
  PolicyWarning,
  ExtensionChanged,
  StaleOutput,
  Skipped,
  EmptyTree,
  Degraded,
};
inline constexpr int kLineCount = 37;

// The line in `language` ("ja", else English) with "{}" replaced by `value`, which must be one line already.
// What strerror(3) says at its end becomes Japanese, too.
std::string fill(Line line, std::string_view language, std::string_view value = {});

}  // namespace mugai::cli
