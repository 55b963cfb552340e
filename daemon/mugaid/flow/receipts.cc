#include "daemon/mugaid/flow/receipts.h"

#include <array>
#include <chrono>

#include "daemon/mugaid/flow/files.h"
#include "lib/audit/record.h"
#include "lib/base/ascii.h"
#include "lib/base/checked.h"

namespace mugai::flow {
namespace {

constexpr std::size_t kSerialDigits = 6;

std::string padded(std::uint64_t value, std::size_t width) {
  std::string digits = std::to_string(value);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

}  // namespace

std::int64_t system_clock_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::string mail_date(std::int64_t unix_ms) {
  constexpr std::array<std::string_view, 7> kDays = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};  // 1970-01-01
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::string stamp = audit::timestamp_jst(unix_ms);  // 2026-11-22T16:07:00.000+09:00
  const std::int64_t days = (unix_ms / 1000 + 9 * 3600) / 86'400;
  const auto month = ascii::parse_decimal(std::string_view(stamp).substr(5, 2)).value_or(1);
  std::string out(kDays.at(static_cast<std::size_t>(days % 7)));
  out += ", " + stamp.substr(8, 2) + ' ';
  out += kMonths.at(static_cast<std::size_t>(month - 1));
  return out + ' ' + stamp.substr(0, 4) + ' ' + stamp.substr(11, 8) + " +0900";
}

// The file: "YYYYMMDD SERIAL" with the highest serial that may have been given out.
Result<Receipts> Receipts::open(std::string path, std::function<std::int64_t()> clock_ms) {
  Receipts receipts;
  receipts.path_ = std::move(path);
  receipts.clock_ms_ = std::move(clock_ms);
  TRY_ASSIGN(const std::string text, read_file(receipts.path_, 100));
  if (!text.empty()) {
    const std::string_view line = ascii::trim(text);
    const auto serial = ascii::parse_decimal(line.size() > 9 ? line.substr(9) : std::string_view());
    if (!serial || line[8] != ' ' || !ascii::parse_decimal(line.substr(0, 8))) {
      return make_error(ErrorCode::Malformed,
                        receipts.path_ + ": is no receipt counter; write \"YYYYMMDD SERIAL\" into it");
    }
    receipts.date_ = line.substr(0, 8);
    receipts.next_ = *serial + 1;
    receipts.reserved_ = *serial;
  }
  return receipts;
}

Result<void> Receipts::reserve(const std::string& date, std::uint64_t first) {
  const std::uint64_t last = first + kBlock - 1;
  TRY(replace_file(path_, date + ' ' + std::to_string(last) + '\n'));
  date_ = date;
  next_ = first;
  reserved_ = last;
  return ok();
}

Result<std::string> Receipts::next() {
  const std::lock_guard lock(*mutex_);
  std::string today = audit::date_jst(clock_ms_());
  std::erase(today, '-');
  if (today > date_) {
    TRY(reserve(today, 1));
  } else if (next_ > reserved_) {
    TRY(reserve(date_, next_));
  }
  return date_ + '-' + padded(next_++, kSerialDigits);
}

}  // namespace mugai::flow
