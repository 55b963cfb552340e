// Items of ISO/IEC 23008-12: coded ones (hvc1, av01), grids of them (6.6.2.3), alpha as an auxiliary picture (6.4.5).
//
// Limits: a grid is one level deep; tiles are of one size, and together hardly larger than the picture. Each tile is
// decoded and put in its place before the next one: what is in memory is the picture and one tile.
// Known gaps: overlays ('iovl'), identity ('iden') and other derivations are refused; alpha of another size than its
// picture is left out.
#include "lib/formats/image/heif/compose.h"

#include <algorithm>
#include <cstring>

#include "lib/formats/image/heif/planes.h"
#include "lib/formats/image/icc.h"

namespace mugai::image::heif {
namespace {

constexpr std::uint64_t kDecoderBytesPerPixel = 12;  // planes, as the decoder has them and as copied, and its notes
constexpr std::uint64_t kMaxTileBytes = std::uint64_t{64} << 20;

Error malformed(const char* what) {
  return make_error(ErrorCode::Malformed, what);
}

struct Grid {
  std::uint32_t rows = 1;
  std::uint32_t columns = 1;
  std::uint32_t width = 0;
  std::uint32_t height = 0;
};

// ImageGrid = version(1) flags(1) rows - 1(1) columns - 1(1) width height(2 each, flag 1: 4)  (6.6.2.3.2)
Result<Grid> read_grid(Bytes data) {
  Cursor in(data);
  TRY_ASSIGN(const std::uint8_t version, in.u8());
  TRY_ASSIGN(const std::uint8_t flags, in.u8());
  TRY_ASSIGN(const std::uint8_t rows, in.u8());
  TRY_ASSIGN(const std::uint8_t columns, in.u8());
  if (version != 0) return malformed("a grid in an unknown form");
  Grid grid{rows + 1U, columns + 1U, 0, 0};
  if ((flags & 1U) != 0) {
    TRY_ASSIGN(grid.width, in.u32be());
    TRY_ASSIGN(grid.height, in.u32be());
  } else {
    TRY_ASSIGN(grid.width, in.u16be());
    TRY_ASSIGN(grid.height, in.u16be());
  }
  return grid;
}

class Composer {
 public:
  Composer(const Container& container, const ImageLimits& limits, ImageReport& report)
      : container_(container), limits_(limits), report_(report) {}

  Result<Raster> run() {
    const Item* primary = container_.find(container_.primary);
    if (primary == nullptr) return malformed("no primary picture");
    TRY_ASSIGN(const Properties shown, read_properties(container_, *primary));
    if (shown.width == 0) return malformed("a picture without a size");
    const Item* alpha = find_alpha(*primary, shown);
    placement_ = shown.placement;
    TRY(check_size(placement_.width, placement_.height, 4, limits_));
    raster_.width = placement_.width;
    raster_.height = placement_.height;
    alpha_ = alpha != nullptr;
    TRY(draw(*primary, shown, false));
    if (alpha != nullptr) {
      TRY_ASSIGN(const Properties seen, read_properties(container_, *alpha));
      TRY(draw(*alpha, seen, true));
      if (premultiplied(*primary, *alpha)) divide_by_alpha();
    }
    set_profile(shown);
    tell(*primary, alpha);
    return std::move(raster_);
  }

 private:
  [[nodiscard]] bool refers(std::string_view type, const Item& from, const Item& to) const {
    return std::any_of(container_.references.begin(), container_.references.end(), [&](const Reference& r) {
      return r.type == four(type) && r.from == from.id && std::find(r.to.begin(), r.to.end(), to.id) != r.to.end();
    });
  }
  [[nodiscard]] bool premultiplied(const Item& primary, const Item& alpha) const {
    return refers("prem", primary, alpha);
  }

  // The alpha plane of the primary picture, where there is one of its size.
  const Item* find_alpha(const Item& primary, const Properties& shown) {
    for (const Item& item : container_.items) {
      if (!refers("auxl", item, primary)) continue;
      const auto properties = read_properties(container_, item);
      if (!properties.has_value() || !is_alpha(*properties)) continue;
      if (properties->width == shown.width && properties->height == shown.height) return &item;
    }
    return nullptr;
  }

  // An item, coded or a grid, into the picture; `as_alpha`: its luma into the alpha channel.
  Result<void> draw(const Item& item, const Properties& properties, bool as_alpha) {
    if (item.type == four("grid")) return draw_grid(item, properties, as_alpha);
    return draw_coded(item, properties, properties, 0, 0, as_alpha);
  }

  Result<void> draw_grid(const Item& item, const Properties& whole, bool as_alpha) {
    TRY_ASSIGN(const Buffer data, read_item(container_, item));
    TRY_ASSIGN(const Grid grid, read_grid(data));
    if (grid.width != whole.width || grid.height != whole.height) return malformed("a grid has two sizes");
    const auto tiles = std::find_if(container_.references.begin(), container_.references.end(),
                                    [&](const Reference& r) { return r.type == four("dimg") && r.from == item.id; });
    if (tiles == container_.references.end() || tiles->to.size() != std::size_t{grid.rows} * grid.columns) {
      return malformed("a grid lacks tiles");
    }
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    for (std::size_t i = 0; i < tiles->to.size(); ++i) {
      const Item* tile = container_.find(tiles->to[i]);
      if (tile == nullptr || tile->type == four("grid")) return malformed("a grid lacks a tile");
      TRY_ASSIGN(const Properties properties, read_properties(container_, *tile));
      if (i == 0) {
        width = properties.width;
        height = properties.height;
        TRY(check_tiles(grid, width, height));
      }
      if (properties.width != width || properties.height != height) return malformed("tiles of different sizes");
      const auto column = static_cast<std::uint32_t>(i % grid.columns);
      const auto row = static_cast<std::uint32_t>(i / grid.columns);
      TRY(draw_coded(*tile, properties, whole, column * width, row * height, as_alpha));
    }
    return ok();
  }

  // Tiles cover the picture, and none lies outside of it.
  static Result<void> check_tiles(const Grid& grid, std::uint64_t width, std::uint64_t height) {
    const bool covered = width * grid.columns >= grid.width && height * grid.rows >= grid.height;
    const bool needed = width * (grid.columns - 1) < grid.width && height * (grid.rows - 1) < grid.height;
    if (!covered || !needed) return malformed("tiles do not make up the picture");
    return ok();
  }

  // A coded item at column `left` and row `top` of the stored picture.
  Result<void> draw_coded(const Item& item, const Properties& own, const Properties& whole, std::uint32_t left,
                          std::uint32_t top, bool as_alpha) {
    if (item.type != four("hvc1") && item.type != four("av01")) {
      return make_error(ErrorCode::Unsupported, "a picture is made in a way that is not known");
    }
    if (own.width == 0) return malformed("a picture without a size");
    TRY(check_size(own.width, own.height, 2, limits_));
    const std::uint64_t memory = std::uint64_t{own.width} * own.height * kDecoderBytesPerPixel;
    if (memory + std::uint64_t{raster_.width} * raster_.height * 4 > limits_.memory_bytes + kMaxTileBytes) {
      return make_error(ErrorCode::TooLarge, "a picture needs too much memory");
    }
    TRY_ASSIGN(const Buffer data, read_item(container_, item));
    Result<Planes> decoded = item.type == four("hvc1") ? decode_hevc(own.hevc, data, own.width, own.height)
                                                       : decode_av1(data, own.width, own.height);
    TRY_ASSIGN(const Planes planes, std::move(decoded));
    const std::optional<Coding>& said = own.coding ? own.coding : whole.coding;
    const Coding coding = said.value_or(planes.coding);
    if (!as_alpha && !started_) start(planes, coding);
    TRY_ASSIGN(const ColorConverter colors,
               ColorConverter::make(as_alpha ? Coding{2, 2, 2, coding.full_range} : coding));
    return as_alpha ? put_alpha(planes, colors, left, top) : put_colors(planes, colors, left, top);
  }

  // The first tile says whether the picture has colours.
  void start(const Planes& planes, const Coding& coding) {
    started_ = true;
    coding_ = coding;
    raster_.channels = static_cast<std::uint8_t>((planes.grey ? 1 : 3) + (alpha_ ? 1 : 0));
    raster_.pixels.resize(static_cast<std::size_t>(raster_.row_bytes() * raster_.height));
  }

  // Calls `put(to, x)` for each pixel of row `y` of a tile at (left, top) that is shown.
  template <class Put>
  void each_pixel(const Planes& planes, std::uint32_t left, std::uint32_t y, const Put& put) {
    const Placement& p = placement_;
    for (std::uint32_t x = 0; x < planes.width; ++x) {
      const std::int64_t column = p.xx * (left + x) + p.xy * y + p.x0;
      const std::int64_t row = p.yx * (left + x) + p.yy * y + p.y0;
      if (column < 0 || row < 0 || column >= p.width || row >= p.height) continue;
      put((static_cast<std::size_t>(row) * p.width + static_cast<std::size_t>(column)) * raster_.channels, x);
    }
  }

  Result<void> put_colors(const Planes& planes, const ColorConverter& colors, std::uint32_t left, std::uint32_t top) {
    const std::size_t channels = raster_.channels - (alpha_ ? 1U : 0U);
    if ((channels == 1) != planes.grey) return malformed("tiles of different colours");
    Buffer line(planes.width * channels);
    for (std::uint32_t y = 0; y < planes.height; ++y) {
      colors.row(planes, y, line);
      each_pixel(planes, left, top + y, [&](std::size_t to, std::uint32_t x) {
        for (std::size_t i = 0; i < channels; ++i)
          raster_.pixels[to + i] = line[x * channels + i];
      });
    }
    return ok();
  }

  Result<void> put_alpha(Planes planes, const ColorConverter& colors, std::uint32_t left, std::uint32_t top) {
    planes.grey = true;
    const std::size_t channel = raster_.channels - 1U;
    Buffer line(planes.width);
    for (std::uint32_t y = 0; y < planes.height; ++y) {
      colors.row(planes, y, line);
      each_pixel(planes, left, top + y,
                 [&](std::size_t to, std::uint32_t x) { raster_.pixels[to + channel] = line[x]; });
    }
    return ok();
  }

  void divide_by_alpha() {
    const std::size_t channels = raster_.channels;
    for (std::size_t at = 0; at + channels <= raster_.pixels.size(); at += channels) {
      const unsigned alpha = raster_.pixels[at + channels - 1];
      if (alpha == 0 || alpha == 255) continue;
      for (std::size_t i = 0; i + 1 < channels; ++i) {
        const unsigned whole = (raster_.pixels[at + i] * 255U + alpha / 2) / alpha;
        raster_.pixels[at + i] = static_cast<std::uint8_t>(std::min(whole, 255U));
      }
    }
  }

  void set_profile(const Properties& shown) {
    const int colors = raster_.channels >= 3 ? 3 : 1;
    std::optional<Buffer> profile;
    if (!shown.profile.empty()) {
      profile = rebuild_profile(shown.profile, colors);
    } else if (colors == 3) {
      profile = profile_of(coding_.primaries);
    }
    if (profile) raster_.profile = std::move(*profile);
  }

  // What the file holds beside the picture.
  void tell(const Item& primary, const Item* alpha) {
    std::vector<std::uint32_t> used = {primary.id};
    if (alpha != nullptr) used.push_back(alpha->id);
    for (const Reference& reference : container_.references) {
      const bool tiles = reference.type == four("dimg") &&
                         (reference.from == primary.id || (alpha != nullptr && reference.from == alpha->id));
      if (tiles) used.insert(used.end(), reference.to.begin(), reference.to.end());
    }
    std::sort(used.begin(), used.end());
    for (const Item& item : container_.items) {
      if (std::binary_search(used.begin(), used.end(), item.id)) continue;
      const bool metadata = item.type == four("Exif") || item.type == four("mime") || item.type == four("uri ");
      if (metadata) {
        report_.removed("IMG-003", item.type == four("Exif") ? "EXIF item" : "metadata item");
      } else if (refers("thmb", item, primary)) {
        report_.removed("IMG-013", "thumbnail");
      } else if (refers("auxl", item, primary)) {
        report_.removed("IMG-013", "auxiliary picture");
      } else {
        report_.removed("IMG-013", "another picture");
      }
    }
  }

  const Container& container_;
  const ImageLimits& limits_;
  ImageReport& report_;
  Placement placement_;
  Raster raster_;
  Coding coding_;
  bool alpha_ = false;
  bool started_ = false;
};

}  // namespace

Result<Raster> compose(const Container& container, const ImageLimits& limits, ImageReport& report) {
  return Composer(container, limits, report).run();
}

}  // namespace mugai::image::heif
