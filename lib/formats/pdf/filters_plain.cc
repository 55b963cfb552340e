// The filters that need no library: ASCIIHex, ASCII85, RunLength, LZW. In and out: filters.h.
#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/formats/pdf/filters.h"

namespace mugai::pdf {
namespace {

constexpr bool is_blank(std::uint8_t c) {
  return c == 0 || c == 9 || c == 10 || c == 12 || c == 13 || c == 32;
}

Error too_large() {
  return make_error(ErrorCode::TooLarge, "a stream holds more than it may");
}

// Codes of 9 to 12 bits, most significant bit first.
class CodeReader {
 public:
  explicit CodeReader(Bytes in) : in_(in) {}
  // -1 at the end of the data.
  int next(unsigned width) {
    while (have_ < width) {
      if (at_ == in_.size()) return -1;
      bits_ = (bits_ << 8) | in_[at_++];
      have_ += 8;
    }
    have_ -= width;
    return static_cast<int>((bits_ >> have_) & ((1U << width) - 1));
  }
  [[nodiscard]] std::size_t used() const noexcept { return at_; }

 private:
  Bytes in_;
  std::size_t at_ = 0;
  std::uint32_t bits_ = 0;
  unsigned have_ = 0;
};

// The table of LZW: each code is a string that an earlier place of the output holds.
struct LzwTable {
  static constexpr int kClear = 256;
  static constexpr int kEnd = 257;
  static constexpr unsigned kSize = 4096;
  struct Place {
    std::size_t offset = 0;
    std::uint32_t length = 0;
  };
  std::array<Place, kSize> places{};
  unsigned next = 258;

  [[nodiscard]] unsigned width(bool early) const noexcept {
    const unsigned reach = next + (early ? 1U : 0U);
    return reach >= 2048 ? 12 : reach >= 1024 ? 11 : reach >= 512 ? 10 : 9;
  }
};

}  // namespace

// 7.4.2: *( HEXDIG / blank ) ">"; an odd last digit is followed by 0
Result<FilterEnd> decode_ascii_hex(Bytes in, std::uint64_t max_bytes, Buffer& out) {
  int high = -1;
  FilterEnd end{.clean = false, .used = 0};
  for (; end.used < in.size(); ++end.used) {
    const std::uint8_t c = in[end.used];
    if (is_blank(c)) continue;
    const int digit = ascii::hex_value(static_cast<char>(c));
    if (digit < 0) {
      end.clean = c == '>';
      ++end.used;
      break;
    }
    if (high < 0) {
      high = digit;
      continue;
    }
    if (out.size() >= max_bytes) return too_large();
    out.push_back(static_cast<std::uint8_t>((high << 4) | digit));
    high = -1;
  }
  if (high >= 0) out.push_back(static_cast<std::uint8_t>(high << 4));
  return end;
}

// 7.4.3: groups of five characters "!".."u", "z" for four zeros, "~>" at the end
Result<FilterEnd> decode_ascii85(Bytes in, std::uint64_t max_bytes, Buffer& out) {
  std::array<std::uint32_t, 5> group{};
  unsigned have = 0;
  FilterEnd end{.clean = false, .used = 0};
  if (in.size() >= 2 && in[0] == '<' && in[1] == '~') end.used = 2;
  const auto emit = [&](unsigned count) {
    std::uint64_t value = 0;
    for (const std::uint32_t digit : group)
      value = value * 85 + digit;
    for (unsigned i = 0; i < count; ++i)
      out.push_back(static_cast<std::uint8_t>(value >> (24 - 8 * i)));
  };
  for (; end.used < in.size(); ++end.used) {
    const std::uint8_t c = in[end.used];
    if (is_blank(c)) continue;
    if (out.size() + 4 > max_bytes) return too_large();
    if (c == 'z' && have == 0) {
      out.insert(out.end(), 4, 0);
    } else if (c >= '!' && c <= 'u') {
      group[have++] = static_cast<std::uint32_t>(c - '!');
      if (have == 5) {
        emit(4);
        have = 0;
      }
    } else {
      end.clean = c == '~';
      end.used = std::min<std::uint64_t>(end.used + 2, in.size());
      break;
    }
  }
  if (have > 1) {
    std::fill(group.begin() + have, group.end(), 84U);
    emit(have - 1);
  }
  return end;
}

// 7.4.5: 0..127 copy n+1 bytes, 129..255 repeat a byte 257-n times, 128 ends
Result<FilterEnd> decode_run_length(Bytes in, std::uint64_t max_bytes, Buffer& out) {
  Cursor cursor(in);
  while (!cursor.at_end()) {
    const unsigned length = cursor.u8().value();
    if (length == 128) return FilterEnd{.clean = true, .used = cursor.offset()};
    if (out.size() + 128 > max_bytes) return too_large();
    if (length < 128) {
      const Bytes run = cursor.take(std::min<std::uint64_t>(length + 1, cursor.remaining())).value();
      out.insert(out.end(), run.begin(), run.end());
    } else if (!cursor.at_end()) {
      out.insert(out.end(), 257 - length, cursor.u8().value());
    }
  }
  return FilterEnd{.clean = false, .used = cursor.offset()};
}

// 7.4.4: codes of growing width; 256 clears the table, 257 ends
Result<FilterEnd> decode_lzw(Bytes in, bool early_change, std::uint64_t max_bytes, Buffer& out) {
  CodeReader reader(in);
  LzwTable table;
  LzwTable::Place previous;
  for (int code = 0; (code = reader.next(table.width(early_change))) >= 0;) {
    if (code == LzwTable::kEnd) return FilterEnd{.clean = true, .used = reader.used()};
    if (code == LzwTable::kClear) {
      table.next = 258;
      previous = {};
      continue;
    }
    const auto index = static_cast<unsigned>(code);
    if (out.size() + LzwTable::kSize > max_bytes) return too_large();
    const LzwTable::Place here{out.size(), 0};
    std::uint32_t length = 1;
    if (index < 256) {
      out.push_back(static_cast<std::uint8_t>(index));
    } else if (index < table.next || (index == table.next && previous.length > 0)) {
      // The code that is being made is the string before and its first byte again: it lies in the output already.
      const LzwTable::Place from =
          index < table.next ? table.places[index] : LzwTable::Place{previous.offset, previous.length + 1};
      length = from.length;
      for (std::uint32_t i = 0; i < length; ++i) {
        const std::uint8_t byte = out[from.offset + i];  // below out.size(): strings lie wholly before their use
        out.push_back(byte);
      }
    } else {
      return FilterEnd{.clean = false, .used = reader.used()};
    }
    if (previous.length > 0 && table.next < LzwTable::kSize) {
      table.places[table.next++] = {previous.offset, previous.length + 1};
    }
    previous = {here.offset, length};
  }
  return FilterEnd{.clean = false, .used = reader.used()};
}

}  // namespace mugai::pdf
