#include "lib/formats/mail/armor.h"

namespace mugai::mail {
namespace {

constexpr std::string_view kMessage = "-----BEGIN PGP MESSAGE-----";
constexpr std::string_view kMessageEnd = "-----END PGP MESSAGE-----";
constexpr std::string_view kSigned = "-----BEGIN PGP SIGNED MESSAGE-----";
constexpr std::string_view kSignature = "-----BEGIN PGP SIGNATURE-----";
constexpr std::string_view kSignatureEnd = "-----END PGP SIGNATURE-----";

// Position of a line that begins with `mark`, from `from` on.
std::size_t find_line(std::string_view text, std::string_view mark, std::size_t from) {
  for (std::size_t at = text.find(mark, from); at != std::string_view::npos; at = text.find(mark, at + 1)) {
    if (at == 0 || text[at - 1] == '\n') return at;
  }
  return std::string_view::npos;
}

std::size_t after_line(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('\n', at);
  return end == std::string_view::npos ? text.size() : end + 1;
}

// RFC 9580 7.1: a line that begins with a dash was written with "- " before it.
void append_unescaped(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = after_line(text, 0);
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end);
    if (line.starts_with("- ")) line.remove_prefix(2);
    out += line;
  }
}

}  // namespace

// signed = "-----BEGIN PGP SIGNED MESSAGE-----" *header-line empty-line *line signature-block
Unarmored take_armor_off(std::string_view text) {
  Unarmored out;
  if (text.find("-----BEGIN PGP ") == std::string_view::npos) {
    out.text = text;
    return out;
  }
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t message = find_line(text, kMessage, at);
    const std::size_t framed = find_line(text, kSigned, at);
    const std::size_t next = std::min(message, framed);
    if (next == std::string_view::npos) break;
    out.text += text.substr(at, next - at);
    const bool is_message = next == message;
    const std::size_t body = is_message ? next : text.find("\n\n", next);
    const std::size_t tail = is_message || body == std::string_view::npos ? next : find_line(text, kSignature, body);
    const std::size_t end = tail == std::string_view::npos || body == std::string_view::npos
                                ? std::string_view::npos
                                : find_line(text, is_message ? kMessageEnd : kSignatureEnd, tail);
    if (end == std::string_view::npos) {  // no block: its first line is text
      at = after_line(text, next);
      out.text += text.substr(next, at - next);
      continue;
    }
    ++(is_message ? out.encrypted : out.is_signed);
    if (!is_message) append_unescaped(out.text, text.substr(body + 2, tail - body - 2));
    at = after_line(text, end);
  }
  if (at < text.size()) out.text += text.substr(at);
  return out;
}

}  // namespace mugai::mail
