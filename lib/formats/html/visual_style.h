// What of an element's style decides whether its text is seen: inherited values, and the reason why it is not.
#pragma once

#include <cstdint>
#include <optional>

#include "lib/formats/html/css.h"
#include "lib/formats/html/flow.h"
#include "lib/formats/html/removals.h"

namespace mugai::html {

// Values of one open element, computed from its parent's and its own declarations.
struct VisualStyle {
  std::optional<Removal> gone;    // nothing inside can be seen, whatever it declares
  std::optional<Removal> unseen;  // its own text cannot be seen; an element inside may be
  bool silent = false;            // not shown by nature (script, title): no finding for its text
  bool invisible = false;         // visibility, inherited
  bool background_known = true;
  std::int32_t font_size = 16000;  // thousandths of a pixel
  std::int32_t color = 0x000000;
  std::int32_t background = 0xFFFFFF;
  WhiteSpace white_space = WhiteSpace::Collapse;

  [[nodiscard]] bool is_seen() const noexcept { return !silent && !gone && !unseen; }
  [[nodiscard]] Removal reason() const noexcept { return gone ? *gone : unseen.value_or(Removal::HiddenDisplay); }
};

VisualStyle inherit_style(const VisualStyle& parent, const Declared& declared);

}  // namespace mugai::html
