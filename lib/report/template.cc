#include "lib/report/template.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/base/check.h"
#include "lib/base/utf8.h"
#include "lib/report/builtin_notices.h"
#include "lib/report/layout.h"

namespace mugai::report {
namespace {

constexpr std::array<std::string_view, 19> kNames = {
    "empty", "differ", "receipt", "until", "from", "gateway", "attachments", "more",     "text",  "charset",
    "other", "html",   "number",  "name",  "size", "result",  "advice",      "disagree", "remark"};
constexpr std::size_t kMaxLines = 200;

bool is_known(std::string_view name) {
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

Error at_line(std::size_t number, std::string_view what) {
  return make_error(ErrorCode::Malformed, "line " + std::to_string(number) + ": " + std::string(what));
}

// Takes "?name " or "*name " off; the name, or empty where there is none.
std::string_view take_word(std::string_view& line) {
  const std::size_t end = line.find(' ');
  const std::string_view word = line.substr(1, end == std::string_view::npos ? end : end - 1);
  line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
  return word;
}

Result<void> parse_head(std::string_view& text, std::size_t number, TemplateLine& line) {
  while (!text.empty() && (text.front() == '?' || text.front() == '!' || text.front() == '*')) {
    const char sign = text.front();
    if (sign == '*' && text.starts_with("* ")) break;  // a list's mark, not a command
    const std::string_view word = take_word(text);
    if (sign == '*') {
      if (word != "attachment" && word != "remark") return at_line(number, "* takes attachment or remark");
      line.repeat = word == "remark" ? TemplateLine::Repeat::Remark : TemplateLine::Repeat::Attachment;
      continue;
    }
    if (!is_known(word)) return at_line(number, "no value of this name: " + utf8::one_line(word, 40));
    line.conditions.push_back({std::string(word), sign == '?'});
  }
  return ok();
}

Result<void> parse_text(std::string_view text, std::size_t number, TemplateLine& line) {
  while (text.starts_with(' ')) {
    ++line.indent;
    text.remove_prefix(1);
  }
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    if (open != 0) line.parts.push_back({false, std::string(text.substr(0, open))});
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) return at_line(number, "{ without }");
    const std::string_view name = text.substr(open + 1, close - open - 1);
    if (!is_known(name)) return at_line(number, "no value of this name: " + utf8::one_line(name, 40));
    line.parts.push_back({true, std::string(name)});
    text.remove_prefix(close + 1);
  }
  return ok();
}

const TemplateValue* value_of(const TemplateValues& values, std::string_view name) {
  const auto found = values.find(name);
  return found == values.end() || found->second.empty() ? nullptr : &found->second;
}

// A paragraph that begins with a mark goes on under its words, any other at its begin.
std::size_t hanging_indent(const TemplateLine& line) {
  constexpr std::array<std::string_view, 6> kMarks = {"■", "* ", "※", "・", "- ", "Note: "};
  if (line.parts.empty()) return line.indent;
  const TemplateLine::Part& first = line.parts.front();
  if (first.is_hole) return line.indent + (first.text == "number" ? 3 : 0);
  for (const std::string_view mark : kMarks) {
    if (first.text.starts_with(mark)) return line.indent + 2;
  }
  return line.indent;
}

}  // namespace

Result<Template> parse_template(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.size() > kMaxTemplateBytes) return make_error(ErrorCode::TooLarge, "a template is at most 8 KiB");
  Template lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    std::string_view raw = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (raw.ends_with('\r')) raw.remove_suffix(1);
    if (raw.starts_with('#')) continue;
    if (!utf8::is_valid(raw)) return at_line(number, "the line is not UTF-8");
    if (std::any_of(raw.begin(), raw.end(), ascii::is_control)) return at_line(number, "control characters");
    if (lines.size() >= kMaxLines) return at_line(number, "too many lines");
    TemplateLine line;
    TRY(parse_head(raw, number, line));
    TRY(parse_text(raw, number, line));
    lines.push_back(std::move(line));
  }
  if (lines.empty() || fixed_beginning(lines.front()).empty() || fixed_beginning(lines.back()).empty()) {
    return make_error(ErrorCode::Malformed, "the first and the last line must begin with fixed words");
  }
  return lines;
}

Result<void> check_notices(const policy::Policy& policy) {
  struct Row {
    std::string_view key;
    const std::string& text;
  };
  for (const Row& row : {Row{"notice_ja", policy.notice_ja}, Row{"notice_en", policy.notice_en}}) {
    if (row.text.empty()) continue;  // the shipped one
    const Result<Template> lines = parse_template(row.text);
    if (!lines) return make_error(lines.error().code, std::string(row.key) + ": " + lines.error().detail);
  }
  return ok();
}

const Template& builtin_template(std::string_view language) {
  const auto parsed = [](std::string_view text) {
    auto lines = parse_template(text);
    MUGAI_CHECK(lines.has_value());  // a test reads both
    return std::move(lines).value();
  };
  static const Template japanese = parsed(kBuiltinNoticeJa);
  static const Template english = parsed(kBuiltinNoticeEn);
  return language == "ja" ? japanese : english;
}

bool holds(const TemplateLine& line, const TemplateValues& values) {
  return std::all_of(line.conditions.begin(), line.conditions.end(), [&](const TemplateCondition& condition) {
    return (value_of(values, condition.name) != nullptr) == condition.wanted;
  });
}

void write_line(const TemplateLine& line, const TemplateValues& values, std::string& out) {
  if (line.parts.empty()) {
    out += "\n";
    return;
  }
  Filler fill(out, line.indent, hanging_indent(line));
  for (const TemplateLine::Part& part : line.parts) {
    if (!part.is_hole) {
      fill.words(part.text);
      continue;
    }
    const TemplateValue* value = value_of(values, part.text);
    if (value == nullptr) continue;
    for (const TemplateSegment& segment : *value)
      segment.is_piece ? fill.piece(segment.text) : fill.words(segment.text);
  }
  fill.end();
}

std::string_view fixed_beginning(const TemplateLine& line) {
  return line.parts.empty() || line.parts.front().is_hole ? std::string_view() : ascii::trim(line.parts.front().text);
}

}  // namespace mugai::report
