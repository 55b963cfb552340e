#include "lib/formats/calendar/values.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/core/uri.h"
#include "lib/formats/html/flat_text.h"
#include "lib/text/defang.h"

namespace mugai::calendar {
namespace {

using namespace std::string_view_literals;

using Value = std::optional<std::string>;

std::string plain(std::string_view text, ValueCounts& counts) {
  std::string cleaned = clean_text(text, counts.defects);
  if (html::looks_like_html(cleaned)) {  // Outlook and web calendars write it, and others show it as such
    ++counts.html;
    cleaned = clean_text(html::flat_text(cleaned), counts.defects);
  }
  text::Defanged defanged = text::defang(cleaned, policy::Links::Keep);
  counts.defanged += defanged.count;
  return std::move(defanged.text);
}

Value text_value(std::string_view value, ValueCounts& counts) {
  return escape(plain(unescape(value), counts));
}

Value list_value(std::string_view value, char separator, ValueCounts& counts) {
  std::string out;
  bool first = true;
  for (const std::string_view piece : split(value, separator)) {
    if (!first) out.push_back(separator);
    first = false;
    if (separator == ';') {
      out += *list_value(piece, ',', counts);
    } else {
      out += escape(plain(unescape(piece), counts));
    }
  }
  return out;
}

bool all_digits(std::string_view text) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), ascii::is_digit);
}

// date = 8DIGIT; date-time = date "T" 6DIGIT ["Z"]; vCard also with "-" and ":" between.
bool is_date(std::string_view text) noexcept {
  if (text.size() == 8) return all_digits(text);
  if (text.size() == 16 && text.back() == 'Z') text.remove_suffix(1);
  return text.size() == 15 && text[8] == 'T' && all_digits(text.substr(0, 8)) && all_digits(text.substr(9));
}

// dur = ["+" / "-"] "P" *(1*DIGIT unit) with "T" before the units of time
bool is_duration(std::string_view text) noexcept {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  if (!text.starts_with('P') || text.size() < 3 || text.size() > 24) return false;
  text.remove_prefix(1);
  bool digit = false;
  for (const char c : text) {
    if (ascii::is_digit(c)) {
      digit = true;
    } else if (c == 'T') {
      if (digit) return false;
    } else {
      if (!digit || "WDHMS"sv.find(c) == std::string_view::npos) return false;
      digit = false;
    }
  }
  return !digit;
}

// period = date-time "/" (date-time / dur)
bool is_period(std::string_view text) noexcept {
  const std::size_t slash = text.find('/');
  return slash != std::string_view::npos && is_date(text.substr(0, slash)) &&
         (is_date(text.substr(slash + 1)) || is_duration(text.substr(slash + 1)));
}

bool is_date_list(std::string_view text) noexcept {
  constexpr std::size_t kMaxDates = 2000;
  std::size_t count = 0;
  while (true) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view one = text.substr(0, comma);
    if (++count > kMaxDates || !(is_date(one) || is_period(one))) return false;
    if (comma == text.size()) return true;
    text.remove_prefix(comma + 1);
  }
}

bool is_offset(std::string_view text) noexcept {
  return (text.size() == 5 || text.size() == 7) && (text.front() == '+' || text.front() == '-') &&
         all_digits(text.substr(1));
}

bool is_integer(std::string_view text) noexcept {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return text.size() <= 9 && all_digits(text);
}

bool is_word(std::string_view text) noexcept {
  return !text.empty() && text.size() <= 40 &&
         std::all_of(text.begin(), text.end(), [](char c) { return ascii::is_alnum(c) || c == '-'; });
}

bool is_number(std::string_view text) noexcept {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return text.size() <= 24 && text.find_first_of("0123456789") != std::string_view::npos &&
         text.find_first_not_of("0123456789.") == std::string_view::npos;
}

Value checked(std::string_view value, bool valid, ValueCounts& counts) {
  if (valid) return std::string(value);
  ++counts.invalid;
  return std::nullopt;
}

// RFC 5545 3.3.10. Parts that a calendar needs days of computing for are refused with the whole rule (ICS-004).
struct RulePart {
  std::string_view name;
  std::size_t most_values;  // of its list
};
constexpr std::array kRuleParts = {RulePart{"FREQ", 1},        RulePart{"INTERVAL", 1},  RulePart{"COUNT", 1},
                                   RulePart{"UNTIL", 1},       RulePart{"WKST", 1},      RulePart{"BYDAY", 53},
                                   RulePart{"BYMONTH", 12},    RulePart{"BYHOUR", 24},   RulePart{"BYMINUTE", 4},
                                   RulePart{"BYMONTHDAY", 62}, RulePart{"BYSETPOS", 53}, RulePart{"BYYEARDAY", 53},
                                   RulePart{"BYWEEKNO", 53}};

bool is_rule_list(std::string_view text, std::size_t most) noexcept {
  const auto commas = static_cast<std::size_t>(std::count(text.begin(), text.end(), ','));
  return !text.empty() && commas < most && std::all_of(text.begin(), text.end(), [](char c) {
    return ascii::is_alnum(c) || c == ',' || c == '-' || c == '+';
  });
}

// One part in its canonical form; empty where the rule cannot stay.
std::string rule_part(std::string_view name, std::string_view value, ValueCounts& counts) {
  static constexpr std::array kFrequencies = {"HOURLY"sv, "DAILY"sv, "WEEKLY"sv, "MONTHLY"sv, "YEARLY"sv};
  const auto row =
      std::find_if(kRuleParts.begin(), kRuleParts.end(), [&](const RulePart& p) { return p.name == name; });
  if (row == kRuleParts.end() || !is_rule_list(value, row->most_values)) return {};
  if (name == "FREQ" && std::find(kFrequencies.begin(), kFrequencies.end(), value) == kFrequencies.end()) return {};
  if (name == "UNTIL" && !is_date(value)) return {};
  std::string kept(value);
  if (name == "COUNT" || name == "INTERVAL") {
    const auto number = ascii::parse_decimal(value);
    const std::uint64_t most = name == "COUNT" ? kMaxOccurrences : kMaxInterval;
    if (!number || *number == 0) return {};
    if (*number > most) {
      kept = std::to_string(most);
      ++counts.rules;
    }
  }
  return std::string(name) + "=" + kept;
}

Value rule_value(std::string_view value, ValueCounts& counts) {
  std::string upper(value);
  std::transform(upper.begin(), upper.end(), upper.begin(), ascii::to_upper);
  std::string out;
  bool frequency = false;
  std::size_t parts = 0;
  for (std::string_view rest = upper; !rest.empty();) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    const std::string_view piece = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t equals = std::min(piece.find('='), piece.size());
    const std::string part =
        rule_part(piece.substr(0, equals), piece.substr(std::min(equals + 1, piece.size())), counts);
    if (part.empty() || ++parts > kRuleParts.size()) {
      ++counts.rules;
      return std::nullopt;
    }
    frequency = frequency || part.starts_with("FREQ=");
    if (!out.empty()) out.push_back(';');
    out += part;
  }
  if (frequency) return out;
  ++counts.rules;
  return std::nullopt;
}

// mailto: with an address and nothing else; a bare address is taken for one.
Value address_value(std::string_view value, ValueCounts& counts) {
  std::string address = utf8::one_line(ascii::trim(value), 300);
  if (ascii::starts_with_ignoring_case(address, "mailto:")) address.erase(0, 7);
  address = address.substr(0, address.find_first_of("?&"));
  const bool valid =
      address.find('@') != std::string::npos && address.find_first_of(" <>\"\\:;,()[]%") == std::string::npos;
  if (!valid || uri::classify("mailto:" + address) != uri::Kind::Mailto) {
    ++counts.links;
    return std::nullopt;
  }
  return "mailto:" + address;
}

Value link_value(std::string_view value, ValueCounts& counts) {
  const std::string_view trimmed = ascii::trim(value);
  const uri::Kind kind = uri::classify(trimmed);
  const bool allowed = kind == uri::Kind::Http || kind == uri::Kind::Tel || kind == uri::Kind::Mailto;
  if (trimmed.empty() || !allowed || utf8::one_line(trimmed, uri::kMaxUriBytes) != trimmed) {
    ++counts.links;
    return std::nullopt;
  }
  return std::string(trimmed);
}

Value geo_value(std::string_view value, ValueCounts& counts) {
  const std::size_t middle = value.find_first_of(";,");
  const bool valid =
      middle != std::string_view::npos && is_number(value.substr(0, middle)) && is_number(value.substr(middle + 1));
  if (!valid) return checked({}, false, counts);
  return std::string(value.substr(0, middle)) + ";" + std::string(value.substr(middle + 1));
}

Value phone_value(std::string_view value, ValueCounts& counts) {
  std::string text = plain(unescape(value), counts);
  if (ascii::starts_with_ignoring_case(text, "tel:")) text.erase(0, 4);
  if (text.size() > 100 || text.find_first_of("\n:<>") != std::string::npos) return checked({}, false, counts);
  return escape(text);
}

}  // namespace

Value canonical(Kind kind, std::string_view value, ValueCounts& counts) {
  const std::string_view trimmed = ascii::trim(value);
  switch (kind) {
    case Kind::Text:
      return text_value(value, counts);
    case Kind::TextList:
      return list_value(value, ',', counts);
    case Kind::Structure:
      return list_value(value, ';', counts);
    case Kind::Date:
      return checked(trimmed, is_date(trimmed), counts);
    case Kind::DateList:
      return checked(trimmed, is_date_list(trimmed), counts);
    case Kind::Duration:
      return checked(trimmed, is_duration(trimmed), counts);
    case Kind::Trigger:
      return checked(trimmed, is_duration(trimmed) || is_date(trimmed), counts);
    case Kind::Integer:
      return checked(trimmed, is_integer(trimmed), counts);
    case Kind::Offset:
      return checked(trimmed, is_offset(trimmed), counts);
    case Kind::Word: {
      std::string word(trimmed);
      std::transform(word.begin(), word.end(), word.begin(), ascii::to_upper);
      return checked(word, is_word(word), counts);
    }
    case Kind::Rule:
      return rule_value(trimmed, counts);
    case Kind::Address:
      return address_value(value, counts);
    case Kind::Link:
      return link_value(value, counts);
    case Kind::Geo:
      return geo_value(trimmed, counts);
    case Kind::Phone:
      return phone_value(value, counts);
  }
  return std::nullopt;
}

}  // namespace mugai::calendar
