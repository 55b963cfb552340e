// The two ISA-L engines, hidden from the stages: igzip's header is seen by isal.cc alone.
#pragma once

#include <cstdint>
#include <memory>

#include "lib/base/bytes.h"
#include "lib/base/result.h"

namespace mugai::isal {

// One raw inflate stream; about 170 KiB, reusable by reset().
class Inflater {
 public:
  Inflater();
  ~Inflater();
  Inflater(Inflater&&) noexcept;
  Inflater& operator=(Inflater&&) noexcept;
  void reset() noexcept;

  enum class Progress : std::uint8_t { NeedInput, MoreOutput, Done };
  struct Step {
    Progress progress = Progress::NeedInput;
    Bytes output;              // inside the engine's buffer, valid until the next call
    std::size_t consumed = 0;  // of the input
    std::size_t surplus = 0;   // at Done: bytes consumed, now or before, that lie behind the end of the stream
  };
  // Goes on with `input`. On MoreOutput the caller calls again with the unconsumed rest (which may be empty).
  // Error Malformed: no deflate stream.
  Result<Step> step(Bytes input);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mugai::isal
