// One target for lib/text: the first byte picks the reader (and a charset), the rest is its input. Asserts that what
// comes out is clean, and that reading or cleaning it again changes nothing.
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/base/check.h"
#include "lib/base/utf8.h"
#include "lib/text/addresses.h"
#include "lib/text/archive_names.h"
#include "lib/text/charset.h"
#include "lib/text/defang.h"
#include "lib/text/file_name.h"
#include "lib/text/header_words.h"
#include "lib/text/lines.h"
#include "lib/text/parameters.h"

using namespace mugai;

namespace {

void check_clean(std::string_view text) {
  MUGAI_CHECK(utf8::is_valid(text));
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    MUGAI_CHECK((byte >= 0x20 && byte != 0x7F) || c == '\n' || c == '\t');
  }
}

void check_line(std::string_view text) {
  check_clean(text);
  MUGAI_CHECK(text.find_first_of("\n\t") == std::string_view::npos);
}

std::string body(const std::string& line) {
  return line.substr(line.find(':') + 1);
}

void fuzz_charset(std::string_view input, std::uint8_t pick) {
  const auto charset = static_cast<text::Charset>(pick % text::kCharsetCount);
  const auto as = text::decode_as(as_bytes(input), charset);
  check_clean(as.text);
  MUGAI_CHECK(as.text.size() <= 3 * input.size() + 3);
  const auto detected = text::decode(as_bytes(input), text::charset_name(charset));
  check_clean(detected.text);
  MUGAI_CHECK(text::decode(as_bytes(detected.text), "utf-8").text == detected.text);
  check_clean(text::decode(as_bytes(input), {}).text);
}

void fuzz_header(std::string_view input) {
  const auto decoded = text::decode_header(input);
  check_line(decoded.text);
  const std::string line = text::encode_header("Subject", decoded.text);
  MUGAI_CHECK(text::decode_header(body(line)).text == decoded.text);
  (void)text::has_unterminated_word(input);
}

void fuzz_addresses(std::string_view input) {
  const auto list = text::parse_addresses(input);
  for (const auto& mailbox : list.mailboxes) {
    check_line(mailbox.display);
    MUGAI_CHECK(mailbox.address.empty() || text::is_addr_spec(mailbox.address));
  }
  const std::string line = text::encode_addresses("From", list);
  MUGAI_CHECK(text::encode_addresses("From", text::parse_addresses(body(line))) == line);
}

void fuzz_names(std::string_view input) {
  const std::size_t half = input.size() / 2;
  const auto name = text::choose_file_name(input.substr(0, half), input.substr(half), 1);
  for (const auto& candidate : name.candidates) {
    check_line(candidate);
    MUGAI_CHECK(text::clean_file_name(candidate) == candidate);
  }
  const auto written = text::encode_file_name_parameters(name.display, policy::FileNameStyle::Both);
  const auto read = text::choose_file_name("a/b" + written.content_type, "attachment" + written.content_disposition, 1);
  MUGAI_CHECK(read.display == name.display);
  for (const auto& parameter : text::parse_parameters(input).all)
    check_line(parameter.value);
}

void fuzz_archive(std::string_view input) {
  std::vector<text::RawName> names;
  while (!input.empty() && names.size() < 100) {
    const std::size_t end = std::min(input.find('\n'), input.size());
    names.push_back({std::string(input.substr(0, end)), names.size() % 3 == 1, {}});
    input.remove_prefix(std::min(end + 1, input.size()));
  }
  for (const auto& name : text::decode_archive_names(names)) {
    MUGAI_CHECK(name.rejected == name.path.empty());
    check_line(name.path);
    if (name.rejected) continue;
    const std::array again = {text::RawName{name.path, true, {}}};
    MUGAI_CHECK(text::decode_archive_names(again).front().path == name.path);
  }
}

void fuzz_prose(std::string_view input) {
  const auto decoded = text::decode(as_bytes(input), {});
  for (const auto links : {policy::Links::Defang, policy::Links::Keep, policy::Links::Remove}) {
    const auto once = text::defang(decoded.text, links);
    check_clean(once.text);
    MUGAI_CHECK(text::defang(once.text, links).text == once.text);
    check_line(text::show_url(decoded.text, links));
  }
  check_clean(text::unflow(decoded.text, true));
  check_clean(text::unflow(decoded.text, false));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::uint8_t pick = data[0];
  const std::string_view input = as_text({data + 1, size - 1});
  switch (pick % 6) {
    case 0:
      fuzz_charset(input, pick / 6);
      break;
    case 1:
      fuzz_header(input);
      break;
    case 2:
      fuzz_addresses(input);
      break;
    case 3:
      fuzz_names(input);
      break;
    case 4:
      fuzz_archive(input);
      break;
    default:
      fuzz_prose(input);
      break;
  }
  return 0;
}
