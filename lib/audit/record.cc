// One audit record: fields to a line with its hash, and back.
#include "lib/audit/record.h"

#include <array>

#include "lib/base/ascii.h"
#include "lib/base/checked.h"
#include "lib/base/utf8.h"
#include "lib/stream/digest.h"

namespace mugai::audit {
namespace {

constexpr std::int64_t kJapanOffsetMs = 9 * 3600 * 1000;
constexpr std::size_t kMaxTextBytes = 1000;
constexpr std::size_t kMaxListBytes = 80 * 1024;  // of all lists of a record; what is over is counted in one last item
constexpr std::string_view kHashKey = ",\"hash\":\"";

// Of days since 1970: the civil date (proleptic Gregorian), by the usual era arithmetic: 400 years have 146,097 days,
// years begin in March.
struct Civil {
  std::int64_t year;
  std::int64_t month;
  std::int64_t day;
};
Civil civil_of(std::int64_t days) {
  const std::int64_t shifted = days + 719'468;
  const std::int64_t era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
  const std::int64_t day_of_era = shifted - era * 146'097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_index = (5 * day_of_year + 2) / 153;
  const std::int64_t day = day_of_year - (153 * month_index + 2) / 5 + 1;
  const std::int64_t month = month_index < 10 ? month_index + 3 : month_index - 9;
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

void append_padded(std::string& out, std::int64_t value, std::size_t width) {
  const std::string digits = std::to_string(value);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

std::string clean(std::string_view text) {
  return utf8::one_line(text, kMaxTextBytes);
}

StringList clean_list(const StringList& list, std::size_t& bytes_left) {
  StringList cleaned;
  for (const std::string& item : list) {
    std::string text = clean(item);
    if (cleaned.size() + 1 == kMaxListItems || text.size() > bytes_left) {
      cleaned.push_back("and " + std::to_string(list.size() - cleaned.size()) + " more");
      break;
    }
    bytes_left -= text.size();
    cleaned.push_back(std::move(text));
  }
  return cleaned;
}

Value clean_value(const Value& value, std::size_t& list_bytes_left) {
  if (const auto* text = std::get_if<std::string>(&value)) return clean(*text);
  if (const auto* list = std::get_if<StringList>(&value)) return clean_list(*list, list_bytes_left);
  return value;
}

// What every record has, in this order, before its own fields.
constexpr std::array<std::string_view, 10> kFixedKeys = {"v",        "seq",    "ts",     "prev",   "user",
                                                         "terminal", "action", "object", "result", "reason"};

bool is_hash(std::string_view text) {
  if (text.size() != kHashDigits) return false;
  for (const char c : text) {
    if (!ascii::is_digit(c) && !(c >= 'a' && c <= 'f')) return false;
  }
  return true;
}

}  // namespace

std::string date_jst(std::int64_t unix_ms) {
  const std::int64_t local = unix_ms + kJapanOffsetMs;
  constexpr std::int64_t kDayMs = 86'400'000;
  const Civil civil = civil_of(local >= 0 ? local / kDayMs : (local - kDayMs + 1) / kDayMs);
  std::string out;
  append_padded(out, civil.year, 4);
  out += '-';
  append_padded(out, civil.month, 2);
  out += '-';
  append_padded(out, civil.day, 2);
  return out;
}

std::string timestamp_jst(std::int64_t unix_ms) {
  const std::int64_t local = unix_ms + kJapanOffsetMs;
  constexpr std::int64_t kDayMs = 86'400'000;
  const std::int64_t in_day = ((local % kDayMs) + kDayMs) % kDayMs;
  std::string out = date_jst(unix_ms);
  out += 'T';
  append_padded(out, in_day / 3'600'000, 2);
  out += ':';
  append_padded(out, in_day / 60'000 % 60, 2);
  out += ':';
  append_padded(out, in_day / 1000 % 60, 2);
  out += '.';
  append_padded(out, in_day % 1000, 3);
  out += "+09:00";
  return out;
}

std::string encode(const Record& record, std::uint64_t seq, std::int64_t unix_ms, std::string_view prev,
                   std::string& hash) {
  Fields fields;
  fields.emplace_back("v", std::int64_t{1});
  fields.emplace_back("seq", checked_cast<std::int64_t>(seq));
  fields.emplace_back("ts", timestamp_jst(unix_ms));
  fields.emplace_back("prev", std::string(prev));
  fields.emplace_back("user", clean(record.user));
  fields.emplace_back("terminal", clean(record.terminal));
  fields.emplace_back("action", clean(record.action));
  fields.emplace_back("object", clean(record.object));
  fields.emplace_back("result", std::string(record.success ? "success" : "failure"));
  fields.emplace_back("reason", clean(record.reason));
  std::size_t list_bytes_left = kMaxListBytes;
  for (const auto& [key, value] : record.more)
    fields.emplace_back(key, clean_value(value, list_bytes_left));
  MUGAI_CHECK(fields.size() < kMaxFields);
  std::string line = to_line(fields);
  line.pop_back();  // the closing brace; the hash comes last
  hash = sha256_hex(as_bytes(line));
  line += kHashKey;
  line += hash;
  line += "\"}\n";
  MUGAI_CHECK(line.size() <= kMaxLineBytes);
  return line;
}

Result<Line> decode(std::string_view text) {
  TRY_ASSIGN(Fields fields, parse_line(text));
  if (fields.size() < kFixedKeys.size() + 1) return make_error(ErrorCode::Malformed, "fields are missing");
  for (std::size_t i = 0; i < kFixedKeys.size(); ++i) {
    if (fields[i].first != kFixedKeys[i]) return make_error(ErrorCode::Malformed, "a fixed field is not in its place");
  }
  Line line;
  if (number_of(fields, "v") != 1) return make_error(ErrorCode::Malformed, "not a record of format 1");
  TRY_ASSIGN(line.seq, narrow<std::uint64_t>(number_of(fields, "seq")));
  line.ts = text_of(fields, "ts");
  line.prev = text_of(fields, "prev");
  line.hash = text_of(fields, "hash");
  if (!is_hash(line.prev) || !is_hash(line.hash) || fields.back().first != "hash") {
    return make_error(ErrorCode::Malformed, "a hash field is not in order");
  }
  const std::size_t tail = kHashKey.size() + kHashDigits + 2;
  if (text.size() < tail || text.substr(text.size() - tail, kHashKey.size()) != kHashKey) {
    return make_error(ErrorCode::Malformed, "the line does not end with its hash");
  }
  if (sha256_hex(as_bytes(text.substr(0, text.size() - tail))) != line.hash) {
    return make_error(ErrorCode::BadChecksum, "the record does not match its hash");
  }
  line.fields = std::move(fields);
  return line;
}

}  // namespace mugai::audit
