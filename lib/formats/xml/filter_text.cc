// The general path of everything that is not a tag: the XML declaration, character data, CDATA sections, comments,
// processing instructions. All may be larger than the window and are taken in pieces.
#include <algorithm>
#include <cstring>

#include "lib/base/check.h"
#include "lib/formats/xml/escape.h"
#include "lib/formats/xml/filter_core.h"
#include "lib/formats/xml/names.h"

namespace mugai::xml {

namespace {

constexpr std::size_t kMaxDeclarationBytes = 4096;

// How much of character data that goes on behind the window can be taken now: not the beginning of "]]>", of a line
// end of two bytes or of a reference.
std::size_t divisible(std::string_view raw) noexcept {
  std::size_t size = raw.size();
  while (size > 0 && raw.size() - size < 2 && raw[size - 1] == ']')
    --size;
  if (size > 0 && raw[size - 1] == '\r') --size;
  const std::size_t from = size > kMaxReferenceBytes ? size - kMaxReferenceBytes : 0;
  const std::size_t reference = raw.substr(from, size - from).rfind('&');
  if (reference == std::string_view::npos) return size;
  return raw.substr(from + reference, size - from - reference).find(';') == std::string_view::npos ? from + reference
                                                                                                   : size;
}

bool all_space(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), is_space);
}

}  // namespace

// [22] prolog ::= XMLDecl? Misc* (doctypedecl Misc*)?
auto FilterCore::start_document() -> Result<Progress> {
  constexpr std::string_view kBegin = "<?xml";
  const std::string_view all = rest();
  if (!is_final_ && all.size() <= kBegin.size()) return Progress::NeedMore;
  std::string_view declared;
  std::size_t size = 0;
  if (all.substr(0, kBegin.size()) == kBegin && all.size() > kBegin.size() && is_space(all[kBegin.size()])) {
    const std::size_t end = all.find("?>");
    if (end == std::string_view::npos) {
      if (all.size() > kMaxDeclarationBytes) return make_error(ErrorCode::TooLarge, "the XML declaration is too long");
      return need_more();
    }
    size = end + 2;
    TRY_ASSIGN(const Declaration declaration, parse_declaration(all.substr(0, size), offset()));
    declared = declaration.encoding;
  }
  TRY(check_declared_encoding(declared, transcoder_.encoding(), transcoder_.has_mark()));
  TRY(output_.append("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"));
  p_ += size;
  place_ = Place::Prolog;
  return Progress::Done;
}

auto FilterCore::markup() -> Result<Progress> {
  struct Form {
    std::string_view begin;
    Result<Progress> (FilterCore::*take)();
  };
  static constexpr Form kForms[] = {{"</", &FilterCore::end_tag},
                                    {"<!--", &FilterCore::begin_comment},
                                    {"<![CDATA[", &FilterCore::begin_cdata},
                                    {"<?", &FilterCore::begin_instruction},
                                    {"<!DOCTYPE", nullptr}};
  const std::string_view all = rest();
  for (const Form& form : kForms) {
    const std::size_t common = std::min(form.begin.size(), all.size());
    if (all.substr(0, common) != form.begin.substr(0, common)) continue;
    if (common < form.begin.size()) return need_more();
    if (form.take == nullptr) return dtd_error(offset());
    return (this->*form.take)();
  }
  return start_tag();
}

// [14] CharData; [27] Misc outside of the root element, where only white space may stand and is not kept.
auto FilterCore::text() -> Result<Progress> {
  const void* found = std::memchr(p_, '<', static_cast<std::size_t>(end_ - p_));
  const bool is_complete = found != nullptr || is_final_;
  std::string_view raw = rest();
  if (found != nullptr) raw = raw.substr(0, static_cast<std::size_t>(static_cast<const char*>(found) - p_));
  if (place_ != Place::Content) {
    if (!all_space(raw)) return fail("text outside of the root element");
    TRY(flush_run());
    p_ += raw.size();
    return Progress::Done;
  }
  if (!is_complete) raw = raw.substr(0, divisible(raw));
  if (raw.empty()) return need_more();
  TRY(character_data(raw, false));
  return Progress::Done;
}

// Takes `raw`, which stands at p_, and passes it.
Result<void> FilterCore::character_data(std::string_view raw, bool is_cdata) {
  scratch_.clear();
  if (is_cdata) {
    append_cdata(scratch_, raw);
  } else {
    TRY(append_text(scratch_, raw, offset()));
  }
  Frame& frame = frames_[depth_];
  if (dropped_from_ != 0) {
    p_ += raw.size();
    return ok();
  }
  if (frame.text == TextRule::Ask) {
    TRY(flush_run());
    if (has_asked_text_ && asked_depth_ != frame.text_depth) TRY(flush_asked_text());
    has_asked_text_ = true;
    asked_owner_ = frame.text_owner;
    asked_depth_ = frame.text_depth;
    asked_text_.append(scratch_);
    p_ += raw.size();
    if (asked_text_.size() <= limits_.asked_text_bytes) return ok();
    return make_error(ErrorCode::TooLarge, "a text that has to be judged is too long", offset());
  }
  if (frame.text == TextRule::WhiteSpaceOnly && !all_space(scratch_)) {
    const Vocabulary::Element& info = vocabulary_.element_info(frame.text_owner);
    if (!frame.has_lost_text) note(Dropped::Kind::Text, info.ns, info.local_name, frame.text_owner, 0, 0);
    frame.has_lost_text = true;
    scratch_.erase(std::remove_if(scratch_.begin(), scratch_.end(), [](char c) { return !is_space(c); }),
                   scratch_.end());
  }
  scratch2_.clear();
  append_escaped_text(scratch2_, scratch_);
  if (!is_cdata && scratch2_ == raw) return keep_token(raw.size());
  TRY(emit(scratch2_));
  p_ += raw.size();
  return ok();
}

// The text run that was collected for the delegate is complete: a tag of the output follows. Nothing else is waiting
// in front of it, because the run of the window was flushed when the text began.
Result<void> FilterCore::flush_asked_text() {
  has_asked_text_ = false;
  if (delegate_.on_text(asked_owner_, asked_text_) != Verdict::Drop) TRY(write_text(asked_text_));
  asked_text_.clear();
  return ok();
}

// Text that has passed through the delegate, which may have changed it.
Result<void> FilterCore::write_text(const std::string& text) {
  if (!is_text(text)) return make_error(ErrorCode::Internal, "a delegate made text that XML cannot hold");
  asked_escaped_.clear();
  append_escaped_text(asked_escaped_, text);
  return output_.append(asked_escaped_);
}

// [15] Comment ::= '<!--' ((Char - '-') | ('-' (Char - '-')))* '-->'
auto FilterCore::begin_comment() -> Result<Progress> {
  TRY(flush_run());
  note(Dropped::Kind::Comment, kNoNamespace, {}, 0, 0, 0);
  p_ += 4;
  inside_ = Inside::Comment;
  return Progress::Done;
}

auto FilterCore::skip_comment() -> Result<Progress> {
  const std::string_view all = rest();
  const std::size_t end = all.find("--");
  if (end == std::string_view::npos) {
    // Keeps a last '-', which may be the first of two.
    p_ += all.size() - (!all.empty() && all.back() == '-' ? 1u : 0u);
    return need_more();
  }
  if (end + 2 >= all.size()) {
    p_ += end;
    return need_more();
  }
  if (all[end + 2] != '>') return fail("'--' in a comment");
  p_ += end + 3;
  inside_ = Inside::Nothing;
  return Progress::Done;
}

// [16] PI ::= '<?' PITarget (S (Char* - (Char* '?>' Char*)))? '?>'
auto FilterCore::begin_instruction() -> Result<Progress> {
  const std::string_view all = rest();
  const std::size_t end = all.find_first_of(" \t\r\n?", 2);
  if (end == std::string_view::npos) {
    if (all.size() > limits_.name_bytes) return make_error(ErrorCode::TooLarge, "a name is too long", offset());
    return need_more();
  }
  const std::string_view target = all.substr(2, end - 2);
  if (!is_pi_target(target)) return fail("a processing instruction has no valid target");
  if (all[end] == '?') {  // the target alone: nothing but "?>" may follow
    if (end + 1 >= all.size()) return need_more();
    if (all[end + 1] != '>') return fail("a processing instruction has no valid target");
  }
  TRY(flush_run());
  note(Dropped::Kind::ProcessingInstruction, kNoNamespace, target, 0, 0, 0);
  p_ += end;
  inside_ = Inside::Instruction;
  return Progress::Done;
}

auto FilterCore::skip_instruction() -> Result<Progress> {
  const std::string_view all = rest();
  const std::size_t end = all.find("?>");
  if (end == std::string_view::npos) {
    p_ += all.size() - (!all.empty() && all.back() == '?' ? 1u : 0u);
    return need_more();
  }
  p_ += end + 2;
  inside_ = Inside::Nothing;
  return Progress::Done;
}

// [18] CDSect ::= '<![CDATA[' (Char* - (Char* ']]>' Char*)) ']]>'
auto FilterCore::begin_cdata() -> Result<Progress> {
  if (place_ != Place::Content) return fail("CDATA outside of the root element");
  TRY(flush_run());
  if (dropped_from_ == 0) note(Dropped::Kind::Cdata, kNoNamespace, {}, 0, 0, 0);
  p_ += 9;
  inside_ = Inside::Cdata;
  return Progress::Done;
}

auto FilterCore::cdata() -> Result<Progress> {
  const std::string_view all = rest();
  const std::size_t end = all.find("]]>");
  std::size_t take = end;
  if (end == std::string_view::npos) {
    take = all.size();
    while (take > 0 && all.size() - take < 2 && all[take - 1] == ']')
      --take;
  }
  // A CR at the end of a piece waits for the LF that may follow; at the end of the section it stands alone.
  if (end == std::string_view::npos && take > 0 && all[take - 1] == '\r') --take;
  if (take > 0) TRY(character_data(all.substr(0, take), true));
  if (end == std::string_view::npos) return need_more();
  p_ += 3;
  inside_ = Inside::Nothing;
  return Progress::Done;
}

}  // namespace mugai::xml
