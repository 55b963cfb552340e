// Properties of the XML filter over generated documents and their mutations: no engine, window or chunking makes a
// difference, what passes is a fixed point, truncation never passes.
#include <doctest/doctest.h>

#include <string>

#include "tests/support/xml_checks.h"

namespace mugai::testing {
namespace {

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : state_(seed * 0x9E37'79B9'7F4A'7C15u + 1) {}

  std::uint32_t below(std::uint32_t limit) {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return static_cast<std::uint32_t>((state_ * 0x2545F4914F6CDD1Du) >> 32) % limit;
  }

  std::string document() {
    static constexpr const char* kRoots[] = {
        "<w:d xmlns:w=\"urn:w\" xmlns:m=\"urn:m\" xmlns=\"urn:x\" xmlns:n=\"urn:n\">",
        "<w:d xmlns:w='urn:w-strict' xmlns:m='urn:m' xmlns='urn:x' xmlns:n='urn:n'>",
    };
    std::string out = below(2) == 0 ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" : "";
    out += kRoots[below(2)];
    content(out, 4);
    return out + "</w:d>";
  }

  std::string mutated(std::string text) {
    static constexpr const char* kPieces[] = {"<",
                                              ">",
                                              "\"",
                                              "&",
                                              "&amp;",
                                              "</",
                                              "/>",
                                              "]]>",
                                              "<!--",
                                              "-->",
                                              "<![CDATA[",
                                              "\r",
                                              "\r\n",
                                              " ",
                                              "=",
                                              "'",
                                              "xmlns:q=\"urn:w\"",
                                              " id=\"1\"",
                                              ":",
                                              "\xE3\x81\x82",
                                              "\xFF"};
    const std::uint32_t times = 1 + below(3);
    for (std::uint32_t i = 0; i < times; ++i) {
      const std::size_t at = below(static_cast<std::uint32_t>(text.size()));
      switch (below(4)) {
        case 0:
          text.erase(at, 1 + below(6));
          break;
        case 1:
          text.insert(at, kPieces[below(std::size(kPieces))]);
          break;
        case 2:
          text[at] = static_cast<char>(below(256));
          break;
        default:
          text.insert(at, text.substr(below(static_cast<std::uint32_t>(text.size())), below(40)));
          break;
      }
    }
    return text;
  }

 private:
  void content(std::string& out, int depth) {
    const std::uint32_t count = below(6);
    for (std::uint32_t i = 0; i < count; ++i) {
      if (below(3) == 0) text(out);
      if (depth > 0 && below(8) != 0) element(out, depth);
      if (below(20) == 0) out += "<!-- c - c -->";
      if (below(20) == 0) out += "<![CDATA[<&]]]]>";
      if (below(30) == 0) out += "<?pi data?>";
    }
  }
  void element(std::string& out, int depth) {
    static constexpr const char* kNames[] = {"w:p",    "w:r",    "w:t",    "w:bare", "w:wrap",  "w:field",
                                             "w:tags", "w:gone", "row",    "row",    "c",       "c",
                                             "v",      "f",      "n:row",  "m:x",    "xml",     "w:new",
                                             "w:p",    "w:leaf", "w:leaf", "w:leaf", "w:plain", "w:plain"};
    const std::string name = kNames[below(std::size(kNames))];
    out += "<" + name;
    if (below(12) == 0) out += " xmlns=\"urn:n\"";
    if (below(12) == 0) out += " xmlns=\"\"";
    if (below(12) == 0) out += " xmlns:m=\"urn:m\"";
    if (below(20) == 0) out += " xmlns:zz=\"urn:zz\" zz:k=\"1\"";
    static constexpr const char* kAttributes[] = {"id", "w:k", "m:k",   "ref",  "gone",      "r",
                                                  "s",  "t",   "spans", "type", "xml:space", "customFormat"};
    const std::uint32_t first = below(std::size(kAttributes));
    const std::uint32_t count = below(4);
    for (std::uint32_t i = 0; i < count && first + i < std::size(kAttributes); ++i) {
      const char* space = below(15) == 0 ? "  " : " ";
      out += space + std::string(kAttributes[first + i]) + "=\"" + value() + "\"";
    }
    if (below(5) == 0) {
      out += "/>";
      return;
    }
    out += ">";
    content(out, depth - 1);
    out += "</" + name + (below(15) == 0 ? " >" : ">");
  }
  std::string value() {
    static constexpr const char* kValues[] = {"1",      "",      "b", "k",    "d",     "u",    "x",     "a&amp;b",
                                              "&quot;", "&#65;", "z", "evil", "あ い", "a\tb", "&#10;", "12:34"};
    return kValues[below(std::size(kValues))];
  }
  void text(std::string& out) {
    static constexpr const char* kTexts[] = {"text", " ", "\n  ", "a&amp;b", "&lt;", "&#x3042;", "日本語",
                                             "DDE",  "z", ">",    "\r\n",    "]]",   "\"",       "SUM(A1)"};
    out += kTexts[below(std::size(kTexts))];
  }
  std::uint64_t state_;
};

}  // namespace

TEST_CASE("xml/property: engines, windows and chunks agree and the output is a fixed point") {
  std::uint32_t passed = 0;
  for (std::uint64_t seed = 1; seed <= 800; ++seed) {
    Generator generator(seed);
    const std::string text = generator.document();
    const std::string failure = check_xml(text);
    REQUIRE_MESSAGE(failure.empty(), "seed ", seed, ": ", text, "\n", failure);
    if (run_xml(text, xml::Engine::Auto, 65536, 1u << 20).ok) ++passed;
    const std::string broken = generator.mutated(text);
    const std::string broken_failure = check_xml(broken);
    REQUIRE_MESSAGE(broken_failure.empty(), "seed ", seed, ", mutated: ", broken, "\n", broken_failure);
  }
  CHECK(passed > 400);  // the generator makes mostly good documents
}

TEST_CASE("xml/property: no truncation passes") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const std::string text = Generator(seed).document();
    for (std::size_t size = 0; size < text.size(); ++size) {
      REQUIRE_FALSE(run_xml(std::string_view(text).substr(0, size), xml::Engine::Auto, 64, 1u << 20).ok);
    }
  }
}

}  // namespace mugai::testing
