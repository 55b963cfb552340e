#include "lib/formats/mail/attachments.h"

#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "lib/base/utf8.h"
#include "lib/detect/names.h"
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

NestedOutcome refused(ErrorCode why, std::string_view id, const std::string& name, std::string type, Context& ctx) {
  NestedOutcome outcome;
  outcome.disposition = Disposition::Blocked;
  outcome.reason = why;
  outcome.type = std::move(type);
  Finding finding{CatalogueId(id), Action::Blocked, utf8::one_line(name, 100), 1, ""};
  ctx.report(finding);
  outcome.findings.push_back(std::move(finding));
  return outcome;
}

// Every reading of the name that some program may take is judged; the worst one counts (NAM-013, NAM-014).
std::optional<CatalogueId> dangerous_reading(const text::FileName& name) {
  for (const std::string& candidate : name.candidates) {
    if (const auto id = detect::dangerous_name(candidate)) return id;
  }
  return detect::dangerous_name(name.display);
}

// The name under which the rebuilt file is delivered: the extension follows what it has become.
std::string delivered_name(const std::string& name, const NestedOutcome& outcome, std::set<std::string>& used) {
  std::string delivered = name;
  if (!outcome.extension.empty() && text::extension_of(name) != outcome.extension) {
    const std::size_t dot = name.rfind('.');
    delivered = name.substr(0, dot == 0 ? std::string::npos : dot) + "." + outcome.extension;
  }
  return text::unique_name(text::clean_file_name(delivered), used);
}

Result<NestedOutcome> rebuild_one(const AttachmentRef& ref, const Structure& structure, Source& message, Context& ctx,
                                  std::uint64_t& bytes_in) {
  bytes_in = ref.part->content_length;
  const std::string& name = ref.name.display;
  if (ref.refused) return refused(*ref.refused, ref.refused_id, name, "", ctx);
  if (const auto id = dangerous_reading(ref.name)) {
    return refused(ErrorCode::Forbidden, id->text(), name, detect::effective_extension(name), ctx);
  }
  std::optional<Error> unreadable;
  const auto write_input = [&](Sink& sink) -> Result<void> {
    CountingSink counted(sink);
    auto written = ref.part->kind == PartKind::Message ? structure.write_message(*ref.part, counted)
                                                       : write_decoded(*ref.part, message, ctx, counted);
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
  return outcome;
}

}  // namespace

Result<std::vector<RebuiltAttachment>> rebuild_attachments(const Gathered& gathered, const Structure& structure,
                                                           Source& message, Context& ctx) {
  std::vector<RebuiltAttachment> rebuilt;
  std::set<std::string> used;
  for (const AttachmentRef& ref : gathered.attachments) {
    RebuiltAttachment one;
    one.name = ref.name.display;
    one.names_disagree = ref.name.names_disagree;
    TRY_ASSIGN(one.outcome, rebuild_one(ref, structure, message, ctx, one.bytes_in));
    if (has_output(one.outcome.disposition)) one.delivered_name = delivered_name(one.name, one.outcome, used);
    rebuilt.push_back(std::move(one));
  }
  return rebuilt;
}

}  // namespace mugai::mail
