// Writing the name of an attachment so that the mail programs and groupware in use find it (japanese mail practice):
// the whole name encoded, always quoted, each folded line ending in "?=".
#include <algorithm>

#include "lib/base/utf8.h"
#include "lib/text/encoded_word.h"
#include "lib/text/file_name.h"
#include "lib/text/header_words.h"

namespace mugai::text {
namespace {

constexpr std::size_t kMaxLine = 76;
constexpr std::string_view kHex = "0123456789ABCDEF";

bool is_quotable(std::string_view name) {
  return !may_hold_words(name) &&
         std::all_of(name.begin(), name.end(), [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
}

// RFC 8187 attr-char: what may stand unencoded in every one of the RFCs about it.
bool is_attribute_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_';
}

std::string percent_encode(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_attribute_character(c)) {
      out.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out.push_back('%');
    out.push_back(kHex[byte >> 4]);
    out.push_back(kHex[byte & 0x0F]);
  }
  return out;
}

std::string quoted(std::string_view parameter, std::string_view name) {
  const std::string head = ";\r\n " + std::string(parameter) + "=\"";
  return head + (is_quotable(name) ? std::string(name) : encode_words(name, head.size() - 3)) + "\"";
}

// parameter*=UTF-8''… on one line, or parameter*0*=UTF-8''…; parameter*1*=…, cut between characters.
std::string extended(std::string_view parameter, std::string_view name) {
  if (is_quotable(name)) return quoted(parameter, name);
  const std::string whole = ";\r\n " + std::string(parameter) + "*=UTF-8''" + percent_encode(name);
  if (whole.size() - 3 < kMaxLine) return whole;
  std::string out;
  for (unsigned section = 0; !name.empty(); ++section) {
    std::string line =
        " " + std::string(parameter) + "*" + std::to_string(section) + "*=" + (section == 0 ? "UTF-8''" : "");
    for (bool first = true; !name.empty(); first = false) {
      const std::string_view character = name.substr(0, utf8::decode(name).length);
      const std::string encoded = percent_encode(character);
      if (!first && line.size() + encoded.size() >= kMaxLine) break;
      line += encoded;
      name.remove_prefix(character.size());
    }
    out += ";\r\n" + line;
  }
  return out;
}

}  // namespace

FileNameParameters encode_file_name_parameters(std::string_view utf8_name, policy::FileNameStyle style) {
  const std::string name = utf8::one_line(utf8_name, 2 * kMaxNameBytes);
  const bool words_in_type = style != policy::FileNameStyle::Rfc2231;
  const bool words_in_disposition = style == policy::FileNameStyle::Rfc2047;
  return {words_in_type ? quoted("name", name) : extended("name", name),
          words_in_disposition ? quoted("filename", name) : extended("filename", name)};
}

}  // namespace mugai::text
