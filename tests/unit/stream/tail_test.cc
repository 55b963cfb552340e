#include "lib/stream/tail.h"

#include <doctest/doctest.h>

#include <string>

using namespace mugai;

TEST_CASE("stream/tail: the mark decides how much is read, and the last one is in it") {
  struct Row {
    std::size_t before, behind;  // the mark
    std::uint64_t offset;        // where the tail begins
  };
  const Row rows[] = {
      {10, 0, 0},                  // a small file is read whole
      {9000, 10, 9014 - 4096},     // near the end: the last page
      {9000, 5000, 14004 - 8000},  // further in: all that is asked for
      {9000, 8000, 17004 - 8000},  // not there
  };
  for (const Row& row : rows) {
    CAPTURE(row.behind);
    const std::string file = std::string(row.before, 'a') + "MARK" + std::string(row.behind, 'b');
    MemorySource source{std::string_view(file)};
    const auto tail = read_tail_with(source, "MARK", 8000);
    REQUIRE(tail.has_value());
    CHECK(tail->offset == row.offset);
    CHECK(as_text(tail->bytes) == file.substr(tail->offset));
  }
}
