// The fast path: canonical tokens whose names are known to stay. Nothing is decided here but what the delegate says to
// plain text and to leaves. At the first byte that is not exactly as expected it stops in front of the token, and the
// general path takes over for that one token.
//
// What a token must be like to be taken:
//   start tag  <NAME( NAME="VALUE")*>  or  …/>   one space before each attribute, no other white space; element and
//              attributes in the fast table, their prefixes bound canonically in input and output, no attribute twice;
//              no '<', '>' or control in values, references only as the output writes them
//   end tag    </NAME>  of a plain open element
//   text       without CR and '>', references only as the output writes them, of an element that keeps its text; or
//              all of the text of a plain element that asks, without references
//   leaf       <NAME …>text</NAME> or <NAME …/> of an element that asks, where the delegate says that it stays as it is
// Positions come from the window's index of stops (scan.h); stop_ is the first one at or behind p_.
// Where the time goes: see README.md.
#include <algorithm>
#include <cstring>

#include "lib/formats/xml/escape.h"
#include "lib/formats/xml/filter_core.h"
#include "lib/formats/xml/names.h"

namespace mugai::xml {

namespace {

struct Escape {
  std::string_view text;
  bool in_text;  // else in attributes alone
};
// What append_escaped_text() and append_escaped_attribute() write.
constexpr Escape kEscapes[] = {{"&amp;", true},   {"&lt;", true},   {"&gt;", true}, {"&#13;", true},
                               {"&quot;", false}, {"&#10;", false}, {"&#9;", false}};

// Reads at most 6 bytes.
bool is_canonical_reference(const char* p, bool in_attribute) noexcept {
  for (const Escape& escape : kEscapes) {
    if ((escape.in_text || in_attribute) && std::memcmp(p, escape.text.data(), escape.text.size()) == 0) return true;
  }
  return false;
}

// The first stop that does not belong to canonical text.
const std::uint32_t* end_of_text(const char* base, const std::uint32_t* stop) noexcept {
  while (true) {
    const char c = base[*stop];
    if (c != '"' && c != '\n' && c != '\t' && !(c == '&' && is_canonical_reference(base + *stop, false))) return stop;
    ++stop;
  }
}

}  // namespace

// The prefix of a known name means in input and output what it meant when the name was learnt.
bool FilterCore::revalidate(FastName& name) {
  if (scope_.input(name.slot) != name.ns || !scope_.in_output(name.ns)) return false;
  name.epoch = scope_.epoch();
  return true;
}

inline FastElement* FilterCore::fast_element(const char* name, std::size_t length) {
  if (length == 0) return nullptr;
  FastElement* entry = fast_.find_element(read_key(name, length), name, length);
  if (entry == nullptr || (entry->name.epoch != scope_.epoch() && !revalidate(entry->name))) return nullptr;
  return entry;
}

// The attributes of the start tag whose name ends at `at`; `stop` is at the first value's opening quote. Returns the
// stop of the '>', nullptr where this is not for the fast path.
inline const std::uint32_t* FilterCore::fast_attributes(const char* base, FastElement& element, std::uint32_t at,
                                                        const std::uint32_t* stop) {
  std::uint64_t seen = 0;
  do {
    const char* name = base + at + 1;
    const std::uint32_t open = *stop;
    if (base[at] != ' ' || open < at + 3 || base[open - 1] != '=') return nullptr;
    const std::size_t length = open - at - 2;
    FastName* known = FastTable::find_attribute(element, read_key(name, length), name, length);
    if (known == nullptr || (known->needs_scope && known->epoch != scope_.epoch() && !revalidate(*known)))
      return nullptr;
    const std::uint64_t bit = std::uint64_t{1} << known->bit;
    if ((seen & bit) != 0) return nullptr;
    seen |= bit;
    ++stop;
    while (base[*stop] == '&' && is_canonical_reference(base + *stop, true))
      ++stop;
    if (base[*stop] != '"') return nullptr;
    at = *stop + 1;
    ++stop;
  } while (base[*stop] == '"');
  const bool ends = *stop == at || (*stop == at + 1 && base[at] == '/');
  return ends && base[*stop] == '>' ? stop : nullptr;
}

// The start tag at `p`, whose '<' is *stop. Nothing where it is not for the fast path.
template <class Name>
inline FilterCore::FastTag FilterCore::fast_start_tag(const char* base, const std::uint32_t* stop) {
  const std::uint32_t name = *stop + 1;
  const std::uint32_t next = stop[1];
  if (base[next] == '>') {
    const std::uint32_t end = base[next - 1] == '/' ? next - 1 : next;
    return {fast_element(base + name, end - name), stop + 1, end != next};
  }
  if (base[next] != '"') return {};
  const std::size_t length = Name::length(base + name);
  FastElement* element = fast_element(base + name, length);
  if (element == nullptr) return {};
  const std::uint32_t* close = fast_attributes(base, *element, name + static_cast<std::uint32_t>(length), stop + 1);
  return {element, close, close != nullptr && base[*close - 1] == '/'};
}

// Every name that a shape of the element can hold means here what it meant when it was learnt.
bool FilterCore::shapes_hold(FastElement& element) {
  if (!revalidate(element.name)) return false;
  for (FastName& name : element.attributes) {
    if (name.needs_scope && !revalidate(name)) return false;
  }
  element.shape_epoch = scope_.epoch();
  return true;
}

// The start tag at *stop by its pieces. Each piece but the last ends with the opening quote of a value, which is the
// next stop; the stop behind that is where the value ends, and where the next piece must stand.
inline FilterCore::FastTag FilterCore::known_shape(const char* base, const std::uint32_t* stop, const ShapeNode* node) {
  const ShapeEdge* edge = node == nullptr ? nullptr : node->match(base + *stop);
  if (edge == nullptr) return {};
  FastElement* element = edge->element;
  if (element->shape_epoch != scope_.epoch() && !shapes_hold(*element)) return {};
  while (!edge->is_end) {
    stop += 2;
    while (base[*stop] == '&' && is_canonical_reference(base + *stop, true))
      ++stop;
    edge = edge->next->match(base + *stop);
    if (edge == nullptr) return {};
  }
  return {element, stop + 1, edge->is_empty_tag};
}

// Keeps the shape of a tag that has just passed name by name.
void FilterCore::learn_shape(const char* base, const std::uint32_t* stop, const FastTag& tag, FastElement* parent) {
  if (!shapes_hold(*tag.element)) return;
  if (parent != nullptr && parent->content == nullptr) parent->content = shapes_.add_node();
  ShapeNode* node = parent == nullptr ? &shapes_.root() : parent->content;
  FastElement* element = tag.element;
  const char* piece = base + *stop;
  while (node != nullptr) {
    ++stop;
    const char* end = base + *stop + 1;
    const ShapeEdge* edge = shapes_.add_edge(*node, {piece, static_cast<std::size_t>(end - piece)}, element);
    if (edge == nullptr || stop == tag.close) return;
    element = nullptr;
    node = edge->next;
    do {
      ++stop;
    } while (base[*stop] == '&');
    piece = base + *stop;
  }
}

// Brings what the loop knows to where the rest of the filter looks.
void FilterCore::commit(const char* p, const Frame* top) noexcept {
  depth_ = static_cast<std::uint32_t>(top - frames_.data());
  if (p == p_) return;
  if (run_ == nullptr) run_ = p_;
  p_ = p;
}

// `tag`, whose '<' is at `from`, asks about each element of its name. The stop in front of its end tag (of an
// empty-element tag: its own '>'), where all of it is in the window and stays as it is; else nullptr.
inline const std::uint32_t* FilterCore::kept_leaf(const char* base, std::uint32_t from, const FastTag& tag) {
  const PlainFrame& frame = tag.element->frame;
  // What is too large to be held the general path would give up.
  if (tag.is_empty) {
    return *tag.close - from < limits_.held_bytes && delegate_.keeps_leaf(frame.element, {}) ? tag.close : nullptr;
  }
  const std::uint32_t text = *tag.close + 1;
  const std::uint32_t* const stop = end_of_text(base, tag.close + 1);
  const ShapeEdge& end_tag = tag.element->end_tag;
  if (end_tag.length == 0 || !end_tag.matches(base + *stop) || base + *stop + end_tag.length > end_) return nullptr;
  if (*stop + end_tag.length - from > limits_.held_bytes) return nullptr;
  std::string_view shown;
  if (frame.text == TextRule::Ask) {
    shown = {base + text, *stop - text};
    if (shown.size() > limits_.asked_text_bytes) return nullptr;
    const bool has_references = stop != tag.close + 1;  // or quotes and line ends: no stop means neither
    if (has_references && shown.find('&') != std::string_view::npos) {
      scratch_.clear();
      if (!append_text(scratch_, shown, offset()).has_value()) return nullptr;
      shown = scratch_;
    }
  }
  return delegate_.keeps_leaf(frame.element, shown) ? stop : nullptr;
}

// All of the text of a plain element that asks stands at p_ and ends at `end`. False: not for the fast path.
Result<bool> FilterCore::fast_asked_text(const Frame& top, const char* end) {
  const std::string_view raw(p_, static_cast<std::size_t>(end - p_));
  if (top.fast == nullptr || end[0] != '<' || end[1] != '/' || raw.size() > limits_.asked_text_bytes ||
      raw.find('&') != std::string_view::npos || output_.is_holding()) {
    return false;
  }
  asked_text_.assign(raw);
  const bool keep = delegate_.on_text(top.text_owner, asked_text_) != Verdict::Drop;
  if (!keep || asked_text_ != raw) {
    TRY(flush_run());
    if (keep) TRY(write_text(asked_text_));
  } else if (run_ == nullptr) {
    run_ = p_;
  }
  asked_text_.clear();
  p_ = end;
  return true;
}

template <class Name>
Result<void> FilterCore::run_fast_with() {
  const char* const base = window_.get();
  const char* const end = end_;
  const char* p = p_;
  const std::uint32_t* stop = stop_;
  while (base + *stop < p)
    ++stop;
  Frame* top = &frames_[depth_];
  Frame* const deepest = &frames_[limits_.depth];
  while (p < end) {
    if (base + *stop != p || *p != '<') {
      const std::uint32_t* next = end_of_text(base, stop);
      if (base[*next] != '<' || base + *next + 1 >= end) break;
      if (top->text == TextRule::WhiteSpaceOnly && !std::all_of(p, base + *next, is_space)) break;
      if (top->text == TextRule::Ask) {
        commit(p, top);
        TRY_ASSIGN(const bool taken, fast_asked_text(*top, base + *next));
        if (!taken) break;
      }
      p = base + *next;
      stop = next;
    }
    if (p[1] == '/') {
      const FastElement* element = top->fast;
      if (element == nullptr || element->end_tag.length == 0 || !element->end_tag.matches(p)) break;
      --top;
      stop += 2;
      p += element->end_tag.length;
      continue;
    }
    FastTag tag = known_shape(base, stop, top->fast == nullptr ? &shapes_.root() : top->fast->content);
    if (tag.element == nullptr) {
      tag = fast_start_tag<Name>(base, stop);
      if (tag.element == nullptr || tag.close == nullptr) break;
      learn_shape(base, stop, tag, top->fast);
    }
    if (top == deepest || base + *tag.close >= end || *tag.close - *stop > limits_.value_bytes) break;
    if (tag.element->is_asked_leaf) {
      const std::uint32_t* const leaf = kept_leaf(base, *stop, tag);
      if (leaf == nullptr) break;
      p = base + *leaf + (tag.is_empty ? 1 : tag.element->end_tag.length);
      stop = leaf + (tag.is_empty ? 1 : 2);
      continue;
    }
    stop = tag.close + 1;
    p = base + *tag.close + 1;
    if (tag.is_empty) continue;
    ++top;
    static_cast<PlainFrame&>(*top) = tag.element->frame;
    top->text_depth = static_cast<std::uint16_t>(top - frames_.data());
    top->fast = tag.element;
  }
  commit(p, top);
  stop_ = stop;
  return ok();
}

Result<void> FilterCore::run_fast() {
  if (dropped_from_ != 0 || inside_ != Inside::Nothing || has_asked_text_) return ok();
  return engine_ == Engine::Scalar ? run_fast_with<ScalarName>() : run_fast_with<BestName>();
}

// The index of the checked bytes of the window, with stops behind it at the padding.
void FilterCore::index_window() {
  if (engine_ == Engine::Reference) return;
  const std::size_t from = static_cast<std::size_t>(p_ - window_.get());
  const Simd simd = engine_ == Engine::Scalar ? Simd::None
                    : engine_ == Engine::Simd ? std::min(Simd::Sse2, best_simd())
                                              : best_simd();
  if (stops_capacity_ < capacity_ + kIndexSlack) {
    stops_capacity_ = capacity_ + kIndexSlack;
    stops_.reset(new std::uint32_t[stops_capacity_]);
  }
  std::size_t count = index_stops(simd, window_.get(), from, checked_, stops_.get());
  for (std::size_t i = 0; i < kStopsBehind; ++i)
    stops_[count++] = static_cast<std::uint32_t>(size_ + i);
  stop_ = stops_.get();
}

}  // namespace mugai::xml
