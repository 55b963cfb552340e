#include "daemon/mugaictl/words.h"

#include <array>

namespace mugai::ctl {
namespace {

struct Row {
  Word word;
  std::string_view en;
  std::string_view ja;
};

constexpr std::array kRows = {
    Row{Word::Usage,
        "Usage: mugaictl [--config FILE] [--lang ja|en] COMMAND\n"
        "  status                        what the daemon does and has done\n"
        "  stop | resume                 take no mail (senders are told to try again) | take mail again\n"
        "  reload                        read the policies anew\n"
        "  audit verify [--head SEQ:HASH]\n"
        "                                check the audit log; with a head that was noted down earlier\n"
        "  audit search [--from A] [--to A] [--date YYYY-MM-DD] [--message-id I] [--file NAME]\n"
        "               [--receipt R] [--action A] [--limit N]\n"
        "  policy check FILE|NAME        read a policy, say what is wrong or dangerous\n"
        "  policy explain FILE|NAME      say in words what a policy does\n"
        "  quarantine list               blocked originals of the drop folder\n"
        "  quarantine show RECEIPT       what is known about one\n"
        "  --help, --version\n"
        "Exit: 0 in order; 1 the answer is no (log damaged, nothing found); 2 usage or trouble.\n",
        "使い方: mugaictl [--config ファイル] [--lang ja|en] コマンド\n"
        "  status                        動作状況と件数を表示\n"
        "  stop | resume                 受信を停止（送信元は後で再送） | 受信を再開\n"
        "  reload                        ポリシーを読み直す\n"
        "  audit verify [--head 番号:ハッシュ]\n"
        "                                監査ログを検証（控えておいた番号とハッシュとも照合）\n"
        "  audit search [--from 差出人] [--to 宛先] [--date YYYY-MM-DD] [--message-id ID] [--file ファイル名]\n"
        "               [--receipt 受付番号] [--action 操作] [--limit 件数]\n"
        "  policy check ファイル|名前    ポリシーの誤りと危険な設定を調べる\n"
        "  policy explain ファイル|名前  ポリシーの内容を言葉で説明\n"
        "  quarantine list               隔離された元ファイルの一覧\n"
        "  quarantine show 受付番号      隔離された1件の詳細\n"
        "  --help, --version\n"
        "終了コード: 0 正常、1 否（ログ破損・該当なし）、2 使い方の誤り・障害\n"},
    Row{Word::UnknownCommand, "no such command; mugaictl --help lists them",
        "そのコマンドはありません。mugaictl --help で一覧を表示します"},
    Row{Word::MissingArgument, "an argument is missing; mugaictl --help shows what is needed",
        "引数が足りません。mugaictl --help を参照してください"},
    Row{Word::UnknownOption, "no such option; mugaictl --help lists them",
        "そのオプションはありません。mugaictl --help で一覧を表示します"},
    Row{Word::NoDaemon, "mugaid does not answer there; is it running, and may you use its control.socket?",
        "mugaid が応答しません。起動しているか、control.socket を使う権限があるかを確認してください"},
    Row{Word::AuditWhole, "the audit log is whole", "監査ログは正常です"},
    Row{Word::AuditBroken, "the audit log is NOT whole", "監査ログに異常があります"},
    Row{Word::AuditEmpty, "there is no audit log in", "監査ログがありません:"},
    Row{Word::NoMatch, "no record matches", "該当する記録はありません"},
    Row{Word::PolicyGood, "in order", "正常です"},
    Row{Word::NoWarnings, "no dangerous settings", "危険な設定はありません"},
    Row{Word::QuarantineEmpty, "the quarantine is empty", "隔離されたファイルはありません"},
    Row{Word::NoSuchItem, "nothing in the quarantine has that receipt number",
        "その受付番号の隔離ファイルはありません"},
    Row{Word::NeedsQuarantine, "drop.quarantine is not set in the configuration",
        "設定に drop.quarantine がありません"},
};

}  // namespace

std::string_view word(Word wanted, std::string_view language) {
  for (const Row& row : kRows) {
    if (row.word == wanted) return language == "ja" ? row.ja : row.en;
  }
  return {};
}

}  // namespace mugai::ctl
