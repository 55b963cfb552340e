#include "lib/formats/mail/transfer.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/formats/mail/uuencode.h"
#include "lib/stream/base64.h"
#include "lib/stream/quoted_printable.h"
#include "lib/text/parameters.h"

namespace mugai::mail {
namespace {

enum class Mechanism : std::uint8_t { Identity, QuotedPrintable, Base64, Uuencode, Unknown };

struct Spelling {
  std::string_view name;
  Mechanism mechanism;
  bool standard;
};
// No program decodes the misspelt forms: their bytes stand as they are, for all readers alike.
constexpr std::array<Spelling, 18> kSpellings = {{
    {"", Mechanism::Identity, true},
    {"7bit", Mechanism::Identity, true},
    {"8bit", Mechanism::Identity, true},
    {"binary", Mechanism::Identity, true},
    {"quoted-printable", Mechanism::QuotedPrintable, true},
    {"base64", Mechanism::Base64, true},
    {"7-bit", Mechanism::Identity, false},
    {"8-bit", Mechanism::Identity, false},
    {"7bits", Mechanism::Identity, false},
    {"8bits", Mechanism::Identity, false},
    {"plain", Mechanism::Identity, false},
    {"none", Mechanism::Identity, false},
    {"utf-8", Mechanism::Identity, false},
    {"utf8", Mechanism::Identity, false},
    {"us-ascii", Mechanism::Identity, false},
    {"iso-8859-1", Mechanism::Identity, false},
    {"x-uuencode", Mechanism::Uuencode, false},
    {"x-uue", Mechanism::Uuencode, false},
}};

const Spelling* spelling_of(const Part& part) {
  const std::string name = ascii::lower(text::parse_parameters(part.fields.first("Content-Transfer-Encoding")).value);
  const auto* found =
      std::find_if(kSpellings.begin(), kSpellings.end(), [&](const Spelling& row) { return row.name == name; });
  return found == kSpellings.end() ? nullptr : found;
}

// What stands after the padding of a text: kept where it is plain lines, as lists of mail append them.
bool is_plain_text(Bytes bytes) {
  return std::all_of(bytes.begin(), bytes.end(),
                     [](std::uint8_t c) { return (c >= 0x20 && c < 0x7F) || c == '\t' || c == '\n' || c == '\r'; });
}

constexpr std::uint64_t kMaxTail = 64 << 10;

// The raw lines after the line that holds the first padding.
Result<void> write_tail(Source& raw, Sink& sink) {
  const std::uint64_t length = std::min(raw.size(), kMaxTail);
  TRY_ASSIGN(const Buffer tail, raw.read_buffer(raw.size() - length, length));
  const std::string_view text = as_text(tail);
  const std::size_t pad = text.find('=');
  const std::size_t line = pad == std::string_view::npos ? pad : text.find('\n', pad);
  if (line == std::string_view::npos || !is_plain_text(as_bytes(text.substr(line)))) return ok();
  return sink.write(text.substr(line));
}

Result<void> write_base64(Source& raw, Purpose purpose, const Part& leaf, Context& ctx, Sink& sink) {
  class Unfinished final : public Sink {  // the tail may follow
   public:
    explicit Unfinished(Sink& next) : next_(next) {}
    using Sink::write;
    Result<void> write(Bytes bytes) override { return next_.write(bytes); }

   private:
    Sink& next_;
  };
  Unfinished open(sink);
  base64::DecodeStage stage(open);
  TRY(copy(raw, stage));
  TRY(stage.finish());
  if (!stage.defects().results_differ()) return sink.finish();
  const bool is_text = purpose == Purpose::Text;
  ctx.report({"MIME-003", is_text ? Action::Rewritten : Action::Blocked, leaf.type, 1,
              "base64 with junk or with content after its padding"});
  if (!is_text) return make_error(ErrorCode::Ambiguous, "base64 that two programs read differently");
  if (stage.defects().data_after_pad) TRY(write_tail(raw, sink));
  return sink.finish();
}

Result<void> write_uuencoded(Source& raw, const Part& leaf, Context& ctx, Sink& sink) {
  constexpr std::uint64_t kMaxEncoded = std::uint64_t{64} << 20;
  TRY_ASSIGN(const Buffer encoded, raw.read_all(kMaxEncoded));
  const std::vector<EmbeddedFile> files = find_uuencoded(encoded);
  if (files.size() != 1) {
    ctx.report({"MIME-003", Action::Blocked, leaf.type, 1, "uuencode without one whole file in it"});
    return make_error(ErrorCode::Malformed, "uuencode without one whole file in it");
  }
  ctx.report({"MIME-003", Action::Rewritten, leaf.type, 1, "uuencode"});
  TRY(sink.write(Bytes(files.front().bytes)));
  return sink.finish();
}

}  // namespace

bool changes_bytes(const Part& part) {
  const Spelling* spelling = spelling_of(part);
  return spelling == nullptr || spelling->mechanism != Mechanism::Identity;
}

// encoding := "Content-Transfer-Encoding" ":" mechanism
Result<void> write_decoded(const Part& leaf, Source& message, Purpose purpose, Context& ctx, Sink& sink) {
  SliceSource raw(message, leaf.content_offset, leaf.content_length);
  const Spelling* spelling = spelling_of(leaf);
  switch (spelling == nullptr ? Mechanism::Unknown : spelling->mechanism) {
    case Mechanism::Identity:
      if (!spelling->standard) {
        ctx.report({"MIME-003", Action::Rewritten, leaf.type, 1, "transfer encoding " + std::string(spelling->name)});
      }
      TRY(copy(raw, sink));
      return sink.finish();
    case Mechanism::QuotedPrintable: {
      qp::DecodeStage stage(sink);
      TRY(copy(raw, stage));
      return stage.finish();
    }
    case Mechanism::Base64:
      return write_base64(raw, purpose, leaf, ctx, sink);
    case Mechanism::Uuencode:
      return write_uuencoded(raw, leaf, ctx, sink);
    case Mechanism::Unknown:
      break;
  }
  ctx.report({"MIME-003", Action::Blocked, leaf.type, 1, "unknown transfer encoding"});
  return make_error(ErrorCode::Unsupported, "an unknown transfer encoding");
}

}  // namespace mugai::mail
