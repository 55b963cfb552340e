#include "lib/sandbox/landlock.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>

namespace mugai::sandbox {
namespace {

// Layout and bits of Linux's linux/landlock.h, stated here because the headers of the build machine may be older than
// the kernel that runs us.
struct RulesetAttributes {
  std::uint64_t handled_access_fs = 0;
  std::uint64_t handled_access_net = 0;  // ABI 4
  std::uint64_t scoped = 0;              // ABI 6
};
constexpr std::uint32_t kCreateRulesetVersion = 1;
constexpr long kSysCreateRuleset = 444;  // the same number on every architecture
constexpr long kSysRestrictSelf = 446;

constexpr std::uint64_t low_bits(int count) {
  return (std::uint64_t{1} << count) - 1;
}

struct AbiRow {
  int abi;
  std::uint64_t fs;      // every file system right known to this ABI
  std::uint64_t net;     // bind and connect of TCP
  std::uint64_t scoped;  // abstract unix sockets, signals to processes outside
  std::size_t size;      // of the attributes
};
// An ABI above the last row is treated as the last: its additions are not needed for what a job can still do under
// seccomp.
constexpr AbiRow kAbis[] = {
    {1, low_bits(13), 0, 0, 8},   // Linux 5.13
    {2, low_bits(14), 0, 0, 8},   // 5.19: linking and renaming across folders
    {3, low_bits(15), 0, 0, 8},   // 6.2: truncation
    {4, low_bits(15), 3, 0, 16},  // 6.7: TCP
    {5, low_bits(16), 3, 0, 16},  // 6.10: ioctl on devices
    {6, low_bits(16), 3, 3, 24},  // 6.12: scopes
};

}  // namespace

int landlock_abi() noexcept {
  const long abi = ::syscall(kSysCreateRuleset, nullptr, 0, kCreateRulesetVersion);
  return abi > 0 ? static_cast<int>(abi) : 0;
}

Result<UniqueFd> make_landlock_ruleset(int abi) {
  const AbiRow* row = &kAbis[0];
  for (const AbiRow& candidate : kAbis) {
    if (candidate.abi <= abi) row = &candidate;
  }
  const RulesetAttributes attributes{row->fs, row->net, row->scoped};
  const long fd = ::syscall(kSysCreateRuleset, &attributes, row->size, 0);
  if (fd < 0) {
    return make_error(ErrorCode::Io, std::string("Landlock refused its rules: ") + std::strerror(errno));
  }
  return UniqueFd(static_cast<int>(fd));
}

Result<void> enter_landlock(int ruleset) {
  if (::syscall(kSysRestrictSelf, ruleset, 0) != 0) {
    return make_error(ErrorCode::Io, std::string("Landlock could not be entered: ") + std::strerror(errno));
  }
  return ok();
}

}  // namespace mugai::sandbox
