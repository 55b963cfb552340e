// RunBuilder: joins characters as a page paints them into runs (words.h). A run ends at a space, at a gap, where the
// writing turns, and between wide and narrow characters, so that no character stands far from its place when the
// characters of a run are spread evenly.
#pragma once

#include <vector>

#include "lib/formats/render/words.h"

namespace mugai::render {

struct Glyph {
  char32_t code = 0;
  double x = 0, y = 0;                  // origin, in pixels
  double advance_x = 0, advance_y = 0;  // to the next one; zero for a further character of the same glyph
  double up_x = 0, up_y = 0;            // of the font's height
  bool vertical = false;
};

class RunBuilder {
 public:
  explicit RunBuilder(const PageSize& page) : page_(page) {}
  void add(const Glyph& glyph);
  void end_run();
  [[nodiscard]] const std::vector<Run>& runs() const noexcept { return runs_; }
  [[nodiscard]] bool overfull() const noexcept { return overfull_; }

 private:
  [[nodiscard]] bool continues(const Glyph& glyph) const noexcept;
  [[nodiscard]] bool is_on_page(const Glyph& glyph) const noexcept;

  PageSize page_;
  std::vector<Run> runs_;
  bool open_ = false;
  bool overfull_ = false;
  Glyph first_, last_;
  std::string text_;
};

}  // namespace mugai::render
