// Helpers of the XML tests: one call that runs a document through the filter, and a delegate that writes down what it
// was told.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/formats/xml/filter.h"

namespace mugai::xml::testing {

// A small vocabulary with each kind of rule.
inline constexpr std::string_view kTables = R"(
# namespaces
ns a urn:a urn:a-strict
ns b urn:b
ns d urn:d
ns e urn:e
default d e
any xml:space
set common id name
el a:root @common b:id
el a:p @common val b:id b:ref=ask gone=drop
el a:gone=drop
el a:wrap=unwrap
el a:ask=ask val=ask
el a:text!text
el a:bare!notext
el d:sheet
el d:row r s t
el d:c r
el e:row r
el b:x val
el xml
)";

class Recorder : public Delegate {
 public:
  ElementDecision on_start(StartTag& tag) override {
    calls += "start " + std::to_string(tag.element()) + ";";
    return start ? start(tag) : ElementDecision{};
  }
  void on_end(ElementId element) override {
    calls += "end " + std::to_string(element) + ";";
    if (end) end(element);
  }
  Verdict on_attribute(StartTag& tag, AttributeId id, std::string& value) override {
    calls += "attribute " + value + ";";
    return attribute ? attribute(tag, id, value) : Verdict::Keep;
  }
  Verdict on_text(ElementId element, std::string& content) override {
    calls += "text " + content + ";";
    return text ? text(element, content) : Verdict::Keep;
  }
  Verdict on_foreign(ElementId parent, std::string_view namespace_uri, std::string_view local_name) override {
    return foreign ? foreign(parent, namespace_uri, local_name)
                   : Delegate::on_foreign(parent, namespace_uri, local_name);
  }
  void on_dropped(const Dropped& d) override {
    dropped += std::to_string(static_cast<int>(d.kind)) + " " + std::string(d.namespace_uri) + " " +
               std::string(d.local_name) + " " + std::to_string(d.count) + ";";
  }

  std::function<ElementDecision(StartTag&)> start;
  std::function<void(ElementId)> end;
  std::function<Verdict(StartTag&, AttributeId, std::string&)> attribute;
  std::function<Verdict(ElementId, std::string&)> text;
  std::function<Verdict(ElementId, std::string_view, std::string_view)> foreign;
  std::string calls;
  std::string dropped;
};

struct Run {
  Result<void> result;
  std::string output;  // without the declaration
  bool ok() const { return result.has_value(); }
  // "ok", or the name of the error
  std::string status() const { return ok() ? "ok" : std::string(error_name(result.error().code)); }
};

struct Options {
  Limits limits;
  Engine engine = Engine::Auto;
  std::size_t piece = 1u << 20;  // bytes a write
};

inline const Vocabulary& test_vocabulary() {
  static const Vocabulary vocabulary = Vocabulary::parse(kTables).value();
  return vocabulary;
}

inline Result<void> feed(Filter& filter, std::string_view text, std::size_t piece) {
  while (!text.empty()) {
    TRY(filter.write(text.substr(0, piece)));
    text.remove_prefix(std::min(piece, text.size()));
  }
  return filter.finish();
}

constexpr std::string_view kDeclarationText = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n";

inline Run run(std::string_view text, Delegate& delegate, const Options& options = {},
               const Vocabulary& vocabulary = test_vocabulary()) {
  MemorySink sink;
  Filter filter(vocabulary, delegate, sink, options.limits, options.engine);
  Run run{feed(filter, text, options.piece), std::string(sink.text())};
  if (run.output.substr(0, kDeclarationText.size()) == kDeclarationText) run.output.erase(0, kDeclarationText.size());
  return run;
}

inline Run run(std::string_view text, const Options& options = {}) {
  Recorder recorder;
  return run(text, recorder, options);
}

}  // namespace mugai::xml::testing
