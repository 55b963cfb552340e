#include "lib/stream/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace mugai {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

// No configuration file is read. (Its tables of names would not be needed here either, but whoever declines them does
// so for the whole process, and signatures are looked up by name.)
void start_library() {
  static const bool started = OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr) == 1;
  MUGAI_CHECK(started);
}

}  // namespace

struct Sha256::State {
  EVP_MD_CTX* context = nullptr;
  State() {
    start_library();
    context = EVP_MD_CTX_new();
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
