#include "lib/formats/html/archive.h"

#include <algorithm>

#include "lib/base/ascii.h"
#include "lib/stream/base64.h"
#include "lib/stream/quoted_printable.h"
#include "lib/stream/sink.h"

namespace mugai::html {
namespace {

constexpr std::size_t kMaxParts = 1000;
constexpr std::size_t kMaxFields = 200;
constexpr int kMaxNesting = 4;

struct Fields {
  std::string content_type;  // whole value, unfolded
  std::string encoding;      // lower case
};

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// RFC 5322 2.2: up to the first empty line. A second Content-Type or coding is ambiguous.
Result<Fields> read_fields(std::string_view& rest) {
  Fields fields;
  std::string* last = nullptr;
  bool has_type = false, has_encoding = false;
  for (std::size_t count = 0; !rest.empty(); ++count) {
    const std::string_view line = take_line(rest);
    if (line.empty()) break;
    if (count > kMaxFields) return make_error(ErrorCode::TooMany, "header fields of a web archive");
    if (line.front() == ' ' || line.front() == '\t') {
      if (last != nullptr) last->append(" ").append(ascii::trim(line));
      continue;
    }
    last = nullptr;
    const std::size_t colon = std::min(line.find(':'), line.size());
    const std::string_view name = ascii::trim(line.substr(0, colon));
    const std::string_view value = ascii::trim(line.substr(std::min(colon + 1, line.size())));
    const bool type = ascii::equal_ignoring_case(name, "content-type");
    const bool encoding = ascii::equal_ignoring_case(name, "content-transfer-encoding");
    if ((type && has_type) || (encoding && has_encoding)) {
      return make_error(ErrorCode::Ambiguous, "a header field of the web archive is there twice");
    }
    has_type = has_type || type;
    has_encoding = has_encoding || encoding;
    if (type) fields.content_type = value, last = &fields.content_type;
    if (encoding) fields.encoding = ascii::lower(value);
  }
  return fields;
}

std::string media_type(std::string_view content_type) {
  return ascii::lower(ascii::trim(content_type.substr(0, content_type.find(';'))));
}

// *(";" name "=" value); quotes as in RFC 2045 5.1. The first of a name counts.
std::string parameter(std::string_view content_type, std::string_view wanted) {
  std::size_t at = content_type.find(';');
  while (at < content_type.size()) {
    std::string_view rest = content_type.substr(at + 1);
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return {};
    const std::string_view name = ascii::trim(rest.substr(0, equals));
    std::string_view value = rest.substr(equals + 1);
    while (!value.empty() && ascii::is_space(value.front()))
      value.remove_prefix(1);
    const bool quoted = value.starts_with('"');
    const std::size_t end = quoted ? value.find('"', 1) : value.find(';');
    const std::string_view inner = quoted ? value.substr(1, std::min(end, value.size()) - 1) : value.substr(0, end);
    if (ascii::equal_ignoring_case(name, wanted)) return std::string(ascii::trim(inner));
    at = content_type.find(';', static_cast<std::size_t>(inner.data() + inner.size() - content_type.data()));
  }
  return {};
}

Result<std::string> decode_body(std::string_view body, const std::string& encoding) {
  MemorySink bytes;
  if (encoding == "base64") {
    base64::Decoded decoded = base64::decode(body);
    if (decoded.defects.results_differ()) return make_error(ErrorCode::Ambiguous, "base64 that is read in two ways");
    return std::move(decoded.bytes);
  }
  if (encoding == "quoted-printable") {
    qp::DecodeStage stage(bytes);
    TRY(stage.write(body));
    TRY(stage.finish());
    return std::string(bytes.text());
  }
  const bool plain = encoding.empty() || encoding == "7bit" || encoding == "8bit" || encoding == "binary";
  if (!plain) return make_error(ErrorCode::Unsupported, "transfer encoding of the web archive");
  return std::string(body);
}

class Archive {
 public:
  explicit Archive(Context& ctx) : ctx_(ctx) {}

  Result<ArchivedPage> read(std::string_view file) {
    if (file.starts_with("\xEF\xBB\xBF")) file.remove_prefix(3);
    TRY_ASSIGN(const Fields fields, read_fields(file));
    TRY(entity(fields, file, 0));
    if (left_out_ > 0) {
      ctx_.report(
          Finding{"MHT-001", Action::Removed, "mhtml", left_out_, "parts beside the page: pictures, frames, styles"});
    }
    ctx_.report(Finding{"MHT-001", Action::Flattened, "mhtml", 1, "web archive, made one page"});
    if (!found_) return make_error(ErrorCode::Unsupported, "a web archive without a page");
    return std::move(page_);
  }

 private:
  Result<void> entity(const Fields& fields, std::string_view body, int depth) {
    const std::string type = media_type(fields.content_type);
    if (type.starts_with("multipart/")) return multipart(fields, body, depth);
    const bool page = type == "text/html" || type == "application/xhtml+xml";
    if (!page || found_) {
      ++left_out_;
      return ok();
    }
    found_ = true;
    TRY_ASSIGN(page_.bytes, decode_body(body, fields.encoding));
    page_.charset = parameter(fields.content_type, "charset");
    return ok();
  }

  // RFC 2046 5.1.1. A delimiter is a whole line; a line that merely begins like one is refused.
  Result<void> multipart(const Fields& fields, std::string_view body, int depth) {
    if (depth >= kMaxNesting) return make_error(ErrorCode::TooDeep, "web archive");
    const std::string boundary = parameter(fields.content_type, "boundary");
    if (boundary.empty() || boundary.size() > 200)
      return make_error(ErrorCode::Malformed, "web archive without a boundary");
    const std::string delimiter = "--" + boundary;
    bool inside = false;
    std::string_view rest = body, part = body;
    while (!rest.empty()) {
      const std::string_view before = rest;
      const std::string_view line = take_line(rest);
      if (!line.starts_with(delimiter)) continue;
      const std::string_view tail = ascii::trim(line.substr(delimiter.size()));
      if (!tail.empty() && tail != "--")
        return make_error(ErrorCode::Ambiguous, "a delimiter that readers disagree on");
      if (inside) TRY(one_part(part.substr(0, part.size() - before.size()), depth));
      if (tail == "--") return ok();
      inside = true;
      part = rest;
    }
    if (!inside) return make_error(ErrorCode::Malformed, "web archive without parts");
    return one_part(part, depth);  // browsers read an archive that was cut, too
  }

  Result<void> one_part(std::string_view part, int depth) {
    if (++parts_ > kMaxParts) return make_error(ErrorCode::TooMany, "parts of a web archive");
    TRY(ctx_.budget().charge_members(1));
    TRY_ASSIGN(const Fields fields, read_fields(part));
    return entity(fields, part, depth + 1);
  }

  Context& ctx_;
  ArchivedPage page_;
  bool found_ = false;
  std::uint32_t left_out_ = 0;
  std::size_t parts_ = 0;
};

}  // namespace

Result<ArchivedPage> read_archive(std::string_view file, Context& ctx) {
  return Archive(ctx).read(file);
}

}  // namespace mugai::html
