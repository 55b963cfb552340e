#include <algorithm>

#include "lib/stream/base64.h"
#include "lib/text/header_words.h"
#include "tests/support/exposed.h"
#include "tests/support/mail_samples.h"

namespace mugai::testing {
namespace {

bool is_base64_line(std::string_view line) {
  return !line.empty() && line.size() <= 76 && line.size() % 4 == 0 &&
         line.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") ==
             std::string_view::npos;
}

}  // namespace

std::string exposed_mail(std::string_view message) {
  std::string out;
  std::string body;
  const auto flush = [&] {
    if (body.empty()) return;
    const std::string bytes = base64::decode(body).bytes;
    body.clear();
    out += exposed(as_bytes(bytes)) + "\n";
  };
  std::string field;
  while (!message.empty()) {
    const std::size_t end = std::min(message.find("\r\n"), message.size());
    const std::string_view line = message.substr(0, end);
    message.remove_prefix(std::min(end + 2, message.size()));
    if (is_base64_line(line)) {
      body += line;
      continue;
    }
    flush();
    if (!line.starts_with(' ')) {
      if (!field.empty()) out += text::decode_header(field).text + "\n";
      field.clear();
    }
    field += std::string(line) + "\r\n";
    out += std::string(line) + "\n";
  }
  flush();
  if (!field.empty()) out += text::decode_header(field).text + "\n";
  return out;
}

}  // namespace mugai::testing
