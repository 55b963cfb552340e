// Writing address lists: strict RFC 5322 in 7 bit, one mailbox a line.
#include <algorithm>

#include "lib/base/ascii.h"
#include "lib/base/check.h"
#include "lib/base/utf8.h"
#include "lib/text/addresses.h"
#include "lib/text/encoded_word.h"
#include "lib/text/header_words.h"

namespace mugai::text {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

constexpr std::size_t kMaxQuoted = 200;  // longer names are encoded, which can be folded

// phrase = quoted-string / 1*encoded-word
std::string phrase(std::string_view display, std::size_t column) {
  if (!is_ascii(display) || may_hold_words(display) || display.size() > kMaxQuoted)
    return encode_words(display, column);
  std::string out = "\"";
  for (const char c : display) {
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + '"';
}

// SMTPUTF8 local parts are written nowhere: older programs would read them as something else.
bool is_writable(std::string_view address) {
  return is_addr_spec(address) && is_ascii(address.substr(0, address.rfind('@')));
}

// As it will be read again. An address that is not written is shown at the end of the name, which is cut for it.
Mailbox writable(const Mailbox& mailbox) {
  Decoded display;
  display.text = mailbox.display;
  make_one_line(display);
  Decoded address;
  address.text = mailbox.address;
  make_one_line(address);
  if (address.text.empty() || is_writable(address.text)) {
    return {std::string(tidy_display(display.text)), std::move(address.text)};
  }
  const std::string shown = "<" + address.text + ">";
  const std::size_t room = kMaxDisplayBytes - std::min(kMaxDisplayBytes, shown.size() + 1);
  std::string name(tidy_display(utf8::truncate(display.text, room)));
  if (!name.empty()) name += ' ';
  return {std::string(tidy_display(name + shown)), {}};
}

std::string mailbox_text(const Mailbox& mailbox, std::size_t column) {
  if (mailbox.address.empty()) return phrase(mailbox.display, column) + ":;";
  const std::size_t at = mailbox.address.rfind('@');
  std::string spec = mailbox.address.substr(0, at + 1);
  const std::string domain = mailbox.address.substr(at + 1);
  spec += domain.starts_with('[') || is_ascii(domain) ? domain : domain_to_ascii(domain);
  if (mailbox.display.empty()) return spec;
  std::string out = phrase(mailbox.display, column);
  const std::size_t last_line =
      out.rfind("\r\n") == std::string::npos ? column + out.size() : out.size() - out.rfind("\r\n");
  return out + (last_line + spec.size() + 3 > 76 ? "\r\n <" : " <") + spec + ">";
}

}  // namespace

bool stays_address(const Mailbox& mailbox) {
  Decoded address;
  address.text = mailbox.address;
  make_one_line(address);
  return is_writable(address.text);
}

std::string encode_addresses(std::string_view field_name, const AddressList& list) {
  MUGAI_CHECK(is_field_name(field_name));
  std::string out(field_name);
  out += ": ";
  bool any = false;
  for (const Mailbox& one : list.mailboxes) {
    const Mailbox mailbox = writable(one);
    if (is_nobody(mailbox)) continue;
    if (any) out += ",\r\n ";
    out += mailbox_text(mailbox, any ? 1 : out.size());
    any = true;
  }
  return out + (any ? "\r\n" : "undisclosed-recipients:;\r\n");
}

}  // namespace mugai::text
