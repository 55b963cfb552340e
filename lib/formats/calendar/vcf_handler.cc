#include "lib/formats/calendar/vcf_handler.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/formats/calendar/values.h"
#include "lib/stream/base64.h"

namespace mugai::calendar {
namespace {

using namespace std::string_view_literals;

struct CardRow {
  std::string_view name;
  Kind kind;
};

// RFC 2426 section 3. SOUND, LOGO, KEY, AGENT, MAILER, SOURCE, IMPP, CALURI, FBURL, RELATED, MEMBER and all X- but the
// two that hold the reading of a name are not here: they are fetched, run or steer one program. PHOTO is rebuilt apart.
constexpr std::array kCard = {
    CardRow{"FN", Kind::Text},
    CardRow{"N", Kind::Structure},
    CardRow{"NICKNAME", Kind::TextList},
    CardRow{"BDAY", Kind::Text},
    CardRow{"ADR", Kind::Structure},
    CardRow{"LABEL", Kind::Text},
    CardRow{"TEL", Kind::Phone},
    CardRow{"EMAIL", Kind::Text},
    CardRow{"TZ", Kind::Text},
    CardRow{"GEO", Kind::Geo},
    CardRow{"TITLE", Kind::Text},
    CardRow{"ROLE", Kind::Text},
    CardRow{"ORG", Kind::Structure},
    CardRow{"CATEGORIES", Kind::TextList},
    CardRow{"NOTE", Kind::Text},
    CardRow{"REV", Kind::Text},
    CardRow{"SORT-STRING", Kind::Text},
    CardRow{"UID", Kind::Text},
    CardRow{"URL", Kind::Link},
    CardRow{"CLASS", Kind::Word},
    CardRow{"X-PHONETIC-FIRST-NAME", Kind::Text},
    CardRow{"X-PHONETIC-LAST-NAME", Kind::Text},
};

constexpr std::array kTypes = {"HOME"sv, "WORK"sv,     "CELL"sv,   "VOICE"sv, "FAX"sv,  "PAGER"sv,
                               "PREF"sv, "INTERNET"sv, "MSG"sv,    "VIDEO"sv, "TEXT"sv, "DOM"sv,
                               "INTL"sv, "POSTAL"sv,   "PARCEL"sv, "CAR"sv,   "PCS"sv,  "ISDN"sv,
                               "BBS"sv,  "MODEM"sv,    "OTHER"sv,  "MAIN"sv};

struct PhotoKind {
  std::string_view type;  // of the TYPE parameter
  std::string_view mime;
  std::string_view extension;
};
constexpr std::array kPhotoKinds = {PhotoKind{"JPEG", "image/jpeg", "jpg"}, PhotoKind{"PNG", "image/png", "png"},
                                    PhotoKind{"GIF", "image/gif", "gif"}};
constexpr std::uint64_t kMaxPhotoBytes = std::uint64_t{8} << 20;

class Rebuild {
 public:
  Rebuild(std::vector<ContentLine> lines, Context& ctx, const Defects& defects) : lines_(std::move(lines)), ctx_(ctx) {
    counts_.defects = defects;
  }

  Result<std::string> run() {
    for (const ContentLine& line : lines_) {
      const bool card = ascii::equal_ignoring_case(ascii::trim(line.value), "VCARD");
      if (line.name == "BEGIN") {
        TRY(begin(card));
      } else if (line.name == "END") {
        TRY(end(card));
      } else if (depth_ == 1) {
        TRY(property(line));
      } else if (depth_ == 0) {
        ++counts_.defects.bad_lines;
      }
    }
    if (depth_ != 0) return make_error(ErrorCode::Truncated, "the card is not closed");
    if (out_.empty()) return make_error(ErrorCode::Malformed, "no card in the file");
    report_counts();
    return std::move(out_);
  }

 private:
  void tell(Action action, std::string where, std::uint32_t count, std::string_view detail) {
    if (count > 0) ctx_.report(Finding{"VCF-001", action, std::move(where), count, std::string(detail)});
  }
  void write(std::string_view name, std::vector<Param> params, std::string value) {
    ContentLine line;
    line.name = name;
    line.params = std::move(params);
    line.value = std::move(value);
    append_line(out_, line);
  }

  Result<void> begin(bool card) {
    if (depth_ == 0 && !card) return make_error(ErrorCode::Malformed, "not a card");
    if (++depth_ > 1) {
      tell(Action::Removed, "AGENT", 1, "card within the card");
      return ok();
    }
    TRY(ctx_.budget().charge_members(1));
    write("BEGIN", {}, "VCARD");
    write("VERSION", {}, "3.0");
    named_ = false;
    name_.clear();
    return ok();
  }

  Result<void> end(bool card) {
    if (depth_ == 0) return make_error(ErrorCode::Malformed, "the end of a card that did not begin");
    if (--depth_ > 0) return ok();
    if (!card) return make_error(ErrorCode::Malformed, "cards overlap");
    if (!named_) write("FN", {}, name_);  // 3.1.1: it must be there
    write("END", {}, "VCARD");
    return ok();
  }

  Result<void> property(const ContentLine& line) {
    if (line.name == "VERSION" || line.name == "PRODID") return ok();
    if (line.name == "PHOTO") return photo(line);
    if (line.name == "SOUND" && line.has_value("TYPE", "X-IRMC-N")) {
      reading(line);
      return ok();
    }
    const auto row = std::find_if(kCard.begin(), kCard.end(), [&](const CardRow& r) { return r.name == line.name; });
    if (row == kCard.end()) {
      if (line.name != "AGENT" || !line.value.empty())
        tell(Action::Removed, utf8::one_line(line.name, 60), 1, "property that is not kept");
      return ok();
    }
    auto value = canonical(row->kind, line.value, counts_);
    if (!value) return ok();
    if (line.name == "FN") {
      if (std::exchange(named_, true)) return ok();
    }
    if (line.name == "N" && name_.empty()) name_ = *canonical(Kind::Text, display_name(*value), counts_);
    write(line.name, types(line), std::move(*value));
    return ok();
  }

  // "姓;名;…" → "姓 名"
  static std::string display_name(std::string_view structure) {
    std::string shown;
    const auto parts = split(structure, ';');
    for (std::size_t i = 0; i < std::min<std::size_t>(parts.size(), 2); ++i) {
      if (parts[i].empty()) continue;
      if (!shown.empty()) shown.push_back(' ');
      shown += parts[i];
    }
    return shown;
  }

  // Japanese telephones keep the reading of a name (ふりがな) where others keep a sound.
  void reading(const ContentLine& line) {
    const auto parts = split(line.value, ';');
    constexpr std::array kNames = {"X-PHONETIC-LAST-NAME"sv, "X-PHONETIC-FIRST-NAME"sv};
    for (std::size_t i = 0; i < std::min(parts.size(), kNames.size()); ++i) {
      const auto text = canonical(Kind::Text, parts[i], counts_);
      if (text && !text->empty()) write(kNames.at(i), {}, *text);
    }
    tell(Action::Rewritten, "SOUND", 1, "the reading of the name, made text");
  }

  std::vector<Param> types(const ContentLine& line) {
    Param kept{"TYPE", {}};
    for (const Param& param : line.params) {
      if (param.name != "TYPE") continue;
      for (const std::string& value : param.values) {
        std::string word(ascii::trim(value));
        std::transform(word.begin(), word.end(), word.begin(), ascii::to_upper);
        const bool known = std::find(kTypes.begin(), kTypes.end(), word) != kTypes.end();
        const bool twice = std::find(kept.values.begin(), kept.values.end(), word) != kept.values.end();
        if (known && !twice) kept.values.push_back(std::move(word));
      }
    }
    if (kept.values.empty()) return {};
    return {std::move(kept)};
  }

  // PHOTO;ENCODING=b;TYPE=JPEG:base64, of 4.0 a data: URI. Every other photo would be fetched.
  Result<void> photo(const ContentLine& line) {
    const std::optional<std::string> bytes = photo_bytes(line);
    if (!bytes || photos_ >= kMaxPhotos) {
      tell(Action::Removed, "PHOTO", 1, bytes ? "one picture too many" : "picture from elsewhere, or damaged");
      return ok();
    }
    ++photos_;
    const FileClaim claim{"photo", "image/jpeg"};
    const auto write_input = [&](Sink& sink) -> Result<void> {
      TRY(sink.write(std::string_view(*bytes)));
      return sink.finish();
    };
    TRY_ASSIGN(const NestedOutcome outcome, ctx_.sanitize_child(claim, write_input));
    const auto kind = std::find_if(kPhotoKinds.begin(), kPhotoKinds.end(), [&](const PhotoKind& k) {
      return outcome.extension == k.extension || outcome.type == k.extension;
    });
    if (!has_output(outcome.disposition) || outcome.output == nullptr || kind == kPhotoKinds.end()) {
      tell(Action::Removed, "PHOTO", 1, "picture that cannot be rebuilt");
      return ok();
    }
    TRY_ASSIGN(const Buffer rebuilt, outcome.output->read_all(kMaxPhotoBytes));
    write("PHOTO", {{"ENCODING", {"b"}}, {"TYPE", {std::string(kind->type)}}}, base64::encode(rebuilt));
    return ok();
  }

  static std::optional<std::string> photo_bytes(const ContentLine& line) {
    std::string_view value = line.value;
    const bool coded = line.has_value("ENCODING", "b") || line.has_value("ENCODING", "BASE64");
    if (!coded) {
      const std::size_t comma = value.find(',');
      const std::string_view head = value.substr(0, comma);
      if (comma == std::string_view::npos || !ascii::starts_with_ignoring_case(head, "data:image/") ||
          !head.ends_with(";base64")) {
        return std::nullopt;
      }
      value.remove_prefix(comma + 1);
    }
    base64::Decoded decoded = base64::decode(value);
    if (decoded.defects.results_differ() || decoded.bytes.empty()) return std::nullopt;
    return std::move(decoded.bytes);
  }

  void report_counts() {
    tell(Action::Removed, "links", counts_.links, "links that are not http, https, mailto or tel");
    tell(Action::Rewritten, "links", counts_.defanged, "links to programs or file shares, made inert");
    tell(Action::Rewritten, "text", counts_.html, "HTML, made text");
    tell(Action::Removed, "values", counts_.invalid, "values that break their grammar");
    tell(Action::Removed, "lines", counts_.defects.bad_lines, "lines without name or value");
    tell(Action::Removed, "characters", counts_.defects.controls, "control characters");
    tell(Action::Rewritten, "charset", counts_.defects.charsets, "text in another charset or coding, made UTF-8");
    tell(Action::Removed, "characters", counts_.defects.hidden, "bidirectional and invisible characters");
  }

  static constexpr int kMaxPhotos = 20;
  std::vector<ContentLine> lines_;
  Context& ctx_;
  ValueCounts counts_;
  std::uint64_t depth_ = 0;
  int photos_ = 0;
  bool named_ = false;
  std::string name_;
  std::string out_;
};

class VcfHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "vcard"; }
  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& ctx) override {
    TRY_ASSIGN(const Buffer bytes, in.read_all(kMaxFileBytes));
    TRY(ctx.budget().charge_unpacked(bytes.size()));
    Defects defects;
    TRY_ASSIGN(std::vector<ContentLine> lines, parse_lines(bytes, defects));
    TRY_ASSIGN(const std::string text, Rebuild(std::move(lines), ctx, defects).run());
    TRY(ctx.budget().charge_output(text.size()));
    TRY(out.write(text));
    TRY(out.finish());
    return Outcome{.type = "vcard", .extension = {}, .replaced = false};
  }
};

}  // namespace

Handler& vcf_handler() {
  static VcfHandler handler;
  return handler;
}

}  // namespace mugai::calendar
