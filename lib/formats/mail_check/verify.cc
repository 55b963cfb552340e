#include "lib/formats/mail_check/verify.h"

#include <algorithm>
#include <array>
#include <string>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"

namespace mugai::mail_check {
namespace {

constexpr std::size_t kMaxLine = 998;  // RFC 5322 2.1.1
constexpr std::size_t kMaxFieldBytes = 512 << 10;
constexpr std::size_t kLineCharacters = 76;  // RFC 2045 6.8
constexpr std::size_t kPiece = 16 * 1024;  // a process that has never run touches every byte for the first time
constexpr int kMaxParts = 100'000;
constexpr std::string_view kTextType = "text/plain; charset=UTF-8";

constexpr std::array<std::string_view, 19> kMessageFields = {"Received",
                                                             "Authentication-Results",
                                                             "From",
                                                             "Sender",
                                                             "Reply-To",
                                                             "To",
                                                             "Cc",
                                                             "Subject",
                                                             "Date",
                                                             "Message-ID",
                                                             "In-Reply-To",
                                                             "References",
                                                             "List-Id",
                                                             "Importance",
                                                             "X-Mugai",
                                                             "MIME-Version",
                                                             "Content-Type",
                                                             "Auto-Submitted",
                                                             "Content-Transfer-Encoding"};
constexpr std::array<std::string_view, 3> kPartFields = {"Content-Type", "Content-Disposition",
                                                         "Content-Transfer-Encoding"};

constexpr std::string_view kWords[kFaultCount] = {"nothing",
                                                  "the message could not be read",
                                                  "a line that is too long, has no end, or holds a bare CR, LF or NUL",
                                                  "a header field with a character or a length that it cannot have",
                                                  "a header field that is not on the list",
                                                  "a Content-Type or an encoding that is not ours",
                                                  "a boundary that is missing or out of place",
                                                  "base64 that is not in its one canonical form",
                                                  "text that is not UTF-8 or holds a control character",
                                                  "an attachment that is no result of an inspection",
                                                  "too many parts"};

// Lines, each ended by CRLF and at most kMaxLine bytes.
class Lines {
 public:
  explicit Lines(Reader& reader) : reader_(reader) { buffer_.reserve(2 * kPiece); }

  // The next line without its CRLF, valid until the next call. False at the end and after a fault.
  bool next(std::string_view& line) {
    std::size_t end = buffer_.find("\r\n", used_);
    while (end == std::string::npos && refill())
      end = buffer_.find("\r\n", used_);
    if (fault_ != Fault::None) return false;
    if (end == std::string::npos) {
      if (used_ != buffer_.size()) fault_ = Fault::Line;
      return false;
    }
    line = std::string_view(buffer_).substr(used_, end - used_);
    used_ = end + 2;
    const bool bare = line.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
    if (line.size() > kMaxLine || bare) fault_ = Fault::Line;
    return fault_ == Fault::None;
  }
  [[nodiscard]] Fault fault() const noexcept { return fault_; }

 private:
  bool refill() {
    buffer_.erase(0, used_);
    used_ = 0;
    const std::size_t kept = buffer_.size();
    if (kept > kMaxLine + 2) {
      fault_ = Fault::Line;
      return false;
    }
    buffer_.resize(kept + kPiece);
    const std::optional<std::size_t> got =
        reader_.read({reinterpret_cast<std::uint8_t*>(buffer_.data()) + kept, kPiece});
    buffer_.resize(kept + got.value_or(0));
    if (!got) fault_ = Fault::Unreadable;
    return got.value_or(0) != 0;
  }

  Reader& reader_;
  std::string buffer_;
  std::size_t used_ = 0;
  Fault fault_ = Fault::None;
};

constexpr std::array<std::int8_t, 256> kSextets = [] {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::array<std::int8_t, 256> values{};
  values.fill(-1);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i)
    values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::int8_t>(i);
  return values;
}();

// One canonical line of base64 (RFC 4648 4, 3.5): groups of four, padding at the end of the last alone, unused bits 0.
bool decode_line(std::string_view line, std::string& out) {
  out.clear();
  if (line.empty() || line.size() > kLineCharacters || line.size() % 4 != 0) return false;
  const unsigned pads = (line.back() == '=' ? 1U : 0U) + (line.ends_with("==") ? 1U : 0U);
  for (std::size_t i = 0; i < line.size(); i += 4) {
    std::uint32_t bits = 0;
    const unsigned skipped = i + 4 == line.size() ? pads : 0;
    for (std::size_t j = 0; j < 4 - skipped; ++j) {
      const int value = kSextets[static_cast<unsigned char>(line[i + j])];
      if (value < 0) return false;
      bits |= static_cast<std::uint32_t>(value) << (18 - 6 * j);
    }
    if ((bits & ((1U << (8 * skipped)) - 1)) != 0) return false;
    for (unsigned j = 0; j < 3 - skipped; ++j)
      out.push_back(static_cast<char>((bits >> (16 - 8 * j)) & 0xFF));
  }
  return true;
}

// Valid UTF-8 without controls but TAB, LF and a CR before LF, in pieces.
class TextTest {
 public:
  bool add(std::string_view piece) {
    tail_ += piece;
    std::string_view rest = tail_;
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
    tail_.erase(0, tail_.size() - rest.size());
    return true;
  }
  [[nodiscard]] bool is_complete() const noexcept { return tail_.empty(); }

 private:
  std::string tail_;  // an unfinished character
};

class Verifier {
 public:
  Verifier(Reader& reader, std::optional<std::span<const Sha256Value>> results) : lines_(reader), results_(results) {}

  Fault run() {
    if (const Fault fault = read_fields(kMessageFields); fault != Fault::None) return fault;
    End end = End::Message;
    if (content_type_.starts_with(kTextType)) {
      const Fault fault = read_text(end);
      return fault == Fault::None && end != End::Message ? Fault::Boundary : fault;
    }
    if (content_type_ != "multipart/mixed; boundary=\"" + std::string(kBoundary) + "\"") return Fault::Type;
    if (!lines_.next(line_)) return ended(Fault::Boundary);
    if (line_ != delimiter_) return Fault::Boundary;
    return read_parts();
  }

 private:
  enum class End : std::uint8_t { Part, Parts, Message };

  [[nodiscard]] Fault ended(Fault otherwise) const noexcept {
    return lines_.fault() != Fault::None ? lines_.fault() : otherwise;
  }

  Fault read_parts() {
    End end = End::Part;
    for (int parts = 0; end == End::Part; ++parts) {
      if (parts == kMaxParts) return Fault::Parts;
      if (const Fault fault = read_fields(kPartFields); fault != Fault::None) return fault;
      if (parts == 0 && content_type_ != kTextType) return Fault::Type;
      const Fault fault = parts == 0 ? read_text(end) : read_attachment(end);
      if (fault != Fault::None) return fault;
      if (end == End::Message) return Fault::Boundary;
    }
    return lines_.next(line_) ? Fault::Boundary : ended(Fault::None);
  }

  template <std::size_t N>
  Fault read_fields(const std::array<std::string_view, N>& names) {
    content_type_.clear();
    bool is_base64 = false;
    bool in_type = false;
    std::size_t bytes = 0;
    for (;;) {
      if (!lines_.next(line_)) return ended(Fault::Field);
      if (line_.empty()) break;
      bytes += line_.size();
      const bool printable = std::all_of(line_.begin(), line_.end(), [](char c) { return c >= ' ' && c < 0x7F; });
      if (!printable || bytes > kMaxFieldBytes) return Fault::Field;
      if (line_.front() == ' ') {
        if (in_type) content_type_ += line_;
        continue;
      }
      const std::size_t colon = line_.find(':');
      const std::string_view name = line_.substr(0, colon);
      if (colon == std::string_view::npos || std::find(names.begin(), names.end(), name) == names.end()) {
        return Fault::Name;
      }
      in_type = name == "Content-Type";
      if (in_type) {
        if (!content_type_.empty()) return Fault::Type;
        content_type_ = ascii::trim(line_.substr(colon + 1));
      }
      is_base64 = is_base64 || line_ == "Content-Transfer-Encoding: base64";
    }
    const bool is_multipart = content_type_.starts_with("multipart/");
    return content_type_.empty() || is_base64 == is_multipart ? Fault::Type : Fault::None;
  }

  Fault read_text(End& end) {
    TextTest text;
    const Fault fault = read_body(end, Fault::Text, [&](std::string_view bytes) { return text.add(bytes); });
    return fault == Fault::None && !text.is_complete() ? Fault::Text : fault;
  }

  Fault read_attachment(End& end) {
    Sha256 digest;
    const Fault fault = read_body(end, Fault::Attachment, [&](std::string_view bytes) {
      digest.update(as_bytes(bytes));
      return true;
    });
    if (fault != Fault::None || !results_) return fault;
    return std::find(results_->begin(), results_->end(), digest.finish()) == results_->end() ? Fault::Attachment
                                                                                             : Fault::None;
  }

  // Lines of base64 to the end of the message or to a boundary; `take` judges what they decode to.
  template <class Take>
  Fault read_body(End& end, Fault refused, Take take) {
    bool short_line = false;
    while (lines_.next(line_)) {
      if (line_.empty()) return read_boundary(end);
      if (short_line || !decode_line(line_, decoded_)) return Fault::Base64;
      short_line = line_.size() < kLineCharacters || line_.back() == '=';
      if (!take(decoded_)) return refused;
    }
    end = End::Message;
    return ended(Fault::None);
  }

  Fault read_boundary(End& end) {
    if (!lines_.next(line_)) return ended(Fault::Boundary);
    if (line_ != delimiter_ && line_ != delimiter_ + "--") return Fault::Boundary;
    end = line_ == delimiter_ ? End::Part : End::Parts;
    return Fault::None;
  }

  const std::string delimiter_ = "--" + std::string(kBoundary);
  Lines lines_;
  std::string_view line_;
  std::string content_type_;
  std::string decoded_;
  std::optional<std::span<const Sha256Value>> results_;
};

}  // namespace

std::string_view fault_words(Fault fault) noexcept {
  return kWords[static_cast<std::size_t>(fault)];
}

Fault verify(Reader& message, std::optional<std::span<const Sha256Value>> results) {
  return Verifier(message, results).run();
}

}  // namespace mugai::mail_check
