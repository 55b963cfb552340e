// Samples of the catalogue's rows for Word, PowerPoint, drawings and the package that ooxml_samples.cc does not have.
#pragma once

#include <span>

#include "tests/support/samples.h"

namespace mugai::testing {

std::span<const Sample> word_samples();
std::span<const Sample> slide_samples();
std::span<const Sample> drawing_samples();
std::span<const Sample> package_samples();
std::span<const Sample> flat_samples();  // documents in one XML file

// Every sample of Office documents that is rebuilt, once more in disguise (disguise.h): "ooxml/x" → "ooxml/x~disguised".
std::span<const Sample> disguised_samples();

}  // namespace mugai::testing
