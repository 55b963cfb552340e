// Fax coding (ITU-T T.4 one- and two-dimensional, T.6): decoder of everything that CCITTFaxDecode allows, encoder of
// Group 4. In, out and limits: pictures.h.
//
// A row is a list of the positions at which the colour changes, beginning with white: even entries turn black.
#include <algorithm>
#include <array>
#include <vector>

#include "lib/formats/pdf/fax_codes.h"
#include "lib/formats/pdf/pictures.h"

namespace mugai::pdf {
namespace {

using Changes = std::vector<std::uint32_t>;

constexpr unsigned kLongestCode = 13;
constexpr unsigned kEolBits = 12;
constexpr std::uint32_t kMaxColumns = 65'535;

// code → run and length, by the next 13 bits
struct RunEntry {
  std::int16_t run = -1;
  std::uint8_t bits = 0;
};
using RunTable = std::array<RunEntry, 1U << kLongestCode>;

void enter(RunTable& table, std::string_view code, int run) {
  unsigned value = 0;
  for (const char bit : code)
    value = (value << 1) | (bit == '1' ? 1U : 0U);
  const auto free = static_cast<unsigned>(kLongestCode - code.size());
  for (unsigned rest = 0; rest < (1U << free); ++rest)
    table[(value << free) | rest] = {static_cast<std::int16_t>(run), static_cast<std::uint8_t>(code.size())};
}

RunTable make_table(const std::array<std::string_view, 91>& codes) {
  RunTable table{};
  for (std::size_t i = 0; i < codes.size(); ++i)
    enter(table, codes[i], static_cast<int>(i < 64 ? i : (i - 63) * 64));
  for (std::size_t i = 0; i < fax::kLong.size(); ++i)
    enter(table, fax::kLong[i], static_cast<int>(1792 + 64 * i));
  return table;
}

const RunTable& table_of(bool black) {
  static const RunTable kWhiteTable = make_table(fax::kWhite);
  static const RunTable kBlackTable = make_table(fax::kBlack);
  return black ? kBlackTable : kWhiteTable;
}

// Bits behind the end are zero.
class BitReader {
 public:
  explicit BitReader(Bytes data) : data_(data) {}
  [[nodiscard]] unsigned peek(unsigned count) const noexcept {
    unsigned value = 0;
    const std::size_t byte = at_ / 8;
    for (std::size_t i = 0; i < 4; ++i)
      value = (value << 8) | (byte + i < data_.size() ? data_[byte + i] : 0U);
    value <<= at_ % 8;
    return value >> (32 - count);
  }
  void skip(unsigned count) noexcept { at_ += count; }
  void align() noexcept { at_ = (at_ + 7) & ~std::size_t{7}; }
  [[nodiscard]] bool at_end() const noexcept { return at_ >= data_.size() * 8; }

 private:
  Bytes data_;
  std::size_t at_ = 0;
};

// The first change of `reference` behind `a0` to the colour opposite to `black`, and its place in the list (4.2.1.1).
std::size_t find_b1(const Changes& reference, std::int64_t a0, bool black, std::size_t from) {
  std::size_t i = from > 1 ? from - 2 : 0;
  i += (i & 1) != (black ? 1U : 0U) ? 1 : 0;
  while (i < reference.size() && static_cast<std::int64_t>(reference[i]) <= a0)
    i += 2;
  return i;
}

std::uint32_t at(const Changes& changes, std::size_t i, std::uint32_t width) {
  return i < changes.size() ? std::min(changes[i], width) : width;
}

class Decoder {
 public:
  Decoder(Bytes data, std::uint32_t width, int k, bool byte_align)
      : in_(data), width_(width), k_(k), align_(byte_align) {}

  // False: the data ends here, or makes no sense from here on.
  bool row(const Changes& reference, Changes& out) {
    out.clear();
    if (align_) in_.align();
    bool flat = true;
    if (k_ < 0) {
      if (in_.peek(kEolBits) == 1) return false;  // end of block
      flat = false;
    } else if (!skip_marks(flat)) {
      return false;
    }
    if (in_.at_end()) return false;
    return flat ? flat_row(out) : coded_row(reference, out);
  }

 private:
  // Fill bits and end-of-line marks; with K > 0 a bit behind each mark says how the row is coded. Two marks in a row
  // are the beginning of the six that end the data: false.
  bool skip_marks(bool& flat) {
    for (unsigned marks = 0; in_.peek(11) == 0; ++marks) {
      if (marks == 1 || in_.at_end()) return false;
      while (in_.peek(1) == 0) {
        if (in_.at_end()) return false;
        in_.skip(1);
      }
      in_.skip(1);
      if (k_ > 0) {
        flat = in_.peek(1) == 1;
        in_.skip(1);
      }
    }
    return true;
  }

  // A run: make-up codes and one terminating code; -1 where there is none
  std::int64_t run(bool black) {
    std::int64_t total = 0;
    for (;;) {
      const RunEntry entry = table_of(black)[in_.peek(kLongestCode)];
      if (entry.run < 0 || total > kMaxColumns) return -1;
      in_.skip(entry.bits);
      total += entry.run;
      if (entry.run < 64) return total;
    }
  }

  bool flat_row(Changes& out) {
    std::int64_t position = 0;
    bool black = false;
    while (position < width_) {
      const std::int64_t length = run(black);
      if (length < 0) return !out.empty() && position > 0;
      position = std::min<std::int64_t>(position + length, width_);
      out.push_back(static_cast<std::uint32_t>(position));
      black = !black;
    }
    return true;
  }

  bool coded_row(const Changes& reference, Changes& out) {
    std::int64_t a0 = -1;
    bool black = false;
    std::size_t hint = 0;
    while (a0 < static_cast<std::int64_t>(width_)) {
      const std::size_t i = find_b1(reference, a0, black, hint);
      hint = i;
      const std::int64_t b1 = at(reference, i, width_);
      int offset = 0;
      if (in_.peek(1) == 1) {
        in_.skip(1);
      } else if (in_.peek(3) == 0b011 || in_.peek(3) == 0b010) {
        offset = in_.peek(3) == 0b011 ? 1 : -1;
        in_.skip(3);
      } else if (in_.peek(3) == 0b001) {
        in_.skip(3);
        if (!horizontal(a0, black, out)) return false;
        continue;
      } else if (in_.peek(4) == 0b0001) {
        in_.skip(4);
        a0 = at(reference, i + 1, width_);  // b2
        continue;
      } else if (in_.peek(6) == 0b000011 || in_.peek(6) == 0b000010) {
        offset = in_.peek(6) == 0b000011 ? 2 : -2;
        in_.skip(6);
      } else if (in_.peek(7) == 0b0000011 || in_.peek(7) == 0b0000010) {
        offset = in_.peek(7) == 0b0000011 ? 3 : -3;
        in_.skip(7);
      } else {
        return false;
      }
      const std::int64_t a1 = std::clamp<std::int64_t>(b1 + offset, std::max<std::int64_t>(a0, 0), width_);
      if (a1 == a0 && offset < 0) return false;
      out.push_back(static_cast<std::uint32_t>(a1));
      black = !black;
      a0 = a1;
    }
    return true;
  }

  bool horizontal(std::int64_t& a0, bool black, Changes& out) {
    std::int64_t position = std::max<std::int64_t>(a0, 0);
    for (const bool color : {black, !black}) {
      const std::int64_t length = run(color);
      if (length < 0) return false;
      position = std::min<std::int64_t>(position + length, width_);
      out.push_back(static_cast<std::uint32_t>(position));
    }
    if (position == a0) return false;  // no step forward
    a0 = position;
    return true;
  }

  BitReader in_;
  std::uint32_t width_;
  int k_;
  bool align_;
};

// Draws the black runs of a row into zero bits.
void paint(const Changes& changes, std::uint32_t width, MutableBytes row) {
  for (std::size_t i = 0; i < changes.size(); i += 2) {
    const std::uint32_t end = std::min(at(changes, i + 1, width), width);
    for (std::uint32_t x = std::min(changes[i], width); x < end; ++x)
      row[x / 8] = static_cast<std::uint8_t>(row[x / 8] | (0x80U >> (x % 8)));
  }
}

void read_changes(Bytes row, std::uint32_t width, bool black_is_one, Changes& out) {
  out.clear();
  bool black = false;
  const std::uint8_t skip_white = black_is_one ? 0x00 : 0xFF;
  for (std::uint32_t x = 0; x < width;) {
    const std::uint8_t byte = row[x / 8];
    const std::uint8_t plain = black ? static_cast<std::uint8_t>(~skip_white) : skip_white;
    if (x % 8 == 0 && byte == plain && x + 8 <= width) {
      x += 8;
      continue;
    }
    const bool one = (byte & (0x80U >> (x % 8))) != 0;
    if ((one == black_is_one) != black) {
      out.push_back(x);
      black = !black;
    }
    ++x;
  }
}

class BitWriter {
 public:
  void put(std::string_view code) {
    for (const char bit : code) {
      pending_ = (pending_ << 1) | (bit == '1' ? 1U : 0U);
      if (++have_ == 8) {
        out_.push_back(static_cast<std::uint8_t>(pending_));
        have_ = 0;
      }
    }
  }
  Buffer take() {
    while (have_ != 0)
      put("0");
    return std::move(out_);
  }

 private:
  Buffer out_;
  unsigned pending_ = 0;
  unsigned have_ = 0;
};

void put_run(BitWriter& out, bool black, std::uint32_t length) {
  const auto& codes = black ? fax::kBlack : fax::kWhite;
  while (length >= 2560) {
    out.put(fax::kLong.back());
    length -= 2560;
  }
  if (length >= 1792) {
    out.put(fax::kLong[(length - 1792) / 64]);
    length %= 64;
  } else if (length >= 64) {
    out.put(codes[63 + length / 64]);
    length %= 64;
  }
  out.put(codes[length]);
}

// T.6 2.2: one row against the one above
void put_row(BitWriter& out, const Changes& row, const Changes& reference, std::uint32_t width) {
  std::int64_t a0 = -1;
  bool black = false;
  std::size_t next = 0;
  std::size_t hint = 0;
  while (a0 < static_cast<std::int64_t>(width)) {
    const std::int64_t a1 = at(row, next, width);
    const std::size_t i = find_b1(reference, a0, black, hint);
    hint = i;
    const std::int64_t b1 = at(reference, i, width);
    const std::int64_t b2 = at(reference, i + 1, width);
    if (b2 < a1) {
      out.put(fax::kPass);
      a0 = b2;
    } else if (a1 - b1 >= -3 && a1 - b1 <= 3) {
      out.put(fax::kVertical[static_cast<std::size_t>(a1 - b1 + 3)]);
      a0 = a1;
      black = !black;
      ++next;
    } else {
      const std::int64_t a2 = at(row, next + 1, width);
      out.put(fax::kHorizontal);
      put_run(out, black, static_cast<std::uint32_t>(a1 - std::max<std::int64_t>(a0, 0)));
      put_run(out, !black, static_cast<std::uint32_t>(a2 - a1));
      a0 = a2;
      next += 2;
    }
  }
}

std::int64_t parm(const Dict& parms, std::string_view key, std::int64_t fallback) {
  const Object* value = parms.find(key);
  const auto* number = value == nullptr ? nullptr : value->as<std::int64_t>();
  return number == nullptr ? fallback : *number;
}

bool is_set(const Dict& parms, std::string_view key) {
  const Object* value = parms.find(key);
  return value != nullptr && value->as<bool>() != nullptr && *value->as<bool>();
}

}  // namespace

Result<Buffer> decode_fax(Bytes untrusted_data, const Dict& parms, std::uint32_t width, std::uint32_t height) {
  const std::int64_t columns = parm(parms, "Columns", 1728);
  if (columns < 1 || columns > kMaxColumns) return make_error(ErrorCode::Malformed, "a fax of impossible width");
  const std::int64_t k = parm(parms, "K", 0);
  Decoder decoder(untrusted_data, static_cast<std::uint32_t>(columns),
                  k < 0   ? -1
                  : k > 0 ? 1
                          : 0,
                  is_set(parms, "EncodedByteAlign"));
  const std::size_t row_bytes = (width + 7) / 8;
  Buffer out(row_bytes * height, 0);
  Changes reference;
  Changes row;
  for (std::uint32_t y = 0; y < height && decoder.row(reference, row); ++y) {
    paint(row, width, MutableBytes(out).subspan(y * row_bytes, row_bytes));
    std::swap(reference, row);
  }
  if (!is_set(parms, "BlackIs1")) {
    for (std::uint8_t& byte : out)
      byte = static_cast<std::uint8_t>(~byte);
  }
  return out;
}

bool mostly_zero(Bytes rows) noexcept {
  std::uint64_t ones = 0;
  for (const std::uint8_t byte : rows)
    ones += static_cast<std::uint64_t>(__builtin_popcount(byte));
  return ones < rows.size() * 4;
}

Buffer encode_fax(Bytes rows, std::uint32_t width, std::uint32_t height, bool black_is_one) {
  BitWriter out;
  Changes reference;
  Changes row;
  const std::size_t row_bytes = (width + 7) / 8;
  for (std::uint32_t y = 0; y < height; ++y) {
    read_changes(rows.subspan(y * row_bytes, row_bytes), width, black_is_one, row);
    put_row(out, row, reference, width);
    std::swap(reference, row);
  }
  out.put("000000000001000000000001");
  return out.take();
}

}  // namespace mugai::pdf
