#include "tests/support/dns_zone.h"

#include <algorithm>
#include <cstdint>

#include "lib/formats/mail_auth/dns_question.h"

namespace mugai::testing {
namespace {

constexpr std::uint16_t kAlias = 5;

std::uint16_t code(mail_auth::RecordType type) {
  return static_cast<std::uint16_t>(type);
}

std::string name_bytes(const std::string& name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = std::min(name.find('.', at), name.size());
    out.push_back(static_cast<char>(end - at));
    out += name.substr(at, end - at);
    at = end + 1;
  }
  return out + std::string(1, '\0');
}

std::string two(std::size_t value) {
  return {static_cast<char>(value >> 8 & 0xFFU), static_cast<char>(value & 0xFFU)};
}

}  // namespace

void DnsZone::text(const std::string& name, const std::string& value) {
  std::string data;
  for (std::size_t at = 0; at < value.size(); at += 200) {
    const std::string piece = value.substr(at, 200);
    data.push_back(static_cast<char>(piece.size()));
    data += piece;
  }
  records_[{code(mail_auth::RecordType::Txt), name}].push_back(data);
}
void DnsZone::address(const std::string& name, const std::string& four_bytes) {
  records_[{code(mail_auth::RecordType::A), name}].push_back(four_bytes);
}
void DnsZone::mail_server(const std::string& name, const std::string& host) {
  records_[{code(mail_auth::RecordType::Mx), name}].push_back(two(10) + name_bytes(host));
}
void DnsZone::alias(const std::string& name, const std::string& target) {
  records_[{kAlias, name}].push_back(name_bytes(target));
}

Buffer DnsZone::answer(Bytes query, bool truncated) const {
  std::string name;
  std::size_t at = 12;
  while (query[at] != 0) {
    if (!name.empty()) name += '.';
    name += as_text(query.subspan(at + 1, query[at]));
    at += query[at] + 1U;
  }
  const auto type = static_cast<std::uint16_t>(query[at + 1] * 256U + query[at + 2]);
  std::string records;
  std::size_t count = 0;
  const auto add = [&](const std::string& owner, std::uint16_t kind, const std::string& data) {
    // The owner's name as a pointer to the question where it is that.
    records += (owner == name ? "\xC0\x0C" : name_bytes(owner)) + two(kind) + two(1) + two(0) + two(60) +
               two(data.size()) + data;
    ++count;
  };
  std::string owner = name;
  for (auto alias = records_.find({kAlias, owner}); alias != records_.end(); alias = records_.find({kAlias, owner})) {
    add(owner, kAlias, alias->second.front());
    std::string target;
    for (std::size_t i = 0; alias->second.front()[i] != 0; i += static_cast<std::size_t>(alias->second.front()[i]) + 1)
      target += (target.empty() ? "" : ".") +
                alias->second.front().substr(i + 1, static_cast<std::size_t>(alias->second.front()[i]));
    owner = target;
  }
  const auto found = records_.find({type, owner});
  if (found != records_.end() && !truncated) {
    for (const std::string& data : found->second)
      add(owner, type, data);
  }
  const bool known =
      std::any_of(records_.begin(), records_.end(), [&](const auto& record) { return record.first.second == owner; });
  const std::size_t flags = 0x8180U | (truncated ? 0x0200U : 0U) | (known ? 0U : 3U);
  const std::string head = std::string(as_text(query.first(2))) + two(flags) + two(1) + two(truncated ? 0 : count) +
                           two(0) + two(0) + std::string(as_text(query.subspan(12, at + 5 - 12)));
  const std::string whole = truncated ? head : head + records;
  return {whole.begin(), whole.end()};
}

mail_auth::Answer DnsZone::answer(const mail_auth::Question& question) const {
  const Buffer query = mail_auth::write_query(question, 1);
  return {question, false, answer(query)};
}

}  // namespace mugai::testing
