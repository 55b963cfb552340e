#include "lib/formats/font/rebuilders.h"

namespace mugai::font {
Result<Buffer> rebuild_type1(Bytes, FontReport&, const FontLimits&) {
  return make_error(ErrorCode::Unsupported, "later");
}
}  // namespace mugai::font
