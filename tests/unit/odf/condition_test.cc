// Expressions, addresses inside of a package, settings: the small languages around the vocabulary.
#include "lib/formats/odf/condition.h"

#include <doctest/doctest.h>

#include "lib/formats/odf/members.h"
#include "lib/formats/odf/package.h"
#include "lib/formats/odf/settings.h"

using namespace mugai;
using namespace mugai::odf;

TEST_CASE("odf/condition: the prefix is what stands before the first colon, where that is a name") {
  struct Row {
    std::string_view value, prefix, text;
  };
  for (const Row& row :
       {Row{"of:=SUM([.A1])", "of", "=SUM([.A1])"}, Row{"=A1", "", "=A1"}, Row{"$S.$A$1:.$B$2", "", "$S.$A$1:.$B$2"},
        Row{"[.A1:.B2]", "", "[.A1:.B2]"}, Row{"", "", ""}, Row{":x", "", ":x"}}) {
    CAPTURE(std::string(row.value));
    const Expression found = split_prefix(row.value);
    CHECK(found.prefix == row.prefix);
    CHECK(found.text == row.text);
  }
}

TEST_CASE("odf/condition: conditions of styles, validations and conditional formats that may stay") {
  for (const std::string_view text :
       {"cell-content()>5", "cell-content-is-between(1,10)", "cell-content-is-whole-number() and cell-content()>=0",
        "cell-content-is-in-list(\"a\";\"b and c\")", "is-true-formula(ISERROR([.A1]))", "value()<=0", "value()!=1",
        "cell-content-text-length()<3", "between(1,[.A1])", "formula-is([.A1]=\"x\")", "=5", "!=\"a\"", "duplicate",
        "contains-text(\"x\")", "top-elements(10)", "begins-with(\"WEBSERVICE(\")", "", "true"}) {
    CAPTURE(std::string(text));
    CHECK(judge_condition(text, Grammar::None).empty());
  }
}

TEST_CASE("odf/condition: whatever reaches outside is found wherever it stands") {
  for (const std::string_view text :
       {"cell-content()>WEBSERVICE(\"http://x/\")", "is-true-formula(COM.MICROSOFT.WEBSERVICE([.A1]))",
        "cell-content-is-between(1,DDE(\"a\";\"b\";\"c\"))", "formula-is(['file:///x'#$S.A1]>0)",
        "cell-content-is-date() and cell-content()>DDE(\"a\";\"b\";\"c\")", "=WEBSERVICE([.A1])",
        "value()>=0 or value()=MYMACRO()", "is-true-formula(1", "formula-is('file:///x'#$S.A1)"}) {
    CAPTURE(std::string(text));
    CHECK(!judge_condition(text, Grammar::None).empty());
  }
}

TEST_CASE("odf/condition: a foreign language of formulas never stays, Writer's stays without addresses") {
  CHECK(!judge_formula("=1+1", Grammar::Foreign).empty());
  CHECK(!judge_formula("", Grammar::Foreign).empty());
  CHECK(judge_formula("<A1>+sum <B1:B3>|2", Grammar::Writer).empty());
  CHECK(!judge_formula("x == \"vnd.sun.star.expand:x\"", Grammar::Writer).empty());
  CHECK(judge_formula("=com.sun.star.sheet.addin.Analysis.getLcm(4;6)", Grammar::OpenFormula).empty());
  CHECK(!judge_formula("=com.sun.star.sheet.addin.Evil.getIt(4;6)", Grammar::OpenFormula).empty());
}

TEST_CASE("odf/condition: addresses of another document are told from sheets with odd names") {
  for (const std::string_view text : {"S.A1:S.B2", "'My Sheet'.A1:'My Sheet'.B2", "$#REF!.$A$1:.$B$2", "'it''s'.A1",
                                      "S.A1 S.B1:S.B9 'a#b'.C1", ".A1"}) {
    CAPTURE(std::string(text));
    CHECK(judge_addresses(text).empty());
  }
  for (const std::string_view text : {"'file:///x.ods'#S.A1", "S.A1 'http://x/'#$S.A1", "'x'#REF!.A1", "http://x#S.A1",
                                      "soffice|topic!item", "\\\\server\\x"}) {
    CAPTURE(std::string(text));
    CHECK(!judge_addresses(text).empty());
  }
}

TEST_CASE("odf/href: what lies in the document is found, what leaves it is not") {
  CHECK(resolve_href("", "Pictures/a.png") == "Pictures/a.png");
  CHECK(resolve_href("", "./Object 1") == "Object 1");
  CHECK(resolve_href("", "Object%201") == "Object 1");
  CHECK(resolve_href("Object 1/", "Pictures/a.png") == "Object 1/Pictures/a.png");
  for (const std::string_view href : {"../a.png", "a/../b", "/a.png", "//server/a.png", "http://x/a.png", "C:\\a.png",
                                      "a%2Fb", "a%00b", "%2e%2e/x", "a?b", "#a", "", "a//b", "a%", "%ff%fe"}) {
    CAPTURE(std::string(href));
    CHECK(!resolve_href("", href).has_value());
  }
}

TEST_CASE("odf/href: an address is written so that it is found again") {
  for (const std::string_view name : {"Pictures/a.png", "Object 1/x y", "Pictures/図.png", "a[1]{2}.png"}) {
    CAPTURE(std::string(name));
    CHECK(resolve_href("", relative_href("", name)) == name);
  }
}

TEST_CASE("odf/settings: only listed items with values of their kind") {
  CHECK(find_item("AddFrameOffsets") != nullptr);
  CHECK(find_item("EvilItem") == nullptr);
  CHECK(find_item("") == nullptr);
  CHECK(find_item("AddFrameOffsets PrinterName") == nullptr);
  CHECK(fits(ItemRule::Value, "true"));
  CHECK(fits(ItemRule::Value, "-120"));
  CHECK(!fits(ItemRule::Value, "vnd.sun.star.expand:x"));
  CHECK(fits(ItemRule::Word, "high-resolution"));
  CHECK(!fits(ItemRule::Word, "file:///x"));
  CHECK(!fits(ItemRule::Zero, "1"));
  CHECK(is_stock_palette("$(inst)/share/palette/standard.soc"));
  CHECK(!is_stock_palette("$(inst)/../x"));
  CHECK(!is_stock_palette("$(home)/x"));
}

TEST_CASE("odf/members: an allow-list by path, whatever the media type says") {
  CHECK(judge_member("content.xml", "").member == Member::Xml);
  CHECK(judge_member("Pictures/x", "").member == Member::Picture);
  CHECK(judge_member("Basic/Standard/Module1.xml", "image/png").member == Member::Drop);
  CHECK(judge_member("x.bin", "").member == Member::Drop);
  CHECK(judge_member("Object 1", "application/vnd.sun.star.oleobject").id == "ODF-010");
  CHECK(judge_member("content.xml.bak", "").member == Member::Drop);
}
