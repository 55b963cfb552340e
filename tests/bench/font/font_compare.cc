// font_compare: rebuilds fonts and compares each glyph's outline, width and the character map before and after.
//
// Usage: font_compare [--all] FILE…    a line for each font that is not the same, with --all for each; then a summary
// Exit status 1 where a result is no fixed point or cannot be opened.
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>

#include "lib/formats/font/rebuild.h"
#include "tests/support/font_outlines.h"

namespace {

using namespace mugai;

struct Summary {
  unsigned fonts = 0, unreadable = 0, refused = 0, different = 0, bad = 0;
  std::size_t bytes_in = 0, bytes_out = 0;
  double seconds = 0;
};

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

std::string compare(const std::string& content, Summary& sum) {
  const testing::FontOutlines before = testing::read_outlines(as_bytes(content));
  font::FontReport report, second;
  const double begin = cpu_seconds();
  const auto rebuilt = font::rebuild_font(as_bytes(content), font::FontKind::Unknown, report);
  sum.seconds += cpu_seconds() - begin;
  ++sum.fonts;
  if (!before.opened) ++sum.unreadable;
  if (!rebuilt) {
    sum.refused += before.opened ? 1 : 0;
    return std::string("refused: ") + rebuilt.error().detail + (before.opened ? "" : " (FreeType refuses it, too)");
  }
  sum.bytes_in += content.size();
  sum.bytes_out += rebuilt->size();
  const auto again = font::rebuild_font(*rebuilt, report.kind, second);
  std::string line;
  if (!again || *again != *rebuilt) line += " NOT A FIXED POINT";
  const testing::FontOutlines after = testing::read_outlines(*rebuilt);
  if (before.opened && !after.opened) line += " CANNOT BE OPENED";
  if (!line.empty()) ++sum.bad;
  const std::size_t different = testing::different_glyphs(before, after);
  if (different > 0) line += " " + std::to_string(different) + " glyphs differ";
  if (before.units_per_em != after.units_per_em && before.opened) line += " units differ";
  if (before.characters != after.characters) line += " characters differ";
  if (before.opened && after.opened) {
    for (std::size_t i = 0; i < before.glyphs.size() && i < after.glyphs.size(); ++i) {
      if (before.glyphs[i].loaded && !before.glyphs[i].name.empty() && before.glyphs[i].name != after.glyphs[i].name) {
        line += " names differ (" + before.glyphs[i].name + " " + after.glyphs[i].name + ")";
        break;
      }
    }
  }
  if (!line.empty() && before.opened) ++sum.different;
  if (report.broken_glyphs > 0) line += " (" + std::to_string(report.broken_glyphs) + " broken glyphs)";
  return line;
}

}  // namespace

int main(int argc, char** argv) {
  const bool all = argc > 1 && std::strcmp(argv[1], "--all") == 0;
  Summary sum;
  for (int i = all ? 2 : 1; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(in), {}};
    const std::string line = compare(content, sum);
    if (!line.empty() || all) std::printf("%s:%s\n", argv[i], line.c_str());
  }
  std::printf(
      "%u fonts, %u that FreeType cannot open; of the others: %u refused, %u with a difference; %u bad results\n",
      sum.fonts, sum.unreadable, sum.refused, sum.different, sum.bad);
  std::printf("%zu -> %zu bytes (%.2f), %.1f MB/s\n", sum.bytes_in, sum.bytes_out,
              static_cast<double>(sum.bytes_out) / static_cast<double>(sum.bytes_in ? sum.bytes_in : 1),
              static_cast<double>(sum.bytes_in) / (sum.seconds > 0 ? sum.seconds : 1) / 1e6);
  return sum.bad == 0 ? 0 : 1;
}
