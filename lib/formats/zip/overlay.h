// A source with a few bytes replaced: shows the second reader (second_opinion.h) local headers without the two harmless
// differences that Office and common libraries write (another time; sizes half filled in beside a data descriptor),
// which it would refuse. Both values are dropped by the rebuild, and the reader has held them against the directory.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "lib/stream/source.h"

namespace mugai::zip {

struct Patch {
  std::uint64_t offset = 0;
  std::array<std::uint8_t, 16> bytes{};  // time, date, CRC, packed, unpacked: bytes 10 to 25 of a local header
};

class OverlaySource final : public Source {
 public:
  // Borrows both; `patches` are sorted by offset, do not overlap and lie within `below`.
  OverlaySource(Source& below, const std::vector<Patch>& patches) : below_(below), patches_(patches) {}
  [[nodiscard]] std::uint64_t size() const noexcept override { return below_.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, MutableBytes into) override {
    TRY_ASSIGN(const std::size_t got, below_.read_at(offset, into));
    const std::uint64_t end = offset + got;
    auto patch = std::lower_bound(patches_.begin(), patches_.end(), offset, [](const Patch& p, std::uint64_t at) {
      return p.offset + p.bytes.size() <= at;
    });
    for (; patch != patches_.end() && patch->offset < end; ++patch) {
      for (std::size_t i = 0; i < patch->bytes.size(); ++i) {
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
