#include "lib/formats/mail_auth/dkim.h"

#include <sys/types.h>
// The library's header is C: it needs the types above, and a name for bool.
#define _Bool bool
#include <opendkim/dkim.h>
#undef _Bool

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string_view>

#include "lib/base/ascii.h"

namespace mugai::mail_auth {
namespace {

constexpr unsigned kMinKeyBits = 1024;  // RFC 8301 3.2

struct Lookup {
  DnsAnswers& answers;
  std::size_t signatures = 0;
};

std::string_view text_of(const unsigned char* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

std::string key_name(DKIM_SIGINFO* signature) {
  return std::string(text_of(dkim_sig_getselector(signature))) + "._domainkey." +
         std::string(text_of(dkim_sig_getdomain(signature)));
}

// RFC 6376 3.6.2.2: one record and no more. Writes it with a NUL behind it.
DKIM_CBSTAT find_key(DKIM* dkim, DKIM_SIGINFO* signature, u_char* into, std::size_t size) {
  auto* lookup = static_cast<Lookup*>(const_cast<void*>(dkim_get_user_context(dkim)));
  if (lookup == nullptr || ++lookup->signatures > kMaxSignatures) return DKIM_CBSTAT_NOTFOUND;
  const DnsAnswers::Looked looked = lookup->answers.look_up(RecordType::Txt, key_name(signature));
  if (looked.state != DnsAnswers::State::Known || looked.records->values.size() != 1) return DKIM_CBSTAT_NOTFOUND;
  const std::string& value = looked.records->values.front();
  if (value.size() >= size || value.find('\0') != std::string::npos) return DKIM_CBSTAT_NOTFOUND;
  std::memcpy(into, value.c_str(), value.size() + 1);
  return DKIM_CBSTAT_CONTINUE;
}

DKIM_LIB* library() {
  static DKIM_LIB* const instance = [] {
    DKIM_LIB* made = dkim_init(nullptr, nullptr);
    if (made == nullptr) return made;
    unsigned bits = kMinKeyBits;
    dkim_options(made, DKIM_OP_SETOPT, DKIM_OPTS_MINKEYBITS, &bits, sizeof bits);
    unsigned flags = DKIM_LIBFLAGS_NONE;
    dkim_options(made, DKIM_OP_SETOPT, DKIM_OPTS_FLAGS, &flags, sizeof flags);
    dkim_set_key_lookup(made, find_key);
    return made;
  }();
  return instance;
}

struct FreeDkim {
  void operator()(DKIM* dkim) const noexcept { dkim_free(dkim); }
};
using Verifier = std::unique_ptr<DKIM, FreeDkim>;

// RFC 8601 2.7.1
struct ErrorWord {
  int first, last;  // DKIM_SIGERROR_…
  std::string_view word;
};
constexpr std::array<ErrorWord, 5> kErrorWords = {{{DKIM_SIGERROR_EXPIRED, DKIM_SIGERROR_TIMESTAMPS, "policy"},
                                                   {DKIM_SIGERROR_NOKEY, DKIM_SIGERROR_KEYFAIL, "permerror"},
                                                   {DKIM_SIGERROR_BADSIG, DKIM_SIGERROR_BADSIG, "fail"},
                                                   {DKIM_SIGERROR_SUBDOMAIN, DKIM_SIGERROR_MULTIREPLY, "permerror"},
                                                   {DKIM_SIGERROR_KEYVERSION, DKIM_SIGERROR_KEYDECODE, "permerror"}}};

std::string_view word_for(DKIM_SIGINFO* signature, const DnsAnswers::Looked& key) {
  if (key.state == DnsAnswers::State::Failed) return "temperror";
  dkim_alg_t algorithm = DKIM_SIGN_UNKNOWN;
  const bool weak = dkim_sig_getsignalg(signature, &algorithm) == DKIM_STAT_OK && algorithm == DKIM_SIGN_RSASHA1;
  const unsigned flags = dkim_sig_getflags(signature);
  const bool is_right = (flags & DKIM_SIGFLAG_PASSED) != 0 && dkim_sig_getbh(signature) == DKIM_SIGBH_MATCH;
  const int error = dkim_sig_geterror(signature);
  if (is_right && error == DKIM_SIGERROR_OK) return weak ? "policy" : "pass";  // RFC 8301 3.1
  if (error == DKIM_SIGERROR_KEYTOOSMALL) return "policy";
  const auto* row = std::find_if(kErrorWords.begin(), kErrorWords.end(),
                                 [&](const ErrorWord& r) { return error >= r.first && error <= r.last; });
  if (row != kErrorWords.end()) return row->word;
  return error == DKIM_SIGERROR_OK ? "fail" : "neutral";
}

std::vector<std::string> results_of(DKIM* dkim, DnsAnswers& answers) {
  std::vector<std::string> results;
  DKIM_SIGINFO** signatures = nullptr;
  int count = 0;
  if (dkim_getsiglist(dkim, &signatures, &count) != DKIM_STAT_OK) count = 0;
  for (int i = 0; i < count && results.size() < kMaxSignatures; ++i) {
    DKIM_SIGINFO* signature = signatures[i];
    if ((dkim_sig_getflags(signature) & DKIM_SIGFLAG_IGNORE) != 0) continue;
    const DnsAnswers::Looked key = answers.look_up(RecordType::Txt, key_name(signature));
    std::string result = "dkim=" + std::string(word_for(signature, key));
    const std::string domain = ascii::lower(text_of(dkim_sig_getdomain(signature)));
    const std::string selector = ascii::lower(text_of(dkim_sig_getselector(signature)));
    if (is_dns_name(domain)) result += " header.d=" + domain;
    if (is_dns_name(selector)) result += " header.s=" + selector;
    if (std::find(results.begin(), results.end(), result) == results.end()) results.push_back(std::move(result));
  }
  if (results.empty()) results.emplace_back("dkim=none");
  return results;
}

// The whole message in pieces. False where the library will hear no more; what it knows until then counts.
Result<bool> feed(DKIM* dkim, Source& message) {
  constexpr std::size_t kPiece = 64 << 10;
  Buffer piece(kPiece);
  for (std::uint64_t at = 0; at < message.size();) {
    TRY_ASSIGN(const std::size_t got, message.read_at(at, piece));
    if (got == 0) break;
    at += got;
    if (dkim_chunk(dkim, piece.data(), got) != DKIM_STAT_OK) return false;
  }
  return dkim_chunk(dkim, nullptr, 0) == DKIM_STAT_OK;
}

// A message with a signature by an algorithm of each kind, and a key for each; neither signature is right.
constexpr std::string_view kTrialBody = "\r\nx\r\n";
std::string trial_message(std::string_view algorithm, std::string_view selector) {
  return "DKIM-Signature: v=1; a=" + std::string(algorithm) +
         "; c=relaxed/relaxed; d=example.jp; s=" + std::string(selector) +
         "; h=from; bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=; b=" + std::string(172, 'A') +
         "\r\nFrom: a@example.jp\r\n" + std::string(kTrialBody);
}

}  // namespace

Result<std::vector<std::string>> check_dkim(Source& message, DnsAnswers& answers) {
  if (library() == nullptr) return make_error(ErrorCode::Internal, "libopendkim cannot be started");
  DKIM_STAT status = DKIM_STAT_OK;
  const Verifier dkim(dkim_verify(library(), reinterpret_cast<const unsigned char*>("mail"), nullptr, &status));
  if (!dkim) return make_error(ErrorCode::Internal, "libopendkim gives no verifier");
  Lookup lookup{answers};
  dkim_set_user_context(dkim.get(), &lookup);
  TRY_ASSIGN(const bool whole, feed(dkim.get(), message));
  if (whole) static_cast<void>(dkim_eom(dkim.get(), nullptr));
  return results_of(dkim.get(), answers);
}

void warm_up_dkim() {
  struct Trial {
    std::string_view algorithm, selector, key;
  };
  // Keys of nobody: made for this, their private halves thrown away.
  constexpr std::array<Trial, 2> kTrials = {
      {{"rsa-sha256", "r",
        "v=DKIM1; k=rsa; p="
        "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDXuXVy+k2QYiuaPAXxT9GVh5QD4Y5pabzohS23Malr"
        "x7qHNVFOiO10Q7tmiorH4zPkKHdSI2zYTitcmoUumrQSKw6NvD/oilNcu/0BxWPnCLnc0M2VB66d5TEG"
        "FGxLd0HqUZtc9f9fanhXuzHo6Oek47wIWq1K9tpJxyrqSw8tSwIDAQAB"},
       {"ed25519-sha256", "e", "v=DKIM1; k=ed25519; p=AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="}}};
  for (const Trial& trial : kTrials) {
    const std::string text = trial_message(trial.algorithm, trial.selector);
    MemorySource source{std::string_view(text)};
    DnsAnswers answers = DnsAnswers::of_text(std::string(trial.selector) + "._domainkey.example.jp", trial.key);
    static_cast<void>(check_dkim(source, answers).has_value());
  }
}

}  // namespace mugai::mail_auth
