// The states of the HTML tokenizer, in the order and by the names of the HTML standard, section 13.2.5
// ("Tokenization", https://html.spec.whatwg.org/multipage/parsing.html#tokenization).
#pragma once

#include <cstdint>
#include <string_view>

namespace mugai::html {

enum class State : std::uint8_t {
  Data,                                 // 13.2.5.1
  Rcdata,                               // 13.2.5.2: textarea, title
  Rawtext,                              // 13.2.5.3: style, xmp, iframe, noembed, noframes
  ScriptData,                           // 13.2.5.4
  Plaintext,                            // 13.2.5.5
  TagOpen,                              // 13.2.5.6
  EndTagOpen,                           // 13.2.5.7
  TagName,                              // 13.2.5.8
  RcdataLessThan,                       // 13.2.5.9
  RcdataEndTagOpen,                     // 13.2.5.10
  RcdataEndTagName,                     // 13.2.5.11
  RawtextLessThan,                      // 13.2.5.12
  RawtextEndTagOpen,                    // 13.2.5.13
  RawtextEndTagName,                    // 13.2.5.14
  ScriptDataLessThan,                   // 13.2.5.15
  ScriptDataEndTagOpen,                 // 13.2.5.16
  ScriptDataEndTagName,                 // 13.2.5.17
  ScriptDataEscapeStart,                // 13.2.5.18
  ScriptDataEscapeStartDash,            // 13.2.5.19
  ScriptDataEscaped,                    // 13.2.5.20
  ScriptDataEscapedDash,                // 13.2.5.21
  ScriptDataEscapedDashDash,            // 13.2.5.22
  ScriptDataEscapedLessThan,            // 13.2.5.23
  ScriptDataEscapedEndTagOpen,          // 13.2.5.24
  ScriptDataEscapedEndTagName,          // 13.2.5.25
  ScriptDataDoubleEscapeStart,          // 13.2.5.26
  ScriptDataDoubleEscaped,              // 13.2.5.27
  ScriptDataDoubleEscapedDash,          // 13.2.5.28
  ScriptDataDoubleEscapedDashDash,      // 13.2.5.29
  ScriptDataDoubleEscapedLessThan,      // 13.2.5.30
  ScriptDataDoubleEscapeEnd,            // 13.2.5.31
  BeforeAttributeName,                  // 13.2.5.32
  AttributeName,                        // 13.2.5.33
  AfterAttributeName,                   // 13.2.5.34
  BeforeAttributeValue,                 // 13.2.5.35
  AttributeValueDoubleQuoted,           // 13.2.5.36
  AttributeValueSingleQuoted,           // 13.2.5.37
  AttributeValueUnquoted,               // 13.2.5.38
  AfterAttributeValueQuoted,            // 13.2.5.39
  SelfClosingStartTag,                  // 13.2.5.40
  BogusComment,                         // 13.2.5.41
  MarkupDeclarationOpen,                // 13.2.5.42
  CommentStart,                         // 13.2.5.43
  CommentStartDash,                     // 13.2.5.44
  Comment,                              // 13.2.5.45
  CommentLessThan,                      // 13.2.5.46
  CommentLessThanBang,                  // 13.2.5.47
  CommentLessThanBangDash,              // 13.2.5.48
  CommentLessThanBangDashDash,          // 13.2.5.49
  CommentEndDash,                       // 13.2.5.50
  CommentEnd,                           // 13.2.5.51
  CommentEndBang,                       // 13.2.5.52
  Doctype,                              // 13.2.5.53
  BeforeDoctypeName,                    // 13.2.5.54
  DoctypeName,                          // 13.2.5.55
  AfterDoctypeName,                     // 13.2.5.56
  AfterDoctypePublicKeyword,            // 13.2.5.57
  BeforeDoctypePublicIdentifier,        // 13.2.5.58
  DoctypePublicIdentifierDoubleQuoted,  // 13.2.5.59
  DoctypePublicIdentifierSingleQuoted,  // 13.2.5.60
  AfterDoctypePublicIdentifier,         // 13.2.5.61
  BetweenDoctypePublicAndSystem,        // 13.2.5.62
  AfterDoctypeSystemKeyword,            // 13.2.5.63
  BeforeDoctypeSystemIdentifier,        // 13.2.5.64
  DoctypeSystemIdentifierDoubleQuoted,  // 13.2.5.65
  DoctypeSystemIdentifierSingleQuoted,  // 13.2.5.66
  AfterDoctypeSystemIdentifier,         // 13.2.5.67
  BogusDoctype,                         // 13.2.5.68
  CdataSection,                         // 13.2.5.69
  CdataSectionBracket,                  // 13.2.5.70
  CdataSectionEnd,                      // 13.2.5.71
  CharacterReference,                   // 13.2.5.72
  NamedCharacterReference,              // 13.2.5.73
  NumericCharacterReference,            // 13.2.5.75 (13.2.5.74, the ambiguous ampersand, has no effect of its own)
  HexadecimalCharacterReferenceStart,   // 13.2.5.76
  HexadecimalCharacterReference,        // 13.2.5.78
  DecimalCharacterReference,            // 13.2.5.79
};

// The tokenizer state that the contents of an element need (13.2.6.4, "generic raw text / RCDATA parsing", script,
// plaintext), for HTML elements with scripting off; Data for all others.
constexpr State content_state(std::string_view tag_name) noexcept {
  struct Row {
    std::string_view name;
    State state;
  };
  // 13.2.6.4.4 and 13.2.6.4.7. noscript is not among them: scripting is off, its content is ordinary.
  constexpr Row kRows[] = {
      {"title", State::Rcdata},     {"textarea", State::Rcdata},   {"style", State::Rawtext},
      {"xmp", State::Rawtext},      {"iframe", State::Rawtext},    {"noembed", State::Rawtext},
      {"noframes", State::Rawtext}, {"script", State::ScriptData}, {"plaintext", State::Plaintext}};
  for (const Row& row : kRows) {
    if (row.name == tag_name) return row.state;
  }
  return State::Data;
}

}  // namespace mugai::html
