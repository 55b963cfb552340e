// Tokenizer: HTML text in chunks → tokens, by the tokenization section of the HTML standard (13.2.5), state by state.
//
// In:    UTF-8 in chunks of any size. Any chunking gives the same tokens (adjacent pieces of text joined). CRLF and
//        CR become LF. The tokenizer is transparent to bytes above 0x7F: the caller sees to valid UTF-8.
// Out:   calls of a TokenHandler.
// Cost:  one pass, linear; SSE2 where there is SSE2. A tag that is written as programs write it is read in one step
//        (states_plain.cc), any other goes through the states. Memory is bounded by Limits.
// Gaps:  parse errors are not reported one by one; those that matter to safety are counted (Irregularities). Past a
//        limit of Limits the value is cut, which the standard does not know.
//
// The standard couples tokenizer and tree construction in two places. Both are the handler's to say, from within
// on_start_tag: set_state(content_state(name)) and set_cdata_allowed().
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/formats/html/names.h"
#include "lib/formats/html/states.h"

namespace mugai::html {

// Views are valid during the call only.
struct Attribute {
  Name name;               // ASCII lower-case
  std::string_view value;  // character references replaced
};

struct Doctype {
  std::optional<std::string_view> name;  // ASCII lower-case
  std::optional<std::string_view> public_id;
  std::optional<std::string_view> system_id;
  bool force_quirks = false;
};

// Receives tokens in document order. All views are valid during the call only.
class TokenHandler {
 public:
  virtual ~TokenHandler() = default;
  // A piece of a run of text; may be called several times for one run.
  virtual void on_text(std::string_view utf8) = 0;
  // Of attributes with the same name the first is given, the others are dropped.
  virtual void on_start_tag(const Name& name, std::span<const Attribute> attributes, bool self_closing) = 0;
  virtual void on_end_tag(const Name& name) = 0;
  virtual void on_comment(std::string_view /*text*/) {}
  virtual void on_doctype(const Doctype& /*doctype*/) {}
  virtual void on_eof() {}
};

// Bytes and counts. What is over is dropped and counted in Irregularities::cut; the token is given all the same.
struct Limits {
  std::uint64_t max_value_bytes = std::uint64_t{64} << 10;    // of one tag name, attribute name or attribute value
  std::uint64_t max_tag_bytes = std::uint64_t{1} << 20;       // of one tag, all names and values together
  std::uint64_t max_attributes = 512;                         // of one tag
  std::uint64_t max_comment_bytes = std::uint64_t{64} << 10;  // of one comment, and of each part of one doctype
};

// What a careful reader wants to know about the way the input was written. Counts.
struct Irregularities {
  std::uint64_t nul = 0;  // U+0000 anywhere
  std::uint64_t duplicate_attributes = 0;
  std::uint64_t odd_attributes = 0;    // without white space before the name, or with < " ' = in a name or bare value
  std::uint64_t cut = 0;               // names, values, attributes, comments and doctypes over Limits
  std::uint64_t swallowed_by_eof = 0;  // 1 where the input ends inside a tag, comment or raw text element
};

class TagMemory;

class Tokenizer {
 public:
  // `handler` must outlive the tokenizer.
  Tokenizer(TokenHandler& handler, const Limits& limits);
  ~Tokenizer();
  Tokenizer(const Tokenizer&) = delete;
  Tokenizer& operator=(const Tokenizer&) = delete;

  // Sets the state for what follows: before the first write, or from within on_start_tag.
  void set_state(State state) noexcept { state_ = state; }
  // With the name whose end tag ends an RCDATA, RAWTEXT or script data state that no start tag came before.
  void set_state(State state, std::string_view last_start_tag);
  // True while the current element is not in the HTML namespace (svg, math): <![CDATA[ is then a CDATA section.
  void set_cdata_allowed(bool allowed) noexcept { cdata_allowed_ = allowed; }

  void write(std::string_view utf8);
  // Ends the input; calls on_eof(). Nothing may be written after it.
  void finish();

  [[nodiscard]] const Irregularities& irregularities() const noexcept { return irregular_; }
  [[nodiscard]] State state() const noexcept { return state_; }
  // Within on_start_tag: a number that start tags share which are the same to the byte, but perhaps for the value of
  // the first attribute where it is `href` of `a` or `src` of `img`. No other tag has it; 0 where it is not known.
  [[nodiscard]] std::uint32_t tag_number() const noexcept { return tag_number_; }

 private:
  struct Impl;
  friend struct Impl;
  struct Span {
    std::uint64_t begin = 0;
    std::uint64_t size = 0;
  };
  struct AttributeSpans {
    Span name;
    Span value;
  };

  TokenHandler& handler_;
  const Limits limits_;
  Irregularities irregular_;
  State state_ = State::Data;
  State return_state_ = State::Data;  // of a character reference
  bool cdata_allowed_ = false;
  bool skip_line_feed_ = false;  // the last character was a CR
  bool is_end_tag_ = false;
  bool self_closing_ = false;
  bool drop_attribute_ = false;  // the current attribute is a duplicate or over a limit
  bool value_cut_ = false;       // the current name or value has reached its limit
  bool odd_ = false;             // the current attribute has been counted as odd
  bool in_attribute_ = false;
  std::uint32_t reference_code_ = 0;
  std::string tag_;  // names and values of the current tag, one after the other
  std::uint64_t tag_name_size_ = 0;
  AttributeSpans attribute_;  // the one being read
  std::vector<AttributeSpans> attributes_;
  std::vector<Attribute> views_;
  std::array<Attribute, 32> plain_attributes_;  // of a tag that is read in one step
  std::string plain_;                           // names and values of such a tag that are not as the chunk has them
  std::unique_ptr<TagMemory> memory_;           // of tags that come again
  std::uint32_t tag_number_ = 0;
  std::string lines_;  // a chunk without its CRs
  std::string comment_;
  bool comment_cut_ = false;
  std::string pending_;  // characters looked at but not decided on: at most a few dozen
  std::string last_start_tag_;
  std::string doctype_name_, doctype_public_, doctype_system_;
  bool has_doctype_name_ = false, has_public_ = false, has_system_ = false, force_quirks_ = false;
};

}  // namespace mugai::html
