#include "lib/formats/mail_check/verify.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/detect/detect.h"
#include "lib/formats/registry.h"

namespace mugai::mail_check {
namespace {

constexpr std::size_t kMaxLine = 998;  // RFC 5322 2.1.1
constexpr std::size_t kMaxFieldBytes = 512 << 10;
constexpr std::size_t kLineCharacters = 76;  // RFC 2045 6.8
constexpr std::size_t kLineBytes = kLineCharacters / 4 * 3;

constexpr std::array<std::string_view, 18> kMessageFields = {
    "Received",   "From",           "Sender",     "Reply-To",     "To",           "Cc",
    "Subject",    "Date",           "Message-ID", "In-Reply-To",  "References",   "List-Id",
    "Importance", "Auto-Submitted", "X-Mugai",    "MIME-Version", "Content-Type", "Content-Transfer-Encoding"};
constexpr std::array<std::string_view, 3> kPartFields = {"Content-Type", "Content-Disposition",
                                                         "Content-Transfer-Encoding"};
Error not_met(std::string detail, std::uint64_t offset) {
  return make_error(ErrorCode::Malformed, "the rebuilt mail does not meet its grammar: " + std::move(detail), offset);
}

// Lines of a source, each ended by CRLF and at most kMaxLine bytes.
class Lines {
 public:
  explicit Lines(Source& source) : source_(source) {}

  // The next line without its CRLF; valid until the next call. nullopt at the end of the message.
  Result<std::optional<std::string_view>> next() {
    line_start_ = position_;
    std::size_t end = find_end();
    if (end == std::string::npos) {
      TRY(refill());
      end = find_end();
    }
    if (end == std::string::npos) {
      if (used_ == buffer_.size() && position_ == source_.size()) return std::optional<std::string_view>();
      return not_met("a line without an end", position_);
    }
    const std::string_view line = std::string_view(buffer_).substr(used_, end - used_);
    if (line.size() > kMaxLine) return not_met("a line is too long", position_);
    if (line.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos) {
      return not_met("a bare CR, LF or NUL", position_);
    }
    used_ = end + 2;
    position_ += line.size() + 2;
    return std::optional<std::string_view>(line);
  }
  [[nodiscard]] std::uint64_t line_start() const noexcept { return line_start_; }

 private:
  [[nodiscard]] std::size_t find_end() const { return buffer_.find("\r\n", used_); }

  Result<void> refill() {
    buffer_.erase(0, used_);
    used_ = 0;
    const std::size_t kept = buffer_.size();
    if (kept > kMaxLine + 2) return not_met("a line is too long", position_);
    constexpr std::uint64_t kPiece = 64 * 1024;
    const auto piece = static_cast<std::size_t>(std::min(kPiece, source_.size() - (position_ + kept)));
    buffer_.resize(kept + piece);
    TRY_ASSIGN(const std::size_t count,
               source_.read_at(position_ + kept, {reinterpret_cast<std::uint8_t*>(buffer_.data()) + kept, piece}));
    buffer_.resize(kept + count);
    return ok();
  }

  Source& source_;
  std::string buffer_;
  std::size_t used_ = 0;
  std::uint64_t position_ = 0;    // of the next line in the message
  std::uint64_t line_start_ = 0;  // of the line that next() gave
};

int sextet(char c) {
  if (ascii::is_upper(c)) return c - 'A';
  if (ascii::is_lower(c)) return c - 'a' + 26;
  if (ascii::is_digit(c)) return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

// One canonical line of base64 (RFC 4648 4, 3.5): groups of four, padding at the end of the last alone, unused bits 0.
bool decode_line(std::string_view line, std::string& out) {
  out.clear();
  if (line.empty() || line.size() > kLineCharacters || line.size() % 4 != 0) return false;
  for (std::size_t i = 0; i < line.size(); i += 4) {
    const bool last = i + 4 == line.size();
    std::uint32_t bits = 0;
    unsigned pads = 0;
    for (std::size_t j = 0; j < 4; ++j) {
      const char c = line[i + j];
      if (c == '=' && last && j >= 2) {
        ++pads;
        bits <<= 6;
        continue;
      }
      const int value = sextet(c);
      if (value < 0 || pads > 0) return false;
      bits = (bits << 6) | static_cast<std::uint32_t>(value);
    }
    if ((pads == 1 && (bits & 0xFF) != 0) || (pads == 2 && (bits & 0xFFFF) != 0)) return false;
    for (unsigned j = 0; j < 3 - pads; ++j)
      out.push_back(static_cast<char>((bits >> (16 - 8 * j)) & 0xFF));
  }
  return true;
}

// The decoded bytes of a canonical base64 body, by place: every line but the last has 76 characters.
class Base64Source final : public Source {
 public:
  Base64Source(Source& message, std::uint64_t start, std::uint64_t decoded)
      : message_(message), start_(start), decoded_(decoded) {}
  [[nodiscard]] std::uint64_t size() const noexcept override { return decoded_; }
  Result<std::size_t> read_at(std::uint64_t offset, MutableBytes into) override {
    std::size_t done = 0;
    std::string bytes;
    while (done < into.size() && offset + done < decoded_) {
      const std::uint64_t line = (offset + done) / kLineBytes;
      const std::uint64_t left = decoded_ - line * kLineBytes;
      const std::size_t characters =
          left >= kLineBytes ? kLineCharacters : static_cast<std::size_t>((left + 2) / 3 * 4);
      std::array<std::uint8_t, kLineCharacters> text{};
      TRY(message_.read_exactly(start_ + line * (kLineCharacters + 2), MutableBytes(text).first(characters)));
      if (!decode_line(as_text(Bytes(text).first(characters)), bytes)) return not_met("base64", offset);
      const std::size_t skip = static_cast<std::size_t>((offset + done) % kLineBytes);
      const std::size_t count = std::min(bytes.size() - skip, into.size() - done);
      std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(skip), count,
                  into.begin() + static_cast<std::ptrdiff_t>(done));
      done += count;
    }
    return done;
  }

 private:
  Source& message_;
  std::uint64_t start_;
  std::uint64_t decoded_;
};

class Verifier {
 public:
  Verifier(Source& message, Context& ctx) : message_(message), ctx_(ctx), lines_(message) {}

  Result<void> run() {
    TRY(read_fields(kMessageFields));
    if (content_type_.rfind("text/plain; charset=UTF-8", 0) == 0) {
      TRY_ASSIGN(const End end, read_body(true));
      return end == End::Message ? ok() : Result<void>(not_met("a boundary in a message without parts", 0));
    }
    if (content_type_ != "multipart/mixed; boundary=\"" + std::string(kBoundary) + "\"") {
      return not_met("an unexpected Content-Type", lines_.line_start());
    }
    TRY_ASSIGN(const auto first, lines_.next());
    if (!first || *first != "--" + std::string(kBoundary)) return not_met("the first boundary", lines_.line_start());
    bool is_text = true;
    for (End end = End::Part; end == End::Part; is_text = false) {
      TRY(ctx_.budget().charge_members(1));
      TRY(read_fields(kPartFields));
      if (is_text && content_type_ != "text/plain; charset=UTF-8") return not_met("the first part is not the text", 0);
      TRY_ASSIGN(end, read_body(is_text));
      if (end == End::Message) return not_met("no last boundary", lines_.line_start());
    }
    TRY_ASSIGN(const auto after, lines_.next());
    return after ? Result<void>(not_met("content after the last boundary", lines_.line_start())) : ok();
  }

 private:
  enum class End : std::uint8_t { Part, Parts, Message };

  template <std::size_t N>
  Result<void> read_fields(const std::array<std::string_view, N>& names) {
    content_type_.clear();
    bool encoded = false;
    std::size_t bytes = 0;
    for (std::string* value = nullptr;;) {
      TRY_ASSIGN(const auto line, lines_.next());
      if (!line) return not_met("the header does not end", lines_.line_start());
      if (line->empty()) break;
      bytes += line->size();
      const bool printable = std::all_of(line->begin(), line->end(), [](char c) { return c >= ' ' && c < 0x7F; });
      if (!printable || bytes > kMaxFieldBytes) return not_met("a header field", lines_.line_start());
      if (line->front() == ' ') {
        if (value != nullptr) value->append(*line);
        continue;
      }
      const std::size_t colon = line->find(':');
      const std::string_view name = line->substr(0, colon);
      if (colon == std::string_view::npos || std::find(names.begin(), names.end(), name) == names.end()) {
        return not_met("a field that is not on the list", lines_.line_start());
      }
      value = nullptr;
      if (name == "Content-Type") {
        if (!content_type_.empty()) return not_met("two Content-Type fields", lines_.line_start());
        content_type_ = ascii::trim(line->substr(colon + 1));
        value = &content_type_;
      }
      encoded = encoded || *line == "Content-Transfer-Encoding: base64";
    }
    const bool is_multipart = content_type_.rfind("multipart/", 0) == 0;
    if (content_type_.empty() || encoded == is_multipart) return not_met("the fields of a body", lines_.line_start());
    return ok();
  }

  // Reads lines of base64 to the end of the message or to a boundary, and judges what they decode to.
  Result<End> read_body(bool is_text) {
    std::uint64_t start = 0;
    std::uint64_t decoded = 0;
    std::string bytes;
    std::string tail;  // of the text: an unfinished character
    bool short_line = false;
    for (bool first = true;; first = false) {
      TRY_ASSIGN(const auto line, lines_.next());
      if (first) start = lines_.line_start();
      if (!line) {
        TRY(end_of_body(is_text, tail, start, decoded));
        return End::Message;
      }
      if (line->empty()) {
        TRY(end_of_body(is_text, tail, start, decoded));
        return boundary();
      }
      if (short_line || !decode_line(*line, bytes)) return not_met("base64", lines_.line_start());
      short_line = line->size() < kLineCharacters || line->back() == '=';
      decoded += bytes.size();
      if (is_text && !text_is_clean(bytes, tail)) return not_met("the text", lines_.line_start());
    }
  }

  Result<End> boundary() {
    TRY_ASSIGN(const auto line, lines_.next());
    const std::string delimiter = "--" + std::string(kBoundary);
    if (line && *line == delimiter) return End::Part;
    if (line && *line == delimiter + "--") return End::Parts;
    return not_met("a boundary", lines_.line_start());
  }

  // Valid UTF-8 without controls but TAB, LF and a CR before LF, in pieces.
  static bool text_is_clean(const std::string& piece, std::string& tail) {
    tail += piece;
    std::string_view rest = tail;
    while (!rest.empty()) {
      const utf8::Decoded d = utf8::decode(rest);
      if (!d.valid) {
        if (rest.size() >= 4) return false;
        break;  // perhaps the rest of the character comes with the next line
      }
      if (d.code == '\r') {
        if (rest.size() < 2) break;
        if (rest[1] != '\n') return false;
      }
      const bool control =
          (d.code < 0x20 && d.code != '\t' && d.code != '\n' && d.code != '\r') || (d.code >= 0x7F && d.code < 0xA0);
      if (control) return false;
      rest.remove_prefix(d.length);
    }
    tail.erase(0, tail.size() - rest.size());
    return true;
  }

  Result<void> end_of_body(bool is_text, const std::string& tail, std::uint64_t start, std::uint64_t decoded) {
    if (is_text) return tail.empty() ? ok() : Result<void>(not_met("the end of the text", start));
    Base64Source content(message_, start, decoded);
    TRY_ASSIGN(const detect::Detected found, detect::identify(content, {}));
    if (formats::is_written(found.type)) return ok();
    return make_error(ErrorCode::Forbidden, "the rebuilt mail holds a file of type " + found.type, start);
  }

  Source& message_;
  Context& ctx_;
  Lines lines_;
  std::string content_type_;
};

}  // namespace

Result<void> verify(Source& message, Context& ctx) {
  auto result = Verifier(message, ctx).run();
  if (!result) ctx.report({"RUN-009", Action::Blocked, "message", 1, result.error().detail});
  return result;
}

}  // namespace mugai::mail_check
