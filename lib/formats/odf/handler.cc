// Rebuilds one OpenDocument file. A package: its members are judged first, then the files of each document that content
// refers to are streamed once (inflate -> XML filter -> deflate), then the pictures, then the manifest. A flat
// document: one stream through the same filter.
#include "lib/formats/odf/handler.h"

#include <cstdio>

#include "lib/base/check.h"
#include "lib/formats/formula/functions.h"
#include "lib/formats/odf/package.h"
#include "lib/formats/odf/part_filter.h"
#include "lib/formats/odf/pictures.h"
#include "lib/formats/odf/rules.h"
#include "lib/formats/svg/svg.h"
#include "lib/formats/zip/writer.h"
#include "lib/policy/policy.h"

namespace mugai::odf {

using xml::is_dtd_error;

namespace {

// Pictures in base64 are the longest texts that are asked about.
constexpr std::uint32_t kMaxInlinePicture = 48U << 20;
// Files whose loss costs nothing that a reader sees: a damaged one goes, and is held in memory until it is known.
constexpr std::uint64_t kMaxSideFile = std::uint64_t{8} << 20;

xml::Limits limits() {
  xml::Limits limits;
  limits.asked_text_bytes = kMaxInlinePicture;
  return limits;
}

// What an Error of the XML stages means; `action` is what becomes of the part.
Error explain(Error error, std::string_view part, Reporter& reporter, Action action = Action::Blocked) {
  std::string_view id;
  if (is_dtd_error(error) || error.code == ErrorCode::Unsupported || error.code == ErrorCode::Ambiguous) {
    id = "ODF-027";
  } else if (error.code == ErrorCode::Malformed) {
    id = "OOXML-017";
  } else if (error.code == ErrorCode::TooDeep || error.code == ErrorCode::TooMany) {
    id = "OOXML-035";
  }
  if (!id.empty()) reporter.tell(id, std::nullopt, part, action, error.detail);
  error.detail = std::string(part) + ": " + error.detail;
  return error;
}

// The vocabulary's names of what the roots of a document's files may be.
std::string_view root_of(std::string_view file, Kind kind) {
  if (file.ends_with("styles.xml")) return "office:document-styles";
  if (file.ends_with("meta.xml")) return "office:document-meta";
  if (file.ends_with("settings.xml")) return "office:document-settings";
  return kind == Kind::Formula ? std::string_view("math:math") : std::string_view("office:document-content");
}

bool is_side_file(std::string_view file) {
  return file.ends_with("meta.xml") || file.ends_with("settings.xml");
}

struct Shared {
  const Rules& rules;
  const Names& names;
};

Result<void> check_root(const xml::Filter& filter, const Rules& rules, std::string_view wanted, std::string_view where,
                        Reporter& reporter) {
  const xml::Vocabulary::Element& element = rules.vocabulary().element_info(rules.vocabulary().element(wanted));
  if (filter.root_name() == element.local_name && filter.root_namespace() == rules.vocabulary().ns(element.ns).uri)
    return ok();
  reporter.tell("ODF-029", std::nullopt, where, Action::Blocked, "another root element");
  return make_error(ErrorCode::Ambiguous, std::string(where) + " is not what its name says");
}

Result<void> check_body(const PartFilter& delegate, Kind kind, std::string_view where, Reporter& reporter) {
  if (delegate.body() == kind && !delegate.has_two_bodies()) return ok();
  reporter.tell("ODF-029", std::nullopt, where, Action::Blocked, "content of another kind than the media type");
  return make_error(ErrorCode::Ambiguous, std::string(where) + " is of another kind than its media type says");
}

class PackageJob {
 public:
  PackageJob(const Shared& shared, Source& in, OutputSink& out, Context& context)
      : shared_(shared), in_(in), out_(out), context_(context), reporter_(context) {}

  Result<Outcome> run() {
    TRY_ASSIGN(zip::Reader reader, zip::Reader::open(in_, zip::Mode::Opc, context_));
    TRY_ASSIGN(package_, Package::load(reader, context_, reporter_));
    zip::Writer writer(out_, context_.policy().compression);
    const MainRow& main = package_.main();
    TRY(writer.add("mimetype", as_bytes(main.output), true));
    entries_.push_back({"/", std::string(main.output)});
    for (std::size_t i = 0; i < package_.wanted_count(); ++i)
      TRY(write_document(i, reader, writer));
    TRY(write_pictures(reader, writer));
    TRY(writer.add("META-INF/manifest.xml", as_bytes(write_manifest(entries_, version_))));
    package_.report_orphans(reporter_);
    TRY(reporter_.verdict());
    TRY(writer.finish());
    return Outcome{std::string(main.type), main.type == "odm" ? "odt" : std::string(main.type), false};
  }

 private:
  Result<void> write_document(std::size_t index, zip::Reader& reader, zip::Writer& writer) {
    const Document document = package_.wanted(index);
    if (!document.prefix.empty()) entries_.push_back({document.prefix, std::string(object_mime(document.kind))});
    for (const std::string& file : document.files) {
      const zip::Entry* entry = reader.find(file);
      MUGAI_CHECK(entry != nullptr);
      TRY(is_side_file(file) ? write_side_file(document, file, *entry, reader, writer)
                             : write_file(document, file, *entry, reader, writer));
    }
    return ok();
  }

  Result<void> write_file(const Document& document, const std::string& file, const zip::Entry& entry,
                          zip::Reader& reader, zip::Writer& writer) {
    TRY(writer.begin(file));
    TRY(filter_file(document, file, entry, reader, writer.data()));
    entries_.push_back({file, "text/xml"});
    return writer.end();
  }

  Result<void> write_side_file(const Document& document, const std::string& file, const zip::Entry& entry,
                               zip::Reader& reader, zip::Writer& writer) {
    if (entry.unpacked > kMaxSideFile) return make_error(ErrorCode::TooLarge, file + " is too large");
    MemorySink held;
    const auto done = filter_file(document, file, entry, reader, held);
    if (!done.has_value()) {
      if (done.error().code != ErrorCode::Malformed || is_dtd_error(done.error())) return done;
      return ok();  // told as removed
    }
    entries_.push_back({file, "text/xml"});
    return writer.add(file, Bytes(held.buffer()));
  }

  Result<void> filter_file(const Document& document, const std::string& file, const zip::Entry& entry,
                           zip::Reader& reader, Sink& out) {
    PartFilter delegate(shared_.rules, shared_.names, package_, document.prefix, reporter_, context_, file);
    xml::Filter filter(shared_.rules.vocabulary(), delegate, out, limits());
    delegate.attach(filter);
    auto done = reader.extract(entry, filter, context_.budget());
    if (done.has_value()) done = filter.finish();
    if (!done.has_value()) {
      const bool survives =
          is_side_file(file) && (done.error().code == ErrorCode::Malformed) && !is_dtd_error(done.error());
      return explain(std::move(done).error(), file, reporter_, survives ? Action::Removed : Action::Blocked);
    }
    TRY(check_root(filter, shared_.rules, root_of(file, document.kind), file, reporter_));
    if (!file.ends_with("content.xml")) return ok();
    if (document.prefix.empty() && delegate.version() >= "1.2") version_ = delegate.version();
    if (document.kind == Kind::Formula) return ok();
    return check_body(delegate, document.kind, file, reporter_);
  }

  Result<void> write_pictures(zip::Reader& reader, zip::Writer& writer) {
    for (const std::string& name : package_.wanted_pictures()) {
      const Picture& picture = package_.picture(name);
      TRY(writer.begin(picture.output_name, true));  // compressed already
      TRY(package_.write_picture(picture, reader, context_, writer.data()));
      TRY(writer.end());
      entries_.push_back({picture.output_name, picture.mime});
    }
    return ok();
  }

  const Shared& shared_;
  Source& in_;
  OutputSink& out_;
  Context& context_;
  Reporter reporter_;
  Package package_;
  std::vector<FileEntry> entries_;
  std::string version_;
};

class FlatJob {
 public:
  FlatJob(const Shared& shared, Source& in, OutputSink& out, Context& context)
      : shared_(shared), in_(in), out_(out), context_(context), reporter_(context) {}

  Result<Outcome> run() {
    constexpr std::string_view kWhere = "document";
    TRY(context_.budget().charge_unpacked(in_.size()));
    Package none;
    PartFilter delegate(shared_.rules, shared_.names, none, {}, reporter_, context_, kWhere);
    xml::Filter filter(shared_.rules.vocabulary(), delegate, out_, limits());
    delegate.attach(filter);
    auto done = copy(in_, filter);
    if (done.has_value()) done = filter.finish();
    if (!done.has_value()) return explain(std::move(done).error(), kWhere, reporter_);
    TRY(check_root(filter, shared_.rules, "office:document", kWhere, reporter_));
    const MainRow* main = find_main(delegate.mimetype());
    if (main == nullptr)
      return make_error(ErrorCode::Unsupported, "no kind of document that is rebuilt: " + delegate.mimetype());
    TRY(check_body(delegate, main->kind, kWhere, reporter_));
    TRY(reporter_.verdict());
    return Outcome{std::string(main->flat), std::string(main->flat), false};
  }

 private:
  const Shared& shared_;
  Source& in_;
  OutputSink& out_;
  Context& context_;
  Reporter reporter_;
};

class OdfHandler final : public Handler {
 public:
  explicit OdfHandler(Rules rules) : rules_(std::move(rules)), names_(rules_.vocabulary()) {}
  [[nodiscard]] std::string_view name() const noexcept override { return "odf"; }
  void warm_up() override {
    formula::warm_up();
    svg::warm_up();
    (void)inline_placeholder();
  }
  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& context) override {
    const Shared shared{rules_, names_};
    TRY_ASSIGN(const Buffer head, in.read_buffer(0, std::min<std::uint64_t>(in.size(), 4)));
    if (starts_with(head, "PK")) return PackageJob(shared, in, out, context).run();
    return FlatJob(shared, in, out, context).run();
  }

 private:
  Rules rules_;
  Names names_;
};

OdfHandler make_handler() {
  auto rules = Rules::build();
  if (!rules.has_value()) std::fprintf(stderr, "mugai: %s\n", rules.error().detail.c_str());
  MUGAI_CHECK(rules.has_value());
  return OdfHandler(std::move(rules).value());
}

}  // namespace

Handler& handler() {
  static OdfHandler instance = make_handler();
  return instance;
}

}  // namespace mugai::odf
