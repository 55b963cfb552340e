#include "lib/formats/ooxml/part_path.h"

#include <doctest/doctest.h>

using namespace mugai::ooxml;

TEST_CASE("ooxml/part_path: targets resolve inside of the package only") {
  CHECK(resolve_target("word/document.xml", "media/a.png") == "word/media/a.png");
  CHECK(resolve_target("word/document.xml", "../customXml/a.xml") == "customXml/a.xml");
  CHECK(resolve_target("word/document.xml", "/xl/a.xml") == "xl/a.xml");
  CHECK(resolve_target("", "word/document.xml") == "word/document.xml");
  for (const char* bad : {"../../a", "a//b", "", "#x", "a\\b", "http://x/", "a/", "..", "a?b"}) {
    CAPTURE(bad);
    CHECK(!resolve_target("word/document.xml", bad).has_value());
  }
  CHECK(relative_target("word/document.xml", "word/media/a.png") == "media/a.png");
  CHECK(relative_target("xl/worksheets/sheet1.xml", "xl/drawings/d.xml") == "../drawings/d.xml");
  CHECK(relative_target("", "word/document.xml") == "word/document.xml");
  CHECK(relative_target("a/b/c.xml", "d/e.xml") == "../../d/e.xml");
  CHECK(relationships_path("word/document.xml") == "word/_rels/document.xml.rels");
  CHECK(relationships_path("") == "_rels/.rels");
}
