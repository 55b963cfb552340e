#include "daemon/sanitize/output_file.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "daemon/sanitize/paths.h"

using namespace mugai;
using namespace mugai::cli;

namespace {

std::string content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

class Folder {
 public:
  Folder() { REQUIRE(::mkdtemp(path_) != nullptr); }
  ~Folder() { static_cast<void>(std::system(("rm -r " + path()).c_str()) == 0); }
  [[nodiscard]] std::string path() const { return path_; }
  [[nodiscard]] std::size_t files() const { return walk(path())->files.size(); }

 private:
  char path_[32] = "/tmp/mugai-output-XXXXXX";
};

}  // namespace

TEST_CASE("sanitize/output_file: nothing has the name before it is published, nothing is left where it is not") {
  const Folder folder;
  const std::string path = folder.path() + "/a";
  {
    auto file = OutputFile::create(folder.path());
    REQUIRE(file);
    REQUIRE(::write(file->fd(), "new", 3) == 3);
    CHECK(content(path).empty());
  }
  CHECK(folder.files() == 0);
}

TEST_CASE("sanitize/output_file: publishing makes the name, or replaces a file of that name in one step") {
  const Folder folder;
  const std::string path = folder.path() + "/a";
  for (const char* text : {"one", "two"}) {
    auto file = OutputFile::create(folder.path());
    REQUIRE(file);
    REQUIRE(::write(file->fd(), text, 3) == 3);
    REQUIRE(file->publish(path));
    CHECK(content(path) == text);
  }
  CHECK(folder.files() == 1);
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) != 0600);  // as any file that the user makes, not a private temporary one
}

TEST_CASE("sanitize/output_file: what cannot be is an error and changes nothing") {
  const Folder folder;
  CHECK(OutputFile::create(folder.path() + "/none").error().code == ErrorCode::Io);
  REQUIRE(::mkdir((folder.path() + "/d").c_str(), 0755) == 0);
  auto file = OutputFile::create(folder.path());
  REQUIRE(file);
  CHECK_FALSE(file->publish(folder.path() + "/d"));
  CHECK_FALSE(file->publish(folder.path() + "/none/a"));
  CHECK(folder.files() == 0);
}

TEST_CASE("sanitize/output_file: a device, a pipe or a folder is neither replaced nor removed") {
  const Folder folder;
  const std::string pipe = folder.path() + "/pipe";
  const std::string below = folder.path() + "/d";
  REQUIRE(::mkfifo(pipe.c_str(), 0644) == 0);
  REQUIRE(::mkdir(below.c_str(), 0755) == 0);
  for (const std::string& path : {pipe, below}) {
    auto file = OutputFile::create(folder.path());
    REQUIRE(file);
    CHECK_FALSE(file->publish(path));
    remove_file(path);
    CHECK(::access(path.c_str(), F_OK) == 0);
  }
  const std::string link = folder.path() + "/link";
  std::ofstream(folder.path() + "/a") << "kept";
  REQUIRE(::symlink("a", link.c_str()) == 0);
  remove_file(link);
  CHECK(::access(link.c_str(), F_OK) != 0);
  CHECK(content(folder.path() + "/a") == "kept");
}

TEST_CASE("sanitize/output_file: the folder of a path") {
  CHECK(folder_of("a/b/c") == "a/b");
  CHECK(folder_of("c") == ".");
  CHECK(folder_of("/c") == "/");
}
