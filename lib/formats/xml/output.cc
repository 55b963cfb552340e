#include "lib/formats/xml/output.h"

#include "lib/base/check.h"

namespace mugai::xml {

namespace {
constexpr std::size_t kBlockBytes = 32u << 10;
constexpr std::size_t kLargePiece = 4u << 10;  // from here a copy costs more than another call
}  // namespace

Result<void> Output::append(std::string_view bytes) {
  if (bytes.empty()) return ok();
  if (!segments_.empty()) TRY(settle());
  const State seen = visibility(guard_);
  if (seen == State::Drop) return ok();
  if (seen == State::Keep && segments_.empty()) return pass_on(bytes);
  return hold(bytes);
}

Result<void> Output::finish() {
  for (State& state : conditions_) {
    if (state == State::Open) state = State::Drop;
  }
  TRY(settle());
  TRY(flush_block());
  return next_.finish();
}

ConditionId Output::open_condition() {
  conditions_.push_back(State::Open);
  return static_cast<ConditionId>(conditions_.size() - 1);
}

bool Output::resolve(ConditionId condition, bool keep) {
  MUGAI_CHECK(condition != 0 && condition < conditions_.size());
  if (conditions_[condition] != State::Open) return false;
  conditions_[condition] = keep ? State::Keep : State::Drop;
  return true;
}

Output::State Output::state(ConditionId condition) const {
  MUGAI_CHECK(condition < conditions_.size());
  return conditions_[condition];
}

GuardId Output::enter(ConditionId condition) {
  if (guards_in_use_ == 0 && segments_.empty()) guards_.resize(1);
  const GuardId previous = guard_;
  guards_.push_back({condition, previous});
  guard_ = static_cast<GuardId>(guards_.size() - 1);
  ++guards_in_use_;
  return previous;
}

void Output::leave(GuardId previous) {
  guard_ = previous;
  --guards_in_use_;
}

Output::State Output::visibility(GuardId guard) const {
  State seen = State::Keep;
  for (; guard != 0; guard = guards_[guard].parent) {
    const State own = conditions_[guards_[guard].condition];
    if (own == State::Drop) return State::Drop;
    if (own == State::Open) seen = State::Open;
  }
  return seen;
}

Result<void> Output::pass_on(std::string_view bytes) {
  if (bytes.size() >= kLargePiece) {
    TRY(flush_block());
    return next_.write(as_bytes(bytes));
  }
  block_.append(bytes);
  return block_.size() >= kBlockBytes ? flush_block() : ok();
}

Result<void> Output::flush_block() {
  if (block_.empty()) return ok();
  TRY(next_.write(as_bytes(block_)));
  block_.clear();
  return ok();
}

Result<void> Output::settle() {
  while (!segments_.empty()) {
    const Segment& front = segments_.front();
    const State seen = visibility(front.guard);
    if (seen == State::Open) return ok();
    if (seen == State::Keep) TRY(pass_on(std::string_view(held_).substr(held_begin_, front.size)));
    held_begin_ += front.size;
    segments_.pop_front();
  }
  held_.clear();
  held_begin_ = 0;
  return ok();
}

Result<void> Output::hold(std::string_view bytes) {
  if (held_begin_ > held_.size() / 2) {
    held_.erase(0, held_begin_);
    held_begin_ = 0;
  }
  held_.append(bytes);
  if (segments_.empty() || segments_.back().guard != guard_) segments_.push_back({guard_, 0});
  segments_.back().size += bytes.size();
  while (held_.size() - held_begin_ > held_limit_) {
    drop_oldest();
    TRY(settle());
  }
  return ok();
}

// settle() has left a segment in front that waits: its open conditions are answered.
void Output::drop_oldest() {
  for (GuardId guard = segments_.front().guard; guard != 0; guard = guards_[guard].parent) {
    State& state = conditions_[guards_[guard].condition];
    if (state != State::Open) continue;
    state = State::Drop;
    ++forced_;
  }
}

}  // namespace mugai::xml
