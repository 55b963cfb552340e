// PostScript-like tokens for the small languages (CMaps, calculator functions): names, numbers, strings, words and
// delimiters, one after another, as canonical text.
//
// In:     bytes that must outlive it.  Limits: strings 4,096 bytes, names 256.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/formats/pdf/content/lexer.h"

namespace mugai::pdf {

struct Token {
  enum class Kind : std::uint8_t { Name, Number, String, Word, Delimiter, Bad };
  Kind kind = Kind::Bad;
  std::string text;  // canonical; a delimiter is "[", "]", "<<", ">>", "{" or "}"

  [[nodiscard]] bool is(std::string_view wanted) const { return kind != Kind::String && text == wanted; }
};

class TokenReader {
 public:
  explicit TokenReader(Bytes input) : lexer_(input, 4096, 256), out_(scratch_, 64) {}
  TokenReader(const TokenReader&) = delete;
  TokenReader& operator=(const TokenReader&) = delete;
  // nullopt at the end.
  std::optional<Token> next();
  [[nodiscard]] std::size_t offset() const noexcept { return lexer_.offset(); }

 private:
  Lexer lexer_;
  Buffer scratch_;
  Output out_;
};

}  // namespace mugai::pdf
