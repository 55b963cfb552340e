// How a worker program begins: it serves the launcher that started it (lib/sandbox/zygote.h), and nobody else.
#pragma once

#include <cstdio>
#include <optional>

#include "lib/sandbox/zygote.h"

namespace mugai::worker {

// What the launcher asks for; nullopt, and a line on stderr, where a person started the program.
inline std::optional<sandbox::ZygoteOptions> launched(int argc, char** argv) {
  sandbox::ZygoteOptions options;
  if (sandbox::parse_zygote_arguments(argc, argv, options) && sandbox::was_launched()) return options;
  std::fputs("this worker is started by mugaid and sanitize; there is nothing to call it for by hand\n", stderr);
  return std::nullopt;
}

}  // namespace mugai::worker
