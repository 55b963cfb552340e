#include "lib/formats/pdf/content/tokens.h"

namespace mugai::pdf {

std::optional<Token> TokenReader::next() {
  lexer_.skip_space();
  if (lexer_.at_end()) return std::nullopt;
  out_.cut(0);
  const std::uint8_t byte = lexer_.peek();
  const auto canonical = [&](Token::Kind kind, bool good) {
    return good ? Token{kind, std::string(out_.text(0, out_.at()))} : Token{};
  };
  if (byte == '/') return canonical(Token::Kind::Name, lexer_.name(out_));
  if (byte == '(') return canonical(Token::Kind::String, lexer_.string(out_));
  if (byte == '<' && lexer_.peek_second() != '<') return canonical(Token::Kind::String, lexer_.hex_string(out_));
  if (chars::is(byte, chars::kNumber)) {
    return canonical(Token::Kind::Number, lexer_.number(out_) != NumberKind::Invalid);
  }
  if (chars::is_regular(byte)) return Token{Token::Kind::Word, std::string(lexer_.word())};
  const bool twice = (byte == '<' || byte == '>') && lexer_.peek_second() == byte;
  lexer_.skip(twice ? 2 : 1);
  return Token{Token::Kind::Delimiter, std::string(twice ? 2 : 1, static_cast<char>(byte))};
}

}  // namespace mugai::pdf
