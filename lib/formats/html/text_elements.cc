// What elements do to the text: lists, quotes, links, pictures, ruby, fields of forms; and what of them is counted.
#include <algorithm>
#include <array>
#include <cstdlib>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/formats/html/plain_run.h"
#include "lib/formats/html/text_builder.h"
#include "lib/formats/html/width.h"

namespace mugai::html {
namespace {

constexpr std::size_t kMaxAltBytes = 500;
constexpr std::int32_t kPixel = 1000;

// 1 → "a", 27 → "aa" (CSS Counter Styles 3, "alphabetic").
std::string alphabetic(std::int64_t number, char first) {
  std::string out;
  for (; number > 0; number = (number - 1) / 26)
    out.insert(out.begin(), static_cast<char>(first + (number - 1) % 26));
  return out;
}

std::string roman(std::int64_t number, bool upper) {
  struct Digit {
    std::int64_t value;
    std::string_view text;
  };
  static constexpr std::array<Digit, 13> kDigits = {{{1000, "m"},
                                                     {900, "cm"},
                                                     {500, "d"},
                                                     {400, "cd"},
                                                     {100, "c"},
                                                     {90, "xc"},
                                                     {50, "l"},
                                                     {40, "xl"},
                                                     {10, "x"},
                                                     {9, "ix"},
                                                     {5, "v"},
                                                     {4, "iv"},
                                                     {1, "i"}}};
  std::string out;
  for (const Digit& digit : kDigits) {
    for (; number >= digit.value; number -= digit.value)
      out += digit.text;
  }
  if (upper) std::transform(out.begin(), out.end(), out.begin(), ascii::to_upper);
  return out;
}

std::string list_marker(char style, std::int64_t number) {
  if ((style == 'a' || style == 'A') && number > 0 && number < 100'000) return alphabetic(number, style) + ". ";
  if ((style == 'i' || style == 'I') && number > 0 && number < 4000) return roman(number, style == 'I') + ". ";
  return std::to_string(number) + ". ";
}

// An integer as HTML reads it (2.3.4.1): a sign, digits, and whatever follows.
std::optional<std::int64_t> parse_integer(std::string_view text) {
  text = ascii::trim(text);
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  std::int64_t value = 0;
  std::size_t digits = 0;
  for (; digits < text.size() && digits < 9 && ascii::is_digit(text[digits]); ++digits)
    value = value * 10 + (text[digits] - '0');
  if (digits == 0) return std::nullopt;
  return negative ? -value : value;
}

bool contains_ignoring_case(std::string_view text, std::string_view piece) {
  return ascii::lower(text.substr(0, 256)).find(piece) != std::string::npos;
}

}  // namespace

void TextBuilder::start_element(const Element& element, const Picked& picked) {
  Open& open = top();
  if (element.tag == Tag::Table) return start_table(picked);
  if (element.tag == Tag::Svg || element.tag == Tag::Math) tokenizer_->set_cdata_allowed(true);
  if (element.tag == Tag::Style) style_text_.clear();
  if (open.style.gone || open.style.silent) return;
  open.shown = true;
  const auto prefix = [&](std::string_view every_line, std::string_view marker) {
    flow().push_prefix(every_line, marker);
    open.prefixed = true;
  };
  switch (element.tag) {
    case Tag::A:
      if (picked.has(Pick::Href)) start_link(picked);
      break;
    case Tag::Blockquote:
      prefix("> ", {});
      break;
    case Tag::Heading:
      prefix({}, options_.words.heading);
      break;
    case Tag::Dd:
      prefix("  ", {});
      break;
    case Tag::Ul:
    case Tag::Ol: {
      List list;
      if (element.tag == Tag::Ol) list.style = picked[Pick::Type].size() == 1 ? picked[Pick::Type].front() : '1';
      if (open.declared != 0 && declared_.at(open.declared - 1).get(Property::ListMarker, 1) == 0) list.style = ' ';
      list.next = parse_integer(picked[Pick::Start]).value_or(1);
      lists_.push_back(list);
      open.list = true;
      break;
    }
    case Tag::Li:
      start_list_item(picked);
      break;
    case Tag::Pre:
    case Tag::Listing:
    case Tag::Textarea:
      open.drop_line_feed = true;
      break;
    case Tag::Rt:
      flow().join();
      flow().put("(");
      break;
    case Tag::Q:
      flow().put(options_.words.quote_open);
      break;
    case Tag::Del:
    case Tag::Strike:
      flow().put(options_.words.struck_open);
      break;
    case Tag::Button:
      flow().put("[");
      break;
    case Tag::Sup:
      in_superscript_ = true;
      break;
    case Tag::Tr:
      if (tables_.back().text == nullptr) flow().block_edge(false);
      break;
    case Tag::Td:
      start_cell(picked, element.name == "th");
      break;
    default:
      break;
  }
}

// Mirrors start_element. Called once for an element, when it is left or when its end tag comes.
void TextBuilder::end_element(Open& open) {
  if (open.ended) return;
  const Tag tag = open.element->tag;
  if (tag == Tag::Style && !open.foreign) {
    sheet_.add(style_text_, css_);
    ++sheet_state_;
  }
  if (tag == Tag::Table) end_table();
  if (open.link) end_link();
  if (!open.shown) return;
  switch (tag) {
    case Tag::Rt:
      flow().join();
      flow().put(")");
      break;
    case Tag::Q:
      flow().join();
      flow().put(options_.words.quote_close);
      break;
    case Tag::Del:
    case Tag::Strike:
      flow().join();
      flow().put(options_.words.struck_close);
      break;
    case Tag::Button:
      flow().join();
      flow().put("] ");
      break;
    case Tag::Sup:
      in_superscript_ = false;
      break;
    case Tag::Td:
      end_cell();
      break;
    default:
      break;
  }
  if (open.list) lists_.pop_back();
  if (open.prefixed) flow().pop_prefix();
  if (open.block) flow().block_edge(open.margin);
}

void TextBuilder::start_list_item(const Picked& picked) {
  std::string marker = options_.words.bullet;
  if (!lists_.empty()) {
    List& list = lists_.back();
    if (const auto value = parse_integer(picked[Pick::Value])) list.next = *value;
    if (list.style == ' ') {
      marker.clear();
    } else if (list.style != 0) {
      marker = list_marker(list.style, list.next);
    }
    ++list.next;
  }
  const std::string indent(static_cast<std::size_t>(column_width(marker)), ' ');
  flow().push_prefix(indent, marker);
  top().prefixed = true;
}

void TextBuilder::start_link(const Picked& picked) {
  if (link_depth_ == links_.size()) links_.emplace_back();
  OpenLink& link = links_.at(link_depth_++);
  parse_target(picked[Pick::Href], options_.max_url_bytes, link.target);
  link.flow = flow_depth_;
  link.image = false;
  flow().mark();
  if (link.target.obfuscated) removals_.add(Removal::ObfuscatedUrl);
  top().link = true;
}

// After the text of the link: its target, where the text does not say it.
void TextBuilder::end_link() {
  const OpenLink& link = links_.at(--link_depth_);
  const std::string_view text = link.flow == flow_depth_ ? flow().since_mark() : std::string_view();
  const TargetKind kind = link.target.kind;
  if (kind != TargetKind::Web && kind != TargetKind::Mail && kind != TargetKind::Phone)
    return count_refused(link.target);
  if (link.target.extended) removals_.add(Removal::MailtoHeaders);
  if (link.target.disguised) removals_.add(Removal::DisguisedUrl);
  if (text.empty() && !link.image) return;  // nothing that a person could click
  ++result_.links;
  count_notable(link.target);
  const bool mismatch = contradicts_target(text, link.target);
  if (mismatch) removals_.add(Removal::Mismatch);
  if (options_.links == LinkTargets::Show && !says_target(text, link.target)) {  // the last look at `text`
    if (flow().line_has_text()) flow().blank();
    flow().put({"<", link.target.shown, ">"});
  }
  if (mismatch) flow().put(options_.words.mismatch_mark);
}

void TextBuilder::count_notable(const Target& target) {
  if (target.kind != TargetKind::Web) return;
  const HostKind kind = host_kind(target.host);
  if (kind == HostKind::Storage) removals_.add(Removal::StorageLink);
  if (kind == HostKind::Meeting) removals_.add(Removal::MeetingLink);
}

void TextBuilder::count_refused(const Target& target) {
  switch (target.kind) {
    case TargetKind::Script:
      removals_.add(Removal::ScriptUrl);
      break;
    case TargetKind::Data:
      removals_.add(Removal::DataUrl);
      break;
    case TargetKind::Refused:
      removals_.add(Removal::RefusedUrl);
      break;
    default:
      return;
  }
  ++result_.refused_links;
}

// <img>: its alternative text in brackets. What would have been fetched is counted.
void TextBuilder::image(const Picked& picked, const Declared* declared, bool seen) {
  ++result_.images;
  const auto size = [&](std::string_view attribute, Property property) {
    const std::int32_t styled = declared == nullptr ? -1 : declared->get(property, -1);
    const auto number = parse_integer(attribute);
    return styled >= 0 ? styled
           : number && !attribute.ends_with('%')
               ? static_cast<std::int32_t>(std::clamp<std::int64_t>(*number, 0, 100'000)) * kPixel
               : 100 * kPixel;
  };
  const bool tiny = size(picked[Pick::Width], Property::Width) <= 2 * kPixel &&
                    size(picked[Pick::Height], Property::Height) <= 2 * kPixel;
  const bool remote = is_remote(picked[Pick::Src]);
  if (remote) removals_.add(tiny || !seen ? Removal::TrackingPixel : Removal::RemoteImage);
  const bool web = remote && ascii::to_lower(picked[Pick::Src].front()) == 'h';
  const TargetKind kind = web ? TargetKind::Web : parse_target(picked[Pick::Src].substr(0, 256), 0).kind;
  if (kind == TargetKind::Refused) removals_.add(Removal::RefusedUrl);
  if (kind == TargetKind::Script) removals_.add(Removal::ScriptUrl);
  if (kind == TargetKind::Data) removals_.add(Removal::DataImage);
  if (!seen || tiny) return;
  if (link_depth_ > 0) links_.at(link_depth_ - 1).image = true;
  std::string_view alt = picked[Pick::Alt];
  std::string line;
  if (alt.size() > kMaxAltBytes || plain_run(alt) < alt.size()) alt = line = utf8::one_line(alt, kMaxAltBytes);
  alt = ascii::trim(alt);
  if (!alt.empty()) flow().put({"[", alt, "]"});
}

void TextBuilder::input(const Picked& picked, bool seen) {
  const auto is = [&](std::string_view type) { return ascii::equal_ignoring_case(picked[Pick::Type], type); };
  if (is("password")) removals_.add(Removal::PasswordField);
  if (is("image") && is_remote(picked[Pick::Src])) removals_.add(Removal::RemoteImage);
  if (!seen || is("hidden") || is("password")) return;
  if (is("checkbox") || is("radio")) {
    flow().put(picked.has(Pick::Checked) ? "[x]" : "[ ]");
    return flow().blank();
  }
  const std::string value = utf8::one_line(is("image") ? picked[Pick::Alt] : picked[Pick::Value], kMaxAltBytes);
  std::string shown = "[";
  if (!value.empty()) flow().put(shown.append(value).append("] "));
}

// A number raised after a letter or digit would read as part of it: "10^6", "m^2".
void TextBuilder::superscript(std::string_view utf8) {
  in_superscript_ = false;
  const char32_t before = flow().last_character();
  const bool number = ascii::is_digit(utf8.front()) || utf8.front() == '-' || utf8.front() == '+';
  if (number && before < 0x80 && ascii::is_alnum(static_cast<char>(before))) flow().put("^");
}

void TextBuilder::count_element(const Element& element, const Name& name, const Picked& picked) {
  if ((element.flags & kFrame) != 0) removals_.add(Removal::Frame);
  if ((element.tag == Tag::Video || element.tag == Tag::Audio || element.tag == Tag::Embed ||
       element.tag == Tag::Source) &&
      is_remote(picked[Pick::Src])) {
    removals_.add(Removal::RemoteImage);
  }
  switch (element.tag) {
    case Tag::Script:
      removals_.add(Removal::Script);
      if (contains_ignoring_case(picked[Pick::Language], "starbasic") ||
          contains_ignoring_case(picked[Pick::Type], "starbasic"))
        removals_.add(Removal::StarBasic);
      break;
    case Tag::Meta:
      if (!picked[Pick::HttpEquiv].empty() &&
          !ascii::starts_with_ignoring_case(picked[Pick::HttpEquiv], "content-type") &&
          !ascii::starts_with_ignoring_case(picked[Pick::HttpEquiv], "content-language") &&
          !contains_ignoring_case(picked[Pick::HttpEquiv], "-type")) {
        removals_.add(Removal::MetaEquiv);
      }
      break;
    case Tag::Base:
      removals_.add(Removal::Base);
      break;
    case Tag::Link:
      removals_.add(Removal::LinkElement);
      for (const std::string_view office : {"file-list", "edit-time-data", "ole-object-data", "themedata", "oa-file"}) {
        if (contains_ignoring_case(picked[Pick::Rel], office)) removals_.add(Removal::OfficeData);
      }
      break;
    case Tag::Form:
      removals_.add(Removal::Form);
      break;
    case Tag::Template:
      removals_.add(Removal::Template);
      break;
    case Tag::Plaintext:
    case Tag::Xmp:
    case Tag::Listing:
    case Tag::Noembed:
    case Tag::Noframes:
      removals_.add(Removal::RawElement);
      break;
    case Tag::Svg:
    case Tag::Math:
      removals_.add(Removal::Drawing);
      break;
    case Tag::Xml:
      removals_.add(Removal::XmlIsland);
      break;
    case Tag::Unknown:
      if (name.starts_with("v:")) removals_.add(Removal::Vml);
      if (name == "o:file") removals_.add(Removal::OfficeData);
      if (name == "hta:application") removals_.add(Removal::Hta);
      if (name == "o:p" || name.starts_with("amp-")) removals_.add(Removal::ProgramMarkup);
      break;
    default:
      break;
  }
}

}  // namespace mugai::html
