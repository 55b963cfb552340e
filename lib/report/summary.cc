// Words for a terminal: one line a file, then what was found. The input's strings pass utf8::one_line, so that a file
// name cannot move the cursor or fake a line.
#include <array>

#include "lib/base/utf8.h"
#include "lib/report/messages.h"
#include "lib/report/report.h"
#include "lib/report/words.h"

namespace mugai::report {
namespace {

constexpr std::size_t kMaxPathBytes = 1'000;
constexpr std::size_t kMaxNameBytes = 200;
constexpr int kMaxDepth = 64;

struct ActionWords {
  std::string_view en, ja;
};
constexpr std::array<ActionWords, kActionCount> kActions = {
    {{"removed", "除去"}, {"rewritten", "書き換え"}, {"flattened", "固定化"}, {"blocked", "拒否"}, {"kept", "残置"}}};

std::string outcome_words(const JobReport& job, std::string_view language) {
  const bool japanese = language == "ja";
  std::string out(disposition_words(job.disposition, language));
  std::string why;
  if (has_output(job.disposition)) {
    why = removed_words(all_findings(job), language);
  } else if (job.error) {
    why = reason_words(job.error->code, job.type, language);
  }
  const auto blocked = group_blocked(all_findings(job), language);
  if (!blocked.empty()) {
    if (!why.empty()) why += japanese ? "／" : "; ";
    why += (japanese ? "拒否：" : "refused: ") + join_titles(blocked, language, 3);
  }
  if (why.empty()) return out;
  return japanese ? out + "（" + why + "）" : out + " (" + why + ")";
}

void put_findings(std::string& out, const JobReport& job, std::string_view language, const std::string& indent) {
  for (const Finding& finding : job.findings) {
    const auto action = static_cast<std::size_t>(finding.action);
    out.append(indent).append(finding.id.text()).append(" ");
    out.append(language == "ja" ? kActions.at(action).ja : kActions.at(action).en).append(": ");
    out.append(title_of(finding.id, language));
    if (finding.count > 1) out.append(" ×").append(std::to_string(finding.count));
    if (!finding.where.empty()) out.append(" [").append(utf8::one_line(finding.where, kMaxNameBytes)).append("]");
    if (!finding.detail.empty()) out.append(" ").append(utf8::one_line(finding.detail, kMaxDetailBytes));
    out += "\n";
  }
}

void put_tree(std::string& out, const JobReport& job, std::string_view language, int depth) {
  const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
  put_findings(out, job, language, indent);
  if (!has_output(job.disposition) && job.error && !job.error->detail.empty()) {
    out.append(indent).append(error_name(job.error->code)).append(": ");
    out.append(utf8::one_line(job.error->detail, kMaxDetailBytes)).append("\n");
  }
  if (depth >= kMaxDepth) return;
  for (const JobReport& child : job.children) {
    out.append(indent).append("> ").append(utf8::one_line(child.name, kMaxNameBytes)).append(": ");
    out.append(outcome_words(child, language)).append("\n");
    put_tree(out, child, language, depth + 1);
  }
}

}  // namespace

std::string summary_line(const FileReport& report, std::string_view language) {
  std::string out = utf8::one_line(report.input, kMaxPathBytes);
  if (report.output && has_output(report.job.disposition)) {
    out.append(" -> ").append(utf8::one_line(*report.output, kMaxPathBytes));
  }
  return out.append(": ").append(outcome_words(report.job, language));
}

std::string summary(const FileReport& report, std::string_view language) {
  std::string out = summary_line(report, language) + "\n";
  put_tree(out, report.job, language, 1);
  if (!has_output(report.job.disposition) && report.job.error) {
    out.append("  ").append(advice(report.job.error->code, language)).append("\n");
  }
  return out;
}

std::string explain_finding(CatalogueId id, std::string_view language) {
  const CatalogueRow& row = id.row();
  const bool japanese = language == "ja";
  std::string out(row.id);
  out.append("  ").append(japanese ? row.title_ja : row.title_en).append("\n");
  if (japanese) out.append("  英語名: ").append(row.title_en).append("\n");
  if (!row.risk.empty()) out.append(japanese ? "  危険性: " : "  risk: ").append(row.risk).append("\n");
  out.append(japanese ? "  処理: " : "  treatment: ").append(row.treatment).append("\n");
  return out;
}

}  // namespace mugai::report
