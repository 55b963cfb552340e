#include "lib/wire/frame.h"

#include <algorithm>

namespace mugai::wire {
namespace {

constexpr Type kTypes[] = {Type::Request,    Type::Scratch,   Type::NestedFinding, Type::NestedDone, Type::Finding,
                           Type::AskScratch, Type::RunNested, Type::Outcome,       Type::Refusal,    Type::Hello,
                           Type::Spawn,      Type::Exited,    Type::Kill,          Type::Elsewhere,  Type::RunRender};

Error malformed(const char* why) {
  return make_error(ErrorCode::Malformed, why);
}

}  // namespace

Encoder::Encoder(Type type) {
  out_.reserve(256);
  u32(kMagic);
  u16(static_cast<std::uint16_t>(type));
  u16(0);
  u32(0);
}

void Encoder::little(std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i)
    out_.push_back(static_cast<std::uint8_t>((value >> (8 * i)) & 0xFF));
}

void Encoder::text(std::string_view value) {
  u16(checked_cast<std::uint16_t>(value.size()));
  raw(as_bytes(value));
}

void Encoder::raw(Bytes bytes) {
  out_.insert(out_.end(), bytes.begin(), bytes.end());
}

Bytes Encoder::packet() {
  MUGAI_CHECK(out_.size() <= kMaxFrameBytes);
  const std::size_t length = out_.size() - kHeaderBytes;
  for (std::size_t i = 0; i < 4; ++i)
    out_[8 + i] = static_cast<std::uint8_t>((length >> (8 * i)) & 0xFF);
  return out_;
}

Result<Frame> parse_frame(Bytes untrusted_packet) {
  if (untrusted_packet.size() > kMaxFrameBytes) return malformed("the packet is too long");
  Cursor in(untrusted_packet);
  TRY_ASSIGN(const std::uint32_t magic, in.u32le());
  TRY_ASSIGN(const std::uint16_t type, in.u16le());
  TRY_ASSIGN(const std::uint16_t zero, in.u16le());
  TRY_ASSIGN(const std::uint32_t length, in.u32le());
  if (magic != kMagic) return malformed("the magic is wrong");
  if (zero != 0) return malformed("a reserved field is not zero");
  if (length != in.remaining()) return malformed("the length is not the packet's");
  const auto* known = std::find(std::begin(kTypes), std::end(kTypes), static_cast<Type>(type));
  if (known == std::end(kTypes)) return malformed("the frame type is unknown");
  return Frame{*known, in.rest()};
}

Result<std::string_view> read_text(Cursor& in, std::size_t max_bytes) {
  TRY_ASSIGN(const std::uint16_t length, in.u16le());
  if (length > max_bytes) return malformed("a text is too long");
  TRY_ASSIGN(const Bytes bytes, in.take(length));
  return as_text(bytes);
}

Result<void> expect_end(const Cursor& in) {
  if (!in.at_end()) return malformed("a frame has bytes left over");
  return ok();
}

}  // namespace mugai::wire
