#include "daemon/sanitize/paths.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "daemon/sanitize/progress.h"

using namespace mugai;
using namespace mugai::cli;

TEST_CASE("sanitize/paths: the extension of the result replaces the input's") {
  struct Row {
    const char *path, *extension, *changed, *clean;
  };
  const Row rows[] = {
      {"a.docm", "docx", "a.docx", "a.clean.docx"},
      {"a.docx", "", "a.docx", "a.clean.docx"},
      {"a", "docx", "a.docx", "a.clean.docx"},
      {"a", "", "a", "a.clean"},
      {"d.x/a", "", "d.x/a", "d.x/a.clean"},
      {"d.x/a", "zip", "d.x/a.zip", "d.x/a.clean.zip"},
      {"d/.profile", "", "d/.profile", "d/.profile.clean"},
      {".docm", "docx", ".docm.docx", ".docm.clean.docx"},
      {"a.b.docm", "docx", "a.b.docx", "a.b.clean.docx"},
      {"見積.docm", "docx", "見積.docx", "見積.clean.docx"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    CHECK(with_extension(row.path, row.extension) == row.changed);
    CHECK(clean_name(row.path, row.extension) == row.clean);
  }
  CHECK(base_name("a/b/c.docx") == "c.docx");
  CHECK(base_name("c.docx") == "c.docx");
}

TEST_CASE("sanitize/paths: a changed name keeps its stem unless an input, a folder or an earlier result owns it") {
  OutputNames names(
      {"a.docm", "b.docm", "b.docx", "c.docm", "c.docm.docx", "c.docx", "d.docm", "d.docx/x", "e.doc", "e.docm"});
  CHECK(names.assign("a.docm", "docx") == "a.docx");
  CHECK(names.assign("b.docm", "docx") == "b.docm.docx");
  CHECK(names.assign("b.docx", "") == "b.docx");
  CHECK(names.assign("c.docm", "docx") == "c.docm (2).docx");
  CHECK(names.assign("c.docm.docx", "docx") == "c.docm.docx");
  CHECK(names.assign("d.docm", "docx") == "d.docm.docx");
  CHECK(names.assign("e.doc", "docx") == "e.docx");
  CHECK(names.assign("e.docm", "docx") == "e.docm.docx");
}

TEST_CASE("sanitize/paths: within means below, not beginning alike") {
  CHECK(is_within("/a/b", "/a"));
  CHECK(is_within("/a", "/a"));
  CHECK(is_within("/a", "/"));
  CHECK_FALSE(is_within("/ab", "/a"));
  CHECK_FALSE(is_within("/a", "/a/b"));
}

TEST_CASE("sanitize/paths: a walk gives files sorted, follows no link and opens no pipe") {
  char folder[] = "/tmp/mugai-walk-XXXXXX";
  REQUIRE(::mkdtemp(folder) != nullptr);
  const std::string root = folder;
  REQUIRE(::mkdir((root + "/d").c_str(), 0755) == 0);
  for (const char* name : {"/b", "/a", "/d/c", "/d-e"})
    std::ofstream(root + name) << "x";
  REQUIRE(::symlink("/etc/passwd", (root + "/link").c_str()) == 0);
  REQUIRE(::symlink("/etc", (root + "/links").c_str()) == 0);
  REQUIRE(::mkfifo((root + "/pipe").c_str(), 0644) == 0);
  const auto tree = walk(root);
  REQUIRE(tree);
  CHECK(tree->files == std::vector<std::string>{"a", "b", "d-e", "d/c"});
  CHECK(tree->skipped == std::vector<std::string>{"link", "links", "pipe"});
  CHECK(tree->unread.empty());
  CHECK(walk(root + "/none").error().code == ErrorCode::Io);
  CHECK(std::system(("rm -r " + root).c_str()) == 0);
}

TEST_CASE("sanitize/progress: a line fits its terminal and shows no control character") {
  CHECK(progress_line(0, 0, 0, "", 80) == "[####################] 100%  0/0  0 refused  ");
  CHECK(progress_line(1, 4, 1, "x", 80) == "[#####...............] 25%  1/4  1 refused  x");
  const std::string line = progress_line(1, 4, 1, std::string(500, 'n') + "\x1B[2J", 60);
  CHECK(line.size() <= 60);
  CHECK(line.find('\x1B') == std::string::npos);
}
