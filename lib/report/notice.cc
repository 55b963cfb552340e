// The notice, part by part from top to bottom. All words stand in the table of their language (Words), so that both
// notices have the same parts in the same order and none can lack a sentence.
#include "lib/report/notice.h"

#include <array>

#include "lib/base/utf8.h"
#include "lib/report/layout.h"
#include "lib/report/report.h"
#include "lib/report/words.h"

namespace mugai::report {
namespace {

constexpr std::size_t kMaxNameBytes = 200;     // text/file_names allows no longer names in what is delivered
constexpr std::size_t kMaxAddressBytes = 254;  // RFC 5321, 4.5.3.1.3
constexpr std::size_t kMaxValueBytes = 100;    // receipt, date
constexpr std::size_t kMaxRemarkBytes = 600;
constexpr std::size_t kMaxAttachments = 100;       // listed one by one; the rest as one number
constexpr std::string_view kNoCharset = "(none)";  // as charset_repairs has it
constexpr std::size_t kMaxRepairs = 6;
constexpr std::size_t kMaxRemarks = 12;
constexpr std::size_t kMaxTitles = 6;

struct Words {
  std::string_view title_begin, title_end, title_plain, closing;
  std::string_view sanitised_html, sanitised_text;
  std::string_view from;
  std::string_view attachments_begin, attachments_end;
  std::string_view delivered, delivered_as, delivered_as_end, removed, held;
  std::string_view nothing_removed, inner_removed;
  std::string_view names_disagree;
  std::string_view more_begin, more_end;
  std::string_view no_charset;  // where the mail named none
  std::string_view text_heading, charset_heading, replaced_begin, replaced_end;
  std::string_view body_heading;
  std::string_view original_until_begin, original_until_end, original;
  std::string_view open, close, comma;
};

constexpr Words kJapanese = {
    .title_begin = "━━ 無害化のお知らせ（受付番号 ",
    .title_end = "）━━",
    .title_plain = "━━ 無害化のお知らせ ━━",
    .closing = "━━ お知らせはここまでです ━━",
    .sanitised_html = "このメールは無害化されています（方式：HTMLメールをテキスト化）。",
    .sanitised_text = "このメールは無害化されています（方式：テキスト化）。",
    .from = "差出人のアドレス：",
    .attachments_begin = "■添付ファイル（",
    .attachments_end = "件）",
    .delivered = "無害化して添付",
    .delivered_as = "無害化し、",
    .delivered_as_end = "として添付",
    .removed = "削除：",
    .held = "保留：",
    .nothing_removed = "除去したものはありません",
    .inner_removed = "中から削除：",
    .names_disagree = "※ファイル名が二通りあり、種類が食い違っています（名前不一致）。",
    .more_begin = "ほか",
    .more_end = "件",
    .no_charset = "指定なし",
    .text_heading = "■本文：",
    .charset_heading = "■文字コードを補正：",
    .replaced_begin = "読めない文字",
    .replaced_end = "字を「\xEF\xBF\xBD」に置換",
    .body_heading = "■そのほか：",
    .original_until_begin =
        "元のメールが必要なときは、インターネット接続系端末の申請画面で受付番号を入力してください（保管期限 ",
    .original_until_end = "）。",
    .original = "元のメールが必要なときは、受付番号を添えて情報システム担当にご連絡ください。",
    .open = "（",
    .close = "）",
    .comma = "、",
};

constexpr Words kEnglish = {
    .title_begin = "== Sanitisation notice (receipt number ",
    .title_end = ") ==",
    .title_plain = "== Sanitisation notice ==",
    .closing = "== End of the notice ==",
    .sanitised_html = "This message has been sanitised (HTML mail turned into plain text).",
    .sanitised_text = "This message has been sanitised (plain text).",
    .from = "Sender's address: ",
    .attachments_begin = "* Attachments (",
    .attachments_end = ")",
    .delivered = "sanitised and attached",
    .delivered_as = "sanitised and attached as ",
    .delivered_as_end = "",
    .removed = "removed: ",
    .held = "held: ",
    .nothing_removed = "nothing had to be taken out",
    .inner_removed = "removed from inside: ",
    .names_disagree = "Note: the message gives two file names of different types.",
    .more_begin = "and ",
    .more_end = " more",
    .no_charset = "none named",
    .text_heading = "* Text: ",
    .charset_heading = "* Character encoding corrected: ",
    .replaced_begin = "",
    .replaced_end = " unreadable characters shown as \"\xEF\xBF\xBD\"",
    .body_heading = "* Other: ",
    .original_until_begin =
        "If you need the original message, enter the receipt number on the request page of a terminal of the Internet "
        "network (kept until ",
    .original_until_end = ").",
    .original = "If you need the original message, give the receipt number to your information systems section.",
    .open = " (",
    .close = ")",
    .comma = ", ",
};

// Counters of the body, each with its words; "{n}" is the count.
struct Counter {
  std::uint32_t NoticeInput::*value;
  std::string_view ja, en;
};
constexpr std::array<Counter, 6> kCounters = {{
    {&NoticeInput::links_defanged, "リンク{n}件を無効化", "links disabled: {n}"},
    {&NoticeInput::links_removed, "リンク{n}件を除去", "links removed: {n}"},
    {&NoticeInput::link_mismatches, "表示と行き先が異なるリンク{n}件（注意）",
     "links that lead elsewhere than they say: {n} (beware)"},
    {&NoticeInput::hidden_text, "隠し文字{n}件を除去", "hidden text removed: {n}"},
    {&NoticeInput::tracking_pixels, "開封確認用の画像{n}件を除去", "tracking pictures removed: {n}"},
    {&NoticeInput::remote_images, "外部の画像{n}件を除去", "remote pictures removed: {n}"},
}};
// Rows that the counters above speak of already.
constexpr std::array<std::string_view, 4> kCounted = {"BODY-001", "BODY-002", "BODY-005", "GEN-010"};

struct Writer {
  const NoticeInput& input;
  std::string_view language;
  const Words& words;
  std::string out;

  void title();
  void attachments();
  void attachment(std::size_t number, const NoticeAttachment& attachment);
  void attachment_result(Filler& fill, const NoticeAttachment& attachment) const;
  void text_counts();
  void charsets();
  void other_findings();
  void remarks();
  void closing();
};

std::string fill_number(std::string_view pattern, std::uint64_t number) {
  std::string words(pattern);
  const std::size_t hole = words.find("{n}");
  if (hole != std::string::npos) words.replace(hole, 3, std::to_string(number));
  return words;
}

void Writer::title() {
  const std::string receipt = utf8::one_line(input.values.receipt, kMaxValueBytes);
  if (receipt.empty()) {
    out.append(words.title_plain).append("\n");
  } else {
    out.append(words.title_begin).append(receipt).append(words.title_end).append("\n");
  }
  Filler(out, 0, 0).words(input.was_html ? words.sanitised_html : words.sanitised_text).end();
  if (input.from_address.empty()) return;
  Filler(out, 0, 2).words(words.from).piece(quoted(input.from_address, language, kMaxAddressBytes)).end();
}

void Writer::attachment_result(Filler& fill, const NoticeAttachment& attachment) const {
  const NestedOutcome& outcome = attachment.outcome;
  if (!has_output(outcome.disposition)) {
    fill.words(outcome.disposition == Disposition::Held ? words.held : words.removed);
    fill.words(reason_words(outcome.reason, outcome.type, language));
    const auto blocked = group_blocked(outcome.findings, language);
    if (!blocked.empty()) fill.words(words.open).words(join_titles(blocked, language, 3)).words(words.close);
    return;
  }
  if (attachment.delivered_name.empty() || attachment.delivered_name == attachment.name) {
    fill.words(words.delivered);
  } else {
    fill.words(words.delivered_as).piece(quoted(attachment.delivered_name, language, kMaxNameBytes));
    fill.words(words.delivered_as_end);
  }
  std::string what = removed_words(outcome.findings, language, kMaxTitles);
  const auto inner = group_blocked(outcome.findings, language);
  if (!inner.empty()) {
    if (!what.empty()) what += language == "ja" ? "／" : "; ";
    what.append(words.inner_removed).append(join_titles(inner, language, 3));
  }
  if (what.empty()) what = words.nothing_removed;
  fill.words(words.open).words(what).words(words.close);
}

void Writer::attachment(std::size_t number, const NoticeAttachment& attachment) {
  Filler fill(out, 1, 4);
  fill.words(std::to_string(number) + ". ").piece(quoted(attachment.name, language, kMaxNameBytes));
  fill.words(" (" + size_words(attachment.bytes) + ") … ");
  attachment_result(fill, attachment);
  fill.end();
  if (!has_output(attachment.outcome.disposition)) {
    Filler(out, 4, 4).words(advice(attachment.outcome.reason, language)).end();
  }
  if (attachment.names_disagree) Filler(out, 4, 4).words(words.names_disagree).end();
}

void Writer::attachments() {
  const std::size_t count = input.attachments.size();
  if (count == 0) return;
  out.append(words.attachments_begin).append(std::to_string(count)).append(words.attachments_end).append("\n");
  for (std::size_t i = 0; i < count && i < kMaxAttachments; ++i)
    attachment(i + 1, input.attachments[i]);
  if (count <= kMaxAttachments) return;
  const std::string rest = std::to_string(count - kMaxAttachments);
  out.append(" ").append(words.more_begin).append(rest).append(words.more_end).append("\n");
}

void Writer::text_counts() {
  std::string line;
  for (const Counter& counter : kCounters) {
    const std::uint32_t value = input.*counter.value;
    if (value == 0) continue;
    if (!line.empty()) line += words.comma;
    line += fill_number(language == "ja" ? counter.ja : counter.en, value);
  }
  if (!line.empty()) Filler(out, 0, 2).words(words.text_heading).words(line).end();
}

void Writer::charsets() {
  std::string line;
  for (std::size_t i = 0; i < input.charset_repairs.size() && i < kMaxRepairs; ++i) {
    if (!line.empty()) line += words.comma;
    std::string_view repair = input.charset_repairs[i];
    if (repair.starts_with(kNoCharset)) {
      line += words.no_charset;
      repair.remove_prefix(kNoCharset.size());
    }
    line += utf8::one_line(repair, kMaxValueBytes);
  }
  if (input.characters_replaced > 0) {
    if (!line.empty()) line += words.comma;
    line.append(words.replaced_begin).append(std::to_string(input.characters_replaced)).append(words.replaced_end);
  }
  if (!line.empty()) Filler(out, 0, 2).words(words.charset_heading).words(line).end();
}

void Writer::other_findings() {
  std::vector<Finding> rest;
  for (const Finding& finding : input.findings) {
    bool counted = false;
    for (const std::string_view id : kCounted)
      counted = counted || finding.id.text() == id;
    if (!counted && !is_ancillary(finding.id)) rest.push_back(finding);
  }
  const std::string what = removed_words(rest, language, kMaxTitles);
  if (!what.empty()) Filler(out, 0, 2).words(words.body_heading).words(what).end();
}

void Writer::remarks() {
  for (std::size_t i = 0; i < input.remarks.size() && i < kMaxRemarks; ++i) {
    Filler(out, 0, 4)
        .words(language == "ja" ? "※" : "Note: ")
        .words(utf8::one_line(input.remarks[i], kMaxRemarkBytes))
        .end();
  }
}

void Writer::closing() {
  // Without a receipt number (the command line) there is nothing by which an original could be asked for.
  if (!input.values.receipt.empty()) {
    Filler fill(out, 0, 0);
    if (input.values.original_until.empty()) {
      fill.words(words.original);
    } else {
      fill.words(words.original_until_begin).words(utf8::one_line(input.values.original_until, kMaxValueBytes));
      fill.words(words.original_until_end);
    }
    fill.end();
  }
  out.append(words.closing).append("\n");
}

}  // namespace

std::string size_words(std::uint64_t bytes) {
  constexpr std::uint64_t kKiB = 1 << 10;
  constexpr std::array<std::string_view, 3> kUnits = {"MB", "GB", "TB"};
  if (bytes < kKiB * kKiB) return std::to_string(bytes / kKiB + (bytes % kKiB != 0 ? 1 : 0)) + "KB";
  std::size_t unit = 0;
  std::uint64_t scaled = bytes / kKiB;  // in 1/1024 of the unit
  while (scaled >= kKiB * kKiB && unit + 1 < kUnits.size()) {
    scaled /= kKiB;
    ++unit;
  }
  const std::uint64_t tenths = (scaled * 10 + kKiB / 2) / kKiB;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + std::string(kUnits.at(unit));
}

std::string notice(const NoticeInput& input, std::string_view language) {
  Writer writer{input, language, language == "ja" ? kJapanese : kEnglish, {}};
  writer.title();
  writer.attachments();
  writer.text_counts();
  writer.charsets();
  writer.other_findings();
  writer.remarks();
  writer.closing();
  return std::move(writer.out);
}

}  // namespace mugai::report
