#include "lib/formats/flat/handler.h"

#include "lib/formats/flat/flat_opc.h"
#include "lib/formats/flat/refusals.h"
#include "lib/formats/flat/text.h"
#include "lib/formats/ooxml/handler.h"
#include "lib/formats/xml/filter.h"
#include "lib/stream/source.h"

namespace mugai::flat {
namespace {

void tell(Context& context, std::string_view id, Action action, std::string_view detail) {
  context.report({CatalogueId(id), action, context.claim().untrusted_name, 1, std::string(detail)});
}

class FlatHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "flat"; }

  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& context) override {
    TRY_ASSIGN(const std::string text, read_text(in, context.budget()));
    auto root = find_root(text);
    if (!root.has_value()) return explain(std::move(root).error(), context);
    if (root->namespace_uri == kFlatOpcNamespace && root->local_name == "package") return rebuild(text, out, context);
    return refuse(text, *root, context);
  }

 private:
  static Error explain(Error error, Context& context) {
    const std::string_view id = xml::is_dtd_error(error) ? "OOXML-015" : "FLAT-001";
    tell(context, id, Action::Blocked, error.detail);
    return error;
  }

  static Result<Outcome> rebuild(std::string_view text, OutputSink& out, Context& context) {
    auto package = package_of(text, context.budget());
    if (!package.has_value()) return explain(std::move(package).error(), context);
    tell(context, "FLAT-001", Action::Rewritten, "a package in one XML file");
    MemorySource source{Bytes(*package)};
    TRY_ASSIGN(Outcome outcome, ooxml::handler().sanitize(source, out, context));
    return outcome;
  }

  static Result<Outcome> refuse(std::string_view text, const Root& root, Context& context) {
    const Refusal kind = kind_of_root(root.namespace_uri, root.local_name);
    if (!kind.id.empty()) tell(context, kind.id, Action::Blocked, kind.what);
    for (const Refusal& found : constructs_in(text)) {
      if (found.id != kind.id) tell(context, found.id, Action::Blocked, found.what);
    }
    if (kind.id.empty()) tell(context, "GEN-001", Action::Blocked, "no document that is known: " + root.local_name);
    return make_error(ErrorCode::Unsupported,
                      kind.id.empty() ? "XML of an unknown program" : std::string(kind.what) + " in one XML file");
  }
};

}  // namespace

Handler& handler() {
  static FlatHandler instance;
  return instance;
}

}  // namespace mugai::flat
