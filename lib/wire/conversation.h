// Conversation: what a job may say, and when. The program's side; everything that comes in is hostile.
//
//   state       may say                     then
//   Fresh       Elsewhere                   Done
//   Fresh, Working
//               Finding                     Working
//               AskScratch                  Writing   (the program has sent Scratch)
//               RunRender, earlier input    Working   (the program has answered NestedDone)
//               Outcome, Refusal            Done
//   Writing     Finding                     Writing
//               AskScratch                  Writing   (the earlier one was given up: its content had an error)
//               RunNested                   Working   (the program has answered NestedDone)
//               RunRender, new input        Working   (as RunNested)
//               Outcome, Refusal            Done
//   Done        nothing
//
// Anything else, and any frame that its decoder refuses, is an Error: the job ends as Death::Protocol.
// Limits: kMaxFindings findings; an honest worker folds those above (finding_list.h).
#pragma once

#include <variant>

#include "lib/wire/messages.h"

namespace mugai::wire {

struct AskScratch {};
using ChildMessage = std::variant<mugai::Finding, AskScratch, RunNested, RunRender, OutcomeMessage, Refusal, Elsewhere>;

class Conversation {
 public:
  // Checks one packet and takes the step. After an Error the conversation must not go on.
  Result<ChildMessage> accept(Bytes untrusted_packet);
  [[nodiscard]] bool done() const noexcept { return state_ == State::Done; }

 private:
  enum class State : std::uint8_t { Fresh, Working, Writing, Done };
  Result<void> step(Type type);
  Result<ChildMessage> take_render(Bytes payload, bool was_writing);

  State state_ = State::Fresh;
  std::uint32_t findings_ = 0;
  bool drawn_ = false;  // a document to draw has been given
};

}  // namespace mugai::wire
