// Inside of the text writer: tokens → flows and tables, with a stack of open elements.
//
// The stack stands in for the standard's tree construction: implied end tags, scopes, and formatting elements that are
// closed across blocks. It is not the whole of it: nothing is moved (but text between table cells, which comes out
// before the table), and formatting is not opened again in the next block.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/formats/html/attributes.h"
#include "lib/formats/html/css.h"
#include "lib/formats/html/elements.h"
#include "lib/formats/html/flow.h"
#include "lib/formats/html/link_target.h"
#include "lib/formats/html/notable_hosts.h"
#include "lib/formats/html/removals.h"
#include "lib/formats/html/table.h"
#include "lib/formats/html/text_writer.h"
#include "lib/formats/html/tokenizer.h"
#include "lib/formats/html/visual_style.h"

namespace mugai::html {

class TextBuilder : public TokenHandler {
 public:
  explicit TextBuilder(const TextOptions& options);
  // The text is rarely longer than its HTML.
  void reserve(std::size_t html_bytes) { flow_->reserve(html_bytes); }
  void set_tokenizer(Tokenizer& tokenizer) noexcept { tokenizer_ = &tokenizer; }

  void on_text(std::string_view utf8) override;
  void on_start_tag(const Name& name, std::span<const Attribute> attributes, bool self_closing) override;
  void on_end_tag(const Name& name) override;
  void on_comment(std::string_view text) override;
  void on_eof() override;

  [[nodiscard]] bool is_over_limit() const noexcept { return counts_.bytes > options_.max_output_bytes; }
  // After on_eof().
  TextResult take_result();

 private:
  // An open element.
  struct Open {
    explicit Open(const Element* which) : element(which) {}
    const Element* element;
    std::uint64_t name_hash = 0;  // of an element that is not in the table
    VisualStyle style;
    std::uint32_t declared = 0;  // row in declared_ plus one; 0 where nothing is declared
    bool block = false;
    bool margin = false;
    bool prefixed = false;        // has a prefix in the flow
    bool list = false;            // has a row in lists_
    bool shown = false;           // its effects on the text are to be undone at its end
    bool link = false;            // has a row in links_
    bool foreign = false;         // within svg or math
    bool holds_foreign = false;   // what stands in it is
    bool ended = false;           // its end tag has come, but elements inside it are open
    bool drop_line_feed = false;  // <pre>: a line end right after the start tag does not count
  };
  struct List {
    char style = 0;  // '1', 'a', 'A', 'i', 'I'; 0 for a bullet, ' ' for no marker
    std::int64_t next = 1;
  };
  struct OpenTable {
    std::size_t stack_index = 0;
    TableText* text = nullptr;  // null past the limit of nested tables: cells are plain blocks
    bool cell_open = false;
    std::uint64_t held = 0;  // bytes of its cells that are charged
  };
  struct OpenLink {
    Target target;
    std::size_t flow = 0;  // which flow it began in
    bool image = false;    // holds a picture
  };

  // What is known of a start tag by its number (Tokenizer::tag_number): only of tags that count nothing.
  struct KnownTag {
    std::uint32_t number = 0;
    std::uint32_t sheet = 0;  // the state of the style sheet that `declared` is of
    const Element* element = nullptr;
    Picked picked;
    Declared declared;
  };

  // text_builder.cc: the stack
  [[nodiscard]] Open& top() noexcept { return stack_.back(); }
  [[nodiscard]] Flow& flow() noexcept { return *flow_; }
  void open_flow();
  void close_flow();
  // Within svg or math.
  [[nodiscard]] bool is_foreign() noexcept { return top().holds_foreign; }
  void push(const Element& element, const Name& name, const Declared* declared, const Picked& picked);
  static bool takes_lines(const Element& element, const VisualStyle& style, std::int32_t display);
  void rule_above();
  void pop();
  void pop_to(std::size_t index);  // so that `index` elements are left
  void pop_ended() {
    while (top().ended)
      pop();
  }
  void close_implied(const Element& element);
  void end_formatting(std::size_t index);
  void close_early(std::size_t index);
  [[nodiscard]] std::optional<std::size_t> find_open(const Element& element, std::uint64_t hash,
                                                     std::uint32_t barrier) const;
  const Declared* declarations(const Element& element, const Name& name, const Picked& picked);
  const Declared* find_declarations(const Element& element, const Name& name, const Picked& picked);
  void declare(const Element& element, const Name& name, const Picked& picked, Declared& declared);
  const Declared& inline_style(std::string_view css);
  void hidden_text(std::string_view utf8);
  bool start_foreign(const Element& element, const Name& name, const Picked& picked, bool self_closing);
  void start_void(const Element& element, const Name& name, const Picked& picked);
  void start_new(const Name& name, std::span<const Attribute> attributes, bool self_closing, KnownTag* row);
  void start_tag(const Element& element, const Name& name, const Picked& picked, bool self_closing);
  [[nodiscard]] std::uint64_t counted() const noexcept { return removals_.total() + css_.remote + css_.active; }

  // text_elements.cc: what elements do
  void start_element(const Element& element, const Picked& picked);
  void end_element(Open& open);
  void start_list_item(const Picked& picked);
  void start_link(const Picked& picked);
  void end_link();
  void count_refused(const Target& target);
  void count_notable(const Target& target);
  void image(const Picked& picked, const Declared* declared, bool seen);
  void input(const Picked& picked, bool seen);
  void count_element(const Element& element, const Name& name, const Picked& picked);
  void superscript(std::string_view utf8);

  // text_tables.cc
  bool start_table_part(const Element& element);  // false where the tag means nothing here
  void pop_to_table_part(std::initializer_list<Tag> parts);
  void start_table(const Picked& picked);
  void start_cell(const Picked& picked, bool header);
  void end_cell();
  void end_table();
  void end_table_part(const Element& element);

  const TextOptions& options_;
  Tokenizer* tokenizer_ = nullptr;
  FlowCounts counts_;
  Removals removals_;
  CssCounts css_;
  StyleSheet sheet_;
  std::string style_text_;  // of the <style> being read
  // Flows, tables and links within each other: rows up to the depth are in use, those above keep their room.
  std::vector<std::unique_ptr<Flow>> flows_;
  std::size_t flow_depth_ = 1;
  Flow* flow_ = nullptr;
  std::vector<std::unique_ptr<TableText>> table_texts_;
  std::size_t table_depth_ = 0;
  std::string table_lines_;
  std::vector<OpenLink> links_;
  std::size_t link_depth_ = 0;
  std::vector<Declared> declared_;  // of the open elements that declare something
  Declared scratch_;                // what declarations() gives
  std::vector<Open> stack_;
  std::vector<std::uint32_t> open_count_;  // of each row of the element table, by tag
  std::vector<List> lists_;
  std::vector<OpenTable> tables_;
  bool in_hidden_run_ = false;
  bool in_superscript_ = false;
  TextResult result_;

  static constexpr std::size_t kKnownTags = 128;
  std::vector<KnownTag> known_tags_;
  KnownTag* learning_ = nullptr;     // the row for the tag at hand, while it is not known
  const KnownTag* known_ = nullptr;  // the tag at hand
  std::uint64_t counted_before_ = 0;
  std::uint32_t sheet_state_ = 0;

  struct CachedStyle {
    std::string css;
    Declared declared;
    CssCounts counts;
  };
  std::vector<CachedStyle> style_cache_;  // newsletters repeat a few dozen inline styles
};

}  // namespace mugai::html
