#include "lib/formats/pdf/flatten/pages.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "lib/formats/pdf/reader.h"

namespace mugai::pdf::flatten {
namespace {

// US letter: what readers take for a page without a size (as lib/formats/pdf/walk_pages.cc writes it).
constexpr std::array<double, 4> kDefaultBox = {0, 0, 612, 792};
constexpr double kPointsPerInch = 72;

using Box = std::array<double, 4>;

// 7.9.5: [ x y x y ], two opposite corners
std::optional<Box> read_box(const Object* value, Reader& reader) {
  const Object here = value == nullptr ? Object() : reader.resolve(*value);
  const Array* items = here.as<Array>();
  if (items == nullptr || items->size() != 4) return std::nullopt;
  Box box{};
  for (std::size_t i = 0; i < box.size(); ++i) {
    const auto number = reader.resolve(items->at(i)).number();
    if (!number || !std::isfinite(*number)) return std::nullopt;
    box.at(i) = *number;
  }
  return Box{std::min(box[0], box[2]), std::min(box[1], box[3]), std::max(box[0], box[2]), std::max(box[1], box[3])};
}

bool has_area(const Box& box) noexcept {
  return box[2] > box[0] && box[3] > box[1];
}

double number_at(const Dict& dict, std::string_view key, double fallback, Reader& reader) {
  const Object* value = dict.find(key);
  if (value == nullptr) return fallback;
  const auto number = reader.resolve(*value).number();
  return number && std::isfinite(*number) ? *number : fallback;
}

// 14.11.2: what is seen is the crop box within the media box; 7.7.3.3: turned clockwise by Rotate
Page page_of(const Dict& dict, Reader& reader) {
  Box seen = read_box(dict.find("MediaBox"), reader).value_or(kDefaultBox);
  if (const auto crop = read_box(dict.find("CropBox"), reader)) {
    const Box both = {std::max(seen[0], crop->at(0)), std::max(seen[1], crop->at(1)), std::min(seen[2], crop->at(2)),
                      std::min(seen[3], crop->at(3))};
    seen = both;
  }
  if (!has_area(seen)) seen = kDefaultBox;
  Page page;
  page.width = seen[2] - seen[0];
  page.height = seen[3] - seen[1];
  const double turned = number_at(dict, "Rotate", 0, reader);
  if (turned == 90 || turned == 270) std::swap(page.width, page.height);
  page.unit = number_at(dict, "UserUnit", 1, reader);
  return page;
}

}  // namespace

Result<std::vector<Page>> read_pages(Bytes rebuilt) {
  TRY_ASSIGN(const auto reader, Reader::open(rebuilt));
  const auto child = [&](const Object& of, std::string_view key) {
    const Dict* dict = of.as<Dict>();
    const Object* value = dict == nullptr ? nullptr : dict->find(key);
    return value == nullptr ? Object() : reader->resolve(*value);
  };
  const Object* root = reader->trailer().find("Root");
  const Object kids = child(child(root == nullptr ? Object() : reader->resolve(*root), "Pages"), "Kids");
  std::vector<Page> pages;
  const Array* items = kids.as<Array>();
  if (items == nullptr || items->empty()) return make_error(ErrorCode::Malformed, "a rebuilt PDF without pages");
  if (items->size() > kMaxDocumentPages) return make_error(ErrorCode::TooMany, "too many pages to draw");
  for (const Object& item : *items) {
    const Object page = reader->resolve(item);
    if (page.as<Dict>() == nullptr) return make_error(ErrorCode::Malformed, "a rebuilt PDF with a page that is none");
    pages.push_back(page_of(*page.as<Dict>(), *reader));
  }
  return pages;
}

PageSize picture_size(const Page& page, std::uint32_t dpi) noexcept {
  const double unit = std::isfinite(page.unit) && page.unit > 0 ? page.unit : 1;
  const double side = kMaxPageSide;
  double width = std::max(1.0, page.width * unit * dpi / kPointsPerInch);
  double height = std::max(1.0, page.height * unit * dpi / kPointsPerInch);
  const double shrink =
      std::min({1.0, side / width, side / height, std::sqrt(static_cast<double>(kMaxPagePixels) / width / height)});
  width = std::max(1.0, width * shrink);
  height = std::max(1.0, height * shrink);
  PageSize size{static_cast<std::uint32_t>(std::min(side, std::floor(width + 0.5))),
                static_cast<std::uint32_t>(std::min(side, std::floor(height + 0.5)))};
  // Rounding up may have gone over the limit by a row.
  while (std::uint64_t{size.width} * size.height > kMaxPagePixels)
    (size.width > size.height ? size.width : size.height) -= 1;
  return size;
}

}  // namespace mugai::pdf::flatten
