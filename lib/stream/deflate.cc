#include "lib/stream/deflate.h"

#include <algorithm>

namespace mugai {
namespace {

constexpr std::size_t kBlockBytes = 64 * 1024;

}  // namespace

DeflateStage::DeflateStage(Sink& next, DeflateLevel level)
    : engine_(level == DeflateLevel::Fast ? make_fast_deflate_engine() : make_small_deflate_engine()), next_(&next) {
  block_.reserve(kBlockBytes);
}
DeflateStage::~DeflateStage() = default;

void DeflateStage::reset(Sink& next) {
  engine_->reset();
  next_ = &next;
  block_.clear();
  bytes_in_ = 0;
}

Result<void> DeflateStage::write(Bytes bytes) {
  bytes_in_ += bytes.size();
  while (!bytes.empty()) {
    if (block_.empty() && bytes.size() > kBlockBytes) {  // a whole block that is surely not the last: no copy
      TRY(engine_->compress(bytes.first(kBlockBytes), false, *next_));
      bytes = bytes.subspan(kBlockBytes);
      continue;
    }
    if (block_.size() == kBlockBytes) {
      TRY(engine_->compress(block_, false, *next_));
      block_.clear();
      continue;
    }
    const std::size_t count = std::min(kBlockBytes - block_.size(), bytes.size());
    block_.insert(block_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
    bytes = bytes.subspan(count);
  }
  return ok();
}

Result<void> DeflateStage::end_stream() {
  TRY(engine_->compress(block_, true, *next_));
  block_.clear();
  return ok();
}

Result<void> DeflateStage::finish() {
  TRY(end_stream());
  return next_->finish();
}

}  // namespace mugai
