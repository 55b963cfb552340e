#include "lib/formats/pdf/content/writer.h"

namespace mugai::pdf {

ContentWriter::ContentWriter(Bytes content, ContentKind kind, ContentResources& resources, Buffer& out,
                             ContentReport& report, const ContentLimits& limits)
    : lexer_(content, limits.max_string_bytes, limits.max_name_bytes),
      kind_(kind),
      resources_(resources),
      out_(out, content.size() + content.size() / 16),
      report_(report),
      limits_(limits),
      clean_end_(out_.at()) {}

std::string_view ContentWriter::operand_text(std::size_t index) const {
  return out_.text(operands_[index].begin, operands_[index].end);
}

bool ContentWriter::has(ResourceKind kind, std::string_view canonical) {
  auto& known = known_names_[static_cast<std::size_t>(kind)];
  if (const auto it = known.find(canonical); it != known.end()) return it->second;
  const bool exists = resources_.has(kind, decoded_name(canonical, name_storage_));
  known.emplace(canonical, exists);
  return exists;
}

// 7.8.2:  content = *( *operand operator )
Result<void> ContentWriter::run() {
  for (lexer_.skip_space(); !lexer_.at_end(); lexer_.skip_space()) {
    const std::uint8_t byte = lexer_.peek();
    if (chars::is_regular(byte) && !chars::is(byte, chars::kNumber)) {
      TRY(read_operator());
    } else {
      read_operand();
    }
    if (out_.written() > limits_.max_output_bytes) {
      return make_error(ErrorCode::TooLarge, "content stream is too large", lexer_.offset());
    }
  }
  if (operand_count_ > 0 || operands_lost_) {
    ++stray_operands_;
    clear_operands();
  }
  finish();
  tell();
  out_.finish();
  return ok();
}

Result<void> ContentWriter::read_operator() {
  const std::string_view name = lexer_.word();
  const Operator* row = find_operator(name);
  if (row == nullptr) {
    if (name == "true" || name == "false" || name == "null") {
      push(OperandType::Other, out_.at());
      return ok();
    }
    ++unknown_operators_;
    clear_operands();
    return ok();
  }
  if (kind_ == ContentKind::DefaultAppearance && !row->in_default_appearance) {
    drop(*row, "PDF-082", "operator that has no place in a default appearance");
    if (row->effect != Effect::BeginImage) return ok();
    return make_error(ErrorCode::Malformed, "image within a default appearance", lexer_.offset());
  }
  if (row->effect == Effect::BeginImage) {
    clear_operands();
    TRY(inline_image());
    first_ = false;
    return ok();
  }
  if (operands_lost_ || !fits(*row)) {
    ++wrong_operands_;
    drop(*row, "PDF-082", {});
    if (row->effect == Effect::BeginMarkedProperties || row->effect == Effect::BeginMarked) {
      push_marked(*row, false, false);  // its EMC follows
    }
    return ok();
  }
  take_operator(*row);
  return ok();
}

// One character of Operator::operands against one operand.
static bool fits_one(char wanted, OperandType type) {
  switch (wanted) {
    case 'n':
      return type == OperandType::Integer || type == OperandType::Real;
    case 'i':
      return type == OperandType::Integer;
    case 's':
      return type == OperandType::String;
    case 'N':
      return type == OperandType::Name;
    case 'A':
      return type == OperandType::Texts || type == OperandType::Numbers;
    case 'D':
      return type == OperandType::Numbers;
    case 'P':
      return type == OperandType::Name || type == OperandType::Dictionary;
    default:
      return false;
  }
}

bool ContentWriter::fits_colors(bool may_end_with_name) const {
  std::size_t numbers = operand_count_;
  if (may_end_with_name && numbers > 0 && operands_[numbers - 1].type == OperandType::Name) {
    --numbers;
  } else if (numbers == 0) {
    return false;
  }
  if (numbers > 32) return false;
  for (std::size_t i = 0; i < numbers; ++i) {
    if (!fits_one('n', operands_[i].type)) return false;
  }
  return true;
}

// Whether the operands are those of `row`. Where there are more, the last ones count, as in most readers, and the
// others are cut out.
bool ContentWriter::fits(const Operator& row) {
  if (row.operands == "c" || row.operands == "p") return fits_colors(row.operands == "p");
  const std::size_t wanted = row.operands.size();
  if (operand_count_ < wanted) return false;
  const std::size_t extra = operand_count_ - wanted;
  if (extra > 0) {
    ++too_many_operands_;
    const std::size_t shift = (wanted == 0 ? out_.at() : operands_[extra].begin) - clean_end_;
    out_.erase(clean_end_, clean_end_ + shift);
    for (std::size_t i = 0; i < wanted; ++i) {
      const Operand& from = operands_[i + extra];
      operands_[i] = {from.type, from.begin - shift, from.end - shift};
    }
    operand_count_ = wanted;
  }
  for (std::size_t i = 0; i < wanted; ++i) {
    if (!fits_one(row.operands[i], operands_[i].type)) return false;
  }
  return true;
}

void ContentWriter::take_operator(const Operator& row) {
  apply(row);
  clear_operands();
  first_ = false;
}

// Cuts off what has not become part of an operator.
void ContentWriter::clear_operands() {
  out_.cut(clean_end_);
  operand_count_ = 0;
  operands_lost_ = false;
}

void ContentWriter::drop(const Operator& /*row*/, CatalogueId id, std::string_view why) {
  if (!why.empty()) report_.add(id, Action::Removed, why);
  clear_operands();
}

// The operands as they stand in the output, and the operator.
void ContentWriter::emit(const Operator& row) {
  out_.room(row.name.size() + 2);
  if (operand_count_ > 0) out_.put(' ');
  out_.put(as_bytes(row.name));
  out_.put(kind_ == ContentKind::DefaultAppearance ? ' ' : '\n');
  ++report_.operators;
  clean_end_ = out_.at();
  operand_count_ = 0;
}

// Must not be called while operands stand in the output.
void ContentWriter::emit(std::string_view text) {
  out_.append(text);
  clean_end_ = out_.at();
}

// Closes what is still open.
void ContentWriter::finish() {
  if (text_object_ == TextObject::Open) report_.add("PDF-082", Action::Rewritten, "text object without an end");
  if (text_object_ != TextObject::None) emit("ET\n");
  std::uint32_t open = 0;
  for (; !marked_.empty(); marked_.pop_back()) {
    if (!marked_.back().written) continue;
    emit("EMC\n");
    ++open;
  }
  if (open > 0) report_.add("PDF-082", Action::Rewritten, "marked content without an end", open);
  const auto saves = static_cast<std::uint32_t>(render_modes_.size() - 1);
  for (std::uint32_t i = 0; i < saves; ++i)
    emit("Q\n");
  if (saves > 0) report_.add("PDF-082", Action::Rewritten, "graphics state that is never restored", saves);
  if (kind_ == ContentKind::DefaultAppearance && out_.written() > 0) out_.cut(out_.at() - 1);  // the last space
}

void ContentWriter::tell() {
  struct Row {
    std::uint32_t count;
    CatalogueId id;
    Action action;
    std::string_view detail;
  };
  const Row rows[] = {
      {unknown_operators_, "PDF-082", Action::Removed, "unknown operator"},
      {wrong_operands_, "PDF-082", Action::Removed, "operator with wrong operands"},
      {too_many_operands_, "PDF-082", Action::Rewritten, "operator with too many operands"},
      {stray_operands_, "PDF-082", Action::Removed, "operands without an operator"},
      {stray_bytes_, "PDF-011", Action::Removed, "characters that are no token"},
      {lexer_.notes.clipped_numbers, "PDF-019", Action::Rewritten, "number beyond 32 bits"},
      {lexer_.notes.odd_numbers, "PDF-011", Action::Rewritten, "number in a form that is not allowed"},
      {lexer_.notes.escaped_names, "PDF-009", Action::Rewritten, "name with needless #xx"},
      {lexer_.notes.too_long, "PDF-019", Action::Removed, "name or string that is too long"},
      {lexer_.notes.comments, "PDF-011", Action::Removed, "comment in a content stream"},
      {lexer_.notes.cut_off, "PDF-011", Action::Removed, "token that is cut off"},
  };
  for (const Row& row : rows) {
    if (row.count > 0) report_.add(row.id, row.action, row.detail, row.count);
  }
}

Result<void> rewrite_content(Bytes untrusted_content, ContentKind kind, ContentResources& resources, Buffer& out,
                             ContentReport& report, const ContentLimits& limits) {
  ContentWriter writer(untrusted_content, kind, resources, out, report, limits);
  return writer.run();
}

}  // namespace mugai::pdf
