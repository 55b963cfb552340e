#include "lib/formats/plain/written.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "lib/formats/plain/shift_jis.h"
#include "lib/policy/policy.h"

namespace mugai::plain {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kMark = "\xEF\xBB\xBF";

// Read by programs that stumble over a mark.
constexpr std::array kUnmarked = {"json"sv, "yml"sv, "yaml"sv, "ini"sv, "conf"sv, "cfg"sv, "toml"sv, "css"sv, "tex"sv};

bool is_ascii(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool has_mark(Bytes input) noexcept {
  return starts_with(input, kMark) || starts_with(input, "\xFF\xFE"sv) || starts_with(input, "\xFE\xFF"sv) ||
         starts_with(input, "\0\0\xFE\xFF"sv);
}

// The first line end of the file, in one, two or four bytes a character.
bool first_line_ends_in_crlf(Bytes input) noexcept {
  const std::string_view text = as_text(input);
  const std::size_t line_feed = text.find('\n');
  if (line_feed == std::string_view::npos || line_feed == 0) return false;
  const std::string_view before = text.substr(line_feed - std::min<std::size_t>(line_feed, 4), 4);
  const std::size_t not_zero = before.substr(0, std::min<std::size_t>(line_feed, 4)).find_last_not_of('\0');
  return not_zero != std::string_view::npos && before[not_zero] == '\r';
}

bool has_crlf(Bytes input) noexcept {
  const std::string_view text = as_text(input);
  return text.find("\r\n") != std::string_view::npos || text.find("\r\0\n"sv) != std::string_view::npos ||
         text.find("\r\0\0\0\n"sv) != std::string_view::npos;
}

bool is_shift_jis(const text::Decoded& decoded) {
  return decoded.used == text::charset_name(text::Charset::Cp932);
}

// Shift_JIS, where every character can be written so and is read again as it was.
std::optional<std::string> as_shift_jis(std::string_view text, const std::string& expected) {
  auto bytes = to_shift_jis(text);
  if (!bytes) return std::nullopt;
  const text::Decoded again = text::decode(as_bytes(*bytes), {});
  if (!is_shift_jis(again) || again.text != expected) return std::nullopt;
  return bytes;
}

std::string with_crlf(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 32);
  while (!text.empty()) {
    const std::size_t line = std::min(text.find('\n'), text.size());
    out += text.substr(0, line);
    if (line < text.size()) out += "\r\n";
    text.remove_prefix(std::min(line + 1, text.size()));
  }
  return out;
}

std::string without_cr(std::string_view text) {
  std::string out(text);
  std::erase(out, '\r');
  return out;
}

}  // namespace

Form form_of(Bytes input, const text::Decoded& decoded, std::string_view extension, const policy::Policy& policy) {
  Form form;
  const bool unmarked = std::find(kUnmarked.begin(), kUnmarked.end(), extension) != kUnmarked.end();
  const bool was_utf8 = decoded.used == text::charset_name(text::Charset::Utf8) || decoded.used == "us-ascii";
  form.mark = !unmarked && (has_mark(input) || !was_utf8);
  form.crlf = first_line_ends_in_crlf(input);
  form.any_crlf = has_crlf(input);
  form.shift_jis = is_shift_jis(decoded) && policy.text_charset == policy::TextCharset::Keep;
  return form;
}

Result<void> write_text(std::string_view utf8, Form form, bool crlf_done, OutputSink& out, Context& ctx) {
  std::string converted;
  if (form.crlf && !crlf_done) utf8 = converted = with_crlf(utf8);
  const bool ascii = is_ascii(utf8);
  if (form.shift_jis && !ascii) {
    if (const auto bytes = as_shift_jis(utf8, without_cr(utf8))) {
      TRY(ctx.budget().charge_output(bytes->size()));
      TRY(out.write(*bytes));
      return out.finish();
    }
  }
  // Without a mark the next reader has to guess the charset: where it would guess wrong, a mark tells it.
  const bool mark = !ascii && (form.mark || text::decode(as_bytes(utf8), {}).text != without_cr(utf8));
  TRY(ctx.budget().charge_output(utf8.size() + (mark ? kMark.size() : 0)));
  if (mark) TRY(out.write(kMark));
  TRY(out.write(utf8));
  return out.finish();
}

}  // namespace mugai::plain
