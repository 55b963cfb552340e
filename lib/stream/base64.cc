#include "lib/stream/base64.h"

#include <array>

namespace mugai::base64 {
namespace {

constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::uint8_t kJunk = 0xFF;
constexpr std::uint8_t kSpace = 0xFE;
constexpr std::uint8_t kPad = 0xFD;

constexpr std::array<std::uint8_t, 256> make_values() {
  std::array<std::uint8_t, 256> values{};
  for (auto& value : values)
    value = kJunk;
  for (std::uint8_t i = 0; i < 64; ++i)
    values[static_cast<unsigned char>(kAlphabet[i])] = i;
  for (const char c : {' ', '\t', '\r', '\n', '\f', '\v'})
    values[static_cast<unsigned char>(c)] = kSpace;
  values[static_cast<unsigned char>('=')] = kPad;
  return values;
}
constexpr auto kValues = make_values();

constexpr std::size_t kOutBytes = 16 * 1024;

void append_quantum(std::uint32_t bits, unsigned bytes, Buffer& out) {
  for (unsigned i = 0; i < bytes; ++i)
    out.push_back(static_cast<std::uint8_t>(bits >> (16 - 8 * i)));
}

}  // namespace

// A padding character closes the open quantum of two or three characters.
void DecodeStage::take_pad() {
  if (padded_) {
    if (++pads_ > 2) defects_.stray_pad = true;
    return;
  }
  if (have_ < 2) {
    defects_.stray_pad = true;
    return;
  }
  padded_ = true;
  pads_ = have_ - 1;  // one '=' closes three characters; two characters need another
}

Result<void> DecodeStage::write(Bytes bytes) {
  Buffer out;
  out.reserve(std::min(bytes.size(), kOutBytes) / 4 * 3 + 8);
  for (const std::uint8_t byte : bytes) {
    const std::uint8_t value = kValues[byte];
    if (value < 64) {
      if (padded_) {
        defects_.data_after_pad = true;
        continue;
      }
      bits_ = bits_ << 6 | value;
      if (++have_ == 4) {
        append_quantum(bits_, 3, out);
        bits_ = 0;
        have_ = 0;
        if (out.size() >= kOutBytes) {
          TRY(next_.write(out));
          out.clear();
        }
      }
    } else if (value == kPad) {
      take_pad();
    } else if (value == kJunk) {
      ++defects_.junk;
      if (byte == '-' || byte == '_') defects_.url_alphabet = true;
    }
  }
  return out.empty() ? ok() : next_.write(out);
}

Result<void> DecodeStage::finish() {
  if (have_ == 1) defects_.lone_character = true;
  if (have_ >= 2) {
    const unsigned bytes = have_ - 1;
    const std::uint32_t bits = bits_ << (6 * (4 - have_));
    if ((bits & ((1U << (24 - 8 * bytes)) - 1)) != 0) defects_.nonzero_tail_bits = true;
    if (!padded_ || pads_ < 2) defects_.missing_pad = true;
    Buffer out;
    append_quantum(bits, bytes, out);
    TRY(next_.write(out));
  }
  return next_.finish();
}

EncodeStage::EncodeStage(Sink& next, unsigned line_length)
    : next_(next), line_bytes_(line_length == 0 ? 12 * 1024 : line_length / 4 * 3), lines_(line_length != 0) {
  MUGAI_CHECK(line_length % 4 == 0);
}

namespace {

void append_encoded(Bytes bytes, std::string& out) {
  std::size_t i = 0;
  for (; i + 3 <= bytes.size(); i += 3) {
    const std::uint32_t bits =
        static_cast<std::uint32_t>(bytes[i]) << 16 | static_cast<std::uint32_t>(bytes[i + 1]) << 8 | bytes[i + 2];
    const char quantum[4] = {kAlphabet[bits >> 18], kAlphabet[bits >> 12 & 63], kAlphabet[bits >> 6 & 63],
                             kAlphabet[bits & 63]};
    out.append(quantum, 4);
  }
  const std::size_t left = bytes.size() - i;
  if (left == 0) return;
  std::uint32_t bits = static_cast<std::uint32_t>(bytes[i]) << 16;
  if (left == 2) bits |= static_cast<std::uint32_t>(bytes[i + 1]) << 8;
  out += kAlphabet[bits >> 18];
  out += kAlphabet[bits >> 12 & 63];
  out += left == 2 ? kAlphabet[bits >> 6 & 63] : '=';
  out += '=';
}

}  // namespace

// Encodes whole lines of what is pending; with `last` the rest as well.
Result<void> EncodeStage::flush_line(bool last) {
  std::string out;
  Bytes rest(pending_);
  while (rest.size() >= line_bytes_ || (last && !rest.empty())) {
    const Bytes line = rest.first(std::min(line_bytes_, rest.size()));
    append_encoded(line, out);
    if (lines_) out += "\r\n";
    rest = rest.subspan(line.size());
  }
  pending_.erase(pending_.begin(), pending_.end() - static_cast<std::ptrdiff_t>(rest.size()));
  return out.empty() ? ok() : next_.write(as_bytes(out));
}

Result<void> EncodeStage::write(Bytes bytes) {
  while (!bytes.empty()) {
    const Bytes piece = bytes.first(std::min(bytes.size(), kOutBytes));
    pending_.insert(pending_.end(), piece.begin(), piece.end());
    TRY(flush_line(false));
    bytes = bytes.subspan(piece.size());
  }
  return ok();
}

Result<void> EncodeStage::finish() {
  TRY(flush_line(true));
  return next_.finish();
}

std::string encode(Bytes bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  append_encoded(bytes, out);
  return out;
}

Decoded decode(std::string_view text) {
  MemorySink sink;
  DecodeStage stage(sink);
  // A memory sink without a small limit does not fail.
  MUGAI_CHECK(stage.write(as_bytes(text)).has_value() && stage.finish().has_value());
  return {std::string(sink.text()), stage.defects()};
}

}  // namespace mugai::base64
