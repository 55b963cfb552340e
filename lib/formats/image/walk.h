// Inside of strip.cc: one walker a kind. Each reads the whole picture, writes what stays and notes what went.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/formats/image/strip.h"
#include "lib/stream/sink.h"

namespace mugai::image {

class Removals {
 public:
  void add(std::string_view id, std::string what) {
    const auto same =
        std::find_if(list_.begin(), list_.end(), [&](const Removal& r) { return r.id == id && r.what == what; });
    if (same != list_.end()) {
      ++same->count;
    } else if (list_.size() < kMaxKinds) {
      list_.push_back({id, std::move(what), 1});
    }
  }
  [[nodiscard]] std::vector<Removal> take() { return std::move(list_); }

 private:
  static constexpr std::size_t kMaxKinds = 64;  // chunk names are the sender's choice
  std::vector<Removal> list_;
};

Result<void> check_size(std::uint64_t width, std::uint64_t height);

Result<void> walk_jpeg(Bytes picture, Sink& out, Removals& removals);
Result<void> walk_png(Bytes picture, Sink& out, Removals& removals);
Result<void> walk_gif(Bytes picture, Sink& out, Removals& removals);

}  // namespace mugai::image
