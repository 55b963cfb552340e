#include "lib/formats/pdf/content/calculator.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "lib/formats/pdf/content/tokens.h"

namespace mugai::pdf {

namespace {

// Table 42, sorted. if and ifelse are apart: they need procedures before them.
constexpr std::array<std::string_view, 40> kOperators = {
    "abs",   "add", "and",  "atan",  "bitshift", "ceiling", "copy",  "cos",  "cvi",      "cvr",
    "div",   "dup", "eq",   "exch",  "exp",      "false",   "floor", "ge",   "gt",       "idiv",
    "index", "le",  "ln",   "log",   "lt",       "mod",     "mul",   "ne",   "neg",      "not",
    "or",    "pop", "roll", "round", "sin",      "sqrt",    "sub",   "true", "truncate", "xor"};
static_assert(std::is_sorted(kOperators.begin(), kOperators.end()));

Error malformed(const char* why, std::size_t offset) {
  return make_error(ErrorCode::Malformed, why, offset);
}

// What the last pieces of a procedure were: `if` takes one procedure, `ifelse` two, and a procedure stands nowhere
// else.
struct Level {
  std::uint32_t procedures = 0;
};

}  // namespace

// 7.10.5.1:  program = procedure;  procedure = "{" *( number / operator / procedure "if" /
//            procedure procedure "ifelse" ) "}"
Result<void> rewrite_calculator(Bytes untrusted_program, Buffer& out) {
  TokenReader reader(untrusted_program);
  std::vector<Level> levels;
  std::string text;
  bool done = false;
  for (std::uint32_t count = 0;; ++count) {
    const auto token = reader.next();
    if (!token) break;
    if (done) return malformed("calculator function goes on behind its end", reader.offset());
    if (count > kMaxCalculatorTokens) return make_error(ErrorCode::TooMany, "calculator function is too long");
    if (token->is("{")) {
      if (levels.size() >= kMaxCalculatorDepth)
        return make_error(ErrorCode::TooDeep, "calculator function is too deep");
      if (levels.empty() && !text.empty()) return malformed("calculator function has two programs", reader.offset());
      levels.push_back({});
      text += "{";
      continue;
    }
    if (levels.empty()) return malformed("calculator function does not begin with a brace", reader.offset());
    Level& level = levels.back();
    if (token->is("}")) {
      if (level.procedures > 0) return malformed("calculator function has a loose procedure", reader.offset());
      levels.pop_back();
      if (levels.empty())
        done = true;
      else if (++levels.back().procedures > 2)
        return malformed("calculator function has a loose procedure", reader.offset());
      text += "}";
      continue;
    }
    const std::uint32_t wanted = token->is("if") ? 1 : token->is("ifelse") ? 2 : 0;
    const bool known = wanted > 0 || token->kind == Token::Kind::Number ||
                       (token->kind == Token::Kind::Word &&
                        std::binary_search(kOperators.begin(), kOperators.end(), std::string_view(token->text)));
    if (!known) return malformed("calculator function uses what is no operator of it", reader.offset());
    if (level.procedures != wanted) return malformed("calculator function has a loose procedure", reader.offset());
    level.procedures = 0;
    if (text.back() != '{' && text.back() != '}') text += " ";
    text += token->text;
  }
  if (!done) return make_error(ErrorCode::Truncated, "calculator function is not closed");
  const Bytes bytes = as_bytes(text);
  out.insert(out.end(), bytes.begin(), bytes.end());
  return ok();
}

}  // namespace mugai::pdf
