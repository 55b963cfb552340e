#include "lib/formats/mapi/rtf_body.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <vector>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/formats/mapi/lzfu.h"
#include "lib/formats/mapi/properties.h"

namespace mugai::mapi {
namespace {

constexpr std::size_t kMaxDepth = 500;
constexpr std::size_t kMaxFonts = 4096;

// Destinations whose content is no text of the body (RTF specification 1.9.1).
constexpr std::array<std::string_view, 24> kPassedOver = {
    "colortbl",  "stylesheet", "info",     "pict",    "object",    "objdata",           "header",
    "footer",    "headerl",    "headerr",  "footerl", "footerr",   "footnote",          "fldinst",
    "datafield", "themedata",  "filetbl",  "revtbl",  "listtable", "listoverridetable", "generator",
    "xmlnstbl",  "mhtmltag",   "bkmkstart"};

// \fcharset as a code page (RTF specification, "Font Table").
struct FontCharset {
  int charset;
  std::uint32_t codepage;
};
constexpr std::array<FontCharset, 14> kFontCharsets = {{{0, 1252},
                                                        {128, 932},
                                                        {129, 949},
                                                        {130, 949},
                                                        {134, 936},
                                                        {136, 950},
                                                        {161, 1253},
                                                        {162, 1254},
                                                        {163, 1258},
                                                        {177, 1255},
                                                        {178, 1256},
                                                        {186, 1257},
                                                        {204, 1251},
                                                        {238, 1250}}};

// Control words that stand for a character.
struct Character {
  std::string_view word;
  std::string_view text;
};
constexpr std::array<Character, 16> kCharacters = {{{"par", "\n"},
                                                    {"line", "\n"},
                                                    {"sect", "\n"},
                                                    {"page", "\n"},
                                                    {"row", "\n"},
                                                    {"cell", "\t"},
                                                    {"tab", "\t"},
                                                    {"lquote", "\xE2\x80\x98"},
                                                    {"rquote", "\xE2\x80\x99"},
                                                    {"ldblquote", "\xE2\x80\x9C"},
                                                    {"rdblquote", "\xE2\x80\x9D"},
                                                    {"bullet", "\xE2\x80\xA2"},
                                                    {"endash", "\xE2\x80\x93"},
                                                    {"emdash", "\xE2\x80\x94"},
                                                    {"nbsp", "\xC2\xA0"},
                                                    {"softline", "\n"}}};

struct Group {
  bool passed_over = false;
  bool html_tag = false;  // \*\htmltag: its text is HTML
  bool html_rtf = false;  // \htmlrtf: of use to readers of RTF alone
  bool font_table = false;
  int font = -1;
  int skip_after_unicode = 1;  // \ucN
};

class Reader {
 public:
  explicit Reader(Bytes bytes) : in_(bytes) {}

  Result<RtfBody> read() {
    if (!starts_with(in_.rest(), "{\\rtf")) return make_error(ErrorCode::Malformed, "no RTF");
    while (!in_.at_end()) {
      TRY(step());
      if (body_.text.size() > kMaxRtfBytes) return make_error(ErrorCode::TooLarge, "the text of RTF is too large");
    }
    flush();
    return std::move(body_);
  }

 private:
  Result<void> step() {
    TRY_ASSIGN(const std::uint8_t byte, in_.u8());
    const bool fresh = group_is_fresh_;
    group_is_fresh_ = false;
    switch (byte) {
      case '{':
        flush();
        if (groups_.size() >= kMaxDepth) return make_error(ErrorCode::TooDeep, "groups of RTF are nested too deeply");
        groups_.push_back(group_);
        group_is_fresh_ = true;
        to_skip_ = 0;
        return ok();
      case '}':
        flush();
        if (!groups_.empty()) {
          group_ = groups_.back();
          groups_.pop_back();
        }
        to_skip_ = 0;
        return ok();
      case '\\':
        return control(fresh);
      case '\r':
      case '\n':
        return ok();
      default:
        put_byte(byte);
        return ok();
    }
  }

  // control = "\" ( 1*letter ["-" 1*digit / 1*digit] [SP] / symbol )
  Result<void> control(bool fresh) {
    TRY_ASSIGN(const std::uint8_t first, in_.u8());
    if (!ascii::is_alpha(static_cast<char>(first))) return symbol(first, fresh);
    std::string word(1, static_cast<char>(first));
    while (in_.peek() >= 0 && ascii::is_alpha(static_cast<char>(in_.peek())) && word.size() < 32) {
      TRY_ASSIGN(const std::uint8_t letter, in_.u8());
      word.push_back(static_cast<char>(letter));
    }
    bool has_number = false;
    bool negative = false;
    std::int64_t number = 0;
    if (in_.peek() == '-') {
      negative = true;
      TRY(in_.skip(1));
    }
    while (in_.peek() >= 0 && ascii::is_digit(static_cast<char>(in_.peek()))) {
      TRY_ASSIGN(const std::uint8_t digit, in_.u8());
      has_number = true;
      if (number < 100'000'000) number = number * 10 + (digit - '0');
    }
    if (in_.peek() == ' ') TRY(in_.skip(1));
    if (negative) number = -number;
    if (word == "bin" && has_number && number > 0) return in_.skip(static_cast<std::uint64_t>(number));
    take_word(word, has_number, number, fresh);
    return ok();
  }

  Result<void> symbol(std::uint8_t sign, bool fresh) {
    if (sign == '\'') {
      TRY_ASSIGN(const Bytes digits, in_.take(2));
      const int high = ascii::hex_value(static_cast<char>(digits[0]));
      const int low = ascii::hex_value(static_cast<char>(digits[1]));
      if (high >= 0 && low >= 0) put_byte(static_cast<std::uint8_t>(high * 16 + low));
      return ok();
    }
    if (sign == '*') {
      starred_ = fresh;
      group_is_fresh_ = fresh;
      return ok();
    }
    if (sign == '~') {
      put_text(body_.is_html && !group_.html_tag ? "&nbsp;" : "\xC2\xA0");
    } else if (sign == '_') {
      put_text("-");
    } else if (sign == '\n' || sign == '\r') {
      put_text("\n");
    } else if (sign == '\\' || sign == '{' || sign == '}') {
      put_byte(sign);
    }
    return ok();
  }

  void take_word(const std::string& word, bool has_number, std::int64_t number, bool fresh) {
    const bool starred = starred_;
    starred_ = false;
    if (word == "object" || word == "objdata") ++body_.objects;
    if (fresh && word == "htmltag" && starred) {
      group_.html_tag = true;
      group_.html_rtf = false;
    } else if (fresh && word == "fonttbl") {
      group_.font_table = true;
    } else if (fresh && (starred || std::find(kPassedOver.begin(), kPassedOver.end(), word) != kPassedOver.end())) {
      group_.passed_over = true;
    } else if (word == "fromhtml") {
      body_.is_html = true;
    } else if (word == "htmlrtf") {
      flush();
      group_.html_rtf = !has_number || number != 0;
    } else if (word == "ansicpg" && number > 0) {
      document_codepage_ = static_cast<std::uint32_t>(number);
    } else if (word == "f" || word == "deff") {
      flush_if_codepage_changes(static_cast<int>(number));
      group_.font = static_cast<int>(number);
    } else if (word == "fcharset" && group_.font_table) {
      set_font_codepage(static_cast<int>(number));
    } else if (word == "uc") {
      group_.skip_after_unicode = static_cast<int>(std::clamp<std::int64_t>(number, 0, 10));
    } else if (word == "u" && has_number) {
      put_unicode(static_cast<char32_t>(number < 0 ? number + 0x10000 : number));
    } else {
      const auto* found =
          std::find_if(kCharacters.begin(), kCharacters.end(), [&](const Character& row) { return row.word == word; });
      if (found != kCharacters.end()) put_text(found->text);
    }
  }

  [[nodiscard]] bool is_shown() const {
    return !group_.passed_over && !group_.font_table && (group_.html_tag || !group_.html_rtf || !body_.is_html);
  }

  void put_byte(std::uint8_t byte) {
    if (to_skip_ > 0) {
      --to_skip_;
      return;
    }
    if (is_shown()) pending_.push_back(byte);
  }

  void put_text(std::string_view text) {
    if (to_skip_ > 0) {
      --to_skip_;
      return;
    }
    flush();
    if (is_shown()) body_.text += text;
  }

  void put_unicode(char32_t code) {
    flush_bytes();
    to_skip_ = group_.skip_after_unicode;
    if (!is_shown()) return;
    if (code >= 0xD800 && code <= 0xDBFF) {
      high_surrogate_ = code;
      return;
    }
    if (code >= 0xDC00 && code <= 0xDFFF && high_surrogate_ != 0) {
      code = 0x10000 + ((high_surrogate_ - 0xD800) << 10) + (code - 0xDC00);
    }
    high_surrogate_ = 0;
    std::string one;
    utf8::append(one, code);
    append(one);
  }

  void flush() {
    flush_bytes();
    high_surrogate_ = 0;
  }

  // Bytes that one character may be made of are decoded together, across control words.
  void flush_bytes() {
    if (pending_.empty()) return;
    append(decode_codepage(pending_, codepage(group_.font)));
    pending_.clear();
  }

  void append(std::string_view text) {
    if (!body_.is_html || group_.html_tag) {
      body_.text += text;
      return;
    }
    for (const char c : text) {  // text between the tags
      if (c == '<') {
        body_.text += "&lt;";
      } else if (c == '&') {
        body_.text += "&amp;";
      } else {
        body_.text.push_back(c);
      }
    }
  }

  // A font of one byte a character in a document of two is what mail programs write by mistake.
  [[nodiscard]] std::uint32_t codepage(int font) const {
    const auto found = fonts_.find(font);
    if (group_.html_tag || found == fonts_.end() || found->second == 0) return document_codepage_;
    return !is_multibyte(found->second) && is_multibyte(document_codepage_) ? document_codepage_ : found->second;
  }

  void flush_if_codepage_changes(int font) {
    if (codepage(font) != codepage(group_.font)) flush_bytes();
  }

  void set_font_codepage(int charset) {
    if (fonts_.size() >= kMaxFonts) return;
    const auto* found = std::find_if(kFontCharsets.begin(), kFontCharsets.end(),
                                     [&](const FontCharset& row) { return row.charset == charset; });
    fonts_[group_.font] = found == kFontCharsets.end() ? 0 : found->codepage;
  }

  Cursor in_;
  RtfBody body_;
  Group group_;
  std::vector<Group> groups_;
  bool group_is_fresh_ = false;
  bool starred_ = false;
  int to_skip_ = 0;  // characters that stand for those who do not know \u
  char32_t high_surrogate_ = 0;
  std::uint32_t document_codepage_ = 1252;
  std::map<int, std::uint32_t> fonts_;
  Buffer pending_;
};

}  // namespace

Result<RtfBody> read_rtf_body(Bytes bytes) {
  return Reader(bytes).read();
}

}  // namespace mugai::mapi
