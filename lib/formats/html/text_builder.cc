#include "lib/formats/html/text_builder.h"

#include <algorithm>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"

namespace mugai::html {
namespace {

constexpr std::size_t kStyleCacheSlots = 64;
constexpr std::size_t kMaxStyleText = std::size_t{256} << 10;  // of one <style>

// Hash for the cache of inline styles: eight bytes at a time, since these are long.
std::uint64_t fast_hash(std::string_view text) noexcept {
  std::uint64_t hash = text.size() * 0x9E3779B97F4A7C15ULL;
  const auto mix = [&hash](std::uint64_t word) {
    hash = (hash ^ word) * 0xFF51AFD7ED558CCDULL;
    hash ^= hash >> 32;
  };
  const auto word_at = [text](std::size_t at) {
    std::uint64_t word = 0;
    __builtin_memcpy(&word, text.data() + at, sizeof word);
    return word;
  };
  if (text.size() < 8) {
    mix(name_key(text));
    return hash;
  }
  for (std::size_t at = 0; at + 8 <= text.size(); at += 8)
    mix(word_at(at));
  mix(word_at(text.size() - 8));
  return hash;
}

bool is_blank(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), ascii::is_space);
}

// Blank to a reader: white space, no-break spaces, invisible characters (the filling of newsletters' preview lines).
bool shows_nothing(std::string_view text) noexcept {
  while (!text.empty()) {
    const utf8::Decoded d = utf8::decode(text);
    if (d.code > 0x20 && d.code != 0xA0 && d.code != 0x34F && d.code != 0x2007 && !utf8::is_invisible(d.code) &&
        !utf8::is_bidi_control(d.code))
      return false;
    text.remove_prefix(d.length);
  }
  return true;
}

bool is_table_part(Tag tag) noexcept {
  return tag == Tag::Table || tag == Tag::Td || tag == Tag::Tr || tag == Tag::Caption || tag == Tag::Col ||
         tag == Tag::Tbody || tag == Tag::Thead || tag == Tag::Tfoot;
}

bool is_drawing(Tag tag) noexcept {
  return tag == Tag::Svg || tag == Tag::Math;
}

// svg: what stands in these is not drawn. math: annotations are not shown.
bool is_hidden_foreign(std::string_view name) noexcept {
  return name == "title" || name == "desc" || name == "metadata" || name == "defs" || name == "style" ||
         name == "script" || name == "symbol" || name == "annotation" || name == "annotation-xml";
}

constexpr std::string_view kRule = "----------------------------------------";
constexpr Element kForeignElement = {"", Tag::Foreign, 0};
constexpr Element kHiddenForeignElement = {"", Tag::Foreign, kHidden};

}  // namespace

TextBuilder::TextBuilder(const TextOptions& options)
    : options_(options), open_count_(kTagCount, 0), style_cache_(kStyleCacheSlots) {
  flows_.push_back(std::make_unique<Flow>(counts_));
  flow_ = flows_.front().get();
  stack_.reserve(64);
  stack_.emplace_back(&find_element("html"));  // the root; never popped
}

void TextBuilder::open_flow() {
  if (flow_depth_ == flows_.size()) flows_.push_back(std::make_unique<Flow>(counts_));
  flow_ = flows_.at(flow_depth_++).get();
}

// The flow has been finished.
void TextBuilder::close_flow() {
  flow_->clear();
  --flow_depth_;
  flow_ = flows_.at(flow_depth_ - 1).get();
}

void TextBuilder::on_text(std::string_view utf8) {
  if (is_over_limit()) return;
  Open& open = top();
  if (open.element->tag == Tag::Style && !open.foreign) {
    style_text_.append(utf8.substr(0, kMaxStyleText - std::min(kMaxStyleText, style_text_.size())));
    return;
  }
  if (!open.style.is_seen()) return hidden_text(utf8);
  if (open.drop_line_feed) {
    open.drop_line_feed = false;
    if (utf8.front() == '\n') utf8.remove_prefix(1);
  }
  const bool blank = utf8.size() < 64 && is_blank(utf8);
  if (blank && (open.element->flags & kNoBlanks) != 0) return;
  if (!blank) in_hidden_run_ = false;
  if (in_superscript_) superscript(utf8);
  flow().text(utf8, open.style.white_space);
}

void TextBuilder::hidden_text(std::string_view utf8) {
  if (top().style.silent || in_hidden_run_ || shows_nothing(utf8)) return;
  in_hidden_run_ = true;
  removals_.add(top().style.reason());
  ++result_.hidden_removed;
}

// Inline styles are parsed once and remembered; what they count is added each time. Valid until the next call.
const Declared& TextBuilder::inline_style(std::string_view css) {
  CachedStyle& cached = style_cache_.at(fast_hash(css) % kStyleCacheSlots);
  if (cached.css != css) {
    cached.css.assign(css);
    cached.counts = {};
    cached.declared = parse_declarations(css, cached.counts);
  }
  css_.remote += cached.counts.remote;
  css_.active += cached.counts.active;
  return cached.declared;
}

// Weakest first: what old attributes ask for, the style sheet, the style attribute.
void TextBuilder::declare(const Element& element, const Name& name, const Picked& picked, Declared& declared) {
  const auto color = [&](Property property, Pick attribute) {
    if (!picked[attribute].empty()) declared.set(property, parse_color(picked[attribute]), false);
  };
  color(Property::Background, Pick::BgColor);
  if (!picked[Pick::Background].empty()) declared.set(Property::BackgroundImage, 1, false);
  if (element.tag == Tag::Font) color(Property::Color, Pick::Color);
  if (element.tag == Tag::Body) color(Property::Color, Pick::Text);
  if (element.tag == Tag::Pre || element.tag == Tag::Xmp || element.tag == Tag::Listing ||
      element.tag == Tag::Plaintext || element.tag == Tag::Textarea) {
    declared.set(Property::WhiteSpace, static_cast<std::int32_t>(WhiteSpace::Preserve), false);
  }
  // Word's paragraphs have no margin of their own; its style sheet, which says so, is often gone.
  if (element.tag == Tag::P && picked[Pick::Class].starts_with("Mso")) {
    declared.set(Property::MarginTop, 0, false);
    declared.set(Property::MarginBottom, 0, false);
  }
  if (!sheet_.empty()) {
    const Declared sheet = sheet_.match(name, picked[Pick::Class], picked[Pick::Id]);
    // A page that hides by class shows other text to a reader without its style sheet.
    if (sheet.get(Property::Display, 1) == 0 || sheet.get(Property::Visibility, 1) == 0 ||
        sheet.get(Property::MsoHide, 0) == 1) {
      removals_.add(Removal::SheetHides);
    }
    declared.merge(sheet);
  }
  if (!picked[Pick::Style].empty()) declared.merge(inline_style(picked[Pick::Style]));
}

// Null where nothing is declared; valid until the next call.
const Declared* TextBuilder::declarations(const Element& element, const Name& name, const Picked& picked) {
  if (known_ != nullptr) return known_->declared.empty() ? nullptr : &known_->declared;
  const Declared* declared = find_declarations(element, name, picked);
  if (learning_ != nullptr && counted() == counted_before_) {
    const std::uint32_t number = tokenizer_->tag_number();
    *learning_ = KnownTag{number, sheet_state_, &element, picked, declared == nullptr ? Declared() : *declared};
  }
  return declared;
}

const Declared* TextBuilder::find_declarations(const Element& element, const Name& name, const Picked& picked) {
  if (sheet_.empty()) {
    const bool own = (element.flags & kOwnStyle) != 0 && (element.tag != Tag::P || picked.has(Pick::Class));
    if (!own && !picked.may_style()) return nullptr;
    if (!own && !picked.may_style_but_inline()) {
      const Declared& declared = inline_style(picked[Pick::Style]);
      return declared.empty() ? nullptr : &declared;
    }
  }
  scratch_ = Declared();
  declare(element, name, picked, scratch_);
  return scratch_.empty() ? nullptr : &scratch_;
}

// Whether the element begins and ends a line.
bool TextBuilder::takes_lines(const Element& element, const VisualStyle& style, std::int32_t display) {
  if (style.gone || style.silent) return false;  // leaves no trace in the lines around it
  return display == 2 || ((element.flags & kBlock) != 0 && display != 1 && display != 3);
}

void TextBuilder::push(const Element& element, const Name& name, const Declared* declared, const Picked& picked) {
  const VisualStyle inherited = top().style;
  const bool foreign = is_foreign();
  if (stack_.size() >= options_.max_depth && !is_table_part(top().element->tag)) {
    removals_.add(Removal::TooDeep);
    pop();
  }
  Open& open = stack_.emplace_back(&element);
  open.foreign = foreign;
  open.holds_foreign = foreign || is_drawing(element.tag);
  if (element.tag == Tag::Unknown || element.tag == Tag::Foreign) open.name_hash = fast_hash(name);
  ++open_count_[static_cast<std::size_t>(element.tag)];
  bool tight = false;
  std::int32_t display = -1;
  if (declared != nullptr) {
    declared_.push_back(*declared);
    open.declared = static_cast<std::uint32_t>(declared_.size());
    open.style = inherit_style(inherited, *declared);
    display = declared->get(Property::Display, -1);
    tight = declared->get(Property::MarginTop, 1) <= 0 && declared->get(Property::MarginBottom, 1) <= 0;
  } else {
    open.style = inherited;
  }
  if (picked.has(Pick::Hidden) && display == -1 && !open.style.gone) open.style.gone = Removal::HiddenAttribute;
  if (element.tag == Tag::Dialog && !picked.has(Pick::Open) && !open.style.gone)
    open.style.gone = Removal::HiddenDisplay;
  if ((element.flags & kHidden) != 0) open.style.silent = true;
  open.block = takes_lines(element, open.style, display);
  const bool nested_list = (element.tag == Tag::Ul || element.tag == Tag::Ol) && !lists_.empty();
  open.margin = (element.flags & kMargin) != 0 && !tight && !nested_list;
}

// A <div> with a line above it: what Outlook puts between a mail and the one that it answers.
void TextBuilder::rule_above() {
  const Open& open = top();
  if (open.element->tag != Tag::Div || !open.block || !open.style.is_seen()) return;
  if (declared_.at(open.declared - 1).get(Property::BorderTop, 0) != 1) return;
  flow().put(kRule);
  flow().block_edge(false);
}

void TextBuilder::pop() {
  if (stack_.size() == 1) return;
  Open& open = stack_.back();
  if (open.block || (open.element->flags & kActs) != 0) end_element(open);
  const bool was_foreign = open.holds_foreign;
  --open_count_[static_cast<std::size_t>(open.element->tag)];
  if (open.declared != 0) declared_.pop_back();
  stack_.pop_back();
  if (was_foreign) tokenizer_->set_cdata_allowed(is_foreign());
}

void TextBuilder::pop_to(std::size_t index) {
  while (stack_.size() > std::max<std::size_t>(index, 1))
    pop();
  pop_ended();
}

// The nearest open element of that kind above an element with one of the `barrier` flags.
std::optional<std::size_t> TextBuilder::find_open(const Element& element, std::uint64_t hash,
                                                  std::uint32_t barrier) const {
  if (open_count_[static_cast<std::size_t>(element.tag)] == 0) return std::nullopt;
  for (std::size_t i = stack_.size(); i-- > 1;) {
    const Open& open = stack_[i];
    const bool same = element.tag == Tag::Heading ? open.element->tag == Tag::Heading : open.element == &element;
    if (same && !open.ended && open.name_hash == hash) return i;
    if ((open.element->flags & barrier) != 0) return std::nullopt;
  }
  return std::nullopt;
}

// End tags that the standard supplies (13.2.6.4.7): a block ends <p>; li, dt, dd, option end their like.
void TextBuilder::close_implied(const Element& element) {
  static const Element& p = find_element("p");
  if ((element.flags & kClosesP) != 0) {
    if (const auto open = find_open(p, 0, kScope)) pop_to(*open);
  }
  if (element.tag == Tag::A) {  // a link does not stand within a link
    if (const auto open = find_open(element, 0, kScope)) end_formatting(*open);
  }
  const auto is_like = [&](Tag open) {
    switch (element.tag) {
      case Tag::Li:
        return open == Tag::Li;
      case Tag::Dt:
      case Tag::Dd:
        return open == Tag::Dt || open == Tag::Dd;
      case Tag::Option:
      case Tag::Optgroup:
        return open == Tag::Option || (element.tag == Tag::Optgroup && open == Tag::Optgroup);
      case Tag::Rt:
      case Tag::Rp:
        return open == Tag::Rt || open == Tag::Rp;
      default:
        return false;
    }
  };
  if (!is_like(element.tag)) return;
  for (std::size_t i = stack_.size(); i-- > 1;) {
    const Element& open = *stack_.at(i).element;
    if (is_like(open.tag)) return pop_to(i);
    const bool passes = open.tag == Tag::Div || open.tag == Tag::P || open.name == "address";
    if ((open.flags & kSpecial) != 0 && !passes) return;
  }
}

void TextBuilder::end_formatting(std::size_t index) {
  const bool blocks_inside = std::any_of(stack_.begin() + static_cast<std::ptrdiff_t>(index) + 1, stack_.end(),
                                         [](const Open& open) { return (open.element->flags & kSpecial) != 0; });
  if (blocks_inside) return close_early(index);
  pop_to(index);
}

// The end tag of a formatting element with blocks open inside it (13.2.6.4.7, adoption agency): the blocks stay open,
// without its style.
void TextBuilder::close_early(std::size_t index) {
  Open& open = stack_.at(index);
  end_element(open);
  open.ended = true;
  open.link = false;
  if (open.declared != 0) declared_.at(open.declared - 1) = Declared();
  for (std::size_t i = index; i < stack_.size(); ++i) {
    const VisualStyle before = stack_.at(i).style;
    VisualStyle& style = stack_.at(i).style;
    const std::uint32_t declared = stack_.at(i).declared;
    style = declared == 0 ? stack_.at(i - 1).style : inherit_style(stack_.at(i - 1).style, declared_.at(declared - 1));
    style.silent = style.silent || (i > index && before.silent);
    if (i > index && before.gone == Removal::HiddenAttribute && !style.gone) style.gone = before.gone;
  }
}

// Within svg and math (13.2.6.5). False where the element ends them and is one of the page.
bool TextBuilder::start_foreign(const Element& element, const Name& name, const Picked& picked, bool self_closing) {
  if (breaks_out_of_foreign(name)) {
    std::size_t index = stack_.size();
    while (index > 1 && stack_.at(index - 1).holds_foreign)
      --index;
    pop_to(index);
    return false;
  }
  if (self_closing) return true;
  push(is_hidden_foreign(name) ? kHiddenForeignElement : kForeignElement, name, declarations(element, name, picked),
       picked);
  tokenizer_->set_cdata_allowed(true);
  return true;
}

void TextBuilder::start_void(const Element& element, const Name& name, const Picked& picked) {
  const Declared* declared = declarations(element, name, picked);
  const VisualStyle style = declared == nullptr ? top().style : inherit_style(top().style, *declared);
  const bool seen = style.is_seen() && !picked.has(Pick::Hidden);
  if (element.tag == Tag::Image) image(picked, declared, seen);
  if (element.tag == Tag::Input) input(picked, seen);
  if (element.tag == Tag::Br && !style.gone && !style.silent) flow().line_break();
  if (element.tag == Tag::Hr && seen) {
    flow().block_edge(false);
    flow().put(kRule);
    flow().block_edge(false);
  }
}

void TextBuilder::on_start_tag(const Name& name, std::span<const Attribute> attributes, bool self_closing) {
  static constexpr Picked kNothing;
  if (is_over_limit()) return;
  if (attributes.empty()) return start_tag(find_element(name), name, kNothing, self_closing);
  const std::uint32_t number = tokenizer_->tag_number();
  if (number == 0) return start_new(name, attributes, self_closing, nullptr);
  if (known_tags_.empty()) known_tags_.resize(kKnownTags);
  KnownTag& row = known_tags_[number % kKnownTags];
  if (row.number != number || row.sheet != sheet_state_) return start_new(name, attributes, self_closing, &row);
  known_ = &row;
  start_tag(*row.element, name, row.picked, self_closing);
  known_ = nullptr;
}

// A tag with attributes that has not come before; `row`, where it has a number, is for it.
void TextBuilder::start_new(const Name& name, std::span<const Attribute> attributes, bool self_closing, KnownTag* row) {
  counted_before_ = counted();
  learning_ = row;
  start_tag(find_element(name), name, pick_attributes(attributes, removals_), self_closing);
  learning_ = nullptr;
}

void TextBuilder::start_tag(const Element& element, const Name& name, const Picked& picked, bool self_closing) {
  const std::uint32_t flags = element.flags;
  if ((flags & kCounted) != 0) count_element(element, name, picked);
  if (is_foreign() && start_foreign(element, name, picked, self_closing)) return;
  if ((flags & kPageRoot) != 0) {
    if (element.tag != Tag::Body) return;
    const Declared* declared = declarations(element, name, picked);  // the body's style is the page's
    if (declared != nullptr) stack_.front().style = inherit_style(stack_.front().style, *declared);
    return;
  }
  if (stack_.size() >= options_.max_depth && is_table_part(element.tag)) {
    removals_.add(Removal::TooDeep);
    return flow().blank();
  }
  if ((flags & (kClosesP | kEndsLike)) != 0) close_implied(element);
  if ((flags & kTablePart) != 0 && !start_table_part(element)) return;
  if ((flags & kVoid) != 0) return start_void(element, name, picked);
  if (is_drawing(element.tag) && self_closing) return;
  push(element, name, declarations(element, name, picked), picked);
  if (top().block) flow().block_edge(top().margin);
  if (top().declared != 0) rule_above();
  if ((flags & kActs) != 0) {
    start_element(element, picked);
  } else {
    top().shown = !top().style.gone && !top().style.silent;
  }
  if ((flags & kRawContent) != 0) tokenizer_->set_state(content_state(name));
}

void TextBuilder::on_end_tag(const Name& name) {
  if (is_over_limit()) return;
  const Open& open = top();
  // Nearly always the innermost element ends.
  if (open.element->name.is(name) && !open.ended && !open.foreign && stack_.size() > 1) {
    pop();
    return pop_ended();
  }
  const Element& element = find_element(name);
  if (element.tag == Tag::Br) {
    if (!open.style.gone && !open.style.silent) flow().line_break();
    return;
  }
  if ((element.flags & (kVoid | kPageRoot)) != 0) return;
  if (open.foreign) {
    const std::uint64_t hash = fast_hash(name);
    for (std::size_t i = stack_.size(); i-- > 1 && stack_.at(i).foreign;) {
      if (stack_.at(i).name_hash == hash) return pop_to(i);
    }
  }
  if ((element.flags & kTablePart) != 0) return end_table_part(element);
  const bool block = (element.flags & (kBlock | kSpecial | kScope | kFormatting)) != 0;
  const auto found =
      find_open(element, element.tag == Tag::Unknown ? fast_hash(name) : 0, block ? kScope : kSpecial | kScope);
  if (!found) {
    if (element.tag == Tag::P && top().style.is_seen()) flow().block_edge(true);
    return;
  }
  if ((element.flags & kFormatting) != 0) return end_formatting(*found);
  pop_to(*found);
}

// Conditional comments (Outlook and old Internet Explorer): "[if mso]>…<![endif]" and "[if !mso]".
void TextBuilder::on_comment(std::string_view text) {
  const std::string_view trimmed = ascii::trim(text);
  if (ascii::starts_with_ignoring_case(trimmed, "[if ") || ascii::starts_with_ignoring_case(trimmed, "[if("))
    removals_.add(Removal::ConditionalComment);
}

void TextBuilder::on_eof() {
  pop_to(1);
}

TextResult TextBuilder::take_result() {
  const Irregularities& irregular = tokenizer_->irregularities();
  removals_.add(Removal::Duplicate, irregular.duplicate_attributes);
  removals_.add(Removal::OddAttribute, irregular.odd_attributes);
  removals_.add(Removal::Nul, irregular.nul);
  removals_.add(Removal::Cut, irregular.cut);
  removals_.add(Removal::Swallowed, irregular.swallowed_by_eof);
  removals_.add(Removal::Bidi, counts_.bidi);
  removals_.add(Removal::ZeroWidth, counts_.zero_width);
  removals_.add(Removal::SoftHyphen, counts_.soft_hyphens);
  removals_.add(Removal::RemoteStyle, css_.remote);
  removals_.add(Removal::ActiveCss, css_.active);
  result_.text = flows_.front()->take();
  if (result_.text.empty() && result_.images > 0) removals_.add(Removal::ImageOnly);
  result_.invisible_characters = counts_.bidi + counts_.zero_width + counts_.soft_hyphens;
  result_.remote_images = removals_.count(Removal::RemoteImage) + removals_.count(Removal::TrackingPixel) + css_.remote;
  result_.tracking_pixels = removals_.count(Removal::TrackingPixel);
  result_.scripts = removals_.count(Removal::Script);
  result_.forms = removals_.count(Removal::Form);
  result_.frames = removals_.count(Removal::Frame);
  result_.mismatched_links = removals_.count(Removal::Mismatch);
  result_.findings = removals_.findings();
  return std::move(result_);
}

}  // namespace mugai::html
