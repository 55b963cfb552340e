// Records of BIFF12 (MS-XLSB 2.1.4): a stream of (type, size, data), and the few shapes that most of them are made of.
//
// In:  the bytes of one binary part. Out: one record after the other, views into these bytes.
// Strict: a type in two bytes that fits one, a size in more bytes than four, a record past the end are Malformed or
// Truncated (XLSB-009). What a record holds behind the fields that are read is left behind.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "lib/base/bytes.h"
#include "lib/base/result.h"

namespace mugai::xlsb {

struct Record {
  std::uint32_t type = 0;
  Bytes data;
};

class RecordReader {
 public:
  explicit RecordReader(Bytes part) : cursor_(part) {}
  // nullopt at the end of the part. What stands between the marks of extensions (BrtFRTBegin, BrtACBegin and their
  // ends) is for other versions and numbered on its own: it is left out. Malformed where a mark is not closed.
  Result<std::optional<Record>> next();

 private:
  Result<std::optional<Record>> read();
  Cursor cursor_;
};

// A range of cells (MS-XLSB UncheckedRfX): both ends belong to it, zero based.
struct Range {
  std::uint32_t first_row = 0, last_row = 0, first_column = 0, last_column = 0;
};
inline constexpr std::uint32_t kMaxRow = 1'048'575;
inline constexpr std::uint32_t kMaxColumn = 16'383;

// Error Malformed where it lies outside of a sheet or is upside down.
Result<Range> read_range(Cursor& cursor);
// XLWideString: 32-bit count, UTF-16LE; at most kMaxText units. As UTF-8; lone surrogates become U+FFFD.
inline constexpr std::uint32_t kMaxText = 32'767;
Result<std::string> read_text(Cursor& cursor);
// XLNullableWideString: count 0xFFFFFFFF stands for none (an empty text here).
Result<std::string> read_nullable_text(Cursor& cursor);
Result<double> read_double(Cursor& cursor);
// RkNumber (MS-XLSB 2.5.122): an integer or the upper 30 bits of a double, divided by 100 or not.
double rk_value(std::uint32_t rk) noexcept;
// The same of UTF-16LE bytes.
std::string to_utf8(Bytes utf16le);

}  // namespace mugai::xlsb
