#include "tests/support/exposed_pdf.h"

#include "lib/stream/inflate.h"
#include "lib/stream/sink.h"

namespace mugai::testing {

std::string exposed_pdf(std::string_view file) {
  std::string all(file);
  constexpr std::string_view kBegin = "stream\n", kEnd = "endstream";
  for (std::size_t at = file.find(kBegin); at != std::string_view::npos; at = file.find(kBegin, at)) {
    at += kBegin.size();
    const std::size_t end = file.find(kEnd, at);
    if (end == std::string_view::npos) break;
    const std::string_view data = file.substr(at, end - at);
    MemorySink plain(64u << 20);
    InflateStage inflate(plain);
    // Behind the two bytes of the zlib header.
    if (data.size() > 2 && inflate.write(data.substr(2)).has_value()) all.append("\n").append(plain.text());
    at = end + kEnd.size();
  }
  return all;
}

}  // namespace mugai::testing
