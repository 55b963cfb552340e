#include "lib/formats/mail_auth/dns_question.h"

#include <algorithm>
#include <string_view>

#include "lib/base/ascii.h"
#include "lib/base/checked.h"

namespace mugai::mail_auth {
namespace {

constexpr std::size_t kHeader = 12;
constexpr std::size_t kOptions = 11;  // of the OPT record that write_query puts at the end
constexpr std::uint16_t kRecursionDesired = 0x0100;
constexpr std::uint16_t kClassInternet = 1;
constexpr std::uint16_t kOptionRecord = 41;
constexpr std::uint16_t kUdpBytes = 1232;

void put(Buffer& out, std::uint16_t value) {
  out.push_back(static_cast<std::uint8_t>(value >> 8));
  out.push_back(static_cast<std::uint8_t>(value & 0xFFU));
}

}  // namespace

// message = id flags qdcount ancount nscount arcount, question, OPT
Buffer write_query(const Question& question, std::uint16_t id) {
  Buffer out;
  for (const std::uint16_t value :
       {id, kRecursionDesired, std::uint16_t{1}, std::uint16_t{0}, std::uint16_t{0}, std::uint16_t{1}})
    put(out, value);
  std::string_view rest = question.name;
  while (!rest.empty()) {
    const std::size_t length = std::min(rest.find('.'), rest.size());
    out.push_back(checked_cast<std::uint8_t>(length));
    out.insert(out.end(), rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(length));
    rest.remove_prefix(std::min(length + 1, rest.size()));
  }
  out.push_back(0);
  put(out, static_cast<std::uint16_t>(question.type));
  put(out, kClassInternet);
  out.push_back(0);  // the root: name of an OPT record
  for (const std::uint16_t value : {kOptionRecord, kUdpBytes, std::uint16_t{0}, std::uint16_t{0}, std::uint16_t{0}})
    put(out, value);
  return out;
}

Reply judge_reply(Bytes query, Bytes untrusted) noexcept {
  const std::size_t question_end = query.size() - kOptions;
  if (untrusted.size() < question_end || query[0] != untrusted[0] || query[1] != untrusted[1]) return Reply::Foreign;
  const bool is_reply = (untrusted[2] & 0x80U) != 0;
  const bool one_question = untrusted[4] == 0 && untrusted[5] == 1;
  const auto same = [](std::uint8_t a, std::uint8_t b) {  // names ignore case; other bytes of the question have none
    return ascii::to_lower(static_cast<char>(a)) == ascii::to_lower(static_cast<char>(b));
  };
  const Bytes asked = query.subspan(kHeader, question_end - kHeader);
  const Bytes said = untrusted.subspan(kHeader, question_end - kHeader);
  if (!is_reply || !one_question || !std::equal(asked.begin(), asked.end(), said.begin(), same)) return Reply::Foreign;
  if ((untrusted[2] & 0x02U) != 0) return Reply::Truncated;
  const unsigned code = untrusted[3] & 0x0FU;
  constexpr unsigned kNoError = 0;
  constexpr unsigned kNoSuchName = 3;
  return code == kNoError || code == kNoSuchName ? Reply::Answered : Reply::Failed;
}

}  // namespace mugai::mail_auth
