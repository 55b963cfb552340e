// PDF objects as plain values (ISO 32000-1 7.3): what the reader makes of a file and what the writer writes.
//
// References of the input (Ref) and of the output (OutRef) are different types: nothing can be copied from one file
// to the other without having been asked for, and the writer refuses an object that still holds a Ref.
// Names are decoded: no slash, no #xx. Numbers with a fraction are kept as canonical decimal text.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "lib/base/bytes.h"

namespace mugai::pdf {

struct Null {
  friend bool operator==(const Null&, const Null&) = default;
};
struct Real {
  std::string text;  // "-0.25": at most kMaxRealDigits on either side of the point, no exponent
  friend bool operator==(const Real&, const Real&) = default;
};
struct Name {
  std::string text;
  friend bool operator==(const Name&, const Name&) = default;
};
struct String {
  std::string bytes;
  friend bool operator==(const String&, const String&) = default;
};
struct Ref {  // of the input
  int number = 0;
  int generation = 0;
  friend auto operator<=>(const Ref&, const Ref&) = default;
};
struct OutRef {  // of the output, before it is numbered anew
  std::uint32_t index = 0;
  friend auto operator<=>(const OutRef&, const OutRef&) = default;
};

class Object;
using Array = std::vector<Object>;
struct Entry;

// Keys are unique and sorted by bytes.
class Dict {
 public:
  [[nodiscard]] const Object* find(std::string_view key) const noexcept;  // nullptr where absent
  void set(std::string_view key, Object value);                           // a Null removes the key
  [[nodiscard]] bool empty() const noexcept;
  [[nodiscard]] std::size_t size() const noexcept;
  [[nodiscard]] const std::vector<Entry>& entries() const noexcept { return entries_; }

 private:
  std::vector<Entry> entries_;
};

// A stream of the input: its dictionary, and whom to ask for its bytes.
struct Stream {
  Dict dict;
  Ref id;
};

// What an Object can hold. Spelt out, for clang 14 cannot ask the variant while Object is incomplete.
template <class T>
concept Alternative = std::same_as<T, Null> || std::same_as<T, bool> || std::same_as<T, std::int64_t> ||
    std::same_as<T, Real> || std::same_as<T, Name> || std::same_as<T, String> || std::same_as<T, Array> ||
    std::same_as<T, Dict> || std::same_as<T, Stream> || std::same_as<T, Ref> || std::same_as<T, OutRef>;

class Object {
 public:
  using Value = std::variant<Null, bool, std::int64_t, Real, Name, String, Array, Dict, Stream, Ref, OutRef>;
  Object() = default;
  template <Alternative T>
  Object(T value) : value_(std::in_place_type<T>, std::move(value)) {}  // NOLINT(google-explicit-constructor)

  template <class T>
  [[nodiscard]] const T* as() const noexcept {
    return std::get_if<T>(&value_);
  }
  template <class T>
  [[nodiscard]] T* as() noexcept {
    return std::get_if<T>(&value_);
  }
  [[nodiscard]] bool is_null() const noexcept { return value_.index() == 0; }
  [[nodiscard]] std::optional<double> number() const;  // of an integer or a real
  [[nodiscard]] const Dict* dict() const noexcept;     // of a dictionary or a stream
  [[nodiscard]] bool is_name(std::string_view text) const noexcept;
  [[nodiscard]] std::string_view name() const noexcept;  // empty where it is no name
  [[nodiscard]] const Value& value() const noexcept { return value_; }

 private:
  Value value_;
};

struct Entry {
  std::string key;
  Object value;
};

inline bool Dict::empty() const noexcept {
  return entries_.empty();
}
inline std::size_t Dict::size() const noexcept {
  return entries_.size();
}

inline Object name(std::string_view text) {
  return Object(Name{std::string(text)});
}
inline Object integer(std::int64_t value) {
  return Object(value);
}
// A decimal number in canonical form: an integer where it has no fraction. `value` must be finite.
Object number(double value);
// The same from the digits of a file ("+.50", "-00.", "1."); nullopt where it is no number. Exact up to the limits.
std::optional<Object> parse_number(std::string_view text);

inline constexpr std::size_t kMaxRealDigits = 10;

// Appends the object as it stands in a file. `number_of` gives the number of an OutRef, 0 for one that is null.
// A Ref or a Stream within is a bug.
using Numbering = std::vector<std::uint32_t>;
void write_object(const Object& object, const Numbering& numbering, Buffer& out);
void append(Buffer& out, std::string_view text);

}  // namespace mugai::pdf
