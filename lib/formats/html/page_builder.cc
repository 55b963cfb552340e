#include "lib/formats/html/page_builder.h"

#include <algorithm>
#include <utility>

#include "lib/base/ascii.h"
#include "lib/core/uri.h"
#include "lib/formats/html/elements.h"
#include "lib/formats/html/page_style.h"
#include "lib/text/defang.h"

namespace mugai::html {
namespace {

constexpr std::size_t kMaxOpen = 200;  // deeper elements are left out, their text stays
constexpr std::size_t kMaxTitleBytes = 300;
constexpr std::size_t kMaxStyleText = std::size_t{256} << 10;

std::string_view attribute(std::span<const Attribute> attributes, std::string_view name) noexcept {
  for (const Attribute& a : attributes) {
    if (a.name == name) return a.value;
  }
  return {};
}

bool has_attribute(std::span<const Attribute> attributes, std::string_view name) noexcept {
  return std::any_of(attributes.begin(), attributes.end(), [name](const Attribute& a) { return a.name == name; });
}

bool is_blank(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), ascii::is_space);
}

bool is_written_block(const PageElement* element) noexcept {
  if (element == nullptr) return true;  // the body
  return element->role != Role::Transparent && element->role != Role::Inline && element->role != Role::Dropped;
}

bool is_void(std::string_view name) noexcept {
  return (find_element(name).flags & kVoid) != 0;
}

bool is_one_of(Role role, std::initializer_list<Role> roles) noexcept {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

}  // namespace

const PageBuilder::Open& PageBuilder::block() const {
  for (std::size_t i = stack_.size(); i-- > 1;) {
    if (is_written_block(stack_[i].element)) return stack_[i];
  }
  return stack_.front();
}

Role PageBuilder::block_role() const {
  const Open& open = block();
  return open.element == nullptr ? Role::Block : open.element->role;
}

bool PageBuilder::is_dropped() const {
  return stack_.back().element != nullptr && stack_.back().element->role == Role::Dropped;
}

// Weakest first: old attributes, the style sheet, the style attribute.
Declared PageBuilder::declarations(std::string_view name, std::span<const Attribute> attributes) const {
  Declared declared;
  const std::string_view background = attribute(attributes, "bgcolor");
  if (!background.empty()) declared.set(Property::Background, parse_color(background), false);
  if (!attribute(attributes, "background").empty()) declared.set(Property::BackgroundImage, 1, false);
  const std::string_view color = attribute(attributes, name == "body" ? "text" : "color");
  if ((name == "font" || name == "body") && !color.empty()) declared.set(Property::Color, parse_color(color), false);
  if (!sheet_.empty()) declared.merge(sheet_.match(name, attribute(attributes, "class"), attribute(attributes, "id")));
  CssCounts counts;
  const std::string_view style = attribute(attributes, "style");
  if (!style.empty()) declared.merge(parse_declarations(style, counts));
  return declared;
}

void PageBuilder::open(std::string_view name, const PageElement& element, std::span<const Attribute> attributes) {
  const Open& parent = stack_.back();
  Open opened;
  opened.name = name;
  opened.element = &element;
  opened.declared = declarations(name, attributes);
  opened.style = inherit_style(parent.style, opened.declared);
  if (has_attribute(attributes, "hidden") && !opened.style.gone) opened.style.gone = Removal::HiddenAttribute;
  opened.written = parent.written;
  if (element.role != Role::Transparent && element.role != Role::Dropped) {
    std::string style = safe_style(attribute(attributes, "style"));
    std::string kept = page_attributes(element, attributes);
    CssCounts counts;
    Declared output = parse_declarations(style, counts);
    const VisualStyle seen = inherit_style(parent.written, output);
    // Colours that are seen only together with a style sheet or a picture would hide the text now.
    if (!seen.is_seen() && opened.style.is_seen()) style.clear();
    opened.written = style.empty() ? parent.written : seen;
    opened.tag = "<" + std::string(element.written) + kept;
    if (!style.empty()) {
      opened.tag += " style=\"";
      append_escaped(opened.tag, style);
      opened.tag.push_back('"');
    }
    if (name == "a") start_link(opened, attributes);
    if (!opened.tag.empty()) opened.tag.push_back('>');
    opened.fresh = element.written == "pre";
  }
  if (is_written_block(&element)) {
    close_inline();
    out_ += opened.tag;
  }
  stack_.push_back(std::move(opened));
}

void PageBuilder::open_implied(std::string_view name) {
  open({}, find_page_element(name), {});
}

// Without a target that may stay it is no link, and no element at all.
void PageBuilder::start_link(Open& open, std::span<const Attribute> attributes) {
  const std::string_view href = ascii::trim(attribute(attributes, "href"));
  const uri::Kind kind = href.empty() ? uri::Kind::Forbidden : uri::classify(href);
  const bool allowed = kind == uri::Kind::Http || kind == uri::Kind::Mailto || kind == uri::Kind::Tel;
  if (allowed && links_ == policy::Links::Keep) {
    open.tag = "<a href=\"";
    append_escaped(open.tag, href);
    open.tag += "\" rel=\"noopener noreferrer\"";
    return;
  }
  open.tag.clear();
  if (allowed && links_ == policy::Links::Defang) open.target = text::show_url(href, links_);
}

void PageBuilder::pop() {
  const Open closed = std::move(stack_.back());
  stack_.pop_back();
  if (is_written_block(closed.element)) {
    close_inline();
    out_.append("</").append(closed.element->written).append(">");
  }
  if (!closed.target.empty() && closed.style.is_seen()) put_text(" <" + closed.target + ">");
  if (closed.name == "style" && !style_text_.empty()) {
    CssCounts counts;
    sheet_.add(std::exchange(style_text_, {}), counts);
  }
  if (closed.name == "title") has_title_ = true;
}

void PageBuilder::pop_to(std::size_t index) {
  while (stack_.size() > std::max<std::size_t>(index, 1))
    pop();
}

// Closes the nearest block of one of `roles`, unless one of `barriers` comes before it.
void PageBuilder::close_nearest(std::initializer_list<Role> roles, std::initializer_list<Role> barriers) {
  for (std::size_t i = stack_.size(); i-- > 1;) {
    const Role role = stack_[i].element->role;
    if (is_one_of(role, roles)) return pop_to(i);
    if (is_one_of(role, barriers)) return;
  }
}

// An item outside of a list, a cell outside of a table: a plain block.
const PageElement& PageBuilder::as_allowed(const PageElement& element) const {
  const auto inside = [this](std::initializer_list<Role> wanted, std::initializer_list<Role> barriers) {
    for (std::size_t i = stack_.size(); i-- > 1;) {
      if (is_one_of(stack_[i].element->role, wanted)) return true;
      if (is_one_of(stack_[i].element->role, barriers)) return false;
    }
    return false;
  };
  bool allowed = true;
  if (element.role == Role::Item)
    allowed = inside({Role::List}, {Role::Table, Role::Cell, Role::Caption, Role::Definitions});
  if (element.role == Role::Term)
    allowed = inside({Role::Definitions}, {Role::Table, Role::Cell, Role::Caption, Role::List});
  if (is_one_of(element.role, {Role::Row, Role::Cell})) allowed = inside({Role::Table}, {});
  if (element.role == Role::Caption) allowed = block_role() == Role::Table && out_.ends_with(block().tag);
  return allowed ? element : find_page_element("div");
}

void PageBuilder::make_room(const PageElement& element) {
  close_nearest({Role::Paragraph}, {Role::Table, Role::Cell, Role::Caption});
  switch (element.role) {
    case Role::Heading:
      if (block_role() == Role::Heading) close_nearest({Role::Heading}, {});
      break;
    case Role::Item:
      close_nearest({Role::Item}, {Role::List});
      break;
    case Role::Term:
      close_nearest({Role::Term}, {Role::Definitions});
      break;
    case Role::Row:
      close_nearest({Role::Row}, {Role::Table});
      close_nearest({Role::Caption}, {Role::Table});
      break;
    case Role::Cell:
      close_nearest({Role::Cell}, {Role::Table});
      close_nearest({Role::Caption}, {Role::Table});
      break;
    default:
      break;
  }
  // What may hold this element directly; everything else between is closed or supplied.
  if (element.role == Role::Item) {
    while (block_role() != Role::List)
      pop();
  } else if (element.role == Role::Term) {
    while (block_role() != Role::Definitions)
      pop();
  } else if (element.role == Role::Row) {
    while (block_role() != Role::Table)
      pop();
  } else if (element.role == Role::Cell) {
    while (!is_one_of(block_role(), {Role::Table, Role::Row}))
      pop();
    if (block_role() == Role::Table) open_implied("tr");
  } else if (element.role != Role::Caption) {
    make_room_for_text();
  }
}

// Text and plain blocks stand in no list, table or row directly.
void PageBuilder::make_room_for_text() {
  if (block_role() == Role::List) open_implied("li");
  if (block_role() == Role::Definitions) open_implied("dd");
  if (block_role() == Role::Table) open_implied("tr");
  if (block_role() == Role::Row) open_implied("td");
}

void PageBuilder::close_inline() {
  while (!inline_names_.empty()) {
    out_.append("</").append(inline_names_.back()).append(">");
    inline_names_.pop_back();
    inline_tags_.pop_back();
  }
}

// Brings the inline elements around the next text to those of the stack.
void PageBuilder::sync_inline() {
  std::vector<const Open*> wanted;
  for (std::size_t i = 1; i < stack_.size(); ++i) {
    const Open& open = stack_[i];
    if (open.element->role == Role::Inline && !open.tag.empty()) wanted.push_back(&open);
  }
  std::size_t same = 0;
  while (same < wanted.size() && same < inline_tags_.size() && wanted[same]->tag == inline_tags_[same])
    ++same;
  while (inline_names_.size() > same) {
    out_.append("</").append(inline_names_.back()).append(">");
    inline_names_.pop_back();
    inline_tags_.pop_back();
  }
  for (std::size_t i = same; i < wanted.size(); ++i) {
    out_ += wanted[i]->tag;
    inline_tags_.push_back(wanted[i]->tag);
    inline_names_.emplace_back(wanted[i]->element->written);
  }
}

void PageBuilder::put_text(std::string_view utf8) {
  if (utf8.empty()) return;
  const Role role = block_role();
  const bool structure = is_one_of(role, {Role::List, Role::Definitions, Role::Table, Role::Row});
  if (structure && is_blank(utf8)) return;
  make_room_for_text();
  sync_inline();
  append_escaped(out_, utf8);
}

void PageBuilder::on_text(std::string_view utf8) {
  if (!foreign_.empty()) return;
  Open& top = stack_.back();
  if (top.name == "title" && !has_title_ && title_.size() < kMaxTitleBytes) title_ += utf8;
  if (top.name == "style" && style_text_.size() < kMaxStyleText) style_text_ += utf8;
  if (is_dropped() || !top.style.is_seen()) return;
  if (top.fresh) {
    top.fresh = false;
    if (utf8.front() == '\n') utf8.remove_prefix(1);
    if (utf8.starts_with('\n')) out_.push_back('\n');  // the parser takes the first one away
  }
  std::string clean(utf8);
  std::erase_if(clean, [](char c) { return ascii::is_control(c) && c != '\n' && c != '\t'; });
  put_text(clean);
}

void PageBuilder::put_break(const PageElement& element, std::span<const Attribute> attributes) {
  if (!stack_.back().style.is_seen()) return;
  if (element.name == "hr") {
    make_room(element);
    close_inline();
  } else {
    make_room_for_text();
    sync_inline();
  }
  out_.append("<").append(element.written).append(page_attributes(element, attributes)).append(">");
}

void PageBuilder::picture(std::span<const Attribute> attributes) {
  const std::string_view alt = ascii::trim(attribute(attributes, "alt"));
  if (alt.empty() || !stack_.back().style.is_seen()) return;
  std::string text = "[" + std::string(alt) + "]";
  std::erase_if(text, ascii::is_control);
  put_text(text);
}

void PageBuilder::body(std::span<const Attribute> attributes) {
  Open& root = stack_.front();
  root.declared = declarations("body", attributes);
  root.style = inherit_style(root.style, root.declared);
  if (!body_attributes_.empty()) return;
  static constexpr PageElement kBody = {"body", "body", Role::Block};
  const std::string style = safe_style(attribute(attributes, "style"));
  body_attributes_ = page_attributes(kBody, attributes);
  if (style.empty()) return;
  body_attributes_ += " style=\"";
  append_escaped(body_attributes_, style);
  body_attributes_.push_back('"');
}

// svg and math go whole: what their rules of parsing make of the rest is not tried (HTM-014). An element of the page
// ends them, as in a browser (13.2.6.5).
bool PageBuilder::skip_foreign(std::string_view name, bool self_closing) {
  if (foreign_.empty()) {
    if (name != "svg" && name != "math") return false;
    if (self_closing) return true;
    foreign_ = name;
    foreign_depth_ = 1;
    tokenizer_->set_cdata_allowed(true);
    return true;
  }
  if (breaks_out_of_foreign(name)) {
    foreign_.clear();
    tokenizer_->set_cdata_allowed(false);
    return false;
  }
  if (name == foreign_ && !self_closing) ++foreign_depth_;
  return true;
}

void PageBuilder::on_start_tag(const Name& name, std::span<const Attribute> attributes, bool self_closing) {
  if (skip_foreign(name, self_closing)) return;
  if (name == "html" || name == "head") return;
  if (name == "body") return body(attributes);
  const State state = content_state(name);
  const PageElement& found = find_page_element(name);
  if (name == "img" || name == "image") return picture(attributes);
  if (found.role == Role::Break && !is_dropped()) return put_break(found, attributes);
  if (is_void(name)) return;
  const bool must = state != State::Data || found.role == Role::Dropped;  // its content is no text of the page
  if (stack_.size() >= (must ? 2 * kMaxOpen : kMaxOpen)) return;
  static constexpr PageElement kInDropped = {"", "", Role::Dropped};
  if (is_dropped()) {
    open(name, kInDropped, attributes);
  } else {
    const PageElement& element = as_allowed(found);
    if (name == "a") {  // no link within a link
      const auto link = std::find_if(stack_.begin(), stack_.end(), [](const Open& o) { return o.name == "a"; });
      if (link != stack_.end()) on_end_tag("a");
    }
    if (name == "rt" && stack_.back().name == "rt") pop();
    const bool gone = inherit_style(stack_.back().style, declarations(name, attributes)).gone.has_value() ||
                      has_attribute(attributes, "hidden");
    if (gone && is_written_block(&element)) {
      open(name, kInDropped, attributes);
    } else {
      if (is_written_block(&element)) make_room(element);
      open(name, element, attributes);
    }
  }
  if (state != State::Data) tokenizer_->set_state(state);
}

void PageBuilder::on_end_tag(const Name& name) {
  if (!foreign_.empty()) {
    if (name != foreign_ || --foreign_depth_ > 0) return;
    foreign_.clear();
    return tokenizer_->set_cdata_allowed(false);
  }
  if (name == "br") return put_break(find_page_element("br"), {});
  const Role wanted = find_page_element(name).role;
  const bool block = is_written_block(&find_page_element(name));
  for (std::size_t i = stack_.size(); i-- > 1;) {
    const Open& open = stack_[i];
    if (open.name == name) {
      const bool blocks_inside = std::any_of(stack_.begin() + static_cast<std::ptrdiff_t>(i) + 1, stack_.end(),
                                             [](const Open& o) { return is_written_block(o.element); });
      if (block || !blocks_inside || open.element->role == Role::Dropped) return pop_to(i);
      // An inline element that ends within a block that began in it: the block stays open, without it.
      stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(i));
      for (std::size_t above = i; above < stack_.size(); ++above)
        stack_[above].style = inherit_style(stack_[above - 1].style, stack_[above].declared);
      return;
    }
    if (is_one_of(open.element->role, {Role::Table, Role::Cell, Role::Caption}) && wanted != Role::Table &&
        wanted != Role::Row && wanted != Role::Cell) {
      return;
    }
    if (!block && wanted != Role::Dropped && is_written_block(open.element) && wanted == Role::Transparent) return;
  }
}

void PageBuilder::on_eof() {
  pop_to(1);
  close_inline();
}

std::string PageBuilder::take_page() {
  std::string title(ascii::trim(title_));
  std::replace_if(title.begin(), title.end(), ascii::is_control, ' ');
  std::string page = "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n";
  if (!title.empty()) {
    page += "<title>";
    append_escaped(page, title);
    page += "</title>\n";
  }
  page.append("</head>\n<body").append(body_attributes_).append(">\n");
  page.append(ascii::trim(out_)).append("\n</body>\n</html>\n");
  return page;
}

}  // namespace mugai::html
