// Whether a rebuilt file is as its standard asks, as far as the original was; and the files of the corpus to try it on.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <set>
#include <string>
#include <vector>

#include "lib/base/bytes.h"

namespace mugai::testing {

// Told without the place, so that an original and its rebuilt form can be compared.
struct Faults {
  std::set<std::string> faults;     // of the package: never to be found in an output
  std::set<std::string> structure;  // of the content: not to be found where the original had none
};

// Fails the running test for each fault of `output` that may not be there.
void check_against(Faults (*find)(Bytes file), Bytes output, Bytes input);

// Of the folders of these names in the corpus (MUGAI_CORPUS, or ../shared/corpus beside the source tree); none, and a
// line on stdout, where there is no corpus.
std::vector<std::filesystem::path> corpus_files(std::initializer_list<const char*> kinds);
Buffer read_file(const std::filesystem::path& path);

}  // namespace mugai::testing
