// Pictures of a document, by way of lib/formats/image: rebuilt here or, where the decoder is a large one, as a file of
// their own; replaced by a placeholder where nothing rebuilds their type. Also those that stand in the XML itself as
// base64 (office:binary-data).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/formats/odf/reporter.h"

namespace mugai::odf {

inline constexpr std::uint64_t kMaxPictureBytes = std::uint64_t{64} << 20;

struct RebuiltPicture {
  Buffer bytes;
  std::string mime;
  std::string extension;
  std::unique_ptr<Source> apart;  // instead of `bytes`, where it was rebuilt as a file of its own
};

// Why a picture cannot be kept: the row of its type, and words.
struct LostPicture {
  std::string_view id;
  std::string words;
};
// Either the rebuilt picture or `lost`; what rebuilding removed from a picture that stays is reported. `name`: of the
// file, for its type.
std::optional<RebuiltPicture> rebuild_picture(Bytes picture, std::string_view name, Reporter& reporter,
                                              std::string_view where, Context& context, LostPicture& lost);
// Reports that a grey box stands in its place.
void tell_lost(const LostPicture& lost, Reporter& reporter, std::string_view where);
// Of a picture that was rebuilt before, but not apart: the same bytes, reports nothing.
std::optional<RebuiltPicture> rebuild_picture_again(Bytes picture, Context& context, Budget& budget);
// The same for base64 text, a loss reported; nullopt also where it is none.
std::optional<std::string> rebuild_inline_picture(std::string_view base64, Reporter& reporter, std::string_view where,
                                                  Context& context);
const Buffer& placeholder();
const std::string& inline_placeholder();

}  // namespace mugai::odf
