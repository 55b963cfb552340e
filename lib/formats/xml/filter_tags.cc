// The general path of tags: namespaces, well-formedness, rules, the delegate, conditions, canonical form.
#include <algorithm>

#include "lib/base/check.h"
#include "lib/formats/xml/escape.h"
#include "lib/formats/xml/filter_core.h"
#include "lib/formats/xml/names.h"

namespace mugai::xml {

AttributeState& StartTagState::add() {
  if (count == attributes.size()) attributes.emplace_back();
  AttributeState& a = attributes[count++];
  a.raw_name = a.raw_value = a.local_name = {};
  a.uri = kNoNamespace;
  a.id = 0;
  a.is_declaration = a.is_removed = a.is_decided = false;
  a.value.clear();
  return a;
}

AttributeState* StartTagState::find(AttributeId id) {
  for (std::size_t i = 0; i < count; ++i) {
    AttributeState& a = attributes[i];
    if (id != 0 && a.id == id && !a.is_removed) return &a;
  }
  return nullptr;
}

ElementId StartTag::element() const {
  return state_.element;
}
std::uint32_t StartTag::depth() const {
  return state_.depth;
}

std::optional<std::string_view> StartTag::value(AttributeId attribute) const {
  const AttributeState* found = state_.find(attribute);
  return found == nullptr ? std::nullopt : std::optional<std::string_view>(found->value);
}

void StartTag::set(AttributeId attribute, std::string_view value) {
  MUGAI_CHECK(attribute != 0);
  const std::string copy(value);  // may be a view of an attribute that is about to move
  AttributeState* found = state_.find(attribute);
  if (found == nullptr) {
    found = &state_.add();
    found->id = attribute;
    found->uri = state_.vocabulary->attribute_info(attribute).ns;
    found->local_name = state_.vocabulary->attribute_info(attribute).local_name;
  }
  found->value = copy;
  found->is_decided = true;
}

void StartTag::remove(AttributeId attribute) {
  if (AttributeState* found = state_.find(attribute)) found->is_removed = true;
}

NamespaceId StartTag::resolve_prefix(std::string_view prefix) const {
  const UriId uri = state_.scope->input(state_.scope->slot(prefix));
  return uri != kUnbound && state_.scope->is_listed(uri) ? static_cast<NamespaceId>(uri) : kNoNamespace;
}

void StartTag::declare(NamespaceId ns) {
  MUGAI_CHECK(ns != kNoNamespace && !state_.vocabulary->ns(ns).output_prefix.empty());
  state_.wanted.push_back(ns);
}

auto FilterCore::start_tag() -> Result<Progress> {
  const auto size = find_tag_end(rest());
  if (!size) {
    if (rest().size() > limits_.tag_bytes) return make_error(ErrorCode::TooLarge, "a tag is too long", offset());
    return need_more();
  }
  if (*size > limits_.tag_bytes) return make_error(ErrorCode::TooLarge, "a tag is too long", offset());
  if (place_ == Place::Epilog) return fail("a second root element");
  if (depth_ >= limits_.depth) return make_error(ErrorCode::TooDeep, "elements nested too deep", offset());
  TRY(parse_start_tag(rest().substr(0, *size), limits_, offset(), tag_));
  TRY(open_element(*size));
  return Progress::Done;
}

// p_ is at the tag and is passed here.
Result<void> FilterCore::open_element(std::size_t size) {
  place_ = Place::Content;
  ++depth_;
  Frame& frame = frames_[depth_];
  frame = Frame{};
  frame.mark = scope_.mark();
  frame.name_begin = static_cast<std::uint32_t>(names_.size());
  names_.append(tag_.name);
  state_.count = 0;
  state_.wanted.clear();
  TRY(declare_namespaces());
  TRY_ASSIGN(const Expanded name, resolve(tag_.name, false));
  TRY(resolve_attributes());
  if (depth_ == 1) {
    root_namespace = scope_.uri_text(name.uri);
    root_name = name.local_name;
  }
  if (dropped_from_ != 0) {
    frame.is_dropped = true;
    p_ += size;
  } else {
    // An answer that the delegate may give now must not depend on how much of the window is still on its way.
    if (output_.is_holding()) TRY(flush_run());
    TRY(apply(judge(frame, name), frame, size));
  }
  frame.has_mark = scope_.epoch() != frame.mark.epoch;
  return tag_.empty ? close_element(0) : ok();
}

Result<void> FilterCore::declare_namespaces() {
  for (const RawAttribute& raw : tag_.attributes) {
    const Scope::Declares kind = Scope::declares(raw.name);
    if (kind == Scope::Declares::Nothing) continue;
    if (kind == Scope::Declares::Prefix && raw.name.size() == 6) return fail("a declared prefix is no name");
    scratch_.clear();
    TRY(append_attribute_value(scratch_, raw.value, offset()));
    const std::string_view prefix = kind == Scope::Declares::Default ? std::string_view() : raw.name.substr(6);
    TRY(scope_.declare_input(prefix, scratch_, offset()));
  }
  return ok();
}

// Fills state_.attributes with what the names mean here.
Result<void> FilterCore::resolve_attributes() {
  for (const RawAttribute& raw : tag_.attributes) {
    AttributeState& a = state_.add();
    a.raw_name = raw.name;
    a.raw_value = raw.value;
    const Scope::Declares kind = Scope::declares(raw.name);
    if (kind != Scope::Declares::Nothing) {
      a.is_declaration = true;
      a.uri = scope_.input(scope_.slot(kind == Scope::Declares::Default ? std::string_view() : raw.name.substr(6)));
      continue;
    }
    TRY_ASSIGN(const Expanded name, resolve(raw.name, true));
    a.uri = name.uri;
    a.local_name = name.local_name;
    if (scope_.is_listed(a.uri)) a.id = vocabulary_.find_attribute(static_cast<NamespaceId>(a.uri), a.local_name);
    TRY(append_attribute_value(a.value, raw.value, offset()));
  }
  return check_unique();
}

// XML 1.0, 3.1 Unique Att Spec; Namespaces, 6.3 Uniqueness of Attributes (after aliases have been mapped).
Result<void> FilterCore::check_unique() {
  constexpr std::size_t kFew = 12;
  const auto same = [](const AttributeState& a, const AttributeState& b) {
    if (a.is_declaration != b.is_declaration) return false;
    return a.is_declaration ? a.raw_name == b.raw_name : a.uri == b.uri && a.local_name == b.local_name;
  };
  const auto& all = state_.attributes;
  if (state_.count <= kFew) {
    for (std::size_t i = 1; i < state_.count; ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (same(all[i], all[j])) return fail("an attribute is given twice");
      }
    }
    return ok();
  }
  std::vector<const AttributeState*> sorted;
  for (std::size_t i = 0; i < state_.count; ++i)
    sorted.push_back(&all[i]);
  std::sort(sorted.begin(), sorted.end(), [](const AttributeState* a, const AttributeState* b) {
    if (a->is_declaration != b->is_declaration) return a->is_declaration;
    if (a->is_declaration) return a->raw_name < b->raw_name;
    return a->uri != b->uri ? a->uri < b->uri : a->local_name < b->local_name;
  });
  const auto twice = std::adjacent_find(sorted.begin(), sorted.end(),
                                        [&](const AttributeState* a, const AttributeState* b) { return same(*a, *b); });
  return twice == sorted.end() ? ok() : Result<void>(fail("an attribute is given twice"));
}

// Namespaces in XML 1.0, 5: the constraint Prefix Declared; 6.2: the default is not for attributes.
auto FilterCore::resolve(std::string_view name, bool is_attribute) const -> Result<Expanded> {
  const auto parts = split_qname(name);
  if (!parts) return fail("a name is not allowed");
  if (is_attribute && parts->prefix.empty()) return Expanded{kNoNamespace, parts->local};
  const UriId uri = scope_.input(parts->prefix.empty() ? kDefaultSlot : scope_.slot(parts->prefix));
  if (uri == kUnbound) return fail("a prefix is not declared");
  return Expanded{uri, parts->local};
}

// Of an element that is not listed: a new name in a namespace that is known goes, of others the delegate may keep the
// content.
Rule FilterCore::foreign_rule(const Expanded& name) {
  if (scope_.is_listed(name.uri) && name.uri != kNoNamespace) return Rule::Drop;
  const ElementId parent = frames_[depth_ - 1].text_owner;
  const Verdict verdict = delegate_.on_foreign(parent, scope_.uri_text(name.uri), name.local_name);
  return verdict == Verdict::Unwrap ? Rule::Unwrap : Rule::Drop;
}

// What the rule, or the delegate, says about the element; never an open condition that has been answered.
ElementDecision FilterCore::judge(Frame& frame, const Expanded& name) {
  if (scope_.is_listed(name.uri)) {
    frame.element = vocabulary_.find_element(static_cast<NamespaceId>(name.uri), name.local_name);
  }
  const Rule rule = frame.element == 0 ? foreign_rule(name) : vocabulary_.element_info(frame.element).rule;
  if (rule == Rule::Keep) return {};
  if (rule != Rule::Ask) {
    const bool drop = rule == Rule::Drop;
    note(drop ? Dropped::Kind::Element : Dropped::Kind::UnwrappedElement, name.uri, name.local_name, frame.element, 0,
         0);
    return {drop ? Verdict::Drop : Verdict::Unwrap, 0, true};
  }
  frame.is_asked = true;
  state_.element = frame.element;
  state_.depth = depth_;
  StartTag tag(state_);
  ElementDecision decision = delegate_.on_start(tag);
  const Output::State state = output_.state(decision.condition);
  if (state == Output::State::Drop && decision.verdict != Verdict::Drop) {
    decision.verdict = decision.condition_covers_content ? Verdict::Drop : Verdict::Unwrap;
  }
  if (state != Output::State::Open) decision.condition = 0;
  return decision;
}

Result<void> FilterCore::apply(const ElementDecision& decision, Frame& frame, std::size_t size) {
  if (depth_ == 1 && (decision.verdict != Verdict::Keep || decision.condition != 0)) {
    return make_error(ErrorCode::Unsupported, "the root element is not one that may stay", offset());
  }
  if (decision.verdict == Verdict::Drop) {
    TRY(flush_run());
    frame.is_dropped = true;
    dropped_from_ = depth_;
    p_ += size;
    return ok();
  }
  frame.is_emitted = decision.verdict == Verdict::Keep;
  set_text_rule(frame);
  if (frame.is_emitted) filter_attributes(frame);
  if (decision.condition != 0) {
    TRY(flush_run());
    if (has_asked_text_) TRY(flush_asked_text());
  }
  if (decision.condition != 0 && decision.condition_covers_content) {
    frame.has_content_guard = true;
    frame.outer_guard = output_.enter(decision.condition);
  }
  if (frame.is_emitted) return write_start_tag(decision, frame, size);
  TRY(flush_run());
  p_ += size;
  return ok();
}

// Text belongs to the nearest element whose tags are written, unless an unwrapped one has a rule of its own.
void FilterCore::set_text_rule(Frame& frame) const {
  const Frame& outer = frames_[depth_ - 1];
  const TextRule own = frame.element == 0 ? TextRule::Keep : vocabulary_.element_info(frame.element).text;
  if (frame.is_emitted || own != TextRule::Keep) {
    frame.text = own;
    frame.text_owner = frame.element;
    frame.text_depth = static_cast<std::uint16_t>(depth_);
  } else {
    frame.text = outer.text;
    frame.text_owner = outer.text_owner;
    frame.text_depth = outer.text_depth;
  }
}

void FilterCore::filter_attributes(const Frame& frame) {
  state_.element = frame.element;
  state_.depth = depth_;
  StartTag tag(state_);
  for (std::size_t i = 0; i < state_.count; ++i) {
    AttributeState& a = state_.attributes[i];
    if (a.is_declaration || a.is_removed || a.is_decided) continue;
    const Rule rule = vocabulary_.attribute_rule(frame.element, a.id);
    if (rule == Rule::Keep) continue;
    if (rule == Rule::Ask) {
      std::string value = a.value;  // the delegate may add attributes, which moves them
      const bool keep = delegate_.on_attribute(tag, a.id, value) != Verdict::Drop;
      state_.attributes[i].value = std::move(value);
      state_.attributes[i].is_removed |= !keep;
      continue;
    }
    a.is_removed = true;
    note(Dropped::Kind::Attribute, a.uri, a.local_name, 0, a.id, frame.element);
  }
}

void FilterCore::append_declaration(NamespaceId ns) {
  const Vocabulary::Namespace& info = vocabulary_.ns(ns);
  scratch_.append(info.output_prefix.empty() ? " xmlns" : " xmlns:");
  scratch_.append(info.output_prefix).append("=\"");
  append_escaped_attribute(scratch_, info.uri);
  scratch_.push_back('"');
}

// Fills declared_ with the declarations of the input that stay, in order. Those of unlisted namespaces go; a second one
// for the same canonical prefix goes; the empty prefix belongs to the element's own namespace first.
void FilterCore::choose_declarations(NamespaceId own) {
  declared_.clear();
  const bool own_is_default = vocabulary_.ns(own).output_prefix.empty();
  for (std::size_t i = 0; i < state_.count; ++i) {
    AttributeState& a = state_.attributes[i];
    if (!a.is_declaration) continue;
    a.is_removed = true;
    if (!scope_.is_listed(a.uri) || a.uri == kNoNamespace || a.uri == kXmlNamespace) continue;
    const auto ns = static_cast<NamespaceId>(a.uri);
    const std::uint16_t index = vocabulary_.ns(ns).prefix_index;
    if (index == 0 && own_is_default && ns != own) continue;
    const bool taken = std::any_of(declared_.begin(), declared_.end(),
                                   [&](NamespaceId d) { return vocabulary_.ns(d).prefix_index == index; });
    if (taken) continue;
    a.is_removed = false;
    declared_.push_back(ns);
  }
}

// The canonical form of the tag, in scratch_. Added declarations come first, then everything in input order.
void FilterCore::build_start_tag(const Vocabulary::Element& info) {
  choose_declarations(info.ns);
  scratch_.assign("<").append(info.output_name);
  const auto need = [this](NamespaceId ns) {
    if (ns == kXmlNamespace || std::find(declared_.begin(), declared_.end(), ns) != declared_.end()) return;
    const std::uint16_t index = vocabulary_.ns(ns).prefix_index;
    const bool is_hidden = std::any_of(declared_.begin(), declared_.end(),
                                       [&](NamespaceId d) { return vocabulary_.ns(d).prefix_index == index; });
    if (scope_.in_output(ns) && !is_hidden) return;
    declared_.push_back(ns);
    append_declaration(ns);
  };
  need(info.ns);
  for (std::size_t i = 0; i < state_.count; ++i) {
    const AttributeState& a = state_.attributes[i];
    if (!a.is_declaration && !a.is_removed && a.uri != kNoNamespace) need(static_cast<NamespaceId>(a.uri));
  }
  for (const NamespaceId ns : state_.wanted)
    need(ns);
  for (std::size_t i = 0; i < state_.count; ++i) {
    const AttributeState& a = state_.attributes[i];
    if (a.is_removed) continue;
    if (a.is_declaration) {
      append_declaration(static_cast<NamespaceId>(a.uri));
      continue;
    }
    scratch_.append(" ").append(vocabulary_.attribute_info(a.id).output_name).append("=\"");
    append_escaped_attribute(scratch_, a.value);
    scratch_.push_back('"');
  }
  scratch_.append(tag_.empty ? "/>" : ">");
}

Result<void> FilterCore::write_start_tag(const ElementDecision& decision, Frame& frame, std::size_t size) {
  build_start_tag(vocabulary_.element_info(frame.element));
  if (decision.condition != 0 && !decision.condition_covers_content) {
    // What this tag declares cannot be counted on: it may go. Its content declares for itself.
    frame.tag_condition = decision.condition;
    const GuardId outer = output_.enter(decision.condition);
    TRY(output_.append(scratch_));
    output_.leave(outer);
    p_ += size;
    return ok();
  }
  if (scratch_ == rest().substr(0, size)) {
    TRY(keep_token(size));
  } else {
    TRY(emit(scratch_));
    p_ += size;
  }
  for (const NamespaceId ns : declared_)
    scope_.declare_output(ns);
  learn(frame);
  return ok();
}

// Tells the fast path about names that were kept by rule, as they are written in this tag; and about names that were
// asked about, which it takes as leaves alone.
void FilterCore::learn(Frame& frame) {
  const Vocabulary::Element& info = vocabulary_.element_info(frame.element);
  const bool is_asked = info.rule == Rule::Ask;
  if ((info.rule != Rule::Keep && !is_asked) || tag_.name != info.output_name) return;
  if (is_asked && info.text == TextRule::WhiteSpaceOnly) return;
  const auto slot_of = [this](NamespaceId ns) { return scope_.slot(vocabulary_.ns(ns).output_prefix); };
  FastElement* entry = fast_.add_element(tag_.name, frame.element, info.text, info.ns, slot_of(info.ns));
  if (entry == nullptr) return;
  entry->is_asked_leaf = is_asked;
  for (std::size_t i = 0; i < state_.count; ++i) {
    const AttributeState& a = state_.attributes[i];
    if (a.is_declaration || a.is_removed || a.is_decided || a.id == 0) continue;
    const Vocabulary::Attribute& attribute = vocabulary_.attribute_info(a.id);
    if (vocabulary_.attribute_rule(frame.element, a.id) != Rule::Keep || a.raw_name != attribute.output_name) continue;
    fast_.add_attribute(*entry, a.raw_name, attribute.ns,
                        attribute.ns == kNoNamespace ? kDefaultSlot : slot_of(attribute.ns));
  }
  // The root ends in the general path, which sees that the document ends with it.
  if (is_asked || scope_.epoch() != frame.mark.epoch || depth_ == 1) return;
  frame.fast = entry;
  names_.resize(frame.name_begin);
}

auto FilterCore::end_tag() -> Result<Progress> {
  const std::size_t end = rest().find('>');
  if (end == std::string_view::npos) {
    if (rest().size() > limits_.tag_bytes) return make_error(ErrorCode::TooLarge, "a tag is too long", offset());
    return need_more();
  }
  if (place_ != Place::Content) return fail("an end tag without a start tag");
  TRY_ASSIGN(const std::string_view name, parse_end_tag(rest().substr(0, end + 1), offset()));
  if (name != raw_name(frames_[depth_])) return fail("an end tag does not match its start tag");
  tag_.empty = false;
  TRY(close_element(end + 1));
  return Progress::Done;
}

std::string_view FilterCore::raw_name(const Frame& frame) const {
  if (frame.fast != nullptr) return frame.fast->name.name;
  return std::string_view(names_).substr(frame.name_begin);
}

// `size`: of the end tag at p_; 0 where the start tag was an empty-element tag.
Result<void> FilterCore::close_element(std::size_t size) {
  Frame& frame = frames_[depth_];
  const ElementId element = frame.element;
  const bool is_asked = frame.is_asked;
  if (!frame.is_dropped && has_asked_text_ && asked_depth_ == depth_) TRY(flush_asked_text());
  if (frame.is_emitted) {
    TRY(write_end_tag(frame, size));
  } else {
    TRY(flush_run());
    p_ += size;
  }
  if (frame.has_content_guard) {
    TRY(flush_run());
    if (has_asked_text_) TRY(flush_asked_text());
    output_.leave(frame.outer_guard);
  }
  if (frame.has_mark) scope_.restore(frame.mark);
  if (frame.fast == nullptr) names_.resize(frame.name_begin);
  if (dropped_from_ == depth_) dropped_from_ = 0;
  --depth_;
  if (depth_ == 0) place_ = Place::Epilog;
  if (!is_asked) return ok();
  if (output_.is_holding()) TRY(flush_run());
  delegate_.on_end(element);
  return ok();
}

Result<void> FilterCore::write_end_tag(const Frame& frame, std::size_t size) {
  if (size == 0) return ok();
  scratch_.assign("</").append(vocabulary_.element_info(frame.element).output_name).append(">");
  if (frame.tag_condition != 0) {
    TRY(flush_run());
    if (has_asked_text_) TRY(flush_asked_text());
    const GuardId outer = output_.enter(frame.tag_condition);
    TRY(output_.append(scratch_));
    output_.leave(outer);
    p_ += size;
    return ok();
  }
  if (scratch_ == rest().substr(0, size)) return keep_token(size);
  TRY(emit(scratch_));
  p_ += size;
  return ok();
}

}  // namespace mugai::xml
