// SHA-256 by OpenSSL's plain functions. Its newer interface would first load a provider, a configuration file and
// tables of names: two milliseconds in each program that starts for one file, and a file opened at the first use.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "lib/stream/digest.h"

#include <openssl/sha.h>

namespace mugai {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

}  // namespace

struct Sha256::State {
  SHA256_CTX context;
  State() { start(); }
  void start() { MUGAI_CHECK(SHA256_Init(&context) == 1); }
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(Bytes bytes) {
  if (!bytes.empty()) MUGAI_CHECK(SHA256_Update(&state_->context, bytes.data(), bytes.size()) == 1);
}

Sha256Value Sha256::finish() {
  Sha256Value value{};
  MUGAI_CHECK(SHA256_Final(value.data(), &state_->context) == 1);
  state_->start();
  return value;
}

std::string Sha256::finish_hex() {
  return to_hex(finish());
}

std::string to_hex(Bytes bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    text += kHexDigits[byte >> 4];
    text += kHexDigits[byte & 15];
  }
  return text;
}

std::string sha256_hex(Bytes bytes) {
  Sha256 digest;
  digest.update(bytes);
  return digest.finish_hex();
}

Result<std::string> sha256_hex(Source& source) {
  NullSink nowhere;
  Sha256Stage stage(nowhere);
  TRY(copy(source, stage));
  return stage.hex();
}

std::optional<Sha256Value> parse_sha256(std::string_view hex) noexcept {
  Sha256Value value{};
  if (hex.size() != 2 * value.size()) return std::nullopt;
  for (std::size_t i = 0; i < hex.size(); ++i) {
    const std::size_t digit = kHexDigits.find(hex[i]);
    if (digit == std::string_view::npos) return std::nullopt;
    value[i / 2] = static_cast<std::uint8_t>(value[i / 2] * 16 + digit);
  }
  return value;
}

}  // namespace mugai
