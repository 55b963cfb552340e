#include "lib/formats/xlsb/records.h"

#include <bit>

#include "lib/base/utf8.h"

namespace mugai::xlsb {

Result<std::optional<Record>> RecordReader::next() {
  constexpr std::uint32_t kFutureBegin = 35;
  constexpr std::uint32_t kFutureEnd = 36;
  constexpr std::uint32_t kAlternateBegin = 37;
  constexpr std::uint32_t kAlternateEnd = 38;
  std::uint64_t open = 0;
  for (;;) {
    TRY_ASSIGN(std::optional<Record> record, read());
    if (!record.has_value()) {
      if (open != 0) return make_error(ErrorCode::Malformed, "an extension without its end", cursor_.offset());
      return record;
    }
    if (record->type == kFutureBegin || record->type == kAlternateBegin) {
      ++open;
    } else if (record->type == kFutureEnd || record->type == kAlternateEnd) {
      if (open == 0) return make_error(ErrorCode::Malformed, "the end of no extension", cursor_.offset());
      --open;
    } else if (open == 0) {
      return record;
    }
  }
}

// record = type (1 or 2 bytes, 7 bits each), size (1 to 4 bytes, 7 bits each), data
Result<std::optional<Record>> RecordReader::read() {
  if (cursor_.at_end()) return std::optional<Record>{};
  const std::uint64_t start = cursor_.offset();
  TRY_ASSIGN(const std::uint8_t low, cursor_.u8());
  std::uint32_t type = low & 0x7FU;
  if ((low & 0x80U) != 0) {
    TRY_ASSIGN(const std::uint8_t high, cursor_.u8());
    if ((high & 0x80U) != 0 || high == 0) return make_error(ErrorCode::Malformed, "a record type", start);
    type |= static_cast<std::uint32_t>(high) << 7;
  }
  std::uint32_t size = 0;
  for (std::uint32_t shift = 0;; shift += 7) {
    if (shift == 28) return make_error(ErrorCode::Malformed, "a record size", start);
    TRY_ASSIGN(const std::uint8_t byte, cursor_.u8());
    size |= static_cast<std::uint32_t>(byte & 0x7FU) << shift;
    if ((byte & 0x80U) == 0) break;
  }
  TRY_ASSIGN(const Bytes data, cursor_.take(size));
  return std::optional<Record>({type, data});
}

Result<Range> read_range(Cursor& cursor) {
  Range range;
  TRY_ASSIGN(range.first_row, cursor.u32le());
  TRY_ASSIGN(range.last_row, cursor.u32le());
  TRY_ASSIGN(range.first_column, cursor.u32le());
  TRY_ASSIGN(range.last_column, cursor.u32le());
  if (range.first_row > range.last_row || range.last_row > kMaxRow || range.first_column > range.last_column ||
      range.last_column > kMaxColumn)
    return make_error(ErrorCode::Malformed, "a range outside of the sheet", cursor.offset());
  return range;
}

std::string to_utf8(Bytes utf16le) {
  std::string out;
  out.reserve(utf16le.size());
  Cursor cursor(utf16le);
  while (cursor.remaining() >= 2) {
    const char32_t unit = cursor.u16le().value();
    char32_t code = unit;
    if (unit >= 0xD800 && unit < 0xDC00 && cursor.remaining() >= 2) {
      Cursor ahead(cursor.rest());
      const char32_t low = ahead.u16le().value();
      if (low >= 0xDC00 && low < 0xE000) {
        code = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        cursor = ahead;
      }
    }
    utf8::append(out, code);
  }
  return out;
}

Result<std::string> read_text(Cursor& cursor) {
  TRY_ASSIGN(const std::uint32_t count, cursor.u32le());
  if (count > kMaxText) return make_error(ErrorCode::TooLarge, "a text in a record", cursor.offset());
  TRY_ASSIGN(const Bytes units, cursor.take(std::uint64_t{count} * 2));
  return to_utf8(units);
}

Result<std::string> read_nullable_text(Cursor& cursor) {
  Cursor ahead = cursor;
  TRY_ASSIGN(const std::uint32_t count, ahead.u32le());
  if (count != 0xFFFFFFFF) return read_text(cursor);
  cursor = ahead;
  return std::string();
}

Result<double> read_double(Cursor& cursor) {
  TRY_ASSIGN(const std::uint64_t bits, cursor.u64le());
  return std::bit_cast<double>(bits);
}

double rk_value(std::uint32_t rk) noexcept {
  double value = 0;
  if ((rk & 2U) != 0) {
    value = static_cast<double>(static_cast<std::int32_t>(rk) >> 2);
  } else {
    value = std::bit_cast<double>(static_cast<std::uint64_t>(rk & 0xFFFFFFFCU) << 32);
  }
  return (rk & 1U) != 0 ? value / 100 : value;
}

}  // namespace mugai::xlsb
