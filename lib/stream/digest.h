// SHA-256 by OpenSSL. Digests name files in reports and the audit log; nothing here is a secret.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "lib/stream/sink.h"
#include "lib/stream/source.h"

namespace mugai {

using Sha256Value = std::array<std::uint8_t, 32>;

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void update(Bytes bytes);
  // Ends the computation; the object starts again from nothing.
  Sha256Value finish();
  std::string finish_hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A stage that passes bytes on and digests them.
class Sha256Stage final : public Sink {
 public:
  explicit Sha256Stage(Sink& next) : next_(next) {}
  using Sink::write;
  Result<void> write(Bytes bytes) override {
    digest_.update(bytes);
    return next_.write(bytes);
  }
  Result<void> finish() override { return next_.finish(); }
  // After the last write.
  std::string hex() { return digest_.finish_hex(); }

 private:
  Sink& next_;
  Sha256 digest_;
};

std::string to_hex(Bytes bytes);  // lower case
// 64 hexadecimal digits, lower case; nullopt for anything else.
std::optional<Sha256Value> parse_sha256(std::string_view hex) noexcept;
std::string sha256_hex(Bytes bytes);
Result<std::string> sha256_hex(Source& source);

}  // namespace mugai
