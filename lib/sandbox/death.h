// Death: how a job's process ended, as a closed list, and what each ending means to the outside.
//
// In: what the kernel said through the zygote (wait status, CPU time), what the launcher did itself (kill at the wall
// clock) and what the protocol said. Out: one Death, which the table maps to an ErrorCode and a catalogue row RUN-nnn.
// Known gap: a C library that aborts when it gets no memory looks like a crash, for both are the same signal.
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/base/error.h"
#include "lib/core/catalogue.h"

namespace mugai::sandbox {

enum class Death : std::uint8_t {
  Finished,       // told its outcome and ended by itself
  Refused,        // told an Error and ended by itself
  Crashed,        // a fault, an abort, or an exit without a word
  OutOfTime,      // CPU limit, or killed by the launcher at the wall clock
  OutOfMemory,    // an allocation failed, or the kernel's out-of-memory killer chose it
  OutOfOutput,    // wrote more than a file may have
  ForbiddenCall,  // a system call that is not on the list
  Protocol,       // said something that no honest worker says
  NotStarted,     // there was no process, or the zygote went away
  Elsewhere,      // told that another family's program has the handler, and ended by itself
};
inline constexpr int kDeathCount = 10;

struct DeathRow {
  Death death;
  std::string_view name;       // "out-of-time": stable, for logs and tests
  ErrorCode error;             // of the report; meaningless for Finished, Refused and Elsewhere
  std::string_view catalogue;  // row of the finding; empty for those
  std::string_view detail;     // one line, English, for the operator
};
const DeathRow& death_row(Death death) noexcept;

// Row of the finding for a file that its handler refused with `code` without naming a blocked construct itself.
CatalogueId refusal_row(ErrorCode code) noexcept;

// Exit statuses of a job's process. A hostile process can use any of them: each says only how that process ended.
inline constexpr int kExitFinished = 0;
inline constexpr int kExitOutOfMemory = 71;
inline constexpr int kExitException = 72;  // an exception left a handler: a bug
inline constexpr int kExitProtocol = 73;   // the parent's frames made no sense to the child
inline constexpr int kExitNotLocked = 74;  // the sandbox could not be closed; told on the status socket before

// What is known when a process has ended. `wait_status` as of wait(2).
struct Ending {
  int wait_status = 0;
  std::uint64_t cpu_us = 0;
  std::uint64_t cpu_limit_us = 0;
  bool killed_by_clock = false;  // the launcher sent the signal, at the wall clock
  bool broke_protocol = false;   // the launcher sent the signal, or would have, for what the child said
  bool told_outcome = false;     // a complete Outcome frame was the last that came
  bool told_refusal = false;     // a complete Refusal frame was the last that came
  bool told_elsewhere = false;   // an Elsewhere frame was all that came
};
Death judge(const Ending& ending) noexcept;
// Whether the limit of CPU time ended it, whatever the exact time says.
bool hit_cpu_limit(const Ending& ending) noexcept;

}  // namespace mugai::sandbox
