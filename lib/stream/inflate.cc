#include "lib/stream/inflate.h"

#include "lib/stream/isal.h"

namespace mugai {

struct InflateStage::Engine {
  isal::Inflater inflater;
};

InflateStage::InflateStage(Sink& next, std::uint64_t max_output)
    : engine_(std::make_unique<Engine>()), next_(&next), max_output_(max_output) {}
InflateStage::~InflateStage() = default;

void InflateStage::reset(Sink& next, std::uint64_t max_output) {
  engine_->inflater.reset();
  next_ = &next;
  max_output_ = max_output;
  bytes_in_ = 0;
  bytes_out_ = 0;
  trailing_ = 0;
  done_ = false;
}

Result<void> InflateStage::write(Bytes bytes) {
  while (!done_) {
    auto stepped = engine_->inflater.step(bytes);
    if (!stepped) {
      Error error = std::move(stepped).error();
      error.offset = bytes_in_;
      return error;
    }
    const auto& step = *stepped;
    bytes = bytes.subspan(step.consumed);
    bytes_in_ += step.consumed - step.surplus;
    trailing_ += step.surplus;
    if (step.output.size() > max_output_ - bytes_out_) {
      return make_error(ErrorCode::TooLarge, "the deflate stream holds more than it declares", bytes_in_);
    }
    bytes_out_ += step.output.size();
    if (!step.output.empty()) TRY(next_->write(step.output));
    done_ = step.progress == isal::Inflater::Progress::Done;
    if (step.progress == isal::Inflater::Progress::NeedInput && bytes.empty()) return ok();
  }
  trailing_ += bytes.size();
  return ok();
}

Result<void> InflateStage::check_done() const {
  if (!done_) return make_error(ErrorCode::Truncated, "the deflate stream does not end", bytes_in_);
  return ok();
}

Result<void> InflateStage::finish() {
  TRY(check_done());
  return next_->finish();
}

}  // namespace mugai
