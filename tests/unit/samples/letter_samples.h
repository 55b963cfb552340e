// Inert mails for samples/before: an estimate as a table, a mail that pretends to come from the town hall, winmail.dat.
#pragma once

#include <vector>

#include "tests/unit/samples/file_samples.h"

namespace mugai::samples {

std::vector<FileSample> letter_samples();

}  // namespace mugai::samples
