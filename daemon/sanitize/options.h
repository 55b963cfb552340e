// Options: the command line of sanitize, read and checked before anything is done. Boost.Program_options is in
// options.cc alone.
// In: argc, argv, the environment's language. Out: Options, or one line that says what is wrong and what to do.
#pragma once

#include <cstdint>
#include <string>

#include "lib/base/result.h"

namespace mugai::cli {

enum class Mode : std::uint8_t { File, Tree, Explain, ListTypes, Help, Version };

struct Options {
  Mode mode = Mode::File;
  std::string input;   // a file, "-" for standard input, or with Tree a folder
  std::string output;  // a file, "-" for standard output, a folder with Tree; empty: beside the input
  std::string name;    // --name: what standard input is called
  std::string policy = "standard";
  std::string report;  // a file or "-"; empty for none
  std::string explain_id;
  std::string language;    // "ja" or "en"
  std::uint32_t jobs = 1;  // with Tree: files at a time, 1..64
  bool check = false;      // report only
  bool quiet = false;      // errors alone
  bool allow_degraded = false;
};

// Error Malformed: a wrong command line; the detail is one line in the language of the options, ready to be shown.
Result<Options> parse_options(int argc, const char* const* argv);

// "ja" where LC_ALL, LC_MESSAGES or LANG (the first that is set) begins with "ja", else "en".
std::string language_of_environment();

std::string help_text(std::string_view language);

}  // namespace mugai::cli
