// Whether a rebuilt mail meets the grammar of formats/mail_check; what its attachments are is left open.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "lib/formats/mail_check/verify.h"

namespace mugai::testing {

class TextReader final : public mail_check::Reader {
 public:
  explicit TextReader(std::string_view text) : left_(text) {}
  std::optional<std::size_t> read(MutableBytes into) override {
    const std::string_view piece = left_.substr(0, into.size());
    std::copy(piece.begin(), piece.end(), into.begin());
    left_.remove_prefix(piece.size());
    return piece.size();
  }

 private:
  std::string_view left_;
};

// Empty where it does, else what is wrong.
inline std::string mail_fault(std::string_view message) {
  TextReader reader(message);
  const mail_check::Fault fault = mail_check::verify(reader, std::nullopt);
  return fault == mail_check::Fault::None ? std::string() : std::string(mail_check::fault_words(fault));
}

}  // namespace mugai::testing
