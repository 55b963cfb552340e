// The first byte picks: facts and a mail behind them as a job gets them, or a DNS answer, a verdict or a header as
// their readers do. A verdict that a job wrote must be one that mugaid takes.
#include <cstdint>

#include "lib/base/check.h"
#include "lib/formats/mail_auth/dns_answer.h"
#include "lib/formats/mail_auth/dns_question.h"
#include "lib/formats/mail_auth/facts.h"
#include "lib/formats/mail_auth/received.h"
#include "lib/formats/mail_auth/verify.h"

using namespace mugai;

namespace {

// A mail whose key and sender's record are bytes of the input.
void fuzz_job(Bytes input) {
  mail_auth::Facts facts;
  facts.client = "192.0.2.1";
  facts.helo = "mx.example.jp";
  facts.sender = "a@example.jp";
  facts.dkim = facts.spf = facts.client_is_sender = true;
  const std::size_t third = input.size() / 3;
  facts.answers.push_back({{mail_auth::RecordType::Txt, "example.jp"},
                           false,
                           Buffer(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(third))});
  facts.answers.push_back({{mail_auth::RecordType::Txt, "s._domainkey.example.jp"},
                           third % 2 == 0,
                           Buffer(input.begin() + static_cast<std::ptrdiff_t>(third),
                                  input.begin() + static_cast<std::ptrdiff_t>(2 * third))});
  MemorySource message{input.subspan(2 * third)};
  MemorySink out;
  if (!mail_auth::verify(message, mail_auth::encode_facts(facts), out)) return;
  MUGAI_CHECK(mail_auth::parse_verdict(out.text()).has_value());
}

void fuzz_dns(Bytes input) {
  const mail_auth::Question question{mail_auth::RecordType::Txt, "example.jp"};
  static_cast<void>(mail_auth::judge_reply(mail_auth::write_query(question, 7), input));
  if (const auto records = mail_auth::read_answer(input, question)) {
    MUGAI_CHECK(records->values.size() <= mail_auth::kMaxRecords);
  }
}

void fuzz_words(Bytes input) {
  if (const auto verdict = mail_auth::parse_verdict(as_text(input))) {
    MUGAI_CHECK(mail_auth::parse_verdict(mail_auth::encode_verdict(*verdict)).has_value());
  }
  if (const auto facts = mail_auth::decode_facts(as_text(input))) {
    MUGAI_CHECK(mail_auth::decode_facts(mail_auth::encode_facts(*facts)).has_value());
  }
  if (const auto hop = mail_auth::sender_hop(as_text(input))) {
    MUGAI_CHECK(mail_auth::is_public_address(hop->client));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const Bytes input(data + 1, size - 1);
  switch (data[0] % 3) {
    case 0:
      fuzz_job(input);
      break;
    case 1:
      fuzz_dns(input);
      break;
    default:
      fuzz_words(input);
      break;
  }
  return 0;
}
