#include "lib/formats/zip/note.h"

#include <algorithm>

namespace mugai::zip {
namespace {

#define MUGAI_NOTE(reason_ja, reason_en)                                                                                                                                \
  "\xEF\xBB\xBF"                                                                                                                                                        \
  "【無害化】このファイルは、無害化処理により取り除かれました。\r\n"                                                                      \
  "\r\n"                                                                                                                                                                \
  "理由：" reason_ja                                                                                                                                                    \
  "\r\n"                                                                                                                                                                \
  "このファイルが必要なときは、送信者に別の形式での再送を依頼するか、情報システム担当にお問い合わせください。\r\n" \
  "\r\n"                                                                                                                                                                \
  "[Mugai] This file was removed by sanitisation.\r\n"                                                                                                                  \
  "\r\n"                                                                                                                                                                \
  "Reason: " reason_en                                                                                                                                                  \
  "\r\n"                                                                                                                                                                \
  "If you need it, ask the sender for another format, or ask your information systems department.\r\n"

constexpr std::string_view kForbidden = MUGAI_NOTE("実行できるファイルなど、受け取りが禁止されている種類です。",
                                                   "a program or another kind of file that is not allowed.");
constexpr std::string_view kUnsupported =
    MUGAI_NOTE("無害化に対応していない形式です。", "no safe copy can be made of this kind of file.");
constexpr std::string_view kEncrypted =
    MUGAI_NOTE("パスワード付きのため検査できません。", "it is protected by a password and cannot be inspected.");
constexpr std::string_view kTooBig = MUGAI_NOTE("大きさ、個数または入れ子の深さが上限を超えています。",
                                                "it is over a limit of size, number or nesting.");
constexpr std::string_view kDamaged =
    MUGAI_NOTE("ファイルが壊れているか、内容が矛盾しています。", "it is damaged or contradicts itself.");
constexpr std::string_view kFailed =
    MUGAI_NOTE("検査を完了できませんでした。", "the inspection could not be completed.");

#undef MUGAI_NOTE

constexpr std::string_view kNotes[] = {kForbidden, kUnsupported, kEncrypted, kTooBig, kDamaged, kFailed};
static_assert(std::all_of(std::begin(kNotes), std::end(kNotes),
                          [](std::string_view note) { return note.size() <= kMaxNoteBytes; }));

}  // namespace

std::string_view note_for(ErrorCode reason) noexcept {
  switch (reason) {
    case ErrorCode::Forbidden:
      return kForbidden;
    case ErrorCode::Unsupported:
      return kUnsupported;
    case ErrorCode::Encrypted:
      return kEncrypted;
    case ErrorCode::TooLarge:
    case ErrorCode::TooDeep:
    case ErrorCode::TooMany:
      return kTooBig;
    case ErrorCode::Malformed:
    case ErrorCode::Truncated:
    case ErrorCode::Ambiguous:
    case ErrorCode::BadChecksum:
      return kDamaged;
    case ErrorCode::OutOfTime:
    case ErrorCode::OutOfMemory:
    case ErrorCode::Crashed:
    case ErrorCode::Io:
    case ErrorCode::Internal:
      return kFailed;
  }
  return kFailed;
}

bool is_note(Bytes bytes) noexcept {
  return std::find(std::begin(kNotes), std::end(kNotes), as_text(bytes)) != std::end(kNotes);
}

}  // namespace mugai::zip
