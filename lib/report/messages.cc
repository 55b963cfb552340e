#include "lib/report/messages.h"

#include <array>

#include "lib/base/check.h"
#include "lib/base/utf8.h"
#include "lib/report/type_words.h"

namespace mugai::report {
namespace {

constexpr std::size_t kMaxTypeBytes = 40;

// One row an ErrorCode, in its order. "{type}" in the words becomes "（PDF）" or " (PDF)", or nothing.
// 554 where the file itself is the reason: it will be refused tomorrow too. 451 where the trouble may be on our side
// (load, memory, a bug, a disk): the mail stays with the sender, who tries again.
constexpr std::array<Message, kErrorCodeCount> kMessages = {{
    {ErrorCode::Malformed, 554, "5.6.0", "content is damaged or breaks its format", kExitBlocked,
     "the file{type} is damaged or does not follow its format", "ファイル{type}が壊れているか、形式が正しくありません",
     "Ask the sender to save the file anew and to send it again.",
     "送信者に、ファイルを保存し直して再送するよう依頼してください。"},
    {ErrorCode::Truncated, 554, "5.6.0", "content ends too early", kExitBlocked, "the file{type} is cut off",
     "ファイル{type}が途中で切れています", "Ask the sender to send the file again.",
     "送信者に、ファイルの再送を依頼してください。"},
    {ErrorCode::Ambiguous, 554, "5.6.0", "content can be read in two ways", kExitBlocked,
     "the file{type} can be read in two ways, as files made to deceive can",
     "ファイル{type}が二通りに読める不審な作りになっています",
     "Ask the sender by telephone whether the file is genuine.",
     "送信者に、正規のファイルかどうかを電話などで確認してください。"},
    {ErrorCode::Unsupported, 554, "5.6.1", "content is of a type that is not accepted", kExitBlocked,
     "this type of file{type} cannot be sanitised", "対応していない形式のファイル{type}です",
     "Ask the sender for it in another format, such as .docx, .xlsx or PDF.",
     "送信者に、別の形式（.docx、.xlsx、PDFなど）での送付を依頼してください。"},
    {ErrorCode::Encrypted, 554, "5.7.0", "content is encrypted and cannot be inspected", kExitBlocked,
     "the file{type} is protected by a password and cannot be inspected",
     "パスワード付きのファイル{type}のため、検査できません",
     "Ask the sender for the file without a password, in a secure way.",
     "送信者に、パスワードなしのファイルを安全な方法で送るよう依頼してください。"},
    {ErrorCode::TooLarge, 552, "5.3.4", "content is too large", kExitBlocked, "the file{type} is too large",
     "ファイル{type}が大きすぎます", "Ask the sender to split the file or to make it smaller.",
     "送信者に、ファイルの分割または縮小を依頼してください。"},
    {ErrorCode::TooDeep, 554, "5.6.0", "content is nested too deeply", kExitBlocked,
     "the file{type} holds files within files too deeply", "ファイル{type}の入れ子が深すぎます",
     "Ask the sender to send the inner files directly.", "送信者に、中のファイルを直接送るよう依頼してください。"},
    {ErrorCode::TooMany, 554, "5.6.0", "content has too many parts", kExitBlocked, "the file{type} has too many parts",
     "ファイル{type}の中の件数が多すぎます", "Ask the sender to split the file.",
     "送信者に、ファイルの分割を依頼してください。"},
    {ErrorCode::BadChecksum, 554, "5.6.0", "content does not match its checksum", kExitBlocked,
     "the file{type} was damaged on its way", "ファイル{type}が途中で壊れています",
     "Ask the sender to send the file again.", "送信者に、ファイルの再送を依頼してください。"},
    {ErrorCode::Forbidden, 554, "5.7.1", "content is not allowed here", kExitBlocked,
     "such files{type} are not accepted here", "受け取りを禁止している種類のファイル{type}です",
     "If you need it, ask your information systems section.", "必要な場合は、情報システム担当にご相談ください。"},
    {ErrorCode::OutOfTime, 451, "4.3.0", "inspection took too long, try again later", kExitBlocked,
     "the inspection of the file{type} took too long", "ファイル{type}の検査が時間内に終わりませんでした",
     "Ask the sender to split the file; tell your information systems section when it happens again.",
     "送信者にファイルの分割を依頼してください。繰り返す場合は情報システム担当にご連絡ください。"},
    {ErrorCode::OutOfMemory, 451, "4.3.1", "inspection ran out of memory, try again later", kExitBlocked,
     "the inspection of the file{type} needed too much memory",
     "ファイル{type}の検査に必要なメモリが上限を超えました",
     "Ask the sender to split the file; tell your information systems section when it happens again.",
     "送信者にファイルの分割を依頼してください。繰り返す場合は情報システム担当にご連絡ください。"},
    {ErrorCode::Crashed, 451, "4.3.0", "inspection failed, try again later", kExitBlocked,
     "the inspection of the file{type} ended abnormally", "ファイル{type}の検査が異常終了しました",
     "Tell your information systems section.", "情報システム担当にご連絡ください。"},
    {ErrorCode::Io, 451, "4.3.0", "local trouble, try again later", kExitTrouble,
     "the gateway could not work on the file{type}", "無害化装置の不具合のためファイル{type}を処理できませんでした",
     "Tell your information systems section.", "情報システム担当にご連絡ください。"},
    {ErrorCode::Internal, 451, "4.3.0", "local trouble, try again later", kExitBlocked,
     "the gateway made an error with the file{type}", "無害化装置の不具合のためファイル{type}を処理できませんでした",
     "Tell your information systems section.", "情報システム担当にご連絡ください。"},
}};

struct DispositionWords {
  std::string_view en, ja;
};
constexpr std::array<DispositionWords, kDispositionCount> kDispositions = {{
    {"rebuilt, nothing to remove", "作り直しました（除いたものはありません）"},
    {"cleaned", "無害化しました"},
    {"replaced by a safe form", "安全な形式に置き換えました"},
    {"blocked", "出力しません"},
    {"held", "保留しました"},
}};

// Rows of the catalogue whose reason is another than their ErrorCode says of a file.
constexpr std::array<SpecialReason, 3> kSpecialReasons = {{
    {"MIME-012", "the message is encrypted and cannot be inspected", "暗号化されたメールのため、内容を検査できません",
     "Ask the sender to send it without encryption, in another secure way.",
     "送信者に、暗号化せずに別の安全な方法で送るよう依頼してください。"},
    {"MIME-009", "it is one piece of a message that was sent in several",
     "分割して送られたメールの一部のため、内容を検査できません",
     "Ask the sender to send the whole message at once, or in smaller ones.",
     "送信者に、分割せずに送るよう依頼してください。"},
    {"MIME-010", "the content is not in the message, but elsewhere", "内容がメールの外部に置かれています",
     "Ask the sender to put the content into the message.", "送信者に、内容をメールに含めて送るよう依頼してください。"},
}};

}  // namespace

const SpecialReason* special_reason(const std::vector<Finding>& findings) noexcept {
  for (const Finding& finding : findings) {
    if (finding.action != Action::Blocked) continue;
    for (const SpecialReason& reason : kSpecialReasons) {
      if (finding.id.text() == reason.id) return &reason;
    }
  }
  return nullptr;
}

std::span<const Message> messages() noexcept {
  return kMessages;
}

const Message& message(ErrorCode code) noexcept {
  const auto index = static_cast<std::size_t>(code);
  return kMessages.at(index < kMessages.size() ? index : static_cast<std::size_t>(ErrorCode::Internal));
}

std::string reason_words(ErrorCode code, std::string_view type, std::string_view language) {
  constexpr std::string_view kHole = "{type}";
  const bool japanese = language == "ja";
  std::string words(japanese ? message(code).words_ja : message(code).words_en);
  const std::size_t hole = words.find(kHole);
  MUGAI_CHECK(hole != std::string::npos);
  std::string shown;
  if (!type.empty() && type != "unknown") {
    const std::string_view known = type_words(type, language);
    const std::string name = known.empty() ? utf8::one_line(type, kMaxTypeBytes) : std::string(known);
    shown = japanese ? "（" + name + "）" : " (" + name + ")";
  }
  words.replace(hole, kHole.size(), shown);
  return words;
}

std::string_view advice(ErrorCode code, std::string_view language) noexcept {
  return language == "ja" ? message(code).advice_ja : message(code).advice_en;
}

std::string_view disposition_words(Disposition disposition, std::string_view language) noexcept {
  const auto index = static_cast<std::size_t>(disposition);
  MUGAI_CHECK(index < kDispositions.size());
  return language == "ja" ? kDispositions.at(index).ja : kDispositions.at(index).en;
}

}  // namespace mugai::report
