// What passes between mugaid and the job that says who sent a mail. A job opens no socket, so it cannot ask DNS: it is
// given all that is known, and answers either with what it found or with the questions that it would have to ask.
// mugaid asks them and starts a fresh job with the answers (daemon/mugaid/flow/sender_check.h).
//
//   facts   = text8 client text8 helo text16 sender u8 methods u8 client-is-sender u16 count *answer    (to the job)
//   answer  = u16 type text8 name u8 failed text16 message
//   verdict = *( "ask " type " " name LF / "found " result LF )                                       (from the job)
//   result  = method "=" word *(" " property "=" value)                                               RFC 8601 2.2
//
// DNS messages pass as they came: mugaid compares their question with its own and looks at nothing else in them.
// What a job says is hostile: parse_verdict is an allow-list with limits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/base/result.h"

namespace mugai::mail_auth {

enum class RecordType : std::uint16_t { A = 1, Ptr = 12, Mx = 15, Txt = 16, Aaaa = 28 };  // RFC 1035 3.2.2, RFC 3596
std::string_view type_name(RecordType type) noexcept;                                     // "TXT"
std::optional<RecordType> type_from_name(std::string_view name) noexcept;

struct Question {
  RecordType type = RecordType::Txt;
  std::string name;  // lower case, without the last dot: is_dns_name()
  friend bool operator==(const Question&, const Question&) = default;
};
// Labels of 1 to 63 of a–z, 0–9, "-", "_", 253 bytes in all.
bool is_dns_name(std::string_view name) noexcept;

struct Answer {
  Question question;
  bool failed = false;  // nobody answered in time, or with a failure that may pass
  Buffer message;       // as it came, with its header; empty where failed
};

struct Facts {
  std::string client;  // address that handed the mail to us
  std::string helo;
  std::string sender;  // of the envelope, may be empty
  bool dkim = false, spf = false;
  bool client_is_sender = false;  // else our own mail server handed it in, and its Received field tells of the sender's
  std::vector<Answer> answers;
};

inline constexpr std::size_t kMaxAnswers = 60;       // of one mail, all rounds together
inline constexpr std::size_t kMaxMessage = 8 << 10;  // of one DNS answer
inline constexpr std::size_t kMaxFacts = 56 << 10;   // encoded; the frame of a job holds 64 KiB
inline constexpr std::size_t kMaxAsked = 16;         // questions of one round
inline constexpr std::size_t kMaxResults = 8;

// Texts are cut to their limits; answers beyond kMaxFacts become failed ones.
std::string encode_facts(const Facts& facts);
Result<Facts> decode_facts(std::string_view encoded);

struct Verdict {
  std::vector<Question> asked;       // not empty: `results` are of no meaning yet
  std::vector<std::string> results;  // "dkim=pass header.d=example.jp header.s=s1"
};
std::string encode_verdict(const Verdict& verdict);
// Error Malformed, TooMany.
Result<Verdict> parse_verdict(std::string_view untrusted);
// One result of the allow-list of methods, words, properties and characters.
bool is_result(std::string_view text) noexcept;

}  // namespace mugai::mail_auth
