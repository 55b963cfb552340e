// A DNS server on loopback for tests: answers from a zone by UDP and TCP in a thread of its own.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>

#include "lib/base/unique_fd.h"
#include "tests/support/dns_zone.h"

namespace mugai::testing {

class DnsStub {
 public:
  enum class Manner : std::uint8_t {
    Honest,
    Large,    // by UDP says only to come again by TCP
    Silent,   // hears, says nothing
    Lying,    // first sends answers to other questions and numbers
    Failing,  // says that it failed
  };
  explicit DnsStub(DnsZone zone, Manner manner = Manner::Honest);
  ~DnsStub();
  DnsStub(const DnsStub&) = delete;
  DnsStub& operator=(const DnsStub&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] int questions() const noexcept { return questions_.load(); }

 private:
  void serve();
  void serve_udp();
  void serve_tcp();

  DnsZone zone_;
  Manner manner_;
  UniqueFd udp_, tcp_;
  std::uint16_t port_ = 0;
  std::atomic<bool> stop_{false};
  std::atomic<int> questions_{0};
  std::thread thread_;
};

}  // namespace mugai::testing
