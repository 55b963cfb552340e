// Inert samples of PDF and pictures for samples/before.
#pragma once

#include <string>
#include <vector>

namespace mugai::samples {

struct FileSample {
  std::string name, bytes;
};
std::vector<FileSample> file_samples();

}  // namespace mugai::samples
