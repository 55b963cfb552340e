#include "lib/formats/mail_auth/dns_answer.h"

#include <algorithm>
#include <utility>

#include "lib/base/ascii.h"

namespace mugai::mail_auth {
namespace {

constexpr std::uint16_t kAlias = 5;
constexpr int kMaxAliases = 12;

// domain-name = *( length label ) ( %x00 / pointer ); a pointer leads to an earlier place. Moves `in` behind it.
Result<std::string> read_name(Bytes message, Cursor& in) {
  std::string name;
  std::uint64_t limit = in.offset();
  Cursor at = in;
  bool jumped = false;
  for (;;) {
    TRY_ASSIGN(const std::uint8_t length, at.u8());
    if ((length & 0xC0U) == 0xC0U) {
      TRY_ASSIGN(const std::uint8_t low, at.u8());
      const std::uint64_t target = (length & 0x3FU) * std::uint64_t{256} + low;
      if (target >= limit) return make_error(ErrorCode::Malformed, "a DNS name that points forward");
      if (!jumped) in = at;
      jumped = true;
      limit = target;
      at = Cursor(message.subspan(static_cast<std::size_t>(target)), target);
      continue;
    }
    if (length == 0) break;
    if (length > 63) return make_error(ErrorCode::Malformed, "a DNS label of another kind");
    TRY_ASSIGN(const Bytes label, at.take(length));
    if (!name.empty()) name.push_back('.');
    name += ascii::lower(as_text(label));
    if (name.size() > 253) return make_error(ErrorCode::Malformed, "a DNS name that is too long");
  }
  if (!jumped) in = at;
  return name;
}

struct Record {
  std::string name;
  std::uint16_t type = 0;
  std::string value;
};

Result<std::string> read_value(Bytes message, std::uint16_t type, Bytes data, std::uint64_t offset) {
  Cursor in(data, offset);
  std::string value;
  switch (type) {
    case static_cast<std::uint16_t>(RecordType::Txt):
      while (!in.at_end()) {
        TRY_ASSIGN(const std::uint8_t length, in.u8());
        TRY_ASSIGN(const Bytes piece, in.take(length));
        value += as_text(piece);
      }
      return value;
    case static_cast<std::uint16_t>(RecordType::Mx):
      TRY(in.skip(2));
      return read_name(message, in);
    case static_cast<std::uint16_t>(RecordType::Ptr):
    case kAlias:
      return read_name(message, in);
    case static_cast<std::uint16_t>(RecordType::A):
    case static_cast<std::uint16_t>(RecordType::Aaaa):
      if (data.size() != (type == static_cast<std::uint16_t>(RecordType::A) ? 4U : 16U)) {
        return make_error(ErrorCode::Malformed, "an address of another length");
      }
      return std::string(as_text(data));
    default:
      return value;
  }
}

// record = name type class ttl length data
Result<Record> read_record(Bytes message, Cursor& in) {
  Record record;
  TRY_ASSIGN(record.name, read_name(message, in));
  TRY_ASSIGN(record.type, in.u16be());
  TRY_ASSIGN(const std::uint16_t category, in.u16be());
  TRY(in.skip(4));
  TRY_ASSIGN(const std::uint16_t length, in.u16be());
  const std::uint64_t offset = in.offset();
  TRY_ASSIGN(const Bytes data, in.take(length));
  if (category != 1) record.type = 0;
  TRY_ASSIGN(record.value, read_value(message, record.type, data, offset));
  return record;
}

}  // namespace

Result<Records> read_answer(Bytes message, const Question& question) {
  Cursor in(message);
  TRY(in.skip(2));
  TRY_ASSIGN(const std::uint16_t flags, in.u16be());
  TRY_ASSIGN(const std::uint16_t questions, in.u16be());
  TRY_ASSIGN(const std::uint16_t answers, in.u16be());
  TRY(in.skip(4));
  if (questions != 1 || answers > kMaxRecords)
    return make_error(ErrorCode::TooMany, "a DNS answer of too many records");
  TRY(read_name(message, in));
  TRY(in.skip(4));
  std::vector<Record> all;
  for (std::uint16_t i = 0; i < answers; ++i) {
    TRY_ASSIGN(Record record, read_record(message, in));
    all.push_back(std::move(record));
  }
  std::string name = question.name;
  for (int i = 0; i < kMaxAliases; ++i) {
    const auto alias =
        std::find_if(all.begin(), all.end(), [&](const Record& r) { return r.type == kAlias && r.name == name; });
    if (alias == all.end()) break;
    name = alias->value;
  }
  Records records;
  records.no_such_name = (flags & 0x0FU) == 3;
  for (Record& record : all) {
    if (record.type == static_cast<std::uint16_t>(question.type) && record.name == name) {
      records.values.push_back(std::move(record.value));
    }
  }
  return records;
}

}  // namespace mugai::mail_auth
