// The fast path: canonical tokens whose names are known to stay. Nothing is decided here. At the first byte that is
// not exactly as expected it stops in front of the token, and the general path takes over for that one token.
//
// What a token must be like to be taken:
//   start tag  <NAME( NAME="VALUE")*>  or  …/>   one space before each attribute, no other white space; element and
//              attributes in the fast table, their prefixes bound canonically in input and output, no attribute twice;
//              no '<', '>', tab, LF, CR in values, references only as the output writes them
//   end tag    </NAME>  of a plain open element
//   text       without CR and '>', references only as the output writes them, of an element that keeps its text
// Where the time goes: see README.md.
#include <cstring>

#include "lib/formats/xml/filter_core.h"
#include "lib/formats/xml/scan.h"

namespace mugai::xml {

namespace {

struct Escape {
  std::string_view text;
  bool in_text;  // else in attributes alone
};
// What append_escaped_text() and append_escaped_attribute() write.
constexpr Escape kEscapes[] = {{"&amp;", true},   {"&lt;", true},  {"&gt;", true},  {"&#13;", true},
                               {"&quot;", false}, {"&#10;", false}, {"&#9;", false}};

// Length of the canonical reference at `p`, 0 where there is none. Reads at most 6 bytes.
std::size_t canonical_reference(const char* p, bool in_attribute) noexcept {
  for (const Escape& escape : kEscapes) {
    if ((escape.in_text || in_attribute) && std::memcmp(p, escape.text.data(), escape.text.size()) == 0) {
      return escape.text.size();
    }
  }
  return 0;
}

template <class Scan>
const char* end_of_text(const char* p) noexcept {
  const char* q = Scan::text(p);
  while (*q == '&') {
    const std::size_t length = canonical_reference(q, false);
    if (length == 0) return q;
    q = Scan::text(q + length);
  }
  return q;
}

template <class Scan>
const char* end_of_value(const char* p) noexcept {
  const char* q = Scan::value(p);
  while (*q == '&') {
    const std::size_t length = canonical_reference(q, true);
    if (length == 0) return q;
    q = Scan::value(q + length);
  }
  return q;
}

// Length of the end tag of `element` at `p` ("</" has been seen), 0 where it is not exactly that.
std::size_t match_end_tag(const char* p, const FastElement* element) noexcept {
  if (element == nullptr) return 0;
  const FastName& name = element->name;
  const NameKey key = read_key(p + 2, name.length);
  if (key.low != name.key.low || key.high != name.key.high || p[2 + name.length] != '>') return 0;
  if (name.length > 16 && std::memcmp(p + 18, name.name.data() + 16, name.length - 16) != 0) return 0;
  return name.length + 3;
}

}  // namespace

// The prefix of a known name means in input and output what it meant when the name was learnt.
bool FilterCore::revalidate(FastName& name) {
  if (scope_.input(name.slot) != name.ns || !scope_.in_output(name.ns)) return false;
  name.epoch = scope_.epoch();
  return true;
}

void FilterCore::push_plain(Frame& frame, const FastElement& element, std::uint16_t depth) noexcept {
  frame.fast = &element;
  frame.element = frame.text_owner = element.element;
  frame.text_depth = depth;
  frame.text = element.text;
  frame.is_emitted = true;
  frame.is_asked = frame.is_dropped = frame.has_mark = frame.has_content_guard = false;
  frame.tag_condition = 0;
  frame.name_begin = static_cast<std::uint32_t>(names_.size());
}

// The end of the start tag at `p`, behind its '>'; nullptr where it is not for the fast path.
template <class Scan>
const char* FilterCore::fast_start_tag(const char* p, const FastElement** element) {
  const std::uint64_t epoch = scope_.epoch();
  std::size_t length = Scan::name(p + 1);
  if (length == 0) return nullptr;
  FastElement* entry = fast_.find_element(read_key(p + 1, length), p + 1, length);
  if (entry == nullptr || (entry->name.epoch != epoch && !revalidate(entry->name))) return nullptr;
  const char* q = p + 1 + length;
  std::uint64_t seen = 0;
  while (*q == ' ') {
    const char* a = q + 1;
    length = Scan::name(a);
    FastName* name = fast_.find_attribute(*entry, read_key(a, length), a, length);
    if (name == nullptr || (name->needs_scope && name->epoch != epoch && !revalidate(*name))) return nullptr;
    const std::uint64_t bit = std::uint64_t{1} << name->bit;
    if ((seen & bit) != 0 || a[length] != '=' || a[length + 1] != '"') return nullptr;
    seen |= bit;
    q = end_of_value<Scan>(a + length + 2);
    if (*q != '"') return nullptr;
    ++q;
  }
  *element = entry;
  return q;
}

template <class Scan>
void FilterCore::run_fast_with() {
  const char* p = p_;
  const char* const end = end_;
  Frame* top = &frames_[depth_];
  Frame* const deepest = &frames_[limits_.depth];
  while (p < end) {
    if (*p != '<') {
      if (top->text != TextRule::Keep) break;
      const char* q = end_of_text<Scan>(p);
      if (*q != '<' || q >= end) break;
      p = q;
    }
    if (p[1] == '/') {
      const std::size_t length = match_end_tag(p, top->fast);
      if (length == 0 || p + length > end) break;
      p += length;
      --top;
      continue;
    }
    const FastElement* element = nullptr;
    const char* q = fast_start_tag<Scan>(p, &element);
    if (q == nullptr || top == deepest || static_cast<std::size_t>(q - p) > limits_.value_bytes) break;
    if (*q == '>') {
      if (++q > end) break;
      ++top;
      push_plain(*top, *element, static_cast<std::uint16_t>(top - frames_.data()));
    } else {
      if (q[0] != '/' || q[1] != '>' || q + 2 > end) break;
      q += 2;
    }
    p = q;
  }
  if (p == p_) return;
  if (run_ == nullptr) run_ = p_;
  p_ = p;
  depth_ = static_cast<std::uint32_t>(top - frames_.data());
}

void FilterCore::run_fast() {
  if (dropped_from_ != 0 || inside_ != Inside::Nothing || has_asked_text_) return;
  if (engine_ == Engine::Scalar) {
    run_fast_with<ScalarScan>();
  } else {
    run_fast_with<BestScan>();
  }
}

}  // namespace mugai::xml
