#include "lib/formats/mail/alternatives.h"

#include <algorithm>
#include <string>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"

namespace mugai::mail {
namespace {

// Letters and digits alone: what remains of a text when layout, punctuation and link targets are taken off.
std::string essence(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    if (text.substr(0, 7) == "http://" || text.substr(0, 8) == "https://" || text.substr(0, 7) == "mailto:") {
      text.remove_prefix(std::min(text.find_first_of(" \t\r\n<>\"'"), text.size()));
      continue;
    }
    const utf8::Decoded d = utf8::decode(text);
    const bool ascii_letter = d.code < 0x80 && ascii::is_alnum(static_cast<char>(d.code));
    const bool wide_letter = d.code > 0xBF && !utf8::is_invisible(d.code) && !utf8::is_bidi_control(d.code) &&
                             !(d.code >= 0x2000 && d.code <= 0x206F) && !(d.code >= 0x3000 && d.code <= 0x3020) &&
                             !(d.code >= 0x2500 && d.code <= 0x25FF) && d.code != 0x30FB;
    if (ascii_letter) out.push_back(ascii::to_lower(static_cast<char>(d.code)));
    if (wide_letter) out.append(text.substr(0, d.length));
    text.remove_prefix(d.length);
  }
  return out;
}

}  // namespace

Choice choose_alternative(const std::vector<Alternative>& all) {
  Choice choice;
  const Alternative* html = nullptr;
  const Alternative* plain = nullptr;
  for (const Alternative& one : all) {
    if (ascii::trim(one.text).empty()) continue;
    (one.is_html ? html : plain) = &one;
  }
  const auto index_of = [&](const Alternative* one) { return static_cast<std::size_t>(one - all.data()); };
  if (html == nullptr || plain == nullptr) {
    if (html != nullptr || plain != nullptr) choice.index = index_of(html != nullptr ? html : plain);
    return choice;
  }
  choice.differ = essence(html->text) != essence(plain->text);
  choice.index = index_of(choice.differ ? html : plain);
  return choice;
}

}  // namespace mugai::mail
