#include "lib/formats/mail/header_scan.h"

#include <algorithm>
#include <string_view>

#include "lib/base/bytes.h"
#include "lib/formats/mail/structure.h"

namespace mugai::mail {
namespace {

constexpr std::uint64_t kFirstPiece = 8 << 10;  // holds most headers whole

std::size_t header_end(std::string_view text) {
  return std::min(text.find("\n\n"), text.find("\n\r\n"));
}

void scan_line(std::string_view line, bool first, HeaderScan& scan) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.empty()) return;
  if (line.find('\r') != std::string_view::npos) scan.bare_cr = true;
  if (line.find('\0') != std::string_view::npos) scan.nul = true;
  if (line.front() == ' ' || line.front() == '\t') {
    if (first) scan.leading_blank = true;
    if (line.find_first_not_of(" \t") == std::string_view::npos) scan.blank_line = true;
    return;
  }
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos && colon > 0 && (line[colon - 1] == ' ' || line[colon - 1] == '\t')) {
    scan.space_before_colon = true;
  }
}

}  // namespace

Result<HeaderScan> scan_header(Source& message) {
  HeaderScan scan;
  Buffer bytes;
  for (std::uint64_t want = kFirstPiece;; want = kMaxHeaderBytes) {
    const std::uint64_t length = std::min(message.size(), want);
    TRY_ASSIGN(bytes, message.read_buffer(0, length));
    if (length == message.size() || want == kMaxHeaderBytes) break;
    if (header_end(as_text(bytes)) != std::string_view::npos) break;
  }
  std::string_view text = as_text(bytes);
  if (text.starts_with("From ") || text.starts_with(">From ")) {
    const std::size_t end = text.find('\n');
    scan.start = end == std::string_view::npos ? 0 : end + 1;
    text.remove_prefix(scan.start);
  }
  const std::size_t end = header_end(text);
  text = text.substr(0, end == std::string_view::npos ? text.size() : end + 1);
  for (bool first = true; !text.empty(); first = false) {
    const std::size_t line_end = text.find('\n');
    const std::string_view line = text.substr(0, line_end);
    if (first && (line.empty() || line == "\r")) break;  // no header at all
    scan_line(line, first, scan);
    text.remove_prefix(line_end == std::string_view::npos ? text.size() : line_end + 1);
  }
  return scan;
}

}  // namespace mugai::mail
