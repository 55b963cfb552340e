#include "lib/formats/ooxml/formula.h"

#include <doctest/doctest.h>

using namespace mugai::ooxml;

TEST_CASE("ooxml/formula: references outside of the workbook and calls are found, text is not mistaken for them") {
  struct Row {
    const char* formula;
    const char* id;
  };
  const Row rows[] = {
      {"SUM(A1:B2)", ""},
      {"\"WEBSERVICE(\"&A1", ""},
      {"'it''s|fine'!A1", "SML-007"},
      {"'Sheet [a]'!A1", "SML-006"},
      {"Table1[[#This Row],[a|b]]*2", ""},
      {"Table1[1]", ""},
      {"[@Col]", ""},
      {"[0]!Name", ""},
      {"[1]!Name", "SML-006"},
      {"'[12]Sheet 1'!A1", "SML-006"},
      {"[Book1.xlsx]Sheet1!A1", "SML-006"},
      {"'C:\\x\\[b.xls]S'!A1", "SML-006"},
      {"cmd|'/c calc'!A0", "SML-007"},
      {"WebService(A1)", "SML-008"},
      {"_xlfn.IMAGE(\"x\")", "SML-008"},
      {"IMAGE", ""},
      {"rtd (\"a\")", "SML-009"},
      {"REGISTER.ID(\"a\",\"b\")", "SML-010"},
      {"_xll.Evil(1)", "SML-010"},
      {"_xlfn._xlws.PY(1)", "SML-011"},
      {"_xlfn._xlws.SORT(A1:A3)", ""},
      {"HYPERLINK(\"https://example.jp/\",\"a\")", ""},
      {"HYPERLINK(\"file:///x\")", "SML-012"},
      {"HYPERLINK(A1)", "SML-012"},
      {"Gone+1", "SML-006"},
      {"売上!A1+合計", ""},
      {"CALLS(1)+INDEX(A1:B2,1)+F1(2)", "SML-010"},
      {"call(1)", "SML-010"},
      {"1+Image(2)", "SML-008"},
      {"_XLFN.CALL(1)", "SML-010"},
      {"gOnE", "SML-006"},
  };
  const NameSet gone = {"gone"};
  for (const Row& row : rows) {
    CAPTURE(row.formula);
    CHECK(judge_formula(row.formula, {.removed_names = &gone}) == row.id);
  }
}

TEST_CASE("ooxml/formula: automatic names are found in every spelling") {
  for (const char* name : {"Auto_Open", "_xlnm.Auto_Open", "AUTO_OPEN2", "Auto\xE2\x80\x8B_Open", "_xlnm.auto_close"}) {
    CHECK(judge_defined_name(name) == "SML-004");
  }
  for (const char* name : {"_xlnm.Print_Area", "Automatic", "Open"})
    CHECK(judge_defined_name(name).empty());
}
