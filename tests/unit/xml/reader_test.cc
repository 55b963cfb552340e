#include "lib/formats/xml/reader.h"

#include <doctest/doctest.h>

#include "lib/formats/xml/escape.h"

namespace mugai::xml {
namespace {

std::string shown(std::string_view text) {
  const auto events = read_events(as_bytes(text));
  if (!events) return "!" + std::string(error_name(events.error().code));
  std::string out;
  for (const Event& e : *events) {
    if (e.kind == Event::Kind::Text) {
      out += "[" + e.text + "]";
      continue;
    }
    out += e.kind == Event::Kind::Start ? "<" : "</";
    out += "{" + e.namespace_uri + "}" + e.local_name + "@" + std::to_string(e.depth);
    for (const EventAttribute& a : e.attributes)
      out += " {" + a.namespace_uri + "}" + a.local_name + "=" + a.value;
    out += ">";
  }
  return out;
}

}  // namespace

TEST_CASE("xml/reader: events have expanded names and decoded values") {
  CHECK(shown("<a/>") == "<{}a@1></{}a@1>");
  CHECK(shown("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?><!-- c --><t xmlns='urn:t' xmlns:q='urn:q'><q:d "
              "k='&lt;&#65;' q:k=\"a\tb\"/>x<!-- -->y<![CDATA[<]]>\r\n</t>") ==
        "<{urn:t}t@1><{urn:q}d@2 {}k=<A {urn:q}k=a b></{urn:q}d@2>[xy<\n]</{urn:t}t@1>");
}

TEST_CASE("xml/reader: what is not well-formed is refused") {
  struct Case {
    const char* in;
    const char* status;
  };
  for (const Case& c :
       std::initializer_list<Case>{{"<!DOCTYPE a><a/>", "!malformed"},
                                   {"<a>", "!truncated"},
                                   {"", "!truncated"},
                                   {"<a></b>", "!malformed"},
                                   {"<a/><b/>", "!malformed"},
                                   {"<a/>x", "!malformed"},
                                   {"x<a/>", "!malformed"},
                                   {"<p:a/>", "!malformed"},
                                   {"<a b='1' b='2'/>", "!malformed"},
                                   {"<a>&x;</a>", "!malformed"},
                                   {"<a>]]></a>", "!malformed"},
                                   {"<a \x01/>", "!malformed"},
                                   {"<a>\xFF</a>", "!malformed"},
                                   {"</a>", "!malformed"},
                                   {"<a><!-- -- --></a>", "!malformed"},
                                   {"<?xml version='1.1'?><a/>", "!unsupported"},
                                   {"<a><![CDATA[</a>", "!truncated"},
                                   {"<a xmlns:p='u' xmlns:q='u' p:k='' q:k=''/>", "!malformed"},
                                   {"<a/><!--", "!truncated"},
                                   {"<?xml version='1.0' encoding='Shift_JIS'?><a/>", "!unsupported"}}) {
    INFO(c.in);
    CHECK(shown(c.in) == c.status);
  }
}

TEST_CASE("xml/reader: limits hold") {
  ReaderLimits limits;
  limits.input_bytes = 3;
  CHECK(read_events(as_bytes("<a/>"), limits).error().code == ErrorCode::TooLarge);
  limits = {};
  limits.events = 3;
  CHECK(read_events(as_bytes("<a><b/></a>"), limits).error().code == ErrorCode::TooMany);
  limits = {};
  limits.xml.depth = 2;
  CHECK(read_events(as_bytes("<a><b><c/></b></a>"), limits).error().code == ErrorCode::TooDeep);
}

TEST_CASE("xml/escape: one form for each character") {
  std::string out;
  append_escaped_text(out, "a&<>\"'\t\n\rあ");
  CHECK(out == "a&amp;&lt;&gt;\"'\t\n&#13;あ");
  out.clear();
  append_escaped_attribute(out, "a&<>\"'\t\n\rあ");
  CHECK(out == "a&amp;&lt;&gt;&quot;'&#9;&#10;&#13;あ");
  CHECK(is_text("a\t\n\rあ𠮷"));
  for (const char* bad : {"\x01", "\xEF\xBF\xBE", "\xED\xA0\x80", "\xC0\x80", "\xE3\x81", "\xF4\x90\x80\x80"})
    CHECK_FALSE(is_text(bad));
}

}  // namespace mugai::xml
