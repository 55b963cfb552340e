#include "lib/formats/calendar/content_line.h"

#include <algorithm>

#include "lib/base/ascii.h"
#include "lib/base/check.h"
#include "lib/base/utf8.h"
#include "lib/stream/quoted_printable.h"
#include "lib/stream/sink.h"
#include "lib/text/charset.h"

namespace mugai::calendar {
namespace {

constexpr std::size_t kFoldBytes = 75;

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), ascii::to_upper);
  return out;
}

// iana-token / x-name: letters, digits, "-"; vCard 2.1 knows "_" too.
bool is_name(std::string_view text) noexcept {
  return !text.empty() && text.size() <= 60 &&
         std::all_of(text.begin(), text.end(), [](char c) { return ascii::is_alnum(c) || c == '-' || c == '_'; });
}

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

// The first `wanted` outside quotes; npos where there is none.
std::size_t find_unquoted(std::string_view text, std::string_view wanted) noexcept {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (!quoted && wanted.find(text[i]) != std::string_view::npos) return i;
  }
  return std::string_view::npos;
}

std::vector<std::string> param_values(std::string_view text) {
  std::vector<std::string> values;
  while (true) {
    const std::size_t comma = find_unquoted(text, ",");
    std::string value(text.substr(0, comma));
    std::erase(value, '"');
    values.push_back(std::move(value));
    if (comma == std::string_view::npos || values.size() > kMaxParams) return values;
    text.remove_prefix(comma + 1);
  }
}

bool parse_param(std::string_view text, ContentLine& line) {
  const std::size_t equals = find_unquoted(text, "=");
  if (equals == std::string_view::npos) {
    const std::string word = upper(ascii::trim(text));
    if (!is_name(word)) return text.empty();
    const bool coding = word == "QUOTED-PRINTABLE" || word == "BASE64" || word == "7BIT" || word == "8BIT";
    line.params.push_back({coding ? "ENCODING" : "TYPE", {word}});
    return true;
  }
  const std::string name = upper(ascii::trim(text.substr(0, equals)));
  if (!is_name(name)) return false;
  line.params.push_back({name, param_values(text.substr(equals + 1))});
  return true;
}

// `head` is what stands before the colon.
bool parse_head(std::string_view head, ContentLine& line) {
  bool first = true;
  while (true) {
    const std::size_t end = std::min(find_unquoted(head, ";"), head.size());
    std::string_view piece = head.substr(0, end);
    if (first) {
      piece = ascii::trim(piece);
      const std::size_t dot = piece.rfind('.');  // group
      if (dot != std::string_view::npos) piece.remove_prefix(dot + 1);
      if (!is_name(piece)) return false;
      line.name = upper(piece);
    } else if (!parse_param(piece, line)) {
      return false;
    }
    first = false;
    if (end == head.size()) return true;
    if (line.params.size() >= kMaxParams) return false;
    head.remove_prefix(end + 1);
  }
}

bool is_quoted_printable(const ContentLine& line) noexcept {
  return line.has_value("ENCODING", "QUOTED-PRINTABLE");
}

std::string decode_quoted_printable(const ContentLine& line, Defects& defects) {
  MemorySink bytes;
  qp::DecodeStage stage(bytes);
  if (!stage.write(line.value).has_value() || !stage.finish().has_value()) return {};
  const Param* charset = line.param("CHARSET");
  const text::Decoded decoded = text::decode(bytes.buffer(), charset == nullptr ? "" : charset->values.front());
  ++defects.charsets;
  defects.controls += decoded.controls;
  return decoded.text;
}

class Parser {
 public:
  Parser(std::string_view text, Defects& defects) : rest_(text), defects_(defects) {}

  Result<std::vector<ContentLine>> run() {
    while (!rest_.empty()) {
      std::string logical(take_line(rest_));
      while (rest_.starts_with(' ') || rest_.starts_with('\t')) {
        rest_.remove_prefix(1);
        logical += take_line(rest_);
      }
      if (ascii::trim(logical).empty()) continue;
      TRY(parse(logical));
    }
    return std::move(lines_);
  }

 private:
  Result<void> parse(std::string_view logical) {
    ContentLine line;
    const std::size_t colon = find_unquoted(logical, ":");
    if (colon == std::string_view::npos || !parse_head(logical.substr(0, colon), line)) {
      ++defects_.bad_lines;
      return ok();
    }
    line.value = logical.substr(colon + 1);
    if (is_quoted_printable(line)) {
      while (line.value.ends_with('=') && !rest_.empty()) {  // a soft line break
        line.value.push_back('\n');
        line.value += take_line(rest_);
      }
      line.value = decode_quoted_printable(line, defects_);
    }
    if (lines_.size() >= kMaxLines) return make_error(ErrorCode::TooMany, "lines of a calendar or card");
    lines_.push_back(std::move(line));
    return ok();
  }

  std::string_view rest_;
  Defects& defects_;
  std::vector<ContentLine> lines_;
};

bool needs_quotes(std::string_view value) noexcept {
  return value.find_first_of(":;,") != std::string_view::npos;
}

}  // namespace

const Param* ContentLine::param(std::string_view wanted) const noexcept {
  const auto found = std::find_if(params.begin(), params.end(), [&](const Param& p) { return p.name == wanted; });
  return found == params.end() ? nullptr : &*found;
}

bool ContentLine::has_value(std::string_view param_name, std::string_view wanted) const noexcept {
  return std::any_of(params.begin(), params.end(), [&](const Param& p) {
    return p.name == param_name && std::any_of(p.values.begin(), p.values.end(), [&](const std::string& one) {
             return ascii::equal_ignoring_case(ascii::trim(one), wanted);
           });
  });
}

Result<std::vector<ContentLine>> parse_lines(Bytes file, Defects& defects) {
  const text::Decoded decoded = text::decode(file, {});
  defects.controls += decoded.controls;
  if (decoded.used != "utf-8" && decoded.used != "us-ascii") ++defects.charsets;
  return Parser(decoded.text, defects).run();
}

std::string unescape(std::string_view value) {
  std::string out;
  out.reserve(value.size());
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] != '\\' || i + 1 == value.size()) {
      out.push_back(value[i]);
      continue;
    }
    const char next = value[++i];
    if (next != 'n' && next != 'N' && next != ',' && next != ';' && next != '\\' && next != ':') out.push_back('\\');
    out.push_back(next == 'n' || next == 'N' ? '\n' : next);
  }
  return out;
}

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || c == ',' || c == ';') out.push_back('\\');
    out.push_back(c);
  }
  return out;
}

std::vector<std::string_view> split(std::string_view value, char separator) {
  std::vector<std::string_view> pieces;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\') {
      ++i;
    } else if (value[i] == separator) {
      pieces.push_back(value.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  pieces.push_back(value.substr(begin));
  return pieces;
}

void append_line(std::string& out, const ContentLine& line) {
  std::string whole = line.name;
  for (const Param& param : line.params) {
    whole.append(";").append(param.name);
    char before = '=';
    for (const std::string& value : param.values) {
      whole.push_back(before);
      before = ',';
      whole += needs_quotes(value) ? "\"" + value + "\"" : value;
    }
  }
  whole.append(":").append(line.value);
  MUGAI_CHECK(whole.find_first_of("\r\n") == std::string::npos);
  // The blank that opens a folded line counts towards its length.
  std::string_view rest = whole;
  for (std::size_t room = kFoldBytes; rest.size() > room; room = kFoldBytes - 1) {
    const std::string_view piece = utf8::truncate(rest, room);
    out.append(piece).append("\r\n ");
    rest.remove_prefix(piece.size());
  }
  out.append(rest).append("\r\n");
}

std::string clean_text(std::string_view utf8, Defects& defects) {
  std::string out;
  while (!utf8.empty() && out.size() < kMaxTextBytes) {
    const utf8::Decoded d = utf8::decode(utf8);
    const std::string_view bytes = utf8.substr(0, d.length);
    utf8.remove_prefix(d.length);
    if (utf8::is_bidi_control(d.code) || utf8::is_invisible(d.code)) {
      ++defects.hidden;
    } else if (d.code == 0x2028 || d.code == 0x2029) {
      out.push_back('\n');
    } else if (d.code == '\t') {
      out.push_back(' ');
    } else if (d.code != '\n' && (d.code < 0x20 || (d.code >= 0x7F && d.code < 0xA0))) {
      ++defects.controls;
    } else {
      out += bytes;
    }
  }
  return out;
}

}  // namespace mugai::calendar
