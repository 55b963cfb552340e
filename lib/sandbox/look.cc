#include "lib/sandbox/look.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "lib/sandbox/death.h"
#include "lib/sandbox/launcher.h"
#include "lib/wire/channel.h"

namespace mugai::sandbox {
namespace {

constexpr std::int64_t kNsPerMs = 1'000'000;
constexpr std::uint64_t kMsPerSecond = 1000;

// A nameless file that holds `bytes`.
Result<UniqueFd> file_of(Bytes bytes) {
  TRY_ASSIGN(UniqueFd file, make_scratch(""));
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
    if (written <= 0) return make_error(ErrorCode::Io, "a memfd cannot be written");
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return file;
}

// Waits for the zygote's word on the process. On its way out, or when the time is over, the status socket is closed,
// upon which the zygote ends what still runs.
Result<wire::Exited> wait_for_end(int status, std::int64_t deadline) {
  for (;;) {
    pollfd news{status, POLLIN, 0};
    if (::poll(&news, 1, wire::poll_timeout_ms(deadline)) == 0) return make_error(ErrorCode::OutOfTime);
    wire::Received received;
    TRY_ASSIGN(const wire::ReceiveStatus got, wire::receive_packet(status, received, false));
    if (got == wire::ReceiveStatus::NothingYet) continue;
    if (got == wire::ReceiveStatus::Closed) return make_error(ErrorCode::Io, "the zygote is gone");
    TRY_ASSIGN(const wire::Frame frame, wire::parse_frame(received.packet()));
    if (frame.type != wire::Type::Exited) return make_error(ErrorCode::Io, "the zygote spoke out of turn");
    return wire::decode_exited(frame.payload);
  }
}

}  // namespace

Result<std::optional<std::uint8_t>> look(ZygotePool& pool, int fd, Bytes expected, std::uint64_t wall_ms) {
  TRY_ASSIGN(const UniqueFd sent, file_of(expected));
  TRY_ASSIGN(const std::shared_ptr<ZygoteClient> zygote, pool.acquire());
  TRY_ASSIGN(auto status, wire::make_channel());
  wire::Spawn limits;
  limits.cpu_seconds = std::max<std::uint64_t>(1, wall_ms / kMsPerSecond);
  if (Result<void> asked = zygote->spawn(limits, {sent.get(), fd, sent.get(), status.second.get()}); !asked) {
    zygote->kill_now();
    return std::move(asked).error();
  }
  status.second.reset();
  const Result<wire::Exited> end =
      wait_for_end(status.first.get(), wire::monotonic_ns() + static_cast<std::int64_t>(wall_ms) * kNsPerMs);
  if (!end && end.error().code == ErrorCode::OutOfTime) return std::optional<std::uint8_t>();
  if (!end) {
    zygote->kill_now();
    return end.error();
  }
  const int how = static_cast<int>(end->wait_status);
  if (end->fork_errno != 0 || (WIFEXITED(how) && WEXITSTATUS(how) == kExitNotLocked)) {
    return make_error(ErrorCode::Io, "an inspection process could not be forked or locked");
  }
  if (WIFEXITED(how)) return std::optional<std::uint8_t>(static_cast<std::uint8_t>(WEXITSTATUS(how)));
  zygote->wear_out();
  return std::optional<std::uint8_t>();
}

}  // namespace mugai::sandbox
