// Result<T>: a value or an Error. The API is a subset of std::expected, which these compilers lack in C++20.
// TRY(expr) returns the Error of a Result<void> to the caller; TRY_ASSIGN(auto x, expr) also takes the value.
#pragma once

#include <type_traits>
#include <utility>
#include <variant>

#include "lib/base/check.h"
#include "lib/base/error.h"

namespace mugai {

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  T& value() & {
    MUGAI_CHECK(has_value());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    MUGAI_CHECK(has_value());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    MUGAI_CHECK(has_value());
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  Error& error() & {
    MUGAI_CHECK(!has_value());
    return *std::get_if<1>(&state_);
  }
  const Error& error() const& {
    MUGAI_CHECK(!has_value());
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    MUGAI_CHECK(!has_value());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;
  Result() = default;
  Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }
  void value() const { MUGAI_CHECK(has_value()); }

  Error& error() & {
    MUGAI_CHECK(!has_value());
    return *std::get_if<1>(&state_);
  }
  const Error& error() const& {
    MUGAI_CHECK(!has_value());
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    MUGAI_CHECK(!has_value());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  std::variant<std::monostate, Error> state_;
};

inline Result<void> ok() {
  return {};
}

}  // namespace mugai

#define MUGAI_CONCAT_(a, b) a##b
#define MUGAI_CONCAT(a, b) MUGAI_CONCAT_(a, b)

#define TRY(expr)                                              \
  do {                                                         \
    if (auto try_result_ = (expr); !try_result_.has_value()) { \
      return std::move(try_result_).error();                   \
    }                                                          \
  } while (false)

#define TRY_ASSIGN_(tmp, decl, expr)                   \
  auto tmp = (expr);                                   \
  if (!tmp.has_value()) return std::move(tmp).error(); \
  decl = std::move(tmp).value() /* the caller's semicolon ends it */
#define TRY_ASSIGN(decl, expr) TRY_ASSIGN_(MUGAI_CONCAT(try_assign_, __LINE__), decl, expr)
