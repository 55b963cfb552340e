// ContentWriter: the state of one run of rewrite_content(). Operands are written as they are read; the operator then
// accepts them, or they are cut off the output again.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lib/formats/pdf/content/lexer.h"
#include "lib/formats/pdf/content/operators.h"
#include "lib/formats/pdf/content/rewrite.h"

namespace mugai::pdf {

enum class OperandType : std::uint8_t { Integer, Real, Name, String, Numbers, Texts, Dictionary, Other };

struct Operand {
  OperandType type = OperandType::Other;
  std::size_t begin = 0, end = 0;  // in the output
};

class ContentWriter {
 public:
  ContentWriter(Bytes content, ContentKind kind, ContentResources& resources, Buffer& out, ContentReport& report,
                const ContentLimits& limits);
  Result<void> run();

 private:
  static constexpr std::size_t kMaxOperands = 40;  // 32 components, a name, and some to spare
  static constexpr std::size_t kMaxNesting = 32;   // arrays and dictionaries as operands

  enum class TextObject : std::uint8_t { None, Open, Opened };  // Opened: by us, for text outside of BT … ET
  struct Marked {
    bool written = false;
    bool hidden = false;
  };

  // Operands (operands.cc).
  void read_operand();
  OperandType read_array();
  OperandType read_dictionary();
  void skip_value(std::size_t depth);
  bool read_property(std::string_view key);
  bool read_box();
  void push(OperandType type, std::size_t begin);

  // Operators (writer.cc).
  Result<void> read_operator();
  bool fits(const Operator& row);
  bool fits_colors(bool may_end_with_name) const;
  void take_operator(const Operator& row);
  void drop(const Operator& row, CatalogueId id, std::string_view why);
  void emit(const Operator& row);
  void emit(std::string_view text);  // an operator without operands of our own
  void clear_operands();
  void finish();
  void tell();

  // Effects (effects.cc).
  void apply(const Operator& row);
  void save(const Operator& row);
  void restore(const Operator& row);
  void begin_text(const Operator& row);
  void end_text(const Operator& row);
  void text(const Operator& row);
  void hidden_text(const Operator& row);
  void leave_text();
  void render_mode(const Operator& row);
  void path(const Operator& row);
  void color_space(const Operator& row);
  void color_pattern(const Operator& row);
  void resource(const Operator& row, ResourceKind kind);
  void intent(const Operator& row);
  void glyph_width(const Operator& row);
  void begin_marked(const Operator& row);
  void begin_marked_properties(const Operator& row);
  void push_marked(const Operator& row, bool written, bool hidden);
  void end_marked(const Operator& row);
  Result<void> inline_image();
  void emit_image(const InlineImage& image);

  [[nodiscard]] std::string_view operand_text(std::size_t index) const;
  [[nodiscard]] bool has(ResourceKind kind, std::string_view canonical_name);

  Lexer lexer_;
  ContentKind kind_;
  ContentResources& resources_;
  Output out_;
  ContentReport& report_;
  const ContentLimits& limits_;

  std::array<Operand, kMaxOperands> operands_{};
  std::size_t operand_count_ = 0;
  bool operands_lost_ = false;  // one was unreadable or too many: the operator goes too
  std::size_t clean_end_ = 0;   // of the output, before the operands

  std::vector<int> render_modes_{0};  // one a q
  std::uint32_t skipped_saves_ = 0;
  std::vector<Marked> marked_;
  std::uint32_t skipped_marks_ = 0;
  std::uint32_t hidden_marks_ = 0;
  TextObject text_object_ = TextObject::None;
  bool has_point_ = false;
  bool first_ = true;  // no operator yet
  std::uint64_t image_bytes_ = 0;
  std::uint32_t mended_images_ = 0;
  std::array<std::map<std::string, bool, std::less<>>, kResourceKindCount> known_names_;
  std::string name_storage_;
  std::uint32_t unknown_operators_ = 0, wrong_operands_ = 0, too_many_operands_ = 0, stray_operands_ = 0;
  std::uint32_t stray_bytes_ = 0;
};

}  // namespace mugai::pdf
