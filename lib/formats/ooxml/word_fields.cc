#include "lib/formats/ooxml/word_fields.h"

#include "lib/formats/ooxml/field.h"

namespace mugai::ooxml {
namespace {

constexpr std::size_t kMaxNesting = 20;  // Word's own limit
using xml::ElementDecision;
using xml::Verdict;

}  // namespace

bool WordFields::judge(std::string_view instruction, bool nests, bool spoilt) {
  FieldVerdict verdict = judge_field(instruction, nests);
  if (verdict.link && !reporter_.keeps(policy::Category::Hyperlinks)) verdict.keep = false;
  if (verdict.property && !reporter_.keeps(policy::Category::Properties)) verdict.keep = false;
  if (verdict.keep && spoilt) verdict = {false, "WML-015", false};
  if (verdict.keep) return true;
  const auto category = verdict.link ? policy::Category::Hyperlinks : policy::Category::ActiveFields;
  reporter_.tell(verdict.id, category, where_, Action::Flattened, std::string(instruction.substr(0, 120)));
  return false;
}

// The innermost field has read its instruction: decide.
void WordFields::settle(Story& story) {
  Field& field = story.back();
  field.in_instruction = false;
  field.keep = judge(field.instruction, field.nests, field.spoilt);
  if (field.covered) {
    if (!field.keep) story[story.size() - 2].spoilt = true;
    return;
  }
  // The condition may have been given up before (too much output waited): then nothing of the field was written.
  if (!filter_->resolve(field.condition, field.keep)) field.keep = false;
}

ElementDecision WordFields::on_field_char(std::string_view type) {
  Story& story = stories_.back();
  if (type == "begin") {
    Field field;
    if (!story.empty() && (story.back().in_instruction || story.back().covered)) {
      field.covered = true;
      field.condition = story.back().condition;
      if (story.back().in_instruction) {
        story.back().nests = true;
        if (story.size() >= kMaxNesting) story.back().spoilt = true;
      }
    } else {
      field.condition = filter_->open_condition();
    }
    const xml::ConditionId condition = field.condition;
    story.push_back(std::move(field));
    return {Verdict::Keep, condition};
  }
  const bool separate = type == "separate";
  if ((!separate && type != "end") || story.empty() || (separate && !story.back().in_instruction)) {
    reporter_.tell("WML-019", policy::Category::ActiveFields, where_, Action::Removed, "field mark out of place");
    return {Verdict::Drop};
  }
  if (story.back().in_instruction) settle(story);
  const Field& field = story.back();
  const ElementDecision decision = field.covered ? ElementDecision{Verdict::Keep, field.condition}
                                                 : ElementDecision{field.keep ? Verdict::Keep : Verdict::Drop};
  if (!separate) story.pop_back();
  return decision;
}

ElementDecision WordFields::on_instruction() {
  const Story& story = stories_.back();
  if (story.empty() || !story.back().in_instruction) {
    reporter_.tell("WML-019", policy::Category::ActiveFields, where_, Action::Removed,
                   "field instruction out of place");
    return {Verdict::Drop};
  }
  return {Verdict::Keep, story.back().condition};
}

void WordFields::on_instruction_text(std::string_view text) {
  Story& story = stories_.back();
  if (story.empty() || !story.back().in_instruction) return;
  std::string& instruction = story.back().instruction;
  const std::size_t room = kMaxInstructionBytes + 1 - std::min(instruction.size(), kMaxInstructionBytes + 1);
  instruction.append(text.substr(0, room));
}

ElementDecision WordFields::on_run_content() {
  if (!holds_content()) return {Verdict::Keep};
  return {Verdict::Keep, stories_.back().back().condition};
}

bool WordFields::keeps_simple(std::string_view instruction) {
  Story& story = stories_.back();
  const bool keep = judge(instruction, false, false);
  if (!story.empty() && story.back().in_instruction) {
    story.back().nests = true;
    if (!keep) story.back().spoilt = true;
  }
  return keep;
}

}  // namespace mugai::ooxml
