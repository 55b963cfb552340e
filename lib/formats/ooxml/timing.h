// Timing: the animation of one slide (ECMA-376-1, 19.5), pruned so that nothing in it names what is gone.
//
// p:timing holds a tree of time nodes; a node has a target (p:spTgt), start conditions that may have a target of their
// own, and children. A node goes when its target or its trigger was lost, or when it had children and none is left;
// then the list it stands in may be empty and its own node goes, up to the root. What lives lets its ancestors live at
// once, so that output waits for the first living leaf alone.
//
// In: the elements of the part in order, and the ids of shapes that are gone (the shapes of a slide come first).
// Known gap: p:tn, which names a node by its number, is not followed.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/formats/ooxml/reporter.h"
#include "lib/formats/ooxml/rules.h"
#include "lib/formats/xml/filter.h"

namespace mugai::ooxml {

class Timing {
 public:
  Timing(Reporter& reporter, std::string_view where) : reporter_(reporter), where_(where) {}
  void attach(xml::Filter& filter) noexcept { filter_ = &filter; }

  void lose_shape(std::string_view id) { lost_.emplace(id); }
  [[nodiscard]] bool is_lost(std::string_view id) const { return lost_.contains(id); }

  // For every element whose act is one of Timing … TimeDead; `target` is its spid where it has one.
  xml::ElementDecision on_start(const ElementRule& rule, std::string_view target);
  void on_end(const ElementRule& rule);

 private:
  struct Level {
    Act act;
    xml::ConditionId condition = 0;  // 0: none of its own
    bool is_dead = false;
    bool has_list = false;
    bool has_member = false;
  };

  xml::ElementDecision open(const ElementRule& rule);
  void lose_target(const ElementRule& rule);
  void kill(Level& level);
  void member_lives();

  Reporter& reporter_;
  std::string where_;
  xml::Filter* filter_ = nullptr;
  std::set<std::string, std::less<>> lost_;
  std::vector<Level> levels_;
  bool has_pruned_ = false;
};

}  // namespace mugai::ooxml
