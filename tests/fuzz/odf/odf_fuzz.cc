// Any bytes as an OpenDocument file, package or flat: no crash, and what comes out is a fixed point in which nothing is
// left to remove. With a context of its own: the handler nests no files, so no other handler is linked.
#include <cstddef>
#include <cstdint>

#include "lib/base/check.h"
#include "lib/formats/odf/handler.h"
#include "lib/policy/policy.h"

using namespace mugai;

namespace {

class PlainContext final : public Context {
 public:
  [[nodiscard]] const policy::Policy& policy() const noexcept override { return policy_; }
  [[nodiscard]] const FileClaim& claim() const noexcept override { return claim_; }
  [[nodiscard]] const MailValues& mail() const noexcept override { return mail_; }
  Budget& budget() noexcept override { return budget_; }
  void report(Finding finding) override { removals += finding.action == Action::Kept ? 0 : 1; }
  Result<NestedOutcome> sanitize_child(const FileClaim& /*claim*/, const InputWriter& /*write_input*/) override {
    return make_error(ErrorCode::Internal, "no nested files");
  }

  int removals = 0;

 private:
  static const policy::Policy& standard() {
    static const policy::Policy instance;
    return instance;
  }
  const policy::Policy& policy_ = standard();
  FileClaim claim_;
  MailValues mail_;
  Budget budget_{policy_.limits};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  PlainContext context;
  MemorySink out;
  MemorySource in(Bytes(data, size));
  if (!odf::handler().sanitize(in, out, context).has_value()) return 0;
  PlainContext again;
  MemorySink twice;
  MemorySource rebuilt(Bytes(out.buffer()));
  MUGAI_CHECK(odf::handler().sanitize(rebuilt, twice, again).has_value());
  MUGAI_CHECK(twice.buffer() == out.buffer());
  MUGAI_CHECK(again.removals == 0);
  return 0;
}
