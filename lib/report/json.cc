// The report object (RFC 8259 JSON), written in one pass. Written by hand: the object is flat, its key order is part
// of the interface, and a daemon writes one for each mail.
#include <array>

#include "lib/base/utf8.h"
#include "lib/report/report.h"

namespace mugai::report {
namespace {

constexpr int kMaxDepth = 64;  // of children; the budget's depth is far below

// string = DQUOTE *char DQUOTE (RFC 8259, 7). Not UTF-8, a control or a line separator never passes unescaped.
void put_string(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const auto put_escape = [&out, kHex](char32_t code) {
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
      out.push_back(kHex[(code >> shift) & 0x0F]);
  };
  out.push_back('"');
  while (!text.empty()) {
    const utf8::Decoded d = utf8::decode(text);
    text.remove_prefix(d.length);
    if (d.code == '"' || d.code == '\\') {
      out.push_back('\\');
      out.push_back(static_cast<char>(d.code));
    } else if (d.code < 0x20 || (d.code >= 0x7F && d.code < 0xA0) || d.code == 0x2028 || d.code == 0x2029 ||
               (utf8::is_bidi_control(d.code) && d.code < 0x10000)) {
      put_escape(d.code);
    } else {
      utf8::append(out, d.code);
    }
  }
  out.push_back('"');
}

// Writes "key":value pairs with commas between them.
class Object {
 public:
  explicit Object(std::string& out) : out_(out) { out_.push_back('{'); }
  void text(std::string_view key, std::string_view value) {
    name(key);
    put_string(out_, value);
  }
  void number(std::string_view key, std::uint64_t value) {
    name(key);
    out_ += std::to_string(value);
  }
  void null(std::string_view key) {
    name(key);
    out_ += "null";
  }
  void name(std::string_view key) {
    if (!first_) out_.push_back(',');
    first_ = false;
    out_.push_back('"');
    out_.append(key).append("\":");
  }
  void end() { out_.push_back('}'); }

 private:
  std::string& out_;
  bool first_ = true;
};

void put_findings(std::string& out, const std::vector<Finding>& findings) {
  out.push_back('[');
  bool first = true;
  for (const Finding& finding : findings) {
    if (!first) out.push_back(',');
    first = false;
    Object object(out);
    object.text("id", finding.id.text());
    object.text("action", action_name(finding.action));
    object.text("where", finding.where);
    object.number("count", finding.count);
    if (!finding.detail.empty()) object.text("detail", finding.detail);
    object.end();
  }
  out.push_back(']');
}

// What a nested file would be called if it were written: its stem and the output's extension.
std::optional<std::string> nested_output(const JobReport& job) {
  if (!has_output(job.disposition)) return std::nullopt;
  if (job.extension.empty()) return job.name;
  const std::size_t slash = job.name.rfind('/');
  const std::size_t dot = job.name.rfind('.');
  const bool has_dot = dot != std::string::npos && dot != 0 && (slash == std::string::npos || dot > slash + 1);
  return (has_dot ? job.name.substr(0, dot) : job.name) + "." + job.extension;
}

struct Shared {
  std::string_view policy, version;
};

void put_report(std::string& out, std::string_view input, const std::optional<std::string>& output,
                const JobReport& job, const Shared& shared, int depth) {
  Object object(out);
  object.number("v", 1);
  object.text("input", input);
  if (output && has_output(job.disposition)) {
    object.text("output", *output);
  } else {
    object.null("output");
  }
  object.text("type", job.type);
  object.text("outcome", disposition_name(job.disposition));
  if (job.error && !has_output(job.disposition)) {
    object.text("reason", error_name(job.error->code));
    if (!job.error->detail.empty()) object.text("detail", job.error->detail);
  }
  object.name("findings");
  put_findings(out, job.findings);
  object.name("children");
  out.push_back('[');
  for (std::size_t i = 0; i < job.children.size() && depth < kMaxDepth; ++i) {
    if (i > 0) out.push_back(',');
    put_report(out, job.children[i].name, nested_output(job.children[i]), job.children[i], shared, depth + 1);
  }
  out.push_back(']');
  object.number("bytes_in", job.bytes_in);
  object.number("bytes_out", job.bytes_out);
  object.text("sha256_in", job.sha256_in);
  object.text("sha256_out", job.sha256_out);
  if (job.degraded_sandbox) object.text("sandbox", "degraded");
  object.text("policy", shared.policy);
  object.text("version", shared.version);
  object.number("ms", (job.wall_us + 500) / 1000);
  object.end();
}

}  // namespace

std::string to_json(const FileReport& report) {
  std::string out;
  put_report(out, report.input, report.output, report.job, {report.policy, report.version}, 0);
  return out;
}

std::string to_json_line(const FileReport& report) {
  return to_json(report) + "\n";
}

}  // namespace mugai::report
