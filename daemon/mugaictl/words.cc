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
        "               [--receipt R] [--action A] [--sha256 H] [--limit N]\n"
        "  policy check FILE|NAME        read a policy, say what is wrong or dangerous\n"
        "  policy explain FILE|NAME      say in words what a policy does\n"
        "  quarantine list               blocked originals of the drop folder\n"
        "  quarantine show RECEIPT       what is known about one\n"
        "audit search and quarantine show leave a record of themselves in the audit log.\n"
        "  --help, --version\n"
        "Exit: 0 in order; 1 the answer is no (log damaged, nothing found); 2 usage or trouble.\n",
        "使い方: mugaictl [--config ファイル] [--lang ja|en] コマンド\n"
        "  status                        動作状況と件数を表示\n"
        "  stop | resume                 受信を停止（送信元は後で再送） | 受信を再開\n"
        "  reload                        ポリシーを読み直す\n"
        "  audit verify [--head 番号:ハッシュ]\n"
        "                                監査ログを検証（控えておいた番号とハッシュとも照合）\n"
        "  audit search [--from 差出人] [--to 宛先] [--date YYYY-MM-DD] [--message-id ID] [--file ファイル名]\n"
        "               [--receipt 受付番号] [--action 操作] [--sha256 ハッシュ値] [--limit 件数]\n"
        "  policy check ファイル|名前    ポリシーの誤りと危険な設定を調べる\n"
        "  policy explain ファイル|名前  ポリシーの内容を言葉で説明\n"
        "  quarantine list               隔離された元ファイルの一覧\n"
        "  quarantine show 受付番号      隔離された1件の詳細\n"
        "audit search と quarantine show は、照会したこと自体が監査ログに残ります。\n"
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
    Row{Word::NotRecorded,
        "this look-up could not be written to the audit log (mugaid does not answer, and its log cannot be written "
        "here)",
        "この照会を監査ログに記録できませんでした（mugaid が応答せず、ログに書き込む権限もありません）"},
    Row{Word::NeedsQuarantine, "drop.quarantine is not set in the configuration",
        "設定に drop.quarantine がありません"},
};

struct StatusRow {
  std::string_view field, en, ja;
};

constexpr StatusRow kStatus[] = {
    {"version", "version", "バージョン"},
    {"intake", "mail intake", "メールの受付"},
    {"audit", "audit log", "監査ログ"},
    {"started", "running since", "起動日時"},
    {"connections_total", "SMTP connections", "SMTP接続数（累計）"},
    {"connections_refused_total", "SMTP connections turned away", "拒否したSMTP接続"},
    {"sessions", "SMTP sessions now", "現在のSMTPセッション"},
    {"messages_relayed_total", "messages delivered", "配送したメール"},
    {"messages_deferred_total", "messages put off (4xx)", "再送を求めたメール（4xx）"},
    {"messages_refused_total", "messages refused (5xx)", "拒否したメール（5xx）"},
    {"messages_duplicate_total", "messages delivered before", "配送済みと分かったメール"},
    {"recipients_refused_total", "recipients refused", "拒否した宛先"},
    {"framing_faults_total", "line end and framing faults", "改行・区切りの異常"},
    {"protocol_errors_total", "SMTP errors (5xx)", "SMTPのエラー（5xx）"},
    {"message_bytes_in_total", "bytes of messages in", "受信したバイト数"},
    {"message_bytes_out_total", "bytes of messages out", "配送したバイト数"},
    {"findings_total", "findings in delivered messages", "配送したメールの検出事項"},
    {"drop_files_total", "files of the drop folder done", "投入フォルダーの処理済みファイル"},
    {"drop_blocked_total", "files of the drop folder blocked", "投入フォルダーの拒否したファイル"},
    {"drop_under_way", "files of the drop folder under way", "投入フォルダーの処理中ファイル"},
    {"audit_failures_total", "audit records that failed", "監査ログの記録失敗"},
    {"audit_records", "newest audit record", "最新の監査記録の番号"},
    {"audit_flushes_total", "writes of the audit log to disk", "監査ログの書き込み確定"},
    {"deliveries_known", "messages kept against duplicates", "重複防止のため記憶中のメール"},
    {"next_hop_connections_total", "connections to the next hop", "配送先への接続"},
    {"next_hop_reused_total", "messages over a kept connection", "接続を再利用したメール"},
    {"intake_stopped", "intake stopped (1: yes)", "受付停止中（1：はい）"},
    {"sandbox_degraded", "isolation reduced (1: yes)", "隔離機能の不足（1：はい）"},
    {"worker_processes", "worker processes so far", "検査プロセス（累計）"},
    {"worker_starts", "starts of the worker", "検査プログラムの起動回数"},
};
constexpr StatusRow kValues[] = {{"open", "open", "受付中"},
                                 {"stopped", "stopped", "停止中"},
                                 {"durable", "in order", "正常"},
                                 {"failing", "FAILING", "記録できません"}};

}  // namespace

std::string_view status_word(std::string_view field, std::string_view language) {
  for (const StatusRow& row : kStatus) {
    if (row.field == field) return language == "ja" ? row.ja : row.en;
  }
  return field;
}

std::string_view status_value(std::string_view value, std::string_view language) {
  for (const StatusRow& row : kValues) {
    if (row.field == value) return language == "ja" ? row.ja : row.en;
  }
  return value;
}

std::string_view word(Word wanted, std::string_view language) {
  for (const Row& row : kRows) {
    if (row.word == wanted) return language == "ja" ? row.ja : row.en;
  }
  return {};
}

}  // namespace mugai::ctl
