// Pictures of a document, by way of lib/formats/image: rebuilt, or replaced by a placeholder where nothing here
// rebuilds their type. Also those that stand in the XML itself as base64 (office:binary-data).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/core/budget.h"
#include "lib/formats/odf/reporter.h"

namespace mugai::odf {

inline constexpr std::uint64_t kMaxPictureBytes = std::uint64_t{64} << 20;

struct RebuiltPicture {
  Buffer bytes;
  std::string mime;
  std::string extension;
};

// nullopt where the picture cannot be kept; that is reported (`name`: for the row that fits its type). With `quiet`
// nothing is reported: for the second time.
std::optional<RebuiltPicture> rebuild_picture(Bytes picture, std::string_view name, Reporter& reporter,
                                              std::string_view where, Budget& budget, bool quiet = false);
// The same for base64 text; nullopt also where it is none.
std::optional<std::string> rebuild_inline_picture(std::string_view base64, Reporter& reporter, std::string_view where,
                                                  Budget& budget);
const Buffer& placeholder();
const std::string& inline_placeholder();

}  // namespace mugai::odf
