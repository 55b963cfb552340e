// Fuzz target of content streams.
//
// In:    the first byte chooses the kind of stream, whether images are taken out, and the limits; the rest is content.
// Holds: what passes is a fixed point in which nothing more is found, deterministic, and bounded by the input.
#include <cstdint>
#include <string>
#include <string_view>

#include "lib/base/check.h"
#include "lib/formats/pdf/content/rewrite.h"

namespace {

using namespace mugai;
using namespace mugai::pdf;

class Resources final : public ContentResources {
 public:
  explicit Resources(bool takes) : takes_(takes) {}
  bool has(ResourceKind /*kind*/, std::string_view name) override { return name.size() % 2 == 0; }
  int components(std::string_view name) override { return static_cast<int>(name.size()); }
  OptionalContent optional_content(std::string_view name) override {
    return name.size() % 3 == 0   ? OptionalContent::Hide
           : name.size() % 3 == 1 ? OptionalContent::Unwrap
                                  : OptionalContent::Keep;
  }
  Result<std::optional<std::string>> add_image(const InlineImage& image) override {
    bytes += image.data.size();
    for (const std::uint8_t byte : image.data)
      sum += byte;
    return takes_ ? std::optional<std::string>("Im") : std::nullopt;
  }
  std::uint64_t bytes = 0;
  std::uint64_t sum = 0;

 private:
  bool takes_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto kind = static_cast<ContentKind>(data[0] % 5);
  const bool takes = (data[0] & 0x80) != 0;
  ContentLimits limits;
  limits.max_image_bytes = 1 << 20;
  if ((data[0] & 0x40) != 0) {
    limits.max_state_depth = 3;
    limits.max_marked_depth = 3;
    limits.max_string_bytes = 4096;
    limits.max_name_bytes = 20;
    limits.inline_bytes = 4;
  }
  Resources resources(takes);
  Buffer once;
  ContentReport report;
  const Bytes content(data + 1, size - 1);
  const auto result = rewrite_content(content, kind, resources, once, report, limits);
  if (!result) return 0;
  MUGAI_CHECK(once.size() <= 64 + size * 4 + 2 * 4 * limits.max_image_bytes);
  Buffer twice;
  ContentReport second;
  Resources same(takes);
  MUGAI_CHECK(rewrite_content(once, kind, same, twice, second, limits).has_value());
  MUGAI_CHECK(once == twice);
  for (const Finding& finding : second.findings)
    MUGAI_CHECK(finding.action == Action::Kept);
  Buffer again;
  ContentReport third;
  Resources other(takes);
  MUGAI_CHECK(rewrite_content(content, kind, other, again, third, limits).has_value() && again == once);
  return 0;
}
