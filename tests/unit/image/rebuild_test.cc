#include "lib/formats/image/rebuild.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "lib/formats/image/gif_lzw.h"
#include "tests/support/image_builder.h"

using namespace mugai;
using image::ImageKind;

namespace {

struct Rebuilt {
  Result<ImageKind> kind;
  std::string output;
  image::ImageReport report;
};
Rebuilt rebuild(std::string_view picture, const image::ImageLimits& limits = {}) {
  MemorySink out;
  image::ImageReport report;
  auto kind = image::rebuild_image(as_bytes(picture), out, limits, report);
  return {std::move(kind), std::string(out.text()), std::move(report)};
}
bool tells(const image::ImageReport& report, std::string_view id) {
  return std::any_of(report.list().begin(), report.list().end(), [&](const image::Removal& r) { return r.id == id; });
}
std::string all(int which) {
  return which == 0   ? testing::make_png(testing::png_chunk("tEXt", "Author x"))
         : which == 1 ? testing::make_jpeg(testing::jpeg_segment(0xFE, "<?ph"), "tail")
                      : testing::make_gif(std::string("!\xFE\5hello\0", 9));
}

}  // namespace

TEST_CASE("image: metadata and tails go, the rest stays, the second pass changes nothing") {
  const char* ids[] = {"IMG-008", "IMG-003", "IMG-009"};
  const ImageKind kinds[] = {ImageKind::Png, ImageKind::Jpeg, ImageKind::Gif};
  for (int i = 0; i < 3; ++i) {
    CAPTURE(i);
    const Rebuilt first = rebuild(all(i));
    REQUIRE_MESSAGE(first.kind.has_value(), first.kind.error().detail);
    CHECK(*first.kind == kinds[i]);
    CHECK(tells(first.report, ids[i]));
    const Rebuilt second = rebuild(first.output);
    REQUIRE(second.kind.has_value());
    CHECK(second.report.list().empty());
    CHECK(second.output == first.output);
  }
}

TEST_CASE("image: a picture cut off anywhere is refused or told of") {
  for (int i = 0; i < 3; ++i) {
    const std::string whole = rebuild(all(i)).output;
    for (std::size_t length = 0; length < whole.size(); ++length) {
      CAPTURE(i);
      CAPTURE(length);
      const Rebuilt cut = rebuild(std::string_view(whole).substr(0, length));
      if (cut.kind.has_value()) {
        CHECK(!cut.report.list().empty());
        CHECK(rebuild(cut.output).output == cut.output);
      }
    }
  }
}

TEST_CASE("image: a polyglot's tail is left behind and told") {
  for (int i = 0; i < 3; ++i) {
    const Rebuilt rebuilt = rebuild(rebuild(all(i)).output + "PK\x03\x04<script>");
    REQUIRE(rebuilt.kind.has_value());
    CHECK(tells(rebuilt.report, "IMG-002"));
    CHECK(rebuilt.output.find("script") == std::string::npos);
  }
}

TEST_CASE("image: structure that readers see differently is refused") {
  std::string png = rebuild(testing::make_png(testing::png_chunk("tEXt", "Author x"))).output;
  png[png.size() - 1] = static_cast<char>(png[png.size() - 1] ^ 1);  // CRC of IEND
  CHECK(rebuild(png).kind.error().code == ErrorCode::BadChecksum);
  CHECK(rebuild("BM no such type").kind.error().code == ErrorCode::Unsupported);
  std::string huge = rebuild(testing::make_gif(std::string("!\xFE\5hello\0", 9))).output;
  huge[6] = huge[7] = huge[8] = huge[9] = '\xFF';  // 65535 x 65535
  CHECK(rebuild(huge).kind.error().code == ErrorCode::TooLarge);
}

TEST_CASE("image: the placeholder is a picture that stays as it is") {
  const Buffer box = image::placeholder_png();
  const Rebuilt rebuilt = rebuild(as_text(box));
  REQUIRE(rebuilt.kind.has_value());
  CHECK(rebuilt.report.list().empty());
  CHECK(rebuilt.output == as_text(box));
}

TEST_CASE("image: GIF codes of every length end where their reader expects it") {
  for (std::size_t count = 0; count < 700; ++count) {
    Buffer indices;
    std::uint32_t noise = 7;
    for (std::size_t i = 0; i < count; ++i) {
      noise = noise * 1664525U + 1013904223U;
      indices.push_back(static_cast<std::uint8_t>(noise >> 30));
    }
    for (const unsigned code_size : {2U, 3U, 8U}) {
      CAPTURE(count);
      CAPTURE(code_size);
      const image::LzwResult decoded = image::lzw_decode(image::lzw_encode(indices, code_size), code_size, count);
      CHECK(decoded.clean);
      CHECK(decoded.indices == indices);
    }
  }
}
