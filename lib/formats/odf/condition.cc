#include "lib/formats/odf/condition.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/formats/formula/judge.h"

namespace mugai::odf {
namespace {

// Function names of conditions; what stands in their brackets are formulas. Longer ones before those that begin them.
constexpr std::array<std::string_view, 34> kWords = {
    {// table:condition, style:condition
     "cell-content-text-length-is-not-between", "cell-content-text-length-is-between", "cell-content-text-length",
     "cell-content-is-not-between", "cell-content-is-between", "cell-content-is-in-list",
     "cell-content-is-whole-number", "cell-content-is-decimal-number", "cell-content-is-date", "cell-content-is-time",
     "cell-content-is-text", "cell-content", "is-true-formula", "value",
     // calcext:value
     "formula-is", "not-between", "between", "not-contains-text", "contains-text", "begins-with", "ends-with",
     "top-elements", "bottom-elements", "top-percent", "bottom-percent", "above-equal-average", "below-equal-average",
     "above-average", "below-average", "not-duplicate", "duplicate", "unique", "is-error", "is-no-error"}};

constexpr std::array<std::string_view, 7> kOperators = {{"!=", "<>", "<=", ">=", "=", "<", ">"}};

bool is_prefix_byte(char c) noexcept {
  return ascii::is_alnum(c) || c == '_' || c == '-' || c == '.';
}

std::size_t skip_quoted(std::string_view text, std::size_t at) {
  const char quote = text[at++];
  while (at < text.size() && text[at] != quote)
    ++at;
  return std::min(at + 1, text.size());
}

// The end of the piece of `text` that begins at `at` and ends at one of `stops` outside of quotes and brackets.
std::size_t find_end(std::string_view text, std::size_t at, std::string_view stops) {
  std::size_t open = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at = skip_quoted(text, at);
      continue;
    }
    if (open == 0 && stops.find(c) != std::string_view::npos) return at;
    if (c == '(' || c == '[' || c == '{') ++open;
    if ((c == ')' || c == ']' || c == '}') && open > 0) --open;
    ++at;
  }
  return at;
}

// " and " and " or " between clauses, outside of quotes and brackets: the end of the first clause, and what it takes to
// get past the word.
std::size_t find_conjunction(std::string_view text, std::size_t& skip) {
  for (std::size_t at = 0; at < text.size();) {
    at = find_end(text, at, " ");
    for (const std::string_view word : {" and ", " or "}) {
      if (!text.substr(std::min(at, text.size())).starts_with(word)) continue;
      skip = word.size();
      return at;
    }
    ++at;
  }
  skip = 0;
  return text.size();
}

// Functions that OpenOffice.org wrote by the names of its add-ins: the same ones as those without.
constexpr std::array<std::string_view, 3> kAddIns = {"com.sun.star.sheet.addin.Analysis.get",
                                                     "com.sun.star.sheet.addin.DateFunctions.get",
                                                     "com.sun.star.sheet.addin.PricingFunctions.get"};

std::string without_add_ins(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto found = std::find_if(kAddIns.begin(), kAddIns.end(), [&](std::string_view name) {
      return ascii::starts_with_ignoring_case(text.substr(at), name);
    });
    if (found != kAddIns.end()) {
      at += found->size();
    } else {
      out.push_back(text[at++]);
    }
  }
  return out;
}

// $Sheet1.$A$1:.$B$2 without brackets, as names of ranges have it: addresses and nothing that computes.
bool is_address(std::string_view text) {
  return text.find_first_of("()+*/^&=<>;\"{}[]") == std::string_view::npos && judge_addresses(text).empty();
}

std::string_view judge_open_formula(std::string_view text) {
  text = ascii::trim(text);
  if (text.empty() || is_address(text)) return {};
  if (ascii::lower(text).find("com.sun.star.") != std::string::npos) {
    const std::string plain = without_add_ins(text);
    return formula::judge(plain, formula::Dialect::OpenFormula).danger == formula::Danger::None ? std::string_view()
                                                                                                : text;
  }
  const formula::Verdict verdict = formula::judge(text, formula::Dialect::OpenFormula);
  if (verdict.danger == formula::Danger::None) return {};
  return verdict.what.empty() ? text : verdict.what;
}

// arguments = [ argument *( ("," / ";") argument ) ]
std::string_view judge_arguments(std::string_view arguments) {
  for (std::size_t at = 0; at < arguments.size();) {
    const std::size_t end = find_end(arguments, at, ",;");
    const std::string_view bad = judge_open_formula(arguments.substr(at, end - at));
    if (!bad.empty()) return bad;
    at = end + 1;
  }
  return {};
}

// comparison = operator expression
std::string_view judge_comparison(std::string_view text) {
  for (const std::string_view op : kOperators) {
    if (text.starts_with(op)) return judge_open_formula(text.substr(op.size()));
  }
  return text;
}

// clause = word [ "(" arguments ")" ] [ comparison ] | comparison | expression
std::string_view judge_clause(std::string_view clause) {
  clause = ascii::trim(clause);
  if (clause.empty()) return {};
  for (const std::string_view word : kWords) {
    if (!clause.starts_with(word)) continue;
    std::string_view rest = clause.substr(word.size());
    if (!rest.empty() && is_prefix_byte(rest.front())) continue;
    rest = ascii::trim(rest);
    if (rest.starts_with('(')) {
      const std::size_t end = find_end(rest, 1, ")");
      if (end == rest.size()) return clause;
      const std::string_view bad = judge_arguments(rest.substr(1, end - 1));
      if (!bad.empty()) return bad;
      rest = ascii::trim(rest.substr(end + 1));
    }
    return rest.empty() ? rest : judge_comparison(rest);
  }
  const bool compares =
      std::any_of(kOperators.begin(), kOperators.end(), [&](std::string_view op) { return clause.starts_with(op); });
  return compares ? judge_comparison(clause) : judge_open_formula(clause);
}

// Writer's own language of fields and tables computes from fields, cells of tables and constants; it has no function
// that reaches outside. What looks like an address has no place in it.
std::string_view judge_writer(std::string_view text) {
  if (text.size() > formula::kMaxFormulaBytes) return text.substr(0, 80);
  for (const std::string_view mark : {"://", "vnd.", "$(", "file:", "'#"}) {
    const std::size_t at = text.find(mark);
    if (at != std::string_view::npos) return text.substr(at);
  }
  return {};
}

}  // namespace

Expression split_prefix(std::string_view value) {
  std::size_t at = 0;
  while (at < value.size() && is_prefix_byte(value[at]))
    ++at;
  if (at == 0 || at >= value.size() || value[at] != ':' || !ascii::is_alpha(value[0])) return {{}, value};
  return {value.substr(0, at), value.substr(at + 1)};
}

std::string_view judge_formula(std::string_view expression, Grammar grammar) {
  switch (grammar) {
    case Grammar::Foreign:
      return expression.empty() ? std::string_view("?") : expression;
    case Grammar::Writer:
      return judge_writer(expression);
    case Grammar::None:
    case Grammar::OpenFormula:
      break;
  }
  return judge_open_formula(expression);
}

std::string_view judge_condition(std::string_view expression, Grammar grammar) {
  if (grammar == Grammar::Foreign || grammar == Grammar::Writer) return judge_formula(expression, grammar);
  if (expression.size() > formula::kMaxFormulaBytes) return expression.substr(0, 80);
  while (!expression.empty()) {
    std::size_t skip = 0;
    const std::size_t end = find_conjunction(expression, skip);
    const std::string_view bad = judge_clause(expression.substr(0, end));
    if (!bad.empty()) return bad;
    expression.remove_prefix(std::min(end + skip, expression.size()));
  }
  return {};
}

std::string_view judge_addresses(std::string_view addresses) {
  constexpr std::string_view kError = "#REF!";
  for (std::size_t at = 0; at < addresses.size();) {
    const char c = addresses[at];
    if (c == '\'') {
      const std::size_t start = at;
      at = skip_quoted(addresses, at);
      if (at < addresses.size() && addresses[at] == '#') return addresses.substr(start);
      continue;
    }
    const std::string_view rest = addresses.substr(at);
    if (rest.starts_with("://") || c == '|' || c == '\\') return addresses;
    if (c == '#' && !rest.starts_with(kError)) return addresses;
    at += c == '#' ? kError.size() : 1;
  }
  return {};
}

}  // namespace mugai::odf
