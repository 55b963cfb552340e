// Probes: what a hostile or broken handler could do, each under a name that the test puts into the claimed file name.
// For the test program probe_worker alone; nothing of this is linked into a shipped program.
#pragma once

#include <span>
#include <string_view>

#include "lib/sandbox/job_function.h"

namespace mugai::probes {

struct Probe {
  std::string_view name;
  sandbox::JobAnswer (*act)(const JobRequest&, Source&, OutputSink&, Context&);
};
std::span<const Probe> call_probes() noexcept;  // forbidden system calls
std::span<const Probe> lie_probes() noexcept;   // frames that no honest worker sends
std::span<const Probe> work_probes() noexcept;  // honest work, and work without end

// Never ends.
[[noreturn]] inline void spin() {
  volatile bool on = true;
  while (on) {
  }
  __builtin_unreachable();
}

// The usual honest end: type "probe".
inline sandbox::JobAnswer done() {
  return {Outcome{"probe", "", false}, "probe"};
}

}  // namespace mugai::probes
