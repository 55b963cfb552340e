// Honest work in small, work without end, crashes, and a container that nests whatever its input names.
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <new>
#include <stdexcept>
#include <vector>

#include "lib/base/check.h"
#include "lib/policy/policy.h"
#include "lib/sandbox/lockdown.h"
#include "tests/sandbox/probes.h"

namespace mugai::probes {
namespace {

using sandbox::JobAnswer;
constexpr std::uint64_t kMaxInput = 1 << 20;

JobAnswer answer(Result<void> result) {
  if (!result) return {std::move(result).error(), "probe"};
  return done();
}

JobAnswer copy_all(const JobRequest&, Source& in, OutputSink& out, Context&) {
  return answer(copy(in, out));
}
JobAnswer nothing(const JobRequest&, Source&, OutputSink&, Context&) {
  return done();
}

JobAnswer clean(const JobRequest&, Source& in, OutputSink& out, Context& ctx) {
  for (int i = 0; i < 3; ++i)
    ctx.report({"OOXML-036", Action::Removed, "word/\nvba\x1BProject.bin", 1, "\xFF"});
  return answer(copy(in, out));
}
JobAnswer keep(const JobRequest&, Source& in, OutputSink& out, Context& ctx) {
  ctx.report({"GEN-010", Action::Kept, "link", 1, ""});
  return answer(copy(in, out));
}
JobAnswer replace(const JobRequest&, Source&, OutputSink& out, Context&) {
  static_cast<void>(out.write("as text").has_value());
  return {Outcome{"html", "txt", true}, "html"};
}
JobAnswer refuse(const JobRequest&, Source&, OutputSink& out, Context&) {
  static_cast<void>(out.write("must not be used").has_value());
  return {make_error(ErrorCode::Malformed, "broken\r\nfile", 42), "docx"};
}
JobAnswer many_findings(const JobRequest&, Source&, OutputSink&, Context& ctx) {
  for (std::uint32_t i = 0; i < 30'000; ++i)
    ctx.report({"OOXML-036", Action::Removed, std::to_string(i), 1, ""});
  return done();
}
JobAnswer tell_policy(const JobRequest& request, Source&, OutputSink& out, Context& ctx) {
  std::string text = ctx.policy().name + "|" + ctx.mail().receipt + "|" + ctx.claim().untrusted_mime_type + "|" +
                     std::to_string(static_cast<int>(request.kind));
  return answer(out.write(text));
}

// What the process can reach: descriptors beyond its own, its environment, the input for writing.
JobAnswer look_around(const JobRequest&, Source&, OutputSink& out, Context&) {
  std::string text;
  std::array<char, 1> byte{};
  for (int fd = sandbox::kOutputFd + 1; fd < 256; ++fd) {
    if (::pread(fd, byte.data(), 1, 0) >= 0 || errno != EBADF) text += "descriptor " + std::to_string(fd) + " ";
  }
  for (char** word = environ; word != nullptr && *word != nullptr; ++word) {
    const std::string_view known(*word);
    if (known != "TZ=UTC0" && !known.starts_with("ASAN_OPTIONS=")) text += std::string("environment ") + *word + " ";
  }
  if (::pwrite(sandbox::kInputFd, "X", 1, 0) >= 0) text += "input is writable ";
  return answer(out.write(text.empty() ? std::string("nothing") : text));
}

// What the C library would look up late: the zone, the size of the memory, an exception's tables.
JobAnswer use_libc(const JobRequest&, Source&, OutputSink& out, Context&) {
  std::tm day{};
  day.tm_year = 100;
  day.tm_mday = 1;
  const std::time_t start = std::mktime(&day);
  std::vector<int> numbers(100'000);
  for (std::size_t i = 0; i < numbers.size(); ++i)
    numbers[i] = static_cast<int>((i * 7919) % numbers.size());
  std::qsort(numbers.data(), numbers.size(), sizeof(int),
             [](const void* a, const void* b) { return *static_cast<const int*>(a) - *static_cast<const int*>(b); });
  bool caught = false;
  try {
    throw std::runtime_error("inside a handler");
  } catch (const std::exception&) {
    caught = true;
  }
  return answer(out.write(std::to_string(start) + " " + std::to_string(numbers[1]) + (caught ? " caught" : "")));
}

JobAnswer use_memory(const JobRequest&, Source&, OutputSink&, Context&) {
  std::vector<std::vector<char>> held;
  for (;;)
    held.emplace_back(std::size_t{1} << 20, 'x');
}
JobAnswer one_huge(const JobRequest&, Source&, OutputSink&, Context&) {
  std::vector<char> huge(std::size_t{1} << 33, 'x');
  return {make_error(ErrorCode::Internal, std::to_string(huge.size())), ""};
}
JobAnswer loop(const JobRequest&, Source&, OutputSink&, Context&) {
  spin();
}
JobAnswer loop_deaf(const JobRequest& request, Source& in, OutputSink& out, Context& ctx) {
  ::signal(SIGXCPU, SIG_IGN);
  return loop(request, in, out, ctx);
}
JobAnswer wait_for_ever(const JobRequest&, Source&, OutputSink&, Context&) {
  std::array<char, 16> byte{};
  iovec vector{byte.data(), byte.size()};
  msghdr message{};
  message.msg_iov = &vector;
  message.msg_iovlen = 1;
  ::recvmsg(sandbox::kControlFd, &message, 0);
  return done();
}
JobAnswer flood(const JobRequest&, Source&, OutputSink& out, Context&) {
  const std::vector<std::uint8_t> piece(1 << 16, 'x');
  for (;;) {
    if (Result<void> written = out.write(Bytes(piece)); !written) return {written.error(), "probe"};
  }
}
JobAnswer flood_raw(const JobRequest&, Source&, OutputSink&, Context&) {
  const std::vector<char> piece(1 << 20, 'x');
  for (off_t at = 0;; at += 1 << 20) {
    if (::pwrite(sandbox::kOutputFd, piece.data(), piece.size(), at) < 0) return done();
  }
}
JobAnswer overrun(const JobRequest&, Source&, OutputSink&, Context&) {  // more than its output, less than a file may be
  const std::vector<char> piece(3 << 20, 'x');
  static_cast<void>(!::pwrite(sandbox::kOutputFd, piece.data(), piece.size(), 0));
  return done();
}

JobAnswer segv(const JobRequest&, Source&, OutputSink&, Context&) {
  volatile std::uintptr_t address = 8;
  // NOLINTNEXTLINE: the point of this probe
  return {make_error(ErrorCode::Internal, std::to_string(*reinterpret_cast<volatile int*>(address))), ""};
}
JobAnswer wild_write(const JobRequest&, Source&, OutputSink&, Context&) {
  volatile std::uintptr_t address = 0x1234567890;
  // NOLINTNEXTLINE: the point of this probe
  *reinterpret_cast<volatile int*>(address) = 42;
  return done();
}
JobAnswer abort_now(const JobRequest&, Source&, OutputSink&, Context&) {
  std::abort();
}
JobAnswer bug(const JobRequest&, Source& in, OutputSink&, Context&) {
  MUGAI_CHECK(in.size() > kMaxInput);
  return done();
}
JobAnswer throw_it(const JobRequest&, Source&, OutputSink&, Context&) {
  throw std::runtime_error("left a handler");
}
JobAnswer throw_memory(const JobRequest&, Source&, OutputSink&, Context&) {
  throw std::bad_alloc();
}
JobAnswer throw_in_noexcept(const JobRequest& request, Source& in, OutputSink& out, Context& ctx) {
  const auto stop = [&](auto act) noexcept { return act(request, in, out, ctx); };
  return stop(throw_it);
}
template <int status>
JobAnswer leave(const JobRequest&, Source&, OutputSink&, Context&) {
  ::_exit(status);
}
int dig(volatile char* above) {
  volatile char here[4096];
  here[0] = above[0];
  if (here[0] == 0) return 0;  // never
  return dig(here) + here[0];
}
JobAnswer dig_deep(const JobRequest&, Source&, OutputSink&, Context&) {
  volatile char top[1] = {1};
  return {make_error(ErrorCode::Internal, std::to_string(dig(top))), ""};
}

std::vector<std::string> lines_of(Source& in) {
  std::vector<std::string> lines;
  const auto all = in.read_all(kMaxInput);
  if (!all) return lines;
  std::string_view text = as_text(*all);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::string tell(const std::string& name, NestedOutcome& nested) {
  std::string line = name + "=" + std::string(disposition_name(nested.disposition));
  if (!has_output(nested.disposition)) line += ":" + std::string(error_name(nested.reason));
  if (nested.output) {
    const auto bytes = nested.output->read_all(kMaxInput);
    line += ":" + (bytes ? std::string(as_text(*bytes)) : "unreadable");
  }
  for (const Finding& finding : nested.findings)
    line += " " + std::string(finding.id.text());
  return line + "\n";
}

// A mail in small: each line of the input is the name of a nested file; its content is "body of NAME".
JobAnswer container(const JobRequest&, Source& in, OutputSink& out, Context& ctx) {
  for (const std::string& name : lines_of(in)) {
    auto nested = ctx.sanitize_child({name, "text/x-probe"}, [&](Sink& sink) { return sink.write("body of " + name); });
    if (!nested) return {nested.error(), "container"};
    if (auto written = out.write(tell(name, *nested)); !written) return {written.error(), "container"};
  }
  return {Outcome{"container", "", false}, "container"};
}
// Nests itself until the budget refuses.
JobAnswer matryoshka(const JobRequest&, Source&, OutputSink& out, Context& ctx) {
  auto nested = ctx.sanitize_child({"matryoshka", ""}, [](Sink& sink) { return sink.write("inner"); });
  if (!nested) return answer(out.write("innermost: " + std::string(error_name(nested.error().code))));
  if (!nested->output) return {make_error(nested->reason, "inner file refused"), "matryoshka"};
  return answer(copy(*nested->output, out));
}
JobAnswer nest_for_ever(const JobRequest&, Source&, OutputSink&, Context& ctx) {
  for (;;) {
    auto nested = ctx.sanitize_child({"copy", ""}, [](Sink& sink) { return sink.write("x"); });
    if (!nested) return {nested.error(), "container"};
  }
}
// The writer of a nested input gives up; the next one is well.
JobAnswer give_up_once(const JobRequest&, Source&, OutputSink& out, Context& ctx) {
  auto first = ctx.sanitize_child({"copy", ""}, [](Sink& sink) -> Result<void> {
    TRY(sink.write("left over from the first, and longer"));
    return make_error(ErrorCode::BadChecksum, "gave up");
  });
  auto second = ctx.sanitize_child({"copy", ""}, [](Sink& sink) { return sink.write("second"); });
  if (first || first.error().code != ErrorCode::BadChecksum) return {make_error(ErrorCode::Internal, "first"), ""};
  if (!second || !second->output) return {make_error(ErrorCode::Internal, "second"), ""};
  return answer(copy(*second->output, out));
}
// Keeps writing to the nested input and to the result after they were handed on.
JobAnswer write_late(const JobRequest&, Source&, OutputSink& out, Context& ctx) {
  auto nested = ctx.sanitize_child({"copy", ""}, [](Sink& sink) { return sink.write("second thoughts"); });
  std::string text;
  for (int fd = sandbox::kOutputFd + 1; fd < 64; ++fd) {
    if (::pwrite(fd, "X", 1, 0) >= 0) text += "descriptor " + std::to_string(fd) + " is writable ";
  }
  if (!nested || !nested->output) return {make_error(ErrorCode::Internal, "nested"), ""};
  return answer(out.write(text.empty() ? std::string("nothing") : text));
}

constexpr Probe kProbes[] = {
    {"copy", copy_all},
    {"nothing", nothing},
    {"clean", clean},
    {"keep", keep},
    {"replace", replace},
    {"refuse", refuse},
    {"many findings", many_findings},
    {"tell policy", tell_policy},
    {"look around", look_around},
    {"use the C library", use_libc},
    {"memory", use_memory},
    {"one huge allocation", one_huge},
    {"loop", loop},
    {"loop, deaf to SIGXCPU", loop_deaf},
    {"wait for ever", wait_for_ever},
    {"flood", flood},
    {"flood, raw", flood_raw},
    {"overrun", overrun},
    {"segv", segv},
    {"wild write", wild_write},
    {"abort", abort_now},
    {"bug", bug},
    {"throw", throw_it},
    {"throw bad_alloc", throw_memory},
    {"throw in noexcept", throw_in_noexcept},
    {"leave with 1", leave<1>},
    {"leave as if unlocked", leave<74>},
    {"dig", dig_deep},
    {"container", container},
    {"matryoshka", matryoshka},
    {"nest for ever", nest_for_ever},
    {"give up once", give_up_once},
    {"write late", write_late},
};

}  // namespace

std::span<const Probe> work_probes() noexcept {
  return kProbes;
}

}  // namespace mugai::probes
