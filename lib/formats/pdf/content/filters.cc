#include "lib/formats/pdf/content/filters.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/formats/pdf/content/chars.h"
#include "lib/stream/inflate.h"
#include "lib/stream/sink.h"

namespace mugai::pdf {

namespace {

struct FilterName {
  std::string_view full, abbreviated;
  Filter filter;
};
constexpr std::array<FilterName, 7> kFilters = {{
    {"ASCIIHexDecode", "AHx", Filter::AsciiHex},
    {"ASCII85Decode", "A85", Filter::Ascii85},
    {"LZWDecode", "LZW", Filter::Lzw},
    {"FlateDecode", "Fl", Filter::Flate},
    {"RunLengthDecode", "RL", Filter::RunLength},
    {"CCITTFaxDecode", "CCF", Filter::Fax},
    {"DCTDecode", "DCT", Filter::Dct},
}};

// Keeps at most `limit` bytes, and what came before an error.
class CappedSink final : public Sink {
 public:
  CappedSink(Buffer& out, std::size_t limit) : out_(out), limit_(limit) {}
  Result<void> write(Bytes bytes) override {
    const std::size_t room = limit_ - out_.size();
    const std::size_t count = std::min(room, bytes.size());
    out_.insert(out_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
    if (count < bytes.size()) return make_error(ErrorCode::TooLarge, "inline image is larger than it says");
    return ok();
  }

 private:
  Buffer& out_;
  std::size_t limit_;
};

}  // namespace

std::optional<Filter> find_filter(std::string_view name) noexcept {
  for (const FilterName& row : kFilters) {
    if (name == row.full || name == row.abbreviated) return row.filter;
  }
  return std::nullopt;
}

// 7.4.2:  *( 2HEXDIG ) [ HEXDIG ] ">"
Decoded decode_ascii_hex(Bytes input, std::size_t limit) {
  Decoded out;
  int high = -1;
  for (std::size_t i = 0; i < input.size(); ++i) {
    const std::uint8_t byte = input[i];
    if (byte == '>') {
      out.complete = true;
      out.consumed = i + 1;
      break;
    }
    if (chars::is_space(byte)) continue;
    const int value = ascii::hex_value(static_cast<char>(byte));
    if (value < 0 || out.data.size() >= limit) break;
    if (high < 0) {
      high = value;
    } else {
      out.data.push_back(static_cast<std::uint8_t>(high * 16 + value));
      high = -1;
    }
  }
  if (high >= 0 && out.data.size() < limit) out.data.push_back(static_cast<std::uint8_t>(high * 16));
  return out;
}

// 7.4.3: groups of five digits "!" to "u", "z" for four zero bytes, "~>" at the end.
Decoded decode_ascii85(Bytes input, std::size_t limit) {
  Decoded out;
  std::uint64_t group = 0;
  std::size_t digits = 0;
  const auto flush = [&](std::size_t count) {
    for (std::size_t k = 0; k < count && out.data.size() < limit; ++k)
      out.data.push_back(static_cast<std::uint8_t>(group >> (24 - 8 * k)));
  };
  for (std::size_t i = 0; i < input.size(); ++i) {
    const std::uint8_t byte = input[i];
    if (chars::is_space(byte)) continue;
    if (byte == '~') {
      out.consumed = i + 1 < input.size() && input[i + 1] == '>' ? i + 2 : i + 1;
      out.complete = true;
      break;
    }
    if (out.data.size() >= limit) break;
    if (byte == 'z' && digits == 0) {
      group = 0;
      flush(4);
      continue;
    }
    if (byte < '!' || byte > 'u') break;
    group = group * 85 + (byte - std::uint64_t{'!'});
    if (++digits == 5) {
      flush(4);
      group = 0;
      digits = 0;
    }
  }
  if (digits > 1) {  // a last group of n digits stands for n - 1 bytes
    for (std::size_t k = digits; k < 5; ++k)
      group = group * 85 + 84;
    flush(digits - 1);
  }
  return out;
}

// 7.4.5: length 0..127 copies length + 1 bytes, 129..255 repeats the next byte 257 - length times, 128 ends.
Decoded decode_run_length(Bytes input, std::size_t limit) {
  Decoded out;
  std::size_t i = 0;
  while (i < input.size() && out.data.size() < limit) {
    const std::size_t length = input[i++];
    if (length == 128) {
      out.complete = true;
      out.consumed = i;
      return out;
    }
    if (length < 128) {
      const std::size_t count = std::min({length + 1, input.size() - i, limit - out.data.size()});
      const Bytes run = input.subspan(i, count);
      out.data.insert(out.data.end(), run.begin(), run.end());
      i += count;
    } else if (i < input.size()) {
      out.data.insert(out.data.end(), std::min(257 - length, limit - out.data.size()), input[i++]);
    }
  }
  // Many writers leave the end marker out where the data is complete.
  out.complete = out.data.size() == limit;
  if (out.complete && i < input.size() && input[i] == 128) ++i;
  out.consumed = i;
  return out;
}

// 7.4.4.2: codes of 9 to 12 bits, most significant bit first; 256 clears the table, 257 ends.
Decoded decode_lzw(Bytes input, std::size_t limit, bool early_change) {
  constexpr unsigned kClear = 256, kEnd = 257, kTable = 4096;
  Decoded out;
  std::array<std::uint16_t, kTable> prefix{};
  std::array<std::uint8_t, kTable> suffix{};
  std::array<std::uint8_t, kTable> first{};
  Buffer word;
  for (unsigned i = 0; i < 256; ++i)
    suffix[i] = first[i] = static_cast<std::uint8_t>(i);
  unsigned next = 258, width = 9, previous = kClear;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (std::size_t i = 0; i < input.size();) {
    const std::size_t before = i;
    while (held < width && i < input.size()) {
      bits = bits << 8 | input[i++];
      held += 8;
    }
    if (held < width) break;
    const unsigned code = bits >> (held - width) & ((1u << width) - 1);
    held -= width;
    if (code == kEnd) {
      out.complete = true;
      out.consumed = i;
      return out;
    }
    if (out.data.size() >= limit) {  // all that is wanted, and no end marker behind it
      out.complete = true;
      out.consumed = before;
      return out;
    }
    if (code == kClear) {
      next = 258;
      width = 9;
      previous = kClear;
      continue;
    }
    if (code > next || (code == next && previous == kClear) || (code >= 256 && previous == kClear)) return out;
    word.clear();
    unsigned walk = code == next ? previous : code;
    const std::uint8_t head = first[walk];
    if (code == next) word.push_back(head);
    for (; walk >= 258; walk = prefix[walk])
      word.push_back(suffix[walk]);
    word.push_back(suffix[walk]);
    if (word.size() > limit - out.data.size())
      word.erase(word.begin(), word.end() - static_cast<std::ptrdiff_t>(limit - out.data.size()));
    out.data.insert(out.data.end(), word.rbegin(), word.rend());
    if (previous != kClear && next < kTable) {
      prefix[next] = static_cast<std::uint16_t>(previous);
      suffix[next] = head;
      first[next] = first[previous];
      ++next;
    }
    const unsigned edge = next + (early_change ? 1 : 0);
    width = edge >= 2048 ? 12 : edge >= 1024 ? 11 : edge >= 512 ? 10 : 9;
    previous = code;
  }
  if (out.data.size() >= limit) {
    out.complete = true;
    out.consumed = input.size();
  }
  return out;
}

// 7.4.4, RFC 1950: two bytes of header, deflate, four of checksum. The checksum is not compared: readers do not.
Decoded decode_flate(Bytes input, std::size_t limit) {
  Decoded out;
  if (input.size() < 2 || (input[0] & 0x0F) != 8 || (input[0] * 256u + input[1]) % 31 != 0 || (input[1] & 0x20) != 0) {
    return out;
  }
  CappedSink sink(out.data, limit);
  InflateStage inflate(sink);
  // In pieces: bytes behind the stream need not be looked at.
  constexpr std::size_t kPiece = 4096;
  std::size_t at = 2;
  while (at < input.size() && !inflate.done()) {
    const std::size_t count = std::min(kPiece, input.size() - at);
    if (!inflate.write(input.subspan(at, count)).has_value()) break;
    at += count;
  }
  out.complete = inflate.done();
  out.consumed = std::min<std::size_t>(2 + static_cast<std::size_t>(inflate.bytes_in()) + 4, input.size());
  return out;
}

namespace {

std::uint8_t paeth(int left, int up, int corner) {
  const int estimate = left + up - corner;
  const int a = std::abs(estimate - left), b = std::abs(estimate - up), c = std::abs(estimate - corner);
  return static_cast<std::uint8_t>(a <= b && a <= c ? left : b <= c ? up : corner);
}

// PNG (RFC 2083 chapter 6): each row begins with its filter's number.
void undo_png(Buffer& data, std::size_t row, std::size_t pixel) {
  const std::size_t rows = (data.size() + row) / (row + 1);
  Buffer out(rows * row);
  Buffer zero(row);
  for (std::size_t y = 0; y < rows; ++y) {
    const Bytes source = Bytes(data).subspan(y * (row + 1), std::min(row + 1, data.size() - y * (row + 1)));
    const Bytes above = y == 0 ? Bytes(zero) : Bytes(out).subspan((y - 1) * row, row);
    const MutableBytes line = MutableBytes(out).subspan(y * row, row);
    for (std::size_t x = 0; x + 1 < source.size(); ++x) {
      const int left = x >= pixel ? line[x - pixel] : 0;
      const int corner = x >= pixel ? above[x - pixel] : 0;
      const int up = above[x];
      const int value = source[x + 1];
      switch (source[0]) {
        case 1:
          line[x] = static_cast<std::uint8_t>(value + left);
          break;
        case 2:
          line[x] = static_cast<std::uint8_t>(value + up);
          break;
        case 3:
          line[x] = static_cast<std::uint8_t>(value + (left + up) / 2);
          break;
        case 4:
          line[x] = static_cast<std::uint8_t>(value + paeth(left, up, corner));
          break;
        default:
          line[x] = static_cast<std::uint8_t>(value);
      }
    }
  }
  data = std::move(out);
}

// TIFF 6.0 section 14: differences between neighbours of a row.
bool undo_tiff(Buffer& data, std::size_t row, const DecodeParameters& p) {
  if (p.bits != 8 && p.bits != 16) return false;  // not seen in any file
  const std::size_t step = p.colors * p.bits / 8;
  for (std::size_t y = 0; y * row < data.size(); ++y) {
    const MutableBytes line = MutableBytes(data).subspan(y * row, std::min(row, data.size() - y * row));
    if (p.bits == 8) {
      for (std::size_t x = step; x < line.size(); ++x)
        line[x] = static_cast<std::uint8_t>(line[x] + line[x - step]);
      continue;
    }
    for (std::size_t x = step; x + 1 < line.size(); x += 2) {
      const unsigned sum = (line[x] * 256u + line[x + 1]) + (line[x - step] * 256u + line[x - step + 1]);
      line[x] = static_cast<std::uint8_t>(sum >> 8);
      line[x + 1] = static_cast<std::uint8_t>(sum);
    }
  }
  return true;
}

}  // namespace

bool undo_predictor(Buffer& data, const DecodeParameters& p) {
  if (p.predictor == 1) return true;
  if (p.colors < 1 || p.colors > 32 || p.columns < 1 || p.columns > 1'000'000) return false;
  if (p.bits != 1 && p.bits != 2 && p.bits != 4 && p.bits != 8 && p.bits != 16) return false;
  const std::size_t row = (std::size_t{p.columns} * p.colors * p.bits + 7) / 8;
  const std::size_t pixel = std::max<std::size_t>(1, std::size_t{p.colors} * p.bits / 8);
  if (p.predictor == 2) return undo_tiff(data, row, p);
  if (p.predictor < 10 || p.predictor > 15) return false;
  if (!data.empty()) undo_png(data, row, pixel);
  return true;
}

// ISO 10918-1 B.1: markers with lengths; after SOS the coded data, in which FF is followed by 00 or a restart marker.
std::optional<std::size_t> jpeg_length(Bytes input) {
  if (input.size() < 4 || input[0] != 0xFF || input[1] != 0xD8) return std::nullopt;
  std::size_t at = 2;
  while (at + 1 < input.size()) {
    if (input[at] != 0xFF) {  // coded data
      ++at;
      continue;
    }
    const std::uint8_t marker = input[at + 1];
    if (marker == 0xD9) return at + 2;
    const bool alone = marker == 0x00 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
    if (marker == 0xFF) {
      ++at;
    } else if (alone) {
      at += 2;
    } else {
      if (at + 3 >= input.size()) return std::nullopt;
      at += 2 + (input[at + 2] * std::size_t{256} + input[at + 3]);
    }
  }
  return std::nullopt;
}

}  // namespace mugai::pdf
