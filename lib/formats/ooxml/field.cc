#include "lib/formats/ooxml/field.h"

#include <array>
#include <string>
#include <vector>

#include "lib/base/ascii.h"
#include "lib/core/uri.h"

namespace mugai::ooxml {
namespace {

enum class Kind : std::uint8_t {
  Plain,     // stays
  Simple,    // stays unless it nests a field: an instruction put together from pieces is decided at update time
  Link,      // HYPERLINK: by its address
  Property,  // shows a property of the document: stays while the properties do
  Flatten,   // goes
};

struct FieldRule {
  std::string_view name;
  Kind kind;
  std::string_view id;  // reported when it goes
};

// Field names of ECMA-376-1, 17.16.5 and of Word's own list. Not listed: goes as WML-019.
constexpr FieldRule kFields[] = {
    // Numbering, references and structure: read nothing but this document.
    {"PAGE", Kind::Plain, ""},
    {"NUMPAGES", Kind::Plain, ""},
    {"SECTION", Kind::Plain, ""},
    {"SECTIONPAGES", Kind::Plain, ""},
    {"PAGEREF", Kind::Plain, ""},
    {"REF", Kind::Simple, "WML-015"},
    {"NOTEREF", Kind::Plain, ""},
    {"FTNREF", Kind::Plain, ""},
    {"STYLEREF", Kind::Plain, ""},
    {"SEQ", Kind::Plain, ""},
    {"TOC", Kind::Plain, ""},
    {"TC", Kind::Plain, ""},
    {"TOA", Kind::Plain, ""},
    {"TA", Kind::Plain, ""},
    {"XE", Kind::Plain, ""},
    {"INDEX", Kind::Plain, ""},
    {"CITATION", Kind::Plain, ""},
    {"BIBLIOGRAPHY", Kind::Plain, ""},
    {"LISTNUM", Kind::Plain, ""},
    {"AUTONUM", Kind::Plain, ""},
    {"AUTONUMLGL", Kind::Plain, ""},
    {"AUTONUMOUT", Kind::Plain, ""},
    {"BIDIOUTLINE", Kind::Plain, ""},
    {"REVNUM", Kind::Property, "WML-017"},
    {"NUMCHARS", Kind::Property, "WML-017"},
    {"NUMWORDS", Kind::Property, "WML-017"},
    {"EDITTIME", Kind::Property, "WML-017"},
    {"FILESIZE", Kind::Plain, ""},
    // Dates.
    {"DATE", Kind::Plain, ""},
    {"TIME", Kind::Plain, ""},
    {"CREATEDATE", Kind::Property, "WML-017"},
    {"SAVEDATE", Kind::Property, "WML-017"},
    {"PRINTDATE", Kind::Property, "WML-017"},
    // Properties that stay with the document.
    {"AUTHOR", Kind::Property, "WML-017"},
    {"TITLE", Kind::Property, "WML-017"},
    {"SUBJECT", Kind::Property, "WML-017"},
    {"KEYWORDS", Kind::Property, "WML-017"},
    {"COMMENTS", Kind::Property, "WML-017"},
    // Drawing of text.
    {"EQ", Kind::Simple, "WML-015"},
    {"SYMBOL", Kind::Simple, "WML-015"},
    {"ADVANCE", Kind::Plain, ""},
    {"QUOTE", Kind::Simple, "WML-015"},
    {"=", Kind::Simple, "WML-015"},
    // Forms and merge results without a source.
    {"FORMTEXT", Kind::Plain, ""},
    {"FORMCHECKBOX", Kind::Plain, ""},
    {"FORMDROPDOWN", Kind::Plain, ""},
    {"MERGEFIELD", Kind::Simple, "WML-014"},
    {"IF", Kind::Plain, ""},
    {"HYPERLINK", Kind::Link, "WML-009"},
    // Runs, fetches or asks.
    {"DDE", Kind::Flatten, "WML-002"},
    {"DDEAUTO", Kind::Flatten, "WML-002"},
    {"LINK", Kind::Flatten, "WML-003"},
    {"INCLUDETEXT", Kind::Flatten, "WML-004"},
    {"INCLUDE", Kind::Flatten, "WML-004"},
    {"INCLUDEPICTURE", Kind::Flatten, "WML-005"},
    {"IMPORT", Kind::Flatten, "WML-005"},
    {"DATABASE", Kind::Flatten, "WML-006"},
    {"RD", Kind::Flatten, "WML-007"},
    {"MACROBUTTON", Kind::Flatten, "WML-008"},
    {"GOTOBUTTON", Kind::Flatten, "WML-008"},
    {"EMBED", Kind::Flatten, "WML-010"},
    {"OBJECT", Kind::Flatten, "WML-010"},
    {"CONTROL", Kind::Flatten, "WML-010"},
    {"HTMLCONTROL", Kind::Flatten, "WML-010"},
    {"OCX", Kind::Flatten, "WML-010"},
    {"SHAPE", Kind::Flatten, "WML-010"},
    {"ADDIN", Kind::Flatten, "WML-011"},
    {"PRIVATE", Kind::Flatten, "WML-011"},
    {"PRINT", Kind::Flatten, "WML-012"},
    {"AUTOTEXT", Kind::Flatten, "WML-013"},
    {"AUTOTEXTLIST", Kind::Flatten, "WML-013"},
    {"GLOSSARY", Kind::Flatten, "WML-013"},
    {"MERGEREC", Kind::Flatten, "WML-014"},
    {"MERGESEQ", Kind::Flatten, "WML-014"},
    {"NEXT", Kind::Flatten, "WML-014"},
    {"NEXTIF", Kind::Flatten, "WML-014"},
    {"SKIPIF", Kind::Flatten, "WML-014"},
    {"ADDRESSBLOCK", Kind::Flatten, "WML-014"},
    {"GREETINGLINE", Kind::Flatten, "WML-014"},
    {"ASK", Kind::Flatten, "WML-014"},
    {"FILLIN", Kind::Flatten, "WML-014"},
    {"SET", Kind::Flatten, "WML-014"},
    {"COMPARE", Kind::Flatten, "WML-014"},
    // Tells something of the reader's machine, or reads what was removed.
    {"FILENAME", Kind::Flatten, "WML-016"},
    {"TEMPLATE", Kind::Flatten, "WML-016"},
    {"USERNAME", Kind::Flatten, "WML-016"},
    {"USERADDRESS", Kind::Flatten, "WML-016"},
    {"USERINITIALS", Kind::Flatten, "WML-016"},
    {"LASTSAVEDBY", Kind::Flatten, "WML-016"},
    {"DOCPROPERTY", Kind::Flatten, "WML-017"},
    {"DOCVARIABLE", Kind::Flatten, "WML-017"},
    {"INFO", Kind::Flatten, "WML-017"},
    {"BARCODE", Kind::Flatten, "WML-018"},
    {"DISPLAYBARCODE", Kind::Flatten, "WML-018"},
    {"MERGEBARCODE", Kind::Flatten, "WML-018"},
};

const FieldRule* find_rule(std::string_view name) {
  for (const FieldRule& rule : kFields) {
    if (ascii::equal_ignoring_case(rule.name, name)) return &rule;
  }
  return nullptr;
}

struct Argument {
  std::string text;
  bool quoted = false;
};

// field-argument = 1*(any but space and quote) / DQUOTE *(any / "\" any) DQUOTE (ECMA-376-1, 17.16.2 to 17.16.4)
std::vector<Argument> split(std::string_view text) {
  std::vector<Argument> out;
  for (std::size_t i = 0; i < text.size();) {
    if (ascii::is_space(text[i])) {
      ++i;
      continue;
    }
    Argument argument;
    argument.quoted = text[i] == '"';
    if (argument.quoted) ++i;
    for (; i < text.size(); ++i) {
      if (argument.quoted ? text[i] == '"' : (ascii::is_space(text[i]) || text[i] == '"')) break;
      if (argument.quoted && text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '\\' || text[i + 1] == '"')) ++i;
      argument.text.push_back(text[i]);
    }
    if (argument.quoted && i < text.size()) ++i;
    out.push_back(std::move(argument));
  }
  return out;
}

// HYPERLINK [address] \l anchor \o tip \t target \n \m \s anchor: the address must pass the URI filter; only \l, \s and
// \o are known to be harmless, \t (target frame) is passed over as w:tgtFrame is removed elsewhere only.
bool is_safe_link(const std::vector<Argument>& arguments) {
  std::size_t addresses = 0;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const Argument& argument = arguments[i];
    if (!argument.quoted && argument.text.size() == 2 && argument.text[0] == '\\') {
      const char which = ascii::to_lower(argument.text[1]);
      if (which == 'l' || which == 'o' || which == 's') ++i;  // takes the next argument
      if (which == 't') return false;
      if (std::string_view("losnmh").find(which) == std::string_view::npos) return false;
      continue;
    }
    if (++addresses > 1 || !uri::is_allowed(uri::classify(argument.text))) return false;
  }
  return true;
}

}  // namespace

FieldVerdict judge_field(std::string_view instruction, bool nests) {
  const FieldVerdict unknown{false, "WML-019", false};
  if (instruction.size() > kMaxInstructionBytes) return unknown;
  const std::string_view text = ascii::trim(instruction);
  if (text.empty()) return unknown;
  if (text.front() == '=') return nests ? FieldVerdict{false, "WML-015", false} : FieldVerdict{true, "", false};
  const std::vector<Argument> arguments = split(text);
  if (arguments.empty() || arguments[0].quoted) return unknown;
  const FieldRule* rule = find_rule(arguments[0].text);
  if (rule == nullptr) {
    // A bookmark's name alone is a REF field without its keyword (17.16.5.51); it reads this document only, but it also
    // is how a keyword is put together, so it goes.
    return unknown;
  }
  switch (rule->kind) {
    case Kind::Plain:
      return {true, "", false};
    case Kind::Property:
      return {true, rule->id, false, true};
    case Kind::Simple:
      return {!nests, rule->id, false};
    case Kind::Link:
      return {!nests && is_safe_link(arguments), rule->id, true};
    case Kind::Flatten:
      break;
  }
  return {false, rule->id, false};
}

}  // namespace mugai::ooxml
