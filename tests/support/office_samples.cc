#include "tests/support/office_samples.h"

#include <deque>
#include <string>
#include <vector>

#include "tests/support/disguise.h"
#include "tests/support/ooxml_samples.h"
#include "tests/support/sheet_samples.h"

namespace mugai::testing {
namespace {

std::vector<Sample> disguise_all(std::deque<std::string>& names) {
  std::vector<Sample> out;
  for (const auto& area : {ooxml_samples, word_samples, slide_samples, drawing_samples, sheet_samples}) {
    for (const Sample& sample : area()) {
      // A broken container or part has no second way of being broken.
      if (sample.refused || sample.name.starts_with("ooxml/zip-")) continue;
      names.push_back(std::string(sample.name) + "~disguised");
      Sample twin = sample;
      twin.name = names.back();
      if (sample.ids.empty()) twin.ids = {"OOXML-009"};  // strict is told
      twin.make = [make = sample.make] { return disguise(make()); };
      out.push_back(std::move(twin));
    }
  }
  return out;
}

}  // namespace

std::span<const Sample> disguised_samples() {
  static std::deque<std::string> names;
  static const std::vector<Sample> samples = disguise_all(names);
  return samples;
}

}  // namespace mugai::testing
