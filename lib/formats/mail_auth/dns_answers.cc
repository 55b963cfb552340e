#include "lib/formats/mail_auth/dns_answers.h"

#include <algorithm>
#include <utility>

#include "lib/base/ascii.h"

namespace mugai::mail_auth {

DnsAnswers::DnsAnswers(const std::vector<Answer>& answers) {
  for (const Answer& answer : answers) {
    Entry entry;
    entry.failed = answer.failed;
    if (!answer.failed) {
      auto records = read_answer(answer.message, answer.question);
      entry.failed = !records.has_value();
      if (records) entry.records = std::move(*records);
    }
    known_.insert_or_assign({answer.question.type, answer.question.name}, std::move(entry));
  }
}

DnsAnswers DnsAnswers::of_text(const std::string& name, std::string_view text) {
  DnsAnswers answers({});
  answers.known_.insert_or_assign({RecordType::Txt, name}, Entry{false, {false, {std::string(text)}}});
  return answers;
}

DnsAnswers::Looked DnsAnswers::look_up(RecordType type, std::string_view untrusted_name) {
  static const Records kNothing{true, {}};
  std::string name = ascii::lower(untrusted_name);
  if (name.ends_with('.')) name.pop_back();
  if (!is_dns_name(name)) return {State::Known, &kNothing};
  const auto found = known_.find({type, name});
  if (found != known_.end()) {
    return {found->second.failed ? State::Failed : State::Known, &found->second.records};
  }
  if (asked_.size() >= kMaxAsked) return {State::Unasked, nullptr};
  const Question question{type, name};
  if (std::find(asked_.begin(), asked_.end(), question) == asked_.end()) asked_.push_back(question);
  return {State::Unasked, nullptr};
}

}  // namespace mugai::mail_auth
