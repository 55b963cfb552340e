#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "lib/formats/pdf/content/operators.h"
#include "tests/unit/pdf_content/content_run.h"

namespace {

using namespace mugai;
using namespace mugai::pdf;
using mugai::testing::ContentRun;
using mugai::testing::run_content;

struct Row {
  const char* what;
  std::string_view in;
  std::string_view out;
  std::string_view id;  // a finding that must be there; empty: none at all
};

void check_rows(const std::vector<Row>& rows, ContentKind kind = ContentKind::Page) {
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const ContentRun run = run_content(row.in, kind);
    REQUIRE(run.good);
    CHECK(run.text == row.out);
    bool told = row.id.empty() && run.report.findings.empty();
    for (const Finding& finding : run.report.findings)
      told = told || finding.id.text() == row.id;
    CHECK(told);
    CHECK(run_content(run.text, kind).text == run.text);
    CHECK(run_content(run.text, kind).report.findings.empty());
  }
}

}  // namespace

TEST_CASE("pdf/content: what is in order stays, in canonical form") {
  check_rows({
      {"white space", std::string_view("q\r\n1 0\t0 1\f0 0 cm\0 Q", 20), "q\n1 0 0 1 0 0 cm\nQ\n", ""},
      {"numbers", "+1.50 -0 -.5 0.25 007 4. cm", "1.5 0 -.5 .25 7 4 cm\n", ""},
      {"small numbers keep their digits", "0.000012345 -0.0000001 m", ".000012345 -.0000001 m\n", ""},
      {"precision", ".0000123456789 w 123456.789012 M", ".0000123456789 w\n123456.789012 M\n", ""},
      {"text", "BT /F1 12 Tf 1 2 Td (a\\(b\\)) Tj ET", "BT\n/F1 12 Tf\n1 2 Td\n(a\\(b\\)) Tj\nET\n", ""},
      {"text array", "BT /F1 12.0 Tf [(A) -20 3 <4142> .5(B)] TJ ET", "BT\n/F1 12 Tf\n[(A)-20 3<4142>.5(B)] TJ\nET\n",
       ""},
      {"dash", "[ 3 5 ] 0 d [] 0 d", "[3 5] 0 d\n[] 0 d\n", ""},
      {"colour", "/DeviceRGB cs 1 0 .5 sc /C1 CS 1 2 SCN /Pattern cs /P1 scn .1 .2 /P1 scn",
       "/DeviceRGB cs\n1 0 .5 sc\n/C1 CS\n1 2 SCN\n/Pattern cs\n/P1 scn\n.1 .2 /P1 scn\n", ""},
      {"path", "0 0 m 1 1 l 1 2 3 4 v h W* n 1 2 3 4 re f*", "0 0 m\n1 1 l\n1 2 3 4 v\nh\nW*\nn\n1 2 3 4 re\nf*\n", ""},
      {"references", "/G1 gs /Im1 Do /S1 sh /Perceptual ri", "/G1 gs\n/Im1 Do\n/S1 sh\n/Perceptual ri\n", ""},
      {"marked content", "/Span << /MCID 0 /Lang (ja) >> BDC /Artifact BMC EMC EMC /P /M1 BDC EMC",
       "/Span <</MCID 0/Lang(ja)>> BDC\n/Artifact BMC\nEMC\nEMC\n/P /M1 BDC\nEMC\n", ""},
      {"artifact", "/Artifact <</Attached[/Top/Left]/Type/Pagination/BBox[0 0 1 1]>> BDC EMC",
       "/Artifact <</Attached[/Top/Left]/Type/Pagination/BBox[0 0 1 1]>> BDC\nEMC\n", ""},
      {"layer", "/OC /M1 BDC EMC", "/OC /M1 BDC\nEMC\n", ""},
      {"name with a space", "/A#20B 1 Tf", "/A#20B 1 Tf\n", ""},
      {"octal and line ends in strings", "BT (\\101\\r\\\nx\r\ny) Tj ET", "BT\n(A\\rx\\ny) Tj\nET\n", ""},
      {"nested parentheses", "BT (a(b)c) Tj ET", "BT\n(a\\(b\\)c) Tj\nET\n", ""},
      {"odd hexadecimal", "BT <4 1 a> Tj ET", "BT\n<41A0> Tj\nET\n", ""},
      {"quotes", "BT (a)' 1 2 (b)\" ET", "BT\n(a) '\n1 2 (b) \"\nET\n", ""},
  });
}

TEST_CASE("pdf/content: what is not allowed goes and is told") {
  check_rows({
      {"unknown operator", "1 2 foo q Q", "q\nQ\n", "PDF-082"},
      {"compatibility", "BX 1 zz EX q Q", "q\nQ\n", "PDF-082"},
      {"missing font", "/Nope 1 Tf", "", "PDF-082"},
      {"missing object", "/Nope Do", "", "PDF-082"},
      {"wrong type", "(a) w /x w 1 w", "1 w\n", "PDF-082"},
      {"too few", "1 2 re", "", "PDF-082"},
      {"too many: the last count", "9 9 1 2 m 5 q Q", "1 2 m\nq\nQ\n", "PDF-082"},
      {"superfluous Q", "Q q Q Q", "q\nQ\n", "PDF-082"},
      {"missing Q", "q q Q", "q\nq\nQ\nQ\n", "PDF-082"},
      {"missing ET", "BT 1 0 Td", "BT\n1 0 Td\nET\n", "PDF-082"},
      {"nested BT", "BT BT ET ET", "BT\nET\nBT\nET\n", "PDF-082"},
      {"text without BT", "/F1 1 Tf (a) Tj 0 0 m", "/F1 1 Tf\nBT\n(a) Tj\nET\n0 0 m\n", "PDF-082"},
      {"missing EMC", "/A BMC", "/A BMC\nEMC\n", "PDF-082"},
      {"superfluous EMC", "EMC", "", "PDF-082"},
      {"private properties", "/A <</Evil (x) /MCID 3 /X <</Y [1]>> >> BDC EMC", "/A <</MCID 3>> BDC\nEMC\n", "PDF-082"},
      {"properties that were removed", "/A /Gone BDC EMC", "/A BMC\nEMC\n", "PDF-082"},
      {"hidden layer", "/OC /Hidden BDC 0 0 1 1 re f BT (x) Tj ET /Im1 Do EMC q Q", "0 0 1 1 re\nn\nBT\nET\nq\nQ\n",
       "PDF-060"},
      {"layer marker", "/OC /Unwrapped BDC q Q EMC", "q\nQ\n", "PDF-060"},
      {"marked point", "/A MP /A <</B 1>> DP", "", "PDF-082"},
      {"line without a point", "1 1 l 2 2 m", "2 2 m\n", "PDF-082"},
      {"glyph width on a page", "1 0 d0", "", "PDF-082"},
      {"comment", "q % (x) Tj\nQ", "q\nQ\n", "PDF-011"},
      {"cut-off string", "q Q (abc", "q\nQ\n", "PDF-011"},
      {"stray operands", "q Q 1 2", "q\nQ\n", "PDF-082"},
      {"stray delimiters", "q ) } Q", "q\nQ\n", "PDF-011"},
      {"name evasion", "/#49m1 Do", "/Im1 Do\n", "PDF-009"},
      {"huge number", "99999999999 w -1e5 w", "2147483647 w\n", "PDF-019"},
      {"odd numbers", "--5 w 5-3 w 1.2.3 w", "-5 w\n5 w\n1.2 w\n", "PDF-011"},
      {"unknown rendering mode", "9 Tr 3 Tr", "3 Tr\n", "PDF-082"},
      {"unknown intent", "/Evil ri", "", "PDF-082"},
      {"array of names", "[/A] 0 d [(x)] 0 d", "", "PDF-082"},
      {"stray ID", "ID EI q Q", "q\nQ\n", "PDF-075"},
  });
}

TEST_CASE("pdf/content: glyph procedures begin with their width") {
  check_rows({{"d1", "100 0 0 0 10 10 d1 0 0 1 1 re f", "100 0 0 0 10 10 d1\n0 0 1 1 re\nf\n", ""},
              {"late", "q Q 1 0 d0", "q\nQ\n", "PDF-082"}},
             ContentKind::Type3Glyph);
}

TEST_CASE("pdf/content: a default appearance holds text state and colour only") {
  check_rows({{"plain", "/F1 12 Tf 0 g", "/F1 12 Tf 0 g", ""},
              {"drawing", "0 0 1 1 re f 0 g", "0 g", "PDF-082"},
              {"showing", "/F1 0 Tf (x) Tj", "/F1 0 Tf", "PDF-082"}},
             ContentKind::DefaultAppearance);
  CHECK_FALSE(run_content("BI ID EI", ContentKind::DefaultAppearance).good);
}

TEST_CASE("pdf/content: invisible text is noticed, also through q and Q") {
  CHECK(run_content("BT 3 Tr (a) Tj ET").report.hidden_text);
  CHECK(run_content("3 Tr q BT (a) Tj ET Q").report.hidden_text);
  CHECK_FALSE(run_content("q 3 Tr Q BT (a) Tj ET").report.hidden_text);
}

TEST_CASE("pdf/content: limits") {
  ContentLimits limits;
  limits.max_state_depth = 3;
  limits.max_marked_depth = 2;
  limits.max_string_bytes = 4;
  limits.max_name_bytes = 4;
  CHECK(run_content("q q q q q 1 w Q Q Q Q Q", ContentKind::Page, limits).text == "q\nq\nq\n1 w\nQ\nQ\nQ\n");
  CHECK(run_content("/A BMC /B BMC /C BMC EMC EMC EMC", ContentKind::Page, limits).text ==
        "/A BMC\n/B BMC\nEMC\nEMC\n");
  CHECK(run_content("BT (abcde) Tj (abcd) Tj <4142434445> Tj ET", ContentKind::Page, limits).text ==
        "BT\n(abcd) Tj\nET\n");
  CHECK(run_content("/abcde BMC EMC", ContentKind::Page, limits).text.empty());
  limits.max_output_bytes = 5;
  CHECK_FALSE(run_content("q q q q q q q q q q 1 w", ContentKind::Page, limits).good);
}

TEST_CASE("pdf/content: every operator of Annex A is found by its name and nothing else") {
  for (const char* name : {"b",  "B",  "b*", "B*", "BDC", "BI",  "BMC", "BT", "BX", "c",  "cm", "CS", "cs", "d",  "d0",
                           "d1", "Do", "DP", "EI", "EMC", "ET",  "EX",  "f",  "F",  "f*", "G",  "g",  "gs", "h",  "i",
                           "ID", "j",  "J",  "K",  "k",   "l",   "m",   "M",  "MP", "n",  "q",  "Q",  "re", "RG", "rg",
                           "ri", "s",  "S",  "SC", "sc",  "SCN", "scn", "sh", "T*", "Tc", "Td", "TD", "Tf", "Tj", "TJ",
                           "TL", "Tm", "Tr", "Ts", "Tw",  "Tz",  "v",   "w",  "W",  "W*", "y",  "'",  "\""}) {
    CAPTURE(name);
    REQUIRE(find_operator(name) != nullptr);
    CHECK(find_operator(name)->name == name);
  }
  for (const char* name : {"", "x", "PS", "QQ", "BTX", "cmd", "TjTj"})
    CHECK(find_operator(name) == nullptr);
}

TEST_CASE("pdf/content: a cut at any byte leaves a balanced stream") {
  const std::string whole =
      "q /G1 gs BT /F1 12 Tf [(abc)-20<41>] TJ ET /Span <</MCID 1>> BDC 0 0 m 1 1 l S EMC "
      "BI /W 2 /H 2 /BPC 8 /CS /G /F /AHx ID 01020304> EI Q";
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    CAPTURE(size);
    const ContentRun run = run_content(std::string_view(whole).substr(0, size));
    if (!run.good) continue;
    const ContentRun again = run_content(run.text);
    REQUIRE(again.good);
    CHECK(again.text == run.text);
    CHECK(again.report.findings.empty());
  }
}
