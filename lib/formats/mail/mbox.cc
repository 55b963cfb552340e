#include "lib/formats/mail/mbox.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/utf8.h"
#include "lib/formats/mapi/as_mail.h"
#include "lib/stream/base64.h"
#include "lib/stream/sink.h"
#include "lib/stream/source.h"
#include "lib/text/header_words.h"

namespace mugai::mail {
namespace {

constexpr std::size_t kMaxMessages = 10'000;
constexpr std::uint64_t kWindow = 64 << 10;

struct Place {
  std::uint64_t offset = 0;  // after the From line
  std::uint64_t length = 0;
};

// Reads a source line by line; of a line longer than the window only its beginning is given.
class Lines {
 public:
  explicit Lines(Source& source) : source_(source) {}

  // False at the end. `start` and `end` are positions in the source, the line end included.
  Result<bool> next(std::string& head, std::uint64_t& start, std::uint64_t& end) {
    start = position_;
    head.clear();
    while (true) {
      if (at_ == window_.size()) {
        TRY_ASSIGN(const bool more, refill());
        if (!more) break;
      }
      const std::string_view rest = as_text(window_).substr(at_);
      const std::size_t line_end = rest.find('\n');
      const std::size_t taken = line_end == std::string_view::npos ? rest.size() : line_end + 1;
      if (head.size() < kHead) head += rest.substr(0, std::min(taken, kHead - head.size()));
      at_ += taken;
      position_ += taken;
      if (line_end != std::string_view::npos) break;
    }
    end = position_;
    return end > start;
  }

 private:
  static constexpr std::size_t kHead = 16;

  Result<bool> refill() {
    const std::uint64_t left = source_.size() - position_;
    TRY_ASSIGN(window_, source_.read_buffer(position_, std::min(left, kWindow)));
    at_ = 0;
    return !window_.empty();
  }

  Source& source_;
  Buffer window_;
  std::size_t at_ = 0;
  std::uint64_t position_ = 0;
};

// mbox = 1*( "From " rest-of-line message ) ; a From line stands at the start or after an empty line
Result<std::vector<Place>> find_messages(Source& in) {
  std::vector<Place> places;
  Lines lines(in);
  std::string head;
  std::uint64_t start = 0;
  std::uint64_t end = 0;
  bool after_empty = true;
  while (true) {
    TRY_ASSIGN(const bool more, lines.next(head, start, end));
    if (!more) break;
    if (after_empty && head.starts_with("From ")) {
      if (places.size() >= kMaxMessages) return make_error(ErrorCode::TooMany, "too many messages");
      if (!places.empty()) places.back().length = start - places.back().offset;
      places.push_back({end, 0});
    }
    after_empty = head == "\n" || head == "\r\n";
  }
  if (places.empty()) return make_error(ErrorCode::Malformed, "no From line");
  places.back().length = in.size() - places.back().offset;
  return places;
}

// Takes one ">" off the lines that were quoted for the sake of the format.
class Unquoted final : public Sink {
 public:
  explicit Unquoted(Sink& next) : next_(next) {}
  using Sink::write;
  Result<void> write(Bytes bytes) override {
    for (const std::uint8_t byte : bytes) {
      line_.push_back(static_cast<char>(byte));
      if (byte == '\n' || line_.size() >= kPiece) TRY(flush(byte == '\n'));
    }
    return ok();
  }
  Result<void> finish() override { return flush(true); }

 private:
  static constexpr std::size_t kPiece = 32 << 10;

  Result<void> flush(bool line_ends) {
    std::string_view line = line_;
    const std::size_t marks = line.find_first_not_of('>');
    if (at_start_ && marks != std::string_view::npos && marks > 0 && line.substr(marks).starts_with("From ")) {
      line.remove_prefix(1);
    }
    TRY(next_.write(line));
    line_.clear();
    at_start_ = line_ends;
    return ok();
  }

  Sink& next_;
  std::string line_;
  bool at_start_ = true;
};

class Unfinished final : public Sink {
 public:
  explicit Unfinished(Sink& next) : next_(next) {}
  using Sink::write;
  Result<void> write(Bytes bytes) override { return next_.write(bytes); }

 private:
  Sink& next_;
};

Result<void> write_message(Source& in, const Place& place, Sink& sink) {
  SliceSource message(in, place.offset, place.length);
  Unquoted unquoted(sink);
  TRY(copy(message, unquoted));
  return unquoted.finish();
}

Result<void> write_all(Source& in, const std::vector<Place>& places, const Context& ctx, Sink& sink) {
  constexpr std::string_view kBoundary = "=_mugai_mbox_=";
  const bool english = ctx.mail().language == "en";
  const std::string name = utf8::one_line(ctx.claim().untrusted_name, 200);
  const std::string count = std::to_string(places.size());
  const std::string words = english ? count + " messages of the file are attached.\r\n"
                                    : "メールボックスのファイルに含まれる" + count + "通のメールを添付します。\r\n";
  std::string head = text::encode_header("Subject", name.empty() ? "mbox" : name);
  head.append("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"").append(kBoundary).append("\"\r\n\r\n");
  head.append("--").append(kBoundary).append("\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n").append(words);
  TRY(sink.write(head));
  for (std::size_t i = 0; i < places.size(); ++i) {
    std::array<char, 32> file{};
    std::snprintf(file.data(), file.size(), "%05zu.eml", i + 1);
    TRY(sink.write("\r\n--" + std::string(kBoundary) +
                   "\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"" +
                   file.data() + "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"));
    Unfinished end(sink);
    base64::EncodeStage encoder(end);
    TRY(write_message(in, places[i], encoder));
    TRY(encoder.finish());
  }
  return sink.write("\r\n--" + std::string(kBoundary) + "--\r\n");
}

class MboxHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "mbox"; }

  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& ctx) override {
    TRY_ASSIGN(const std::vector<Place> places, find_messages(in));
    const auto write = [&](Sink& sink) {
      return places.size() == 1 ? write_message(in, places.front(), sink) : write_all(in, places, ctx, sink);
    };
    return mapi::rebuild_as_mail("mbox", write, out, ctx);
  }
};

}  // namespace

Handler& mbox_handler() {
  static MboxHandler instance;
  return instance;
}

}  // namespace mugai::mail
