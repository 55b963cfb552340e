#include "lib/formats/font/type2.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace mugai::font {

namespace {

constexpr std::size_t kStack = 48;
constexpr std::size_t kTransient = 32;
constexpr int kMaxCalls = 10;

using Fixed = std::int32_t;  // 16.16

Fixed clamp(std::int64_t value) {
  return static_cast<Fixed>(std::clamp<std::int64_t>(value, INT32_MIN, INT32_MAX));
}
constexpr Fixed fixed(int value) {
  return value * 65'536;
}

void put_number(Writer& out, Fixed value) {
  if ((value & 0xFFFF) != 0) {
    out.u8(255);
    out.u32(static_cast<std::uint32_t>(value));
    return;
  }
  const int v = value / 65'536;
  if (v >= -107 && v <= 107) {
    out.u8(static_cast<unsigned>(v + 139));
  } else if (v >= 108 && v <= 1131) {
    out.u8(static_cast<unsigned>((v - 108) / 256 + 247));
    out.u8(static_cast<unsigned>((v - 108) % 256));
  } else if (v >= -1131 && v <= -108) {
    out.u8(static_cast<unsigned>((-v - 108) / 256 + 251));
    out.u8(static_cast<unsigned>((-v - 108) % 256));
  } else {
    out.u8(28);
    out.i16(v);
  }
}

// Operators; those of two bytes as 0x0C00 + the second.
enum Op : unsigned {
  kHstem = 1,
  kVstem = 3,
  kVmoveto = 4,
  kRlineto = 5,
  kHlineto = 6,
  kVlineto = 7,
  kRrcurveto = 8,
  kCallsubr = 10,
  kReturn = 11,
  kEndchar = 14,
  kVsindex = 15,
  kBlend = 16,
  kHstemhm = 18,
  kHintmask = 19,
  kCntrmask = 20,
  kRmoveto = 21,
  kHmoveto = 22,
  kVstemhm = 23,
  kRcurveline = 24,
  kRlinecurve = 25,
  kVvcurveto = 26,
  kHhcurveto = 27,
  kCallgsubr = 29,
  kVhcurveto = 30,
  kHvcurveto = 31,
  kAnd = 0xC03,
  kOr = 0xC04,
  kNot = 0xC05,
  kAbs = 0xC09,
  kAdd = 0xC0A,
  kSub = 0xC0B,
  kDiv = 0xC0C,
  kNeg = 0xC0E,
  kEq = 0xC0F,
  kDrop = 0xC12,
  kPut = 0xC14,
  kGet = 0xC15,
  kIfelse = 0xC16,
  kRandom = 0xC17,
  kMul = 0xC18,
  kSqrt = 0xC1A,
  kDup = 0xC1B,
  kExch = 0xC1C,
  kIndex = 0xC1D,
  kRoll = 0xC1E,
  kHflex = 0xC22,
  kFlex = 0xC23,
  kHflex1 = 0xC24,
  kFlex1 = 0xC25,
};

// Path operators and how many numbers they take: of `count` numbers, the first take(count) are used.
std::size_t usable(unsigned op, std::size_t count) {
  switch (op) {
    case kRlineto:
      return count - count % 2;
    case kHlineto:
    case kVlineto:
      return count;
    case kRrcurveto:
      return count - count % 6;
    case kRcurveline:
      return count < 8 ? 0 : count - (count - 2) % 6;
    case kRlinecurve:
      return count < 8 ? 0 : count - count % 2;
    case kVvcurveto:
    case kHhcurveto:
    case kVhcurveto:
    case kHvcurveto:
      return count < 4 ? 0 : count % 4 > 1 ? count - count % 4 : count;
    case kHflex:
      return count < 7 ? 0 : 7;
    case kFlex:
      return count < 13 ? 0 : 13;
    case kHflex1:
      return count < 9 ? 0 : 9;
    case kFlex1:
      return count < 11 ? 0 : 11;
    default:
      return 0;
  }
}

bool is_path(unsigned op) {
  return (op >= kRlineto && op <= kRrcurveto) || (op >= kRcurveline && op <= kHhcurveto) || op == kVhcurveto ||
         op == kHvcurveto || (op >= kHflex && op <= kFlex1);
}

class Machine {
 public:
  Machine(const Subroutines& subroutines, const FontLimits& limits, std::uint64_t& total)
      : subroutines_(subroutines), steps_(limits.max_charstring_steps), total_(total) {}

  std::optional<Buffer> flatten(Bytes charstring) {
    if (!run(charstring, 0)) return std::nullopt;
    if (!ended_) {
      put_width();
      out_.u8(kEndchar);
    }
    return std::move(out_.out);
  }

 private:
  // 5177 chapter 3.1: numbers, operators, and behind hintmask a mask. False ends everything.
  bool run(Bytes code, int depth) {
    const View view(code);
    std::size_t at = 0;
    while (at < view.size() && !ended_) {
      if (steps_ == 0 || total_ == 0) return false;
      --steps_;
      --total_;
      const unsigned byte = view.u8(at++);
      if (byte >= 32 || byte == 28) {
        if (!number(view, byte, at)) return false;
        continue;
      }
      unsigned op = byte;
      if (byte == 12) op = 0xC00 | view.u8(at++);
      if (op == kReturn) return true;
      if (op == kHintmask || op == kCntrmask) {
        stems();
        at += (stems_ + 7) / 8;
        continue;
      }
      if (!operate(op, depth)) return false;
    }
    return true;
  }

  bool number(View view, unsigned byte, std::size_t& at) {
    if (count_ == kStack) return false;
    Fixed value = 0;
    if (byte == 28) {
      value = fixed(view.i16(at));
      at += 2;
    } else if (byte < 247) {
      value = fixed(static_cast<int>(byte) - 139);
    } else if (byte < 251) {
      value = fixed((static_cast<int>(byte) - 247) * 256 + view.u8(at++) + 108);
    } else if (byte < 255) {
      value = fixed(-(static_cast<int>(byte) - 251) * 256 - view.u8(at++) - 108);
    } else {
      value = static_cast<Fixed>(view.u32(at));
      at += 4;
    }
    if (at > view.size()) return false;
    stack_[count_++] = value;
    return true;
  }

  bool operate(unsigned op, int depth) {
    if (is_path(op)) return path(op);
    switch (op) {
      case kCallsubr:
        return call(subroutines_.local, depth);
      case kCallgsubr:
        return call(subroutines_.global, depth);
      case kHstem:
      case kVstem:
      case kHstemhm:
      case kVstemhm:
        stems();
        return true;
      case kRmoveto:
        return move(op, 2);
      case kHmoveto:
      case kVmoveto:
        return move(op, 1);
      case kEndchar:
        return end();
      case kVsindex:
      case kBlend:
      case kRandom:
        return false;  // of variable fonts; and what is not the same each time
      default:
        break;
    }
    if (op >= 0xC00) return arithmetic(op);
    count_ = 0;  // reserved: readers pass over it
    return true;
  }

  bool call(const std::vector<Bytes>* list, int depth) {
    if (list == nullptr || depth >= kMaxCalls || count_ == 0) return false;
    const std::int64_t bias = list->size() < 1240 ? 107 : list->size() < 33'900 ? 1131 : 32'768;
    const std::int64_t index = stack_[--count_] / 65'536 + bias;
    if (index < 0 || index >= static_cast<std::int64_t>(list->size())) return false;
    return run((*list)[static_cast<std::size_t>(index)], depth + 1);
  }

  // The first operator that clears the stack may have the width before its own numbers.
  void take_width(bool present) {
    if (!width_known_ && present && count_ > 0) {
      width_ = stack_[0];
      std::copy(stack_.begin() + 1, stack_.begin() + static_cast<std::ptrdiff_t>(count_), stack_.begin());
      --count_;
    }
    width_known_ = true;
  }

  void put_width() {
    if (width_) put_number(out_, *width_);
    width_.reset();
  }

  void stems() {
    take_width(count_ % 2 == 1);
    stems_ += count_ / 2;
    count_ = 0;
  }

  bool move(unsigned op, std::size_t wanted) {
    take_width(count_ > wanted);
    if (count_ < wanted) return false;
    put_width();
    for (std::size_t i = count_ - wanted; i < count_; ++i)
      put_number(out_, stack_[i]);
    out_.u8(op);
    count_ = 0;
    return true;
  }

  bool path(unsigned op) {
    const std::size_t used = usable(op, count_);
    count_ = std::min(count_, used);
    width_known_ = true;
    if (used == 0) return true;
    if (width_) {  // a path without a move: the width needs an operator of its own
      put_width();
      put_number(out_, 0);
      out_.u8(kHmoveto);
    }
    for (std::size_t i = 0; i < used; ++i)
      put_number(out_, stack_[i]);
    if (op >= 0xC00) out_.u8(12);
    out_.u8(op & 0xFF);
    count_ = 0;
    return true;
  }

  bool end() {
    take_width(count_ == 1 || count_ == 5);
    if (count_ != 4) count_ = 0;
    for (std::size_t i = 2; i < count_; ++i) {  // two codes of the standard encoding
      if (stack_[i] < 0 || stack_[i] > fixed(255) || (stack_[i] & 0xFFFF) != 0) return false;
    }
    put_width();
    for (std::size_t i = 0; i < count_; ++i)
      put_number(out_, stack_[i]);
    out_.u8(kEndchar);
    ended_ = true;
    return true;
  }

  [[nodiscard]] Fixed pop() { return stack_[--count_]; }
  bool push(std::int64_t value) {
    stack_[count_++] = clamp(value);
    return true;
  }

  // 5177 chapter 4.4 to 4.6; rare, found in old fonts.
  bool arithmetic(unsigned op) {
    static constexpr struct {
      unsigned op;
      std::size_t takes, gives;
    } kRows[] = {{kAnd, 2, 1},    {kOr, 2, 1},   {kNot, 1, 1},   {kAbs, 1, 1},  {kAdd, 2, 1},
                 {kSub, 2, 1},    {kDiv, 2, 1},  {kNeg, 1, 1},   {kEq, 2, 1},   {kDrop, 1, 0},
                 {kPut, 2, 0},    {kGet, 1, 1},  {kMul, 2, 1},   {kSqrt, 1, 1}, {kDup, 1, 2},
                 {kIfelse, 4, 1}, {kExch, 2, 2}, {kIndex, 2, 2}, {kRoll, 2, 0}};
    for (const auto& row : kRows) {
      if (row.op != op) continue;
      if (count_ < row.takes || count_ - row.takes + row.gives > kStack) return false;
      return row.takes == 1 ? unary(op) : binary(op);
    }
    count_ = 0;
    return true;
  }

  bool unary(unsigned op) {
    const std::int64_t a = pop();
    switch (op) {
      case kNot:
        return push(a == 0 ? fixed(1) : 0);
      case kAbs:
        return push(a < 0 ? -a : a);
      case kNeg:
        return push(-a);
      case kSqrt:
        return a >= 0 && push(static_cast<std::int64_t>(std::sqrt(static_cast<double>(a) * 65'536.0)));
      case kDup:
        push(a);
        return push(a);
      case kGet:
        return a >= 0 && a < fixed(kTransient) && push(transient_[static_cast<std::size_t>(a / 65'536)]);
      default:
        return true;  // drop
    }
  }

  bool binary(unsigned op) {
    const std::int64_t b = pop();
    const std::int64_t a = pop();
    switch (op) {
      case kAnd:
        return push(a != 0 && b != 0 ? fixed(1) : 0);
      case kOr:
        return push(a != 0 || b != 0 ? fixed(1) : 0);
      case kAdd:
        return push(a + b);
      case kSub:
        return push(a - b);
      case kDiv:
        return b != 0 && push(a * 65'536 / b);
      case kMul:
        return push(a * b / 65'536);
      case kEq:
        return push(a == b ? fixed(1) : 0);
      case kPut:
        if (b < 0 || b >= fixed(kTransient)) return false;
        transient_[static_cast<std::size_t>(b / 65'536)] = static_cast<Fixed>(a);
        return true;
      case kExch:
        push(b);
        return push(a);
      case kIfelse: {
        const std::int64_t s2 = pop();
        const std::int64_t s1 = pop();
        return push(a <= b ? s1 : s2);
      }
      case kIndex: {
        push(a);
        const auto back = static_cast<std::size_t>(std::max<std::int64_t>(b, 0) / 65'536);
        return back < count_ && push(stack_[count_ - 1 - back]);
      }
      case kRoll: {
        const std::int64_t n = a / 65'536;
        if (n < 0 || n > static_cast<std::int64_t>(count_)) return false;
        if (n == 0) return true;
        const std::int64_t by = ((b / 65'536) % n + n) % n;
        const auto end = stack_.begin() + static_cast<std::ptrdiff_t>(count_);
        std::rotate(end - n, end - by, end);
        return true;
      }
      default:
        return false;
    }
  }

  Subroutines subroutines_;
  std::uint64_t steps_;
  std::uint64_t& total_;
  std::array<Fixed, kStack> stack_{};
  std::size_t count_ = 0;
  std::array<Fixed, kTransient> transient_{};
  std::size_t stems_ = 0;
  std::optional<Fixed> width_;
  bool width_known_ = false;
  bool ended_ = false;
  Writer out_;
};

}  // namespace

std::optional<Buffer> flatten_type2(Bytes untrusted_charstring, const Subroutines& subroutines,
                                    const FontLimits& limits, std::uint64_t& steps) {
  return Machine(subroutines, limits, steps).flatten(untrusted_charstring);
}

}  // namespace mugai::font
