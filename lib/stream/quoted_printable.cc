#include "lib/stream/quoted_printable.h"

#include "lib/base/ascii.h"

namespace mugai::qp {
namespace {

constexpr std::size_t kOutBytes = 16 * 1024;
constexpr std::size_t kMaxHeldSpaces = 256;
constexpr unsigned kMaxLine = 76;
constexpr char kHex[] = "0123456789ABCDEF";

}  // namespace

void DecodeStage::emit(std::uint8_t byte) {
  out_.push_back(byte);
}

void DecodeStage::emit_spaces() {
  out_.insert(out_.end(), spaces_.begin(), spaces_.end());
  spaces_.clear();
}

// A byte where no escape is open.
void DecodeStage::text(std::uint8_t byte) {
  if (byte == ' ' || byte == '\t') {
    if (spaces_.size() == kMaxHeldSpaces) emit_spaces();
    spaces_ += static_cast<char>(byte);
    return;
  }
  if (byte == '\r') {
    state_ = State::Cr;
    return;
  }
  if (byte == '\n') {
    spaces_.clear();  // rule 3: white space at the end of a line is not content
    emit('\r');
    emit('\n');
    return;
  }
  emit_spaces();
  if (byte == '=') {
    state_ = State::Equals;
    return;
  }
  if (byte > 126 || byte < 32) ++defects_.raw_8bit;
  emit(byte);
}

// "=" was no escape: it stays as it stands and `byte` is read again as text.
void DecodeStage::restart_escape(std::uint8_t byte) {
  ++defects_.bad_escapes;
  emit('=');
  if (state_ == State::Hex) emit(first_hex_);
  emit_spaces();
  state_ = State::Text;
  text(byte);
}

void DecodeStage::step(std::uint8_t byte) {
  const char c = static_cast<char>(byte);
  switch (state_) {
    case State::Text:
      text(byte);
      return;
    case State::Cr:
      state_ = State::Text;
      if (byte == '\n') {
        text('\n');
        return;
      }
      ++defects_.raw_8bit;
      emit_spaces();
      emit('\r');
      text(byte);
      return;
    case State::Equals:
      if (byte == '\n') {
        state_ = State::Text;
      } else if (byte == '\r') {
        state_ = State::SoftBreakCr;
      } else if (byte == ' ' || byte == '\t') {
        spaces_ += c;
        state_ = State::SoftBreak;
      } else if (ascii::hex_value(c) >= 0) {
        first_hex_ = byte;
        state_ = State::Hex;
      } else {
        restart_escape(byte);
      }
      return;
    case State::Hex: {
      if (ascii::hex_value(c) < 0) {
        restart_escape(byte);
        return;
      }
      const char first = static_cast<char>(first_hex_);
      if (ascii::is_lower(first) || ascii::is_lower(c)) defects_.lower_case_hex = true;
      emit(static_cast<std::uint8_t>(ascii::hex_value(first) << 4 | ascii::hex_value(c)));
      state_ = State::Text;
      return;
    }
    case State::SoftBreak:  // "=" and white space: a soft break if the line ends here
      if (byte == '\n') {
        spaces_.clear();
        state_ = State::Text;
      } else if (byte == '\r') {
        state_ = State::SoftBreakCr;
      } else if ((byte == ' ' || byte == '\t') && spaces_.size() < kMaxHeldSpaces) {
        spaces_ += c;
      } else {
        restart_escape(byte);
      }
      return;
    case State::SoftBreakCr:
      state_ = State::Text;
      if (byte == '\n') {
        spaces_.clear();
        return;
      }
      ++defects_.bad_escapes;
      emit('=');
      emit_spaces();
      emit('\r');
      text(byte);
      return;
  }
}

Result<void> DecodeStage::flush() {
  TRY(next_.write(out_));
  out_.clear();
  return ok();
}

Result<void> DecodeStage::write(Bytes bytes) {
  for (const std::uint8_t byte : bytes) {
    step(byte);
    if (out_.size() >= kOutBytes) TRY(flush());
  }
  return ok();
}

Result<void> DecodeStage::finish() {
  switch (state_) {
    case State::Text:
      break;
    case State::Cr:
      emit('\r');
      break;
    case State::Hex:
      ++defects_.bad_escapes;
      emit('=');
      emit(first_hex_);
      break;
    case State::Equals:
    case State::SoftBreak:
    case State::SoftBreakCr:
      defects_.soft_break_at_end = true;
      break;
  }
  state_ = State::Text;
  spaces_.clear();
  TRY(flush());
  return next_.finish();
}

// Breaks the line softly where `width` more characters and the "=" of a later soft break would not fit.
void EncodeStage::make_room(unsigned width) {
  if (column_ + width <= kMaxLine - 1) return;
  out_ += "=\r\n";
  column_ = 0;
}

void EncodeStage::put_literal(std::uint8_t byte) {
  make_room(1);
  out_ += static_cast<char>(byte);
  ++column_;
}

void EncodeStage::put_escaped(std::uint8_t byte) {
  make_room(3);
  out_ += '=';
  out_ += kHex[byte >> 4];
  out_ += kHex[byte & 15];
  column_ += 3;
}

void EncodeStage::put_space(bool at_line_end) {
  if (held_space_ < 0) return;
  const auto byte = static_cast<std::uint8_t>(held_space_);
  held_space_ = -1;
  if (at_line_end) {
    put_escaped(byte);
  } else {
    put_literal(byte);
  }
}

void EncodeStage::step(std::uint8_t byte) {
  if (held_cr_) {
    held_cr_ = false;
    if (byte == '\n') {
      put_space(true);
      out_ += "\r\n";
      column_ = 0;
      return;
    }
    put_space(false);
    put_escaped('\r');
  }
  if (byte == '\r') {
    held_cr_ = true;
    return;
  }
  put_space(false);
  if (byte == ' ' || byte == '\t') {
    held_space_ = byte;
  } else if (byte > 32 && byte < 127 && byte != '=') {
    put_literal(byte);
  } else {
    put_escaped(byte);
  }
}

Result<void> EncodeStage::write(Bytes bytes) {
  for (const std::uint8_t byte : bytes) {
    step(byte);
    if (out_.size() >= kOutBytes) {
      TRY(next_.write(as_bytes(out_)));
      out_.clear();
    }
  }
  return ok();
}

Result<void> EncodeStage::finish() {
  put_space(true);
  if (held_cr_) put_escaped('\r');
  held_cr_ = false;
  TRY(next_.write(as_bytes(out_)));
  out_.clear();
  return next_.finish();
}

}  // namespace mugai::qp
