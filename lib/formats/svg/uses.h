// How often `use` elements copy, when all are followed: a few dozen that refer to each other can mean billions.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mugai::svg {

class Uses {
 public:
  // A container begins and ends; `id` may be empty.
  void enter(std::string_view id);
  void leave();
  void use(std::string_view target);
  // True where the copies of all containers stay below `limit` and none copies itself.
  [[nodiscard]] bool within(std::uint64_t limit) const;

 private:
  std::vector<std::string> open_;
  std::map<std::string, std::vector<std::string>, std::less<>> targets_;  // container -> what is used inside of it
  std::vector<std::string> all_;
};

}  // namespace mugai::svg
