// Rebuilds one Office document: the graph is decided first, then every part that stays is streamed once
// (inflate -> XML filter -> deflate) into a new package.
#include "lib/formats/ooxml/handler.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "lib/base/check.h"
#include "lib/formats/ooxml/content_types.h"
#include "lib/formats/ooxml/note_drawings.h"
#include "lib/formats/ooxml/package.h"
#include "lib/formats/ooxml/part_filter.h"
#include "lib/formats/ooxml/part_path.h"
#include "lib/formats/ooxml/prepare.h"
#include "lib/formats/ooxml/relationships.h"
#include "lib/formats/ooxml/rules.h"
#include "lib/formats/ooxml/trial.h"
#include "lib/formats/zip/writer.h"
#include "lib/policy/policy.h"

namespace mugai::ooxml {
namespace {

class Job {
 public:
  Job(const Rules& rules, const Names& names, Source& in, OutputSink& out, Context& context)
      : rules_(rules), names_(names), in_(in), out_(out), context_(context), reporter_(context) {}

  Result<Outcome> run() {
    TRY_ASSIGN(zip::Reader reader, zip::Reader::open(in_, zip::Mode::Opc, context_));
    TRY_ASSIGN(Package package, Package::load(reader, context_, reporter_));
    TRY(prepare(package, reader, context_, reporter_));
    TRY(rebuild_loose_drawings(package, reader, context_, reporter_));
    package.settle(reporter_);
    document_ = package.document_state();
    zip::Writer writer(out_, context_.policy().compression);
    TRY(write_control_parts(package, writer));
    for (const Part& part : package.parts()) {
      if (part.kept) TRY(write_part(package, part, reader, writer));
    }
    if (package.main().family == Family::Sheet && document_.sheets_kept == 0) {
      return make_error(ErrorCode::Forbidden, "no sheet of the workbook can stay");
    }
    TRY(reporter_.verdict());
    TRY(writer.finish());
    return Outcome{std::string(package.main().type), std::string(package.main().output), false};
  }

 private:
  Result<void> write_control_parts(const Package& package, zip::Writer& writer) {
    std::vector<TypedPart> typed;
    for (const Part& part : package.parts()) {
      if (part.kept) typed.push_back({part.output_name, part.content_type, part.treatment == Treatment::Picture});
    }
    TRY(writer.add("[Content_Types].xml", as_bytes(write_content_types(typed))));
    return write_list(package, "", package.root_relationships(), writer);
  }

  Result<void> write_list(const Package& package, std::string_view source, const std::vector<Relationship>& list,
                          zip::Writer& writer) {
    const bool any = std::any_of(list.begin(), list.end(), [](const Relationship& r) { return r.kept; });
    if (!any) return ok();
    const auto name_of = [&package](std::size_t index) -> std::string_view {
      return package.parts()[index].output_name;
    };
    return writer.add(relationships_path(source), as_bytes(write_relationships(source, list, name_of)));
  }

  Result<void> write_part(const Package& package, const Part& part, zip::Reader& reader, zip::Writer& writer) {
    // Pictures and packages are compressed already.
    TRY(writer.begin(part.output_name, part.treatment != Treatment::Xml));
    switch (part.treatment) {
      case Treatment::Xml:
        TRY(write_xml(part, reader, writer.data()));
        break;
      case Treatment::Picture:
        TRY(write_picture(part, reader, context_, writer.data()));
        break;
      case Treatment::Package:
        TRY(copy(*part.nested, writer.data()));
        break;
      case Treatment::Link:
      case Treatment::Drop:
        MUGAI_CHECK(false);
    }
    TRY(writer.end());
    return write_list(package, part.output_name, part.relationships, writer);
  }

  Result<void> write_xml(const Part& part, zip::Reader& reader, Sink& out) {
    const RelationshipStates states = Package::states_of(part);
    PartFilter delegate(rules_, names_, states, document_, reporter_, part.name, part.root);
    xml::Filter filter(rules_.vocabulary(), delegate, out);
    delegate.attach(filter);
    auto done = part.held ? filter.write(Bytes(part.bytes)) : reader.extract(*part.entry, filter, context_.budget());
    if (done.has_value()) done = filter.finish();
    if (!done.has_value()) return explain_xml_error(std::move(done).error(), part.name, reporter_);
    const xml::ElementId root = rules_.vocabulary().element(part.root);
    MUGAI_CHECK(root != 0);
    const xml::Vocabulary::Element& wanted = rules_.vocabulary().element_info(root);
    const xml::Vocabulary::Namespace& ns = rules_.vocabulary().ns(wanted.ns);
    if (filter.root_name() == wanted.local_name && filter.root_namespace() == ns.uri) return ok();
    reporter_.tell("OOXML-005", std::nullopt, part.name, Action::Blocked, "another root element");
    return make_error(ErrorCode::Malformed, part.name + " is not what its content type says");
  }

  const Rules& rules_;
  const Names& names_;
  Source& in_;
  OutputSink& out_;
  Context& context_;
  Reporter reporter_;
  DocumentState document_;
};

// Two sets of rules: what is hidden must be known before its content only where it is to go.
class OoxmlHandler final : public Handler {
 public:
  OoxmlHandler() : rules_{build(Rules::Hidden::Kept), build(Rules::Hidden::Removed)} {}
  [[nodiscard]] std::string_view name() const noexcept override { return "ooxml"; }
  [[nodiscard]] Buffer trial() const override { return trial_document(); }
  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& context) override {
    const bool keeps = context.policy().state(policy::Category::HiddenContent) == policy::State::Keep;
    const std::size_t which = keeps ? 0 : 1;
    return Job(rules_[which], names_[which], in, out, context).run();
  }

 private:
  static Rules build(Rules::Hidden hidden) {
    auto rules = Rules::build(hidden);
    if (!rules.has_value()) std::fprintf(stderr, "mugai: %s\n", rules.error().detail.c_str());
    MUGAI_CHECK(rules.has_value());
    return std::move(rules).value();
  }
  std::array<Rules, 2> rules_;
  std::array<Names, 2> names_{Names(rules_[0].vocabulary()), Names(rules_[1].vocabulary())};
};

}  // namespace

Handler& handler() {
  static OoxmlHandler instance;
  return instance;
}

}  // namespace mugai::ooxml
