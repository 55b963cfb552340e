#include "lib/formats/font/type1_charstring.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace mugai::font {

namespace {

constexpr std::size_t kStack = 64;
constexpr int kMaxCalls = 10;
constexpr std::int64_t kMaxValue = INT32_MAX;

// A number as a reduced fraction: div gives fractions, and flex adds them up.
struct Fraction {
  std::int64_t top = 0, bottom = 1;
};

std::optional<Fraction> reduced(std::int64_t top, std::int64_t bottom) {
  if (bottom == 0) return std::nullopt;
  if (bottom < 0) {
    top = -top;
    bottom = -bottom;
  }
  const std::int64_t common = std::gcd(top, bottom);
  if (common > 1) {
    top /= common;
    bottom /= common;
  }
  if (top > kMaxValue || top < -kMaxValue || bottom > kMaxValue) return std::nullopt;
  return Fraction{top, bottom};
}
// Products of two numbers of 32 bits and their sum stay within 64 bits.
std::optional<Fraction> sum(const Fraction& a, const Fraction& b) {
  return reduced(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
}
std::optional<Fraction> quotient(const Fraction& a, const Fraction& b) {
  return reduced(a.top * b.bottom, a.bottom * b.top);
}

enum Op : unsigned {
  kHstem = 1,
  kVstem = 3,
  kVmoveto = 4,
  kRlineto = 5,
  kHlineto = 6,
  kVlineto = 7,
  kRrcurveto = 8,
  kClosepath = 9,
  kCallsubr = 10,
  kReturn = 11,
  kHsbw = 13,
  kEndchar = 14,
  kRmoveto = 21,
  kHmoveto = 22,
  kVhcurveto = 30,
  kHvcurveto = 31,
  kDotsection = 0xC00,
  kVstem3 = 0xC01,
  kHstem3 = 0xC02,
  kSeac = 0xC06,
  kSbw = 0xC07,
  kDiv = 0xC0C,
  kCallothersubr = 0xC10,
  kPop = 0xC11,
  kSetcurrentpoint = 0xC21,
};

// Operators that clear the stack: how many numbers they take, and whether they are written again.
struct Row {
  unsigned op;
  std::size_t takes;
  bool kept;
};
constexpr Row kRows[] = {
    {kHstem, 2, false},      {kVstem, 2, false},           {kVstem3, 6, false},   {kHstem3, 6, false},
    {kDotsection, 0, false}, {kSetcurrentpoint, 0, false},  // only after flex
    {kRlineto, 2, true},     {kHlineto, 1, true},          {kVlineto, 1, true},   {kRrcurveto, 6, true},
    {kVhcurveto, 4, true},   {kHvcurveto, 4, true},        {kClosepath, 0, true},
};

class Machine {
 public:
  Machine(const std::vector<Buffer>& subroutines, const FontLimits& limits, std::uint64_t& total)
      : subroutines_(subroutines), steps_(limits.max_charstring_steps), total_(total) {}

  std::optional<Buffer> flatten(Bytes charstring) {
    if (!run(charstring, 0) || !started_) return std::nullopt;
    if (!ended_) out_.u8(kEndchar);
    return std::move(out_.out);
  }

 private:
  bool run(Bytes code, int depth) {
    const View view(code);
    std::size_t at = 0;
    while (at < view.size() && !ended_) {
      if (steps_ == 0 || total_ == 0) return false;
      --steps_;
      --total_;
      const unsigned byte = view.u8(at++);
      if (byte >= 32) {
        if (!number(view, byte, at)) return false;
        continue;
      }
      const unsigned op = byte == 12 ? 0xC00u | view.u8(at++) : byte;
      if (op == kReturn) return true;
      if (!operate(op, depth)) return false;
    }
    return true;
  }

  // Chapter 6.2.
  bool number(View view, unsigned byte, std::size_t& at) {
    std::int64_t value = 0;
    if (byte < 247) {
      value = static_cast<int>(byte) - 139;
    } else if (byte < 251) {
      value = (static_cast<int>(byte) - 247) * 256 + view.u8(at++) + 108;
    } else if (byte < 255) {
      value = -(static_cast<int>(byte) - 251) * 256 - view.u8(at++) - 108;
    } else {
      value = std::max<std::int64_t>(static_cast<std::int32_t>(view.u32(at)), -kMaxValue);
      at += 4;
    }
    return at <= view.size() && push({value, 1});
  }

  bool push(const Fraction& value) {
    if (count_ == kStack) return false;
    stack_[count_++] = value;
    return true;
  }

  void put(const Fraction& value) {
    const auto integer = [&](std::int64_t v) {
      if (v >= -107 && v <= 107) {
        out_.u8(static_cast<unsigned>(v + 139));
      } else if (v >= 108 && v <= 1131) {
        out_.u8(static_cast<unsigned>((v - 108) / 256 + 247));
        out_.u8(static_cast<unsigned>((v - 108) % 256));
      } else if (v >= -1131 && v <= -108) {
        out_.u8(static_cast<unsigned>((-v - 108) / 256 + 251));
        out_.u8(static_cast<unsigned>((-v - 108) % 256));
      } else {
        out_.u8(255);
        out_.u32(static_cast<std::uint32_t>(v));
      }
    };
    integer(value.top);
    if (value.bottom == 1) return;
    integer(value.bottom);
    put_operator(kDiv);
  }
  void put_operator(unsigned op) {
    if (op >= 0xC00) out_.u8(12);
    out_.u8(op & 0xFF);
  }
  // The last `count` numbers and the operator; the stack is empty afterwards.
  bool put_last(unsigned op, std::size_t count) {
    if (count_ < count) return false;
    for (std::size_t i = count_ - count; i < count_; ++i)
      put(stack_[i]);
    put_operator(op);
    count_ = 0;
    return true;
  }

  bool operate(unsigned op, int depth) {
    for (const Row& row : kRows) {
      if (row.op != op) continue;
      if (count_ < row.takes || (row.kept && !started_)) return false;
      if (row.kept) return put_last(op, row.takes);
      count_ = 0;
      return true;
    }
    switch (op) {
      case kHsbw:
      case kSbw:
        if (started_) return false;
        started_ = true;
        return put_last(op, op == kHsbw ? 2 : 4);
      case kRmoveto:
      case kHmoveto:
      case kVmoveto:
        return move(op);
      case kSeac:
        for (std::size_t i = count_ < 5 ? 0 : count_ - 2; i < count_; ++i) {
          if (stack_[i].bottom != 1 || stack_[i].top < 0 || stack_[i].top > 255) return false;
        }
        ended_ = true;
        return started_ && put_last(op, 5);
      case kEndchar:
        ended_ = true;
        return started_ && put_last(op, 0);
      case kDiv:
        return divide();
      case kCallsubr:
        return call(depth);
      case kCallothersubr:
        return other();
      case kPop:
        if (results_.empty()) return false;
        if (!push(results_.back())) return false;
        results_.pop_back();
        return true;
      default:
        return false;
    }
  }

  bool divide() {
    if (count_ < 2) return false;
    const auto value = quotient(stack_[count_ - 2], stack_[count_ - 1]);
    if (!value) return false;
    count_ -= 2;
    return push(*value);
  }

  bool call(int depth) {
    if (count_ == 0 || depth >= kMaxCalls) return false;
    const Fraction index = stack_[--count_];
    if (index.bottom != 1 || index.top < 0 || index.top >= static_cast<std::int64_t>(subroutines_.size())) return false;
    return run(subroutines_[static_cast<std::size_t>(index.top)], depth + 1);
  }

  bool move(unsigned op) {
    if (!flex_) return started_ && put_last(op, op == kRmoveto ? 2 : 1);
    if (count_ < (op == kRmoveto ? 2 : 1)) return false;
    const Fraction dx = op == kRmoveto ? stack_[count_ - 2] : op == kHmoveto ? stack_[count_ - 1] : Fraction{};
    const Fraction dy = op == kHmoveto ? Fraction{} : stack_[count_ - 1];
    const auto x = sum(flex_x_, dx);
    const auto y = sum(flex_y_, dy);
    if (!x || !y) return false;
    flex_x_ = *x;
    flex_y_ = *y;
    count_ = 0;
    return true;
  }

  // Chapter 8.3 and 8.4: numbers, their count, the number of the OtherSubr.
  bool other() {
    if (count_ < 2) return false;
    const std::int64_t which = stack_[count_ - 1].top;
    const std::int64_t wanted = stack_[count_ - 2].top;
    count_ -= 2;
    if (wanted < 0 || wanted > static_cast<std::int64_t>(count_)) return false;
    const auto arguments = static_cast<std::size_t>(wanted);
    results_.clear();
    if (which >= 14 && which <= 18) return false;  // blend: multiple master
    if (which == 1) {
      flex_ = true;
      flex_points_ = 0;
      flex_x_ = flex_y_ = {};
    } else if (which == 2 && flex_) {
      if (!flex_point()) return false;
    } else if (which == 0 && flex_) {
      if (!end_flex()) return false;
    } else if (which == 12 || which == 13) {
      count_ = 0;  // counter hints
      return true;
    }
    for (std::size_t i = 0; i < arguments; ++i)
      results_.push_back(stack_[count_ - 1 - i]);
    if (which == 0 && arguments == 3) results_ = {stack_[count_ - 1], stack_[count_ - 2]};
    count_ -= arguments;
    return true;
  }

  // The first point is the reference point of the whole, which the second counts from.
  bool flex_point() {
    if (flex_points_ >= 7) return false;
    flex_deltas_[flex_points_++] = {flex_x_, flex_y_};
    flex_x_ = flex_y_ = {};
    return true;
  }

  bool end_flex() {
    if (flex_points_ != 7 || !started_) return false;
    flex_ = false;
    const auto x = sum(flex_deltas_[0].first, flex_deltas_[1].first);
    const auto y = sum(flex_deltas_[0].second, flex_deltas_[1].second);
    if (!x || !y) return false;
    flex_deltas_[1] = {*x, *y};
    for (std::size_t i = 1; i < 7; ++i) {
      put(flex_deltas_[i].first);
      put(flex_deltas_[i].second);
      if (i == 3 || i == 6) put_operator(kRrcurveto);
    }
    return true;
  }

  const std::vector<Buffer>& subroutines_;
  std::uint64_t steps_;
  std::uint64_t& total_;
  std::array<Fraction, kStack> stack_{};
  std::size_t count_ = 0;
  std::vector<Fraction> results_;  // of the last OtherSubr, for pop
  bool flex_ = false;
  std::size_t flex_points_ = 0;
  Fraction flex_x_, flex_y_;
  std::array<std::pair<Fraction, Fraction>, 7> flex_deltas_{};
  bool started_ = false;  // hsbw or sbw
  bool ended_ = false;
  Writer out_;
};

}  // namespace

std::optional<Buffer> flatten_type1(Bytes untrusted_charstring, const std::vector<Buffer>& subroutines,
                                    const FontLimits& limits, std::uint64_t& steps) {
  return Machine(subroutines, limits, steps).flatten(untrusted_charstring);
}

}  // namespace mugai::font
