#include <doctest/doctest.h>

#include <array>
#include <string>

#include "lib/formats/image/codecs/codecs.h"
#include "lib/formats/image/heif/compose.h"
#include "tests/support/heif_builder.h"

using namespace mugai;
using image::ImageKind;
using testing::HeifOptions;
using testing::make_heif;

namespace {

struct Rebuilt {
  Result<ImageKind> kind;
  std::string output;
  image::ImageReport report;
};
Rebuilt rebuild(std::string_view picture, const image::ImageLimits& limits = {}) {
  MemorySink out;
  image::ImageReport report;
  auto kind = image::rebuild_any(as_bytes(picture), out, limits, report);
  return {std::move(kind), std::string(out.text()), std::move(report)};
}

Result<image::Raster> pixels(const HeifOptions& options) {
  const std::string file = make_heif(options);
  image::ImageReport report;
  TRY_ASSIGN(const image::heif::Container container, image::heif::read_container(as_bytes(file), report));
  return image::heif::compose(container, {}, report);
}

// The nearest of the four fields' colours.
char field(const image::Raster& raster, std::uint32_t x, std::uint32_t y) {
  struct Color {
    char name;
    std::array<int, 3> rgb;
  };
  constexpr Color kFields[] = {{'R', {200, 30, 30}}, {'G', {30, 180, 40}}, {'B', {30, 40, 200}}, {'Y', {230, 220, 60}}};
  const std::size_t at = (std::size_t{y} * raster.width + x) * raster.channels;
  for (const Color& color : kFields) {
    bool near = true;
    for (std::size_t i = 0; i < 3; ++i)
      near = near && std::abs(raster.pixels[at + i] - color.rgb[i]) < 12;
    if (near) return color.name;
  }
  return '?';
}

// The corners' fields: left top, right top, left bottom, right bottom.
std::string corners(const image::Raster& raster) {
  std::string found;
  for (const std::uint32_t y : {8U, raster.height - 9}) {
    for (const std::uint32_t x : {8U, raster.width - 9})
      found += field(raster, x, y);
  }
  return found;
}

}  // namespace

TEST_CASE("heif: both codecs show the colours that were coded") {
  for (const HeifOptions& options : {HeifOptions{}, HeifOptions{.av1 = true}, HeifOptions{.av1 = true, .deep = true}}) {
    const auto raster = pixels(options);
    REQUIRE_MESSAGE(raster.has_value(), raster.error().detail);
    CHECK(raster->width == 64);
    CHECK(raster->height == 64);
    CHECK(raster->channels == 3);
    CHECK(corners(*raster) == "RGBY");
  }
}

TEST_CASE("heif: turns are to the left, mirrors as the edition of 2022 has them, turns come first") {
  struct Row {
    int turn, mirror;
    const char* corners;
  };
  constexpr Row kRows[] = {{1, -1, "GYRB"}, {2, -1, "YBGR"}, {3, -1, "BRYG"}, {0, 0, "BYRG"},
                           {0, 1, "GRYB"},  {1, 0, "RBGY"},  {3, 1, "RBGY"},  {1, 1, "YGBR"}};
  for (const bool av1 : {false, true}) {
    for (const Row& row : kRows) {
      CAPTURE(row.turn);
      CAPTURE(row.mirror);
      const auto raster = pixels({.av1 = av1, .turn = row.turn, .mirror = row.mirror});
      REQUIRE(raster.has_value());
      CHECK(corners(*raster) == row.corners);
    }
  }
}

TEST_CASE("heif: a grid is put together and cut to its size, also turned") {
  for (const bool av1 : {false, true}) {
    const auto raster = pixels({.av1 = av1, .grid = true});
    REQUIRE_MESSAGE(raster.has_value(), raster.error().detail);
    CHECK(raster->width == 120);
    CHECK(raster->height == 100);
    CHECK(field(*raster, 70, 70) == 'R');
    CHECK(field(*raster, 110, 99) == 'Y');
    CHECK(field(*raster, 40, 70) == 'G');
    const auto turned = pixels({.av1 = av1, .grid = true, .turn = 1});
    REQUIRE(turned.has_value());
    CHECK(turned->width == 100);
    CHECK(turned->height == 120);
    CHECK(field(*turned, 70, 120 - 1 - 70) == 'R');
    CHECK(field(*turned, 99, 120 - 1 - 110) == 'Y');
  }
}

TEST_CASE("heif: alpha stays, and follows the turn") {
  for (const bool av1 : {false, true}) {
    const auto raster = pixels({.av1 = av1, .alpha = true});
    REQUIRE_MESSAGE(raster.has_value(), raster.error().detail);
    REQUIRE(raster->channels == 4);
    const auto alpha = [](const image::Raster& r, std::size_t x, std::size_t y) {
      return r.pixels[(y * r.width + x) * 4 + 3];
    };
    CHECK(alpha(*raster, 10, 50) == 255);
    CHECK(alpha(*raster, 50, 50) == 0);
    const auto turned = pixels({.av1 = av1, .alpha = true, .turn = 1});
    REQUIRE(turned.has_value());
    CHECK(alpha(*turned, 50, 50) == 255);  // left comes to the bottom
    CHECK(alpha(*turned, 50, 10) == 0);
  }
}

TEST_CASE("heif: an opaque picture becomes JPEG, a translucent one PNG, and the second pass changes nothing") {
  const std::array<HeifOptions, 4> kinds = {
      HeifOptions{}, {.av1 = true, .exif = "GPS"}, {.alpha = true}, {.av1 = true, .alpha = true}};
  for (const HeifOptions& options : kinds) {
    for (const bool clear : {false, true}) {
      const Rebuilt first = rebuild(make_heif(options), {.clear_low_bits = clear});
      REQUIRE_MESSAGE(first.kind.has_value(), first.kind.error().detail);
      CHECK(*first.kind == (options.alpha ? ImageKind::Png : ImageKind::Jpeg));
      const Rebuilt second = rebuild(first.output, {.clear_low_bits = clear});
      REQUIRE(second.kind.has_value());
      CHECK(second.report.list().empty());
      CHECK(second.output == first.output);
      CHECK(rebuild(make_heif(options), {.clear_low_bits = clear}).output == first.output);
    }
  }
}

TEST_CASE("heif: a file cut off anywhere is refused") {
  for (const bool av1 : {false, true}) {
    const std::string whole = make_heif({.av1 = av1, .grid = true});
    for (std::size_t length = 0; length < whole.size(); length += 3) {
      CAPTURE(length);
      CHECK(!rebuild(std::string_view(whole).substr(0, length)).kind.has_value());
    }
  }
}

TEST_CASE("heif: limits are those of the caller") {
  CHECK(rebuild(make_heif(), {.pixels = 64 * 64 - 1}).kind.error().code == ErrorCode::TooLarge);
  CHECK(rebuild(make_heif({.wide = true})).kind.error().code == ErrorCode::TooLarge);
  Budget budget(BudgetLimits{.unpacked_bytes = 64 * 64});
  CHECK(!rebuild(make_heif({.grid = true}), {.budget = &budget}).kind.has_value());
}
