// Output: the way out of the filter. Passes bytes on, and holds them back where it is not yet known whether they stay.
//
// A condition is a question that a delegate answers later. A guard is a place under one or more conditions: guards form
// a tree, and bytes are written only if every condition up to the root was answered with keep. From the first byte that
// waits, everything is held, in order, as segments; segments leave from the front as their guards are settled.
// Limits: held bytes; over it the conditions of the oldest segment are answered with drop, and counted.
// Bytes that need not wait leave in blocks: small pieces are collected, large ones are passed on as they are.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "lib/stream/sink.h"

namespace mugai::xml {

using ConditionId = std::uint32_t;
using GuardId = std::uint32_t;  // 0: under no condition

class Output {
 public:
  enum class State : std::uint8_t { Open, Keep, Drop };

  Output(Sink& next, std::uint32_t held_limit) : next_(next), held_limit_(held_limit) {}

  // Appends under the present guard. Nothing of `bytes` is kept after the call.
  Result<void> append(std::string_view bytes);
  // Answers what is open with drop, passes everything on and finishes the next sink.
  Result<void> finish();

  ConditionId open_condition();
  bool resolve(ConditionId condition, bool keep);
  [[nodiscard]] State state(ConditionId condition) const;

  // Puts what follows under `condition` as well, until leave() with the guard that enter() gave back.
  GuardId enter(ConditionId condition);
  void leave(GuardId previous);

  [[nodiscard]] bool is_holding() const noexcept { return !segments_.empty(); }
  [[nodiscard]] std::uint64_t forced() const noexcept { return forced_; }  // conditions that waited too long

 private:
  struct Guard {
    ConditionId condition = 0;
    GuardId parent = 0;
  };
  struct Segment {
    GuardId guard = 0;
    std::size_t size = 0;
  };
  [[nodiscard]] State visibility(GuardId guard) const;
  Result<void> pass_on(std::string_view bytes);
  Result<void> flush_block();
  Result<void> settle();
  Result<void> hold(std::string_view bytes);
  void drop_oldest();

  Sink& next_;
  std::uint32_t held_limit_;
  std::string block_;
  std::vector<State> conditions_{State::Keep};  // by ConditionId; 0 is no question
  std::vector<Guard> guards_{Guard{}};
  GuardId guard_ = 0;
  std::uint32_t guards_in_use_ = 0;
  std::deque<Segment> segments_;
  std::string held_;
  std::size_t held_begin_ = 0;
  std::uint64_t forced_ = 0;
};

}  // namespace mugai::xml
