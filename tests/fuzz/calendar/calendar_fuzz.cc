// Fuzz target of calendars and cards.
//
// In:    the first byte chooses the handler, the rest is the file.
// Holds: what comes out is the same when it is rebuilt again; lines are at most 75 bytes; no property that is fetched
// or run
//        is in it.
#include <cstdint>
#include <string>
#include <string_view>

#include "lib/base/check.h"
#include "lib/base/utf8.h"
#include "lib/formats/calendar/ics_handler.h"
#include "lib/formats/calendar/vcf_handler.h"
#include "tests/support/lone_context.h"

namespace {

using namespace mugai;

struct Run {
  bool written = false;
  Buffer output;
};

Run run(Handler& handler, Bytes input) {
  testing::LoneContext context;
  MemorySource source(input);
  MemorySink sink;
  Run result;
  result.written = handler.sanitize(source, sink, context).has_value();
  result.output = sink.take();
  return result;
}

void check_lines(std::string_view text) {
  MUGAI_CHECK(utf8::is_valid(text));
  while (!text.empty()) {
    const std::size_t end = text.find("\r\n");
    MUGAI_CHECK(end != std::string_view::npos && end <= 75);
    const std::string_view line = text.substr(0, end);
    for (const std::string_view name :
         {"ATTACH", "X-ALT-DESC", "TZURL", "ACTION:AUDIO", "ACTION:PROCEDURE", "AGENT", "SOURCE", "METHOD:REQUEST"}) {
      MUGAI_CHECK(!line.starts_with(name));
    }
    text.remove_prefix(end + 2);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  Handler& handler = (data[0] & 1) != 0 ? calendar::vcf_handler() : calendar::ics_handler();
  const Run first = run(handler, Bytes(data + 1, size - 1));
  if (!first.written) return 0;
  check_lines(as_text(first.output));
  const Run second = run(handler, first.output);
  MUGAI_CHECK(second.written && second.output == first.output);
  return 0;
}
