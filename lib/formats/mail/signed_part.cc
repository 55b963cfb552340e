#include "lib/formats/mail/signed_part.h"

#include <string>
#include <string_view>

#include "lib/formats/mail/date.h"
#include "lib/formats/mail/transfer.h"
#include "lib/stream/sink.h"
#include "lib/text/parameters.h"

namespace mugai::mail {
namespace {

constexpr std::uint64_t kMaxSigned = std::uint64_t{64} << 20;  // held in memory while it is checked
constexpr std::uint64_t kMaxSignature = std::uint64_t{1} << 20;

struct Span {
  std::size_t begin = std::string_view::npos;
  std::size_t end = std::string_view::npos;
};

// The line of a delimiter: LF "--" boundary *WSP line-end. `at` is its first dash.
bool is_delimiter(std::string_view text, std::size_t at, const std::string& delimiter) {
  if (at != 0 && text[at - 1] != '\n') return false;
  const std::size_t after = at + delimiter.size();
  const std::size_t rest = text.find_first_not_of(" \t", after);
  return rest != std::string_view::npos && (text[rest] == '\r' || text[rest] == '\n');
}

std::size_t find_delimiter(std::string_view text, std::size_t from, const std::string& delimiter) {
  for (std::size_t at = text.find(delimiter, from); at != std::string_view::npos; at = text.find(delimiter, at + 1)) {
    if (is_delimiter(text, at, delimiter)) return at;
  }
  return std::string_view::npos;
}

// From the line after the first delimiter to the line end before the second, which belongs to that (RFC 2046 5.1.1).
Span first_part(std::string_view text, const std::string& boundary) {
  const std::string delimiter = "--" + boundary;
  Span span;
  const std::size_t first = find_delimiter(text, 0, delimiter);
  if (first == std::string_view::npos) return span;
  const std::size_t begin = text.find('\n', first) + 1;
  std::size_t end = find_delimiter(text, begin, delimiter);
  if (end == std::string_view::npos || end <= begin) return span;
  --end;
  if (end > begin && text[end - 1] == '\r') --end;
  return {begin, end};
}

}  // namespace

Trust trust_of(const Context& ctx) {
  Trust trust;
  trust.ca_pem = ctx.mail().trusted_ca;
  if (const auto now = parse_date(ctx.mail().date)) trust.now_unix = to_unix(*now);
  return trust;
}

Result<Signature> verify_signed_part(const Part& part, Source& message, Context& ctx) {
  Signature unreadable;
  const text::Parameters parameters = text::parse_parameters(part.fields.first("Content-Type"));
  const text::Parameter* boundary = parameters.find("boundary");
  if (boundary == nullptr || message.size() > kMaxSigned) {
    unreadable.why = "too large to be checked";
    return unreadable;
  }
  MemorySink der(kMaxSignature);
  const auto written = write_decoded(part.children[1], message, Purpose::File, ctx, der);
  if (!written) {
    if (written.error().code == ErrorCode::Io) return written.error();
    unreadable.why = "the signature cannot be decoded";
    return unreadable;
  }
  TRY_ASSIGN(const Buffer bytes, message.read_all(kMaxSigned));
  const std::string_view text = as_text(bytes);
  const Span span = first_part(text, boundary->raw);
  if (span.begin == std::string_view::npos) {
    unreadable.why = "the signed part cannot be found";
    return unreadable;
  }
  return verify_detached(as_bytes(text.substr(span.begin, span.end - span.begin)), der.buffer(), trust_of(ctx));
}

}  // namespace mugai::mail
