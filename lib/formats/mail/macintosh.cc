#include "lib/formats/mail/macintosh.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "lib/base/ascii.h"

namespace mugai::mail {
namespace {

constexpr std::string_view kBinHexMark = "(This file must be converted with BinHex";
constexpr std::size_t kMaxUnpacked = std::size_t{64} << 20;
constexpr std::uint8_t kRepeat = 0x90;

// CRC-16 with the polynomial 0x1021, from 0, no reflection (RFC 1741 4.2; MacBinary II).
std::uint16_t checksum(Bytes bytes) noexcept {
  std::uint32_t sum = 0;
  for (const std::uint8_t byte : bytes) {
    sum ^= static_cast<std::uint32_t>(byte) << 8;
    for (int bit = 0; bit < 8; ++bit)
      sum = (sum & 0x8000U) != 0 ? (sum << 1 ^ 0x1021U) & 0xFFFFU : sum << 1;
  }
  return static_cast<std::uint16_t>(sum);
}

constexpr std::uint8_t kNoDigit = 0xFF;
constexpr std::array<std::uint8_t, 256> make_digits() {
  std::array<std::uint8_t, 256> digits{};
  for (std::uint8_t& digit : digits)
    digit = kNoDigit;
  std::uint8_t value = 0;
  for (const char c : std::string_view("!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr"))
    digits[static_cast<unsigned char>(c)] = value++;
  return digits;
}
constexpr std::array<std::uint8_t, 256> kDigits = make_digits();

// RFC 1741 4.1: a byte may be followed by 0x90 and how often it stands there; 0x90 itself is 0x90 0x00.
class RunLengths {
 public:
  Result<void> put(std::uint8_t byte) {
    if (!marked_) {
      marked_ = byte == kRepeat;
      if (marked_) return ok();
      last_ = byte;
      return append(1);
    }
    marked_ = false;
    if (byte == 0) {
      last_ = kRepeat;
      return append(1);
    }
    if (out_.empty()) return make_error(ErrorCode::Malformed, "BinHex that begins by repeating");
    return append(byte - 1U);
  }
  [[nodiscard]] bool is_open() const noexcept { return marked_; }
  Buffer take() { return std::move(out_); }

 private:
  Result<void> append(std::size_t count) {
    if (count > kMaxUnpacked - out_.size()) return make_error(ErrorCode::TooLarge, "BinHex of over 64 MiB");
    out_.insert(out_.end(), count, last_);
    return ok();
  }
  Buffer out_;
  std::uint8_t last_ = 0;
  bool marked_ = false;
};

// block = ":" *digit ":" ; a digit is six bits, white space anywhere. Moves `at` behind the block.
Result<Buffer> decode_block(std::string_view text, std::size_t& at) {
  RunLengths runs;
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (++at; at < text.size(); ++at) {
    const char c = text[at];
    if (c == ':') {
      ++at;
      if (runs.is_open()) return make_error(ErrorCode::Truncated, "BinHex ends within a run");
      return runs.take();
    }
    if (ascii::is_space(c)) continue;
    const std::uint8_t digit = kDigits[static_cast<unsigned char>(c)];
    if (digit == kNoDigit) return make_error(ErrorCode::Malformed, "a character that is not of BinHex");
    bits = (bits << 6 | digit) & 0x3FFFU;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    TRY(runs.put(static_cast<std::uint8_t>(bits >> count & 0xFFU)));
  }
  return make_error(ErrorCode::Truncated, "BinHex without an end");
}

// Whether `parts` in a row have the sum that stands behind them.
Result<void> check_sum(Bytes part, Cursor& in) {
  TRY_ASSIGN(const std::uint16_t said, in.u16be());
  if (said != checksum(part)) return make_error(ErrorCode::BadChecksum, "the sum of a BinHex file is another");
  return ok();
}

// file     = header data sum resource sum                    RFC 1741 4
// header   = length name %x00 type creator flags data-length resource-length sum
Result<MacintoshFile> parse_binhex(const Buffer& bytes) {
  constexpr std::size_t kFixed = 1 + 4 + 4 + 2 + 4 + 4;  // behind the name, without the sum
  MacintoshFile file;
  Cursor in{Bytes(bytes)};
  TRY_ASSIGN(const std::uint8_t length, in.u8());
  if (length == 0 || length > 63) return make_error(ErrorCode::Malformed, "a BinHex file without a name");
  TRY_ASSIGN(const Bytes name, in.take(length));
  file.name = as_text(name);
  TRY(in.skip(kFixed - 8));
  TRY_ASSIGN(const std::uint32_t data_length, in.u32be());
  TRY_ASSIGN(const std::uint32_t resource_length, in.u32be());
  TRY(check_sum(Bytes(bytes).first(1 + std::size_t{length} + kFixed), in));
  TRY_ASSIGN(const Bytes data, in.take(data_length));
  TRY(check_sum(data, in));
  TRY(in.skip(resource_length));
  file.data.assign(data.begin(), data.end());
  file.has_data = true;
  file.has_resource = resource_length > 0;
  return file;
}

// Where the first ":" of a block stands that begins a line behind the mark at `mark`.
std::optional<std::size_t> find_block(std::string_view text, std::size_t mark) {
  constexpr std::size_t kMaxBetween = 400;  // the rest of the mark's line, perhaps empty lines
  const std::size_t at = text.substr(mark, kMaxBetween).find(':');
  if (at == std::string_view::npos || text[mark + at - 1] != '\n') return std::nullopt;
  return mark + at;
}

Result<MacintoshFile> read_binhex(std::string_view text, std::size_t mark, std::size_t& end) {
  const std::optional<std::size_t> block = find_block(text, mark);
  if (!block) return make_error(ErrorCode::Malformed, "no BinHex behind its mark");
  end = *block;
  TRY_ASSIGN(const Buffer bytes, decode_block(text, end));
  return parse_binhex(bytes);
}

// file  = magic version 16filler count *entry ; entry = id offset length          RFC 1740 appendix A
Result<MacintoshFile> parse_apple(Bytes bytes) {
  constexpr std::uint32_t kDataFork = 1;
  constexpr std::uint32_t kResourceFork = 2;
  constexpr std::uint32_t kRealName = 3;
  constexpr std::uint16_t kMaxEntries = 64;
  MacintoshFile file;
  Cursor in(bytes);
  TRY(in.skip(4 + 4 + 16));
  TRY_ASSIGN(const std::uint16_t count, in.u16be());
  if (count > kMaxEntries) return make_error(ErrorCode::TooMany, "an AppleSingle file of too many entries");
  for (std::uint16_t i = 0; i < count; ++i) {
    TRY_ASSIGN(const std::uint32_t id, in.u32be());
    TRY_ASSIGN(const std::uint32_t offset, in.u32be());
    TRY_ASSIGN(const std::uint32_t length, in.u32be());
    if (offset > bytes.size() || length > bytes.size() - offset) {
      return make_error(ErrorCode::Truncated, "an AppleSingle entry beyond the end");
    }
    const Bytes entry = bytes.subspan(offset, length);
    if (id == kDataFork && file.has_data) return make_error(ErrorCode::Ambiguous, "an AppleSingle file of two forks");
    if (id == kDataFork) {
      file.data.assign(entry.begin(), entry.end());
      file.has_data = true;
    }
    if (id == kResourceFork && length > 0) file.has_resource = true;
    if (id == kRealName) file.name = as_text(entry);
  }
  return file;
}

bool is_apple(Bytes bytes) {
  using namespace std::string_view_literals;
  return starts_with(bytes, "\x00\x05\x16\x00"sv) || starts_with(bytes, "\x00\x05\x16\x07"sv);
}

// header = %x00 length 63name type creator … %x00 … data-length resource-length … sum; padded to 128 bytes
Result<MacintoshFile> parse_macbinary(Bytes bytes) {
  constexpr std::size_t kHeader = 128;
  constexpr std::size_t kSummed = 124;
  const auto number = [&](std::size_t at, unsigned size) {
    std::uint32_t value = 0;
    for (const std::uint8_t byte : bytes.subspan(at, size))
      value = value << 8 | byte;
    return value;
  };
  if (bytes.size() < kHeader) return make_error(ErrorCode::Malformed, "no Macintosh file");
  const std::uint32_t length = number(1, 1);
  if (number(0, 1) != 0 || number(74, 1) != 0 || length == 0 || length > 63) {
    return make_error(ErrorCode::Malformed, "no Macintosh file");
  }
  const std::uint32_t sum = number(kSummed, 2);
  if (sum != 0 && sum != checksum(bytes.first(kSummed))) {
    return make_error(ErrorCode::BadChecksum, "the sum of a MacBinary file is another");
  }
  const std::uint64_t begin = kHeader + (std::uint64_t{number(120, 2)} + kHeader - 1) / kHeader * kHeader;
  const std::uint32_t data_length = number(83, 4);
  if (begin > bytes.size() || data_length > bytes.size() - begin) {
    return make_error(ErrorCode::Truncated, "a MacBinary file is cut off");
  }
  MacintoshFile file;
  file.name = as_text(bytes.subspan(2, length));
  const Bytes data = bytes.subspan(static_cast<std::size_t>(begin), data_length);
  file.data.assign(data.begin(), data.end());
  file.has_data = true;
  file.has_resource = number(87, 4) > 0;
  return file;
}

}  // namespace

Result<MacintoshFile> read_macintosh(Bytes part) {
  if (is_apple(part)) return parse_apple(part);
  const std::string_view text = as_text(part);
  const std::size_t mark = text.find(kBinHexMark);
  if (mark == std::string_view::npos) return parse_macbinary(part);
  std::size_t end = 0;
  return read_binhex(text, mark, end);
}

std::vector<EmbeddedFile> find_binhex(Bytes bytes) {
  constexpr std::size_t kMaxFiles = 1'000;
  std::vector<EmbeddedFile> found;
  const std::string_view text = as_text(bytes);
  std::size_t at = text.find(kBinHexMark);
  while (at != std::string_view::npos && found.size() < kMaxFiles) {
    const std::optional<std::size_t> block = find_block(text, at);
    if (!block || (at > 0 && text[at - 1] != '\n')) {
      at = text.find(kBinHexMark, at + 1);
      continue;
    }
    EmbeddedFile file;
    file.begin = at;
    auto read = read_binhex(text, at, file.end);
    file.damaged = !read || !read->has_data;
    file.name = read ? std::move(read->name) : std::string("file.hqx");
    if (read) file.bytes = std::move(read->data);
    // Behind the block stands the rest of its line; of a broken one, all that its reader went through.
    file.end = std::min(text.find('\n', file.end), text.size() - 1) + 1;
    found.push_back(std::move(file));
    at = text.find(kBinHexMark, found.back().end);
  }
  return found;
}

}  // namespace mugai::mail
