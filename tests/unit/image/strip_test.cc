#include "lib/formats/image/strip.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "tests/support/ooxml_builder.h"

using namespace mugai;
using image::PictureKind;

namespace {

struct Walked {
  Result<image::Stripped> result;
  std::string output;
};
Walked walk(std::string_view picture) {
  MemorySink out;
  auto result = image::strip(as_bytes(picture), out);
  return {std::move(result), std::string(out.text())};
}
bool tells(const image::Stripped& stripped, std::string_view id) {
  return std::any_of(stripped.removals.begin(), stripped.removals.end(),
                     [&](const image::Removal& r) { return r.id == id; });
}
std::string all(int which) {
  return which == 0 ? testing::small_png() : which == 1 ? testing::small_jpeg() : testing::small_gif();
}

}  // namespace

TEST_CASE("image: metadata and tails go, the rest stays, the second pass changes nothing") {
  const char* ids[] = {"IMG-008", "IMG-003", "IMG-009"};
  const PictureKind kinds[] = {PictureKind::Png, PictureKind::Jpeg, PictureKind::Gif};
  for (int i = 0; i < 3; ++i) {
    CAPTURE(i);
    const Walked first = walk(all(i));
    REQUIRE_MESSAGE(first.result.has_value(), first.result.error().detail);
    CHECK(first.result->kind == kinds[i]);
    CHECK(tells(*first.result, ids[i]));
    const Walked second = walk(first.output);
    REQUIRE(second.result.has_value());
    CHECK(second.result->removals.empty());
    CHECK(second.output == first.output);
  }
}

TEST_CASE("image: a picture cut off anywhere before its end marker is an error") {
  for (int i = 0; i < 3; ++i) {
    const std::string whole = walk(all(i)).output;
    for (std::size_t length = 0; length < whole.size(); ++length) {
      CAPTURE(i);
      CAPTURE(length);
      CHECK(!walk(std::string_view(whole).substr(0, length)).result.has_value());
    }
  }
}

TEST_CASE("image: a polyglot's tail is left behind and told") {
  for (int i = 0; i < 3; ++i) {
    const Walked walked = walk(walk(all(i)).output + "PK\x03\x04<script>");
    REQUIRE(walked.result.has_value());
    CHECK(tells(*walked.result, "IMG-002"));
    CHECK(walked.output.find("script") == std::string::npos);
  }
}

TEST_CASE("image: structure that readers see differently is refused") {
  std::string png = walk(testing::small_png()).output;
  png[png.size() - 1] = static_cast<char>(png[png.size() - 1] ^ 1);  // CRC of IEND
  CHECK(walk(png).result.error().code == ErrorCode::BadChecksum);
  CHECK(walk("BM no such type").result.error().code == ErrorCode::Unsupported);
  std::string huge = walk(testing::small_gif()).output;
  huge[6] = huge[7] = huge[8] = huge[9] = '\xFF';  // 65535 x 65535
  CHECK(walk(huge).result.error().code == ErrorCode::TooLarge);
}

TEST_CASE("image: the placeholder is a picture that stays as it is") {
  const Buffer box = image::placeholder_png();
  const Walked walked = walk(as_text(box));
  REQUIRE(walked.result.has_value());
  CHECK(walked.result->removals.empty());
  CHECK(walked.output == as_text(box));
}
