#include "lib/formats/ooxml/formula.h"

#include <array>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/core/uri.h"

namespace mugai::ooxml {
namespace {

constexpr std::size_t kMaxFormulaBytes = 64 * 1024;  // Excel's own limit is 8,192 characters

struct FunctionRule {
  std::string_view name;  // lower case, without the _xlfn. prefixes
  std::string_view id;
};
constexpr FunctionRule kFunctions[] = {
    // Sends a request or fetches something.
    {"webservice", "SML-008"},
    {"image", "SML-008"},
    {"filterxml", "SML-008"},
    {"stockhistory", "SML-008"},
    {"translate", "SML-008"},
    {"detectlanguage", "SML-008"},
    {"copilot", "SML-008"},
    {"importtext", "SML-008"},
    {"importcsv", "SML-008"},
    {"fieldvalue", "SML-008"},
    {"importdata", "SML-008"},
    {"importxml", "SML-008"},
    {"importhtml", "SML-008"},
    {"importrange", "SML-008"},
    {"importfeed", "SML-008"},
    {"rtd", "SML-009"},
    {"dde", "SML-007"},
    // Runs code or asks a server.
    {"call", "SML-010"},
    {"register", "SML-010"},
    {"register.id", "SML-010"},
    {"unregister", "SML-010"},
    {"exec", "SML-010"},
    {"run", "SML-010"},
    {"evaluate", "SML-010"},
    {"sql.request", "SML-010"},
    {"cubemember", "SML-010"},
    {"cubevalue", "SML-010"},
    {"cubeset", "SML-010"},
    {"cubesetcount", "SML-010"},
    {"cuberankedmember", "SML-010"},
    {"cubememberproperty", "SML-010"},
    {"cubekpimember", "SML-010"},
    {"py", "SML-011"},
    // Reads the reader's machine (macro functions that names can call).
    {"get.cell", "SML-006"},
    {"get.workbook", "SML-006"},
    {"get.workspace", "SML-006"},
    {"get.document", "SML-006"},
    {"get.note", "SML-006"},
    {"files", "SML-006"},
    {"directory", "SML-006"},
    {"documents", "SML-006"},
    {"fopen", "SML-006"},
    {"fwrite", "SML-006"},
    {"fwriteln", "SML-006"},
    {"fread", "SML-006"},
    {"halt", "SML-006"},
    {"initiate", "SML-007"},
    {"execute", "SML-007"},
    {"poke", "SML-007"},
    {"request", "SML-007"},
    {"terminate", "SML-007"},
    {"send.keys", "SML-006"},
    {"app.activate", "SML-006"},
    {"formula", "SML-006"},
    {"formula.fill", "SML-006"},
    {"alert", "SML-006"},
    {"on.time", "SML-006"},
    {"shell", "SML-010"},
};

constexpr std::array<bool, 256> kNameBytes = [] {
  std::array<bool, 256> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = static_cast<char>(i);
    bytes[i] = ascii::is_alnum(c) || c == '_' || c == '.' || c == '\\' || c == '?' || i >= 0x80;
  }
  return bytes;
}();

bool is_name_byte(char c) noexcept {
  return kNameBytes[static_cast<unsigned char>(c)];
}

// For each first letter (of 26), the lengths of the functions of kFunctions that begin with it, as bits: tells in one
// look that nearly all functions of a sheet are none of them.
constexpr std::array<std::uint32_t, 26> kLengths = [] {
  std::array<std::uint32_t, 26> lengths{};
  for (const FunctionRule& rule : kFunctions)
    lengths[static_cast<std::size_t>(rule.name.front() - 'a')] |= std::uint32_t{1} << rule.name.size();
  return lengths;
}();

bool is_surely_harmless(std::string_view name) noexcept {
  const char first = ascii::to_lower(name.front());
  if (first < 'a' || first > 'z') return false;  // among them the prefixes that begin with '_'
  return name.size() >= 32 || ((kLengths[static_cast<std::size_t>(first - 'a')] >> name.size()) & 1) == 0;
}

std::string_view function_id(std::string_view name) {
  if (is_surely_harmless(name)) return {};
  std::string lower = ascii::lower(name);
  if (lower.starts_with("_xll.") || lower.starts_with("_xludf.")) return "SML-010";  // add-in functions
  for (const std::string_view prefix : {"_xlfn.", "_xlws.", "_xlfn."}) {
    if (lower.starts_with(prefix)) lower.erase(0, prefix.size());
  }
  if (lower.starts_with("_xldudf_") || lower.starts_with("_xll.")) return "SML-010";
  for (const FunctionRule& rule : kFunctions) {
    if (rule.name == lower) return rule.id;
  }
  return {};
}

// "[12]" in front of a sheet name: a reference to another workbook (18.17.2.3). "[0]" is this one.
bool is_external_book(std::string_view text) {
  const std::size_t end = text.find(']');
  if (text.empty() || text[0] != '[' || end == std::string_view::npos) return false;
  const std::string_view inside = text.substr(1, end - 1);
  const auto number = ascii::parse_decimal(inside);
  if (number.has_value()) return *number != 0;
  // A written-out book name: [Book.xlsx]Sheet1!A1.
  return ascii::lower(inside).find(".xl") != std::string::npos ||
         inside.find_first_of("/\\:") != std::string_view::npos;
}

class Scanner {
 public:
  Scanner(std::string_view text, const NameSet& removed_names) : text_(text), removed_names_(removed_names) {}

  // formula tokens (18.17.2): strings in double quotes, sheet names in single quotes, names, operators.
  std::string_view run() {
    while (at_ < text_.size()) {
      const std::string_view id = token();
      if (!id.empty()) return id;
    }
    return {};
  }

 private:
  std::string_view token() {
    const char c = text_[at_];
    if (c == '"') {
      (void)quoted('"');
      previous_is_name_ = false;
      return {};
    }
    if (c == '\'') return sheet_name();
    if (c == '|') return "SML-007";  // no operator of the grammar: only DDE has it
    if (c == '[') return bracket();
    if (is_name_byte(c)) return name();
    previous_is_name_ = c == ']' || c == ')';
    ++at_;
    return {};
  }

  std::string_view quoted(char quote) {
    const std::size_t start = ++at_;
    while (at_ < text_.size()) {
      if (text_[at_] == quote) {
        if (at_ + 1 >= text_.size() || text_[at_ + 1] != quote) break;
        ++at_;
      }
      ++at_;
    }
    const std::string_view inside = text_.substr(start, std::min(at_, text_.size()) - start);
    at_ = std::min(at_ + 1, text_.size());
    return inside;
  }

  std::string_view sheet_name() {
    const std::string_view inside = quoted('\'');
    previous_is_name_ = true;
    const std::size_t open = inside.find('[');
    if (open != std::string_view::npos && is_external_book(inside.substr(open))) return "SML-006";
    if (inside.find_first_of("\\/|") != std::string_view::npos) return "SML-006";  // a path; no sheet name has these
    return {};
  }

  std::string_view bracket() {
    if (!previous_is_name_ && is_external_book(text_.substr(at_))) return "SML-006";
    // A structured reference (18.17.2.3): column names are free text up to the bracket that closes it.
    std::size_t depth = 0;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\'' && depth > 0 && at_ + 1 < text_.size()) {
        ++at_;  // escapes the next character
      } else if (text_[at_] == '[') {
        ++depth;
      } else if (text_[at_] == ']' && --depth == 0) {
        ++at_;
        break;
      }
    }
    previous_is_name_ = true;
    return {};
  }

  std::string_view name() {
    const std::size_t start = at_;
    while (at_ < text_.size() && is_name_byte(text_[at_]))
      ++at_;
    const std::string_view word = text_.substr(start, at_ - start);
    previous_is_name_ = true;
    std::size_t next = at_;
    while (next < text_.size() && ascii::is_space(text_[next]))
      ++next;
    if (next < text_.size() && text_[next] == '(') {
      if (ascii::equal_ignoring_case(word, "hyperlink")) return hyperlink(text_.substr(next + 1));
      if (const std::string_view id = function_id(word); !id.empty()) return id;
    }
    if (word.front() == '\\') return "SML-006";
    if (!removed_names_.empty() && removed_names_.contains(ascii::lower(word))) return "SML-006";
    return {};
  }

  // HYPERLINK("literal"[,…]) by the URI filter; a computed address may carry cell contents out (SML-012).
  static std::string_view hyperlink(std::string_view arguments) {
    arguments = ascii::trim(arguments);
    if (arguments.empty() || arguments.front() != '"') return "SML-012";
    const std::size_t end = arguments.find('"', 1);
    if (end == std::string_view::npos) return "SML-012";
    const std::string_view after = ascii::trim(arguments.substr(end + 1));
    if (after.empty() || (after.front() != ',' && after.front() != ')')) return "SML-012";
    return uri::is_allowed(uri::classify(arguments.substr(1, end - 1))) ? std::string_view{} : "SML-012";
  }

  std::string_view text_;
  const NameSet& removed_names_;
  std::size_t at_ = 0;
  bool previous_is_name_ = false;
};

}  // namespace

std::string_view judge_formula(std::string_view formula, const NameSet& removed_names) {
  if (formula.size() > kMaxFormulaBytes) return "SML-014";
  return Scanner(formula, removed_names).run();
}

std::string_view judge_defined_name(std::string_view name) {
  // Excel skips characters that show nothing when it looks for the automatic names.
  std::string plain;
  for (std::string_view rest = name; !rest.empty();) {
    const auto c = utf8::decode(rest);
    if (c.valid && c.code > 0x20 && !utf8::is_invisible(c.code) && c.code < 0x80)
      plain.push_back(ascii::to_lower(rest[0]));
    rest.remove_prefix(c.length);
  }
  if (plain.starts_with("_xlnm.")) plain.erase(0, 6);
  for (const std::string_view automatic : {"auto_open", "auto_close", "auto_activate", "auto_deactivate"}) {
    if (plain.starts_with(automatic)) return "SML-004";
  }
  return {};
}

}  // namespace mugai::ooxml
