#include "lib/formats/pdf/content/cmap.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "lib/formats/pdf/content/calculator.h"

namespace {

using namespace mugai;
using namespace mugai::pdf;

std::string cmap(std::string_view text, CMapKind kind, CMapInfo* info = nullptr, ContentReport* report = nullptr) {
  Buffer out;
  ContentReport own;
  const auto result = rewrite_cmap(as_bytes(text), kind, out, report != nullptr ? *report : own);
  if (!result) return "error";
  if (info != nullptr) *info = *result;
  Buffer twice;
  ContentReport second;
  REQUIRE(rewrite_cmap(out, kind, twice, second).has_value());
  CHECK(twice == out);
  CHECK(second.findings.empty());
  return std::string(as_text(out));
}

std::string calculator(std::string_view text) {
  Buffer out;
  return rewrite_calculator(as_bytes(text), out) ? std::string(as_text(out)) : "error";
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("pdf/cmap: a ToUnicode CMap keeps its mappings and nothing else") {
  CMapInfo info;
  const std::string out = cmap(
      "%!PS-Adobe-3.0 Resource-CMap\n/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
      "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def /CMapName /Adobe-Identity-UCS def\n"
      "/UIDOffset 0 def /XUID [1 10 25335] def (evil) run\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
      "2 beginbfchar <0003> <0020> <0004> <D83DDE00> endbfchar\n"
      "2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<0061> <00620063>] endbfrange\nendcmap end end",
      CMapKind::ToUnicode, &info);
  CHECK(info.name == "Adobe-Identity-UCS");
  CHECK(info.ordering == "UCS");
  CHECK(info.mappings == 5);
  CHECK(has(out, "2 beginbfchar\n<0003><0020>\n<0004><D83DDE00>\nendbfchar\n"));
  CHECK(has(out, "1 beginbfrange\n<0010><0012><0041>\nendbfrange\n2 beginbfchar\n<0020><0061>\n<0021><00620063>\n"));
  CHECK_FALSE(has(out, "evil"));
  CHECK_FALSE(has(out, "XUID"));
}

TEST_CASE("pdf/cmap: an encoding keeps its CIDs, its writing mode and a predefined base") {
  CMapInfo info;
  const std::string out = cmap(
      "/H usecmap /WMode 1 def /CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (Japan1) def "
      "/Supplement 2 def end def 1 begincodespacerange <00> <80> endcodespacerange 1 begincidrange <20> <7e> 1 "
      "endcidrange 1 begincidchar <80> 97 endcidchar 1 beginnotdefrange <00> <1f> 231 endnotdefrange",
      CMapKind::Encoding, &info);
  CHECK(info.uses == "H");
  CHECK(info.vertical);
  CHECK(info.ordering == "Japan1");
  CHECK(info.supplement == 2);
  CHECK(has(out, "<20><7E> 1\n"));
  CHECK(has(out, "<80> 97\n"));
  CHECK(has(out, "/WMode 1 def"));
}

TEST_CASE("pdf/cmap: what makes no sense goes; nothing left is an error") {
  ContentReport report;
  const std::string out = cmap(
      "/Evil-Base usecmap 1 begincodespacerange <00> <FF> endcodespacerange 4 beginbfchar <01> <0041> <02> /evil "
      "<0102030405> <0041> <03> <414243> endbfchar 1 beginbfrange <09> <05> <0041> endbfrange",
      CMapKind::ToUnicode, nullptr, &report);
  CHECK(has(out, "1 beginbfchar\n<01><0041>\nendbfchar"));
  CHECK_FALSE(has(out, "vil"));
  REQUIRE(report.findings.size() == 2);
  CHECK(report.findings[0].id.text() == "PDF-078");
  CHECK(report.findings[1].count == 4);
  CHECK(cmap("", CMapKind::ToUnicode) == "error");
  CHECK(cmap("1 begincodespacerange <00> <FF> endcodespacerange", CMapKind::Encoding) == "error");
  CHECK(has(cmap("1 beginbfchar <0102> <0041> endbfchar", CMapKind::ToUnicode), "<0000><FFFF>"));
  CMapLimits limits;
  limits.max_mappings = 1;
  Buffer buffer;
  ContentReport unused;
  CHECK_FALSE(rewrite_cmap(as_bytes("2 beginbfchar <01> <0041> <02> <0042> endbfchar"), CMapKind::ToUnicode, buffer,
                           unused, limits)
                  .has_value());
}

TEST_CASE("pdf/calculator: programs of the known operators stay, in canonical form") {
  CHECK(calculator("{ 360 mul sin\n2 div exch % c\n 0.50 sub }") == "{360 mul sin 2 div exch .5 sub}");
  CHECK(calculator("{dup 0 lt {pop 0}{dup 1 gt {pop 1} if} ifelse}") == "{dup 0 lt{pop 0}{dup 1 gt{pop 1}if}ifelse}");
  CHECK(calculator("{}") == "{}");
  const std::string once = calculator("{ 1 2 true { 3 4 add } { } ifelse roll }");
  CHECK(calculator(once) == once);
}

TEST_CASE("pdf/calculator: anything else is an error") {
  for (const char* text : {"", "1", "{", "}", "{1}}", "{1}{2}", "{1} 2", "{run}", "{(a)}", "{/a}", "{{1}}", "{{1} pop}",
                           "{{1} ifelse}", "{{1}{2} if}", "{{1}{2}{3} ifelse}", "{if}", "{[1]}", "{1 loop}"}) {
    CAPTURE(text);
    CHECK(calculator(text) == "error");
  }
  CHECK(calculator(std::string(100, '{')) == "error");
}
