// What was noticed in one document, merged: a construct is told once, with its first place and how often it was met.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include "lib/core/context.h"

namespace mugai::pdf {

class Tally {
 public:
  // Where the walk is: "page 3". Told with the first finding of a kind.
  void set_place(std::string place) { place_ = std::move(place); }
  void add(std::string_view id, Action action, std::string_view what, std::uint32_t count = 1);
  void removed(std::string_view id, std::string_view what) { add(id, Action::Removed, what); }
  void rewritten(std::string_view id, std::string_view what) { add(id, Action::Rewritten, what); }
  // A key that no rule names: told once a name.
  void unknown(std::string_view where, std::string_view key);
  void report(Context& ctx) const;

 private:
  static constexpr std::size_t kMaxKinds = 400;  // names of unknown keys are the sender's choice
  struct Told {
    std::string where;
    std::uint32_t count = 0;
  };
  using Key = std::tuple<std::string, Action, std::string>;
  std::map<Key, Told> told_;
  std::string place_ = "document";
};

}  // namespace mugai::pdf
