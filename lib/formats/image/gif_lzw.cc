// LZW as GIF has it: codes of code_size + 1 to 12 bits, lowest bit first; 2^code_size clears the table, the next ends.
#include "lib/formats/image/gif_lzw.h"

#include <array>

#include "lib/base/check.h"

namespace mugai::image {
namespace {

constexpr unsigned kMaxBits = 12;
constexpr unsigned kMaxCodes = 1U << kMaxBits;

class BitReader {
 public:
  explicit BitReader(Bytes bytes) : bytes_(bytes) {}
  // -1 at the end.
  int take(unsigned bits) {
    while (held_ < bits) {
      if (at_ == bytes_.size()) return -1;
      value_ |= static_cast<std::uint32_t>(bytes_[at_++]) << held_;
      held_ += 8;
    }
    const std::uint32_t code = value_ & ((1U << bits) - 1U);
    value_ >>= bits;
    held_ -= bits;
    return static_cast<int>(code);
  }
  [[nodiscard]] bool at_end() const noexcept { return at_ == bytes_.size(); }

 private:
  Bytes bytes_;
  std::size_t at_ = 0;
  std::uint32_t value_ = 0;
  unsigned held_ = 0;
};

class Decoder {
 public:
  Decoder(Bytes codes, unsigned code_size, std::uint64_t pixels)
      : in_(codes), code_size_(code_size), clear_(1U << code_size), pixels_(pixels) {
    result_.indices.reserve(static_cast<std::size_t>(pixels));
  }

  LzwResult run() {
    reset();
    for (;;) {
      const int read = in_.take(bits_);
      if (read < 0) return fail();
      const auto code = static_cast<unsigned>(read);
      if (code == clear_) {
        reset();
      } else if (code == clear_ + 1) {
        result_.clean = full() && in_.at_end();
        return std::move(result_);
      } else if (full() || !one(code)) {
        return fail();
      }
    }
  }

 private:
  [[nodiscard]] bool full() const { return result_.indices.size() == pixels_; }
  LzwResult fail() {
    result_.clean = false;
    return std::move(result_);
  }
  void reset() {
    bits_ = code_size_ + 1;
    next_ = clear_ + 2;
    last_ = kMaxCodes;
  }

  // Puts out the string of `code` and adds the one before, with its first index, to the table.
  bool one(unsigned code) {
    if (code > next_ || (code == next_ && last_ == kMaxCodes)) return false;
    unsigned walk = code == next_ ? last_ : code;
    unsigned length = 0;
    if (code == next_) stack_[length++] = 0;  // its last index is its first, known below
    while (walk >= clear_) {
      if (walk < clear_ + 2 || length >= kMaxCodes) return false;
      stack_[length++] = suffix_[walk];
      walk = prefix_[walk];
    }
    const auto first = static_cast<std::uint8_t>(walk);
    stack_[length++] = first;
    if (code == next_) stack_[0] = first;
    while (length > 0 && !full())
      result_.indices.push_back(stack_[--length]);
    if (last_ != kMaxCodes && next_ < kMaxCodes) {
      prefix_[next_] = static_cast<std::uint16_t>(last_);
      suffix_[next_] = first;
      ++next_;
      if (next_ == 1U << bits_ && bits_ < kMaxBits) ++bits_;
    }
    last_ = code;
    return true;
  }

  BitReader in_;
  unsigned code_size_;
  unsigned clear_;
  std::uint64_t pixels_;
  LzwResult result_;
  unsigned bits_ = 0;
  unsigned next_ = 0;
  unsigned last_ = kMaxCodes;  // kMaxCodes: none
  std::array<std::uint16_t, kMaxCodes> prefix_{};
  std::array<std::uint8_t, kMaxCodes> suffix_{};
  std::array<std::uint8_t, kMaxCodes + 1> stack_{};
};

class Encoder {
 public:
  explicit Encoder(unsigned code_size) : code_size_(code_size), clear_(1U << code_size) {}

  Buffer run(Bytes indices) {
    put(clear_);
    reset();
    std::size_t at = 0;
    while (at < indices.size()) {
      unsigned code = indices[at++];
      while (at < indices.size()) {
        const std::uint32_t slot = find(code, indices[at]);
        if (keys_[slot] == 0) break;
        code = codes_[slot];
        ++at;
      }
      put(code);
      if (at < indices.size()) extend(code, indices[at]);
    }
    // A reader adds a string for the last code, too, and may go over to longer codes by it.
    if (next_ == 1U << bits_ && bits_ < kMaxBits) ++bits_;
    put(clear_ + 1);
    if (held_ > 0) out_.push_back(static_cast<std::uint8_t>(value_ & 0xFF));
    return std::move(out_);
  }

 private:
  static constexpr std::uint32_t kSlots = 1U << 14;

  static std::uint32_t key_of(unsigned code, std::uint8_t index) { return (code << 8 | index) + 1; }
  [[nodiscard]] std::uint32_t find(unsigned code, std::uint8_t index) const {
    const std::uint32_t key = key_of(code, index);
    std::uint32_t slot = (key * 2654435761U) >> 18;
    while (keys_[slot] != 0 && keys_[slot] != key)
      slot = (slot + 1) % kSlots;
    return slot;
  }
  // The table is full after 4,094 strings: it begins anew.
  void extend(unsigned code, std::uint8_t index) {
    if (next_ == kMaxCodes) {
      put(clear_);
      reset();
      return;
    }
    const std::uint32_t slot = find(code, index);
    keys_[slot] = key_of(code, index);
    codes_[slot] = static_cast<std::uint16_t>(next_);
    if (next_ == 1U << bits_ && bits_ < kMaxBits) ++bits_;
    ++next_;
  }
  void reset() {
    bits_ = code_size_ + 1;
    next_ = clear_ + 2;
    keys_.fill(0);
  }
  void put(unsigned code) {
    value_ |= static_cast<std::uint64_t>(code) << held_;
    held_ += bits_;
    while (held_ >= 8) {
      out_.push_back(static_cast<std::uint8_t>(value_ & 0xFF));
      value_ >>= 8;
      held_ -= 8;
    }
  }

  unsigned code_size_;
  unsigned clear_;
  unsigned bits_ = code_size_ + 1;
  unsigned next_ = 0;
  std::uint64_t value_ = 0;
  unsigned held_ = 0;
  Buffer out_;
  std::array<std::uint32_t, kSlots> keys_{};
  std::array<std::uint16_t, kSlots> codes_{};
};

}  // namespace

LzwResult lzw_decode(Bytes codes, unsigned code_size, std::uint64_t pixels) {
  return Decoder(codes, code_size, pixels).run();
}

Buffer lzw_encode(Bytes indices, unsigned code_size) {
  MUGAI_CHECK(code_size >= 2 && code_size <= 8);
  return Encoder(code_size).run(indices);
}

}  // namespace mugai::image
