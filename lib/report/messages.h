// Messages: the one table from an ErrorCode to words in Japanese and English, to an SMTP reply and to an exit status.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/error.h"
#include "lib/core/finding.h"
#include "lib/core/outcome.h"

namespace mugai::report {

// Exit statuses of the programs (design: outer interfaces).
inline constexpr int kExitClean = 0;    // every file has a safe output
inline constexpr int kExitBlocked = 1;  // something was blocked or held
inline constexpr int kExitTrouble = 2;  // usage, input/output or set-up error

struct Message {
  ErrorCode code;
  int smtp_code;                 // 451 where trying again can help, else 554
  std::string_view smtp_status;  // enhanced status code (RFC 3463): "5.7.1"
  std::string_view smtp_text;    // ASCII, at most 60 characters, without a name of the input
  int exit_status;               // for a file that ends so
  std::string_view words_en;     // why, as the end of "removed: …"; no full stop
  std::string_view words_ja;
  std::string_view advice_en;  // what the reader can do, one sentence
  std::string_view advice_ja;
};

// Words that fit better than those of the ErrorCode: an encrypted mail is not "a file with a password".
struct SpecialReason {
  std::string_view id;  // the catalogue row that refused
  std::string_view words_en, words_ja, advice_en, advice_ja;
};
// nullptr where none of `findings` has words of its own.
const SpecialReason* special_reason(const std::vector<Finding>& findings) noexcept;

std::span<const Message> messages() noexcept;
const Message& message(ErrorCode code) noexcept;

// Why a file of `type` ("pdf"; may be empty) was refused, for a recipient: 対応していない形式のファイル（PDF）です.
// `language`: "ja", else English.
std::string reason_words(ErrorCode code, std::string_view type, std::string_view language);
// What to do then, one sentence.
std::string_view advice(ErrorCode code, std::string_view language) noexcept;
// "無害化しました" / "cleaned"
std::string_view disposition_words(Disposition disposition, std::string_view language) noexcept;

}  // namespace mugai::report
