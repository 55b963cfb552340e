// A corner pattern shows dark, light, dark, light, dark as 1:1:3:1:1 along every line through its middle. Rows are
// searched for it, columns confirm it; three of one size at the corners of a right triangle make a code.
#include "lib/formats/image/find_code.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace mugai::image {
namespace {

constexpr std::uint32_t kBlock = 32;  // pixels that share a threshold
constexpr std::size_t kMaxCorners = 60;
constexpr double kLeastModule = 1.3;        // pixels
constexpr std::uint8_t kLeastContrast = 8;  // below the mean of the surroundings

struct Corner {
  double x = 0, y = 0, module = 0;
  int seen = 0;
};

// Dark or light, against the mean of the nine blocks around.
std::vector<bool> darkness(const Grey& grey) {
  const std::uint32_t columns = (grey.width + kBlock - 1) / kBlock;
  const std::uint32_t rows = (grey.height + kBlock - 1) / kBlock;
  std::vector<std::uint64_t> sums(std::size_t{columns} * rows);
  std::vector<std::uint32_t> counts(sums.size());
  for (std::uint32_t y = 0; y < grey.height; ++y) {
    for (std::uint32_t x = 0; x < grey.width; ++x) {
      const std::size_t block = std::size_t{y / kBlock} * columns + x / kBlock;
      sums[block] += grey.pixels[std::size_t{y} * grey.width + x];
      ++counts[block];
    }
  }
  std::vector<std::uint32_t> means(sums.size());
  for (std::uint32_t by = 0; by < rows; ++by) {
    for (std::uint32_t bx = 0; bx < columns; ++bx) {
      std::uint64_t sum = 0;
      std::uint64_t count = 0;
      for (std::uint32_t y = by > 0 ? by - 1 : 0; y <= std::min(by + 1, rows - 1); ++y) {
        for (std::uint32_t x = bx > 0 ? bx - 1 : 0; x <= std::min(bx + 1, columns - 1); ++x) {
          sum += sums[std::size_t{y} * columns + x];
          count += counts[std::size_t{y} * columns + x];
        }
      }
      means[std::size_t{by} * columns + bx] = static_cast<std::uint32_t>(sum / std::max<std::uint64_t>(count, 1));
    }
  }
  std::vector<bool> dark(grey.pixels.size());
  for (std::uint32_t y = 0; y < grey.height; ++y) {
    for (std::uint32_t x = 0; x < grey.width; ++x) {
      const std::size_t at = std::size_t{y} * grey.width + x;
      dark[at] = grey.pixels[at] + std::uint32_t{kLeastContrast} < means[std::size_t{y / kBlock} * columns + x / kBlock];
    }
  }
  return dark;
}

class Search {
 public:
  explicit Search(const Grey& grey) : width_(grey.width), height_(grey.height), dark_(darkness(grey)) {}

  bool run() {
    for (std::uint32_t y = 0; y < height_; ++y)
      row(y);
    std::erase_if(corners_, [](const Corner& corner) { return corner.seen < 2; });
    for (const Corner& a : corners_) {
      for (const Corner& b : corners_) {
        for (const Corner& c : corners_) {
          if (&a != &b && &b != &c && &a != &c && is_code(a, b, c)) return true;
        }
      }
    }
    return false;
  }

 private:
  using Runs = std::array<double, 5>;

  static bool fits_pattern(const Runs& runs, double& module) {
    double total = 0;
    for (const double run : runs)
      total += run;
    module = total / 7;
    if (module < kLeastModule) return false;
    for (std::size_t i = 0; i < 5; ++i) {
      const double wanted = i == 2 ? 3 * module : module;
      if (std::abs(runs[i] - wanted) > (i == 2 ? 1.2 : 0.6) * module) return false;
    }
    return true;
  }

  void row(std::uint32_t y) {
    Runs runs{};
    bool was_dark = false;
    std::uint32_t start = 0;
    for (std::uint32_t x = 0; x <= width_; ++x) {
      const bool is_dark = x < width_ && dark_[std::size_t{y} * width_ + x];
      if (x < width_ && is_dark == was_dark) continue;
      std::rotate(runs.begin(), runs.begin() + 1, runs.end());
      runs[4] = x - start;
      double module = 0;
      if (was_dark && fits_pattern(runs, module)) {
        const double middle = x - runs[4] - runs[3] - runs[2] / 2;
        column(static_cast<std::uint32_t>(middle), y, module);
      }
      was_dark = is_dark;
      start = x;
    }
  }

  [[nodiscard]] bool dark_at(std::uint32_t x, std::int64_t y) const {
    return y >= 0 && y < height_ && dark_[static_cast<std::size_t>(y) * width_ + x];
  }

  // From the middle up and down.
  void column(std::uint32_t x, std::uint32_t y, double module) {
    if (x >= width_ || !dark_at(x, y)) return;
    Runs runs{};
    std::int64_t up = y;
    std::int64_t down = std::int64_t{y} + 1;
    const auto longest = static_cast<double>(module * 5);
    for (std::size_t i = 0; i < 3; ++i) {
      const bool wanted = i != 1;
      while (up >= 0 && dark_at(x, up) == wanted && runs[2 - i] < longest) {
        ++runs[2 - i];
        --up;
      }
      while (down < height_ && dark_at(x, down) == wanted && runs[2 + i] < longest) {
        ++runs[2 + i];
        ++down;
      }
    }
    double vertical = 0;
    if (!fits_pattern(runs, vertical) || std::abs(vertical - module) > 0.5 * module) return;
    const double middle = static_cast<double>(down) - runs[4] - runs[3] - runs[2] / 2;
    for (Corner& corner : corners_) {
      if (std::abs(corner.x - x) < 3 * module && std::abs(corner.y - middle) < 3 * module) {
        ++corner.seen;
        return;
      }
    }
    if (corners_.size() < kMaxCorners) corners_.push_back({static_cast<double>(x), middle, module, 1});
  }

  // `a` stands where the right angle is.
  static bool is_code(const Corner& a, const Corner& b, const Corner& c) {
    const double smallest = std::min({a.module, b.module, c.module});
    const double largest = std::max({a.module, b.module, c.module});
    if (largest > 1.4 * smallest) return false;
    const double ab = std::hypot(a.x - b.x, a.y - b.y);
    const double ac = std::hypot(a.x - c.x, a.y - c.y);
    const double bc = std::hypot(b.x - c.x, b.y - c.y);
    if (ab < 10 * smallest || ab > 180 * largest) return false;
    return std::abs(ab - ac) < 0.15 * ab && std::abs(bc - 1.4142 * ab) < 0.15 * bc;
  }

  std::uint32_t width_;
  std::uint32_t height_;
  std::vector<bool> dark_;
  std::vector<Corner> corners_;
};

}  // namespace

bool has_code(const Grey& grey) {
  MUGAI_CHECK(grey.pixels.size() == std::uint64_t{grey.width} * grey.height);
  return grey.width >= 21 && grey.height >= 21 && Search(grey).run();
}

void find_codes(Bytes picture, ImageKind kind, const ImageLimits& limits, ImageReport& report) {
  if (kind != ImageKind::Jpeg && kind != ImageKind::Png) return;
  const auto grey = kind == ImageKind::Jpeg ? decode_grey_jpeg(picture, limits) : decode_grey_png(picture, limits);
  if (grey.has_value() && has_code(*grey)) report.kept("IMG-006", "QR code");
}

}  // namespace mugai::image
