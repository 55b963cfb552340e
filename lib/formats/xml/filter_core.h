// FilterCore: the machine behind Filter. Not for use outside of this folder.
//
// Three layers. The window (filter.cc) collects the document in pieces of fixed size, checks its characters and
// decides how much can be tokenised. The general path (filter_text.cc, filter_tags.cc) takes any token, does all
// checks and writes the canonical form. The fast path (filter_fast.cc) takes only tokens that already are canonical
// and whose names the general path has met and found kept without question; it decides nothing and leaves
// every other token to the general path. So what is right is decided in one place, and the fast path can be compared
// with it.
//
// A run is a stretch of the window, from run_ to p_, that will be written as it stands.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/formats/xml/fast_table.h"
#include "lib/formats/xml/filter.h"
#include "lib/formats/xml/lexer.h"
#include "lib/formats/xml/output.h"
#include "lib/formats/xml/scan.h"
#include "lib/formats/xml/scope.h"
#include "lib/formats/xml/transcode.h"

namespace mugai::xml {

// One attribute of the tag at hand.
struct AttributeState {
  std::string_view raw_name;
  std::string_view raw_value;
  std::string_view local_name;
  UriId uri = 0;       // of the attribute's name; of a declaration: what it declares
  AttributeId id = 0;  // 0: not listed, or a declaration
  bool is_declaration = false;
  bool is_removed = false;
  bool is_decided = false;  // set by the delegate: no rule is asked
  std::string value;        // decoded
};

// The tag at hand, behind StartTag.
class StartTagState {
 public:
  ElementId element = 0;
  std::uint32_t depth = 0;
  std::vector<AttributeState> attributes;  // the first `count` are valid; the others keep their memory
  std::size_t count = 0;
  std::vector<NamespaceId> wanted;  // StartTag::declare()
  const Scope* scope = nullptr;
  const Vocabulary* vocabulary = nullptr;

  AttributeState& add();
  AttributeState* find(AttributeId id);
};

// An open element. The plain ones are made and ended by the fast path, too.
struct Frame : PlainFrame {
  FastElement* fast = nullptr;  // its name is that of this entry, else names_[name_begin…]
  GuardId outer_guard = 0;      // to go back to, with has_content_guard
  std::uint32_t name_begin = 0;
  Scope::Mark mark;
};

class FilterCore final : public Sink {
 public:
  FilterCore(const Vocabulary& vocabulary, Delegate& delegate, Sink& out, const Limits& limits, Engine engine);

  Result<void> write_document(Bytes bytes) { return transcoder_.write(bytes); }
  Result<void> finish_document() { return transcoder_.finish(); }
  Output& output() noexcept { return output_; }
  std::string_view root_namespace;
  std::string root_name;

  // Called by the transcoder, with UTF-8.
  using Sink::write;
  Result<void> write(Bytes bytes) override;
  Result<void> finish() override;

 private:
  static constexpr std::size_t kStopsBehind = 4;  // the fast path looks this far ahead at most

  enum class Progress : std::uint8_t { Done, NeedMore };
  enum class Place : std::uint8_t { Start, Prolog, Content, Epilog };
  enum class Inside : std::uint8_t { Nothing, Comment, Instruction, Cdata };

  // filter.cc: the window
  Result<void> process(bool is_final);
  Result<void> tokenize();
  Result<Progress> step();
  Result<void> compact();
  [[nodiscard]] std::string_view rest() const noexcept { return {p_, static_cast<std::size_t>(end_ - p_)}; }
  [[nodiscard]] std::uint64_t offset() const noexcept {
    return window_offset_ + static_cast<std::uint64_t>(p_ - window_.get());
  }
  [[nodiscard]] Error fail(const char* what) const { return make_error(ErrorCode::Malformed, what, offset()); }
  Result<Progress> need_more() const;
  Result<void> flush_run();
  Result<void> keep_token(std::size_t size);
  Result<void> emit(std::string_view bytes);
  void note(Dropped::Kind kind, UriId uri, std::string_view local_name, ElementId element, AttributeId attribute,
            ElementId owner);
  void report_dropped();

  // filter_text.cc: everything but tags
  Result<Progress> start_document();
  Result<Progress> markup();
  Result<Progress> text();
  Result<void> character_data(std::string_view raw, bool is_cdata);
  Result<void> flush_asked_text();
  Result<void> write_text(const std::string& text);
  Result<Progress> begin_comment();
  Result<Progress> skip_comment();
  Result<Progress> begin_instruction();
  Result<Progress> skip_instruction();
  Result<Progress> begin_cdata();
  Result<Progress> cdata();

  // filter_tags.cc: the general path of tags
  struct Expanded {
    UriId uri;
    std::string_view local_name;
  };
  Result<Progress> start_tag();
  Result<Progress> end_tag();
  Result<void> open_element(std::size_t size);
  Result<void> close_element(std::size_t size);
  Result<void> declare_namespaces();
  Result<void> resolve_attributes();
  Result<void> check_unique();
  Result<Expanded> resolve(std::string_view name, bool is_attribute) const;
  Rule foreign_rule(const Expanded& name);
  ElementDecision judge(Frame& frame, const Expanded& name);
  Result<void> apply(const ElementDecision& decision, Frame& frame, std::size_t size);
  void filter_attributes(const Frame& frame);
  void build_start_tag(const Vocabulary::Element& info);
  void choose_declarations(NamespaceId own);
  void append_declaration(NamespaceId ns);
  Result<void> write_start_tag(const ElementDecision& decision, Frame& frame, std::size_t size);
  Result<void> write_end_tag(const Frame& frame, std::size_t size);
  void set_text_rule(Frame& frame) const;
  void learn(Frame& frame);
  [[nodiscard]] std::string_view raw_name(const Frame& frame) const;

  // filter_fast.cc
  void index_window();
  Result<void> run_fast();
  template <class Name>
  Result<void> run_fast_with();
  struct FastTag {
    FastElement* element = nullptr;
    const std::uint32_t* close = nullptr;  // the stop of its '>'
    bool is_empty = false;
  };
  FastTag known_shape(const char* base, const std::uint32_t* stop, const ShapeNode* node);
  bool shapes_hold(FastElement& element);
  void learn_shape(const char* base, const std::uint32_t* stop, const FastTag& tag, FastElement* parent);
  template <class Name>
  FastTag fast_start_tag(const char* base, const std::uint32_t* stop);
  FastElement* fast_element(const char* name, std::size_t length);
  const std::uint32_t* fast_attributes(const char* base, FastElement& element, std::uint32_t at,
                                       const std::uint32_t* stop);
  [[nodiscard]] const std::uint32_t* kept_leaf(const char* base, std::uint32_t from, const FastTag& tag);
  Result<bool> fast_asked_text(const Frame& top, const char* end);
  void commit(const char* p, const Frame* top) noexcept;
  [[nodiscard]] bool revalidate(FastName& name);

  const Vocabulary& vocabulary_;
  Delegate& delegate_;
  const Limits limits_;
  const Engine engine_;
  Output output_;
  Scope scope_;
  Transcoder transcoder_;

  std::unique_ptr<char[]> window_;
  std::size_t capacity_ = 0;
  std::size_t size_ = 0;             // bytes in the window
  std::size_t checked_ = 0;          // of them known to be characters
  std::uint64_t window_offset_ = 0;  // of the window in the document
  const char* p_ = nullptr;
  const char* end_ = nullptr;  // of the checked bytes
  const char* run_ = nullptr;  // nullptr: no run
  bool is_final_ = false;
  std::unique_ptr<std::uint32_t[]> stops_;  // index of the window (scan.h); not cleared: most parts are small
  std::size_t stops_capacity_ = 0;
  const std::uint32_t* stop_ = nullptr;

  Place place_ = Place::Start;
  Inside inside_ = Inside::Nothing;
  std::vector<Frame> frames_;  // [0] is the document; fixed size
  std::uint32_t depth_ = 0;
  std::string names_;               // raw names of open elements that the fast table does not know
  std::uint32_t dropped_from_ = 0;  // depth of the outermost dropped element; 0: none

  bool has_asked_text_ = false;
  ElementId asked_owner_ = 0;
  std::uint32_t asked_depth_ = 0;
  std::string asked_text_;
  std::string asked_escaped_;  // of its own: it is made while scratch_ and scratch2_ wait to be written

  RawTag tag_;
  StartTagState state_;
  std::vector<NamespaceId> declared_;  // of the tag at hand: declarations of the input that stay, then added ones
  std::string scratch_;
  std::string scratch2_;
  FastTable fast_;
  FastShapes shapes_;

  struct Note {
    Dropped dropped;
    std::string namespace_uri;
    std::string local_name;
  };
  std::map<std::string, Note> notes_;
  std::string note_key_;
  std::uint64_t other_notes_ = 0;
};

}  // namespace mugai::xml
