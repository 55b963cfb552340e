// Inside of the page writer: tokens → the body of the rebuilt page, with a stack of open elements.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/formats/html/css.h"
#include "lib/formats/html/page_elements.h"
#include "lib/formats/html/tokenizer.h"
#include "lib/formats/html/visual_style.h"
#include "lib/policy/policy.h"

namespace mugai::html {

class PageBuilder : public TokenHandler {
 public:
  explicit PageBuilder(policy::Links links) : links_(links) { stack_.emplace_back(); }
  void set_tokenizer(Tokenizer& tokenizer) noexcept { tokenizer_ = &tokenizer; }

  void on_text(std::string_view utf8) override;
  void on_start_tag(const Name& name, std::span<const Attribute> attributes, bool self_closing) override;
  void on_end_tag(const Name& name) override;
  void on_eof() override;

  // The whole document, after on_eof().
  [[nodiscard]] std::string take_page();

 private:
  struct Open {
    std::string name;  // of the input; empty for the root and for what was put in
    const PageElement* element = nullptr;
    std::string tag;      // the start tag as it is written, for inline elements
    std::string target;   // shown behind a link that is taken away
    Declared declared;    // what the input says of its looks
    VisualStyle style;    // as the input is seen
    VisualStyle written;  // as the output is seen
    bool fresh = false;   // pre: a line end right behind its start tag does not count
  };

  // What the nearest written block is: that of the stack, from the top.
  [[nodiscard]] const Open& block() const;
  [[nodiscard]] Role block_role() const;
  [[nodiscard]] bool is_dropped() const;
  void open(std::string_view name, const PageElement& element, std::span<const Attribute> attributes);
  void open_implied(std::string_view name);
  void pop();
  void pop_to(std::size_t index);
  void close_nearest(std::initializer_list<Role> roles, std::initializer_list<Role> barriers);
  void make_room(const PageElement& element);  // closes and opens what must be before `element` can stand here
  const PageElement& as_allowed(const PageElement& element) const;
  void make_room_for_text();
  void sync_inline();
  void close_inline();
  void put_text(std::string_view utf8);
  void put_break(const PageElement& element, std::span<const Attribute> attributes);
  void start_link(Open& open, std::span<const Attribute> attributes);
  void picture(std::span<const Attribute> attributes);
  void body(std::span<const Attribute> attributes);
  Declared declarations(std::string_view name, std::span<const Attribute> attributes) const;
  bool skip_foreign(std::string_view name, bool self_closing);

  policy::Links links_;
  Tokenizer* tokenizer_ = nullptr;
  std::vector<Open> stack_;               // the first is the body
  std::vector<std::string> inline_tags_;  // start tags that are open around the text, with their names
  std::vector<std::string> inline_names_;
  std::string out_;
  std::string title_;
  std::string style_text_;
  std::string body_attributes_;
  StyleSheet sheet_;
  std::string foreign_;  // svg or math, while within it
  std::uint32_t foreign_depth_ = 0;
  bool has_title_ = false;
};

}  // namespace mugai::html
