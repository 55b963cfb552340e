// Operands: numbers, names, strings, the arrays of TJ and d, and the property lists of BDC.
#include <array>

#include "lib/formats/pdf/content/writer.h"

namespace mugai::pdf {

namespace {

// What may stand in a property list written in the line (14.6.2, 14.7.4, 14.8.2.2, 14.9). All else is private data.
enum class Property : std::uint8_t { Number, Text, Name, Names, Box };
struct PropertyRow {
  std::string_view key;
  Property value;
};
constexpr std::array<PropertyRow, 9> kProperties = {{
    {"MCID", Property::Number},      // place in the structure tree
    {"Lang", Property::Text},        // language, for reading aloud
    {"Alt", Property::Text},         // alternative description
    {"ActualText", Property::Text},  // replacement text: ligatures, hyphenation
    {"E", Property::Text},           // expansion of an abbreviation
    {"Type", Property::Name},        // of artifacts: Pagination, Layout, Page, Background
    {"Subtype", Property::Name},     // Header, Footer, Watermark
    {"BBox", Property::Box},         // of artifacts
    {"Attached", Property::Names},   // of artifacts: edges of the page
}};

}  // namespace

void ContentWriter::push(OperandType type, std::size_t begin) {
  if (operand_count_ == kMaxOperands) {
    operands_lost_ = true;
    out_.cut(begin);
    return;
  }
  operands_[operand_count_++] = {type, begin, out_.at()};
}

// Stands at the first byte of something that is neither white space, comment nor operator.
void ContentWriter::read_operand() {
  if (operand_count_ > 0) {
    out_.room(1);
    out_.put(' ');
  }
  const std::size_t begin = out_.at();
  switch (lexer_.peek()) {
    case '/':
      if (lexer_.name(out_)) return push(OperandType::Name, begin);
      break;
    case '(':
      if (lexer_.string(out_)) return push(OperandType::String, begin);
      break;
    case '<':
      if (lexer_.peek_second() == '<') return push(read_dictionary(), begin);
      if (lexer_.hex_string(out_)) return push(OperandType::String, begin);
      break;
    case '[':
      return push(read_array(), begin);
    default:
      if (chars::is(lexer_.peek(), chars::kNumber)) {
        const NumberKind kind = lexer_.number(out_);
        if (kind != NumberKind::Invalid) {
          return push(kind == NumberKind::Integer ? OperandType::Integer : OperandType::Real, begin);
        }
        break;
      }
      lexer_.skip(1);  // ) > ] { } without a beginning
      ++stray_bytes_;
      out_.cut(begin);
      if (operand_count_ > 0) out_.cut(begin - 1);
      return;
  }
  operands_lost_ = true;
  push(OperandType::Other, begin);
}

// 7.3.6, 9.4.3:  array = "[" *( number / string ) "]"; with anything else in it no operator takes it.
// Numbers are parted by a space, strings stand without.
OperandType ContentWriter::read_array() {
  lexer_.skip(1);
  out_.room(1);
  out_.put('[');
  bool texts = false;
  bool other = false;
  bool after_number = false;
  for (lexer_.skip_space(); !lexer_.at_end(); lexer_.skip_space()) {
    const std::uint8_t byte = lexer_.peek();
    if (byte == ']') {
      lexer_.skip(1);
      out_.room(1);
      out_.put(']');
      return other ? OperandType::Other : texts ? OperandType::Texts : OperandType::Numbers;
    }
    const std::size_t begin = out_.at();
    if (chars::is(byte, chars::kNumber)) {
      out_.room(1);
      if (after_number) out_.put(' ');
      if (lexer_.number(out_) == NumberKind::Invalid) {
        out_.cut(begin);
        ++stray_bytes_;
      } else {
        after_number = true;
      }
    } else if (byte == '(' || (byte == '<' && lexer_.peek_second() != '<')) {
      if (byte == '(' ? lexer_.string(out_) : lexer_.hex_string(out_)) {
        after_number = false;
        texts = true;
      } else {
        out_.cut(begin);
        other = true;
      }
    } else {
      other = true;
      skip_value(kMaxNesting);
    }
  }
  ++lexer_.notes.cut_off;
  return OperandType::Other;
}

// Reads past one value of any kind, or past one byte where none begins.
void ContentWriter::skip_value(std::size_t depth) {
  const std::size_t begin = out_.at();
  const std::uint8_t byte = lexer_.peek();
  if (byte == '/') {
    lexer_.name(out_);
  } else if (byte == '(') {
    lexer_.string(out_);
  } else if (byte == '<' && lexer_.peek_second() != '<') {
    lexer_.hex_string(out_);
  } else if ((byte == '<' || byte == '[') && depth > 0) {
    const std::uint8_t closing = byte == '<' ? '>' : ']';
    lexer_.skip(byte == '<' ? 2 : 1);
    for (lexer_.skip_space(); !lexer_.at_end() && lexer_.peek() != closing; lexer_.skip_space())
      skip_value(depth - 1);
    lexer_.skip(byte == '<' ? 2 : 1);
  } else if (lexer_.word().empty()) {
    lexer_.skip(1);
  }
  out_.cut(begin);
}

// "[" 4number "]"
bool ContentWriter::read_box() {
  if (lexer_.peek() != '[') return false;
  const std::size_t begin = out_.at();
  if (read_array() != OperandType::Numbers) return false;
  const std::string_view text = out_.text(begin, out_.at());
  std::size_t spaces = 0;
  for (const char c : text)
    spaces += c == ' ' ? 1 : 0;
  return spaces == 3;
}

// The value of `key` with the key before it; false where either is not as it must be: nothing is then left written,
// and the value may still have to be read past.
bool ContentWriter::read_property(std::string_view key) {
  for (const PropertyRow& row : kProperties) {
    if (row.key != key) continue;
    out_.append("/");
    out_.append(row.key);
    const std::uint8_t byte = lexer_.peek();
    switch (row.value) {
      case Property::Number:
        out_.append(" ");
        return chars::is(byte, chars::kDigit) && lexer_.number(out_) == NumberKind::Integer;
      case Property::Text:
        if (byte == '(') return lexer_.string(out_);
        return byte == '<' && lexer_.peek_second() != '<' && lexer_.hex_string(out_);
      case Property::Name:
        return byte == '/' && lexer_.name(out_);
      case Property::Box:
        return read_box();
      case Property::Names:
        if (byte != '[') return false;
        lexer_.skip(1);
        out_.append("[");
        for (lexer_.skip_space(); !lexer_.at_end() && lexer_.peek() == '/'; lexer_.skip_space()) {
          if (!lexer_.name(out_)) return false;
        }
        if (lexer_.at_end() || lexer_.peek() != ']') return false;
        lexer_.skip(1);
        out_.append("]");
        return true;
    }
  }
  return false;
}

// 7.3.7:  dictionary = "<<" *( name value ) ">>", here a property list (14.6.2). The first of two equal keys counts.
OperandType ContentWriter::read_dictionary() {
  lexer_.skip(2);
  out_.append("<<");
  std::uint32_t seen = 0;
  std::uint32_t dropped = 0;
  std::string storage;
  for (lexer_.skip_space(); !lexer_.at_end(); lexer_.skip_space()) {
    if (lexer_.peek() == '>') {
      lexer_.skip(lexer_.peek_second() == '>' ? 2 : 1);
      out_.append(">>");
      if (dropped > 0) report_.add("PDF-082", Action::Removed, "private properties of marked content", dropped);
      return OperandType::Dictionary;
    }
    const std::size_t begin = out_.at();
    if (lexer_.peek() != '/' || !lexer_.name(out_)) {
      skip_value(kMaxNesting);
      ++dropped;
      continue;
    }
    const std::string key(decoded_name(out_.text(begin, out_.at()), storage));
    out_.cut(begin);
    lexer_.skip_space();
    if (lexer_.at_end()) break;
    std::uint32_t bit = 0;
    for (std::size_t i = 0; i < kProperties.size(); ++i)
      bit |= kProperties[i].key == key ? 1u << i : 0;
    const std::size_t value = lexer_.offset();
    if (bit != 0 && (seen & bit) == 0 && read_property(key)) {
      seen |= bit;
      continue;
    }
    out_.cut(begin);
    ++dropped;
    if (lexer_.offset() == value && lexer_.peek() != '>') skip_value(kMaxNesting);
  }
  ++lexer_.notes.cut_off;
  return OperandType::Other;
}

}  // namespace mugai::pdf
