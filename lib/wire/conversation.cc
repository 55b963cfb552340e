#include "lib/wire/conversation.h"

namespace mugai::wire {
namespace {

template <class T>
Result<ChildMessage> as_message(Result<T> decoded) {
  if (!decoded) return std::move(decoded).error();
  return ChildMessage(std::move(decoded).value());
}

}  // namespace

Result<void> Conversation::step(Type type) {
  if (state_ == State::Done) return make_error(ErrorCode::Malformed, "a frame after the last");
  const bool is_fresh = state_ == State::Fresh;
  if (is_fresh) state_ = State::Working;
  switch (type) {
    case Type::Elsewhere:
      if (!is_fresh) return make_error(ErrorCode::Malformed, "a file sent elsewhere after it was begun");
      state_ = State::Done;
      return ok();
    case Type::Finding:
      if (++findings_ > kMaxFindings) return make_error(ErrorCode::TooMany, "too many findings");
      return ok();
    case Type::AskScratch:
      state_ = State::Writing;
      return ok();
    case Type::RunNested:
      if (state_ != State::Writing) return make_error(ErrorCode::Malformed, "a nested file without a scratch file");
      state_ = State::Working;
      return ok();
    case Type::RunRender:
      state_ = State::Working;
      return ok();
    case Type::Outcome:
    case Type::Refusal:
      state_ = State::Done;
      return ok();
    default:
      return make_error(ErrorCode::Malformed, "a frame that a job never sends");
  }
}

// A document comes by the scratch file, or has come so before.
Result<ChildMessage> Conversation::take_render(Bytes payload, bool was_writing) {
  TRY_ASSIGN(RunRender message, decode_run_render(payload));
  if (message.new_input != was_writing)
    return make_error(ErrorCode::Malformed, "an order to draw without its document");
  drawn_ = drawn_ || message.new_input;
  if (!drawn_) return make_error(ErrorCode::Malformed, "an order to draw a document that was never given");
  return ChildMessage(std::move(message));
}

Result<ChildMessage> Conversation::accept(Bytes untrusted_packet) {
  TRY_ASSIGN(const Frame frame, parse_frame(untrusted_packet));
  const bool was_writing = state_ == State::Writing;
  TRY(step(frame.type));
  switch (frame.type) {
    case Type::Finding:
      return as_message(decode_finding(frame.payload));
    case Type::RunNested:
      return as_message(decode_run_nested(frame.payload));
    case Type::RunRender:
      return take_render(frame.payload, was_writing);
    case Type::Outcome:
      return as_message(decode_outcome(frame.payload));
    case Type::Elsewhere:
      return as_message(decode_elsewhere(frame.payload));
    case Type::Refusal:
      return as_message(decode_refusal(frame.payload));
    default:  // AskScratch: step() let nothing else through
      TRY(expect_end(Cursor(frame.payload)));
      return ChildMessage(AskScratch{});
  }
}

}  // namespace mugai::wire
