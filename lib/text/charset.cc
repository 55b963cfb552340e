// Which charset is it? A strong label is believed while it reads without error; otherwise the candidates that the bytes
// allow are scored against each other (scrubber.h). Byte statistics as general detectors use them fail on the short
// strings that subjects and file names are; Japanese encodings differ enough in what is legal.
// Known gaps: EUC-JP of one to three characters without a label can be taken for Shift_JIS, and half-width kana alone
// in Shift_JIS for EUC-JP; Chinese and Korean are read by label alone.
#include "lib/text/charset.h"

#include <algorithm>
#include <array>

#include "lib/base/check.h"
#include "lib/text/decoders.h"
#include "lib/text/labels.h"
#include "lib/text/scrubber.h"

namespace mugai::text {
namespace {

void run_decoder(Bytes bytes, Charset charset, Scrubber& out) {
  switch (charset) {
    case Charset::Utf8:
      return decode_utf8(bytes, out);
    case Charset::Iso2022Jp:
      return decode_iso2022jp(bytes, out);
    case Charset::Cp932:
      return decode_cp932(bytes, out);
    case Charset::EucJp:
      return decode_euc_jp(bytes, out);
    case Charset::EucJis2004:
      return decode_euc_jis2004(bytes, out);
    case Charset::Utf16:
    case Charset::Utf16Le:
    case Charset::Utf16Be:
      return decode_utf16(bytes, charset, out);
    case Charset::Utf32:
    case Charset::Utf32Le:
    case Charset::Utf32Be:
      return decode_utf32(bytes, charset, out);
    case Charset::Utf7:
      return decode_utf7(bytes, out);
    case Charset::Gb18030:
      return decode_gb18030(bytes, out);
    case Charset::Big5:
      return decode_big5(bytes, out);
    case Charset::EucKr:
      return decode_euc_kr(bytes, out);
    case Charset::Iso2022Kr:
      return decode_iso2022kr(bytes, out);
    case Charset::Hz:
      return decode_hz(bytes, out);
    case Charset::Sjis2004:
      return decode_sjis2004(bytes, out);
    default:
      return decode_single_byte(bytes, charset, out);
  }
}

// What one look at the bytes tells.
struct Facts {
  bool high = false;                 // a byte above 7F
  bool jis_escape = false;           // ESC $ or ESC ( followed by B, J, I, @ or H
  bool korean_escape = false;        // ESC $ ) C, which stands at the beginning of ISO-2022-KR
  bool zero = false;                 // a zero byte: text in UTF-16 or UTF-32 has them
  bool utf8_mark = false;            // EF BB BF
  std::optional<Charset> wide_mark;  // the byte order mark of UTF-16 or UTF-32
};

bool is_jis_escape(Bytes rest) noexcept {
  if (rest.size() < 3 || rest[0] != 0x1B) return false;
  if (rest[1] == '$') return rest[2] != ')';
  return rest[1] == '(' && std::string_view("BJI@H").find(static_cast<char>(rest[2])) != std::string_view::npos;
}

Facts look(Bytes bytes) {
  Facts facts;
  std::uint8_t all = 0;
  for (const std::uint8_t byte : bytes)
    all |= byte;  // one vector pass
  facts.high = (all & 0x80) != 0;
  const std::string_view text = as_text(bytes);
  facts.zero = text.find('\0') != std::string_view::npos;
  for (std::size_t at = text.find('\x1B'); at != std::string_view::npos && !facts.jis_escape;
       at = text.find('\x1B', at + 1)) {
    facts.jis_escape = is_jis_escape(bytes.subspan(at));
    facts.korean_escape = facts.korean_escape || text.substr(at + 1).starts_with("$)C");
  }
  facts.utf8_mark = starts_with(bytes, "\xEF\xBB\xBF");
  if (starts_with(bytes, std::string_view("\xFF\xFE\0\0", 4)) ||
      starts_with(bytes, std::string_view("\0\0\xFE\xFF", 4))) {
    facts.wide_mark = Charset::Utf32;
  } else if (starts_with(bytes, "\xFF\xFE") || starts_with(bytes, "\xFE\xFF")) {
    facts.wide_mark = Charset::Utf16;
  }
  return facts;
}

constexpr bool is_wide(Charset c) noexcept {
  return c >= Charset::Utf16 && c <= Charset::Utf32Be;
}
// Charsets that say all in seven bits.
constexpr bool is_seven_bit(Charset c) noexcept {
  return c == Charset::Iso2022Jp || c == Charset::Utf7 || c == Charset::Iso2022Kr || c == Charset::Hz;
}
constexpr bool is_single_byte(Charset c) noexcept {
  return c >= Charset::Iso8859_2;
}

Decoded finish(Bytes bytes, Charset charset) {
  Scrubber out(true);
  out.reserve(bytes.size() + bytes.size() / 2);
  run_decoder(bytes, charset, out);
  Decoded decoded = out.take();
  decoded.used = charset_name(charset);
  return decoded;
}

constexpr std::int64_t kNever = INT64_MIN;
constexpr std::int64_t kDeclaredBonus = 10;  // the label outweighs one unreadable character

// How likely `bytes` are `charset`, in points of the scrubber; kNever where it is ruled out.
std::int64_t points(Bytes bytes, Charset charset, std::optional<Charset> declared) {
  Scrubber out(false);
  run_decoder(bytes, charset, out);
  std::int64_t score = out.score();
  switch (charset) {
    case Charset::Utf8:
      score += 3 * static_cast<std::int64_t>(out.multibyte());  // its sequences are hardly met by chance
      break;
    case Charset::Iso2022Jp:
      score += 3 * static_cast<std::int64_t>(out.half_kana());  // half-width kana are as good as any under this label
      break;
    case Charset::Cp932:
    case Charset::EucJp:
      // One lone kanji between Latin letters is an accented letter of a Western label, not Japanese.
      if (declared == Charset::Windows1252 && out.kana() == 0 && out.longest_wide_run() < 2) return kNever;
      break;
    case Charset::Windows1252:
      // Reads nearly anything without error: unlikely where nobody named it.
      if (declared != charset) score -= 3 * static_cast<std::int64_t>(out.multibyte());
      return score;
    default:
      break;
  }
  return declared == charset ? score + kDeclaredBonus : score;
}

class CandidateList {
 public:
  void add(Charset charset) {
    if (count_ < list_.size() && std::find(begin(), end(), charset) == end()) list_[count_++] = charset;
  }
  [[nodiscard]] const Charset* begin() const { return list_.data(); }
  [[nodiscard]] const Charset* end() const { return list_.data() + count_; }

 private:
  std::array<Charset, 8> list_{};
  std::size_t count_ = 0;
};

CandidateList candidates(const Facts& facts, std::optional<Charset> declared) {
  CandidateList list;
  if (facts.wide_mark) list.add(*facts.wide_mark);
  if (facts.jis_escape) list.add(Charset::Iso2022Jp);
  if (declared && *declared != Charset::Ascii && *declared != Charset::Windows1252) list.add(*declared);
  if (facts.high) {
    list.add(Charset::Utf8);
    list.add(Charset::Cp932);
    list.add(Charset::EucJp);
    list.add(Charset::Windows1252);
  }
  if (list.begin() == list.end()) list.add(Charset::Ascii);
  return list;
}

// The charset that is taken without comparison, where there is one.
std::optional<Charset> obvious(const Facts& facts, std::optional<Charset> declared) {
  if (facts.wide_mark) return facts.wide_mark;
  if (facts.utf8_mark) return Charset::Utf8;
  if (facts.jis_escape) return Charset::Iso2022Jp;  // whatever the label says
  if (facts.korean_escape && !facts.high) return Charset::Iso2022Kr;
  if (!facts.high) {
    if (declared && is_seven_bit(*declared)) return declared;
    if (declared && is_wide(*declared) && facts.zero) return declared;
    return Charset::Ascii;
  }
  if (!declared || *declared == Charset::Ascii || *declared == Charset::Windows1252) return Charset::Utf8;
  if (is_seven_bit(*declared)) return Charset::Utf8;  // 8-bit without an escape: the label is wrong
  if (is_wide(*declared) && !facts.zero) return std::nullopt;
  return declared;
}

// The part of a long text that is scored: from the first byte that tells something, on a boundary that UTF-32 has too.
constexpr std::size_t kSample = 64 * 1024;
constexpr std::size_t kGlance = 1024;
Bytes sample_of(Bytes bytes, std::size_t size) {
  const auto* first = std::find_if(bytes.data(), bytes.data() + bytes.size(),
                                   [](std::uint8_t byte) { return byte >= 0x80 || byte == 0x1B; });
  const std::size_t begin = static_cast<std::size_t>(first - bytes.data()) / 4 * 4;
  return bytes.subspan(begin, std::min(size, bytes.size() - begin));
}

// A strong label of another charset over bytes that are UTF-8: Shift_JIS and EUC read much of UTF-8 without error, as
// nonsense.
bool is_rather_utf8(Bytes bytes, Charset read_as, Charset declared) {
  if (read_as != declared || declared == Charset::Utf8 || is_wide(declared) || is_single_byte(declared)) return false;
  if (is_seven_bit(declared) || !utf8::is_valid(as_text(bytes))) return false;
  const Bytes sample = sample_of(bytes, kSample);
  return points(sample, Charset::Utf8, declared) > points(sample, declared, declared);
}

Charset choose(Bytes whole, const Facts& facts, std::optional<Charset> declared) {
  const Bytes bytes = sample_of(whole, kSample);
  std::optional<Charset> best;
  std::int64_t best_points = kNever;
  for (const Charset charset : candidates(facts, declared)) {
    const std::int64_t now = points(bytes, charset, declared);
    if (best && now <= best_points) continue;
    best = charset;
    best_points = now;
  }
  return best.value_or(Charset::Ascii);
}

// Label and reading are the same thing to a person: nothing to tell.
bool agree(std::optional<Charset> declared, Charset used) {
  if (used == Charset::Ascii) return true;
  if (!declared) return false;
  return *declared == used || (is_wide(*declared) && is_wide(used));
}

}  // namespace

Decoded decode_as(Bytes bytes, Charset charset) {
  return finish(bytes, charset);
}

Decoded decode(Bytes bytes, std::string_view untrusted_label) {
  const std::optional<Charset> declared = charset_from_label(untrusted_label);
  const Facts facts = look(bytes);
  Decoded decoded;
  std::optional<Charset> used = obvious(facts, declared);
  // Text of another charset is hardly ever UTF-8 for long: a glance saves a pass.
  if (used == Charset::Utf8 && facts.high && points(sample_of(bytes, kGlance), Charset::Utf8, declared) < 0)
    used.reset();
  if (used) {
    decoded = finish(bytes, *used);
    if (decoded.replaced != 0 && *used != Charset::Ascii) used.reset();
    if (used && declared && is_rather_utf8(bytes, *used, *declared)) used.reset();
  }
  if (!used) {
    const Charset chosen = choose(bytes, facts, declared);
    if (decoded.used != charset_name(chosen)) decoded = finish(bytes, chosen);
    used = chosen;
  }
  decoded.declared = normalise_label(untrusted_label);
  decoded.mislabelled = !agree(declared, *used);
  return decoded;
}

}  // namespace mugai::text
