#include "tests/support/dns_stub.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace mugai::testing {

DnsStub::DnsStub(DnsZone zone, Manner manner) : zone_(std::move(zone)), manner_(manner) {
  for (int attempt = 0; attempt < 20 && port_ == 0; ++attempt) {
    tcp_ = UniqueFd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    udp_ = UniqueFd(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(tcp_.get(), generic, length) != 0 || ::listen(tcp_.get(), 8) != 0) continue;
    ::getsockname(tcp_.get(), generic, &length);
    if (::bind(udp_.get(), generic, length) == 0) port_ = ntohs(address.sin_port);
  }
  thread_ = std::thread([this] { serve(); });
}

DnsStub::~DnsStub() {
  stop_ = true;
  thread_.join();
}

void DnsStub::serve() {
  while (!stop_) {
    std::array<pollfd, 2> entries{{{udp_.get(), POLLIN, 0}, {tcp_.get(), POLLIN, 0}}};
    if (::poll(entries.data(), entries.size(), 20) <= 0) continue;
    if (entries[0].revents != 0) serve_udp();
    if (entries[1].revents != 0) serve_tcp();
  }
}

void DnsStub::serve_udp() {
  std::array<std::uint8_t, 2048> packet{};
  sockaddr_storage peer{};
  socklen_t length = sizeof peer;
  auto* from = reinterpret_cast<sockaddr*>(&peer);
  const ssize_t got = ::recvfrom(udp_.get(), packet.data(), packet.size(), 0, from, &length);
  if (got < 17) return;
  ++questions_;
  const Bytes query(packet.data(), static_cast<std::size_t>(got));
  const auto send = [&](const Buffer& reply) { ::sendto(udp_.get(), reply.data(), reply.size(), 0, from, length); };
  if (manner_ == Manner::Silent) return;
  Buffer reply = zone_.answer(query, manner_ == Manner::Large);
  if (manner_ == Manner::Lying) {
    Buffer other = reply;
    other[0] ^= 0xFFU;
    send(other);  // another number
    other = reply;
    other[13] ^= 0x01U;
    send(other);  // another question
    send(Buffer(reply.begin(), reply.begin() + 8));
  }
  if (manner_ == Manner::Failing) reply[3] = static_cast<std::uint8_t>((reply[3] & 0xF0U) | 2U);
  send(reply);
}

void DnsStub::serve_tcp() {
  const UniqueFd peer(::accept4(tcp_.get(), nullptr, nullptr, SOCK_CLOEXEC));
  if (!peer) return;
  std::array<std::uint8_t, 2048> packet{};
  const ssize_t got = ::recv(peer.get(), packet.data(), packet.size(), 0);
  if (got < 19) return;
  const Buffer reply = zone_.answer(Bytes(packet.data() + 2, static_cast<std::size_t>(got) - 2));
  Buffer framed = {static_cast<std::uint8_t>(reply.size() >> 8), static_cast<std::uint8_t>(reply.size() & 0xFFU)};
  framed.insert(framed.end(), reply.begin(), reply.end());
  static_cast<void>(::send(peer.get(), framed.data(), framed.size(), MSG_NOSIGNAL));
}

}  // namespace mugai::testing
