// What goes while one part is converted: counted by kind and told once at its end.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "lib/core/finding.h"
#include "lib/formats/ooxml/reporter.h"

namespace mugai::xlsb {

class Notes {
 public:
  Notes(ooxml::Reporter& reporter, std::string_view part) : reporter_(reporter), part_(part) {}

  void left(std::uint32_t type);  // a record that no reader takes
  void removed(std::string_view id, std::string_view what) { ++counts_[{std::string(id), std::string(what)}]; }
  // A formula gave way to its value.
  void flattened(std::string_view why) { ++flattened_[std::string(why)]; }
  void tell();
  // Refuses the file for a broken part: XLSB-009.
  Error refuse(Error error);

 private:
  ooxml::Reporter& reporter_;
  std::string part_;
  std::map<std::pair<std::string, std::string>, std::uint64_t> counts_;
  std::map<std::string, std::uint64_t> flattened_;
};

}  // namespace mugai::xlsb
