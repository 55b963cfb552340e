// Splitting: names, section numbers, quotes, comments, and the ways in which programs get them wrong.
#include "lib/text/parameter_pieces.h"

#include <algorithm>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/text/encoded_word.h"

namespace mugai::text {
namespace {

constexpr std::size_t kMaxNameLength = 60;
constexpr std::uint64_t kMaxSection = 999;

class Splitter {
 public:
  explicit Splitter(std::string text) : text_(std::move(text)), scanner_(text_) {}

  std::vector<Piece> split(Parameters& out) {
    std::vector<Piece> pieces;
    out.value = main_value();
    for (;;) {
      skip_separators();
      if (at_ >= text_.size()) break;
      if (pieces.size() >= kMaxParameters) {
        out.too_many = true;
        break;
      }
      if (auto piece = parameter()) pieces.push_back(*std::move(piece));
    }
    out.syntax_error = out.syntax_error || syntax_error_;
    return pieces;
  }

 private:
  [[nodiscard]] bool more() const { return at_ < text_.size(); }

  void skip_separators() {
    while (more() && (ascii::is_space(text_[at_]) || text_[at_] == ';'))
      ++at_;
  }
  void skip_blanks() {
    while (more() && ascii::is_space(text_[at_]))
      ++at_;
  }
  void skip_comment() {
    std::size_t depth = 0;
    for (; more(); ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      } else if (text_[at_] == '(') {
        ++depth;
      } else if (text_[at_] == ')' && --depth == 0) {
        break;
      }
    }
    at_ = std::min(at_ + 1, text_.size());
  }

  // type "/" subtype, or a disposition: up to ';'. Blanks around the slash are allowed; text after a blank is the first
  // parameter of a program that forgot the semicolon.
  std::string main_value() {
    std::string value;
    while (more() && text_[at_] != ';') {
      if (text_[at_] == '(') {
        skip_comment();
        continue;
      }
      if (ascii::is_space(text_[at_])) {
        skip_blanks();
        const bool joins = !more() || text_[at_] == '/' || text_[at_] == ';' || text_[at_] == '(' || value.empty() ||
                           value.back() == '/';
        if (!joins) {
          syntax_error_ = true;
          break;
        }
        continue;
      }
      value.push_back(ascii::to_lower(text_[at_++]));
    }
    return value;
  }

  // parameter = attribute ["*" section] ["*"] "=" value
  std::optional<Piece> parameter() {
    std::string name;
    while (more() && text_[at_] != '=' && text_[at_] != ';') {
      if (text_[at_] == '(') {
        syntax_error_ = true;
        skip_comment();
      } else {
        name.push_back(ascii::to_lower(text_[at_++]));
      }
    }
    if (!more() || text_[at_] == ';') {
      syntax_error_ = true;  // junk without '='
      return std::nullopt;
    }
    ++at_;
    skip_blanks();
    Piece piece = named(ascii::trim(name));
    if (more() && text_[at_] == '"') {
      quoted_value(piece);
    } else {
      bare_value(piece);
    }
    return piece;
  }

  // attribute = token; section = "*" 1*DIGIT; RFC 2231 section 7
  Piece named(std::string_view name) {
    Piece piece;
    if (const std::size_t blank = name.find_last_of(" \t"); blank != std::string_view::npos) {
      syntax_error_ = true;
      name.remove_prefix(blank + 1);
    }
    if (name.ends_with('*')) {
      piece.extended = true;
      name.remove_suffix(1);
    }
    if (const std::size_t star = name.find('*'); star != std::string_view::npos) {
      const auto number = ascii::parse_decimal(name.substr(star + 1));
      if (number && *number <= kMaxSection) {
        piece.section = *number;
      } else {
        syntax_error_ = true;
      }
      name = name.substr(0, star);
    }
    if (name.empty() || name.size() > kMaxNameLength) syntax_error_ = true;
    piece.name = utf8::truncate(name, kMaxNameLength);
    return piece;
  }

  // quoted-string, in which a backslash before anything but a quote or a backslash is mostly a path, not a pair.
  void quoted_value(Piece& piece) {
    const std::size_t begin = ++at_;
    std::string lenient, strict;
    while (more() && text_[at_] != '"') {
      const bool pair = text_[at_] == '\\' && at_ + 1 < text_.size();
      if (pair) {
        const char next = text_[at_ + 1];
        if (next != '"' && next != '\\') lenient.push_back('\\');
        ++at_;
      }
      lenient.push_back(text_[at_]);
      strict.push_back(text_[at_++]);
    }
    if (strict != lenient) piece.other_raw.push_back(strict);
    if (!more()) {
      syntax_error_ = true;
      const std::string_view rest = std::string_view(text_).substr(begin);
      if (const std::size_t cut = rest.find(';'); cut != std::string_view::npos)
        piece.other_raw.emplace_back(rest.substr(0, cut));
    } else {
      ++at_;
      after_quotes(piece, lenient);
    }
    piece.raw = std::move(lenient);
  }

  // What stands between the closing quote and the semicolon: nothing, a forgotten semicolon, or a tail that some
  // readers take.
  void after_quotes(Piece& piece, const std::string& value) {
    const std::size_t begin = at_;
    const std::size_t end = std::min(text_.find(';', at_), text_.size());
    const std::string_view tail = ascii::trim(std::string_view(text_).substr(begin, end - begin));
    if (tail.empty() || (tail.front() == '(' && tail.back() == ')')) {
      at_ = end;
      return;
    }
    syntax_error_ = true;
    if (tail.find('=') != std::string_view::npos) return;  // read on from here
    piece.other_raw.push_back(value + std::string(tail));
    at_ = end;
  }

  // token, or what stands for one: up to ';', with blanks; an encoded word is one piece.
  void bare_value(Piece& piece) {
    const std::size_t begin = at_;
    while (more() && text_[at_] != ';') {
      const bool head = text_[at_] == '=' && at_ + 1 < text_.size() && text_[at_ + 1] == '?';
      const auto word = head ? scanner_.at(at_) : std::nullopt;
      at_ += word ? word->length : 1;
    }
    const std::string_view value = ascii::trim(std::string_view(text_).substr(begin, at_ - begin));
    piece.raw = value;
    if (const std::size_t cut = value.find_first_of(" \t("); cut != std::string_view::npos) {
      piece.other_raw.emplace_back(ascii::trim(value.substr(0, cut)));
    }
  }

  std::string text_;
  WordScanner scanner_;
  std::size_t at_ = 0;
  bool syntax_error_ = false;
};

}  // namespace

std::vector<Piece> split_parameters(std::string line, Parameters& out) {
  return Splitter(std::move(line)).split(out);
}

}  // namespace mugai::text
