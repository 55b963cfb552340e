// A source with a few bytes replaced: shows the second reader (second_opinion.h) headers without three harmless
// oddities that it would refuse: another time in the local header and sizes half filled in beside a data descriptor
// (Office and common libraries write them), and a UTF-8 flag on a name that is none (Japanese tools). These values are
// dropped by the rebuild, and the reader has judged them itself.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "lib/stream/source.h"

namespace mugai::zip {

struct Patch {
  std::uint64_t offset = 0;
  std::size_t length = 16;  // of bytes
  std::array<std::uint8_t, 16> bytes{};
};

class OverlaySource final : public Source {
 public:
  // Borrows both; `patches` are sorted by offset, do not overlap and lie within `below`.
  OverlaySource(Source& below, const std::vector<Patch>& patches) : below_(below), patches_(patches) {}
  [[nodiscard]] std::uint64_t size() const noexcept override { return below_.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, MutableBytes into) override {
    TRY_ASSIGN(const std::size_t got, below_.read_at(offset, into));
    const std::uint64_t end = offset + got;
    auto patch = std::lower_bound(patches_.begin(), patches_.end(), offset,
                                  [](const Patch& p, std::uint64_t at) { return p.offset + p.length <= at; });
    for (; patch != patches_.end() && patch->offset < end; ++patch) {
      for (std::size_t i = 0; i < patch->length; ++i) {
        const std::uint64_t at = patch->offset + i;
        if (at >= offset && at < end) into[static_cast<std::size_t>(at - offset)] = patch->bytes[i];
      }
    }
    return got;
  }

 private:
  Source& below_;
  const std::vector<Patch>& patches_;
};

}  // namespace mugai::zip
