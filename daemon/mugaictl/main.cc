// mugaictl: the operator's tool. See mugaictl(8).
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "daemon/mugaictl/commands.h"
#include "daemon/mugaictl/words.h"

namespace {

constexpr int kTrouble = 2;

std::string language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* const value = std::getenv(name);
    if (value != nullptr && *value != '\0') return value;
  }
  return {};
}

int fail(const std::string& words) {
  std::fprintf(stderr, "mugaictl: %s\n", words.c_str());
  return kTrouble;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace mugai::ctl;
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const mugai::Result<Invocation> call = parse_invocation(arguments, language_of_environment());
  if (!call) return fail(call.error().detail);
  if (call->options.contains("--version")) {
    std::puts("mugaictl " MUGAI_VERSION);
    return 0;
  }
  if (call->options.contains("--help")) {
    std::fputs(std::string(word(Word::Usage, call->language)).c_str(), stdout);
    return 0;
  }
  const mugai::Result<int> status = run_command(*call);
  return status ? *status : fail(status.error().detail);
}
