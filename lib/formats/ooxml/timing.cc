#include "lib/formats/ooxml/timing.h"

namespace mugai::ooxml {

using xml::ElementDecision;
using xml::Verdict;

ElementDecision Timing::open(const ElementRule& rule) {
  Level level{rule.act};
  // A list of nodes is as alive as its node; everything else waits for what it holds.
  if (rule.act != Act::TimeList) level.condition = filter_->open_condition();
  if (rule.act == Act::TimeList && !levels_.empty()) levels_.back().has_list = true;
  if (rule.act == Act::Timing) has_pruned_ = false;
  levels_.push_back(level);
  return {Verdict::Keep, level.condition};
}

ElementDecision Timing::on_start(const ElementRule& rule, std::string_view target) {
  switch (rule.act) {
    case Act::TimeDead:
      has_pruned_ = true;
      reporter_.tell(rule.id, rule.category, where_);
      return {Verdict::Drop};
    case Act::TimeLost:
      reporter_.tell(rule.id, rule.category, where_);
      lose_target(rule);
      return {Verdict::Drop};
    case Act::TimeTarget:
      if (!is_lost(target)) return {};
      lose_target(rule);
      return {Verdict::Drop};
    default:
      return open(rule);
  }
}

void Timing::kill(Level& level) {
  level.is_dead = true;
  has_pruned_ = true;
  if (level.condition != 0) filter_->resolve(level.condition, false);
}

// A condition goes with its target; a start condition or a target of its own takes the node along.
void Timing::lose_target(const ElementRule& rule) {
  bool told = false;
  for (std::size_t i = levels_.size(); i-- > 0;) {
    Level& level = levels_[i];
    if (level.act != Act::TimeCond && level.act != Act::TimeNode && level.act != Act::TimeStart) return;
    if (!told && rule.act == Act::TimeTarget)
      reporter_.tell(rule.id, rule.category, where_, Action::Removed, "animation");
    told = true;
    kill(level);
    if (level.act == Act::TimeNode) return;
    if (level.act == Act::TimeCond && (i == 0 || levels_[i - 1].act != Act::TimeStart)) return;
  }
}

// Something that lives stands in the innermost open list: so do all that hold it.
void Timing::member_lives() {
  for (std::size_t i = levels_.size(); i-- > 0;) {
    Level& level = levels_[i];
    if (level.is_dead) return;
    level.has_member = true;
    if (level.condition != 0) filter_->resolve(level.condition, true);
    if (level.act == Act::TimeSubList || level.act == Act::TimeStart) return;  // says nothing about its node
  }
}

void Timing::on_end(const ElementRule& rule) {
  if (rule.act == Act::TimeDead || rule.act == Act::TimeLost || rule.act == Act::TimeTarget || levels_.empty()) return;
  const Level level = levels_.back();
  levels_.pop_back();
  if (level.is_dead) return;
  switch (level.act) {
    case Act::TimeNode:
      if (level.has_list && !level.has_member) {
        filter_->resolve(level.condition, false);
        return;
      }
      filter_->resolve(level.condition, true);
      member_lives();
      return;
    case Act::TimeCond:
      filter_->resolve(level.condition, true);
      member_lives();
      return;
    case Act::TimeSubList:
    case Act::TimeStart:
      filter_->resolve(level.condition, level.has_member);
      return;
    case Act::Timing:
      // Without any node it never had, or no longer has, anything to show.
      if (filter_->resolve(level.condition, !has_pruned_) && has_pruned_) {
        reporter_.tell(rule.id, rule.category, where_, Action::Removed, "animation");
      }
      return;
    default:
      return;
  }
}

}  // namespace mugai::ooxml
