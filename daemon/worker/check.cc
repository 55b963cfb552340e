// mugai-worker-check: the last look at a rebuilt mail, in processes that can read it and end, and nothing else.
#include <cstring>
#include <vector>

#include "daemon/worker/launched.h"
#include "lib/formats/mail_check/verify.h"
#include "lib/sandbox/strict.h"

namespace {

using namespace mugai;

class MessageReader final : public mail_check::Reader {
 public:
  explicit MessageReader(sandbox::ReadFunction function) : read_(function) {}
  std::optional<std::size_t> read(MutableBytes into) override {
    const long got = read_(into.data(), into.size());
    if (got < 0) return std::nullopt;
    return static_cast<std::size_t>(got);
  }

 private:
  sandbox::ReadFunction read_;
};

// `expected`: the digests of the attachments, one after the other.
std::uint8_t look(sandbox::ReadFunction read, Bytes expected) {
  std::vector<Sha256Value> results(expected.size() / sizeof(Sha256Value));
  if (!results.empty()) std::memcpy(results.data(), expected.data(), results.size() * sizeof(Sha256Value));
  MessageReader reader(read);
  return static_cast<std::uint8_t>(mail_check::verify(reader, results));
}

void warm_up() {
  static_cast<void>(sha256_hex(Bytes()));  // the dynamic linker resolves what it calls once
}

}  // namespace

int main(int argc, char** argv) {
  const auto options = worker::launched(argc, argv);
  return options ? sandbox::run_strict_zygote(*options, warm_up, look) : 2;
}
