// What each operator does to the state that is kept while a content stream is written, and what it refers to.
#include <algorithm>

#include "lib/formats/pdf/content/inline_image.h"
#include "lib/formats/pdf/content/writer.h"

namespace mugai::pdf {

namespace {

// 8.6.3: the spaces that need no resource, and Pattern (8.7.1).
constexpr std::string_view kDeviceSpaces[] = {"/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern"};
// 8.6.5.8
constexpr std::string_view kIntents[] = {"/AbsoluteColorimetric", "/RelativeColorimetric", "/Saturation",
                                         "/Perceptual"};
constexpr std::uint32_t kMaxMendedImages = 200;
constexpr int kInvisible = 3;      // 9.3.6: neither fill nor stroke
constexpr int kInvisibleClip = 7;  // the same, and clip

template <class List>
bool contains(const List& list, std::string_view text) {
  return std::find(std::begin(list), std::end(list), text) != std::end(list);
}

// Whether an operator may stand in a text object that was opened for want of BT.
bool belongs_to_text(Effect effect) {
  switch (effect) {
    case Effect::TextMove:
    case Effect::ShowText:
    case Effect::TextState:
    case Effect::RenderMode:
    case Effect::SelectFont:
    case Effect::Color:
    case Effect::ColorSpace:
    case Effect::ColorPattern:
    case Effect::EndText:
    case Effect::BeginText:
      return true;
    default:
      return false;
  }
}

}  // namespace

void ContentWriter::apply(const Operator& row) {
  if (text_object_ == TextObject::Opened && !belongs_to_text(row.effect)) leave_text();
  switch (row.effect) {
    case Effect::State:
    case Effect::Concat:
    case Effect::TextState:
    case Effect::Clip:
      return emit(row);
    case Effect::Save:
      return save(row);
    case Effect::Restore:
      return restore(row);
    case Effect::PathStart:
    case Effect::PathGo:
    case Effect::PathPaint:
    case Effect::PathEnd:
      return path(row);
    case Effect::BeginText:
      return begin_text(row);
    case Effect::EndText:
      return end_text(row);
    case Effect::RenderMode:
      return render_mode(row);
    case Effect::SelectFont:
      return resource(row, ResourceKind::Font);
    case Effect::TextMove:
    case Effect::ShowText:
      return text(row);
    case Effect::GlyphWidth:
      return glyph_width(row);
    case Effect::Color:
      report_.has_color_operators = true;
      return emit(row);
    case Effect::ColorSpace:
      return color_space(row);
    case Effect::ColorPattern:
      return color_pattern(row);
    case Effect::GState:
      return resource(row, ResourceKind::ExtGState);
    case Effect::Intent:
      return intent(row);
    case Effect::Shading:
      return resource(row, ResourceKind::Shading);
    case Effect::XObject:
      return resource(row, ResourceKind::XObject);
    case Effect::BeginMarked:
      return begin_marked(row);
    case Effect::BeginMarkedProperties:
      return begin_marked_properties(row);
    case Effect::EndMarked:
      return end_marked(row);
    case Effect::MarkedPoint:
      return drop(row, "PDF-082", "marked point");
    case Effect::Compatibility:
      return drop(row, "PDF-082", "compatibility section");
    case Effect::StrayImage:
      return drop(row, "PDF-075", "ID or EI without BI");
    case Effect::BeginImage:
      return;  // read_operator() has seen to it
  }
}

// 8.4.2: q … Q balanced within a stream. A superfluous Q does nothing in any reader.
void ContentWriter::save(const Operator& row) {
  if (skipped_saves_ > 0 || render_modes_.size() > limits_.max_state_depth) {
    ++skipped_saves_;
    return drop(row, "PDF-082", "graphics state saved too often");
  }
  render_modes_.push_back(render_modes_.back());
  emit(row);
}

void ContentWriter::restore(const Operator& row) {
  if (skipped_saves_ > 0) {
    --skipped_saves_;
    return clear_operands();
  }
  if (render_modes_.size() == 1) return drop(row, "PDF-082", "Q without q");
  render_modes_.pop_back();
  emit(row);
}

// 8.5.2.1: a path begins with m or re. What goes on without a point draws nothing in some readers and from the origin
// in others.
void ContentWriter::path(const Operator& row) {
  switch (row.effect) {
    case Effect::PathStart:
      has_point_ = true;
      return emit(row);
    case Effect::PathGo:
      if (!has_point_) return drop(row, "PDF-082", "path without a current point");
      return emit(row);
    default:
      break;
  }
  has_point_ = false;
  if (row.effect == Effect::PathPaint && hidden_marks_ > 0) {
    static constexpr Operator kEndPath{"n", "", Effect::PathEnd};
    return emit(kEndPath);
  }
  emit(row);
}

// 9.4.1: text objects are not nested.
void ContentWriter::begin_text(const Operator& row) {
  if (text_object_ == TextObject::Open) {
    report_.add("PDF-082", Action::Rewritten, "text object within a text object");
    emit("ET\n");
  }
  leave_text();
  text_object_ = TextObject::Open;
  emit(row);
}

void ContentWriter::end_text(const Operator& row) {
  if (text_object_ == TextObject::None) return drop(row, "PDF-082", "ET without BT");
  text_object_ = TextObject::None;
  emit(row);
}

// Ends a text object that was opened here. The operands of the operator that follows are already in the output, so
// that "ET" goes in front of them.
void ContentWriter::leave_text() {
  if (text_object_ != TextObject::Opened) return;
  text_object_ = TextObject::None;
  const std::string operands(out_.text(clean_end_, out_.at()));
  out_.cut(clean_end_);
  emit("ET\n");
  for (std::size_t i = 0; i < operand_count_; ++i) {
    operands_[i].begin += 3;
    operands_[i].end += 3;
  }
  out_.append(operands);
}

void ContentWriter::text(const Operator& row) {
  if (text_object_ == TextObject::None) {
    report_.add("PDF-082", Action::Rewritten, "text outside of a text object");
    const std::string operands(out_.text(clean_end_, out_.at()));
    out_.cut(clean_end_);
    emit("BT\n");
    for (std::size_t i = 0; i < operand_count_; ++i) {
      operands_[i].begin += 3;
      operands_[i].end += 3;
    }
    out_.append(operands);
    text_object_ = TextObject::Opened;
  }
  if (row.effect == Effect::TextMove) return emit(row);
  if (hidden_marks_ > 0) return hidden_text(row);
  report_.shows_text = true;
  const int mode = render_modes_.back();
  if (mode == kInvisible || mode == kInvisibleClip) report_.hidden_text = true;
  emit(row);
}

// Text in hidden optional content: only the moves to the next line of ' and " stay.
void ContentWriter::hidden_text(const Operator& row) {
  const bool moves = row.name == "'" || row.name == "\"";
  clear_operands();
  if (moves) emit("T*\n");
}

// 9.3.6: 0 to 7.
void ContentWriter::render_mode(const Operator& row) {
  const std::string_view mode = operand_text(0);
  if (mode.size() != 1 || mode.front() > '7') return drop(row, "PDF-082", "unknown text rendering mode");
  render_modes_.back() = mode.front() - '0';
  emit(row);
}

void ContentWriter::resource(const Operator& row, ResourceKind kind) {
  if (!has(kind, operand_text(0))) return drop(row, "PDF-082", "operator whose resource is missing or was removed");
  if (hidden_marks_ > 0 && (kind == ResourceKind::XObject || kind == ResourceKind::Shading)) return clear_operands();
  emit(row);
}

void ContentWriter::color_space(const Operator& row) {
  report_.has_color_operators = true;
  if (contains(kDeviceSpaces, operand_text(0))) return emit(row);
  resource(row, ResourceKind::ColorSpace);
}

void ContentWriter::color_pattern(const Operator& row) {
  report_.has_color_operators = true;
  const std::size_t last = operand_count_ - 1;
  if (operands_[last].type == OperandType::Name && !has(ResourceKind::Pattern, operand_text(last))) {
    return drop(row, "PDF-082", "operator whose resource is missing or was removed");
  }
  emit(row);
}

void ContentWriter::intent(const Operator& row) {
  if (!contains(kIntents, operand_text(0))) return drop(row, "PDF-082", "unknown rendering intent");
  emit(row);
}

// 9.6.5: "the glyph description shall execute one of" d0 and d1, first of all.
void ContentWriter::glyph_width(const Operator& row) {
  if (kind_ != ContentKind::Type3Glyph || !first_) return drop(row, "PDF-082", "d0 or d1 out of place");
  emit(row);
}

// 14.6: marked content is balanced within a stream.
void ContentWriter::push_marked(const Operator& /*row*/, bool written, bool hidden) {
  if (marked_.size() >= limits_.max_marked_depth) {
    ++skipped_marks_;
    return;
  }
  marked_.push_back({written, hidden});
  if (hidden) ++hidden_marks_;
}

void ContentWriter::begin_marked(const Operator& row) {
  const bool room = marked_.size() < limits_.max_marked_depth;
  push_marked(row, room, false);
  if (!room) return drop(row, "PDF-082", "marked content nested too deep");
  emit(row);
}

void ContentWriter::begin_marked_properties(const Operator& row) {
  if (marked_.size() >= limits_.max_marked_depth) {
    ++skipped_marks_;
    return drop(row, "PDF-082", "marked content nested too deep");
  }
  const bool named = operands_[1].type == OperandType::Name;
  if (operand_text(0) == "/OC") {
    const OptionalContent answer =
        named ? resources_.optional_content(decoded_name(operand_text(1), name_storage_)) : OptionalContent::Unwrap;
    push_marked(row, answer == OptionalContent::Keep, answer == OptionalContent::Hide);
    if (answer == OptionalContent::Keep) return emit(row);
    return drop(row, "PDF-060", answer == OptionalContent::Hide ? "hidden layer" : "layer marker");
  }
  push_marked(row, true, false);
  if (!named || has(ResourceKind::Properties, operand_text(1))) return emit(row);
  // The tag without its property list.
  report_.add("PDF-082", Action::Removed, "property list that is missing or was removed");
  out_.cut(operands_[0].end);
  static constexpr Operator kBeginMarked{"BMC", "N", Effect::BeginMarked};
  operand_count_ = 1;
  emit(kBeginMarked);
}

void ContentWriter::end_marked(const Operator& row) {
  if (skipped_marks_ > 0) {
    --skipped_marks_;
    return clear_operands();
  }
  if (marked_.empty()) return drop(row, "PDF-082", "EMC without BMC");
  const Marked last = marked_.back();
  marked_.pop_back();
  if (last.hidden) --hidden_marks_;
  if (!last.written) return clear_operands();
  emit(row);
}

// 8.9.7. Samples stay in the line as hexadecimal text, whose end no reader mistakes, or become an XObject.
Result<void> ContentWriter::inline_image() {
  leave_text();
  TRY_ASSIGN(const ReadImage read, read_inline_image(lexer_, resources_, limits_));
  if (!read.usable) {
    report_.add("PDF-083", Action::Removed, read.why);
    return ok();
  }
  if (hidden_marks_ > 0) return ok();
  image_bytes_ += read.data.size() + read.work;
  if (image_bytes_ > 4 * limits_.max_image_bytes) {
    return make_error(ErrorCode::TooLarge, "inline images are too large together", lexer_.offset());
  }
  if (read.mended) {
    // The end of such an image is looked for, which may take the whole rest of the stream each time.
    if (++mended_images_ > kMaxMendedImages) {
      return make_error(ErrorCode::TooMany, "too many damaged inline images", lexer_.offset());
    }
    report_.add("PDF-083", Action::Rewritten, "inline image with more or less data than it says");
  }
  InlineImage image = read.image;
  image.data = read.data;
  const bool coded = image.coding != InlineImage::Coding::Samples;
  if (coded || image.data.size() > limits_.inline_bytes) {
    TRY_ASSIGN(const std::optional<std::string> name, resources_.add_image(image));
    if (name) {
      emit(canonical_name(*name) + " Do\n");
      ++report_.operators;
      return ok();
    }
    if (coded) {
      report_.add("PDF-075", Action::Removed, "inline image in a coding that is not rebuilt");
      return ok();
    }
  }
  emit_image(image);
  ++report_.operators;
  return ok();
}

void ContentWriter::emit_image(const InlineImage& image) {
  std::string text = "BI/W " + std::to_string(image.width) + "/H " + std::to_string(image.height);
  text += image.mask ? std::string("/IM true") : "/BPC " + std::to_string(image.bits);
  if (!image.color_space.empty()) text += "/CS" + image.color_space;
  if (!image.decode.empty()) text += "/D" + image.decode;
  if (!image.intent.empty()) text += "/Intent/" + image.intent;
  if (image.interpolate) text += "/I true";
  text += "/F/AHx ID ";
  out_.room(text.size() + 2 * image.data.size() + 8);
  out_.put(as_bytes(text));
  for (const std::uint8_t byte : image.data) {
    out_.put(chars::kHexDigits[byte >> 4]);
    out_.put(chars::kHexDigits[byte & 15]);
  }
  out_.append(">EI\n");
  clean_end_ = out_.at();
}

}  // namespace mugai::pdf
