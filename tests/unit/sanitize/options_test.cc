#include "daemon/sanitize/options.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <vector>

#include "daemon/sanitize/text.h"

using namespace mugai;
using namespace mugai::cli;

namespace {

Result<Options> parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "sanitize");
  return parse_options(static_cast<int>(arguments.size()), arguments.data());
}

}  // namespace

TEST_CASE("sanitize/options: the forms of the command line") {
  ::setenv("LC_ALL", "C", 1);
  const auto file = parse({"a.docx"});
  REQUIRE(file);
  CHECK(file->mode == Mode::File);
  CHECK(file->input == "a.docx");
  CHECK(file->output.empty());
  CHECK(file->policy == "standard");
  CHECK(file->language == "en");
  const auto tree =
      parse({"-r", "in", "-o", "out", "-j", "4", "--policy", "strict", "--report", "r.jsonl", "--lang", "ja"});
  REQUIRE(tree);
  CHECK(tree->mode == Mode::Tree);
  CHECK(tree->jobs == 4);
  CHECK(tree->output == "out");
  CHECK(tree->policy == "strict");
  CHECK(tree->report == "r.jsonl");
  CHECK(tree->language == "ja");
  CHECK(parse({"-", "--name", "a.docx", "-o", "b"})->name == "a.docx");
  CHECK(parse({"-", "--check"})->check);
  CHECK(parse({"--explain", "OOXML-036"})->mode == Mode::Explain);
  CHECK(parse({"--list-types"})->mode == Mode::ListTypes);
  CHECK(parse({"-h"})->mode == Mode::Help);
  CHECK(parse({"-V"})->mode == Mode::Version);
  CHECK(parse({"-r", "in", "--check"})->jobs >= 1);
}

TEST_CASE("sanitize/options: what is wrong is one line that says what to do") {
  ::setenv("LC_ALL", "C", 1);
  struct Row {
    std::vector<const char*> arguments;
    const char* expected;
  };
  const Row rows[] = {
      {{}, "no file given"},
      {{"-r"}, "no folder given"},
      {{"a", "b"}, "one file at a time"},
      {{"--frobnicate", "a"}, "frobnicate"},
      {{"--polic", "x", "a"}, "--polic"},
      {{"a", "-o"}, "output"},
      {{"a", "-j", "2"}, "only together with -r"},
      {{"-r", "a", "-o", "b", "-j", "0"}, "from 1 to 64"},
      {{"-r", "a", "-o", "b", "-j", "65"}, "from 1 to 64"},
      {{"-r", "a", "-o", "b", "-j", "two"}, "from 1 to 64"},
      {{"-r", "a", "-o", "b", "-j", "99999999999999999999"}, "from 1 to 64"},
      {{"-r", "a"}, "-o OUTFOLDER"},
      {{"-r", "-", "-o", "b"}, "needs folders"},
      {{"-r", "a", "-o", "-"}, "needs folders"},
      {{"a", "--check", "-o", "b"}, "leave out -o"},
      {{"a", "-o", "-", "--report", "-"}, "cannot both"},
      {{"-", "--report", "-"}, "cannot both"},
      {{"a", "--name", "b"}, "standard input only"},
      {{"a", "--lang", "fr"}, "ja and en"},
      {{"a", "--password", "x"}, "without a password"},
      {{"a", "--password-file", "x"}, "without a password"},
      {{"a", "--sandbox", "off"}, "degraded"},
      {{""}, "no file given"},
  };
  for (const Row& row : rows) {
    const auto options = parse(row.arguments);
    CAPTURE(row.expected);
    REQUIRE_FALSE(options);
    CAPTURE(options.error().detail);
    CHECK(options.error().detail.find(row.expected) != std::string::npos);
    CHECK(options.error().detail.find('\n') == std::string::npos);
  }
}

TEST_CASE("sanitize/options: the language comes from the environment unless it is given") {
  ::unsetenv("LC_ALL");
  ::unsetenv("LC_MESSAGES");
  ::setenv("LANG", "ja_JP.UTF-8", 1);
  CHECK(language_of_environment() == "ja");
  CHECK(parse({"a"})->language == "ja");
  CHECK(parse({"a", "--lang", "en"})->language == "en");
  CHECK(parse({"a", "b"}).error().detail.find("一つ") != std::string::npos);
  ::setenv("LC_ALL", "C", 1);
  CHECK(language_of_environment() == "en");
}

TEST_CASE("sanitize/text: every line exists in both languages") {
  for (int i = 0; i < kLineCount; ++i) {
    const auto line = static_cast<Line>(i);
    CHECK_FALSE(fill(line, "ja", "x").empty());
    CHECK(fill(line, "en", "x").find("{}") == std::string::npos);
  }
  CHECK(fill(Line::CannotRead, "en", "{}") == "cannot read {}");
  CHECK(fill(Line::CannotRead, "ja", "a: Permission denied") == "読めません：a: 権限がありません");
  CHECK(fill(Line::CannotRead, "ja", "a: Permission denied here") == "読めません：a: Permission denied here");
  CHECK(help_text("ja").find("--report") != std::string::npos);
  CHECK(help_text("en").find("exit status") != std::string::npos);
}
