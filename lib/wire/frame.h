// Frame: one packet between a program and a worker, or between a program and its zygote.
//
//   offset  size  field
//        0     4  magic    4D 55 47 31 ("MUG1")
//        4     2  type     enum Type, little endian
//        6     2  zero
//        8     4  length   of the payload, little endian; equals the packet's size less 12
//       12     n  payload  at most 4,084 bytes
//
// A frame is one SOCK_SEQPACKET packet, so that no length that a hostile process states decides where the next frame
// starts. Numbers are little endian; a text is a 16-bit length and that many bytes. Descriptors travel beside the
// packet (channel.h) and only from the program to the worker.
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/base/bytes.h"
#include "lib/base/result.h"

namespace mugai::wire {

inline constexpr std::uint32_t kMagic = 0x3147554D;
inline constexpr std::size_t kHeaderBytes = 12;
inline constexpr std::size_t kMaxFrameBytes = 4096;
inline constexpr std::size_t kMaxPayloadBytes = kMaxFrameBytes - kHeaderBytes;

// Closed list. Who may send what, and when, is in conversation.h.
enum class Type : std::uint16_t {
  // program → job
  Request = 1,        // a piece of the encoded JobRequest
  Scratch = 2,        // with a descriptor: an empty file for a nested input
  NestedFinding = 3,  // one finding of the nested tree
  NestedDone = 4,     // how the nested file ended; with a descriptor where there is output
  // job → program: hostile until checked
  Finding = 16,
  AskScratch = 17,
  RunNested = 18,
  Outcome = 19,
  Refusal = 20,
  Elsewhere = 21,
  RunRender = 22,
  // program ↔ zygote: both trusted
  Hello = 32,   // zygote → program, once
  Spawn = 33,   // program → zygote, with four descriptors
  Exited = 34,  // zygote → program, on the job's status socket
  Kill = 35,    // program → zygote, on the job's status socket
};

// Writes one frame. What does not fit is a bug of ours: texts are cut before they come here.
class Encoder {
 public:
  explicit Encoder(Type type);
  void u8(std::uint8_t value) { little(value, 1); }
  void u16(std::uint16_t value) { little(value, 2); }
  void u32(std::uint32_t value) { little(value, 4); }
  void u64(std::uint64_t value) { little(value, 8); }
  void text(std::string_view value);
  void raw(Bytes bytes);
  // The finished packet; valid until the encoder is changed or gone.
  [[nodiscard]] Bytes packet();

 private:
  void little(std::uint64_t value, std::size_t bytes);
  Buffer out_;
};

struct Frame {
  Type type;
  Bytes payload;  // borrows the packet
};
// Checks magic, zero, length and that the type is on the list. Error Malformed.
Result<Frame> parse_frame(Bytes untrusted_packet);

// A text of at most `max_bytes` bytes; Malformed where it is longer, Truncated where the payload ends.
Result<std::string_view> read_text(Cursor& in, std::size_t max_bytes);
// Malformed where bytes are left.
Result<void> expect_end(const Cursor& in);

}  // namespace mugai::wire
