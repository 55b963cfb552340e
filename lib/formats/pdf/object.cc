// Values and their canonical spelling. In: nothing from outside but the text of numbers. Limits: kMaxRealDigits.
#include "lib/formats/pdf/object.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "lib/base/ascii.h"
#include "lib/base/check.h"

namespace mugai::pdf {
namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";

auto position(const std::vector<Entry>& entries, std::string_view key) {
  return std::lower_bound(entries.begin(), entries.end(), key,
                          [](const Entry& e, std::string_view k) { return e.key < k; });
}

// regular-character, without "#" (ISO 32000-1 7.2.2, 7.3.5)
constexpr bool stands_in_name(unsigned char c) {
  constexpr std::string_view kSpecial = "()<>[]{}/%#";
  return c > 0x20 && c < 0x7F && kSpecial.find(static_cast<char>(c)) == std::string_view::npos;
}

void write_name(std::string_view text, Buffer& out) {
  out.push_back('/');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (stands_in_name(byte)) {
      out.push_back(byte);
    } else {
      out.push_back('#');
      out.push_back(static_cast<std::uint8_t>(kHex[byte >> 4]));
      out.push_back(static_cast<std::uint8_t>(kHex[byte & 15]));
    }
  }
}

// Printable text as a literal string, everything else in hexadecimal: no escapes but \( \) \\.
void write_string(std::string_view bytes, Buffer& out) {
  const bool plain = std::all_of(bytes.begin(), bytes.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
  out.push_back(plain ? '(' : '<');
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (!plain) {
      out.push_back(static_cast<std::uint8_t>(kHex[byte >> 4]));
      out.push_back(static_cast<std::uint8_t>(kHex[byte & 15]));
      continue;
    }
    if (c == '(' || c == ')' || c == '\\') out.push_back('\\');
    out.push_back(byte);
  }
  out.push_back(plain ? ')' : '>');
}

bool is_nothing(const Object& object, const Numbering& numbering) {
  const OutRef* ref = object.as<OutRef>();
  return object.is_null() || (ref != nullptr && (ref->index >= numbering.size() || numbering[ref->index] == 0));
}

// Whether a blank must stand before the object when something regular stands before it.
bool needs_blank(const Object& object) {
  return object.as<Name>() == nullptr && object.as<String>() == nullptr && object.as<Array>() == nullptr &&
         object.as<Dict>() == nullptr;
}

struct Writer {
  const Numbering& numbering;
  Buffer& out;

  void operator()(const Null& /*null*/) const { append(out, "null"); }
  void operator()(bool value) const { append(out, value ? "true" : "false"); }
  void operator()(std::int64_t value) const { append(out, std::to_string(value)); }
  void operator()(const Real& value) const { append(out, value.text); }
  void operator()(const Name& value) const { write_name(value.text, out); }
  void operator()(const String& value) const { write_string(value.bytes, out); }
  void operator()(const Array& items) const {
    out.push_back('[');
    bool first = true;
    for (const Object& item : items) {
      if (!first && needs_blank(item)) out.push_back(' ');
      first = false;
      if (is_nothing(item, numbering)) {
        append(out, "null");
      } else {
        std::visit(*this, item.value());
      }
    }
    out.push_back(']');
  }
  void operator()(const Dict& dict) const {
    append(out, "<<");
    for (const Entry& entry : dict.entries()) {
      if (is_nothing(entry.value, numbering)) continue;
      write_name(entry.key, out);
      if (needs_blank(entry.value)) out.push_back(' ');
      std::visit(*this, entry.value.value());
    }
    append(out, ">>");
  }
  // Streams and references of the input never reach the output: whoever lets one through has a bug.
  void operator()(const Stream& /*stream*/) const { MUGAI_CHECK(false); }
  void operator()(const Ref& /*ref*/) const { MUGAI_CHECK(false); }
  void operator()(const OutRef& ref) const { append(out, std::to_string(numbering[ref.index]) + " 0 R"); }
};

}  // namespace

void append(Buffer& out, std::string_view text) {
  const Bytes bytes = as_bytes(text);
  out.insert(out.end(), bytes.begin(), bytes.end());
}

const Object* Dict::find(std::string_view key) const noexcept {
  const auto at = position(entries_, key);
  return at == entries_.end() || at->key != key ? nullptr : &at->value;
}

void Dict::set(std::string_view key, Object value) {
  const auto at = entries_.begin() + (position(entries_, key) - entries_.begin());
  const bool there = at != entries_.end() && at->key == key;
  if (value.is_null()) {
    if (there) entries_.erase(at);
  } else if (there) {
    at->value = std::move(value);
  } else {
    entries_.insert(at, Entry{std::string(key), std::move(value)});
  }
}

const Dict* Object::dict() const noexcept {
  if (const Stream* stream = as<Stream>()) return &stream->dict;
  return as<Dict>();
}

bool Object::is_name(std::string_view text) const noexcept {
  const Name* is = as<Name>();
  return is != nullptr && is->text == text;
}

std::string_view Object::name() const noexcept {
  const Name* is = as<Name>();
  return is == nullptr ? std::string_view() : std::string_view(is->text);
}

std::optional<double> Object::number() const {
  if (const auto* whole = as<std::int64_t>()) return static_cast<double>(*whole);
  if (const Real* real = as<Real>()) return std::strtod(real->text.c_str(), nullptr);  // the locale is always "C"
  return std::nullopt;
}

// integer = [ "+" / "-" ] 1*DIGIT;  real = [ "+" / "-" ] *DIGIT "." *DIGIT with a digit (ISO 32000-1 7.3.3)
std::optional<Object> parse_number(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string_view whole = text.substr(0, point);
  std::string_view fraction = point < text.size() ? text.substr(point + 1) : std::string_view();
  const auto digits = [](std::string_view part) { return std::all_of(part.begin(), part.end(), ascii::is_digit); };
  if ((whole.empty() && fraction.empty()) || !digits(whole) || !digits(fraction)) return std::nullopt;
  while (!whole.empty() && whole.front() == '0')
    whole.remove_prefix(1);
  fraction = fraction.substr(0, kMaxRealDigits);
  while (!fraction.empty() && fraction.back() == '0')
    fraction.remove_suffix(1);
  if (whole.size() > kMaxRealDigits) whole = "2147483647";  // beyond what any reader takes (Annex C)
  if (fraction.empty()) {
    const auto value = static_cast<std::int64_t>(ascii::parse_decimal(whole).value_or(0));
    return integer(negative ? -value : value);
  }
  std::string canonical = negative ? "-" : "";
  canonical.append(whole.empty() ? "0" : whole).append(".").append(fraction);
  return Object(Real{std::move(canonical)});
}

Object number(double value) {
  if (!std::isfinite(value)) return integer(0);
  value = std::clamp(value, -2147483647.0, 2147483647.0);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.6f", value);
  return parse_number(text.data()).value_or(integer(0));
}

void write_object(const Object& object, const Numbering& numbering, Buffer& out) {
  std::visit(Writer{numbering, out}, object.value());
}

}  // namespace mugai::pdf
