// ISO-2022-JP as mail programs really send it (RFC 1468, RFC 1554, RFC 2237, CP50220/1/2, ISO-2022-JP-3 and -2004): a
// state machine that looks up one character at a time in the Windows table, so that an error costs one cell and never
// shifts the rest by a byte. No ESC ever comes out.
// Known gaps: the Chinese and Korean sets of ISO-2022-JP-2 and the Latin G2 sets are unknown escapes here.
#include <array>
#include <string_view>

#include "lib/text/decoders.h"
#include "lib/text/tables/tables.h"

namespace mugai::text {
namespace {

enum class Set : std::uint8_t { Ascii, Kana, X0208, X0212, X0213Plane1, X0213Plane2, Same };

struct Escape {
  std::string_view after_esc;
  Set set;
};
// Longer forms first where one begins another.
constexpr std::array kEscapes = {
    Escape{"(B", Set::Ascii},
    Escape{"(J", Set::Ascii},  // JIS-Roman; 5C and 7E stay \ and ~, as Windows has
                               // them, or paths and URLs break
    Escape{"(H", Set::Ascii},  // a wrong "roman" that old systems send
    Escape{"(I", Set::Kana},
    Escape{"$@", Set::X0208},   // JIS C 6226-1978
    Escape{"$B", Set::X0208},   // JIS X 0208-1983
    Escape{"&@", Set::Same},    // announces the 1990 revision; the set follows
    Escape{"$(@", Set::X0208},  // four-byte forms of the two above
    Escape{"$(B", Set::X0208},
    Escape{"$(D", Set::X0212},
    Escape{"$(O", Set::X0213Plane1},  // 2000
    Escape{"$(Q", Set::X0213Plane1},  // 2004
    Escape{"$(P", Set::X0213Plane2},
};
constexpr std::uint8_t kEsc = 0x1B;
constexpr std::uint8_t kShiftOut = 0x0E;
constexpr std::uint8_t kShiftIn = 0x0F;
constexpr char32_t kHalfKanaBase = 0xFF61;  // at 21 in seven bits, A1 in eight

constexpr bool is_graphic(unsigned byte) {
  return byte >= 0x21 && byte <= 0x7E;
}

class Machine {
 public:
  Machine(Bytes bytes, Scrubber& out) : bytes_(bytes), out_(out) {}

  void run() {
    while (at_ < bytes_.size())
      step();
  }

 private:
  void step() {
    const std::uint8_t byte = bytes_[at_];
    if (set_ == Set::Ascii && !shifted_ && is_graphic(byte)) {
      at_ = pass_plain(bytes_, at_, out_);
      return;
    }
    if (byte == kEsc) return escape();
    ++at_;
    if (byte == kShiftOut || byte == kShiftIn) {
      shifted_ = byte == kShiftOut;
    } else if (byte == '\r' || byte == '\n') {
      set_ = Set::Ascii;  // RFC 1468: each line ends in ASCII; what forgets it must not swallow the next line
      shifted_ = false;
      out_.put(byte);
    } else if (byte >= 0xA1 && byte <= 0xDF) {
      out_.put(kHalfKanaBase + (byte - 0xA1U));  // the 8-bit form of half-width kana, in any state
    } else if (byte >= 0x80) {
      out_.bad();
    } else if (!is_graphic(byte)) {
      out_.put(byte);
    } else if (shifted_ || set_ == Set::Kana) {
      byte <= 0x5F ? out_.put(kHalfKanaBase + (byte - 0x21U)) : out_.bad();
    } else {
      cell(byte);
    }
  }

  // escape = ESC intermediate* final; an unknown one is U+FFFD for the ESC alone, and the rest is text in ASCII.
  void escape() {
    const std::string_view rest = as_text(bytes_.subspan(at_ + 1));
    for (const Escape& known : kEscapes) {
      if (!rest.starts_with(known.after_esc)) continue;
      if (known.set != Set::Same) set_ = known.set, shifted_ = false;
      at_ += 1 + known.after_esc.size();
      return;
    }
    ++at_;
    set_ = Set::Ascii;
    shifted_ = false;
    out_.bad();
  }

  // cell = 2(%x21-7E); where the second byte is none, the first is lost alone and the second is read anew.
  void cell(std::uint8_t lead) {
    const unsigned trail = at_ < bytes_.size() ? bytes_[at_] : 0U;
    if (!is_graphic(trail)) return out_.bad();
    ++at_;
    switch (set_) {
      case Set::X0212:
        return out_.put_cell(tables::kX0212.at(lead | 0x80U, trail | 0x80U));
      case Set::X0213Plane1:
        return out_.put_cell(tables::kX0213Plane1.at(lead | 0x80U, trail | 0x80U));
      case Set::X0213Plane2:
        return out_.put_cell(tables::kX0213Plane2.at(lead | 0x80U, trail | 0x80U));
      default:
        break;
    }
    const std::uint32_t value = cp932_cell(lead, trail);
    // Rows 75..7B that Windows leaves empty hold the emoji of au mobile phones; where the two collide, kanji win.
    if (value == 0 && lead >= 0x75 && lead <= 0x7B) return out_.geta();
    out_.put_cell(value);
  }

  Bytes bytes_;
  Scrubber& out_;
  std::size_t at_ = 0;
  Set set_ = Set::Ascii;
  bool shifted_ = false;  // between SO and SI: half-width kana in seven bits
};

}  // namespace

void decode_iso2022jp(Bytes bytes, Scrubber& out) {
  Machine(bytes, out).run();
}

}  // namespace mugai::text
