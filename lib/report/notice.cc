// The notice: values for the holes of a template (template.h). The words that values are made of stand in the table of
// their language (Words), so that none can lack one.
#include "lib/report/notice.h"

#include <algorithm>
#include <array>

#include "lib/base/utf8.h"
#include "lib/policy/policy.h"
#include "lib/report/layout.h"
#include "lib/report/report.h"
#include "lib/report/template.h"
#include "lib/report/type_words.h"
#include "lib/report/words.h"

namespace mugai::report {
namespace {

constexpr std::size_t kMaxNameBytes = 200;     // text/file_names allows no longer names in what is delivered
constexpr std::size_t kMaxAddressBytes = 254;  // RFC 5321, 4.5.3.1.3
constexpr std::size_t kMaxValueBytes = 100;    // receipt, date
constexpr std::size_t kMaxRemarkBytes = 900;
constexpr std::size_t kMaxAttachments = 100;       // listed one by one; the rest as one number
constexpr std::string_view kNoCharset = "(none)";  // as charset_repairs has it
constexpr std::string_view kArrow = " -> ";
constexpr std::size_t kMaxRepairs = 6;
constexpr std::size_t kMaxRemarks = 12;
constexpr std::size_t kMaxTitles = 6;

struct Words {
  std::string_view delivered, delivered_as, delivered_as_end, removed, held;
  std::string_view nothing_removed, only_ancillary, inner_removed;
  std::string_view no_charset;  // where the mail named none
  std::string_view arrow;       // between the charset that the mail named and the one that it was read by
  std::string_view replaced_begin, replaced_end;
  std::string_view open, close, comma, between;
};

constexpr Words kJapanese = {
    .delivered = "無害化して添付",
    .delivered_as = "無害化し、",
    .delivered_as_end = "として添付",
    .removed = "削除：",
    .held = "保留：",
    .nothing_removed = "除去なし",
    .only_ancillary = "付随情報のみ除去",
    .inner_removed = "中から削除：",
    .no_charset = "指定なし",
    .arrow = "→",
    .replaced_begin = "読めない文字",
    .replaced_end = "字を「\xEF\xBF\xBD」に置換",
    .open = "（",
    .close = "）",
    .comma = "、",
    .between = "／",
};

constexpr Words kEnglish = {
    .delivered = "sanitised and attached",
    .delivered_as = "sanitised and attached as ",
    .delivered_as_end = "",
    .removed = "removed: ",
    .held = "held: ",
    .nothing_removed = "nothing removed",
    .only_ancillary = "only ancillary data removed",
    .inner_removed = "removed from inside: ",
    .no_charset = "(not declared)",
    .arrow = " read as ",
    .replaced_begin = "",
    .replaced_end = " unreadable characters shown as \"\xEF\xBF\xBD\"",
    .open = " (",
    .close = ")",
    .comma = ", ",
    .between = "; ",
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
// Rows that the counters above, or lines of their own, speak of already.
constexpr std::array<std::string_view, 5> kCounted = {"BODY-001", "BODY-002", "BODY-005", "GEN-010", "MIME-006"};

std::string fill_number(std::string_view pattern, std::uint64_t number) {
  std::string words(pattern);
  const std::size_t hole = words.find("{n}");
  if (hole != std::string::npos) words.replace(hole, 3, std::to_string(number));
  return words;
}

class Writer {
 public:
  Writer(const NoticeInput& input, std::string_view language)
      : input_(input), language_(language), words_(language == "ja" ? kJapanese : kEnglish) {}

  std::string write(const Template& lines) {
    set_values();
    std::string out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].repeat == TemplateLine::Repeat::Once) {
        if (holds(lines[i], values_)) write_line(lines[i], values_, out);
        continue;
      }
      std::size_t end = i;  // lines that repeat together
      while (end < lines.size() && lines[end].repeat == lines[i].repeat)
        ++end;
      const bool attachments = lines[i].repeat == TemplateLine::Repeat::Attachment;
      const std::size_t count = attachments ? std::min(input_.attachments.size(), kMaxAttachments)
                                            : std::min(input_.remarks.size(), kMaxRemarks);
      for (std::size_t item = 0; item < count; ++item) {
        const TemplateValues values = attachments ? attachment_values(item) : remark_values(item);
        for (std::size_t line = i; line < end; ++line) {
          if (holds(lines[line], values)) write_line(lines[line], values, out);
        }
      }
      i = end - 1;
    }
    return out;
  }

 private:
  void set(std::string name, std::string text, bool is_piece = false) {
    if (!text.empty()) values_[std::move(name)] = {{std::move(text), is_piece}};
  }

  void set_values() {
    const std::size_t count = input_.attachments.size();
    set("receipt", utf8::one_line(input_.values.receipt, kMaxValueBytes));
    set("until", utf8::one_line(input_.values.original_until, kMaxValueBytes));
    set("gateway", utf8::one_line(input_.values.gateway, kMaxValueBytes));
    if (!input_.from_address.empty()) set("from", quoted(input_.from_address, language_, kMaxAddressBytes), true);
    if (input_.was_html) set("html", "1");
    if (input_.text_is_empty) set("empty", "1");
    if (has("MIME-006")) set("differ", "1");
    if (count > 0) set("attachments", std::to_string(count));
    if (count > kMaxAttachments) set("more", std::to_string(count - kMaxAttachments));
    set("text", text_counts());
    set("charset", charsets());
    set("other", other_findings());
  }

  TemplateValues remark_values(std::size_t item) const {
    TemplateValues values = values_;
    values["remark"] = {{utf8::one_line(input_.remarks[item], kMaxRemarkBytes), false}};
    return values;
  }

  TemplateValues attachment_values(std::size_t item) const {
    const NoticeAttachment& attachment = input_.attachments[item];
    TemplateValues values = values_;
    values["number"] = {{std::to_string(item + 1), false}};
    values["name"] = {{quoted(attachment.name, language_, kMaxNameBytes), true}};
    values["size"] = {{size_words(attachment.bytes), false}};
    values["result"] = result(attachment);
    if (!has_output(attachment.outcome.disposition)) {
      const SpecialReason* const special = special_reason(attachment.outcome.findings);
      const std::string_view words = special == nullptr  ? advice(attachment.outcome.reason, language_)
                                     : language_ == "ja" ? special->advice_ja
                                                         : special->advice_en;
      values["advice"] = {{std::string(words), false}};
    }
    if (attachment.names_disagree) values["disagree"] = {{"1", false}};
    return values;
  }

  TemplateValue result(const NoticeAttachment& attachment) const {
    const NestedOutcome& outcome = attachment.outcome;
    TemplateValue value;
    const auto add = [&](std::string_view text) {  // to one run of words, so that a bracket stays with what it holds
      if (value.empty() || value.back().is_piece) value.push_back({});
      value.back().text += text;
    };
    if (!has_output(outcome.disposition)) {
      add(outcome.disposition == Disposition::Held ? words_.held : words_.removed);
      const SpecialReason* const special = special_reason(outcome.findings);
      add(special == nullptr  ? reason_words(outcome.reason, outcome.type, language_)
          : language_ == "ja" ? std::string(special->words_ja)
                              : std::string(special->words_en));
      auto blocked = group_blocked(outcome.findings, language_);
      std::erase_if(blocked,
                    [&](const TitleCount& title) { return title.title == type_words(outcome.type, language_); });
      if (!blocked.empty()) {
        add(words_.open);
        add(join_titles(blocked, language_, 3));
        add(words_.close);
      }
      return value;
    }
    if (attachment.delivered_name.empty() || attachment.delivered_name == attachment.name) {
      add(words_.delivered);
    } else {
      add(words_.delivered_as);
      value.push_back({quoted(attachment.delivered_name, language_, kMaxNameBytes), true});
      add(words_.delivered_as_end);
    }
    const auto removed = group_removed(outcome.findings, language_);
    std::string what = removed.size() == 1 && removed.front().title == ancillary_words(language_)
                           ? std::string(words_.only_ancillary)
                           : removed_words(outcome.findings, language_, kMaxTitles);
    const auto inner = group_blocked(outcome.findings, language_);
    if (!inner.empty()) {
      if (!what.empty()) what += words_.between;
      what.append(words_.inner_removed).append(join_titles(inner, language_, 3));
    }
    add(words_.open);
    add(what.empty() ? words_.nothing_removed : std::string_view(what));
    add(words_.close);
    return value;
  }

  std::string text_counts() const {
    std::string line;
    for (const Counter& counter : kCounters) {
      const std::uint32_t value = input_.*counter.value;
      if (value == 0) continue;
      if (!line.empty()) line += words_.comma;
      line += fill_number(language_ == "ja" ? counter.ja : counter.en, value);
    }
    return line;
  }

  std::string charsets() const {
    std::string line;
    for (std::size_t i = 0; i < input_.charset_repairs.size() && i < kMaxRepairs; ++i) {
      const std::string_view repair = input_.charset_repairs[i];
      const std::size_t arrow = repair.find(kArrow);
      const std::string_view from = repair.substr(0, arrow);
      const std::string_view to = arrow == std::string_view::npos ? "" : repair.substr(arrow + kArrow.size());
      if (from == to) continue;  // only characters were replaced
      if (!line.empty()) line += words_.comma;
      line += from == kNoCharset ? std::string(words_.no_charset) : utf8::one_line(from, kMaxValueBytes);
      if (!to.empty()) line += std::string(words_.arrow) + utf8::one_line(to, kMaxValueBytes);
    }
    if (input_.characters_replaced > 0) {
      if (!line.empty()) line += words_.comma;
      line.append(words_.replaced_begin).append(std::to_string(input_.characters_replaced)).append(words_.replaced_end);
    }
    return line;
  }

  std::string other_findings() const {
    std::vector<Finding> rest;
    for (const Finding& finding : input_.findings) {
      const bool counted = std::find(kCounted.begin(), kCounted.end(), finding.id.text()) != kCounted.end();
      if (!counted && !is_ancillary(finding.id)) rest.push_back(finding);
    }
    return join_titles(group_removed(rest, language_), language_, kMaxTitles);
  }

  bool has(std::string_view id) const {
    return std::any_of(input_.findings.begin(), input_.findings.end(),
                       [id](const Finding& finding) { return finding.id.text() == id; });
  }

  const NoticeInput& input_;
  std::string_view language_;
  const Words& words_;
  TemplateValues values_;
};

// Characters that draw or frame: at the begin of a line they do not make it another line.
std::string_view without_blanks(std::string_view line) {
  while (true) {
    if (line.starts_with(' ') || line.starts_with('\t')) {
      line.remove_prefix(1);
    } else if (line.starts_with("　") || line.starts_with("\xC2\xA0")) {
      line.remove_prefix(line.starts_with("　") ? 3 : 2);
    } else {
      return line;
    }
  }
}

// What the first and the last line of the shipped notices begin with, up to the first hole.
bool looks_like_notice(std::string_view line) {
  constexpr std::array<std::string_view, 6> kBeginnings = {"━━ 無害化のお知らせ",  "━━ お知らせはここまで",
                                                           "━━ 無害化の",          "== Sanitisation notice",
                                                           "== End of the notice", "━━無害化"};
  return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [&](std::string_view beginning) { return line.starts_with(beginning); });
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

std::string notice(const NoticeInput& input, std::string_view language, std::string_view template_text) {
  Writer writer(input, language);
  if (!template_text.empty()) {
    if (const auto own = parse_template(template_text)) return writer.write(*own);
  }
  return writer.write(builtin_template(language));
}

std::string mark_forged_lines(std::string_view text, std::uint32_t& marked) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    if (looks_like_notice(without_blanks(line))) {
      out += "| ";
      ++marked;
    }
    out += text.substr(0, std::min(end + 1, text.size()));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace mugai::report
