// Pictures, objects and the frames that hold them.
#include "lib/base/ascii.h"
#include "lib/formats/odf/part_filter.h"
#include "lib/formats/odf/pictures.h"

namespace mugai::odf {

using xml::ElementDecision;
using xml::Verdict;

// draw:frame = the same content in several forms, the best first (ODF 1.3 part 3, 10.4.2).
void PartFilter::representation(const xml::StartTag& tag) {
  if (!frames_.empty() && frames_.back().depth + 1 == tag.depth()) shown();
}

// Frames around the frame stay with it.
void PartFilter::shown() {
  for (FrameState& frame : frames_) {
    if (frame.shown) continue;
    frame.shown = true;
    filter_->resolve(frame.condition, true);
  }
}

void PartFilter::lose() {
  if (!frames_.empty()) frames_.back().lost = true;
}

void PartFilter::end_frame() {
  if (frames_.empty()) return;
  const FrameState frame = std::move(frames_.back());
  frames_.pop_back();
  bool wanted = !frame.shown;
  bool replaced = false;
  for (const StandIn& stand_in : frame.stand_ins) {
    const bool stays = filter_->resolve(stand_in.condition, wanted) && wanted;
    if (stays && stand_in.by_placeholder) {
      package_.want_placeholder();
      package_.tell_replaced(prefix_, stand_in.href, reporter_);
    }
    replaced = replaced || stays;
    wanted = wanted && !stays;
  }
  // A frame that never had anything in it is not ours to judge.
  filter_->resolve(frame.condition, frame.shown || replaced || !frame.lost);
  if (replaced) shown();
}

// Every picture element, and what stands in it, is followed to its end.
ElementDecision PartFilter::picture(xml::StartTag& tag, const ElementRule& rule, Use use) {
  const bool reachable = uncertain_ == 0;
  pictures_.push_back({use, false, false, true, 0});
  if (!reachable) lose();
  if (!reachable) return {Verdict::Drop};
  const ElementDecision decision = use == Use::Image ? image(tag, rule) : fill(tag, rule);
  if (decision.verdict == Verdict::Keep && decision.condition != 0) {
    pictures_.back().uncertain = true;
    ++uncertain_;
  }
  return decision;
}

void PartFilter::end_picture() {
  const PictureState state = pictures_.back();
  pictures_.pop_back();
  if (state.uncertain) --uncertain_;
  if (state.settled) return;
  filter_->resolve(state.condition, false);  // neither an address nor data
  lose();
}

// A picture element without an address: what becomes of it is known when its data has come.
ElementDecision PartFilter::with_data() {
  PictureState& state = pictures_.back();
  state.has_data = true;
  state.settled = false;
  state.condition = filter_->open_condition();
  return {Verdict::Keep, state.condition};
}

ElementDecision PartFilter::image(xml::StartTag& tag, const ElementRule& rule) {
  const auto value = tag.value(names_.href);
  if (!value.has_value() || value->empty()) {
    if (value.has_value()) tag.remove(names_.href);
    return with_data();
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
    tell_internal_scheme(href);
  } else if (found == Package::Link::Missing) {
    reporter_.tell("ODF-021", std::nullopt, where_, Action::Rewritten, "dangling reference to a picture");
  }
  return stand_in(tag);
}

// Addresses that LibreOffice expands by itself into what its environment holds (ODF-008).
void PartFilter::tell_internal_scheme(std::string_view href) {
  const std::string lower = ascii::lower(href);
  if (lower.find("vnd.sun.star.") == std::string::npos && lower.find("$(") == std::string::npos) return;
  reporter_.tell("ODF-008", policy::Category::ExternalReferences, where_, Action::Removed,
                 std::string(href.substr(0, 120)));
}

// A grey box under a condition of its own: stays where its frame shows nothing else.
ElementDecision PartFilter::stand_in(xml::StartTag& tag) {
  const std::string lost(tag.value(names_.href).value_or(""));
  const std::string href = package_.placeholder_href(prefix_);
  if (frames_.empty() || href.empty()) package_.tell_replaced(prefix_, lost, reporter_);
  if (href.empty()) {
    lose();
    return {Verdict::Drop};
  }
  tag.set(names_.href, href);
  for (const xml::AttributeId attribute : {names_.mime, names_.loext_mime}) {
    if (tag.value(attribute).has_value()) tag.set(attribute, "image/png");
  }
  if (frames_.empty()) {
    package_.want_placeholder();
    return {};
  }
  frames_.back().stand_ins.push_back({filter_->open_condition(), true, lost});
  return {Verdict::Keep, frames_.back().stand_ins.back().condition};
}

// Pictures that fill something, and bullets.
ElementDecision PartFilter::fill(xml::StartTag& tag, const ElementRule& rule) {
  const bool bullet = pictures_.back().use == Use::Bullet;
  const auto value = tag.value(names_.href);
  if (!value.has_value() && rule.name == "style:background-image") {  // "no picture", or one in the XML
    pictures_.back().has_data = true;
    return {};
  }
  if (!value.has_value() || value->empty()) return with_data();
  std::string href(*value);
  std::string mime;
  const Package::Link found = package_.refer_to_picture(prefix_, href, mime);
  if (found == Package::Link::Kept) {
    tag.set(names_.href, href);
    return {};
  }
  if (found == Package::Link::External) {
    removed(rule, bullet ? Action::Rewritten : Action::Removed, href.substr(0, 120));
    tell_internal_scheme(href);
  } else if (found == Package::Link::Missing) {
    reporter_.tell("ODF-021", std::nullopt, where_, Action::Removed, "dangling reference to a picture");
  } else {
    package_.tell_replaced(prefix_, href, reporter_);
  }
  return bullet ? lost_bullet(tag) : ElementDecision{Verdict::Drop};
}

// A list keeps its level: the bullet becomes a grey box.
ElementDecision PartFilter::lost_bullet(xml::StartTag& tag) {
  const std::string href = package_.placeholder_href(prefix_);
  if (href.empty()) return {Verdict::Drop};
  package_.want_placeholder();
  tag.set(names_.href, href);
  return {};
}

// office:binary-data: the picture itself, as base64 (ODF 1.3 part 3, 3.18 and 10.4.4).
Verdict PartFilter::binary_data(std::string& text) {
  if (pictures_.empty() || !pictures_.back().has_data) return Verdict::Drop;
  PictureState& state = pictures_.back();
  auto rebuilt = rebuild_inline_picture(text, reporter_, where_, context_);
  const bool good = rebuilt.has_value();
  text = good ? std::move(*rebuilt) : inline_placeholder();
  if (state.settled) return good ? Verdict::Keep : Verdict::Drop;  // style:background-image, or data that came twice
  state.settled = true;
  if (state.use == Use::Image && !good && !frames_.empty()) {
    frames_.back().stand_ins.push_back({state.condition, false, {}});
    return Verdict::Keep;
  }
  if (state.use == Use::Image && good) shown();
  filter_->resolve(state.condition, good || state.use != Use::Fill);
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
      lose();
      return {Verdict::Drop};
    case Package::Link::External:
      lose();
      reporter_.tell(rule.id, policy::Category::ExternalReferences, where_, Action::Flattened, href.substr(0, 120));
      return {Verdict::Drop};
    case Package::Link::Missing:
      break;
  }
  lose();
  reporter_.tell("ODF-010", policy::Category::OleObjects, where_, Action::Flattened, href.substr(0, 120));
  return {Verdict::Drop};
}

}  // namespace mugai::odf
