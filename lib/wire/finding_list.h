// FindingList: collects the findings of one file or of a whole tree, equal ones counted together, in the order in
// which they were first seen. Constant time a finding. Above `limit` different ones, further findings lose place and
// detail and are counted by ID and action alone, so that nothing goes untold and memory stays bounded.
#pragma once

#include <cstddef>
#include <unordered_map>
#include <vector>

#include "lib/core/finding.h"

namespace mugai::wire {

class FindingList {
 public:
  explicit FindingList(std::size_t limit) : limit_(limit) {}
  void add(mugai::Finding finding);
  [[nodiscard]] const std::vector<mugai::Finding>& findings() const noexcept { return findings_; }
  [[nodiscard]] std::vector<mugai::Finding> take() { return std::move(findings_); }

 private:
  bool count_known(const mugai::Finding& finding, std::size_t hash);

  std::size_t limit_;
  std::vector<mugai::Finding> findings_;
  std::unordered_multimap<std::size_t, std::size_t> index_;  // hash → position
};

}  // namespace mugai::wire
