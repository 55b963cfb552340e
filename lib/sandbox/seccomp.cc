#include "lib/sandbox/seccomp.h"

#include <linux/audit.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>

#include "lib/base/check.h"
#include "lib/base/checked.h"

namespace mugai::sandbox {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
#error "the seccomp filter knows x86-64 and arm64"
#endif

// Set in every call number of the x32 ABI, whose calls take other arguments under the same architecture.
constexpr std::uint32_t kX32Bit = 0x40000000;

constexpr std::uint32_t kNumberOffset = offsetof(seccomp_data, nr);
constexpr std::uint32_t kArchOffset = offsetof(seccomp_data, arch);
constexpr std::uint32_t low_half(std::uint8_t index) {
  return static_cast<std::uint32_t>(offsetof(seccomp_data, args) + index * sizeof(std::uint64_t));
}

class FilterBuilder {
 public:
  void load(std::uint32_t offset) { add(BPF_LD | BPF_W | BPF_ABS, 0, 0, offset); }
  void mask(std::uint32_t bits) { add(BPF_ALU | BPF_AND | BPF_K, 0, 0, bits); }
  void ret(std::uint32_t action) { add(BPF_RET | BPF_K, 0, 0, action); }
  // Goes on where the accumulator equals `value`, else skips `count` instructions.
  void skip_unless(std::uint32_t value, std::size_t count) {
    add(BPF_JMP | BPF_JEQ | BPF_K, 0, checked_cast<std::uint8_t>(count), value);
  }
  void skip_if(std::uint32_t value, std::size_t count) {
    add(BPF_JMP | BPF_JEQ | BPF_K, checked_cast<std::uint8_t>(count), 0, value);
  }
  void skip_below(std::uint32_t value, std::size_t count) {
    add(BPF_JMP | BPF_JGE | BPF_K, 0, checked_cast<std::uint8_t>(count), value);
  }
  void skip_from(std::uint32_t value, std::size_t count) {
    add(BPF_JMP | BPF_JGE | BPF_K, checked_cast<std::uint8_t>(count), 0, value);
  }
  void append(const std::vector<sock_filter>& other) { code_.insert(code_.end(), other.begin(), other.end()); }
  [[nodiscard]] std::vector<sock_filter> take() { return std::move(code_); }

 private:
  void add(int code, std::uint8_t if_true, std::uint8_t if_false, std::uint32_t k) {
    code_.push_back({static_cast<std::uint16_t>(code), if_true, if_false, k});
  }
  std::vector<sock_filter> code_;
};

// One 32-bit half of an argument that must hold.
struct Half {
  std::uint32_t offset;
  std::uint32_t mask;
  std::uint32_t value;
  [[nodiscard]] std::size_t instructions() const noexcept { return mask == 0xFFFFFFFF ? 2 : 3; }
};

std::vector<Half> halves_of(const CallRule& rule, std::uint32_t own_pid) {
  std::vector<Half> halves;
  for (const ArgumentRule& argument : rule.arguments) {
    if (argument.test == ArgumentRule::Test::None) continue;
    const bool pid = argument.test == ArgumentRule::Test::OwnPid;
    const std::uint64_t mask = pid ? 0xFFFFFFFF : argument.mask;
    const std::uint64_t value = pid ? own_pid : argument.value;
    const std::uint32_t low = low_half(argument.index);  // both architectures are little endian
    halves.push_back({low, static_cast<std::uint32_t>(mask), static_cast<std::uint32_t>(value)});
    halves.push_back({low + 4, static_cast<std::uint32_t>(mask >> 32), static_cast<std::uint32_t>(value >> 32)});
  }
  std::erase_if(halves, [](const Half& half) { return half.mask == 0; });
  return halves;
}

// The tests, the answer where all hold, and the end of the process, to which each test jumps where it does not. Short
// on purpose: the kernel translates the filter anew for every job.
std::vector<sock_filter> body_of(const CallRule& rule, std::uint32_t own_pid) {
  const std::vector<Half> halves = halves_of(rule, own_pid);
  std::size_t left = 1;  // instructions from here to the last one, with the answer
  for (const Half& half : halves)
    left += half.instructions();
  FilterBuilder out;
  for (const Half& half : halves) {
    left -= half.instructions();
    out.load(half.offset);
    if (half.mask != 0xFFFFFFFF) out.mask(half.mask);
    out.skip_unless(half.value, left);
  }
  out.ret(rule.error == 0 ? SECCOMP_RET_ALLOW
                          : SECCOMP_RET_ERRNO | (static_cast<std::uint32_t>(rule.error) & SECCOMP_RET_DATA));
  if (!halves.empty()) out.ret(SECCOMP_RET_KILL_PROCESS);
  return out.take();
}

// A binary search for the call number, which is in the accumulator; every path returns. The kernel runs the filter once
// for each call number there is when it is installed, to learn which are always allowed: with a plain list that took
// longer than all else that a job's start does.
std::vector<sock_filter> search_tree(std::span<const CallRule> sorted, std::uint32_t own_pid, std::uint32_t otherwise) {
  FilterBuilder out;
  if (sorted.size() > 1) {
    const std::span<const CallRule> below = sorted.first(sorted.size() / 2);
    const std::span<const CallRule> above = sorted.subspan(below.size());
    const std::vector<sock_filter> first = search_tree(below, own_pid, otherwise);
    out.skip_from(static_cast<std::uint32_t>(above.front().number), first.size());
    out.append(first);
    out.append(search_tree(above, own_pid, otherwise));
    return out.take();
  }
  if (!sorted.empty()) {
    const std::vector<sock_filter> body = body_of(sorted.front(), own_pid);
    out.skip_unless(static_cast<std::uint32_t>(sorted.front().number), body.size());
    out.append(body);
  }
  out.ret(otherwise);
  return out.take();
}

}  // namespace

std::vector<sock_filter> build_filter(std::span<const CallRule> rules, std::uint32_t own_pid, std::uint32_t otherwise) {
  FilterBuilder out;
  out.load(kArchOffset);
  out.skip_if(kArchitecture, 1);
  out.ret(SECCOMP_RET_KILL_PROCESS);
  out.load(kNumberOffset);
  out.skip_below(kX32Bit, 1);
  out.ret(SECCOMP_RET_KILL_PROCESS);
  std::vector<CallRule> sorted(rules.begin(), rules.end());
  std::sort(sorted.begin(), sorted.end(), [](const CallRule& a, const CallRule& b) { return a.number < b.number; });
  out.append(search_tree(sorted, own_pid, otherwise));
  return out.take();
}

bool seccomp_available() noexcept {
  const std::uint32_t action = SECCOMP_RET_KILL_PROCESS;
  return ::syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

Result<void> install_filter(std::span<const sock_filter> filter) {
  MUGAI_CHECK(filter.size() <= BPF_MAXINSNS);
  // The kernel only reads the program.
  const sock_fprog program{static_cast<unsigned short>(filter.size()), const_cast<sock_filter*>(filter.data())};
  if (::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) != 0) {
    return make_error(ErrorCode::Io, std::string("the system call filter was refused: ") + std::strerror(errno));
  }
  return ok();
}

}  // namespace mugai::sandbox
