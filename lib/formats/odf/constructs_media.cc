// Pictures, objects and the frames that hold them.
#include "lib/formats/odf/part_filter.h"
#include "lib/formats/odf/pictures.h"

namespace mugai::odf {

using xml::ElementDecision;
using xml::Verdict;

// draw:frame = the same content in several forms, the best first (ODF 1.3 part 3, 10.4.2).
void PartFilter::representation(const xml::StartTag& tag) {
  if (!frames_.empty() && frames_.back().depth + 1 == tag.depth()) shown();
}

void PartFilter::shown() {
  if (!frames_.empty()) frames_.back().shown = true;
}

void PartFilter::end_frame() {
  if (frames_.empty()) return;
  const FrameState frame = std::move(frames_.back());
  frames_.pop_back();
  bool keep = !frame.shown;
  for (const xml::ConditionId condition : frame.stand_ins) {
    filter_->resolve(condition, keep);
    keep = false;
  }
}

ElementDecision PartFilter::image(xml::StartTag& tag, const ElementRule& rule) {
  const auto value = tag.value(names_.href);
  if (!value.has_value() || value->empty()) {
    if (value.has_value()) tag.remove(names_.href);
    inline_picture_ = Pending{filter_->open_condition(), false};
    inline_is_image_ = true;
    inline_is_bullet_ = false;
    return {Verdict::Keep, inline_picture_->condition};
  }
  std::string href(*value);
  std::string mime;
  const Package::Link found = package_.refer_to_picture(prefix_, href, mime);
  if (found == Package::Link::Kept) {
    tag.set(names_.href, href);
    for (const xml::AttributeId attribute : {names_.mime, names_.loext_mime}) {
      if (tag.value(attribute).has_value()) tag.set(attribute, mime);
    }
    shown();
    return {};
  }
  if (found == Package::Link::External) {
    removed(rule, Action::Rewritten, href.substr(0, 120));
    if (href.find("vnd.sun.star.") != std::string::npos || href.find("$(") != std::string::npos)
      reporter_.tell("ODF-008", rule.category, where_, Action::Removed, href.substr(0, 120));
  } else if (found == Package::Link::Missing) {
    reporter_.tell("ODF-021", std::nullopt, where_, Action::Rewritten, "dangling reference to a picture");
  }
  return stand_in(tag);
}

// A grey box under a condition of its own: stays where its frame shows nothing else.
ElementDecision PartFilter::stand_in(xml::StartTag& tag) {
  const std::string href = package_.refer_to_placeholder(prefix_);
  if (href.empty()) return {Verdict::Drop};
  tag.set(names_.href, href);
  for (const xml::AttributeId attribute : {names_.mime, names_.loext_mime}) {
    if (tag.value(attribute).has_value()) tag.set(attribute, "image/png");
  }
  if (frames_.empty()) return {};
  frames_.back().stand_ins.push_back(filter_->open_condition());
  return {Verdict::Keep, frames_.back().stand_ins.back()};
}

ElementDecision PartFilter::fill(xml::StartTag& tag, const ElementRule& rule) {
  const auto value = tag.value(names_.href);
  if (!value.has_value() || value->empty()) {
    if (rule.name == "style:background-image" && !value.has_value()) {  // "no picture", or one in the XML
      inline_picture_ = Pending{filter_->open_condition(), true};
      filter_->resolve(inline_picture_->condition, true);
    } else {
      inline_picture_ = Pending{filter_->open_condition(), false};
    }
    inline_is_image_ = inline_is_bullet_ = false;
    return {Verdict::Keep, inline_picture_->condition};
  }
  std::string href(*value);
  std::string mime;
  const Package::Link found = package_.refer_to_picture(prefix_, href, mime);
  if (found == Package::Link::Kept) {
    tag.set(names_.href, href);
    return {};
  }
  if (found == Package::Link::External) {
    removed(rule, Action::Removed, href.substr(0, 120));
  } else if (found == Package::Link::Missing) {
    reporter_.tell("ODF-021", std::nullopt, where_, Action::Removed, "dangling reference to a picture");
  }
  return {Verdict::Drop};
}

ElementDecision PartFilter::bullet(xml::StartTag& tag, const ElementRule& rule) {
  const ElementDecision decision = fill(tag, rule);
  inline_is_bullet_ = inline_picture_.has_value();
  if (decision.verdict != Verdict::Drop) return decision;
  const std::string href = package_.refer_to_placeholder(prefix_);
  if (href.empty()) return {Verdict::Drop};
  tag.set(names_.href, href);
  return {};
}

// office:binary-data: the picture itself, as base64 (ODF 1.3 part 3, 3.18 and 10.4.4).
Verdict PartFilter::binary_data(std::string& text) {
  if (!inline_picture_.has_value()) return Verdict::Drop;
  auto rebuilt = rebuild_inline_picture(text, reporter_, where_, budget_);
  const bool good = rebuilt.has_value();
  text = good ? std::move(*rebuilt) : inline_placeholder();
  if (inline_picture_->settled) return good ? Verdict::Keep : Verdict::Drop;
  inline_picture_->settled = true;
  if (inline_is_image_ && !good && !frames_.empty()) {
    frames_.back().stand_ins.push_back(inline_picture_->condition);
    return Verdict::Keep;
  }
  if (inline_is_image_ && good) shown();
  filter_->resolve(inline_picture_->condition, good || inline_is_image_ || inline_is_bullet_);
  return Verdict::Keep;
}

// draw:object = a document of the package, or one in the XML (math:math, office:document), which is filtered in place.
ElementDecision PartFilter::object(xml::StartTag& tag, const ElementRule& rule) {
  const auto value = tag.value(names_.href);
  if (!value.has_value()) {
    shown();
    return {};
  }
  std::string href(*value);
  switch (package_.refer_to_document(prefix_, href, reporter_)) {
    case Package::Link::Kept:
      tag.set(names_.href, href);
      shown();
      return {};
    case Package::Link::Lost:
      removed(rule, Action::Flattened, href.substr(0, 120));
      return {Verdict::Drop};
    case Package::Link::External:
      reporter_.tell(rule.id, policy::Category::ExternalReferences, where_, Action::Flattened, href.substr(0, 120));
      return {Verdict::Drop};
    case Package::Link::Missing:
      break;
  }
  reporter_.tell("ODF-010", policy::Category::OleObjects, where_, Action::Flattened, href.substr(0, 120));
  return {Verdict::Drop};
}

}  // namespace mugai::odf
