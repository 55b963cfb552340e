#include "tests/support/xml_checks.h"

#include <algorithm>

#include "lib/base/utf8.h"
#include "lib/formats/xml/reader.h"

namespace mugai::testing {

const xml::Vocabulary& xml_test_vocabulary() {
  static const xml::Vocabulary vocabulary = xml::Vocabulary::parse(R"(
ns w urn:w urn:w-strict
ns x urn:x
ns n urn:n
ns m urn:m
default x n
any xml:space
el w:d w:k
el w:p id w:k m:k ref=ask gone=drop
el w:r id
el w:t!text id
el w:bare!notext
el w:wrap=unwrap
el w:field=ask type
el w:tags=ask type
el w:leaf=ask!text id w:k
el w:plain=ask id
el w:gone=drop
el x:row r s t spans customFormat
el x:c r s t
el x:v
el x:f!text t ref
el n:row r q
el m:x m:k
el xml id
)")
                                                .value();
  return vocabulary;
}

// type: b opens a condition for itself; k and d answer the innermost with keep or drop and share its fate; u unwraps;
// x drops. Anything else stays.
xml::ElementDecision XmlTestDelegate::on_start(xml::StartTag& tag) {
  const xml::Vocabulary& v = xml_test_vocabulary();
  if (tag.element() == v.element("w:leaf")) {
    leaves_.push_back({filter->open_condition(), true});
    return {xml::Verdict::Keep, leaves_.back().condition};
  }
  if (tag.element() == v.element("w:plain") && open_.empty()) return {};
  const std::string type(tag.value(v.attribute("type")).value_or(""));
  told += "<" + std::to_string(tag.element()) + " " + std::to_string(tag.depth()) + " " + type + ";";
  const bool covers = tag.element() == v.element("w:field");
  if (type == "u") return {xml::Verdict::Unwrap, 0, true};
  if (type == "x") return {xml::Verdict::Drop, 0, true};
  if (type == "b") {
    open_.push_back(filter->open_condition());
    return {xml::Verdict::Keep, open_.back(), covers};
  }
  if (open_.empty() || (type != "k" && type != "d")) return {};
  const xml::ConditionId condition = open_.back();
  open_.pop_back();
  filter->resolve(condition, type == "k");
  return {xml::Verdict::Keep, condition, covers};
}

void XmlTestDelegate::on_end(xml::ElementId element) {
  const xml::Vocabulary& v = xml_test_vocabulary();
  if (element == v.element("w:leaf")) {
    filter->resolve(leaves_.back().condition, leaves_.back().keep);
    leaves_.pop_back();
    return;
  }
  if (element == v.element("w:plain")) return;
  told += ">" + std::to_string(element) + ";";
}

xml::Verdict XmlTestDelegate::on_attribute(xml::StartTag& tag, xml::AttributeId attribute, std::string& value) {
  told += "@" + std::to_string(tag.element()) + " " + std::to_string(attribute) + " " + value + ";";
  if (value.find("evil") != std::string::npos) return xml::Verdict::Drop;
  std::replace(value.begin(), value.end(), 'z', '&');
  return xml::Verdict::Keep;
}

xml::Verdict XmlTestDelegate::on_text(xml::ElementId element, std::string& text) {
  if (element == xml_test_vocabulary().element("w:leaf")) {
    if (text.find("DDE") == std::string::npos) return xml::Verdict::Keep;
    if (!leaves_.empty()) leaves_.back().keep = false;
  }
  told += "#" + std::to_string(element) + " " + text + ";";
  if (text.find("DDE") != std::string::npos) return xml::Verdict::Drop;
  std::replace(text.begin(), text.end(), 'z', '<');
  return xml::Verdict::Keep;
}

bool XmlTestDelegate::keeps_leaf(xml::ElementId element, std::string_view text) {
  const xml::Vocabulary& v = xml_test_vocabulary();
  if (element == v.element("w:leaf")) return text.find("DDE") == std::string_view::npos;
  return element == v.element("w:plain") && open_.empty();
}

void XmlTestDelegate::on_dropped(const xml::Dropped& d) {
  told += "!" + std::to_string(static_cast<int>(d.kind)) + " " + std::string(d.namespace_uri) + " " +
          std::string(d.local_name) + " " + std::to_string(d.owner) + " " + std::to_string(d.count) + ";";
}

XmlRun run_xml(std::string_view text, xml::Engine engine, std::uint32_t window_bytes, std::size_t piece) {
  XmlTestDelegate delegate;
  MemorySink sink;
  xml::Limits limits;
  limits.window_bytes = window_bytes;
  limits.held_bytes = 300;
  xml::Filter filter(xml_test_vocabulary(), delegate, sink, limits, engine);
  delegate.filter = &filter;
  bool ok = true;
  while (ok && !text.empty()) {
    ok = filter.write(text.substr(0, piece)).has_value();
    text.remove_prefix(std::min(piece, text.size()));
  }
  ok = ok && filter.finish().has_value();
  XmlRun run;
  run.ok = ok;
  if (ok) run.output = sink.text();
  if (ok) run.told = delegate.told;
  return run;
}

std::string check_xml(std::string_view text) {
  using xml::Engine;
  const XmlRun first = run_xml(text, Engine::Reference, 65536, std::size_t{1} << 20);
  struct Variant {
    Engine engine;
    std::uint32_t window;
    std::size_t piece;
  };
  constexpr Variant kVariants[] = {{Engine::Auto, 65536, 1u << 20}, {Engine::Auto, 16, 1},
                                   {Engine::Simd, 97, 13},          {Engine::Scalar, 16, 3},
                                   {Engine::Scalar, 65536, 5},      {Engine::Reference, 31, 1}};
  for (const Variant& variant : kVariants) {
    const XmlRun other = run_xml(text, variant.engine, variant.window, variant.piece);
    const std::string name =
        "engine " + std::to_string(static_cast<int>(variant.engine)) + ", window " + std::to_string(variant.window);
    if (other.ok != first.ok) return name + ": another verdict";
    if (other.output != first.output) return name + ": other bytes: " + other.output + " / " + first.output;
    if (other.told != first.told) return name + ": the delegate was told otherwise: " + other.told + " / " + first.told;
  }
  if (!first.ok) return {};
  if (!utf8::is_valid(first.output)) return "the output is no UTF-8";
  const XmlRun second = run_xml(first.output, Engine::Auto, 65536, std::size_t{1} << 20);
  if (!second.ok) return "the output is refused: " + first.output;
  if (second.output != first.output) return "no fixed point: " + first.output + " -> " + second.output;
  if (!xml::read_events(as_bytes(first.output)).has_value()) return "the reader refuses the output: " + first.output;
  return {};
}

}  // namespace mugai::testing
