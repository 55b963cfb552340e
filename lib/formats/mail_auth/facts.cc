#include "lib/formats/mail_auth/facts.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"

namespace mugai::mail_auth {
namespace {

struct TypeRow {
  RecordType type;
  std::string_view name;
};
constexpr std::array<TypeRow, 5> kTypes = {{{RecordType::A, "A"},
                                            {RecordType::Ptr, "PTR"},
                                            {RecordType::Mx, "MX"},
                                            {RecordType::Txt, "TXT"},
                                            {RecordType::Aaaa, "AAAA"}}};

constexpr std::array<std::string_view, 2> kMethods = {"dkim", "spf"};
constexpr std::array<std::string_view, 8> kWords = {"pass", "fail",      "softfail",  "neutral",
                                                    "none", "permerror", "temperror", "policy"};
constexpr std::array<std::string_view, 4> kProperties = {"header.d", "header.s", "smtp.mailfrom", "smtp.helo"};
constexpr std::size_t kMaxValue = 254;
constexpr std::size_t kMaxText = 255;
constexpr std::size_t kMaxSender = 512;

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& list, std::string_view word) noexcept {
  return std::find(list.begin(), list.end(), word) != list.end();
}

void put(std::string& out, std::size_t value, unsigned bytes) {
  for (unsigned i = 0; i < bytes; ++i)
    out.push_back(static_cast<char>(value >> (8 * i) & 0xFFU));
}
void put_text(std::string& out, std::string_view text, unsigned bytes, std::size_t limit) {
  text = text.substr(0, limit);
  put(out, text.size(), bytes);
  out += text;
}
Result<std::string> get_text(Cursor& in, std::uint64_t length) {
  TRY_ASSIGN(const Bytes bytes, in.take(length));
  return std::string(as_text(bytes));
}

Result<Answer> get_answer(Cursor& in) {
  Answer answer;
  TRY_ASSIGN(const std::uint16_t type, in.u16le());
  const auto* row = std::find_if(kTypes.begin(), kTypes.end(),
                                 [&](const TypeRow& r) { return static_cast<std::uint16_t>(r.type) == type; });
  if (row == kTypes.end()) return make_error(ErrorCode::Malformed, "a record of no known type");
  answer.question.type = row->type;
  TRY_ASSIGN(const std::uint8_t name, in.u8());
  TRY_ASSIGN(answer.question.name, get_text(in, name));
  TRY_ASSIGN(const std::uint8_t failed, in.u8());
  answer.failed = failed != 0;
  TRY_ASSIGN(const std::uint16_t length, in.u16le());
  TRY_ASSIGN(const Bytes message, in.take(length));
  answer.message.assign(message.begin(), message.end());
  return answer;
}

// Splits at blanks; empty pieces are kept, so that two blanks in a row are no result.
std::string_view next_word(std::string_view& rest) noexcept {
  const std::size_t end = std::min(rest.find(' '), rest.size());
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return word;
}

}  // namespace

std::string_view type_name(RecordType type) noexcept {
  return std::find_if(kTypes.begin(), kTypes.end(), [&](const TypeRow& r) { return r.type == type; })->name;
}

std::optional<RecordType> type_from_name(std::string_view name) noexcept {
  const auto* row = std::find_if(kTypes.begin(), kTypes.end(), [&](const TypeRow& r) { return r.name == name; });
  return row == kTypes.end() ? std::nullopt : std::optional(row->type);
}

bool is_dns_name(std::string_view name) noexcept {
  if (name.empty() || name.size() > 253) return false;
  std::size_t label = 0;
  for (const char c : name) {
    if (c == '.') {
      if (label == 0) return false;
      label = 0;
      continue;
    }
    const bool lower = (c >= 'a' && c <= 'z') || ascii::is_digit(c) || c == '-' || c == '_';
    if (!lower || ++label > 63) return false;
  }
  return label > 0;
}

std::string encode_facts(const Facts& facts) {
  std::string out;
  put_text(out, facts.client, 1, kMaxText);
  put_text(out, facts.helo, 1, kMaxText);
  put_text(out, facts.sender, 2, kMaxSender);
  put(out, (facts.dkim ? 1U : 0U) | (facts.spf ? 2U : 0U), 1);
  put(out, facts.client_is_sender ? 1 : 0, 1);
  const std::size_t count = std::min(facts.answers.size(), kMaxAnswers);
  put(out, count, 2);
  for (std::size_t i = 0; i < count; ++i) {
    const Answer& answer = facts.answers[i];
    constexpr std::size_t kRest = kMaxAnswers * 300;  // the answers that follow, without their messages
    const bool fits = answer.message.size() <= kMaxMessage && out.size() + answer.message.size() + kRest <= kMaxFacts;
    put(out, static_cast<std::uint16_t>(answer.question.type), 2);
    put_text(out, answer.question.name, 1, kMaxText);
    put(out, answer.failed || !fits ? 1 : 0, 1);
    put_text(out, fits ? as_text(answer.message) : std::string_view(), 2, kMaxMessage);
  }
  return out;
}

Result<Facts> decode_facts(std::string_view encoded) {
  Facts facts;
  Cursor in(as_bytes(encoded));
  TRY_ASSIGN(const std::uint8_t client, in.u8());
  TRY_ASSIGN(facts.client, get_text(in, client));
  TRY_ASSIGN(const std::uint8_t helo, in.u8());
  TRY_ASSIGN(facts.helo, get_text(in, helo));
  TRY_ASSIGN(const std::uint16_t sender, in.u16le());
  TRY_ASSIGN(facts.sender, get_text(in, sender));
  TRY_ASSIGN(const std::uint8_t methods, in.u8());
  facts.dkim = (methods & 1U) != 0;
  facts.spf = (methods & 2U) != 0;
  TRY_ASSIGN(const std::uint8_t direct, in.u8());
  facts.client_is_sender = direct != 0;
  TRY_ASSIGN(const std::uint16_t count, in.u16le());
  if (count > kMaxAnswers) return make_error(ErrorCode::TooMany, "too many answers of DNS");
  for (std::uint16_t i = 0; i < count; ++i) {
    TRY_ASSIGN(Answer answer, get_answer(in));
    facts.answers.push_back(std::move(answer));
  }
  if (!in.at_end()) return make_error(ErrorCode::Malformed, "facts with something behind them");
  return facts;
}

std::string encode_verdict(const Verdict& verdict) {
  std::string out;
  for (const Question& question : verdict.asked)
    out.append("ask ").append(type_name(question.type)).append(" ").append(question.name).append("\n");
  for (const std::string& result : verdict.results)
    out.append("found ").append(result).append("\n");
  return out;
}

bool is_result(std::string_view text) noexcept {
  bool first = true;
  while (!text.empty()) {
    const std::string_view word = next_word(text);
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos) return false;
    const std::string_view name = word.substr(0, equals);
    const std::string_view value = word.substr(equals + 1);
    const bool known = first ? is_in(kMethods, name) && is_in(kWords, value) : is_in(kProperties, name);
    const bool clean =
        !value.empty() && value.size() <= kMaxValue && std::all_of(value.begin(), value.end(), [](char c) {
          return ascii::is_alnum(c) || std::string_view(".@-_+=").find(c) != std::string_view::npos;
        });
    if (!known || !clean) return false;
    first = false;
  }
  return !first;
}

Result<Verdict> parse_verdict(std::string_view untrusted) {
  Verdict verdict;
  while (!untrusted.empty()) {
    const std::size_t end = untrusted.find('\n');
    if (end == std::string_view::npos) return make_error(ErrorCode::Malformed, "a verdict without its last line end");
    std::string_view line = untrusted.substr(0, end);
    untrusted.remove_prefix(end + 1);
    const std::string_view word = next_word(line);
    if (word == "found" && is_result(line)) {
      verdict.results.emplace_back(line);
    } else if (word == "ask") {
      const auto type = type_from_name(next_word(line));
      if (!type || !is_dns_name(line)) return make_error(ErrorCode::Malformed, "a question that is none");
      verdict.asked.push_back({*type, std::string(line)});
    } else {
      return make_error(ErrorCode::Malformed, "a verdict of another kind");
    }
    if (verdict.asked.size() > kMaxAsked || verdict.results.size() > kMaxResults) {
      return make_error(ErrorCode::TooMany, "a verdict of too many lines");
    }
  }
  return verdict;
}

}  // namespace mugai::mail_auth
