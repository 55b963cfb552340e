#include "lib/formats/mail/remarks.h"

#include <array>

#include "lib/base/ascii.h"
#include "lib/report/layout.h"

namespace mugai::mail {
namespace {

struct Words {
  RemarkKind kind;
  std::string_view ja, en;  // "{}" stands for the value
};
constexpr std::array<Words, kRemarkKindCount> kWords = {{
    {RemarkKind::NameShowsOtherAddress, "差出人の表示名に、実際と異なるメールアドレスが書かれています。",
     "The sender's name shows another mail address than the real one."},
    {RemarkKind::OwnDomainFromOutside,
     "差出人が当組織のアドレスを名乗っていますが、このメールは外部から届きました。なりすましのおそれがあります。",
     "The sender claims an address of this organisation, but the message came from outside. It may be forged."},
    {RemarkKind::LooksLikeOwnDomain, "差出人のドメイン{}は、当組織のドメインに似せた別のものです。",
     "The sender's domain {} resembles that of this organisation, but is another."},
    {RemarkKind::InternationalDomain, "差出人のドメインは国際化ドメイン名です：{}",
     "The sender's domain is international: {}"},
    {RemarkKind::MixedScripts, "差出人のドメイン{}には、異なる種類の似た文字が混ざっています。",
     "The sender's domain {} mixes letters of several scripts that look alike."},
    {RemarkKind::ReplyToDiffers, "返信先（Reply-To）のドメインが差出人と異なります：{}",
     "Answers would go to another domain than the sender's (Reply-To): {}"},
    {RemarkKind::DateInFuture, "送信日時が未来になっています。", "The date of the message lies in the future."},
    {RemarkKind::DateLongAgo, "送信日時が1か月以上前になっています。", "The message is dated more than a month ago."},
    {RemarkKind::PgpUnverified, "PGPの電子署名が付いていましたが、検証していません。",
     "The message carried a PGP signature, which was not verified."},
    {RemarkKind::PasswordInText, "本文にパスワードと思われる記載があります。", "The text seems to state a password."},
    {RemarkKind::SharedFileLink,
     "ファイル共有サービスへのリンクがあります（{}）。リンク先のファイルは無害化されていません。",
     "There is a link to a file sharing service ({}). Files behind it have not been sanitised."},
    {RemarkKind::MeetingLink, "Web会議のリンクがあります（{}）。", "There is a link to an online meeting ({})."},
    {RemarkKind::ForgedNotice, "本文に、このお知らせに似せた行がありました。行頭に「|」を付けて区別しています。",
     "The text held lines like those of this notice. They are marked with \"|\"."},
    {RemarkKind::SenderConfirmed, "差出人のドメイン{}による電子署名（DKIM）を確認しました。",
     "The sender's domain {} has signed this message (DKIM)."},
    {RemarkKind::SenderDoubtful,
     "このメールは、差出人のドメイン{}"
     "から正しく送られたと確認できませんでした（DKIM・SPF）。なりすましのおそれがあります。",
     "This message could not be shown to come from the sender's domain {} (DKIM, SPF). It may be forged."},
}};

constexpr std::size_t kMaxValueBytes = 254;

std::string filled(std::string_view words, const std::string& value) {
  std::string out(words);
  const std::size_t hole = out.find("{}");
  if (hole != std::string::npos) out.replace(hole, 2, value);
  return out;
}

struct StateWords {
  std::string_view ja, en;
};
constexpr StateWords kUnreadable = {"電子署名（S/MIME）を確認できませんでした。",
                                    "The S/MIME signature could not be checked."};
constexpr StateWords kAltered = {"電子署名（S/MIME）が本文と一致しません。署名の後に内容が変わっています。",
                                 "The S/MIME signature does not match: the content was changed after signing."};
constexpr StateWords kTrusted = {"電子署名（S/MIME）は有効で、信頼する認証局の証明書によるものです。",
                                 "The S/MIME signature is valid, by a certificate of a trusted authority."};
constexpr StateWords kUntrusted = {
    "電子署名（S/MIME）は内容と一致しますが、証明書は信頼する認証局によるものと確認できません。",
    "The S/MIME signature matches the content, but its certificate is not known to be of a trusted authority."};
constexpr StateWords kOtherAddress = {"署名者のアドレスは差出人と異なります。",
                                      "The signer's address is not the sender's."};

const StateWords& state_words(const Signature& signature) {
  if (signature.state == Signature::State::Unreadable) return kUnreadable;
  if (signature.state == Signature::State::Altered) return kAltered;
  return signature.trusted ? kTrusted : kUntrusted;
}

}  // namespace

std::string remark_words(const Remark& remark, std::string_view language) {
  const Words& row = kWords.at(static_cast<std::size_t>(remark.kind));
  const std::string value = remark.value.empty() ? "" : report::quoted(remark.value, language, kMaxValueBytes);
  return filled(language == "ja" ? row.ja : row.en, value);
}

std::string signature_words(const Signature& signature, std::string_view from_address, std::string_view language) {
  const bool japanese = language == "ja";
  const auto pick = [&](const StateWords& words) { return std::string(japanese ? words.ja : words.en); };
  std::string out = pick(state_words(signature));
  if (signature.state == Signature::State::Unreadable) return out;
  const auto add = [&](std::string_view ja, std::string_view en, const std::string& value) {
    if (value.empty()) return;
    out += japanese ? "" : " ";
    out += filled(japanese ? ja : en, report::quoted(value, language, 120));
  };
  add("署名者{}、", "Signer {},", signature.signer);
  add("発行者{}、", "issued by {},", signature.issuer);
  add("有効期限{}。", "valid until {}.", signature.not_after);
  if (!signature.address.empty() && !ascii::equal_ignoring_case(signature.address, from_address)) {
    out += japanese ? "" : " ";
    out += pick(kOtherAddress);
  }
  return out;
}

}  // namespace mugai::mail
