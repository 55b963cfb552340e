// Tables in the text writer: each cell has a flow of its own; the table becomes lines of the flow around it when it
// ends.
#include <algorithm>
#include <utility>

#include "lib/base/ascii.h"
#include "lib/formats/html/text_builder.h"

namespace mugai::html {
namespace {

constexpr std::size_t kMaxNestedTables = 24;  // with cells of their own; text is copied once a level
constexpr std::uint64_t kMaxSpan = 1000;      // HTML standard 4.9.11

std::uint16_t parse_span(std::string_view text) {
  if (text.empty()) return 1;
  const std::string_view trimmed = ascii::trim(text);
  const auto digits = trimmed.substr(0, std::min<std::size_t>(6, trimmed.find_first_not_of("0123456789")));
  const std::uint64_t value = ascii::parse_decimal(digits).value_or(1);
  return static_cast<std::uint16_t>(std::clamp<std::uint64_t>(value, 1, kMaxSpan));
}

constexpr bool is_row_group(Tag tag) noexcept {
  return tag == Tag::Tbody || tag == Tag::Thead || tag == Tag::Tfoot;
}

}  // namespace

// "Clear the stack back to a table context" (13.2.6.4.9): closes what is open within the innermost table, down to the
// nearest of `parts` or to the table itself.
void TextBuilder::pop_to_table_part(std::initializer_list<Tag> parts) {
  const std::size_t table = tables_.back().stack_index;
  while (stack_.size() > table + 1 && std::find(parts.begin(), parts.end(), top().element->tag) == parts.end())
    pop();
}

bool TextBuilder::start_table_part(const Element& element) {
  const bool part = element.tag != Tag::Table;
  if (part && tables_.empty()) {
    if (element.tag == Tag::Td) flow().blank();
    if (element.tag == Tag::Tr) flow().block_edge(false);
    return false;
  }
  if (element.tag == Tag::Td) {
    pop_to_table_part({Tag::Tr, Tag::Tbody, Tag::Thead, Tag::Tfoot});
    if (top().element->tag != Tag::Tr) {
      start_table_part(find_element("tr"));
      push(find_element("tr"), "tr", nullptr, Picked());
      start_element(find_element("tr"), Picked());
    }
  } else if (element.tag == Tag::Tr) {
    pop_to_table_part({Tag::Tbody, Tag::Thead, Tag::Tfoot});
    OpenTable& table = tables_.back();
    if (table.text != nullptr) {
      if (table.text->take_early(table_lines_)) {
        counts_.bytes -= std::exchange(table.held, 0);
        flow().insert_lines(table_lines_);
      }
      table.text->begin_row();
    }
  } else if (part) {
    pop_to_table_part({});
  } else if (element.tag == Tag::Table && !tables_.empty() && !tables_.back().cell_open) {
    const Tag inside = top().element->tag;
    if (inside == Tag::Table || inside == Tag::Tr || is_row_group(inside)) pop_to(tables_.back().stack_index);
  }
  return true;
}

void TextBuilder::start_table(const Picked& picked) {
  const bool shown = !top().style.gone && !top().style.silent;
  const bool presentation = ascii::equal_ignoring_case(picked[Pick::Role], "presentation") ||
                            ascii::equal_ignoring_case(picked[Pick::Role], "none");
  OpenTable table;
  table.stack_index = stack_.size() - 1;
  if (shown && tables_.size() < kMaxNestedTables) {
    if (table_depth_ == table_texts_.size()) table_texts_.push_back(std::make_unique<TableText>());
    table.text = table_texts_.at(table_depth_++).get();
    table.text->start(options_.table_columns, presentation);
  }
  tables_.push_back(table);
}

void TextBuilder::start_cell(const Picked& picked, bool header) {
  OpenTable& table = tables_.back();
  if (table.text == nullptr || table.cell_open) return flow().block_edge(false);
  table.text->add_cell(parse_span(picked[Pick::ColSpan]), parse_span(picked[Pick::RowSpan]), header);
  table.cell_open = true;
  open_flow();
}

void TextBuilder::end_cell() {
  OpenTable& table = tables_.back();
  if (!table.cell_open) return flow().block_edge(false);
  const std::string_view text = flow().finish();
  counts_.bytes += text.size();
  table.held += text.size();
  table.text->set_last_text(text);
  close_flow();
  table.cell_open = false;
}

void TextBuilder::end_table() {
  const OpenTable table = tables_.back();
  tables_.pop_back();
  counts_.bytes -= table.held;
  if (table.text == nullptr) return;
  --table_depth_;
  if (!table.text->has_rows()) return;
  table.text->take(table_lines_);
  if (table_lines_.empty()) return;
  if (!tables_.empty() && tables_.back().text != nullptr && table_lines_.find('\n') != table_lines_.rfind('\n'))
    tables_.back().text->set_nested();
  flow().block_edge(table.text->is_data());
  flow().insert_lines(table_lines_);
  flow().block_edge(table.text->is_data());
}

// End tags of table parts reach the innermost table and no further.
void TextBuilder::end_table_part(const Element& element) {
  if (tables_.empty()) {
    if (element.tag == Tag::Tr) flow().block_edge(false);
    return;
  }
  for (std::size_t i = stack_.size(); i-- > tables_.back().stack_index;) {
    if (stack_.at(i).element->tag != element.tag) continue;
    return pop_to(i);
  }
}

}  // namespace mugai::html
