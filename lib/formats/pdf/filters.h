// Stream filters (ISO 32000-1 7.4): Flate, LZW, RunLength, ASCIIHex, ASCII85 and predictors, decoded; and Flate
// written.
//
// In:     bytes of a stream as they lie in the file, and its dictionary's values of /Filter and /DecodeParms.
// Out:    the plain bytes, or the bytes that a picture coding (DCT, JPX, JBIG2, CCITT) is to be read from.
// Limits: kMaxFilters a stream, DecodeLimits. More is Error TooMany or TooLarge (PDF-020).
// Damage in the middle of a stream: what was decoded before it is the content (that is what viewers show), and told.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lib/core/budget.h"
#include "lib/formats/pdf/object.h"
#include "lib/stream/deflate.h"

namespace mugai::pdf {

inline constexpr std::size_t kMaxFilters = 4;
inline constexpr std::uint64_t kMaxStreamBytes = std::uint64_t{160} << 20;

enum class FilterKind : std::uint8_t {
  Flate,
  Lzw,
  RunLength,
  AsciiHex,
  Ascii85,
  Dct,
  Jpx,
  Jbig2,
  Ccitt,
  Crypt,
  Unknown
};
// Abbreviations of inline images are known too (Table 94).
FilterKind filter_kind(std::string_view name) noexcept;

struct Filter {
  FilterKind kind = FilterKind::Unknown;
  Dict parms;  // references resolved
};

struct Predictor {
  std::uint32_t kind = 1;  // 1 none, 2 TIFF, 10..15 PNG
  std::uint32_t colors = 1;
  std::uint32_t bits = 8;
  std::uint32_t columns = 1;
  [[nodiscard]] std::uint64_t row_bytes() const noexcept { return (std::uint64_t{colors} * bits * columns + 7) / 8; }
};
// Error Malformed where values are out of range (PDF-020: /Columns huge).
Result<Predictor> read_predictor(const Dict& parms);

struct Decoded {
  Buffer data;
  FilterKind picture = FilterKind::Unknown;  // Dct, Jpx, Jbig2 or Ccitt: `data` is still coded so
  Dict picture_parms;
  bool damaged = false;        // something could not be decoded; `data` is what came before
  std::uint64_t trailing = 0;  // bytes behind the end of the coded data
  bool other_filter = false;   // a filter other than Flate was undone
  Predictor predicted;         // where a PNG predictor was left: `data` are rows with their tag bytes
};

// `keep_predicted`: where the last filter has a PNG predictor, its rows stay as they are.
Result<Decoded> decode(Buffer raw, const std::vector<Filter>& filters, std::uint64_t max_bytes,
                       bool keep_predicted = false);
// Rows that are cut off are filled with zeros. Error Malformed: a PNG row of an unknown kind.
Result<void> undo_predictor(const Predictor& predictor, Buffer& data);

// The single filters: append to `out`; true where the data ended as it should, false where it is damaged or ends early
// (what came before is in `out`). Error TooLarge over `max_bytes`. `used` is how many bytes of `in` were read.
struct FilterEnd {
  bool clean = true;
  std::uint64_t used = 0;
};
Result<FilterEnd> decode_flate(Bytes in, std::uint64_t max_bytes, Buffer& out);
Result<FilterEnd> decode_ascii_hex(Bytes in, std::uint64_t max_bytes, Buffer& out);
Result<FilterEnd> decode_ascii85(Bytes in, std::uint64_t max_bytes, Buffer& out);
Result<FilterEnd> decode_run_length(Bytes in, std::uint64_t max_bytes, Buffer& out);
Result<FilterEnd> decode_lzw(Bytes in, bool early_change, std::uint64_t max_bytes, Buffer& out);

// zlib format (RFC 1950). One a document: keeps its buffers.
class Deflater {
 public:
  explicit Deflater(DeflateLevel level);
  Result<Buffer> compress(Bytes data);

 private:
  DeflateStage stage_;
  NullSink nowhere_;
};

}  // namespace mugai::pdf
