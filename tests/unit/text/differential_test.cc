// Our tables and decoders against the converters of the C library, cell by cell. Where both read a cell without error
// they must agree; the known differences are listed here with their reason, and nothing else may differ:
// - private-use characters (gaiji, carrier emoji, Big5 and GB 18030 user-defined) stand as the geta mark here;
// - C1 controls, noncharacters and the byte order mark do not come out here;
// - ISO-2022-JP and EUC-JP follow Windows (NEC row 13, NEC-selected rows 89 to 92, seven disputed cells), which the C
// library's
//   converters of those names do not: they are compared with CP932 through Shift_JIS instead (charset_test.cc).
#include <doctest/doctest.h>
#include <iconv.h>

#include <array>
#include <optional>
#include <string>

#include "lib/base/utf8.h"
#include "lib/text/charset.h"

using namespace mugai;
using text::Charset;

namespace {

class Iconv {
 public:
  explicit Iconv(const char* charset) : handle_(iconv_open("UTF-8", charset)) {
    REQUIRE(handle_ != reinterpret_cast<iconv_t>(-1));
  }
  Iconv(const Iconv&) = delete;
  Iconv& operator=(const Iconv&) = delete;
  ~Iconv() { iconv_close(handle_); }

  std::optional<std::string> convert(std::string bytes) {
    std::array<char, 64> buffer{};
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    char* in = bytes.data();
    std::size_t in_left = bytes.size();
    char* out = buffer.data();
    std::size_t out_left = buffer.size();
    if (iconv(handle_, &in, &in_left, &out, &out_left) == static_cast<std::size_t>(-1) || in_left != 0)
      return std::nullopt;
    iconv(handle_, nullptr, nullptr, &out, &out_left);
    return std::string(buffer.data(), buffer.size() - out_left);
  }

 private:
  iconv_t handle_;
};

struct Peer {
  Charset charset;
  const char* name;
};

bool is_ordinary(std::string_view text) {
  while (!text.empty()) {
    const auto d = utf8::decode(text);
    text.remove_prefix(d.length);
    if (d.code < 0x20 || (d.code >= 0x7F && d.code < 0xA0) || (d.code >= 0xE000 && d.code <= 0xF8FF) ||
        d.code >= 0xF0000 || d.code == 0xFEFF || d.code == 0x2028 || d.code == 0x2029 ||
        utf8::is_noncharacter(d.code)) {
      return false;
    }
  }
  return true;
}

// Returns how many cells both read.
int compare(Iconv& peer, Charset charset, const std::string& bytes) {
  const auto theirs = peer.convert(bytes);
  const auto ours = text::decode_as(as_bytes(bytes), charset);
  if (!theirs || !is_ordinary(*theirs) || ours.replaced != 0) return 0;
  CHECK(ours.text == *theirs);
  return 1;
}

}  // namespace

TEST_CASE("text/differential: each single-byte charset agrees with the C library in all 128 upper cells") {
  constexpr std::array kPeers = {
      Peer{Charset::Iso8859_2, "ISO-8859-2"},   Peer{Charset::Iso8859_3, "ISO-8859-3"},
      Peer{Charset::Iso8859_4, "ISO-8859-4"},   Peer{Charset::Iso8859_5, "ISO-8859-5"},
      Peer{Charset::Iso8859_6, "ISO-8859-6"},   Peer{Charset::Iso8859_7, "ISO-8859-7"},
      Peer{Charset::Iso8859_8, "ISO-8859-8"},   Peer{Charset::Iso8859_10, "ISO-8859-10"},
      Peer{Charset::Iso8859_13, "ISO-8859-13"}, Peer{Charset::Iso8859_14, "ISO-8859-14"},
      Peer{Charset::Iso8859_15, "ISO-8859-15"}, Peer{Charset::Iso8859_16, "ISO-8859-16"},
      Peer{Charset::Windows874, "CP874"},       Peer{Charset::Windows1250, "CP1250"},
      Peer{Charset::Windows1251, "CP1251"},     Peer{Charset::Windows1252, "CP1252"},
      Peer{Charset::Windows1253, "CP1253"},     Peer{Charset::Windows1254, "CP1254"},
      Peer{Charset::Windows1255, "CP1255"},     Peer{Charset::Windows1256, "CP1256"},
      Peer{Charset::Windows1257, "CP1257"},     Peer{Charset::Windows1258, "CP1258"},
      Peer{Charset::Koi8R, "KOI8-R"},           Peer{Charset::Koi8U, "KOI8-U"},
      Peer{Charset::Ibm437, "IBM437"},          Peer{Charset::Ibm866, "IBM866"},
  };
  for (const Peer& row : kPeers) {
    CAPTURE(row.name);
    Iconv peer(row.name);
    int both = 0;
    for (unsigned byte = 0x80; byte <= 0xFF; ++byte)
      both += compare(peer, row.charset, std::string(1, static_cast<char>(byte)));
    CHECK(both >= 45);
  }
}

TEST_CASE("text/differential: each two-byte charset agrees with the C library in every cell both read") {
  struct Row {
    Peer peer;
    int least;
  };
  constexpr std::array kRows = {
      Row{{Charset::Cp932, "CP932"}, 9400},
      Row{{Charset::EucKr, "UHC"}, 17000},
      Row{{Charset::Gb18030, "GB18030"}, 21500},
      Row{{Charset::Big5, "BIG5"}, 13000},
      Row{{Charset::EucJis2004, "EUC-JISX0213"}, 8500},
      Row{{Charset::Sjis2004, "SHIFT_JISX0213"}, 11000},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.peer.name);
    Iconv peer(row.peer.name);
    int both = 0;
    for (unsigned lead = 0x81; lead <= 0xFE; ++lead) {
      for (unsigned trail = 0x40; trail <= 0xFE; ++trail) {
        // Yen and overline of Shift_JIS-2004 stay \ and ~ here, as everywhere.
        if (row.peer.charset == Charset::Sjis2004 && (trail == 0x5C || trail == 0x7E)) continue;
        both += compare(peer, row.peer.charset, {static_cast<char>(lead), static_cast<char>(trail)});
      }
    }
    CHECK(both >= row.least);
  }
}

TEST_CASE("text/differential: JIS X 0212 and the second plane of JIS X 0213 agree with the C library") {
  Iconv x0212("EUC-JP-MS");
  Iconv x0213("EUC-JISX0213");
  int both = 0;
  int plane2 = 0;
  for (unsigned row = 0xA1; row <= 0xFE; ++row) {
    for (unsigned cell = 0xA1; cell <= 0xFE; ++cell) {
      const std::string bytes = {'\x8F', static_cast<char>(row), static_cast<char>(cell)};
      both += compare(x0212, Charset::EucJp, bytes);
      plane2 += compare(x0213, Charset::EucJis2004, bytes);
    }
  }
  CHECK(both > 6000);
  CHECK(plane2 > 2400);
}

TEST_CASE("text/differential: GB 18030 in four bytes, UTF-16 and UTF-7 agree with the C library") {
  Iconv gb("GB18030");
  int both = 0;
  for (unsigned b1 = 0x81; b1 <= 0x84; ++b1) {
    for (unsigned b2 = 0x30; b2 <= 0x39; ++b2) {
      for (unsigned b3 = 0x81; b3 <= 0xFE; b3 += 5) {
        for (unsigned b4 = 0x30; b4 <= 0x39; b4 += 3) {
          both += compare(gb, Charset::Gb18030,
                          {static_cast<char>(b1), static_cast<char>(b2), static_cast<char>(b3), static_cast<char>(b4)});
        }
      }
    }
  }
  CHECK(both > 2000);
  Iconv utf16("UTF-16BE");
  for (unsigned unit = 0; unit <= 0xFFFF; unit += 7) {
    compare(utf16, Charset::Utf16Be, {static_cast<char>(unit >> 8), static_cast<char>(unit & 0xFF), 0, 'x'});
  }
  Iconv utf7("UTF-7");
  for (const char* sample : {"+ZeVnLIqe-", "a+-b", "+2EDcCQ-x", "+AOQA9g-.", "+MEIwRDBG,"})
    CHECK(compare(utf7, Charset::Utf7, sample) == 1);
}
