#include "lib/formats/formula/functions.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/base/check.h"
#include "lib/formats/formula/functions_table.h"

namespace mugai::formula {
namespace {

constexpr std::size_t kMaxName = 40;

std::uint32_t hash(std::string_view name) noexcept {  // FNV-1a
  std::uint32_t h = 2166136261U;
  for (const char c : name)
    h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
  return h;
}

struct Slot {
  std::string_view name;  // empty: free
  Function function;
};

// Open addressing; at most half full.
class Table {
 public:
  Table() {
    for (const DeniedGroup& group : kDenied)
      add_all(group.names, {FunctionKind::Denied, group.danger});
    for (const JudgedFunction& judged : kJudged)
      add(judged.name, {judged.kind, Danger::None});
    for (const AllowedGroup& group : kAllowed)
      add_all(group.names, {FunctionKind::Allowed, Danger::None});
  }

  [[nodiscard]] Function find(std::string_view name) const noexcept {
    for (std::uint32_t at = hash(name) & kMask;; at = (at + 1) & kMask) {
      const Slot& slot = slots_[at];
      if (slot.name.empty()) return {};
      if (slot.name == name) return slot.function;
    }
  }

 private:
  static constexpr std::uint32_t kMask = 2047;

  void add_all(std::string_view names, Function function) {
    while (!names.empty()) {
      const std::size_t space = std::min(names.find(' '), names.size());
      if (space != 0) add(names.substr(0, space), function);
      names.remove_prefix(std::min(space + 1, names.size()));
    }
  }

  // The first entry of a name counts, so that no group can loosen an earlier one.
  void add(std::string_view name, Function function) {
    MUGAI_CHECK(++count_ <= (kMask + 1) / 2 && name.size() <= kMaxName);
    std::uint32_t at = hash(name) & kMask;
    while (!slots_[at].name.empty()) {
      if (slots_[at].name == name) return;
      at = (at + 1) & kMask;
    }
    slots_[at] = {name, function};
  }

  std::array<Slot, kMask + 1> slots_;
  std::uint32_t count_ = 0;
};

const Table& table() {
  static const Table instance;
  return instance;
}

}  // namespace

void warm_up() {
  (void)table();
}

Function find_function(std::string_view name) noexcept {
  constexpr std::size_t kLongestPrefixes = 32;
  if (name.size() > kMaxName + kLongestPrefixes) return {};
  std::array<char, kMaxName + kLongestPrefixes> folded{};
  for (std::size_t i = 0; i < name.size(); ++i)
    folded[i] = ascii::to_upper(name[i]);
  std::string_view rest(folded.data(), name.size());
  for (const std::string_view prefix : kStoragePrefixes) {
    if (rest.starts_with(prefix)) rest.remove_prefix(prefix.size());
  }
  if (rest.empty() || rest.size() > kMaxName) return {};
  return table().find(rest);
}

}  // namespace mugai::formula
