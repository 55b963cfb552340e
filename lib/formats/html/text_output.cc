#include "lib/formats/html/text_output.h"

#include <string_view>
#include <utility>

#include "lib/base/ascii.h"
#include "lib/detect/detect.h"
#include "lib/formats/plain/clean.h"
#include "lib/formats/plain/written.h"
#include "lib/stream/source.h"
#include "lib/text/charset.h"

namespace mugai::html {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

// As a text file is read that is cleaned again: characters that only references can bring in, marks, long lines.
std::string as_text_file(std::string_view text) {
  const text::Decoded decoded = text::decode_as(as_bytes(text), text::Charset::Utf8);
  std::string cleaned = plain::clean(decoded.text, plain::LongLines::Break).text;
  if (!cleaned.empty() && !cleaned.ends_with('\n')) cleaned.push_back('\n');
  return cleaned;
}

Result<bool> is_taken_for_text(const std::string& text) {
  if (text.empty()) return true;
  for (const std::string& file : {text, std::string(kMark) + text}) {
    MemorySource source(file);
    TRY_ASSIGN(const detect::Detected detected, detect::identify(source, {"page.txt", "text/plain"}));
    if (detected.type != "text") return false;
  }
  return true;
}

// A page about HTML shows tags: full-width brackets cannot be taken for them.
std::string without_tags(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : ' ';
    const bool tag = text[i] == '<' && (ascii::is_alpha(next) || next == '/' || next == '!' || next == '?');
    out += tag ? std::string_view("＜") : text.substr(i, 1);
  }
  return out;
}

}  // namespace

Result<void> write_text_file(std::string text, OutputSink& out, Context& ctx) {
  std::string file = as_text_file(text);
  TRY_ASSIGN(bool plain, is_taken_for_text(file));
  if (!plain) {
    file = without_tags(file);
    TRY_ASSIGN(plain, is_taken_for_text(file));
  }
  if (!plain) {
    file = "　" + file;  // nothing that has a meaning begins with an ideographic space
    TRY_ASSIGN(plain, is_taken_for_text(file));
  }
  if (!plain) {
    ctx.report(Finding{"TXT-004", Action::Blocked, "html", 1, "text that programs would take for something else"});
    return make_error(ErrorCode::Ambiguous, "the text of the page would be taken for something else");
  }
  return plain::write_text(file, plain::Form{.mark = true, .crlf = true, .any_crlf = true, .shift_jis = false}, false,
                           out, ctx);
}

}  // namespace mugai::html
