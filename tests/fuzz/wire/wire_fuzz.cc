// What a job says, as the program hears it: the input is a row of packets, each after its length (2 bytes, little
// endian). Holds: nothing is read past a packet, whatever is accepted is within its limits and comes out of the encoder
// as it went in, and nothing is accepted after the last word.
#include <cstdint>

#include "lib/base/check.h"
#include "lib/base/utf8.h"
#include "lib/wire/conversation.h"

using namespace mugai;
using namespace mugai::wire;

namespace {

void check_line(const std::string& text, std::size_t max_bytes) {
  MUGAI_CHECK(text.size() <= max_bytes);
  MUGAI_CHECK(utf8::one_line(text, max_bytes) == text);
}

Buffer again(const ChildMessage& message) {
  if (const auto* finding = std::get_if<Finding>(&message)) {
    check_line(finding->where, kMaxWhereBytes);
    check_line(finding->detail, kMaxDetailBytes);
    return encode_finding(Type::Finding, *finding);
  }
  if (const auto* nested = std::get_if<RunNested>(&message)) {
    MUGAI_CHECK(nested->claim.untrusted_name.size() <= kMaxNameBytes);
    return encode_run_nested(*nested);
  }
  if (const auto* outcome = std::get_if<OutcomeMessage>(&message)) return encode_outcome(*outcome);
  if (const auto* refusal = std::get_if<Refusal>(&message)) {
    check_line(refusal->error.detail, kMaxErrorDetailBytes);
    return encode_refusal(*refusal);
  }
  return encode_empty(Type::AskScratch);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Cursor in(Bytes(data, size));
  Conversation conversation;
  for (;;) {
    const auto length = in.u16le();
    if (!length) break;
    const auto packet = in.take(*length);
    if (!packet) break;
    const bool was_done = conversation.done();
    const auto message = conversation.accept(*packet);
    if (!message) break;
    MUGAI_CHECK(!was_done);
    MUGAI_CHECK(again(*message) == Buffer(packet->begin(), packet->end()));
  }
  if (size > kMaxRequestBytes / 2) return 0;
  const auto request = decode_request(Bytes(data, size));
  if (request) MUGAI_CHECK(*encode_request(*request) == Buffer(data, data + size));
  return 0;
}
