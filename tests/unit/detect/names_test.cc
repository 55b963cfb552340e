// Names that are refused, the tricks that hide them, and honest names that must pass.
#include "lib/detect/names.h"

#include <doctest/doctest.h>

#include <string>

namespace mugai {
namespace {

TEST_CASE("detect/names: a dangerous name is refused under the rule that it breaks") {
  const std::pair<const char*, const char*> rows[] = {
      {"setup.exe", "EXT-001"},
      {"SETUP.EXE", "EXT-001"},
      {"a.scr", "EXT-001"},
      {"run.ps1", "EXT-002"},
      {"x.js", "EXT-002"},
      {"here.lnk", "EXT-003"},
      {"add.xll", "EXT-004"},
      {"disk.iso", "EXT-005"},
      {"ca.crt", "EXT-006"},
      {"app.apk", "EXT-007"},
      {"film.swf", "EXT-008"},
      {"db.mdb", "EXT-010"},
      {"invoice.pdf.exe", "EXT-001"},
      {"invoice.exe.pdf", "NAM-002"},
      {"invoice.pdf                    .exe", "NAM-002"},
      {"請求書\u202Efdp.exe", "NAM-003"},
      {"evil.e\u200Bxe", "NAM-004"},
      {"evil.ｅｘｅ", "NAM-004"},
      {"evil．exe", "NAM-004"},
      {"evil\u2024exe", "NAM-004"},
      {"evil.\U0001D41E\U0001D431\U0001D41E", "NAM-004"},
      {"evil.exe.", "NAM-005"},
      {"evil.exe . .", "NAM-005"},
      {"a.txt::$DATA", "NAM-007"},
      {"a.docx:Zone.Identifier:$DATA", "NAM-007"},
      {"folder.{20D04FE0-3AEA-1069-A2D8-08002B30309D}", "NAM-009"},
      {"desktop.ini", "NAM-012"},
      {"Autorun.INF", "NAM-012"},
      {"Normal.dotm", "NAM-012"},
      {"dir/sub/evil.bat", "EXT-002"},
      {"evil.exe/", "EXT-001"},
  };
  for (const auto& row : rows) {
    CAPTURE(std::string(row.first));
    const auto found = detect::dangerous_name(row.first);
    REQUIRE(found.has_value());
    CHECK(found->text() == row.second);
  }
}

TEST_CASE("detect/names: honest names pass") {
  for (const char* name : {"", "見積書.pdf", "会議資料(ver.2).docx", "議事録：第１回.docx", "report.example.com.pdf",
                           "a.docx", "template.dotm", "Ver.1.0.2.xlsx", "readme", ".docx", "データ.zip", "。docx",
                           "exe", "my.keys.pptx", "令和６年度．ｄｏｃｘ", "x.docx:1"}) {
    CAPTURE(std::string(name));
    CHECK(!detect::dangerous_name(name).has_value());
  }
}

TEST_CASE("detect/names: the extension is the one that a program would see") {
  const std::pair<const char*, const char*> rows[] = {
      {"a.DOCX", "docx"},  {"a.docx. ", "docx"}, {"a", ""},          {"", ""},
      {"a.ｚｉｐ", "zip"}, {"d.ir/a", ""},       {"a.tar.gz", "gz"}, {"a. pdf", "pdf"},
  };
  for (const auto& row : rows) {
    CAPTURE(std::string(row.first));
    CHECK(detect::effective_extension(row.first) == row.second);
  }
}

TEST_CASE("detect/names: any bytes are survived") {
  std::string name;
  std::uint32_t state = 1;
  for (int round = 0; round < 2000; ++round) {
    name.clear();
    for (int i = 0; i < 40; ++i) {
      state = state * 1664525 + 1013904223;
      name += static_cast<char>(state >> 24);
    }
    (void)detect::dangerous_name(name);
    (void)detect::effective_extension(name);
  }
}

}  // namespace
}  // namespace mugai
