// Picture codings that only PDF has in streams: fax (CCITT G3 and G4) and JBIG2; and what is written in their place.
// One file a coding: fax.cc (own), jbig2.cc (jbig2dec). JPEG and JPEG 2000 are lib/formats/image's.
//
// In:     coded bytes, and the sizes that the image dictionary says, checked before.
// Out:    samples in rows of whole bytes.
// Limits: kMaxPicturePixels; memory follows from the sizes. Damage: what was decoded before it, the rest white.
#pragma once

#include <cstdint>

#include "lib/formats/pdf/filters.h"

namespace mugai::pdf {

inline constexpr std::int64_t kMaxPicturePixels = 100'000'000;

// ITU-T T.4, T.6. Rows of `width` bits as the filter CCITTFaxDecode gives them by `parms` (BlackIs1 is applied).
Result<Buffer> decode_fax(Bytes untrusted_data, const Dict& parms, std::uint32_t width, std::uint32_t height);
// The same rows as Group 4 with an end-of-block mark.
Buffer encode_fax(Bytes rows, std::uint32_t width, std::uint32_t height, bool black_is_one);
bool mostly_zero(Bytes rows) noexcept;

// ITU-T T.88, embedded organisation, with its global segments. Rows as the filter gives them: black is 0.
Result<Buffer> decode_jbig2(Bytes untrusted_data, Bytes untrusted_globals, std::uint32_t width, std::uint32_t height);

// Components of a JPEG file by its frame header; 3 where there is none.
std::uint32_t jpeg_components(Bytes jpeg) noexcept;

// Puts the PNG tag byte and filter of the smallest sum of differences before each row.
Buffer predict_rows(const Predictor& rows, Bytes samples);

}  // namespace mugai::pdf
