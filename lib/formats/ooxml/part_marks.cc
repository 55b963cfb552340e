// What is hidden, what is only numbered or described, and what the policy alone decides.
#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/formats/ooxml/part_filter.h"

namespace mugai::ooxml {

using xml::ElementDecision;
using xml::Verdict;

// Tracked changes, protection, properties: told either way.
ElementDecision PartFilter::by_policy(const ElementRule& rule) {
  if (reporter_.keeps(*rule.category)) {
    removed(rule, Action::Kept);
    return {};
  }
  removed(rule);
  return {rule.act == Act::PolicyDrop ? Verdict::Drop : Verdict::Unwrap};
}

// True where the element around the mark (its parent's parent) is one that may go.
bool PartFilter::hide(const xml::StartTag& tag, std::string_view id, std::optional<policy::Category> category) {
  if (holders_.empty() || holders_.back().depth + 2 != tag.depth()) return false;
  Holder& holder = holders_.back();
  if (holder.is_hidden) return true;
  holder.is_hidden = !holder.settled;
  holder.settled = true;
  filter_->resolve(holder.condition, false);
  reporter_.tell(id, category, where_, Action::Removed, "hidden");
  return true;
}

// w:vanish in a run. In a style it hides nothing by itself, at the end of a paragraph the paragraph's mark alone.
ElementDecision PartFilter::hidden_mark(xml::StartTag& tag, const ElementRule& rule) {
  if (is_off(tag.value(names_.word_val).value_or("1")) || root_ == "w:styles" || root_ == "w:numbering") return {};
  if (reporter_.keeps(*rule.category)) {
    removed(rule, Action::Kept, "hidden text");
  } else {
    hide(tag, rule.id, rule.category);
  }
  return {};
}

ElementDecision PartFilter::hidden_holder(xml::StartTag& tag) {
  Holder holder;
  holder.condition = filter_->open_condition();
  holder.depth = tag.depth();
  holders_.push_back(std::move(holder));
  return {Verdict::Keep, holders_.back().condition};
}

void PartFilter::end_holder() {
  if (holders_.empty()) return;
  const Holder& holder = holders_.back();
  if (!holder.settled) filter_->resolve(holder.condition, true);
  if (holder.is_hidden && !holder.shape_id.empty()) timing_.lose_shape(holder.shape_id);
  holders_.pop_back();
}

ElementDecision PartFilter::capped(const ElementRule& rule) {
  if (++capped_ <= kMaxCapped) return {};
  removed(rule, Action::Removed, "too many");
  return {Verdict::Drop};
}

// w:numPicBullet is nothing without its picture (ECMA-376-1, 17.9.20); levels name it by number, after it.
ElementDecision PartFilter::picture_bullet(xml::StartTag& tag) {
  bullet_.condition = filter_->open_condition();
  bullet_has_picture_ = false;
  bullet_number_ = std::string(tag.value(names_.bullet_id).value_or(""));
  return {Verdict::Keep, bullet_.condition};
}

void PartFilter::end_picture_bullet(const ElementRule& rule) {
  if (bullet_.condition == 0) return;
  if (filter_->resolve(bullet_.condition, bullet_has_picture_) && !bullet_has_picture_) {
    removed(rule);
    lost_bullets_.insert(bullet_number_);
  }
  bullet_ = {};
}

namespace {

// Operators of a guide formula (ECMA-376-1, 20.1.9.11).
constexpr std::array<std::string_view, 17> kOperators = {"*/",   "+-",  "+/",   "?:",  "abs", "at2",
                                                         "cat2", "cos", "max",  "min", "mod", "pin",
                                                         "sat2", "sin", "sqrt", "tan", "val"};

// Letters that a style needs to load, to compute, or to hide these words.
constexpr std::array<std::string_view, 5> kStyleWords = {"(", "\\", "@", "/*", "behavior"};

// What is left of a text within `limit` bytes, without half a letter.
std::string_view cut(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U)
    --limit;
  return text.substr(0, limit);
}

// drive:\… or \\server\… or file:…
bool is_local_path(std::string_view text) {
  if (text.starts_with("\\\\") || ascii::starts_with_ignoring_case(text, "file:")) return true;
  const bool drive = text.size() > 2 && text[1] == ':' && (text[2] == '\\' || text[2] == '/');
  const char letter = drive ? ascii::to_lower(text[0]) : '\0';
  return letter >= 'a' && letter <= 'z';
}

}  // namespace

// fmla = operator 1*3(SP argument)
ElementDecision PartFilter::guide(xml::StartTag& tag, const ElementRule& rule) {
  const std::string_view formula = ascii::trim(tag.value(names_.formula).value_or(""));
  const std::string_view word = formula.substr(0, formula.find(' '));
  const bool known = std::find(kOperators.begin(), kOperators.end(), word) != kOperators.end();
  if (known && formula.size() <= kMaxFontNameBytes) return {};
  removed(rule, Action::Removed, std::string(formula.substr(0, 120)));
  return {Verdict::Drop};
}

// A slide that is gone leaves its number free: sections must not name it.
ElementDecision PartFilter::slide_id(xml::StartTag& tag) {
  if (references_hold(tag)) {
    member_kept();
    return {};
  }
  lost_slides_.emplace(tag.value(names_.id).value_or(""));
  return {Verdict::Drop};
}

Verdict PartFilter::judge_value(const xml::StartTag& tag, const AttributeRule& rule, std::string& value) {
  switch (rule.act) {
    case AttributeAct::HiddenFlag:
    case AttributeAct::ShowFlag:
      if (is_off(value) != (rule.act == AttributeAct::ShowFlag)) return Verdict::Keep;
      if (reporter_.keeps(*rule.category)) {
        reporter_.tell(rule.id, rule.category, where_, Action::Kept, "hidden");
      } else {
        hide(tag, rule.id, rule.category);
      }
      return Verdict::Keep;
    case AttributeAct::Crop:
      if (value != "0") reporter_.tell(rule.id, std::nullopt, where_, Action::Kept, "cropped picture");
      return Verdict::Keep;
    case AttributeAct::LocalPath: {
      std::string_view text = ascii::trim(value);
      if (is_local_path(text))
        text = text.substr(text.find_last_of("\\/") + 1);
      else
        text = value;
      text = cut(text, kMaxDescriptionBytes);
      if (text == value) return Verdict::Keep;
      reporter_.tell(rule.id, rule.category, where_, Action::Rewritten, value.substr(0, 120));
      value = std::string(text);
      return Verdict::Keep;
    }
    case AttributeAct::ShortName:
      if (value.size() <= kMaxBookmarkBytes) return Verdict::Keep;
      reporter_.tell(rule.id, rule.category, where_, Action::Rewritten, value.substr(0, 120));
      value = std::string(cut(value, kMaxBookmarkBytes));
      return Verdict::Keep;
    case AttributeAct::PlainStyle: {
      const std::string lower = ascii::lower(value);
      const bool plain = std::none_of(kStyleWords.begin(), kStyleWords.end(),
                                      [&](std::string_view word) { return lower.find(word) != std::string::npos; });
      if (!plain) reporter_.tell(rule.id, rule.category, where_, Action::Removed, value.substr(0, 120));
      return plain ? Verdict::Keep : Verdict::Drop;
    }
    case AttributeAct::FontName:
      if (value.size() <= kMaxFontNameBytes) return Verdict::Keep;
      reporter_.tell(rule.id, rule.category, where_, Action::Rewritten, value.substr(0, 120));
      value = std::string(cut(value, kMaxFontNameBytes));
      return Verdict::Keep;
    default:
      return Verdict::Drop;
  }
}

}  // namespace mugai::ooxml
