#include "lib/formats/mail/attachments.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/detect/names.h"
#include "lib/formats/mail/invitation.h"
#include "lib/formats/mail/transfer.h"
#include "lib/text/file_name.h"

namespace mugai::mail {
namespace {

// Counts what passes, so that the notice can say how large an attachment was.
class CountingSink final : public Sink {
 public:
  explicit CountingSink(Sink& next) : next_(next) {}
  using Sink::write;
  Result<void> write(Bytes bytes) override {
    count_ += bytes.size();
    return next_.write(bytes);
  }
  Result<void> finish() override { return next_.finish(); }
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }

 private:
  Sink& next_;
  std::uint64_t count_ = 0;
};

// What nobody here can read without a key waits for one; all else is refused.
NestedOutcome refused(ErrorCode why, std::string_view id, const std::string& name, std::string type, Context& ctx) {
  NestedOutcome outcome;
  outcome.disposition = why == ErrorCode::Encrypted ? Disposition::Held : Disposition::Blocked;
  outcome.reason = why;
  outcome.type = std::move(type);
  Finding finding{CatalogueId(id), Action::Blocked, utf8::one_line(name, 100), 1, ""};
  ctx.report(finding);
  outcome.findings.push_back(std::move(finding));
  return outcome;
}

// True for "invoice.pdf.exe": what stands before the last extension looks like one too.
bool has_two_extensions(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos) return false;
  const std::string inner = text::extension_of(std::string(ascii::trim(std::string_view(name).substr(0, dot))));
  return inner.size() >= 2 && inner.size() <= 5;
}

// Every reading of the name that some program may take is judged; the worst one counts (NAM-013, NAM-014). All reasons
// are told.
std::optional<CatalogueId> dangerous_reading(const text::FileName& name, Context& ctx) {
  const std::string shown = utf8::one_line(name.display, 100);
  std::vector<CatalogueId> found;
  const auto judge = [&](const std::string& reading) {
    const auto id = detect::dangerous_name(reading);
    if (id && std::find(found.begin(), found.end(), *id) == found.end()) found.push_back(*id);
    return id;
  };
  const auto by_display = judge(name.display);
  for (const auto* readings : {&name.given, &name.candidates}) {
    for (const std::string& reading : *readings)
      (void)judge(reading);
  }
  if (found.empty()) return std::nullopt;
  const bool by_extension =
      std::any_of(found.begin(), found.end(), [](CatalogueId id) { return id.text().starts_with("EXT-"); });
  if (by_extension) {
    ctx.report({has_two_extensions(name.display) ? "NAM-002" : "NAM-001", Action::Blocked, shown, 1, ""});
  }
  const bool has_stream = std::any_of(name.given.begin(), name.given.end(), [](const std::string& given) {
    return given.find(':') != std::string::npos;  // "a.txt:evil.exe" (NAM-007)
  });
  if (has_stream && found.front() != CatalogueId("NAM-007")) ctx.report({"NAM-007", Action::Blocked, shown, 1, ""});
  // What is shown is harmless, and some program would have read another name.
  if (!by_display) ctx.report({"NAM-013", Action::Blocked, shown, 1, "dangerous in another reading"});
  for (std::size_t i = 1; i < found.size(); ++i)
    ctx.report({found[i], Action::Blocked, shown, 1, ""});
  return found.front();
}

// The name under which the rebuilt file is delivered: the extension follows what it has become.
std::string delivered_name(const std::string& name, const NestedOutcome& outcome, std::set<std::string>& used,
                           Context& ctx) {
  std::string delivered = name;
  if (!outcome.extension.empty() && text::extension_of(name) != outcome.extension) {
    const std::size_t dot = name.rfind('.');
    delivered = name.substr(0, dot == 0 ? std::string::npos : dot) + "." + outcome.extension;
  }
  const std::string cleaned = text::clean_file_name(delivered);
  std::string unique = text::unique_name(cleaned, used);
  if (unique != cleaned) ctx.report({"NAM-015", Action::Rewritten, utf8::one_line(cleaned, 100), 1, ""});
  return unique;
}

// The bytes of an attachment, wherever they lie.
Result<void> write_content(const AttachmentRef& ref, Context& ctx, Sink& sink) {
  if (ref.bytes != nullptr) {
    MemorySource all{Bytes(*ref.bytes)};
    SliceSource file(all, ref.offset, ref.length);
    return copy(file, sink);
  }
  if (ref.part->kind == PartKind::Message) return ref.structure->write_message(*ref.part, sink);
  return write_decoded(*ref.part, *ref.message, Purpose::File, ctx, sink);
}

// A program without an extension runs as well as one with it (NAM-016).
void report_hidden_program(const AttachmentRef& ref, const NestedOutcome& outcome, Context& ctx) {
  const bool is_program = outcome.reason == ErrorCode::Forbidden && outcome.disposition == Disposition::Blocked &&
                          std::any_of(outcome.findings.begin(), outcome.findings.end(), [](const Finding& finding) {
                            return finding.id.text().starts_with("EXT-") && finding.id.text() != "EXT-011";
                          });
  if (is_program && text::extension_of(ref.name.display).empty()) {
    ctx.report({"NAM-016", Action::Blocked, utf8::one_line(ref.name.display, 100), 1, "true type is " + outcome.type});
  }
}

Result<NestedOutcome> rebuild_one(const AttachmentRef& ref, Context& ctx, std::uint64_t& bytes_in) {
  bytes_in = ref.bytes != nullptr ? ref.length : ref.part->content_length;
  const std::string& name = ref.name.display;
  if (ref.refused) return refused(*ref.refused, ref.refused_id, name, "", ctx);
  if (const auto id = dangerous_reading(ref.name, ctx)) {
    return refused(ErrorCode::Forbidden, id->text(), name, detect::effective_extension(name), ctx);
  }
  std::optional<Error> unreadable;
  const auto write_input = [&](Sink& sink) -> Result<void> {
    CountingSink counted(sink);
    auto written = write_content(ref, ctx, counted);
    bytes_in = counted.count();
    if (!written) {
      unreadable = written.error();
      return written;
    }
    return counted.finish();
  };
  auto outcome = ctx.sanitize_child({name, ref.claimed_type}, write_input);
  if (!outcome && unreadable && unreadable->code != ErrorCode::Io) {
    return refused(unreadable->code, "MIME-003", name, "", ctx);
  }
  if (outcome) report_hidden_program(ref, *outcome, ctx);
  return outcome;
}

}  // namespace

Result<std::vector<RebuiltAttachment>> rebuild_attachments(const Gathered& gathered, Context& ctx) {
  std::vector<RebuiltAttachment> rebuilt;
  for (const AttachmentRef& ref : gathered.attachments) {
    RebuiltAttachment one;
    one.name = ref.name.display;
    one.names_disagree = ref.name.names_disagree;
    one.name_missing = ref.name.missing;
    one.is_invitation = ref.is_invitation;
    TRY_ASSIGN(one.outcome, rebuild_one(ref, ctx, one.bytes_in));
    rebuilt.push_back(std::move(one));
  }
  TRY(settle_invitations(rebuilt, ctx));
  std::set<std::string> used;
  for (RebuiltAttachment& one : rebuilt) {
    if (!has_output(one.outcome.disposition)) continue;
    one.delivered_name = delivered_name(one.name, one.outcome, used, ctx);
    if (one.outcome.type == "mail") ctx.report({"EML-001", Action::Kept, utf8::one_line(one.name, 100), 1, ""});
  }
  return rebuilt;
}

}  // namespace mugai::mail
