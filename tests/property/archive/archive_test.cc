// Properties of archives over many generated ones: fixed point, determinism, truncation, bounded output.
#include <doctest/doctest.h>

#include <cstdint>
#include <string>

#include "tests/support/local_context.h"
#include "tests/support/zip_builder.h"

namespace mugai {
namespace {

using testing::run_local;
using testing::ZipFile;
using testing::ZipMember;

class Numbers {
 public:
  explicit Numbers(std::uint32_t seed) : state_(seed * 2654435761U + 1) {}
  std::uint32_t below(std::uint32_t limit) {
    state_ = state_ * 1664525 + 1013904223;
    return (state_ >> 8) % limit;
  }

 private:
  std::uint32_t state_;
};

// Names and contents of every kind that the handler treats in its own way.
ZipFile generate(Numbers& numbers, unsigned depth) {
  static const char* const kNames[] = {"a.docx",       "A.docx",        "資料/一覧.xlsx", "x.exe",  "note.txt",
                                       "b.png",        "dir/",          "c.tar.gz",       "._x",    "sp ace .pdf",
                                       "\x95\x5C.doc", "e\u202Exe.cod", "no_ext",         "CON.txt"};
  ZipFile file;
  const std::uint32_t count = numbers.below(6);
  for (std::uint32_t i = 0; i < count; ++i) {
    ZipMember m;
    m.name = kNames[numbers.below(std::size(kNames))];
    for (const ZipMember& other : file.members) {
      if (other.name == m.name) m.name = std::to_string(i) + m.name;
    }
    if (!m.name.ends_with('/')) {
      const std::uint32_t kind = numbers.below(5);
      if (kind == 0 && depth > 0) {
        m.name = "n" + std::to_string(i) + ".zip";
        m.data = build_zip(generate(numbers, depth - 1));
      } else if (kind == 1) {
        m.data = "MZ" + std::string(numbers.below(200), 'x');
      } else if (kind == 2) {
        m.data = std::string(numbers.below(3000), 't');
      }
      m.method = numbers.below(2) == 0 ? 0 : 8;
      if (numbers.below(4) == 0) m.flags = 8;
      if (numbers.below(6) == 0) m.comment = "comment";
    }
    file.members.push_back(m);
  }
  if (numbers.below(4) == 0) file.prefix = "in front";
  if (numbers.below(4) == 0) file.comment = "of the archive";
  return file;
}

TEST_CASE("property/archive: a second pass gives the same bytes and finds nothing; so does a second run") {
  unsigned rebuilt = 0;
  for (std::uint32_t seed = 0; seed < 150; ++seed) {
    CAPTURE(seed);
    Numbers numbers(seed);
    const std::string bytes = build_zip(generate(numbers, 2));
    const auto first = run_local(as_bytes(bytes), "x.zip");
    const auto again = run_local(as_bytes(bytes), "x.zip");
    CHECK(first.outcome.has_value() == again.outcome.has_value());
    if (!first.outcome) continue;
    ++rebuilt;
    CHECK(first.output == again.output);
    const auto second = run_local(first.output, "x.zip");
    REQUIRE(second.outcome.has_value());
    CHECK(second.output == first.output);
    CHECK(second.findings.empty());
  }
  CHECK(rebuilt > 100);
}

TEST_CASE("property/archive: a truncated archive gives no output but its first letters as text") {
  Numbers numbers(7);
  ZipFile file = generate(numbers, 1);
  ZipMember m;
  m.name = "last.docx";
  file.members.push_back(m);
  const std::string bytes = build_zip(file);
  for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
    CAPTURE(cut);
    const auto outcome = run_local(as_bytes(bytes).first(cut), "x.zip").outcome;
    CHECK((!outcome.has_value() || (outcome->type == "text" && cut < 30)));  // 30: a local header, 4.3.7
  }
}

TEST_CASE("property/archive: members beyond the budget end the job") {
  ZipFile file;
  for (int i = 0; i < 60; ++i) {
    ZipMember m;
    m.name = "f" + std::to_string(i);
    file.members.push_back(m);
  }
  policy::Policy policy;
  policy.limits.members = 50;
  const auto result = run_local(as_bytes(build_zip(file)), "x.zip", policy);
  REQUIRE(!result.outcome.has_value());
  CHECK(result.outcome.error().code == ErrorCode::TooMany);
}

}  // namespace
}  // namespace mugai
