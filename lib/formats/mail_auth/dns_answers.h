// What is known of DNS in one job: answers by question, and the questions that had none.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lib/formats/mail_auth/dns_answer.h"
#include "lib/formats/mail_auth/facts.h"

namespace mugai::mail_auth {

class DnsAnswers {
 public:
  explicit DnsAnswers(const std::vector<Answer>& answers);
  // One TXT record, for the trial of a warm-up.
  static DnsAnswers of_text(const std::string& name, std::string_view text);

  enum class State : std::uint8_t {
    Known,    // `records` hold; they may be none
    Failed,   // asked for, and nobody could say; or the answer cannot be read
    Unasked,  // noted in asked()
  };
  struct Looked {
    State state = State::Unasked;
    const Records* records = nullptr;
  };
  // `untrusted_name` may be anything: what is no DNS name does not exist.
  Looked look_up(RecordType type, std::string_view untrusted_name);

  [[nodiscard]] const std::vector<Question>& asked() const noexcept { return asked_; }

 private:
  struct Entry {
    bool failed = false;
    Records records;
  };
  std::map<std::pair<RecordType, std::string>, Entry> known_;
  std::vector<Question> asked_;
};

}  // namespace mugai::mail_auth
