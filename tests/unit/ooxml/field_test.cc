#include "lib/formats/ooxml/field.h"

#include <doctest/doctest.h>

#include <string>

using mugai::ooxml::judge_field;

TEST_CASE("ooxml/field: names are judged whatever their case, links by their address") {
  struct Row {
    const char* instruction;
    bool nests;
    bool keep;
    const char* id;
  };
  const Row rows[] = {
      {" PAGE ", false, true, ""},
      {"page \\* MERGEFORMAT", false, true, ""},
      {"TOC \\o \"1-3\" \\h", true, true, ""},
      {"dDeAuTo cmd", false, false, "WML-002"},
      {"\tDDE\tcmd", false, false, "WML-002"},
      {"\"DDE\" cmd", false, false, "WML-019"},
      {"", false, false, "WML-019"},
      {"Bookmark1", false, false, "WML-019"},
      {"=SUM(ABOVE)", false, true, ""},
      {"=1+1", true, false, "WML-015"},
      {"QUOTE 68", true, false, "WML-015"},
      {"HYPERLINK \"https://example.jp/a\"", false, true, ""},
      {"HYPERLINK \\l \"top\"", false, true, ""},
      {"HYPERLINK \"https://example.jp/a\" \\l \"x\" \\o \"tip\"", false, true, ""},
      {"HYPERLINK \\o \"tip\" javascript:x", false, false, "WML-009"},
      {"HYPERLINK \"https://example.jp/\" \"file:///x\"", false, false, "WML-009"},
      {"HYPERLINK \\\\server\\share", false, false, "WML-009"},
      {"HYPERLINK \"other.docx\"", false, false, "WML-009"},
      {"HYPERLINK https://example.jp/ \\t \"_top\"", false, false, "WML-009"},
      {"HYPERLINK \"https://example.jp/\"", true, false, "WML-009"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.instruction);
    const auto verdict = judge_field(row.instruction, row.nests);
    CHECK(verdict.keep == row.keep);
    if (!row.keep) CHECK(verdict.id == row.id);
  }
  CHECK(!judge_field("PAGE " + std::string(5000, 'x'), false).keep);
}
