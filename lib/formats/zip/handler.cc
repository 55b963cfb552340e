#include "lib/formats/zip/handler.h"

#include <string>
#include <string_view>
#include <utility>

#include "lib/base/ascii.h"
#include "lib/detect/names.h"
#include "lib/formats/zip/anomaly.h"
#include "lib/formats/zip/member_names.h"
#include "lib/formats/zip/note.h"
#include "lib/formats/zip/reader.h"
#include "lib/formats/zip/writer.h"
#include "lib/policy/policy.h"

namespace mugai::zip {
namespace {

// What macOS adds for itself: copies of attributes with the names of the real files (ARC-018). By the raw name, whose
// ASCII part is the same in every charset: cleaning has taken the leading dot away.
bool is_system_litter(std::string_view raw_name) {
  const std::string_view base = base_name(raw_name);
  return ascii::starts_with_ignoring_case(raw_name, "__MACOSX/") || base.starts_with("._") || base == ".DS_Store";
}

class Rebuild {
 public:
  Rebuild(Source& in, OutputSink& out, Context& ctx) : in_(in), ctx_(ctx), writer_(out, ctx.policy().compression) {}

  Result<Outcome> run() {
    TRY_ASSIGN(Reader reader, Reader::open(in_, Mode::Archive, ctx_));
    TRY_ASSIGN(const std::vector<MemberName> names, decide_names(reader.entries(), ctx_));
    TRY(check_encryption(reader, names));
    for (std::size_t i = 0; i < names.size(); ++i)
      TRY(member(reader, reader.entries()[i], names[i]));
    TRY(writer_.finish());
    return Outcome{.type = "zip", .extension = {}, .replaced = false};
  }

 private:
  void report(std::string_view id, Action action, std::string where, std::string detail = {}) {
    ctx_.report(
        Finding{.id = CatalogueId(id), .action = action, .where = std::move(where), .detail = std::move(detail)});
  }
  Result<void> check_encryption(const Reader& reader, const std::vector<MemberName>& names);
  Result<void> member(Reader& reader, const Entry& entry, const MemberName& name);
  Result<bool> keep_note(Reader& reader, const Entry& entry, const std::string& path);
  Result<void> file(Reader& reader, const Entry& entry, const std::string& path);
  Result<void> replace(const std::string& path, ErrorCode reason, std::string detail);
  Result<void> write(std::string path, Source& content);

  Source& in_;
  Context& ctx_;
  Writer writer_;
  NameSpace names_;
};

// One member that cannot be read makes the archive one that was not fully inspected. Names can be read all the same.
Result<void> Rebuild::check_encryption(const Reader& reader, const std::vector<MemberName>& names) {
  std::uint32_t encrypted = 0;
  for (const Entry& entry : reader.entries())
    encrypted += entry.encrypted ? 1U : 0U;
  if (encrypted == 0) return ok();
  for (const MemberName& name : names) {
    if (detect::dangerous_name(name.path)) report("ARC-004", Action::Blocked, name.path);
  }
  zip::report(ctx_, Mode::Archive, Anomaly::Encrypted, {}, encrypted);
  return make_error(ErrorCode::Encrypted, "the archive has encrypted members");
}

Result<void> Rebuild::member(Reader& reader, const Entry& entry, const MemberName& name) {
  if (is_system_litter(entry.raw_name)) {
    report("ARC-018", Action::Removed, name.path, "file of the sender's system");
    return ok();
  }
  if (entry.symlink) {
    report("ARC-007", Action::Removed, name.path);
    return ok();
  }
  if (name.directory) {
    if (!names_.claim_folder(name.path)) return ok();
    return writer_.add(name.path + "/", {});
  }
  // Before the rules on names, which "setup.exe.txt" would break.
  TRY_ASSIGN(const bool kept, keep_note(reader, entry, name.path));
  if (kept) return ok();
  if (const auto id = detect::dangerous_name(name.path)) {
    report(id->text(), Action::Removed, name.path);
    return replace(name.path, ErrorCode::Forbidden, "dangerous file name");
  }
  return file(reader, entry, name.path);
}

// A note that an earlier pass left behind is known by its bytes and stays as it is.
Result<bool> Rebuild::keep_note(Reader& reader, const Entry& entry, const std::string& path) {
  if (!path.ends_with(".txt") || entry.unpacked > kMaxNoteBytes || entry.unpacked == 0) return false;
  if (entry.method != kStored && entry.method != kDeflated) return false;
  TRY_ASSIGN(const Buffer bytes, reader.read(entry, kMaxNoteBytes, ctx_.budget()));
  if (!is_note(bytes)) return false;
  MemorySource source{Bytes(bytes)};
  TRY(write(path, source));
  return true;
}

Result<void> Rebuild::file(Reader& reader, const Entry& entry, const std::string& path) {
  if (entry.method != kStored && entry.method != kDeflated) {
    return replace(path, ErrorCode::Unsupported, "compression method " + std::to_string(entry.method));
  }
  const FileClaim claim{.untrusted_name = std::string(base_name(path)), .untrusted_mime_type = {}};
  TRY_ASSIGN(NestedOutcome outcome,
             ctx_.sanitize_child(claim, [&](Sink& sink) { return reader.extract(entry, sink, ctx_.budget()); }));
  if (!has_output(outcome.disposition) || outcome.output == nullptr) {
    return replace(path, outcome.reason, std::move(outcome.detail));
  }
  return write(outcome.extension.empty() ? path : with_extension(path, outcome.extension), *outcome.output);
}

// A refused member: a note of its name stands in its place.
Result<void> Rebuild::replace(const std::string& path, ErrorCode reason, std::string detail) {
  report("ARC-021", Action::Removed, path, std::move(detail));
  MemorySource note(note_for(reason));
  return write(path + ".txt", note);
}

Result<void> Rebuild::write(std::string path, Source& content) {
  std::string unique = names_.claim(path);
  if (unique != path) report("NAM-015", Action::Rewritten, std::move(path));
  TRY(writer_.begin(unique));
  TRY(copy(content, writer_.data()));
  return writer_.end();
}

class ZipHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "zip"; }
  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& ctx) override { return Rebuild(in, out, ctx).run(); }
};

}  // namespace

Handler& handler() {
  static ZipHandler instance;
  return instance;
}

}  // namespace mugai::zip
