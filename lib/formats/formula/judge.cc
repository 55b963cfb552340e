#include "lib/formats/formula/judge.h"

#include <array>

#include "lib/base/ascii.h"
#include "lib/core/uri.h"

namespace mugai::formula {
namespace {

enum Class : unsigned char { kOther = 0, kName = 1, kSpace = 2 };

constexpr std::array<unsigned char, 256> kClasses = [] {
  std::array<unsigned char, 256> classes{};
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const char c = static_cast<char>(i);
    const bool name = ascii::is_alnum(c) || c == '_' || c == '.' || c == '\\' || c == '?' || c == '$' || i >= 0x80;
    classes[i] = name ? kName : c == ' ' || c == '\t' || c == '\n' || c == '\r' ? kSpace : kOther;
  }
  return classes;
}();

bool is_name_byte(char c) noexcept {
  return kClasses[static_cast<unsigned char>(c)] == kName;
}
bool is_space(char c) noexcept {
  return kClasses[static_cast<unsigned char>(c)] == kSpace;
}

// error constants (18.17.2.1 and MS-XLSX). Longer ones before those that begin them.
constexpr std::string_view kErrors[] = {"#NULL!",    "#DIV/0!",       "#VALUE!",    "#REF!",    "#NAME?",  "#NUM!",
                                        "#N/A",      "#GETTING_DATA", "#SPILL!",    "#CALC!",   "#FIELD!", "#BLOCKED!",
                                        "#CONNECT!", "#UNKNOWN!",     "#EXTERNAL!", "#PYTHON!", "#BUSY!",  "#TIMEOUT!"};

bool names_a_file(std::string_view text) noexcept {
  return text.find_first_of("[]\\") != std::string_view::npos || text.find("://") != std::string_view::npos ||
         text.find("'#") != std::string_view::npos;
}

class Judge {
 public:
  Judge(std::string_view text, Dialect dialect, const Scope& scope)
      : text_(text), open_formula_(dialect == Dialect::OpenFormula), scope_(scope) {}

  // formula = ["="] expression (18.17.2)
  Verdict run() {
    skip_space();
    if (peek() == '=') ++at_;
    skip_space();
    if (at_ == text_.size()) return {};
    while (at_ < text_.size() && verdict_.danger == Danger::None) {
      if (operand_expected_) {
        operand();
      } else {
        after_operand();
      }
    }
    if (verdict_.danger == Danger::None && (operand_expected_ || depth_ != 0)) fail(Danger::Limit, at_);
    return verdict_;
  }

 private:
  enum class Frame : unsigned char { Paren, Call, Indirect };

  [[nodiscard]] char peek(std::size_t ahead = 0) const noexcept {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  void skip_space() noexcept {
    while (at_ < text_.size() && is_space(text_[at_]))
      ++at_;
  }
  void fail(Danger danger, std::size_t from) {
    if (verdict_.danger != Danger::None) return;
    from = std::min(from, text_.size());
    verdict_ = {danger, text_.substr(from, std::min<std::size_t>(std::max(at_, from + 1) - from, 80))};
  }
  void operand_done() noexcept {
    operand_expected_ = false;
    may_be_empty_ = false;
  }

  // expression = prefix-operator expression | constant | reference | function-call | "(" expression ")"
  void operand() {
    skip_space();
    const char c = peek();
    switch (c) {
      case '\0':
        if (at_ < text_.size()) fail(Danger::Limit, at_);
        return;
      case '+':
      case '-':
      case '@':
        ++at_;
        may_be_empty_ = false;
        return;
      case '"':
        return string_constant();
      case '{':
        return array_constant();
      case '(':
        return open(Frame::Paren);
      case ')':
      case ',':
      case ';':
        // An argument that is left out.
        if (!may_be_empty_) return fail(Danger::Limit, at_);
        operand_expected_ = false;
        return;
      case '#':
        return error_constant();
      case '\'':
        return quoted_name();
      case '[':
        return bracket_operand();
      case '!':  // a reference to whatever sheet is active (18.17.2.3)
        ++at_;
        return reference_after_sheet();
      case '$':
        if (open_formula_ && peek(1) == '$') return open_formula_name();
        if (open_formula_ && peek(1) == '\'') ++at_;  // $'sheet'.name
        if (peek() == '\'') return quoted_name();
        return word();
      default:
        if (is_name_byte(c)) return word();
        ++at_;
        return fail(c == '|' ? Danger::Dde : Danger::Limit, at_ - 1);
    }
  }

  // What may follow an operand: an operator, a separator, the end of an argument list.
  void after_operand() {
    const std::size_t start = at_;
    skip_space();
    const char c = peek();
    if (at_ > start && starts_operand(c)) return expect_operand();  // a space is the intersection of two ranges
    if (at_ == text_.size()) return;
    ++at_;
    switch (c) {
      case '<':
        if (peek() == '=' || peek() == '>') ++at_;
        return expect_operand();
      case '>':
        if (peek() == '=') ++at_;
        return expect_operand();
      case '+':
      case '-':
      case '*':
      case '/':
      case '^':
      case '&':
      case '=':
      case ':':
        return expect_operand();
      case '%':
        return;
      case '#':  // the spilled range of a cell
        return;
      case ',':
      case ';':
      case '~':
        return separator(c);
      case '!':
        return open_formula_ ? expect_operand() : fail(Danger::Limit, at_ - 1);
      case ')':
        return close();
      case '(':  // the value of a function is called: LAMBDA(…)(…)
        --at_;
        return open(Frame::Call);
      case '|':
        return fail(Danger::Dde, at_ - 1);
      default:
        return fail(Danger::Limit, at_ - 1);
    }
  }

  static bool starts_operand(char c) noexcept {
    return is_name_byte(c) || c == '\'' || c == '"' || c == '(' || c == '[' || c == '{' || c == '#' || c == '!';
  }
  void expect_operand() noexcept {
    operand_expected_ = true;
    may_be_empty_ = false;
  }
  // argument-list = argument *("," argument); a comma elsewhere is the union of ranges.
  void separator(char c) {
    const bool in_call = depth_ != 0 && frames_[depth_ - 1] != Frame::Paren;
    const char arguments = open_formula_ ? ';' : ',';
    const char other = open_formula_ ? '~' : ',';
    if (in_call ? c != arguments && c != other : c != other) return fail(Danger::Limit, at_ - 1);
    expect_operand();
    may_be_empty_ = in_call && c == arguments;
  }

  void open(Frame frame) {
    ++at_;
    if (depth_ == kMaxDepth) return fail(Danger::Limit, at_ - 1);
    frames_[depth_++] = frame;
    if (frame == Frame::Indirect) ++indirects_;
    expect_operand();
    may_be_empty_ = frame != Frame::Paren;
  }
  void close() {
    if (depth_ == 0) return fail(Danger::Limit, at_ - 1);
    if (frames_[--depth_] == Frame::Indirect) --indirects_;
    operand_done();
  }

  // string-constant = %x22 *(character / 2%x22) %x22
  void string_constant() {
    const std::size_t start = at_;
    if (!skip_quoted('"')) return fail(Danger::Limit, start);
    if (indirects_ != 0 && names_a_file(text_.substr(start, at_ - start))) return fail(Danger::Environment, start);
    operand_done();
  }
  // Leaves the position behind the closing quote; false where there is none.
  bool skip_quoted(char quote) {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] != quote) continue;
      ++at_;
      if (peek() != quote) return true;
    }
    return false;
  }

  // array-constant = "{" constant *(("," / ";") constant) "}"
  void array_constant() {
    const std::size_t start = at_++;
    for (;;) {
      skip_space();
      if (!array_element()) return fail(Danger::Limit, start);
      skip_space();
      const char c = peek();
      ++at_;
      if (c == '}') return operand_done();
      if (c != ',' && c != ';' && !(open_formula_ && (c == '|' || c == '.'))) return fail(Danger::Limit, start);
    }
  }
  bool array_element() {
    const char c = peek();
    if (c == '"') return skip_quoted('"');
    if (c == '#') return skip_error();
    if (c == '+' || c == '-') ++at_;
    const std::size_t start = at_;
    skip_word();
    const std::string_view value = text_.substr(start, at_ - start);
    if (value.empty()) return false;
    return ascii::is_digit(value.front()) || value.front() == '.' || ascii::equal_ignoring_case(value, "TRUE") ||
           ascii::equal_ignoring_case(value, "FALSE");
  }

  bool skip_error() {
    for (const std::string_view error : kErrors) {
      if (!ascii::starts_with_ignoring_case(text_.substr(at_), error)) continue;
      at_ += error.size();
      return true;
    }
    return false;
  }
  // error-constant; "#REF!" also stands for a sheet that is gone, before a reference
  void error_constant() {
    const std::size_t start = at_;
    if (!skip_error()) return fail(Danger::Limit, start);
    if (is_name_byte(peek()) || peek() == '#') return reference_after_sheet();
    operand_done();
  }

  // A name, a number or a cell; with the sign of an exponent.
  void skip_word() {
    const std::size_t start = at_;
    while (at_ < text_.size() && is_name_byte(text_[at_]))
      ++at_;
    if (at_ > start && (peek() == '+' || peek() == '-') && ascii::to_upper(text_[at_ - 1]) == 'E' &&
        is_number(text_.substr(start, at_ - 1 - start)) && ascii::is_digit(peek(1))) {
      ++at_;
      while (ascii::is_digit(peek()))
        ++at_;
    }
  }
  static bool is_number(std::string_view text) noexcept {
    bool digits = false;
    for (const char c : text) {
      if (!ascii::is_digit(c) && c != '.') return false;
      digits = digits || c != '.';
    }
    return digits;
  }

  void word() {
    const std::size_t start = at_;
    skip_word();
    const std::string_view name = text_.substr(start, at_ - start);
    std::size_t next = at_;
    while (next < text_.size() && is_space(text_[next]))
      ++next;
    const char c = next < text_.size() ? text_[next] : '\0';
    if (c == '(') {
      at_ = next;
      return call(name, start);
    }
    if (c == '|') {
      at_ = next + 1;
      return fail(Danger::Dde, start);
    }
    if (name.starts_with("\\\\")) return fail(Danger::ExternalBook, start);
    if (c == '!' && !open_formula_) {
      at_ = next + 1;
      if (name.find('\\') != std::string_view::npos) return fail(Danger::ExternalBook, start);
      if (is_removed(scope_.removed_sheets, name)) return fail(Danger::RemovedName, start);
      return reference_after_sheet();
    }
    return plain_name(name, start);
  }

  // A name that is neither called nor a sheet: cell, defined name, table, constant, function given as a value.
  void plain_name(std::string_view name, std::size_t start) {
    const bool prefixed = name.front() == '_';
    if (prefixed && !is_harmless_value(name)) return fail(Danger::Code, start);
    if (is_removed(scope_.removed_names, name)) return fail(Danger::RemovedName, start);
    while (peek() == '[') {
      if (!skip_brackets()) return fail(Danger::Limit, start);
      if (!is_name_byte(peek())) break;
      skip_word();  // R[-1]C[2]
    }
    operand_done();
  }
  // _xleta.SUM: a function as the argument of another one; _xlpm.x: a variable.
  static bool is_harmless_value(std::string_view name) {
    if (ascii::starts_with_ignoring_case(name, "_xll.") || ascii::starts_with_ignoring_case(name, "_xludf."))
      return false;
    if (ascii::starts_with_ignoring_case(name, "_xlfn.")) name.remove_prefix(6);
    if (!ascii::starts_with_ignoring_case(name, "_xleta.")) return true;
    return find_function(name.substr(7)).kind == FunctionKind::Allowed;
  }

  static bool is_removed(const NameSet* removed, std::string_view name) {
    return removed != nullptr && !removed->empty() && removed->contains(ascii::lower(name));
  }

  // The rest of a reference behind "Sheet!": a cell, a range, a name of that sheet.
  void reference_after_sheet() {
    const std::size_t start = at_;
    if (peek() == '#') {
      if (!skip_error()) return fail(Danger::Limit, start);
      return operand_done();
    }
    skip_word();
    if (at_ == start) return fail(Danger::Limit, start);
    if (peek() == '(') return fail(Danger::Code, start);  // a macro of a sheet or of the workbook
    if (peek() == '|') return fail(Danger::Dde, start);
    if (peek() == '!') {  // [0]!Sheet!A1 does not exist; #REF!Sheet!A1 does not either
      ++at_;
      return fail(Danger::Limit, start);
    }
    plain_name(text_.substr(start, at_ - start), start);
  }

  // single-quoted-string "!" (18.17.2.3): sheets, and workbooks with their path; 'label' in OpenFormula.
  void quoted_name() {
    const std::size_t start = at_;
    if (!skip_quoted('\'')) return fail(Danger::Limit, start);
    const std::string_view inside = text_.substr(start + 1, at_ - start - 2);
    if (open_formula_) {
      if (peek() == '#') return fail(Danger::ExternalBook, start);
      return peek() == '.' ? name_of_sheet() : operand_done();
    }
    if (inside.find('|') != std::string_view::npos) return fail(Danger::Dde, start);
    if (inside.find_first_of("[]\\/") != std::string_view::npos && !is_own_book(inside))
      return fail(Danger::ExternalBook, start);
    std::size_t next = at_;
    while (next < text_.size() && is_space(text_[next]))
      ++next;
    if (next < text_.size() && text_[next] == '|') return fail(Danger::Dde, start);
    if (peek() == ':') {  // 'first sheet':'last sheet'!A1
      ++at_;
      return expect_operand();
    }
    if (peek() != '!') return fail(Danger::Limit, start);
    ++at_;
    if (removes_sheet(inside)) return fail(Danger::RemovedName, start);
    reference_after_sheet();
  }
  static bool is_own_book(std::string_view inside) noexcept {
    return inside.starts_with("[0]") && inside.find_first_of("[]\\/", 3) == std::string_view::npos;
  }
  [[nodiscard]] bool removes_sheet(std::string_view inside) const {
    if (scope_.removed_sheets == nullptr || scope_.removed_sheets->empty()) return false;
    std::string plain;
    for (std::size_t i = 0; i < inside.size(); ++i) {
      plain.push_back(inside[i]);
      if (inside[i] == '\'') ++i;  // doubled
    }
    return is_removed(scope_.removed_sheets, plain);
  }

  // "[" at the place of an operand: another workbook, a column of the own table, in OpenFormula any reference.
  void bracket_operand() {
    const std::size_t start = at_;
    if (!skip_brackets()) return fail(Danger::Limit, start);
    const std::string_view inside = text_.substr(start + 1, at_ - start - 2);
    if (open_formula_) {
      if (has_source(inside)) return fail(Danger::ExternalBook, start);
      return operand_done();
    }
    const char c = peek();
    if (c == '|') return fail(Danger::Dde, start);
    if (inside == "0" && c == '!') {  // this workbook
      ++at_;
      return reference_after_sheet();
    }
    const auto number = ascii::parse_decimal(inside);
    const bool book = is_name_byte(c) || c == '!' || c == '\'' || (number.has_value() && *number != 0);
    if (book) return fail(Danger::ExternalBook, start);
    operand_done();
  }
  // Brackets up to the one that closes the first; inside, ' escapes the next character of a column's name, and quotes
  // a sheet's name in OpenFormula.
  bool skip_brackets() {
    std::size_t open = 0;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\'' && open_formula_) {
        if (!skip_quoted('\'')) return false;
        --at_;
      } else if (c == '\'') {
        ++at_;
      } else if (c == '[') {
        ++open;
      } else if (c == ']' && --open == 0) {
        ++at_;
        return true;
      }
    }
    return false;
  }
  // Source = "'" IRI "'" "#" (ODF 1.3 part 4, 5.8)
  static bool has_source(std::string_view inside) noexcept {
    return inside.find("'#") != std::string_view::npos || inside.find("://") != std::string_view::npos ||
           inside.find('|') != std::string_view::npos || inside.find("file:") != std::string_view::npos;
  }
  // NamedExpression = "$$" name (ODF 1.3 part 4, 5.11)
  void open_formula_name() {
    const std::size_t start = at_;
    at_ += 2;
    if (peek() == '\'') return quoted_name();
    skip_word();
    if (at_ == start + 2) return fail(Danger::Limit, start);
    plain_name(text_.substr(start + 2, at_ - start - 2), start);
  }

  // SheetLocalNamedExpression = quoted-sheet-name "." ["$$"] name (ODF 1.3 part 4, 5.11)
  void name_of_sheet() {
    ++at_;
    if (text_.substr(at_).starts_with("$$")) at_ += 2;
    reference_after_sheet();
  }

  // function-call = function-name "(" [argument-list] ")"
  void call(std::string_view name, std::size_t start) {
    if (ascii::starts_with_ignoring_case(name, "_xlpm.")) return open(Frame::Call);  // a variable that holds a LAMBDA
    const Function function = find_function(name);
    switch (function.kind) {
      case FunctionKind::Allowed:
        return open(Frame::Call);
      case FunctionKind::Indirect:
        return open(Frame::Indirect);
      case FunctionKind::Hyperlink:
        if (!links_harmlessly()) return fail(Danger::Link, start);
        return open(Frame::Call);
      case FunctionKind::Info:
        if (!asks_harmlessly()) return fail(Danger::Environment, start);
        return open(Frame::Call);
      case FunctionKind::Denied:
        if (scope_.lambdas != nullptr && function.danger == Danger::Code &&
            scope_.lambdas->contains(ascii::lower(name)))
          return open(Frame::Call);
        return fail(function.danger, start);
    }
  }

  // The first argument as a literal, and what follows it; an empty view where it is none.
  std::string_view literal_argument(char& follows) {
    const std::size_t back = at_++;
    skip_space();
    std::string_view inside;
    follows = '\0';
    if (peek() == '"') {
      const std::size_t start = at_ + 1;
      if (skip_quoted('"')) {
        inside = text_.substr(start, at_ - start - 1);
        skip_space();
        follows = peek();
      }
    }
    at_ = back;
    return inside;
  }
  // HYPERLINK("literal"[,…]) by the URI filter; an address that is put together may carry cell contents out
  // (SML-012), unless it begins with "#": that stays in the workbook.
  bool links_harmlessly() {
    char follows = '\0';
    const std::string_view address = literal_argument(follows);
    const bool whole = follows == ')' || follows == (open_formula_ ? ';' : ',');
    if (whole) return uri::is_allowed(uri::classify(address));
    return follows == '&' && address.starts_with('#');
  }
  // INFO("directory") is a path of the reader's machine.
  bool asks_harmlessly() {
    char follows = '\0';
    const std::string_view question = literal_argument(follows);
    if (follows != ')') return false;
    for (const std::string_view known : {"numfile", "recalc", "release", "system", "osversion", "origin"}) {
      if (ascii::equal_ignoring_case(question, known)) return true;
    }
    return false;
  }

  std::string_view text_;
  bool open_formula_;
  const Scope& scope_;
  std::size_t at_ = 0;
  bool operand_expected_ = true;
  bool may_be_empty_ = false;
  std::size_t depth_ = 0;
  std::size_t indirects_ = 0;
  Verdict verdict_;
  std::array<Frame, kMaxDepth> frames_;  // the first depth_ are set
};

struct IdRow {
  Danger danger;
  std::string_view id;
};
constexpr IdRow kIds[] = {
    {Danger::ExternalBook, "SML-006"}, {Danger::Dde, "SML-007"},         {Danger::Network, "SML-008"},
    {Danger::RealTimeData, "SML-009"}, {Danger::Code, "SML-010"},        {Danger::Python, "SML-011"},
    {Danger::Link, "SML-012"},         {Danger::Environment, "SML-013"}, {Danger::MacroFunction, "SML-006"},
    {Danger::RemovedName, "SML-006"},  {Danger::Limit, "SML-014"},
};

}  // namespace

Verdict judge(std::string_view formula, Dialect dialect, const Scope& scope) {
  if (formula.size() > kMaxFormulaBytes) return {Danger::Limit, formula.substr(0, 80)};
  return Judge(formula, dialect, scope).run();
}

std::string_view spreadsheet_id(Danger danger) noexcept {
  for (const IdRow& row : kIds) {
    if (row.danger == danger) return row.id;
  }
  return {};
}

}  // namespace mugai::formula
