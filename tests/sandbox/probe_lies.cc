// Each probe says something on the control socket that no honest worker says.
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <functional>

#include "lib/sandbox/lockdown.h"
#include "lib/sandbox/wire_context.h"
#include "tests/sandbox/probes.h"

namespace mugai::probes {
namespace {

using sandbox::JobAnswer;
using sandbox::send_or_exit;

void say(Bytes packet) {
  ::send(sandbox::kControlFd, packet.data(), packet.size(), MSG_NOSIGNAL);
}
void say_raw(std::string_view text) {
  say(as_bytes(text));
}

// A finding frame field by field, so that each field can lie.
Buffer finding(std::string_view id, std::uint8_t action, std::uint32_t count, std::string_view where) {
  wire::Encoder out(wire::Type::Finding);
  out.text(id);
  out.u8(action);
  out.u32(count);
  out.text(where);
  out.text("");
  const Bytes packet = out.packet();
  return Buffer(packet.begin(), packet.end());
}
Buffer outcome(std::string_view type, std::string_view extension, std::uint8_t replaced, bool extra = false) {
  wire::Encoder out(wire::Type::Outcome);
  out.text(type);
  out.text(extension);
  out.u8(replaced);
  for (int i = 0; i < 3; ++i)
    out.u64(0);
  if (extra) out.u8(0);
  const Bytes packet = out.packet();
  return Buffer(packet.begin(), packet.end());
}
Buffer empty(wire::Type type) {
  return wire::encode_empty(type);
}

template <auto lie>
JobAnswer lie_then_finish(const JobRequest&, Source&, OutputSink&, Context&) {
  lie();
  return done();
}

void flood_findings() {
  const Buffer packet = finding("OOXML-036", 0, 1, "a");
  for (std::uint32_t i = 0; i <= wire::kMaxFindings; ++i)
    send_or_exit(packet);
}
void say_oversized() {
  const Buffer big(wire::kMaxFrameBytes + 1, 0);
  say(big);
}
void change_length() {
  Buffer packet = outcome("probe", "", 0);
  ++packet[8];
  say(packet);
}
void run_nested_twice() {
  say(empty(wire::Type::AskScratch));
  wire::Received received;
  static_cast<void>(sandbox::receive_or_exit(received).type);
  const Buffer run = wire::encode_run_nested({{"copy", ""}, {1, 1, 1}});
  say(run);
  say(run);
}
void close_and_linger() {
  ::close(sandbox::kControlFd);
  spin();
}
void outcome_and_leave_badly() {
  say(outcome("probe", "", 0));
  ::_exit(5);
}
void outcome_and_crash() {
  say(outcome("probe", "", 0));
  __builtin_trap();
}

constexpr Probe kProbes[] = {
    {"lie: noise", lie_then_finish<+[] { say_raw("GET / HTTP/1.1\r\n"); }>},
    {"lie: nothing", lie_then_finish<+[] { say_raw(""); }>},
    {"lie: oversized", lie_then_finish<say_oversized>},
    {"lie: wrong length", lie_then_finish<change_length>},
    {"lie: unknown type", lie_then_finish<+[] { say(empty(static_cast<wire::Type>(99))); }>},
    {"lie: the program's frame", lie_then_finish<+[] { say(empty(wire::Type::NestedDone)); }>},
    {"lie: the zygote's frame", lie_then_finish<+[] { say(wire::encode_exited({})); }>},
    {"lie: unknown ID", lie_then_finish<+[] { say(finding("ZZZ-001", 0, 1, "")); }>},
    {"lie: no ID", lie_then_finish<+[] { say(finding("", 0, 1, "")); }>},
    {"lie: unknown action", lie_then_finish<+[] { say(finding("OOXML-036", 5, 1, "")); }>},
    {"lie: count of nothing", lie_then_finish<+[] { say(finding("OOXML-036", 0, 0, "")); }>},
    {"lie: two lines", lie_then_finish<+[] { say(finding("OOXML-036", 0, 1, "a\nb")); }>},
    {"lie: escape sequence", lie_then_finish<+[] { say(finding("OOXML-036", 0, 1, "\x1B[2J")); }>},
    {"lie: no UTF-8", lie_then_finish<+[] { say(finding("OOXML-036", 0, 1, "\xFF\xFE")); }>},
    {"lie: hidden direction", lie_then_finish<+[] { say(finding("OOXML-036", 0, 1, "a\u202Eb")); }>},
    {"lie: long place", lie_then_finish<+[] { say(finding("OOXML-036", 0, 1, std::string(201, 'a'))); }>},
    {"lie: too many findings", lie_then_finish<flood_findings>},
    {"lie: type in capitals", lie_then_finish<+[] { say(outcome("DOCX", "", 0)); }>},
    {"lie: no type", lie_then_finish<+[] { say(outcome("", "", 0)); }>},
    {"lie: path for extension", lie_then_finish<+[] { say(outcome("docx", "../x", 0)); }>},
    {"lie: flag of two", lie_then_finish<+[] { say(outcome("docx", "", 2)); }>},
    {"lie: bytes left over", lie_then_finish<+[] { say(outcome("docx", "", 0, true)); }>},
    {"lie: two outcomes", lie_then_finish<+[] { say(outcome("docx", "", 0)); }>},
    {"lie: nested without scratch", lie_then_finish<+[] {
       say(wire::encode_run_nested({{"copy", ""}, {1, 1, 1}}));
     }>},
    {"lie: nested twice", lie_then_finish<run_nested_twice>},
    // Only the family of PDF has pages drawn (GEN-011); this worker is of another.
    {"lie: pages of no PDF", lie_then_finish<+[] {
       say(wire::encode_run_render({false, {RenderKind::Pixels, 0, {{1, 1}}}}));
     }>},
    {"lie: no word", lie_then_finish<+[] { ::_exit(0); }>},
    {"lie: closes and lingers", lie_then_finish<close_and_linger>},
    {"lie: outcome and bad end", lie_then_finish<outcome_and_leave_badly>},
    {"lie: outcome and crash", lie_then_finish<outcome_and_crash>},
};

}  // namespace

std::span<const Probe> lie_probes() noexcept {
  return kProbes;
}

}  // namespace mugai::probes
