#include "lib/wire/channel.h"

#include <poll.h>
#include <sys/socket.h>
#include <time.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace mugai::wire {
namespace {

constexpr std::int64_t kNsPerMs = 1'000'000;

Error io_error() {
  return make_error(ErrorCode::Io, std::strerror(errno));
}

// Space for the control message of kMaxDescriptors descriptors.
union ControlSpace {
  cmsghdr header;  // for its alignment
  std::array<char, CMSG_SPACE(sizeof(int) * kMaxDescriptors)> bytes;
};

void attach(msghdr& message, ControlSpace& space, std::span<const int> descriptors) {
  if (descriptors.empty()) return;
  MUGAI_CHECK(descriptors.size() <= kMaxDescriptors);
  space.bytes.fill(0);
  message.msg_control = space.bytes.data();
  message.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
  cmsghdr* const header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(descriptors.size_bytes());
  std::memcpy(CMSG_DATA(header), descriptors.data(), descriptors.size_bytes());
}

void collect(msghdr& message, Received& into) {
  for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int fd = -1;
      std::memcpy(&fd, CMSG_DATA(header) + i * sizeof(int), sizeof(int));
      UniqueFd owned(fd);
      if (into.descriptor_count < into.descriptors.size()) into.descriptors[into.descriptor_count++] = std::move(owned);
    }
  }
}

Result<ReceiveStatus> receive(int socket, Received& into, bool accept_descriptors, int flags) {
  for (UniqueFd& old : into.descriptors)
    old.reset();
  into.descriptor_count = 0;
  into.size = 0;
  iovec vector{into.buffer.data(), into.buffer.size()};
  ControlSpace space;
  msghdr message{};
  message.msg_iov = &vector;
  message.msg_iovlen = 1;
  if (accept_descriptors) {
    message.msg_control = space.bytes.data();
    message.msg_controllen = space.bytes.size();
  }
  ssize_t got = -1;
  do {
    got = ::recvmsg(socket, &message, flags | MSG_CMSG_CLOEXEC);
    // ECONNRESET comes once where the other side closed with unread packets of ours; what it sent before is still
    // there.
  } while (got < 0 && (errno == EINTR || errno == ECONNRESET));
  if (got < 0) {
    if (errno == EAGAIN) return ReceiveStatus::NothingYet;
    return io_error();
  }
  collect(message, into);
  if (got == 0) return ReceiveStatus::Closed;
  if ((message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0) {
    return make_error(ErrorCode::Malformed, "a packet is too long or carries descriptors");
  }
  into.size = static_cast<std::size_t>(got);
  return ReceiveStatus::Packet;
}

}  // namespace

std::int64_t monotonic_ns() noexcept {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::int64_t>(now.tv_sec) * 1'000 * kNsPerMs + now.tv_nsec;
}

int poll_timeout_ms(std::int64_t deadline) noexcept {
  if (deadline == kNoDeadline) return -1;
  const std::int64_t left = deadline - monotonic_ns();
  if (left <= 0) return 0;
  return static_cast<int>(std::min<std::int64_t>((left + kNsPerMs - 1) / kNsPerMs, 3'600'000));
}

Result<std::pair<UniqueFd, UniqueFd>> make_channel() {
  int ends[2] = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return io_error();
  return std::pair(UniqueFd(ends[0]), UniqueFd(ends[1]));
}

Result<void> send_packet(int socket, Bytes packet, std::int64_t deadline, std::span<const int> descriptors) {
  iovec vector{const_cast<std::uint8_t*>(packet.data()), packet.size()};  // NOLINT: sendmsg(2) only reads it
  ControlSpace space;
  msghdr message{};
  message.msg_iov = &vector;
  message.msg_iovlen = 1;
  attach(message, space, descriptors);
  const int flags = MSG_NOSIGNAL | (deadline == kNoDeadline ? 0 : MSG_DONTWAIT);
  for (;;) {
    // A job's filter lets only send(2) through, which cannot carry descriptors, and not poll(2).
    const ssize_t sent =
        descriptors.empty() ? ::send(socket, packet.data(), packet.size(), flags) : ::sendmsg(socket, &message, flags);
    if (sent >= 0) return ok();
    if (errno == EINTR) continue;
    if (errno != EAGAIN) return io_error();
    pollfd waiting{socket, POLLOUT, 0};
    const int ready = ::poll(&waiting, 1, poll_timeout_ms(deadline));
    if (ready == 0) return make_error(ErrorCode::OutOfTime, "the other side does not read");
    if (ready < 0 && errno != EINTR) return io_error();
  }
}

Result<ReceiveStatus> receive_packet(int socket, Received& into, bool accept_descriptors) {
  return receive(socket, into, accept_descriptors, MSG_DONTWAIT);
}

Result<void> wait_packet(int socket, Received& into, bool accept_descriptors) {
  TRY_ASSIGN(const ReceiveStatus status, receive(socket, into, accept_descriptors, 0));
  if (status != ReceiveStatus::Packet) return make_error(ErrorCode::Io, "the other side is gone");
  return ok();
}

}  // namespace mugai::wire
