// Spool: one message while it comes in. In memory up to kMemoryBytes, then in an unlinked file; gone with its owner.
// Digests on the way, so that a message that comes again is known without reading it twice.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "lib/base/result.h"
#include "lib/base/unique_fd.h"
#include "lib/stream/digest.h"

namespace mugai::flow {

class Spool {
 public:
  static constexpr std::size_t kMemoryBytes = 256 * 1024;
  // `folder`: where large messages lie; `max_bytes`: of the message with its CR LF.
  Spool(std::string folder, std::uint64_t max_bytes) : folder_(std::move(folder)), max_bytes_(max_bytes) {}
  // Error: Io; TooLarge, after which the bytes are dropped.
  Result<void> append(std::string_view bytes);
  // The message as a file; to be called once, after the last append().
  Result<UniqueFd> finish();
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  [[nodiscard]] std::string sha256() { return digest_.finish_hex(); }

 private:
  std::string folder_;
  std::uint64_t max_bytes_;
  std::uint64_t size_ = 0;
  std::string memory_;
  UniqueFd file_;
  Sha256 digest_;
};

}  // namespace mugai::flow
