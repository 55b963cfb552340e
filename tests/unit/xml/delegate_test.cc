// What the delegate is told and what its answers do: elements, attributes, text, conditions.
#include <doctest/doctest.h>

#include "tests/unit/xml/xml_testing.h"

namespace mugai::xml::testing {
namespace {

const Vocabulary& fields() {
  static const Vocabulary v = Vocabulary::parse(R"(
ns w urn:w
ns n urn:n
el w:d
el w:r k
el w:f=ask type name
el w:t!text
el w:u=unwrap!text
el w:v=ask
el n:x n:k
)")
                                  .value();
  return v;
}

std::string doc(const std::string& inside) {
  return "<w:d xmlns:w=\"urn:w\">" + inside + "</w:d>";
}

// Opens a condition at type=begin and answers it at type=end with the element's name attribute ("keep" or "drop").
class Fields : public Recorder {
 public:
  explicit Fields(bool covers) : covers_(covers) {}
  Filter* filter = nullptr;
  ElementDecision on_start(StartTag& tag) override {
    const std::string_view type = tag.value(fields().attribute("type")).value_or("");
    if (type == "begin") open_.push_back(filter->open_condition());
    const ConditionId condition = open_.empty() ? 0 : open_.back();
    if (type == "end" && !open_.empty()) {
      filter->resolve(open_.back(), tag.value(fields().attribute("name")) == "keep");
      open_.pop_back();
    }
    return {Verdict::Keep, condition, covers_};
  }

 private:
  bool covers_;
  std::vector<ConditionId> open_;
};

Run run_fields(const std::string& text, bool covers, std::uint32_t held = 4096, std::string* dropped = nullptr) {
  Fields delegate(covers);
  MemorySink sink;
  Limits limits;
  limits.held_bytes = held;
  Filter filter(fields(), delegate, sink, limits);
  delegate.filter = &filter;
  Run out{feed(filter, text, 1u << 20), std::string(sink.text())};
  out.output.erase(0, kDeclarationText.size());
  if (dropped != nullptr) *dropped = delegate.dropped;
  return out;
}

std::string f(const std::string& type, const std::string& name = "", const std::string& content = "") {
  const std::string tag = "<w:f type=\"" + type + "\"" + (name.empty() ? "" : " name=\"" + name + "\"");
  return content.empty() ? tag + "/>" : tag + ">" + content + "</w:f>";
}

}  // namespace

TEST_CASE("xml/filter: the delegate decides on elements") {
  for (const Verdict verdict : {Verdict::Keep, Verdict::Drop, Verdict::Unwrap}) {
    Recorder recorder;
    recorder.start = [&](StartTag& tag) {
      CHECK(tag.depth() == 2);
      CHECK(tag.value(test_vocabulary().attribute("val")) == std::optional<std::string_view>("a&b"));
      return ElementDecision{verdict, 0, true};
    };
    const Run out = run("<a:root xmlns:a=\"urn:a\"><a:ask val=\"a&amp;b\">x<a:p/></a:ask>y</a:root>", recorder);
    REQUIRE(out.ok());
    const char* inside[] = {"<a:ask val=\"a&amp;b\">x<a:p/></a:ask>", "", "x<a:p/>"};
    CHECK(out.output == "<a:root xmlns:a=\"urn:a\">" + std::string(inside[static_cast<int>(verdict)]) + "y</a:root>");
    const std::string id = std::to_string(test_vocabulary().element("a:ask"));
    CHECK(recorder.calls ==
          "start " + id + ";" + (verdict == Verdict::Keep ? "attribute a&b;" : "") + "end " + id + ";");
  }
}

TEST_CASE("xml/filter: the delegate changes attributes") {
  Recorder recorder;
  const AttributeId val = test_vocabulary().attribute("val");
  const AttributeId id = test_vocabulary().attribute("b:id");
  recorder.start = [&](StartTag& tag) {
    CHECK(tag.resolve_prefix("q") == test_vocabulary().namespace_by_prefix("b"));
    CHECK(tag.resolve_prefix("none") == kNoNamespace);
    tag.remove(val);
    CHECK_FALSE(tag.value(val));
    tag.set(id, "1<2");
    tag.declare(test_vocabulary().namespace_by_prefix("b"));
    return ElementDecision{};
  };
  const Run out = run("<a:root xmlns:a=\"urn:a\"><a:ask xmlns:q=\"urn:b\" val=\"1\"/></a:root>", recorder);
  REQUIRE(out.ok());
  CHECK(out.output == "<a:root xmlns:a=\"urn:a\"><a:ask xmlns:b=\"urn:b\" b:id=\"1&lt;2\"/></a:root>");

  Recorder attribute;
  attribute.attribute = [](StartTag&, AttributeId, std::string& value) {
    if (value == "go") return Verdict::Drop;
    value += "\"";
    return Verdict::Keep;
  };
  const Run changed =
      run("<a:root xmlns:a=\"urn:a\" xmlns:b=\"urn:b\"><a:p b:ref=\"go\" id=\"1\"/><a:p b:ref=\"&#65;\"/></a:root>",
          attribute);
  CHECK(changed.output ==
        "<a:root xmlns:a=\"urn:a\" xmlns:b=\"urn:b\"><a:p id=\"1\"/><a:p b:ref=\"A&quot;\"/></a:root>");
}

TEST_CASE("xml/filter: text that is asked about comes whole") {
  for (const std::uint32_t window : {16u, 65536u}) {
    Options options;
    options.limits.window_bytes = window;
    Recorder recorder;
    recorder.text = [](ElementId, std::string& text) {
      if (text.find("DDE") != std::string::npos) return Verdict::Drop;
      text += "<";
      return Verdict::Keep;
    };
    const Run out =
        run("<a:root xmlns:a=\"urn:a\"><a:text>D<!-- "
            "-->D<![CDATA[E]]><a:new/>&#33;<a:wrap/></a:text><a:text>a<a:p>x</a:p>b</a:text><a:text/></a:root>",
            recorder, options);
    REQUIRE(out.ok());
    CHECK(out.output ==
          "<a:root xmlns:a=\"urn:a\"><a:text></a:text><a:text>a&lt;<a:p>x</a:p>b&lt;</a:text><a:text/></a:root>");
    CHECK(recorder.calls == "text DDE!;text a;text b;");
  }
}

TEST_CASE("xml/filter: a leaf that the delegate keeps is not asked about, any other element is") {
  class Leaves : public Recorder {
   public:
    bool keeps_leaf(ElementId, std::string_view shown) override { return shown.find("a&b") != std::string_view::npos; }
  };
  const Vocabulary v = Vocabulary::parse("ns a urn:a\nel a:root\nel a:f=ask!text val\n").value();
  const std::string leaf = "<a:f val=\"1\">xa&amp;b</a:f>";
  const std::string asked[] = {"<a:f val=\"1\">other</a:f>",
                               "<a:f val=\"1\"/>",
                               "<a:f val=\"1\">xa&amp;b<a:f></a:f></a:f>",
                               "<a:f  val=\"1\">xa&amp;b</a:f>",
                               "<a:f val=\"1\">xa&#38;b</a:f>",
                               "<a:f val=\"1\"><![CDATA[xa&b]]></a:f>"};
  for (const std::string& other : asked) {
    CAPTURE(other);
    Leaves fast;
    Leaves general;
    // The first one is asked about, and its name is learnt.
    const std::string text = "<a:root xmlns:a=\"urn:a\">" + leaf + leaf + other + leaf + "</a:root>";
    Options reference;
    reference.engine = Engine::Reference;
    const Run one = run(text, fast, {}, v);
    const Run two = run(text, general, reference, v);
    REQUIRE(one.ok());
    CHECK(one.output == two.output);
    const auto count = [](const std::string& calls) {
      std::size_t n = 0;
      for (std::size_t at = calls.find("start"); at != std::string::npos; at = calls.find("start", at + 1))
        ++n;
      return n;
    };
    CHECK(count(general.calls) - count(fast.calls) == 2);
  }
}

TEST_CASE("xml/filter: text of an unwrapped element has its own rule, then its parent's") {
  Recorder recorder;
  MemorySink sink;
  const Run out = run(doc("1<w:u>2</w:u>3<w:t>4<w:u>5</w:u>6</w:t>"), recorder, {}, fields());
  REQUIRE(out.ok());
  CHECK(out.output == doc("123<w:t>456</w:t>"));
  CHECK(recorder.calls == "text 2;text 4;text 5;text 6;");
}

TEST_CASE("xml/filter: the delegate may keep what foreign elements hold") {
  std::string asked;
  Recorder recorder;
  recorder.foreign = [&](ElementId parent, std::string_view uri, std::string_view name) {
    asked += test_vocabulary().element_name(parent) + " " + std::string(uri) + " " + std::string(name) + ";";
    return name == "keep" ? Verdict::Unwrap : Verdict::Drop;
  };
  const Run out =
      run("<a:root xmlns:a=\"urn:a\" xmlns:z=\"urn:z\"><a:p>1<z:keep>2<a:p>3</a:p><a:gone>4</a:gone><keep>5</keep>"
          "<z:other>6<z:keep/></z:other></z:keep></a:p><a:keep>7</a:keep></a:root>",
          recorder);
  REQUIRE(out.ok());
  CHECK(out.output == "<a:root xmlns:a=\"urn:a\"><a:p>12<a:p>3</a:p>5</a:p></a:root>");
  CHECK(asked == "a:p urn:z keep;a:p  keep;a:p urn:z other;");
}

TEST_CASE("xml/filter: output waits for its condition") {
  CHECK(run_fields(doc("a" + f("begin") + "b" + f("end", "keep") + "c"), true).output ==
        doc("a" + f("begin") + "b" + f("end", "keep") + "c"));
  CHECK(run_fields(doc("a" + f("begin") + "b" + f("end", "drop") + "c"), true).output == doc("abc"));
  // Nested, the inner one answered first.
  CHECK(run_fields(doc(f("begin") + "1" + f("begin") + "2" + f("end", "drop") + "3" + f("end", "keep")), true).output ==
        doc(f("begin") + "123" + f("end", "keep")));
  CHECK(run_fields(doc(f("begin") + "1" + f("begin") + "2" + f("end", "keep") + "3" + f("end", "drop")), true).output ==
        doc("1" + f("begin") + "2" + f("end", "keep") + "3"));
  // Never answered: dropped.
  CHECK(run_fields(doc("a" + f("begin") + "b"), true).output == doc("ab"));
}

TEST_CASE("xml/filter: a condition covers the subtree or the two tags") {
  const std::string inside = "<w:r k=\"1\">x</w:r>";
  for (const char* answer : {"keep", "drop"}) {
    const bool keep = std::string_view(answer) == "keep";
    const std::string text = doc(f("begin", "", inside) + f("end", answer));
    CHECK(run_fields(text, true).output == (keep ? text : doc("")));
    CHECK(run_fields(text, false).output == (keep ? text : doc(inside)));
  }
  // What a tag that may go declares is declared again by its content.
  const std::string declares = "<w:f type=\"begin\" xmlns:n=\"urn:n\"><n:x n:k=\"1\"/></w:f>";
  const std::string twice = "<w:f type=\"begin\" xmlns:n=\"urn:n\"><n:x xmlns:n=\"urn:n\" n:k=\"1\"/></w:f>";
  CHECK(run_fields(doc(declares + f("end", "drop")), false).output == doc("<n:x xmlns:n=\"urn:n\" n:k=\"1\"/>"));
  CHECK(run_fields(doc(declares + f("end", "keep")), false).output == doc(twice + f("end", "keep")));
  CHECK(run_fields(doc(twice + f("end", "keep")), false).output == doc(twice + f("end", "keep")));
}

TEST_CASE("xml/filter: output that waits too long loses its condition") {
  std::string dropped;
  const std::string filler(500, 'x');
  const Run out = run_fields(doc(f("begin") + filler + f("end", "keep")), true, 100, &dropped);
  REQUIRE(out.ok());
  CHECK(out.output == doc(filler));
  CHECK(dropped == "7   1;");
}

TEST_CASE("xml/filter: an answered condition applies at once") {
  Recorder recorder;
  MemorySink sink;
  Filter filter(fields(), recorder, sink);
  const ConditionId keep = filter.open_condition();
  const ConditionId drop = filter.open_condition();
  CHECK(filter.resolve(keep, true));
  CHECK_FALSE(filter.resolve(keep, false));
  CHECK(filter.resolve(drop, false));
  int n = 0;
  recorder.start = [&](StartTag&) { return ElementDecision{Verdict::Keep, n++ == 0 ? keep : drop, n != 3}; };
  REQUIRE(feed(filter, doc("<w:v>1</w:v><w:v>2</w:v><w:v>3</w:v>"), 100).has_value());
  CHECK(sink.text().substr(kDeclarationText.size()) == doc("<w:v>1</w:v>3"));
}

TEST_CASE("xml/vocabulary: tables are read and added up") {
  const auto v = Vocabulary::parse(
                     "ns a urn:1 urn:2 # comment\n set s x y=ask\nel a:e=drop @s z\nel a:e=keep y=drop\nany q=ask\nel "
                     "a:f q=keep\n")
                     .value();
  const ElementId e = v.element("a:e");
  REQUIRE(e != 0);
  CHECK(v.element("a:none") == 0);
  CHECK(v.element("z:e") == 0);
  CHECK(v.element_info(e).rule == Rule::Keep);
  CHECK(v.attribute_rule(e, v.attribute("x")) == Rule::Keep);
  CHECK(v.attribute_rule(e, v.attribute("y")) == Rule::Drop);
  CHECK(v.attribute_rule(e, v.attribute("z")) == Rule::Keep);
  CHECK(v.attribute_rule(e, v.attribute("q")) == Rule::Ask);
  CHECK(v.attribute_rule(v.element("a:f"), v.attribute("q")) == Rule::Keep);
  CHECK(v.attribute_rule(v.element("a:f"), v.attribute("x")) == Rule::Drop);
  CHECK(v.attribute_rule(e, 0) == Rule::Drop);
  CHECK(v.namespace_by_uri("urn:2") == v.namespace_by_prefix("a"));
  CHECK(v.element_name(e) == "a:e");
}

TEST_CASE("xml/vocabulary: a mistake is told with its line") {
  for (const char* bad : {"el q:x", "bad line", "el", "ns a", "ns a urn:1\nns b urn:1", "ns a urn:1\nns a urn:2",
                          "set s x=no", "el e @none", "el e!no", "el e x!text", "el e x=unwrap", "default q", "el 1",
                          "ns a urn:1\ndefault a\nel a:e a:k"}) {
    INFO(bad);
    const auto v = Vocabulary::parse(bad);
    REQUIRE_FALSE(v.has_value());
    CHECK(v.error().detail.find("line") != std::string::npos);
  }
}

}  // namespace mugai::xml::testing
