// Formulas: what the grammar holds stays, what reaches outside or is no formula does not.
#include "lib/formats/formula/judge.h"

#include <doctest/doctest.h>

#include <string>

using namespace mugai::formula;

namespace {

struct Row {
  const char* formula;
  Danger danger;
};

void check_all(const Row* rows, std::size_t count, Dialect dialect, const Scope& scope = {}) {
  for (std::size_t i = 0; i < count; ++i) {
    CAPTURE(rows[i].formula);
    CHECK(static_cast<int>(judge(rows[i].formula, dialect, scope).danger) == static_cast<int>(rows[i].danger));
  }
}

}  // namespace

TEST_CASE("formula/judge: the grammar of ECMA-376 is understood") {
  const char* const formulas[] = {
      "",
      "=1",
      "SUM(A1:B2)",
      "SUM(A:A,1:1,$B$2:$C3)",
      "-A1%+(2-3)*4^-5&\"a\"\"b\"",
      "1.5E+10*.5+2e-3+1E5",
      "A1<>B1",
      "A1>=B1=C1<=D1",
      "IF(A1,,2)",
      "IF(,,)",
      "NOW()",
      "SUM((A1,B2),C3)",
      "A1:B2 B1:C3",
      "SUM( A1 : B2  B1:C3 )",
      "Sheet1!A1",
      "Sheet1:Sheet3!A1",
      "'it''s'!A1:'it''s'!B2",
      "'a':'b'!A1",
      "SUM('x y:z'!A1)",
      "#REF!",
      "SUM(#REF!,#N/A,#DIV/0!)",
      "#REF!$A$1",
      "Sheet1!#REF!",
      "'a b'!#REF!+1",
      "{1,-2.5;\"a\",TRUE;#N/A,FALSE}",
      "MATCH(1,{1;2;3},0)",
      "Table1[[#This Row],[a|b]]*2",
      "Table1[[#Headers],[Col'[1']]]",
      "SUM(Table1[Col],Table1[#All])",
      "Table1[]",
      "[@Col]",
      "[Col]*2",
      "SUM(Table1[[#This Row],[a]:[b]])",
      "R[-1]C[2]+RC+R1C1+R[1]C",
      "[0]!Name",
      "'[0]Sheet'!A1",
      "_xlfn.LET(_xlpm.x,1,_xlpm.x+1)",
      "_xlfn.LAMBDA(_xlpm.f,_xlpm.f(1))(A1)",
      "_xlfn.BYROW(A1:B2,_xleta.SUM)",
      "_xlfn._xlws.SORT(_xlfn.ANCHORARRAY(A1))",
      "A1#",
      "@A1:A10",
      "_xlfn.SINGLE(A1)",
      "_xlfn.XLOOKUP(A1,B:B,C:C)",
      "_xlfn.ORG.LIBREOFFICE.WEEKS(A1,A2,0)",
      "売上!A1+合計",
      "'売上 2024'!$A$1",
      "!A1",
      "a.b_c?+\\d",
      "CELL(\"filename\",A1)",
      "INFO(\"release\")",
      "INDIRECT(\"A\"&B1)",
      "INDIRECT(\"'\"&A1&\"'!B2\")",
      "HYPERLINK(\"https://example.jp/\",\"a\")",
      "HYPERLINK(\"#\"&A1,\"go\")",
      "HYPERLINK(\"#Sheet2!A1\")",
      "LOG10(A1)+ATAN2(1,2)",
      "TRUE+FALSE()",
      "SUM(\nA1,\n\tA2)",
      "IMAGE+WEBSERVICE",
      "\"WEBSERVICE(\"&A1",
  };
  for (const char* formula : formulas) {
    CAPTURE(formula);
    const Verdict verdict = judge(formula, Dialect::Excel);
    CHECK_MESSAGE(verdict.danger == Danger::None, std::string(verdict.what));
  }
}

TEST_CASE("formula/judge: what reaches outside is named") {
  const Row rows[] = {
      {"[1]!Name", Danger::ExternalBook},
      {"[1]Sheet1!A1", Danger::ExternalBook},
      {"SUM(1,[12]Sheet1!A1)", Danger::ExternalBook},
      {"'[12]Sheet 1'!A1", Danger::ExternalBook},
      {"[Book1.xlsx]Sheet1!A1", Danger::ExternalBook},
      {"'C:\\x\\[b.xls]S'!A1", Danger::ExternalBook},
      {"'C:\\x\\b.xls'!Name", Danger::ExternalBook},
      {"'https://h.example/[b.xlsx]S'!A1", Danger::ExternalBook},
      {"'[0][1]S'!A1", Danger::ExternalBook},
      {"\\\\host\\share\\b.xls!A1", Danger::ExternalBook},
      {"C:\\x\\b.xls!Name", Danger::ExternalBook},
      {"[1]!'x'!A1", Danger::ExternalBook},
      {"cmd|'/c calc'!A0", Danger::Dde},
      {"cmd |'/c calc'!A0", Danger::Dde},
      {"'cmd'|'/c calc'!A0", Danger::Dde},
      {"'cmd' |'/c calc'!A0", Danger::Dde},
      {"1+cmd|'/c calc'!_xlbgnm.A1", Danger::Dde},
      {"'cmd|x'!A1", Danger::Dde},
      {"[1]|'x'!A1", Danger::Dde},
      {"SUM(1)|x", Danger::Dde},
      {"|", Danger::Dde},
      {"WebService(A1)", Danger::Network},
      {"_xlfn.IMAGE(\"x\")", Danger::Network},
      {"IF(1,_xlfn.WEBSERVICE (A1))", Danger::Network},
      {"COM.MICROSOFT.WEBSERVICE(A1)", Danger::Network},
      {"_xlfn.BYROW(A1,_xleta.WEBSERVICE)", Danger::Code},
      {"_xlfn.BYROW(A1,_xlfn._xleta.CALL)", Danger::Code},
      {"rtd (\"a\")", Danger::RealTimeData},
      {"_xlfn._xlws.PY(1,0)", Danger::Python},
      {"REGISTER.ID(\"a\",\"b\")", Danger::Code},
      {"_XLFN.CALL(1)", Danger::Code},
      {"_xll.Evil(1)", Danger::Code},
      {"_xll.Evil", Danger::Code},
      {"__xludf.DUMMYFUNCTION(\"x\")", Danger::Code},
      {"MyMacro()", Danger::Code},
      {"[0]!MyMacro()", Danger::Code},
      {"Sheet1!MyMacro(1)", Danger::Code},
      {"GET.WORKSPACE(1)", Danger::MacroFunction},
      {"CUBEVALUE(\"c\",\"m\")", Danger::Code},
      {"HYPERLINK(\"file:///x\")", Danger::Link},
      {"HYPERLINK(A1)", Danger::Link},
      {"HYPERLINK(\"https://a.example/?\"&A1)", Danger::Link},
      {"HYPERLINK(IF(1,\"x\"),\"y\")", Danger::Link},
      {"HYPERLINK()", Danger::Link},
      {"INFO(\"directory\")", Danger::Environment},
      {"INFO(A1)", Danger::Environment},
      {"INFO(\"release\"&A1)", Danger::Environment},
      {"INDIRECT(\"[b.xlsx]S!A1\")", Danger::Environment},
      {"INDIRECT(CONCATENATE(\"file://x\",A1))", Danger::Environment},
      {"INDIRECT(\"\\\\host\\x\"&A1)", Danger::Environment},
      {"Gone+1", Danger::RemovedName},
      {"gOnE", Danger::RemovedName},
      {"Sheet1!Gone", Danger::RemovedName},
      {"Macro1!A1", Danger::RemovedName},
      {"'MACRO1'!A1", Danger::RemovedName},
      {"'it''s'!A1", Danger::RemovedName},
  };
  const NameSet names = {"gone"};
  const NameSet sheets = {"macro1", "it's"};
  check_all(rows, std::size(rows), Dialect::Excel, {.removed_names = &names, .removed_sheets = &sheets});
}

TEST_CASE("formula/judge: what is no formula does not pass for one") {
  const char* const formulas[] = {
      "1+",    "(1",      "1)",      "SUM(1",   "\"open",  "'open",   "'open'", "{1,2",     "{SUM(1)}",
      "{}",    "Table1[", "A1 ;B1",  "#WRONG!", "A1\x01B", "SUM(1)x", "(,)",    "1 2 +",    "~A1",
      "A1`B1", "*1",      "(A1;B1)", "A1!",     "a!b!c",   "'a':",    "\x7F",   "\"a\"\"b",
  };
  for (const char* formula : formulas) {
    CAPTURE(formula);
    CHECK(static_cast<int>(judge(formula, Dialect::Excel).danger) == static_cast<int>(Danger::Limit));
  }
  CHECK(judge(std::string(kMaxFormulaBytes + 1, '1'), Dialect::Excel).danger == Danger::Limit);
  CHECK(judge(std::string(kMaxDepth, '(') + "1" + std::string(kMaxDepth, ')'), Dialect::Excel).danger == Danger::None);
  CHECK(judge(std::string(kMaxDepth + 1, '(') + "1" + std::string(kMaxDepth + 1, ')'), Dialect::Excel).danger ==
        Danger::Limit);
}

TEST_CASE("formula/judge: names that hold a function may be called") {
  const NameSet lambdas = {"tax", "call"};
  CHECK(judge("TAX(A1)", Dialect::Excel, {.lambdas = &lambdas}).danger == Danger::None);
  CHECK(judge("TAX(A1)", Dialect::Excel).danger == Danger::Code);
  CHECK(judge("RTD(A1)", Dialect::Excel, {.lambdas = &lambdas}).danger == Danger::RealTimeData);
}

TEST_CASE("formula/judge: OpenFormula") {
  const Row rows[] = {
      {"SUM([.A1:.B2];[$'a b'.C3])", Danger::None},
      {"IF([.A1]>0;\"x\";)", Danger::None},
      {"{1;2|3;4}", Danger::None},
      {"SUM([.A1:.B2]![.B1:.B9]~[.C1])", Danger::None},
      {"[#REF!]+$$'a b'+name", Danger::None},
      {"'SheetB'.$$name+SUM('a b'.Print_Area)+$'a b'.$$name", Danger::None},
      {"'SheetB'.macro(1)", Danger::Code},
      {"'SheetB'.$$'x", Danger::Limit},
      {"'cmd'.x|y", Danger::Dde},
      {"'SheetB'.", Danger::Limit},
      {"LEGACY.NORMSDIST(1)+COM.MICROSOFT.CONCAT([.A1])", Danger::None},
      {"ORG.OPENOFFICE.DAYSINMONTH([.A1])", Danger::None},
      {"HYPERLINK(\"https://a.example/\";\"x\")", Danger::None},
      {"['file:///c:/x.ods'#$Sheet1.A1]", Danger::ExternalBook},
      {"'file:///c:/x.ods'#name", Danger::ExternalBook},
      {"[http://a.example/x.ods.A1]", Danger::ExternalBook},
      {"DDE(\"soffice\";\"x\";\"y\")", Danger::Dde},
      {"[.A1]|x", Danger::Dde},
      {"COM.MICROSOFT.WEBSERVICE(\"x\")", Danger::Network},
      {"COM.SUN.STAR.SHEET.ADDIN.EVIL()", Danger::Code},
      {"MYBASIC()", Danger::Code},
      {"HYPERLINK([.A1])", Danger::Link},
      {"INDIRECT(\"'file:///x'#A.A1\")", Danger::Environment},
      {"SUM([.A1]", Danger::Limit},
      {"SUM([.A1", Danger::Limit},
      {"$$", Danger::Limit},
  };
  check_all(rows, std::size(rows), Dialect::OpenFormula);
}

TEST_CASE("formula/functions: storage prefixes and case make no difference, long names are nobody's") {
  CHECK(find_function("sum").kind == FunctionKind::Allowed);
  CHECK(find_function("_xlfn._xlws.Filter").kind == FunctionKind::Allowed);
  CHECK(find_function("_xlfn.").kind == FunctionKind::Denied);
  CHECK(find_function("").kind == FunctionKind::Denied);
  CHECK(find_function(std::string(500, 'A')).kind == FunctionKind::Denied);
  CHECK(find_function("webservice").danger == Danger::Network);
}
