#include "lib/formats/mail_auth/verify.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "lib/formats/mail_auth/dkim.h"
#include "lib/formats/mail_auth/facts.h"
#include "lib/formats/mail_auth/received.h"
#include "lib/formats/mail_auth/spf.h"

namespace mugai::mail_auth {
namespace {

constexpr std::uint64_t kMaxHeader = 256 << 10;  // where Received fields are looked for

// Nobody to check where no field of ours names the sender's address.
Result<std::optional<SpfInput>> spf_input(Source& message, const Facts& facts) {
  if (facts.client_is_sender) return std::optional(SpfInput{facts.client, facts.helo, facts.sender});
  TRY_ASSIGN(const Buffer header, message.read_buffer(0, std::min(message.size(), kMaxHeader)));
  std::optional<Hop> hop = sender_hop(as_text(header));
  if (!hop) return std::optional<SpfInput>();
  return std::optional(SpfInput{std::move(hop->client), std::move(hop->helo), facts.sender});
}

}  // namespace

Result<Outcome> verify(Source& message, std::string_view encoded, Sink& out) {
  TRY_ASSIGN(const Facts facts, decode_facts(encoded));
  DnsAnswers answers(facts.answers);
  Verdict verdict;
  if (facts.dkim) {
    TRY_ASSIGN(verdict.results, check_dkim(message, answers));
  }
  if (facts.spf) {
    TRY_ASSIGN(const std::optional<SpfInput> input, spf_input(message, facts));
    if (input) verdict.results.push_back(check_spf(*input, answers));
  }
  verdict.asked = answers.asked();
  if (!verdict.asked.empty()) verdict.results.clear();
  TRY(out.write(encode_verdict(verdict)));
  TRY(out.finish());
  return Outcome{.type = "sender", .extension = {}, .replaced = false};
}

void warm_up() {
  warm_up_dkim();
  warm_up_spf();
}

}  // namespace mugai::mail_auth
