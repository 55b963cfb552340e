// The commands of mugaictl. Each prints its answer to standard output and returns the exit status: 0 in order, 1 the
// answer is no; an Error is trouble (2).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "daemon/mugaid/config.h"
#include "lib/base/result.h"

namespace mugai::ctl {

struct Invocation {
  std::string language = "en";
  std::string config_path = "/etc/mugai/mugai.conf";
  std::vector<std::string> words;              // command and its arguments
  std::map<std::string, std::string> options;  // "--from" → value
};
// Malformed: one line that says what is wrong.
Result<Invocation> parse_invocation(const std::vector<std::string>& arguments, std::string_view environment_language);

Result<int> run_command(const Invocation& call);

}  // namespace mugai::ctl
