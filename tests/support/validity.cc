#include "tests/support/validity.h"

#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace mugai::testing {

namespace fs = std::filesystem;

void check_against(Faults (*find)(Bytes file), Bytes output, Bytes input) {
  const Faults after = find(output);
  for (const std::string& fault : after.faults)
    FAIL_CHECK(fault);
  if (after.structure.empty()) return;
  const Faults before = find(input);
  for (const std::string& fault : after.structure) {
    if (!before.structure.contains(fault)) FAIL_CHECK("newly: ", fault);
  }
}

std::vector<fs::path> corpus_files(std::initializer_list<const char*> kinds) {
  const char* set = std::getenv("MUGAI_CORPUS");
  const fs::path folder = set != nullptr ? set : MUGAI_SOURCE_DIR "/../shared/corpus";
  std::vector<fs::path> files;
  for (const char* kind : kinds) {
    if (!fs::is_directory(folder / kind)) continue;
    for (const auto& entry : fs::directory_iterator(folder / kind))
      files.push_back(entry.path());
  }
  if (files.empty()) std::printf("no corpus (MUGAI_CORPUS is not set), skipped\n");
  return files;
}

Buffer read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return Buffer(std::istreambuf_iterator<char>(file), {});
}

}  // namespace mugai::testing
