#include "tests/support/disguise.h"

#include <array>
#include <string>
#include <string_view>

#include "lib/base/ascii.h"
#include "tests/support/ooxml_builder.h"
#include "tests/support/zip_builder.h"

namespace mugai::testing {
namespace {

struct Pair {
  std::string_view from, to;
};
constexpr std::array<Pair, 5> kStrict = {{
    {"http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"},
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
     "http://purl.oclc.org/ooxml/wordprocessingml/main"},
    {"http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main"},
    {"http://schemas.openxmlformats.org/presentationml/2006/main", "http://purl.oclc.org/ooxml/presentationml/main"},
    {"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
     "http://purl.oclc.org/ooxml/officeDocument/relationships"},
}};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The first letter of a value or a text as a character reference.
void append_referenced(std::string& out, std::string_view value) {
  bool done = false;
  bool in_reference = false;
  for (const char c : value) {
    in_reference = c == '&' || (in_reference && c != ';');
    if (!done && !in_reference && is_letter(c)) {
      out += "&#" + std::to_string(static_cast<int>(c)) + ";";
      done = true;
    } else {
      out.push_back(c);
    }
  }
}

// "w:p" → "q_w:p"; the prefix xml and names without a prefix stay.
std::string renamed(std::string_view name) {
  const std::size_t colon = name.find(':');
  if (name.starts_with("xmlns:")) return "xmlns:q_" + std::string(name.substr(6));
  if (colon == std::string_view::npos || name.starts_with("xml:")) return std::string(name);
  return "q_" + std::string(name);
}
// "w14 wp14" → "q_w14 q_wp14"
std::string renamed_list(std::string_view prefixes) {
  std::string out;
  for (const char c : prefixes) {
    if (is_letter(c) && (out.empty() || out.back() == ' ')) out += "q_";
    out.push_back(c);
  }
  return out;
}

// One start tag between '<' and '>', an end tag where it begins with '/'.
void append_tag(std::string& out, std::string_view tag) {
  const bool is_end = tag.starts_with('/');
  if (is_end) tag.remove_prefix(1);
  std::size_t at = std::min(tag.find_first_of(" \t\r\n/"), tag.size());
  out += is_end ? "</" : "<";
  out += renamed(tag.substr(0, at));
  while (at < tag.size()) {
    const std::size_t equals = tag.find('=', at);
    if (equals == std::string_view::npos) {
      out += tag.substr(at);
      break;
    }
    const std::size_t name = tag.find_first_not_of(" \t\r\n", at);
    const char quote = tag[equals + 1];
    const std::size_t end = tag.find(quote, equals + 2);
    const std::string_view key = tag.substr(name, equals - name);
    const std::string_view value = tag.substr(equals + 2, end - equals - 2);
    out += "\n " + renamed(key) + " = " + quote;
    if (key == "Requires" || key == "mc:Ignorable") {
      out += renamed_list(value);
    } else if (key.starts_with("xmlns")) {
      out += value;
    } else {
      append_referenced(out, value);
    }
    out.push_back(quote);
    at = end + 1;
  }
  out.push_back('>');
}

std::string disguised_xml(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    if (text.front() != '<') {
      const std::size_t end = std::min(text.find('<'), text.size());
      append_referenced(out, text.substr(0, end));
      text.remove_prefix(end);
      continue;
    }
    const bool comment = text.starts_with("<!--"), data = text.starts_with("<![CDATA["), pi = text.starts_with("<?");
    const std::string_view closer = comment ? "-->" : data ? "]]>" : pi ? "?>" : ">";
    std::size_t end = text.find(closer);
    if (end == std::string_view::npos) return out.append(text);
    end += closer.size();
    if (text.starts_with("<?xml ")) {
      // The declaration speaks of the encoding, which changes.
    } else if (comment || data || pi || text.starts_with("<!")) {
      out += text.substr(0, end);
    } else {
      append_tag(out, text.substr(1, end - 2));
    }
    text.remove_prefix(end);
  }
  return out;
}

std::string strict(std::string text) {
  for (const Pair& pair : kStrict)
    replace_all(text, pair.from, pair.to);
  return text;
}

// UTF-16 of text in UTF-8, with its mark.
std::string utf16(std::string_view text) {
  std::string out = "\xFF\xFE";
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t code = size == 1 ? first : first & (0xFFU >> (size + 1));
    for (std::size_t k = 1; k < size; ++k)
      code = (code << 6U) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    i += size;
    if (code >= 0x10000) {
      out += le16(0xD800 + ((code - 0x10000) >> 10U));
      code = 0xDC00 + ((code - 0x10000) & 0x3FFU);
    }
    out += le16(code);
  }
  return out;
}

}  // namespace

Buffer disguise(Bytes package) {
  ZipFile file;
  for (auto& [name, bytes] : unzip(package)) {
    ZipMember member;
    member.name = name;
    const bool is_xml = name.ends_with(".xml") || name.ends_with(".rels") || name.ends_with(".vml");
    const bool is_text = is_xml && !bytes.empty() && bytes[0] == '<';
    member.data = is_text ? utf16(disguised_xml(strict(bytes))) : bytes;
    member.method = 8;
    file.members.push_back(std::move(member));
  }
  const std::string built = build_zip(file);
  return {built.begin(), built.end()};
}

}  // namespace mugai::testing
