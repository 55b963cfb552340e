// Chains of filters, Flate, predictors. In, out and limits: filters.h.
#include "lib/formats/pdf/filters.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "lib/stream/inflate.h"

namespace mugai::pdf {
namespace {

struct FilterName {
  std::string_view name;
  std::string_view short_name;
  FilterKind kind;
};
constexpr FilterName kNames[] = {
    {"FlateDecode", "Fl", FilterKind::Flate},
    {"LZWDecode", "LZW", FilterKind::Lzw},
    {"RunLengthDecode", "RL", FilterKind::RunLength},
    {"ASCIIHexDecode", "AHx", FilterKind::AsciiHex},
    {"ASCII85Decode", "A85", FilterKind::Ascii85},
    {"DCTDecode", "DCT", FilterKind::Dct},
    {"JPXDecode", "JPX", FilterKind::Jpx},
    {"JBIG2Decode", "JBIG2", FilterKind::Jbig2},
    {"CCITTFaxDecode", "CCF", FilterKind::Ccitt},
    {"Crypt", "Crypt", FilterKind::Crypt},
};

constexpr bool is_picture(FilterKind kind) {
  return kind == FilterKind::Dct || kind == FilterKind::Jpx || kind == FilterKind::Jbig2 || kind == FilterKind::Ccitt;
}

std::uint32_t adler32(Bytes data) {
  constexpr std::uint32_t kModulus = 65521;
  constexpr std::size_t kRun = 5552;  // the sums cannot overflow within so many bytes
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  while (!data.empty()) {
    const Bytes run = data.first(std::min(kRun, data.size()));
    for (const std::uint8_t byte : run) {
      a += byte;
      b += a;
    }
    a %= kModulus;
    b %= kModulus;
    data = data.subspan(run.size());
  }
  return (b << 16) | a;
}

class AppendSink final : public Sink {
 public:
  explicit AppendSink(Buffer& out) : out_(out) {}
  using Sink::write;
  Result<void> write(Bytes bytes) override {
    out_.insert(out_.end(), bytes.begin(), bytes.end());
    return ok();
  }

 private:
  Buffer& out_;
};

// CMF FLG (RFC 1950 2.2) without a preset dictionary
bool has_zlib_header(Bytes in) {
  return in.size() >= 2 && (in[0] & 0x0F) == 8 && (in[0] >> 4) <= 7 && (in[0] * 256 + in[1]) % 31 == 0 &&
         (in[1] & 0x20) == 0;
}

std::uint8_t paeth(int a, int b, int c) {
  const int pa = std::abs(b - c);
  const int pb = std::abs(a - c);
  const int pc = std::abs(a + b - 2 * c);
  return static_cast<std::uint8_t>(pa <= pb && pa <= pc ? a : pb <= pc ? b : c);
}

// One row (PNG 9.2). `row` and `above` have the same size; `above` is zeros for the first row.
bool undo_png_row(std::uint8_t kind, std::size_t step, MutableBytes row, Bytes above) {
  if (kind > 4) return false;
  for (std::size_t i = 0; kind != 0 && i < row.size(); ++i) {
    const int left = i >= step ? row[i - step] : 0;
    const int up = above[i];
    const int corner = i >= step ? above[i - step] : 0;
    const int guess = kind == 1 ? left : kind == 2 ? up : kind == 3 ? (left + up) / 2 : paeth(left, up, corner);
    row[i] = static_cast<std::uint8_t>(row[i] + guess);
  }
  return true;
}

Result<void> undo_png(const Predictor& p, Buffer& data) {
  const std::size_t row_bytes = static_cast<std::size_t>(p.row_bytes());
  const std::size_t step = std::max<std::size_t>(1, std::size_t{p.colors} * p.bits / 8);
  const std::size_t rows = (data.size() + row_bytes) / (row_bytes + 1);
  Buffer above(row_bytes, 0);
  std::size_t to = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    const std::size_t from = row * (row_bytes + 1);
    const std::uint8_t kind = data[from];
    const std::size_t have = std::min(row_bytes, data.size() - from - 1);
    std::copy_n(data.begin() + static_cast<std::ptrdiff_t>(from) + 1, have,
                data.begin() + static_cast<std::ptrdiff_t>(to));
    const MutableBytes here = MutableBytes(data).subspan(to, have);
    if (!undo_png_row(kind, step, here, above)) {
      return make_error(ErrorCode::Malformed, "a row with an unknown predictor");
    }
    std::copy(here.begin(), here.end(), above.begin());
    to += have;
  }
  data.resize(to);
  return ok();
}

// TIFF 6.0 section 14: each component is the difference to the one on its left.
void undo_tiff_row(const Predictor& p, MutableBytes row) {
  if (p.bits == 8) {
    for (std::size_t i = p.colors; i < row.size(); ++i)
      row[i] = static_cast<std::uint8_t>(row[i] + row[i - p.colors]);
    return;
  }
  if (p.bits == 16) {
    const std::size_t step = std::size_t{2} * p.colors;
    for (std::size_t i = step; i + 1 < row.size(); i += 2) {
      const unsigned sum = (unsigned{row[i]} << 8) + row[i + 1] + (unsigned{row[i - step]} << 8) + row[i - step + 1];
      row[i] = static_cast<std::uint8_t>(sum >> 8);
      row[i + 1] = static_cast<std::uint8_t>(sum);
    }
    return;
  }
  const unsigned mask = (1U << p.bits) - 1;
  std::vector<unsigned> left(p.colors, 0);
  const std::size_t samples = row.size() * 8 / p.bits;
  for (std::size_t i = 0; i < samples; ++i) {
    const std::size_t at = i * p.bits;
    const auto shift = static_cast<unsigned>(8 - p.bits - at % 8);
    unsigned& before = left[i % p.colors];
    before = (((unsigned{row[at / 8]} >> shift) & mask) + before) & mask;
    row[at / 8] = static_cast<std::uint8_t>((row[at / 8] & ~(mask << shift)) | (before << shift));
  }
}

Result<std::uint32_t> parm(const Dict& parms, std::string_view key, std::uint32_t fallback, std::uint32_t low,
                           std::uint32_t high) {
  const Object* value = parms.find(key);
  if (value == nullptr || value->is_null()) return fallback;
  const auto* number = value->as<std::int64_t>();
  if (number == nullptr || *number < low || *number > high) {
    return make_error(ErrorCode::Malformed, "a filter parameter is out of range");
  }
  return static_cast<std::uint32_t>(*number);
}

Result<FilterEnd> run(const Filter& filter, Bytes in, std::uint64_t max_bytes, Buffer& out) {
  switch (filter.kind) {
    case FilterKind::Flate:
      return decode_flate(in, max_bytes, out);
    case FilterKind::Lzw: {
      const Object* early = filter.parms.find("EarlyChange");
      const bool late = early != nullptr && early->as<std::int64_t>() != nullptr && *early->as<std::int64_t>() == 0;
      return decode_lzw(in, !late, max_bytes, out);
    }
    case FilterKind::RunLength:
      return decode_run_length(in, max_bytes, out);
    case FilterKind::AsciiHex:
      return decode_ascii_hex(in, max_bytes, out);
    case FilterKind::Ascii85:
      return decode_ascii85(in, max_bytes, out);
    default:
      return make_error(ErrorCode::Unsupported, "an unknown filter");
  }
}

}  // namespace

FilterKind filter_kind(std::string_view name) noexcept {
  for (const FilterName& row : kNames) {
    if (row.name == name || row.short_name == name) return row.kind;
  }
  return FilterKind::Unknown;
}

// RFC 1950; streams without its header occur and are read as RFC 1951. The checksum is not asked: viewers do not, and
// the data is judged by what it says.
Result<FilterEnd> decode_flate(Bytes in, std::uint64_t max_bytes, Buffer& out) {
  const std::size_t header = has_zlib_header(in) ? 2 : 0;
  AppendSink sink(out);
  InflateStage inflate(sink, max_bytes);
  auto done = inflate.write(in.subspan(header));
  if (!done && done.error().code == ErrorCode::TooLarge) return std::move(done).error();
  const std::uint64_t checksum = header > 0 ? 4 : 0;
  const std::uint64_t trailing = inflate.trailing_bytes();
  return FilterEnd{.clean = done.has_value() && inflate.done(),
                   .used = in.size() - (trailing > checksum ? trailing - checksum : 0)};
}

Result<Predictor> read_predictor(const Dict& parms) {
  Predictor p;
  TRY_ASSIGN(p.kind, parm(parms, "Predictor", 1, 1, 15));
  if (p.kind == 1) return p;
  if (p.kind > 2 && p.kind < 10) return make_error(ErrorCode::Malformed, "an unknown predictor");
  TRY_ASSIGN(p.colors, parm(parms, "Colors", 1, 1, 64));
  TRY_ASSIGN(p.bits, parm(parms, "BitsPerComponent", 8, 1, 16));
  TRY_ASSIGN(p.columns, parm(parms, "Columns", 1, 1, 1'000'000));
  if ((p.bits & (p.bits - 1)) != 0) return make_error(ErrorCode::Malformed, "a predictor with odd samples");
  return p;
}

Result<void> undo_predictor(const Predictor& p, Buffer& data) {
  if (p.kind >= 10) return undo_png(p, data);
  if (p.kind == 2) {
    const std::size_t row_bytes = static_cast<std::size_t>(p.row_bytes());
    for (std::size_t at = 0; at < data.size(); at += row_bytes)
      undo_tiff_row(p, MutableBytes(data).subspan(at, std::min(row_bytes, data.size() - at)));
  }
  return ok();
}

Result<Decoded> decode(Buffer raw, const std::vector<Filter>& filters, std::uint64_t max_bytes, bool keep_predicted) {
  Decoded out;
  out.data = std::move(raw);
  if (filters.size() > kMaxFilters) return make_error(ErrorCode::TooMany, "a stream with too many filters");
  for (std::size_t i = 0; i < filters.size(); ++i) {
    const Filter& filter = filters[i];
    if (filter.kind == FilterKind::Crypt) continue;  // the reader has undone it
    if (is_picture(filter.kind)) {
      if (i + 1 != filters.size()) return make_error(ErrorCode::Malformed, "filters in an impossible order");
      out.picture = filter.kind;
      out.picture_parms = filter.parms;
      return out;
    }
    Buffer next;
    TRY_ASSIGN(const FilterEnd end, run(filter, out.data, max_bytes, next));
    out.damaged = out.damaged || !end.clean;
    out.trailing += out.data.size() - end.used;
    out.other_filter = out.other_filter || filter.kind != FilterKind::Flate;
    out.data = std::move(next);
    if (filter.kind != FilterKind::Flate && filter.kind != FilterKind::Lzw) continue;
    TRY_ASSIGN(const Predictor predictor, read_predictor(filter.parms));
    if (keep_predicted && i + 1 == filters.size() && predictor.kind >= 10) {
      out.predicted = predictor;
    } else if (!undo_predictor(predictor, out.data)) {
      out.damaged = true;
      out.data.clear();
    }
  }
  return out;
}

Deflater::Deflater(DeflateLevel level) : stage_(nowhere_, level) {}

Result<Buffer> Deflater::compress(Bytes data) {
  Buffer out = {0x78, 0x9C};
  AppendSink sink(out);
  stage_.reset(sink);
  TRY(stage_.write(data));
  TRY(stage_.end_stream());
  const std::uint32_t sum = adler32(data);
  for (int shift = 24; shift >= 0; shift -= 8)
    out.push_back(static_cast<std::uint8_t>(sum >> shift));
  stage_.reset(nowhere_);
  return out;
}

}  // namespace mugai::pdf
