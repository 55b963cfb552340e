// The language of the allow-lists: one table a dictionary type, one row a key. What no row names is left out and told.
//
// Tables stand beside the code that uses them (walk_*.cc). A row says what the value must be; a value that is something
// else is left out too.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "lib/base/result.h"
#include "lib/formats/pdf/object.h"
#include "lib/policy/policy.h"

namespace mugai::pdf {

class Walker;
using policy::Category;

enum class Shape : std::uint8_t {
  Drop,     // left out and told: `words` is the catalogue ID
  Silent,   // left out: means nothing in the rebuilt file, or is written by other code
  Flag,     // true or false
  Integer,  // low..high
  Number,   // low..high
  NameOf,   // one of the names in `words`
  AnyName,  // any name of kMaxFreeName bytes
  Text,     // a text string, made canonical
  Bytes,    // a byte string
  Numbers,  // an array of low..high numbers
  Plain,    // numbers, names, strings, flags and arrays of them
  Sub,      // a dictionary of `type`
  SubList,  // an array of dictionaries of `type`, or one
  Call,     // what `call` makes of it
};

using Call = Result<Object> (Walker::*)(const Object& value);

struct DictRule;
struct KeyRule {
  std::string_view key;
  Shape shape = Shape::Silent;
  std::string_view words = {};
  double low = 0;
  double high = 0;
  const DictRule* type = nullptr;
  Call call = nullptr;
  bool has_category = false;
  Category category = Category::Macros;
};
struct DictRule {
  std::string_view what;  // in findings: "page"
  std::span<const KeyRule> keys;
};

inline constexpr double kAny = 1e9;
inline constexpr std::size_t kMaxFreeName = 127;  // Annex C

constexpr KeyRule drop(std::string_view key, std::string_view id) {
  return {key, Shape::Drop, id};
}
// As drop(); where the policy blocks the category, the file is refused.
constexpr KeyRule drop(std::string_view key, std::string_view id, Category category) {
  return {key, Shape::Drop, id, 0, 0, nullptr, nullptr, true, category};
}
constexpr KeyRule silent(std::string_view key) {
  return {key, Shape::Silent};
}
constexpr KeyRule flag(std::string_view key) {
  return {key, Shape::Flag};
}
constexpr KeyRule whole(std::string_view key, double low = -kAny, double high = kAny) {
  return {key, Shape::Integer, {}, low, high};
}
constexpr KeyRule real(std::string_view key, double low = -kAny, double high = kAny) {
  return {key, Shape::Number, {}, low, high};
}
constexpr KeyRule name_of(std::string_view key, std::string_view names) {
  return {key, Shape::NameOf, names};
}
constexpr KeyRule any_name(std::string_view key) {
  return {key, Shape::AnyName};
}
constexpr KeyRule text(std::string_view key) {
  return {key, Shape::Text};
}
constexpr KeyRule bytes(std::string_view key) {
  return {key, Shape::Bytes};
}
constexpr KeyRule numbers(std::string_view key, double low, double high) {
  return {key, Shape::Numbers, {}, low, high};
}
constexpr KeyRule plain(std::string_view key) {
  return {key, Shape::Plain};
}
constexpr KeyRule sub(std::string_view key, const DictRule& type) {
  return {key, Shape::Sub, {}, 0, 0, &type};
}
constexpr KeyRule sub_list(std::string_view key, const DictRule& type) {
  return {key, Shape::SubList, {}, 0, 0, &type};
}
constexpr KeyRule call(std::string_view key, Call function) {
  return {key, Shape::Call, {}, 0, 0, nullptr, function};
}

}  // namespace mugai::pdf
