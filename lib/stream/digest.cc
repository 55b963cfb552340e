#include "lib/stream/digest.h"

#include <openssl/evp.h>

namespace mugai {

struct Sha256::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  State() {
    MUGAI_CHECK(context != nullptr);
    start();
  }
  ~State() { EVP_MD_CTX_free(context); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  void start() const { MUGAI_CHECK(EVP_DigestInit_ex(context, EVP_sha256(), nullptr) == 1); }
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(Bytes bytes) {
  if (!bytes.empty()) MUGAI_CHECK(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) == 1);
}

Sha256Value Sha256::finish() {
  Sha256Value value{};
  unsigned length = 0;
  MUGAI_CHECK(EVP_DigestFinal_ex(state_->context, value.data(), &length) == 1 && length == value.size());
  state_->start();
  return value;
}

std::string Sha256::finish_hex() {
  return to_hex(finish());
}

std::string to_hex(Bytes bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
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

}  // namespace mugai
