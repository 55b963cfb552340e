#include "lib/formats/xml/transcode.h"

#include <algorithm>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"

namespace mugai::xml {

namespace {

constexpr std::size_t kTextBytes = 32u << 10;

// XML 1.0, appendix F: what the first four bytes show. Rows are tried in order; the mark is skipped.
struct Signature {
  std::string_view bytes;
  Encoding encoding;  // Unknown: refused
  std::uint8_t mark_bytes;
};
using namespace std::string_view_literals;
constexpr Signature kSignatures[] = {
    {"\x00\x00\xFE\xFF"sv, Encoding::Unknown, 0},  // UTF-32, big-endian
    {"\xFF\xFE\x00\x00"sv, Encoding::Unknown, 0},  // UTF-32, little-endian
    {"\x00\x00\x00<"sv, Encoding::Unknown, 0},     // UTF-32 without mark
    {"<\x00\x00\x00"sv, Encoding::Unknown, 0},
    {"\x4C\x6F\xA7\x94"sv, Encoding::Unknown, 0},  // EBCDIC "<?xm"
    {"+/v"sv, Encoding::Unknown, 0},               // UTF-7 mark
    {"\xFE\xFF"sv, Encoding::Utf16Be, 2},
    {"\xFF\xFE"sv, Encoding::Utf16Le, 2},
    {"\x00<"sv, Encoding::Utf16Be, 0},
    {"<\x00"sv, Encoding::Utf16Le, 0},
    {"\xEF\xBB\xBF"sv, Encoding::Utf8, 3},
    {""sv, Encoding::Utf8, 0},
};

}  // namespace

Result<void> Transcoder::write(Bytes bytes) {
  if (encoding_ == Encoding::Unknown) {
    const std::size_t take = std::min(head_.size() - head_size_, bytes.size());
    std::copy_n(bytes.begin(), take, head_.begin() + static_cast<std::ptrdiff_t>(head_size_));
    head_size_ += take;
    bytes = bytes.subspan(take);
    if (head_size_ < head_.size()) return ok();
    TRY(sniff());
  }
  if (encoding_ == Encoding::Utf8) return bytes.empty() ? ok() : next_.write(bytes);
  return convert(bytes);
}

Result<void> Transcoder::sniff() {
  const Bytes head(head_.data(), head_size_);
  const auto* row = std::begin(kSignatures);
  while (!starts_with(head, row->bytes))
    ++row;
  if (row->encoding == Encoding::Unknown) {
    return make_error(ErrorCode::Unsupported, "an XML encoding other than UTF-8 and UTF-16");
  }
  encoding_ = row->encoding;
  has_mark_ = row->mark_bytes != 0;
  const Bytes rest = head.subspan(row->mark_bytes);
  offset_ = row->mark_bytes;
  if (encoding_ == Encoding::Utf8) return rest.empty() ? ok() : next_.write(rest);
  return convert(rest);
}

Result<void> Transcoder::convert(Bytes bytes) {
  for (const std::uint8_t byte : bytes) {
    ++offset_;
    if (pending_byte_ < 0) {
      pending_byte_ = byte;
      continue;
    }
    const auto first = static_cast<unsigned>(pending_byte_);
    pending_byte_ = -1;
    const unsigned unit = encoding_ == Encoding::Utf16Be ? (first << 8) | byte : (unsigned{byte} << 8) | first;
    TRY(convert_unit(static_cast<std::uint16_t>(unit)));
    if (text_.size() >= kTextBytes) TRY(flush_text());
  }
  return ok();
}

// RFC 2781, 2.2. A mark after the first character is an ordinary (and for XML allowed) U+FEFF.
Result<void> Transcoder::convert_unit(std::uint16_t unit) {
  const bool high = unit >= 0xD800 && unit <= 0xDBFF;
  const bool low = unit >= 0xDC00 && unit <= 0xDFFF;
  if (low != (high_surrogate_ != 0)) return make_error(ErrorCode::Malformed, "a lone surrogate in UTF-16", offset_);
  if (high) {
    high_surrogate_ = unit;
  } else if (low) {
    utf8::append(text_, 0x10000 + ((char32_t{high_surrogate_} - 0xD800) << 10) + (char32_t{unit} - 0xDC00));
    high_surrogate_ = 0;
  } else {
    utf8::append(text_, unit);
  }
  return ok();
}

Result<void> Transcoder::flush_text() {
  if (text_.empty()) return ok();
  TRY(next_.write(as_bytes(text_)));
  text_.clear();
  return ok();
}

Result<void> Transcoder::finish() {
  if (encoding_ == Encoding::Unknown) TRY(sniff());
  if (pending_byte_ >= 0 || high_surrogate_ != 0) {
    return make_error(ErrorCode::Truncated, "UTF-16 ends within a character", offset_);
  }
  TRY(flush_text());
  return next_.finish();
}

Result<void> check_declared_encoding(std::string_view declared, Encoding found, bool has_mark) {
  struct Row {
    std::string_view name;
    bool le, be, utf8;
  };
  // "UTF-16LE" and "UTF-16BE" mean UTF-16 without a mark (RFC 2781); readers take them with one as well.
  static constexpr Row kRows[] = {
      {"UTF-8", false, false, true},    {"UTF8", false, false, true},     {"UTF-16", true, true, false},
      {"UTF-16LE", true, false, false}, {"UTF-16BE", false, true, false},
  };
  if (declared.empty()) {
    if (found == Encoding::Utf8 || has_mark) return ok();
    return make_error(ErrorCode::Ambiguous, "UTF-16 with neither mark nor declaration");
  }
  for (const Row& row : kRows) {
    if (!ascii::equal_ignoring_case(row.name, declared)) continue;
    const bool agrees = (found == Encoding::Utf8 && row.utf8) || (found == Encoding::Utf16Le && row.le) ||
                        (found == Encoding::Utf16Be && row.be);
    if (agrees) return ok();
    return make_error(ErrorCode::Ambiguous, "the declared encoding contradicts the bytes");
  }
  if (found != Encoding::Utf8 || has_mark) {
    return make_error(ErrorCode::Ambiguous, "the declared encoding contradicts the bytes");
  }
  return make_error(ErrorCode::Unsupported, "an XML encoding other than UTF-8 and UTF-16");
}

}  // namespace mugai::xml
