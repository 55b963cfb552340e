// What a rebuilt metafile is to the next reader. The records themselves are tested by the samples.
#include "lib/formats/metafile/metafile.h"

#include <doctest/doctest.h>

#include <string>

using namespace mugai;
using image::ImageKind;
using namespace std::string_literals;

namespace {

// header = type words version size(4) objects largest(4) zero, and the end of the picture behind `records`
std::string wmf(const std::string& records) {
  return "\1\0\x09\0\0\3"s + std::string(12, '\0') + records + "\3\0\0\0\0\0"s;
}

}  // namespace

TEST_CASE("metafile: a WMF stays one, though EMF's signature moves to where an EMF has it") {
  const std::string unknown = "\3\0\0\0\x99\x99"s;                    // goes
  const std::string modes = "\4\0\0\0\x02\1\1\0\4\0\0\0\x02\1\1\0"s;  // SetBkMode, twice: 16 bytes behind 18
  const std::string move = "\5\0\0\0\x14\2 EMF"s;                     // MoveTo, its numbers at 40
  const std::string picture = wmf(unknown + modes + move);
  MemorySink out;
  image::ImageReport report;
  const auto kind = metafile::rebuild_metafile(as_bytes(picture), out, {}, report);
  REQUIRE(kind.has_value());
  CHECK(*kind == ImageKind::Wmf);
  REQUIRE(out.text().substr(40, 4) == " EMF");
  MemorySink again;
  image::ImageReport second;
  const auto same = metafile::rebuild_metafile(out.buffer(), again, {}, second);
  REQUIRE(same.has_value());
  CHECK(*same == ImageKind::Wmf);
  CHECK(again.text() == out.text());
  CHECK(second.list().empty());
}
