// Names of the charsets and the labels under which they come. Two tables; no rule of their own.
#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/base/check.h"
#include "lib/text/charset.h"
#include "lib/text/labels.h"

namespace mugai::text {
namespace {

// In the order of Charset.
constexpr std::array<std::string_view, kCharsetCount> kNames = {
    "us-ascii",     "utf-8",        "iso-2022-jp",  "cp932",        "euc-jp",         "euc-jis-2004", "utf-16",
    "utf-16le",     "utf-16be",     "utf-32",       "utf-32le",     "utf-32be",       "utf-7",        "gb18030",
    "big5",         "euc-kr",       "iso-2022-kr",  "hz-gb-2312",   "shift-jis-2004", "iso-8859-2",   "iso-8859-3",
    "iso-8859-4",   "iso-8859-5",   "iso-8859-6",   "iso-8859-7",   "iso-8859-8",     "iso-8859-10",  "iso-8859-13",
    "iso-8859-14",  "iso-8859-15",  "iso-8859-16",  "windows-874",  "windows-1250",   "windows-1251", "windows-1252",
    "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257",   "windows-1258", "koi8-r",
    "koi8-u",       "ibm437",       "ibm866",
};

struct Label {
  std::string_view label;
  Charset charset;
};

// Beyond the names themselves. A label that is in no table says nothing ("x-unknown", "8bit", "default").
constexpr Label kLabels[] = {
    {"ansi-x3.4-1968", Charset::Ascii},
    {"ascii", Charset::Ascii},
    {"big5-hkscs", Charset::Big5},
    {"cn-big5", Charset::Big5},
    {"cp1250", Charset::Windows1250},
    {"cp1251", Charset::Windows1251},
    {"cp1252", Charset::Windows1252},
    {"cp1253", Charset::Windows1253},
    {"cp1254", Charset::Windows1254},
    {"cp1255", Charset::Windows1255},
    {"cp1256", Charset::Windows1256},
    {"cp1257", Charset::Windows1257},
    {"cp1258", Charset::Windows1258},
    {"cp437", Charset::Ibm437},
    {"cp50220", Charset::Iso2022Jp},
    {"cp50221", Charset::Iso2022Jp},
    {"cp50222", Charset::Iso2022Jp},
    {"cp51932", Charset::EucJp},
    {"cp866", Charset::Ibm866},
    {"cp874", Charset::Windows874},
    {"cp936", Charset::Gb18030},
    {"cp949", Charset::EucKr},
    {"cp950", Charset::Big5},
    {"csbig5", Charset::Big5},
    {"cseuckr", Charset::EucKr},
    {"cseucpkdfmtjapanese", Charset::EucJp},
    {"csgb2312", Charset::Gb18030},
    {"csiso2022jp", Charset::Iso2022Jp},
    {"csiso2022jp2", Charset::Iso2022Jp},
    {"csiso2022kr", Charset::Iso2022Kr},
    {"csshiftjis", Charset::Cp932},
    {"cswindows31j", Charset::Cp932},
    {"dos-437", Charset::Ibm437},
    {"euc-jisx0213", Charset::EucJis2004},
    {"euccn", Charset::Gb18030},
    {"eucjp", Charset::EucJp},
    {"eucjp-ms", Charset::EucJp},
    {"eucjp-win", Charset::EucJp},
    {"euckr", Charset::EucKr},
    {"gb2312", Charset::Gb18030},
    {"gb-2312-80", Charset::Gb18030},
    {"gbk", Charset::Gb18030},
    {"hz", Charset::Hz},
    {"ibm-943", Charset::Cp932},
    {"iso-2022-jp-1", Charset::Iso2022Jp},
    {"iso-2022-jp-2", Charset::Iso2022Jp},
    {"iso-2022-jp-2004", Charset::Iso2022Jp},
    {"iso-2022-jp-3", Charset::Iso2022Jp},
    {"iso-2022-jp-ms", Charset::Iso2022Jp},
    {"iso-8859-1", Charset::Windows1252},
    {"iso-8859-11", Charset::Windows874},
    {"iso-8859-8-i", Charset::Iso8859_8},
    {"iso-8859-9", Charset::Windows1254},
    {"iso-ir-58", Charset::Gb18030},
    {"iso2022-jp", Charset::Iso2022Jp},
    {"iso2022jp", Charset::Iso2022Jp},
    {"iso2022kr", Charset::Iso2022Kr},
    {"iso8859-1", Charset::Windows1252},
    {"iso8859-15", Charset::Iso8859_15},
    {"jis", Charset::Iso2022Jp},
    {"koi8", Charset::Koi8R},
    {"ks-c-5601-1987", Charset::EucKr},
    {"ksc5601", Charset::EucKr},
    {"latin1", Charset::Windows1252},
    {"ms-kanji", Charset::Cp932},
    {"ms932", Charset::Cp932},
    {"shift-jis", Charset::Cp932},
    {"shift-jisx0213", Charset::Sjis2004},
    {"shiftjis", Charset::Cp932},
    {"sjis", Charset::Cp932},
    {"sjis-win", Charset::Cp932},
    {"tis-620", Charset::Windows874},
    {"uhc", Charset::EucKr},
    {"ujis", Charset::EucJp},
    {"unicode-1-1-utf-7", Charset::Utf7},
    {"unicode-1-1-utf-8", Charset::Utf8},
    {"us", Charset::Ascii},
    {"utf-8-mac", Charset::Utf8},
    {"utf16", Charset::Utf16},
    {"utf7", Charset::Utf7},
    {"utf8", Charset::Utf8},
    {"utf8mb4", Charset::Utf8},
    {"windows-31j", Charset::Cp932},
    {"windows-936", Charset::Gb18030},
    {"windows-949", Charset::EucKr},
    {"windows-950", Charset::Big5},
    {"x-euc-jp", Charset::EucJp},
    {"x-gbk", Charset::Gb18030},
    {"x-ms-cp932", Charset::Cp932},
    {"x-sjis", Charset::Cp932},
    {"x-windows-50220", Charset::Iso2022Jp},
    {"x-windows-50221", Charset::Iso2022Jp},
    {"x-windows-50222", Charset::Iso2022Jp},
    {"x-windows-949", Charset::EucKr},
    {"x-windows-iso2022jp", Charset::Iso2022Jp},
};

}  // namespace

std::string_view charset_name(Charset charset) noexcept {
  const std::size_t index = static_cast<std::size_t>(charset);
  return index < kNames.size() ? kNames[index] : "unknown";
}

// charset = 1*<graphic ASCII>; anything from a blank, ';' or '*' (the language of RFC 2231 section 5) on is not part of
// it.
std::string normalise_label(std::string_view untrusted_label) {
  constexpr std::size_t kMaxLabel = 40;
  std::string out;
  for (const char c : ascii::trim(untrusted_label)) {
    if (c == '"' || c == '\'') continue;
    if (c <= ' ' || c > '~' || c == ';' || c == '*') break;
    out.push_back(c == '_' ? '-' : ascii::to_lower(c));
    if (out.size() == kMaxLabel) break;
  }
  return out;
}

std::optional<Charset> charset_from_label(std::string_view untrusted_label) {
  const std::string label = normalise_label(untrusted_label);
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == label) return static_cast<Charset>(i);
  }
  const auto* found =
      std::find_if(std::begin(kLabels), std::end(kLabels), [&](const Label& known) { return known.label == label; });
  if (found == std::end(kLabels)) return std::nullopt;
  return found->charset;
}

bool is_weak_label(std::string_view untrusted_label) {
  const auto charset = charset_from_label(untrusted_label);
  return !charset || *charset == Charset::Ascii || *charset == Charset::Windows1252;
}

}  // namespace mugai::text
