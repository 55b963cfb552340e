#include "lib/formats/html/html_handler.h"

#include <algorithm>
#include <string>
#include <utility>

#include "lib/base/ascii.h"
#include "lib/formats/html/archive.h"
#include "lib/formats/html/page_source.h"
#include "lib/formats/html/page_writer.h"
#include "lib/formats/html/text_output.h"
#include "lib/formats/html/text_writer.h"
#include "lib/policy/policy.h"
#include "lib/text/defang.h"
#include "lib/text/file_name.h"

namespace mugai::html {
namespace {

constexpr std::uint64_t kMaxPageBytes = std::uint64_t{32} << 20;
constexpr std::uint64_t kMaxTextBytes = std::uint64_t{32} << 20;

// A name that promises something else than a page (TXT-004, CSV-004): it is opened by a program that would be deceived.
void report_name(Context& ctx) {
  const std::string extension = text::extension_of(ctx.claim().untrusted_name);
  const bool table = extension == "csv" || extension == "tsv" || extension == "xls" || extension == "xlsx";
  const bool text = extension == "txt" || extension == "log" || extension == "md";
  if (!table && !text) return;
  ctx.report(Finding{table ? "CSV-004" : "TXT-004", Action::Rewritten, "html", 1,
                     "a web page under the name of ." + extension});
}

// HTML applications run with the rights of the user, whatever is in them (HTM-023).
Result<void> refuse_application(const std::vector<Finding>& findings, Context& ctx) {
  const bool found =
      std::any_of(findings.begin(), findings.end(), [](const Finding& f) { return f.id.text() == "HTM-023"; });
  if (!found) return ok();
  ctx.report(Finding{"HTM-023", Action::Blocked, "html", 1, "HTML application"});
  return make_error(ErrorCode::Forbidden, "an HTML application");
}

Result<Outcome> write_text(const TextResult& result, OutputSink& out, Context& ctx) {
  ctx.report(Finding{"HTM-001", Action::Flattened, "html", 1, "web page, made a text file"});
  text::Defanged defanged = text::defang(result.text, ctx.policy().links);
  TRY(write_text_file(std::move(defanged.text), out, ctx));
  return Outcome{.type = "html", .extension = "txt", .replaced = true};
}

// The page as its readers see it, in the form that the policy asks for.
Result<Outcome> rebuild_page(std::string_view page, OutputSink& out, Context& ctx) {
  TextOptions options;
  options.max_output_bytes = kMaxTextBytes;
  if (ctx.policy().links == policy::Links::Remove) options.links = LinkTargets::Hide;
  TRY_ASSIGN(const TextResult result, to_text(page, options));
  for (const Finding& finding : result.findings)
    ctx.report(finding);
  TRY(refuse_application(result.findings, ctx));
  if (ctx.policy().web_pages == policy::WebPages::Text) return write_text(result, out, ctx);
  ctx.report(Finding{"HTM-001", Action::Rewritten, "html", 1, "web page, rebuilt of harmless elements"});
  TRY_ASSIGN(const std::string rebuilt, to_page(page, ctx.policy().links));
  TRY(ctx.budget().charge_output(rebuilt.size()));
  TRY(out.write(rebuilt));
  TRY(out.finish());
  return Outcome{.type = "html", .extension = "html", .replaced = false};
}

class HtmlHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "html"; }
  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& ctx) override {
    TRY_ASSIGN(const Buffer bytes, in.read_all(kMaxPageBytes));
    TRY(ctx.budget().charge_unpacked(bytes.size()));
    report_name(ctx);
    return rebuild_page(decode_page(bytes, {}, ctx), out, ctx);
  }
};

class MhtmlHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "mhtml"; }
  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& ctx) override {
    TRY_ASSIGN(const Buffer bytes, in.read_all(kMaxPageBytes));
    TRY(ctx.budget().charge_unpacked(bytes.size()));
    TRY_ASSIGN(const ArchivedPage page, read_archive(as_text(bytes), ctx));
    TRY_ASSIGN(Outcome outcome, rebuild_page(decode_page(as_bytes(page.bytes), page.charset, ctx), out, ctx));
    outcome.type = "mhtml";
    outcome.replaced = true;
    return outcome;
  }
};

}  // namespace

Handler& html_handler() {
  static HtmlHandler handler;
  return handler;
}
Handler& mhtml_handler() {
  static MhtmlHandler handler;
  return handler;
}

}  // namespace mugai::html
