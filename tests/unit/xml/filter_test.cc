// What the filter makes of single constructs, with every engine, in windows and pieces of several sizes.
#include <doctest/doctest.h>

#include "tests/unit/xml/xml_testing.h"

namespace mugai::xml::testing {
namespace {

struct Case {
  const char* what;
  std::string in;
  std::string out;  // or "!error"
};

const std::vector<Options> kVariants = [] {
  std::vector<Options> all;
  for (const Engine engine : {Engine::Auto, Engine::Simd, Engine::Scalar, Engine::Reference}) {
    for (const std::uint32_t window : {16u, 64u, 65536u}) {
      for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{1} << 20}) {
        Options options;
        options.engine = engine;
        options.limits.window_bytes = window;
        options.piece = piece;
        all.push_back(options);
      }
    }
  }
  return all;
}();

void check_all(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    INFO(c.what);
    for (const Options& options : kVariants) {
      INFO("engine " << static_cast<int>(options.engine) << " window " << options.limits.window_bytes << " piece "
                     << options.piece);
      const Run first = run(c.in, options);
      if (c.out.substr(0, 1) == "!") {
        CHECK(first.status() == c.out.substr(1));
        continue;
      }
      REQUIRE_MESSAGE(first.ok(), first.result.error().detail);
      CHECK(first.output == c.out);
      const Run second = run(std::string(kDeclarationText) + first.output, options);
      CHECK(second.output == first.output);
    }
  }
}

std::string root(const std::string& inside) {
  return "<a:root xmlns:a=\"urn:a\">" + inside + "</a:root>";
}

}  // namespace

TEST_CASE("xml/filter: canonical documents pass as they are") {
  std::string many;
  for (int i = 0; i < 50; ++i) {
    many += "<a:p id=\"" + std::to_string(i) + "\" name=\"x &amp; &lt;&gt;&quot;&#9;&#10;&#13;\">text &amp; &#13; " +
            "日本語</a:p><a:p/>\n";
  }
  check_all({{"repeated tags", root(many), root(many)},
             {"empty forms stay apart", root("<a:p/><a:p></a:p>"), root("<a:p/><a:p></a:p>")},
             {"root alone", "<a:root xmlns:a=\"urn:a\"/>", "<a:root xmlns:a=\"urn:a\"/>"},
             {"xml:space", root("<a:p xml:space=\"preserve\"> </a:p>"), root("<a:p xml:space=\"preserve\"> </a:p>")},
             {"no namespace", "<xml xmlns:b=\"urn:b\"><b:x val=\"\"/></xml>",
              "<xml xmlns:b=\"urn:b\"><b:x val=\"\"/></xml>"}});
}

TEST_CASE("xml/filter: syntax is brought to one form") {
  check_all({
      {"declaration", "<?xml version='1.0'?> " + root(""), root("")},
      {"byte order mark", "\xEF\xBB\xBF" + root(""), root("")},
      {"quotes", root("<a:p id='a\"b'/>"), root("<a:p id=\"a&quot;b\"/>")},
      {"white space in tags", root("<a:p  id = \"1\"\n name=\"2\" / >"), "!malformed"},
      {"white space in tags", root("<a:p  id = \"1\"\n\tname=\"2\" />"), root("<a:p id=\"1\" name=\"2\"/>")},
      {"end tag with space", root("<a:p>x</a:p  >"), root("<a:p>x</a:p>")},
      {"references", root("<a:p>&#x41;&#66;&apos;&quot;&#60;&amp;</a:p>"), root("<a:p>AB'\"&lt;&amp;</a:p>")},
      {"references in values", root("<a:p id=\"&#x41;&apos;&#xA;&#13;\"/>"), root("<a:p id=\"A'&#10;&#13;\"/>")},
      {"white space in values", root("<a:p id=\"a\tb\r\nc\nd\"/>"), root("<a:p id=\"a b c d\"/>")},
      {"line ends", root("<a:p>a\r\nb\rc\r\r\n</a:p>"), root("<a:p>a\nb\nc\n\n</a:p>")},
      {"greater-than", root("<a:p id=\">\">a>b]]&gt;</a:p>"), root("<a:p id=\"&gt;\">a&gt;b]]&gt;</a:p>")},
      {"comment inside text", root("<a:p>a<!-- x - y -->b</a:p>"), root("<a:p>ab</a:p>")},
      {"instruction", "<?go there?>" + root("<a:p>a<?x?>b<?y  ?? ?></a:p>") + "<?z?> <!---->", root("<a:p>ab</a:p>")},
      {"CDATA", root("<a:p><![CDATA[a<b>&]] ]>]]></a:p>"), root("<a:p>a&lt;b&gt;&amp;]] ]&gt;</a:p>")},
      {"CDATA beside text", root("<a:p>]]<![CDATA[]]>></a:p>"), root("<a:p>]]&gt;</a:p>")},
      {"CDATA line ends", root("<a:p><![CDATA[a\r\nb\r]]>\nc</a:p>"), root("<a:p>a\nb\n\nc</a:p>")},
  });
}

TEST_CASE("xml/filter: what is not listed goes") {
  check_all({
      {"unknown element", root("<a:p>1</a:p><a:new><a:p>2</a:p></a:new><a:p>3</a:p>"),
       root("<a:p>1</a:p><a:p>3</a:p>")},
      {"unknown namespace", root("<z:p xmlns:z=\"urn:z\" z:k=\"1\"><z:q/></z:p>"), root("")},
      {"dropped by rule", root("<a:gone>x</a:gone>"), root("")},
      {"unwrapped", root("<a:wrap id=\"1\">x<a:p/></a:wrap>"), root("x<a:p/>")},
      {"unwrapped and empty", root("<a:wrap/>"), root("")},
      {"attributes", root("<a:p evil=\"1\" id=\"2\" gone=\"3\" val=\"\"/>"), root("<a:p id=\"2\" val=\"\"/>")},
      {"attribute of another namespace",
       "<a:root xmlns:a=\"urn:a\" xmlns:z=\"urn:z\"><a:p z:id=\"1\" a:id=\"2\"/></a:root>", root("<a:p/>")},
      {"text where none may be", root("<a:bare> x <a:p/>&#32;\n</a:bare>"), root("<a:bare>  <a:p/> \n</a:bare>")},
      {"root is not listed", "<z/>", "!unsupported"},
      {"root is unwrapped", "<a:wrap xmlns:a=\"urn:a\"><a:root/></a:wrap>", "!unsupported"},
  });
}

TEST_CASE("xml/filter: prefixes become canonical") {
  check_all({
      {"another prefix", "<q:root xmlns:q=\"urn:a\"><q:p id=\"1\">x</q:p></q:root>", root("<a:p id=\"1\">x</a:p>")},
      {"default namespace", "<root xmlns=\"urn:a\"><p/></root>", root("<a:p/>")},
      {"alias", "<root xmlns=\"urn:a-strict\"><p/></root>", root("<a:p/>")},
      {"prefix to default", "<x:sheet xmlns:x=\"urn:d\"><x:row r=\"1\"/></x:sheet>",
       "<sheet xmlns=\"urn:d\"><row r=\"1\"/></sheet>"},
      {"two defaults", "<sheet xmlns=\"urn:d\"><row r=\"1\"/><row xmlns=\"urn:e\" r=\"1\"/><row r=\"2\"/></sheet>",
       "<sheet xmlns=\"urn:d\"><row r=\"1\"/><row xmlns=\"urn:e\" r=\"1\"/><row r=\"2\"/></sheet>"},
      {"two defaults by prefix",
       "<p:sheet xmlns:p=\"urn:d\" xmlns:q=\"urn:e\"><p:row/><q:row s=\"1\" r=\"1\"><p:row s=\"1\"/></q:row></p:sheet>",
       "<sheet xmlns=\"urn:d\"><row/><row xmlns=\"urn:e\" r=\"1\"><row xmlns=\"urn:d\" s=\"1\"/></row></sheet>"},
      {"no namespace inside a default", "<sheet xmlns=\"urn:d\"><xml xmlns=\"\"><row xmlns=\"urn:d\"/></xml></sheet>",
       "<sheet xmlns=\"urn:d\"><xml xmlns=\"\"><row xmlns=\"urn:d\"/></xml></sheet>"},
      {"declared twice", "<a:root xmlns:a=\"urn:a\" xmlns:q=\"urn:a\"><q:p/><a:p/></a:root>", root("<a:p/><a:p/>")},
      {"declared again", root("<a:p xmlns:a=\"urn:a\"/>"), root("<a:p xmlns:a=\"urn:a\"/>")},
      {"declared by a tag that goes", root("<a:wrap xmlns:b=\"urn:b\"><b:x/><a:p b:id=\"1\"><b:x/></a:p></a:wrap>"),
       root("<b:x xmlns:b=\"urn:b\"/><a:p xmlns:b=\"urn:b\" b:id=\"1\"><b:x/></a:p>")},
      {"canonical prefix for something else",
       "<b:root xmlns:b=\"urn:a\"><b:p xmlns:a=\"urn:b\"><a:x val=\"1\"/></b:p></b:root>",
       root("<a:p xmlns:b=\"urn:b\"><b:x val=\"1\"/></a:p>")},
      {"rebound below", root("<a:p id=\"1\"/><a:p xmlns:a=\"urn:z\" id=\"1\"/><a:p id=\"1\"/>"),
       root("<a:p id=\"1\"/><a:p id=\"1\"/>")},
      {"attribute prefix rebound under known tags",
       "<a:root xmlns:a=\"urn:a\" xmlns:b=\"urn:b\"><a:p b:id=\"1\"/><a:p b:id=\"1\"/><a:p b:id=\"1\"/><a:p "
       "xmlns:b=\"urn:z\"><a:p b:id=\"1\"/></a:p><a:p b:id=\"1\"/></a:root>",
       "<a:root xmlns:a=\"urn:a\" xmlns:b=\"urn:b\"><a:p b:id=\"1\"/><a:p b:id=\"1\"/><a:p "
       "b:id=\"1\"/><a:p><a:p/></a:p><a:p b:id=\"1\"/></a:root>"},
      {"element prefix rebound under known tags",
       root("<a:p><a:p/></a:p><a:p><a:p/></a:p><a:wrap xmlns:a=\"urn:b\"><a:p/></a:wrap><a:p><a:p/></a:p>"),
       root("<a:p><a:p/></a:p><a:p><a:p/></a:p><a:p><a:p/></a:p>")},
      {"default rebound under known tags",
       "<sheet xmlns=\"urn:d\"><row r=\"1\" s=\"2\"/><row r=\"1\" s=\"2\"/><row xmlns=\"urn:e\"><row r=\"1\" "
       "s=\"2\"/></row><row r=\"1\" s=\"2\"/></sheet>",
       "<sheet xmlns=\"urn:d\"><row r=\"1\" s=\"2\"/><row r=\"1\" s=\"2\"/><row xmlns=\"urn:e\"><row "
       "r=\"1\"/></row><row r=\"1\" s=\"2\"/></sheet>"},
      {"unlisted declarations go", "<a:root xmlns:z=\"urn:z\" xmlns:a=\"urn:a\"/>", "<a:root xmlns:a=\"urn:a\"/>"},
      {"xml prefix declared", "<a:root xmlns:a=\"urn:a\" xmlns:xml=\"http://www.w3.org/XML/1998/namespace\"/>",
       "<a:root xmlns:a=\"urn:a\"/>"},
  });
}

TEST_CASE("xml/filter: what is not well-formed is refused") {
  const std::string m = "!malformed";
  check_all({
      {"DTD", "<!DOCTYPE a>" + root(""), m},
      {"DTD later", root("<!DOCTYPE a>"), m},
      {"entity", root("&nbsp;"), m},
      {"tags cross", root("<a:p><a:wrap></a:p></a:wrap>"), m},
      {"second root", root("") + "<a:root xmlns:a=\"urn:a\"/>", m},
      {"text after the root", root("") + "x", m},
      {"text before the root", "x" + root(""), m},
      {"CDATA after the root", root("") + "<![CDATA[]]>", m},
      {"attribute twice", root("<a:p id=\"1\" id=\"2\"/>"), m},
      {"attribute twice, fast", root("<a:p id=\"1\"/><a:p id=\"1\"/><a:p id=\"1\" id=\"2\"/>"), m},
      {"attribute twice under known tags",
       root("<a:p id=\"1\" name=\"\"/><a:p id=\"1\" name=\"\"/><a:p id=\"1\" name=\"\" id=\"2\"/>"), m},
      {"end tag of another known element",
       root("<a:p><a:p></a:p></a:p><a:p><a:text></a:text></a:p><a:p><a:text></a:p></a:text>"), m},
      {"attribute twice by two prefixes",
       "<a:root xmlns:a=\"urn:a\" xmlns:b=\"urn:b\" xmlns:c=\"urn:b\"><a:p b:id=\"\" c:id=\"\"/></a:root>", m},
      {"attribute twice by alias",
       "<a:root xmlns:a=\"urn:a\" xmlns:c=\"urn:a-strict\"><a:p a:k=\"\" c:k=\"\"/></a:root>", m},
      {"declaration twice", "<a:root xmlns:a=\"urn:a\" xmlns:a=\"urn:a\"/>", m},
      {"undeclared prefix", root("<q:p/>"), m},
      {"undeclared attribute prefix", root("<a:p q:id=\"\"/>"), m},
      {"prefix out of scope", root("<a:p xmlns:b=\"urn:b\"><b:x/></a:p><b:x/>"), m},
      {"prefix undeclared", root("<a:p xmlns:a=\"\"/>"), m},
      {"xmlns prefix", "<a:root xmlns:a=\"urn:a\" xmlns:xmlns=\"urn:z\"/>", m},
      {"xml rebound", "<a:root xmlns:a=\"urn:a\" xmlns:xml=\"urn:z\"/>", m},
      {"]]> in text", root("a]]>b"), m},
      {"< in a value", root("<a:p id=\"<\"/>"), m},
      {"unquoted value", root("<a:p id=1/>"), m},
      {"no space between attributes", root("<a:p id=\"1\"name=\"2\"/>"), m},
      {"bad name", root("<a:p><1/></a:p>"), m},
      {"two colons", root("<a:p:q/>"), m},
      {"-- in a comment", root("<!-- a -- b -->"), m},
      {"--- ends a comment", root("<!-- a --->"), m},
      {"instruction without target", root("<? x?>"), m},
      {"instruction xml", root("<?XML x?>"), m},
      {"late declaration", " <?xml version=\"1.0\"?>" + root(""), m},
      {"control character", root("a\x01"), m},
      {"NUL", root(std::string("a\0b", 3)), m},
      {"U+FFFF", root("a\xEF\xBF\xBF"), m},
      {"overlong", root("a\xC0\xAF"), m},
      {"surrogate", root("a\xED\xA0\x80"), m},
      {"reference to a control", root("&#1;"), m},
      {"reference to a surrogate", root("&#xD800;"), m},
      {"reference too large", root("&#x110000;"), m},
      {"reference without end", root("&amp"), m},
      {"reference without digits", root("&#;"), m},
      {"reference in a dropped part", root("<a:gone>&x;</a:gone>"), m},
      {"value in a dropped part", root("<a:gone><a:p id=\"&x;\"/></a:gone>"), m},
      {"version 1.1", "<?xml version=\"1.1\"?>" + root(""), "!unsupported"},
      {"Latin-1", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + root(""), "!unsupported"},
      {"UTF-16 declared, UTF-8 found", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + root(""), "!ambiguous"},
      {"empty", "", "!truncated"},
      {"declaration alone", "<?xml version=\"1.0\"?>", "!truncated"},
      {"comment without end", root("") + "<!-- ", "!truncated"},
  });
}

TEST_CASE("xml/filter: every truncation is an error") {
  const std::string text =
      "<?xml version=\"1.0\"?><!-- c --><a:root xmlns:a=\"urn:a\"><a:p id=\"1\">t&amp;<![CDATA[x]]></a:p><?pi "
      "x?><a:gone/></a:root>";
  for (const Options& options : {kVariants.front(), kVariants.back(), kVariants[4]}) {
    REQUIRE(run(text, options).ok());
    for (std::size_t size = 0; size < text.size(); ++size) {
      CHECK_FALSE(run(std::string_view(text).substr(0, size), options).ok());
    }
  }
}

TEST_CASE("xml/filter: UTF-16 is brought to UTF-8") {
  const auto utf16 = [](std::u16string_view text, bool big, bool mark) {
    std::string out;
    std::u16string all = mark ? u"\xFEFF" : u"";
    all += text;
    for (const char16_t c : all) {
      const char high = static_cast<char>(c >> 8);
      const char low = static_cast<char>(c & 0xFF);
      out += big ? high : low;
      out += big ? low : high;
    }
    return out;
  };
  const std::u16string text =
      u"<?xml version=\"1.0\" encoding=\"UTF-16\"?><a:root xmlns:a=\"urn:a\">日本\xD842\xDFB7</a:root>";
  const std::u16string bare = u"<a:root xmlns:a=\"urn:a\">x</a:root>";
  const std::u16string lies = u"<?xml version=\"1.0\" encoding=\"UTF-8\"?><a:root xmlns:a=\"urn:a\"/>";
  for (const bool big : {false, true}) {
    check_all({{"mark", utf16(text, big, true), root("日本𠮷")},
               {"no mark", utf16(text, big, false), root("日本𠮷")},
               {"mark, not declared", utf16(bare, big, true), root("x")},
               {"neither", utf16(bare, big, false), "!ambiguous"},
               {"declared as UTF-8", utf16(lies, big, true), "!ambiguous"},
               {"lone surrogate", utf16(u"<a:root xmlns:a=\"urn:a\">\xD842x</a:root>", big, true), "!malformed"},
               {"odd end", utf16(bare, big, true) + "x", "!truncated"}});
  }
  check_all({{"UTF-32", std::string("\0\0\xFE\xFF\0\0\0<", 8), "!unsupported"},
             {"EBCDIC", "\x4C\x6F\xA7\x94", "!unsupported"}});
}

TEST_CASE("xml/filter: limits hold") {
  Options options;
  options.limits.depth = 4;
  CHECK(run(root("<a:p><a:p><a:p/></a:p></a:p>"), options).ok());
  CHECK(run(root("<a:p><a:p><a:p><a:p/></a:p></a:p></a:p>"), options).status() == "too-deep");
  CHECK(run(root("<a:gone><a:p><a:p><a:p/></a:p></a:p></a:gone>"), options).status() == "too-deep");
  options = {};
  options.limits.value_bytes = 10;
  CHECK(run(root("<a:p id=\"0123456789\"/>"), options).ok());
  CHECK(run(root("<a:p id=\"0\"/><a:p id=\"0123456789a\"/>"), options).status() == "too-large");
  options = {};
  options.limits.tag_bytes = 200;
  options.limits.window_bytes = 64;
  CHECK(run(root("<a:p id=\"" + std::string(150, 'x') + "\"/>"), options).ok());
  CHECK(run(root("<a:p id=\"" + std::string(300, 'x') + "\"/>"), options).status() == "too-large");
  CHECK(run(root("<a:p id=\"" + std::string(3000, 'x')), options).status() == "too-large");
  options = {};
  options.limits.attributes = 3;
  CHECK(run(root("<a:p a1=\"\" a2=\"\" a3=\"\" a4=\"\"/>"), options).status() == "too-many");
  options = {};
  options.limits.namespaces = 2;
  CHECK(run(root("<a:p xmlns:x=\"u:1\" xmlns:y=\"u:2\" xmlns:z=\"u:3\"/>"), options).status() == "too-many");
  options = {};
  options.limits.asked_text_bytes = 8;
  CHECK(run(root("<a:text>12345678</a:text>"), options).ok());
  CHECK(run(root("<a:text>123456789</a:text>"), options).status() == "too-large");
}

TEST_CASE("xml/filter: a DTD error is told apart") {
  const Run dtd = run("<!DOCTYPE x []><a:root xmlns:a=\"urn:a\"/>");
  REQUIRE_FALSE(dtd.ok());
  CHECK(is_dtd_error(dtd.result.error()));
  CHECK_FALSE(is_dtd_error(run("<x>").result.error()));
}

TEST_CASE("xml/filter: dropped names are told once, with their count") {
  Recorder recorder;
  REQUIRE(run(root("<a:new/><a:new><a:new/></a:new><a:gone/><a:p evil=\"\"/><a:p evil=\"\"/><!-- --><!-- "
                   "--><?pi?><![CDATA[]]><a:wrap/><a:bare>x</a:bare>"),
              recorder)
              .ok());
  CHECK(recorder.dropped ==
        "0 urn:a gone 1;0 urn:a new 2;1  evil 2;2 urn:a wrap 1;3   2;4  pi 1;5   1;6 urn:a bare 1;");
}

}  // namespace mugai::xml::testing
