// Channel: frames over a connected SOCK_SEQPACKET socket, with descriptors beside them where that is allowed.
//
// Every wait has a deadline (monotonic, nanoseconds; kNoDeadline to wait for ever), so that a process that neither
// reads nor writes cannot hold its partner.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/base/unique_fd.h"
#include "lib/wire/frame.h"

namespace mugai::wire {

inline constexpr std::size_t kMaxDescriptors = 4;
inline constexpr std::int64_t kNoDeadline = INT64_MAX;

std::int64_t monotonic_ns() noexcept;
// For poll(2): milliseconds from now to `deadline`, rounded up, at least 0; -1 for kNoDeadline.
int poll_timeout_ms(std::int64_t deadline) noexcept;

// Two connected ends, both close-on-exec. Error Io.
Result<std::pair<UniqueFd, UniqueFd>> make_channel();

// Sends one packet. Error Io (the other side is gone) or OutOfTime. Never raises SIGPIPE.
Result<void> send_packet(int socket, Bytes packet, std::int64_t deadline, std::span<const int> descriptors = {});

struct Received {
  std::array<std::uint8_t, kMaxFrameBytes> buffer;
  std::size_t size = 0;
  std::array<UniqueFd, kMaxDescriptors> descriptors;
  std::size_t descriptor_count = 0;
  [[nodiscard]] Bytes packet() const noexcept { return Bytes(buffer).first(size); }
};
enum class ReceiveStatus : std::uint8_t { Packet, Closed, NothingYet };

// Takes one packet without waiting. A packet that is too long for a frame is Error Malformed. Descriptors are taken
// only where `accept_descriptors`; otherwise the kernel drops them and the packet is Error Malformed.
Result<ReceiveStatus> receive_packet(int socket, Received& into, bool accept_descriptors);
// Waits for it. Error Io where the other side is gone.
Result<void> wait_packet(int socket, Received& into, bool accept_descriptors);

}  // namespace mugai::wire
