// A worker program: a family's handlers behind a zygote. Started by mugaid and sanitize, never by hand: it serves the
// socket that they leave open as descriptor 3 (lib/sandbox/zygote.h).
#pragma once

#include "lib/core/family.h"
#include "lib/formats/dispatch.h"

namespace mugai::worker {

// main() of the program of `own` family. `warm_up` does what is to be done besides the handlers' own warm_up(), or is
// nullptr. Returns the exit status.
int run_program(int argc, char** argv, Family own, formats::HandlerSet handlers, void (*warm_up)() = nullptr);

}  // namespace mugai::worker
