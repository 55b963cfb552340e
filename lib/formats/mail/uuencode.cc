#include "lib/formats/mail/uuencode.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>

#include "lib/base/ascii.h"
#include "lib/stream/base64.h"
#include "lib/stream/crc32.h"

namespace mugai::mail {
namespace {

// Lines of a text by position; the line end (LF or CRLF) is not part of a line.
class LineReader {
 public:
  LineReader(std::string_view text, std::size_t at) : text_(text), at_(at) {}
  std::optional<std::string_view> next() {
    if (at_ >= text_.size()) return std::nullopt;
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    std::string_view line = text_.substr(at_, end - at_);
    at_ = std::min(end + 1, text_.size());
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }
  [[nodiscard]] std::size_t position() const noexcept { return at_; }

 private:
  std::string_view text_;
  std::size_t at_;
};

// begin = "begin" SP 3*4octal SP name
std::optional<std::string_view> begin_name(std::string_view line, std::string_view word) {
  if (!line.starts_with(word)) return std::nullopt;
  line.remove_prefix(word.size());
  std::size_t digits = 0;
  while (digits < line.size() && line[digits] >= '0' && line[digits] <= '7')
    ++digits;
  if (digits < 3 || digits > 4 || digits >= line.size() || line[digits] != ' ') return std::nullopt;
  const std::string_view name = ascii::trim(line.substr(digits));
  if (name.empty()) return std::nullopt;
  return name;
}

// data = length 4*60character ; a character is 20..60, where 60 is 20 with another face. Blanks at the end may have
// been cut off on the way.
bool decode_uu_line(std::string_view line, Buffer& out) {
  const auto value = [](char c) { return static_cast<std::uint32_t>(static_cast<unsigned char>(c) - 0x20U) & 0x3FU; };
  const std::size_t count = value(line.front());
  const std::size_t needed = (count + 2) / 3 * 4;
  if (count == 0 || count > 45 || line.size() > needed + 2) return false;
  if (!std::all_of(line.begin(), line.end(), [](char c) { return c >= 0x20 && c <= 0x60; })) return false;
  const auto at = [&](std::size_t i) { return i < line.size() ? value(line[i]) : 0U; };
  std::size_t left = count;
  for (std::size_t i = 1; left > 0; i += 4) {
    const std::uint32_t bits = at(i) << 18 | at(i + 1) << 12 | at(i + 2) << 6 | at(i + 3);
    for (const unsigned shift : {16U, 8U, 0U}) {
      if (left == 0) break;
      out.push_back(static_cast<std::uint8_t>(bits >> shift & 0xFF));
      --left;
    }
  }
  return true;
}

// file = begin-line *data-line zero-line "end"
std::optional<EmbeddedFile> read_uu(LineReader& lines, std::string_view name) {
  EmbeddedFile file;
  file.name = name;
  bool zero = false;
  while (const auto line = lines.next()) {
    if (*line == "end") {
      if (!zero && file.bytes.empty()) return std::nullopt;
      return file;
    }
    if (zero) return std::nullopt;
    if (line->empty() || *line == "`" || *line == " ") {
      zero = true;
      continue;
    }
    if (!decode_uu_line(*line, file.bytes)) return std::nullopt;
  }
  return std::nullopt;
}

// file = begin-base64-line *base64-line "===="
std::optional<EmbeddedFile> read_uu_base64(LineReader& lines, std::string_view name) {
  EmbeddedFile file;
  file.name = name;
  std::string encoded;
  while (const auto line = lines.next()) {
    if (*line == "====") {
      const base64::Decoded decoded = base64::decode(encoded);
      if (decoded.defects.any()) return std::nullopt;
      const Bytes bytes = as_bytes(decoded.bytes);
      file.bytes.assign(bytes.begin(), bytes.end());
      return file;
    }
    encoded += *line;
  }
  return std::nullopt;
}

// The value of `key` in "=yend size=1 crc32=ab"; empty where it is not there.
std::string_view keyword(std::string_view line, std::string_view key) {
  const std::string with_space = " " + std::string(key) + "=";
  const std::size_t at = line.find(with_space);
  if (at == std::string_view::npos) return {};
  line.remove_prefix(at + with_space.size());
  return line.substr(0, line.find(' '));
}

// CRC-32 as yEnc writes it: up to eight hexadecimal digits.
std::optional<std::uint32_t> hex_number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// file = "=ybegin" SP keywords SP "name=" name  *line  "=yend" SP keywords
std::optional<EmbeddedFile> read_yenc(LineReader& lines, std::string_view begin) {
  const std::size_t name = begin.find(" name=");
  if (name == std::string_view::npos || !keyword(begin.substr(0, name), "part").empty()) return std::nullopt;
  EmbeddedFile file;
  file.name = ascii::trim(begin.substr(name + 6));
  while (const auto line = lines.next()) {
    if (line->starts_with("=yend ")) {
      const auto size = ascii::parse_decimal(keyword(*line, "size"));
      const auto sum = hex_number(keyword(*line, "crc32"));
      file.damaged = size != file.bytes.size() || (sum && *sum != crc32(0, Bytes(file.bytes)));
      return file;
    }
    if (line->starts_with("=y")) return std::nullopt;
    bool escaped = false;
    for (const char c : *line) {
      const auto byte = static_cast<std::uint8_t>(c);
      if (!escaped && c == '=') {
        escaped = true;
        continue;
      }
      file.bytes.push_back(static_cast<std::uint8_t>(byte - 42U - (escaped ? 64U : 0U)));
      escaped = false;
    }
    if (escaped) return std::nullopt;
  }
  return std::nullopt;
}

// Offers every line to `read`; where it gives a file, goes on after it.
template <class Read>
std::vector<EmbeddedFile> find_files(Bytes bytes, std::string_view mark, Read read) {
  std::vector<EmbeddedFile> found;
  const std::string_view text = as_text(bytes);
  std::size_t tries = 0;
  constexpr std::size_t kMaxTries = 1'000;  // a try may read to the end of the text
  for (std::size_t at = text.find(mark); at != std::string_view::npos && tries < kMaxTries;) {
    const bool line_start = at == 0 || text[at - 1] == '\n';
    LineReader lines(text, at);
    std::optional<EmbeddedFile> file;
    if (line_start) {
      file = read(lines);
      ++tries;
    }
    const std::size_t next = file ? lines.position() : at + mark.size();
    if (file) {
      file->begin = at;
      file->end = next;
      found.push_back(*std::move(file));
    }
    at = text.find(mark, next);
  }
  return found;
}

}  // namespace

std::vector<EmbeddedFile> find_uuencoded(Bytes text) {
  return find_files(text, "begin", [](LineReader& lines) -> std::optional<EmbeddedFile> {
    const std::string_view line = *lines.next();
    if (const auto name = begin_name(line, "begin ")) return read_uu(lines, *name);
    if (const auto name = begin_name(line, "begin-base64 ")) return read_uu_base64(lines, *name);
    return std::nullopt;
  });
}

std::vector<EmbeddedFile> find_yenc(Bytes text) {
  return find_files(text, "=ybegin ", [](LineReader& lines) { return read_yenc(lines, *lines.next()); });
}

}  // namespace mugai::mail
