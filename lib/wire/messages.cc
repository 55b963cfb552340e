#include "lib/wire/messages.h"

#include <algorithm>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"

namespace mugai::wire {
namespace {

Error malformed(const char* why) {
  return make_error(ErrorCode::Malformed, why);
}

Buffer packet_of(Encoder& encoder) {
  const Bytes packet = encoder.packet();
  return Buffer(packet.begin(), packet.end());
}

// u8 that is 0 or 1.
Result<bool> read_flag(Cursor& in) {
  TRY_ASSIGN(const std::uint8_t value, in.u8());
  if (value > 1) return malformed("a flag is neither 0 nor 1");
  return value == 1;
}

// u8 below `count`.
template <class Enum>
Result<Enum> read_enum(Cursor& in, int count) {
  TRY_ASSIGN(const std::uint8_t value, in.u8());
  if (value >= count) return malformed("a value is not on its list");
  return static_cast<Enum>(value);
}

// A text for people: valid UTF-8, one line, no control or invisible character. Refused rather than cleaned, for an
// honest worker has cleaned it.
Result<std::string> read_line(Cursor& in, std::size_t max_bytes) {
  TRY_ASSIGN(const std::string_view text, read_text(in, max_bytes));
  if (utf8::one_line(text, max_bytes) != text) return malformed("a text is not one clean line");
  return std::string(text);
}

// Lower-case letters, digits, and `extra`.
Result<std::string> read_token(Cursor& in, std::size_t max_bytes, std::string_view extra) {
  TRY_ASSIGN(const std::string_view text, read_text(in, max_bytes));
  for (const char c : text) {
    if (!ascii::is_lower(c) && !ascii::is_digit(c) && extra.find(c) == std::string_view::npos) {
      return malformed("a name has a character that it must not have");
    }
  }
  return std::string(text);
}
Result<std::string> read_type(Cursor& in) {
  return read_token(in, kMaxTypeBytes, "-+._");
}
Result<std::string> read_extension(Cursor& in) {
  return read_token(in, kMaxExtensionBytes, "");
}

// The head and the tail of a text that is too long, whole characters only: a file name keeps its extension.
std::string shorten(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return std::string(text);
  const std::size_t half = max_bytes / 2;
  std::string_view tail = text.substr(text.size() - half);
  while (!tail.empty() && (static_cast<unsigned char>(tail.front()) & 0xC0) == 0x80)
    tail.remove_prefix(1);
  std::string out(utf8::truncate(text, half));
  out += tail;
  return out;
}

void write_left(Encoder& out, const BudgetLeft& left) {
  out.u64(left.members);
  out.u64(left.unpacked_bytes);
  out.u64(left.output_bytes);
}

Result<BudgetLeft> read_left(Cursor& in) {
  BudgetLeft left;
  TRY_ASSIGN(left.members, in.u64le());
  TRY_ASSIGN(left.unpacked_bytes, in.u64le());
  TRY_ASSIGN(left.output_bytes, in.u64le());
  return left;
}

}  // namespace

BudgetLeft budget_left(const BudgetLimits& limits) {
  return {limits.members, limits.unpacked_bytes, limits.output_bytes};
}

Buffer encode_finding(Type type, const mugai::Finding& finding) {
  Encoder out(type);
  out.text(finding.id.text());
  out.u8(static_cast<std::uint8_t>(finding.action));
  out.u32(finding.count);
  out.text(finding.where);
  out.text(finding.detail);
  return packet_of(out);
}

Result<mugai::Finding> decode_finding(Bytes payload) {
  constexpr std::size_t kMaxIdBytes = 16;
  Cursor in(payload);
  TRY_ASSIGN(const std::string_view untrusted_id, read_text(in, kMaxIdBytes));
  const auto id = CatalogueId::find(untrusted_id);
  if (!id) return malformed("a finding's ID is not in the catalogue");
  TRY_ASSIGN(const Action action, read_enum<Action>(in, kActionCount));
  TRY_ASSIGN(const std::uint32_t count, in.u32le());
  if (count == 0) return malformed("a finding counts nothing");
  TRY_ASSIGN(std::string where, read_line(in, kMaxWhereBytes));
  TRY_ASSIGN(std::string detail, read_line(in, kMaxDetailBytes));
  TRY(expect_end(in));
  return mugai::Finding{*id, action, std::move(where), count, std::move(detail)};
}

void clean_finding(mugai::Finding& finding) {
  finding.where = utf8::one_line(finding.where, kMaxWhereBytes);
  finding.detail = utf8::one_line(finding.detail, kMaxDetailBytes);
  finding.count = std::max<std::uint32_t>(finding.count, 1);
}

Buffer encode_run_nested(const RunNested& message) {
  Encoder out(Type::RunNested);
  out.text(shorten(message.claim.untrusted_name, kMaxNameBytes));
  out.text(shorten(message.claim.untrusted_mime_type, kMaxMimeTypeBytes));
  write_left(out, message.left);
  return packet_of(out);
}

Result<RunNested> decode_run_nested(Bytes payload) {
  Cursor in(payload);
  TRY_ASSIGN(const std::string_view name, read_text(in, kMaxNameBytes));
  TRY_ASSIGN(const std::string_view mime_type, read_text(in, kMaxMimeTypeBytes));
  TRY_ASSIGN(const BudgetLeft left, read_left(in));
  TRY(expect_end(in));
  return RunNested{{std::string(name), std::string(mime_type)}, left};
}

Buffer encode_run_render(const RunRender& message) {
  Encoder out(Type::RunRender);
  out.u8(message.new_input ? 1 : 0);
  Buffer order;
  put_order(order, message.order);
  out.raw(order);
  return packet_of(out);
}

Result<RunRender> decode_run_render(Bytes payload) {
  Cursor in(payload);
  RunRender message;
  TRY_ASSIGN(message.new_input, read_flag(in));
  TRY_ASSIGN(message.order, read_order(in));
  TRY(expect_end(in));
  return message;
}

Buffer encode_outcome(const OutcomeMessage& message) {
  Encoder out(Type::Outcome);
  out.text(message.outcome.type);
  out.text(message.outcome.extension);
  out.u8(message.outcome.replaced ? 1 : 0);
  write_left(out, message.left);
  return packet_of(out);
}

Result<OutcomeMessage> decode_outcome(Bytes payload) {
  Cursor in(payload);
  OutcomeMessage message;
  TRY_ASSIGN(message.outcome.type, read_type(in));
  TRY_ASSIGN(message.outcome.extension, read_extension(in));
  TRY_ASSIGN(message.outcome.replaced, read_flag(in));
  TRY_ASSIGN(message.left, read_left(in));
  TRY(expect_end(in));
  if (message.outcome.type.empty()) return malformed("an outcome without a type");
  return message;
}

Buffer encode_refusal(const Refusal& message) {
  Encoder out(Type::Refusal);
  out.u8(static_cast<std::uint8_t>(message.error.code));
  out.u64(message.error.offset);
  out.text(utf8::one_line(message.error.detail, kMaxErrorDetailBytes));
  out.text(message.type.size() <= kMaxTypeBytes ? std::string_view(message.type) : std::string_view());
  write_left(out, message.left);
  return packet_of(out);
}

Result<Refusal> decode_refusal(Bytes payload) {
  Cursor in(payload);
  Refusal message;
  TRY_ASSIGN(message.error.code, read_enum<ErrorCode>(in, kErrorCodeCount));
  TRY_ASSIGN(message.error.offset, in.u64le());
  TRY_ASSIGN(message.error.detail, read_line(in, kMaxErrorDetailBytes));
  TRY_ASSIGN(message.type, read_type(in));
  TRY_ASSIGN(message.left, read_left(in));
  TRY(expect_end(in));
  return message;
}

Buffer encode_elsewhere(const Elsewhere& message) {
  Encoder out(Type::Elsewhere);
  out.u8(static_cast<std::uint8_t>(message.family));
  return packet_of(out);
}

Result<Elsewhere> decode_elsewhere(Bytes payload) {
  Cursor in(payload);
  Elsewhere message;
  TRY_ASSIGN(message.family, read_enum<Family>(in, kFamilyCount));
  TRY(expect_end(in));
  return message;
}

Buffer encode_nested_done(const NestedDone& message) {
  Encoder out(Type::NestedDone);
  out.u8(message.has_run ? 1 : 0);
  out.u8(static_cast<std::uint8_t>(message.disposition));
  out.u8(static_cast<std::uint8_t>(message.reason));
  out.text(message.type);
  out.text(message.extension);
  out.text(utf8::one_line(message.detail, kMaxErrorDetailBytes));
  out.u64(message.output_bytes);
  write_left(out, message.left);
  return packet_of(out);
}

Result<NestedDone> decode_nested_done(Bytes payload) {
  Cursor in(payload);
  NestedDone message;
  TRY_ASSIGN(message.has_run, read_flag(in));
  TRY_ASSIGN(message.disposition, read_enum<Disposition>(in, kDispositionCount));
  TRY_ASSIGN(message.reason, read_enum<ErrorCode>(in, kErrorCodeCount));
  TRY_ASSIGN(message.type, read_type(in));
  TRY_ASSIGN(message.extension, read_extension(in));
  TRY_ASSIGN(message.detail, read_line(in, kMaxErrorDetailBytes));
  TRY_ASSIGN(message.output_bytes, in.u64le());
  TRY_ASSIGN(message.left, read_left(in));
  TRY(expect_end(in));
  return message;
}

Buffer encode_hello(const Hello& message) {
  Encoder out(Type::Hello);
  out.text(message.version);
  out.u8(message.landlock_abi);
  out.u8(message.seccomp ? 1 : 0);
  out.u8(message.namespaces ? 1 : 0);
  out.u8(message.started ? 1 : 0);
  out.text(utf8::one_line(message.detail, kMaxErrorDetailBytes));
  return packet_of(out);
}

Result<Hello> decode_hello(Bytes payload) {
  Cursor in(payload);
  Hello message;
  TRY_ASSIGN(message.version, read_line(in, kMaxTypeBytes));
  TRY_ASSIGN(message.landlock_abi, in.u8());
  TRY_ASSIGN(message.seccomp, read_flag(in));
  TRY_ASSIGN(message.namespaces, read_flag(in));
  TRY_ASSIGN(message.started, read_flag(in));
  TRY_ASSIGN(message.detail, read_line(in, kMaxErrorDetailBytes));
  TRY(expect_end(in));
  return message;
}

Buffer encode_spawn(const Spawn& message) {
  Encoder out(Type::Spawn);
  out.u64(message.memory_bytes);
  out.u64(message.cpu_seconds);
  out.u64(message.file_bytes);
  out.u32(message.descriptors);
  return packet_of(out);
}

Result<Spawn> decode_spawn(Bytes payload) {
  Cursor in(payload);
  Spawn message;
  TRY_ASSIGN(message.memory_bytes, in.u64le());
  TRY_ASSIGN(message.cpu_seconds, in.u64le());
  TRY_ASSIGN(message.file_bytes, in.u64le());
  TRY_ASSIGN(message.descriptors, in.u32le());
  TRY(expect_end(in));
  return message;
}

Buffer encode_exited(const Exited& message) {
  Encoder out(Type::Exited);
  out.u32(message.fork_errno);
  out.u32(message.wait_status);
  out.u64(message.cpu_us);
  out.u64(message.peak_memory_bytes);
  return packet_of(out);
}

Result<Exited> decode_exited(Bytes payload) {
  Cursor in(payload);
  Exited message;
  TRY_ASSIGN(message.fork_errno, in.u32le());
  TRY_ASSIGN(message.wait_status, in.u32le());
  TRY_ASSIGN(message.cpu_us, in.u64le());
  TRY_ASSIGN(message.peak_memory_bytes, in.u64le());
  TRY(expect_end(in));
  return message;
}

Buffer encode_empty(Type type) {
  Encoder out(type);
  return packet_of(out);
}

}  // namespace mugai::wire
