// Seccomp: the list of system calls that a job may make, and the filter that is made of it.
//
// The list is the table in seccomp_rules.cc; each row says why. What is not on it ends the process with SIGSYS, as does
// a call of another architecture's numbering. The filter is a classic BPF program (linux/seccomp.h), built by hand so
// that nothing but the kernel's own headers is needed.
#pragma once

#include <linux/filter.h>

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "lib/base/result.h"

namespace mugai::sandbox {

// A condition on one argument of a call.
struct ArgumentRule {
  enum class Test : std::uint8_t {
    None,
    Equals,  // (argument & mask) == value, all 64 bits
    OwnPid,  // the low 32 bits are the job's own process ID
  };
  Test test = Test::None;
  std::uint8_t index = 0;  // 0..5
  std::uint64_t mask = 0;
  std::uint64_t value = 0;
};
inline constexpr std::size_t kMaxArgumentRules = 2;

struct CallRule {
  int number;  // __NR_…
  std::string_view name;
  std::string_view reason;
  std::array<ArgumentRule, kMaxArgumentRules> arguments = {};  // all must hold, else the process ends
  int error = 0;  // instead of running the call, let it fail with this errno
};
std::span<const CallRule> job_calls() noexcept;

// A filter for `rules`. `own_pid` is the value for ArgumentRule::OwnPid; `otherwise` is what happens to a call that no
// row names (SECCOMP_RET_KILL_PROCESS for jobs; tests use others).
std::vector<sock_filter> build_filter(std::span<const CallRule> rules, std::uint32_t own_pid, std::uint32_t otherwise);

// Whether this kernel can run such a filter.
bool seccomp_available() noexcept;
// Closes the filter over the calling process, for good. no_new_privs must be set. Error Io.
Result<void> install_filter(std::span<const sock_filter> filter);

}  // namespace mugai::sandbox
