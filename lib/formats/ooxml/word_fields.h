// Word fields in their split form: w:fldChar begin, instruction runs, separate, result runs, end, nested and spread
// over paragraphs (ECMA-376-1, 17.16.18). Whether a field stays is known at "separate"; until then its pieces wait
// under one condition of the filter. A field that goes leaves its result.
//
// One condition covers the whole instruction of an outermost field with all that is nested in it: a field stays only if
// everything that its instruction nests may stay.
// Known gap: a field that was kept and never ends is left as it is; Word reads on to the end of the story.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "lib/formats/ooxml/reporter.h"
#include "lib/formats/xml/filter.h"

namespace mugai::ooxml {

class WordFields {
 public:
  WordFields(Reporter& reporter, std::string_view where) : reporter_(reporter), where_(where) {
    stories_.emplace_back();
  }
  void attach(xml::Filter& filter) noexcept { filter_ = &filter; }

  // Stories nest: a text box has fields of its own.
  void enter_story() { stories_.emplace_back(); }
  void leave_story() {
    if (stories_.size() > 1) stories_.pop_back();
  }

  xml::ElementDecision on_field_char(std::string_view type);
  xml::ElementDecision on_instruction();
  void on_instruction_text(std::string_view text);
  xml::ElementDecision on_run_content();
  // Whether run content here hangs on a field: it lies in an instruction.
  [[nodiscard]] bool holds_content() const noexcept {
    const Story& story = stories_.back();
    return !story.empty() && (story.back().in_instruction || story.back().covered);
  }
  // The instruction of a w:fldSimple.
  bool keeps_simple(std::string_view instruction);

 private:
  struct Field {
    xml::ConditionId condition = 0;
    bool covered = false;  // lies in the instruction of another field, whose condition it shares
    bool in_instruction = true;
    bool keep = false;
    bool nests = false;
    bool spoilt = false;  // nests a field that may not stay
    std::string instruction;
  };
  using Story = std::vector<Field>;

  bool judge(std::string_view instruction, bool nests, bool spoilt);
  void settle(Story& story);

  Reporter& reporter_;
  std::string where_;
  xml::Filter* filter_ = nullptr;
  std::vector<Story> stories_;
};

}  // namespace mugai::ooxml
