#include "tests/support/image_builder.h"

#include <algorithm>
#include <array>

namespace mugai::testing {
namespace {

using namespace std::string_literals;
using std::string;
using std::string_view;

string little(std::uint64_t value, int bytes) {
  string out;
  for (int i = 0; i < bytes; ++i)
    out += static_cast<char>(value >> (8 * i) & 0xFF);
  return out;
}
string big(std::uint64_t value, int bytes) {
  string out;
  for (int i = bytes; i-- > 0;)
    out += static_cast<char>(value >> (8 * i) & 0xFF);
  return out;
}

std::uint32_t crc_of(string_view text) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char c : text) {
    crc ^= static_cast<std::uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit)
      crc = (crc & 1U) != 0 ? crc >> 1U ^ 0xEDB88320U : crc >> 1U;
  }
  return ~crc;
}

}  // namespace

string u16le(std::uint32_t value) {
  return little(value, 2);
}
string u32le(std::uint32_t value) {
  return little(value, 4);
}
string u16be(std::uint32_t value) {
  return big(value, 2);
}
string u32be(std::uint32_t value) {
  return big(value, 4);
}

string png_chunk(string_view type, string_view data) {
  const string typed = string(type) + string(data);
  return u32be(static_cast<std::uint32_t>(data.size())) + typed + u32be(crc_of(typed));
}

string png_header(std::uint32_t width, std::uint32_t height, int depth, int color, bool interlaced) {
  return png_chunk("IHDR", u32be(width) + u32be(height) + static_cast<char>(depth) + static_cast<char>(color) +
                               string(2, '\0') + (interlaced ? '\1' : '\0'));
}

string png_data(string_view lines) {
  const auto size = static_cast<std::uint32_t>(lines.size());
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  for (const char c : lines) {
    a = (a + static_cast<std::uint8_t>(c)) % 65521;
    b = (b + a) % 65521;
  }
  string data = "\x78\x01"s;
  for (std::uint32_t at = 0; at < size || at == 0;) {
    const std::uint32_t length = std::min<std::uint32_t>(size - at, 65535);
    data += at + length == size ? '\1' : '\0';
    data += u16le(length) + u16le(~length) + string(lines.substr(at, length));
    at += length;
    if (length == 0) break;
  }
  return png_chunk("IDAT", data + u32be(b << 16 | a));
}

string make_png(string_view before, string_view after, string_view tail) {
  string lines;
  for (int y = 0; y < 4; ++y) {
    lines += '\0';
    for (int i = 0; i < 12; ++i)
      lines += static_cast<char>(17 * i + 40 * y + 1);
  }
  return "\x89PNG\r\n\x1A\n"s + png_header(4, 4, 8, 2) + string(before) + png_data(lines) + string(after) +
         png_chunk("IEND", "") + string(tail);
}

string make_code_png(int module) {
  constexpr int kModules = 29;
  constexpr int kQuiet = 4;
  const auto dark = [](int x, int y) {
    const auto finder = [&](int left, int top) -> int {
      const int dx = x - left;
      const int dy = y - top;
      if (dx < -1 || dy < -1 || dx > 7 || dy > 7) return -1;
      if (dx < 0 || dy < 0 || dx > 6 || dy > 6) return 0;
      const bool ring = dx == 0 || dy == 0 || dx == 6 || dy == 6;
      return ring || (dx >= 2 && dx <= 4 && dy >= 2 && dy <= 4) ? 1 : 0;
    };
    for (const auto& [left, top] : {std::pair{0, 0}, std::pair{kModules - 7, 0}, std::pair{0, kModules - 7}}) {
      const int found = finder(left, top);
      if (found >= 0) return found == 1;
    }
    return x >= 0 && y >= 0 && x < kModules && y < kModules && (x * 7 + y * 13 + x * y) % 3 == 0;
  };
  const int side = (kModules + 2 * kQuiet) * module;
  string lines;
  for (int y = 0; y < side; ++y) {
    lines += '\0';
    for (int x = 0; x < side; ++x)
      lines += dark(x / module - kQuiet, y / module - kQuiet) ? '\x10' : '\xF0';
  }
  const auto width = static_cast<std::uint32_t>(side);
  return "\x89PNG\r\n\x1A\n"s + png_header(width, width, 8, 0) + png_data(lines) + png_chunk("IEND", "");
}

string jpeg_segment(int marker, string_view body) {
  return "\xFF"s + static_cast<char>(marker) + u16be(static_cast<std::uint32_t>(body.size() + 2)) + string(body);
}

string make_jpeg(string_view segments, string_view tail) {
  string quantisation(1, '\0');
  quantisation += string(64, '\x08');
  // Two codes of DC: "0" no difference, "10" four bits; two of AC: "0" end of block, "10" run 0, size 3.
  const string dc = "\0"s + "\1\1"s + string(14, '\0') + "\0\4"s;
  const string ac = "\x10"s + "\1\1"s + string(14, '\0') + "\0\3"s;
  // Blocks of 16 x 16: 10 1111 | 10 111 0;  0 | 0;  10 1010 | 10 101 0;  0 | 0
  // 101111 101110 00 10 1010 101010 00 1…
  const string data = "\xBE\xE2\xAA\x8F"s;
  return "\xFF\xD8"s + jpeg_segment(0xE0, "JFIF\0\1\1\1\0\x60\0\x60\0\0"s) + string(segments) +
         jpeg_segment(0xDB, quantisation) + jpeg_segment(0xC0, "\x08\0\x10\0\x10\1\1\x11\0"s) + jpeg_segment(0xC4, dc) +
         jpeg_segment(0xC4, ac) + jpeg_segment(0xDA, "\1\1\0\0\x3F\0"s) + data + "\xFF\xD9"s + string(tail);
}

string exif_app1(int orientation, string_view secret) {
  const string first = u16be(0x0112) + u16be(3) + u32be(1) + u16be(static_cast<std::uint32_t>(orientation)) + u16be(0);
  const string second = u16be(0x8298) + u16be(2) + u32be(static_cast<std::uint32_t>(secret.size())) + u32be(38);
  return jpeg_segment(0xE1, "Exif\0\0"s + "MM\0*"s + u32be(8) + u16be(2) + first + second + u32be(0) + string(secret));
}

string icc_profile(int gamma, string_view secret) {
  const auto xyz = [](std::uint32_t x, std::uint32_t y, std::uint32_t z) {
    return "XYZ \0\0\0\0"s + u32be(x) + u32be(y) + u32be(z);
  };
  const string curve = "curv\0\0\0\0"s + u32be(1) + u16be(static_cast<std::uint32_t>(gamma)) + "\0\0"s;
  const std::array<std::pair<string, string>, 8> tags = {{{"cprt", "text\0\0\0\0"s + string(secret)},
                                                          {"wtpt", xyz(0xF6D6, 0x10000, 0xD32D)},
                                                          {"rXYZ", xyz(0x9C18, 0x4FA5, 0x04FC)},
                                                          {"gXYZ", xyz(0x348D, 0xA02C, 0x0F95)},
                                                          {"bXYZ", xyz(0x2631, 0x102F, 0xBE9C)},
                                                          {"rTRC", curve},
                                                          {"gTRC", curve},
                                                          {"bTRC", curve}}};
  string table = u32be(tags.size());
  string data;
  const auto start = static_cast<std::uint32_t>(128 + 4 + 12 * tags.size());
  for (const auto& [name, bytes] : tags) {
    table +=
        name + u32be(start + static_cast<std::uint32_t>(data.size())) + u32be(static_cast<std::uint32_t>(bytes.size()));
    data += bytes + string((4 - bytes.size() % 4) % 4, '\0');
  }
  string head = u32be(start + static_cast<std::uint32_t>(data.size())) + "MAKR"s + u32be(0x02400000) + "mntrRGB XYZ "s +
                string(12, '\0') + "acsp"s;
  head += string(128 - head.size(), '\0');
  return head + table + data;
}

string make_gif(string_view extra, string_view tail, int delay, bool outside) {
  const auto frame = [&](int left, int width) {
    const string control = "!\xF9\4\0"s + u16le(static_cast<std::uint32_t>(delay)) + "\0\0"s;
    // clear, 0, 1, 1, 0, end in codes of 3 bits: 100 000 001 001 000 101, lowest bit first
    const string codes = "\2\3\x44\x12\x05\0"s;
    return control + ","s + u16le(static_cast<std::uint32_t>(left)) + u16le(0) +
           u16le(static_cast<std::uint32_t>(width)) + u16le(2) + "\0"s + codes;
  };
  return "GIF89a"s + u16le(2) + u16le(2) + "\x80\0\0\0\0\0\xFF\xFF\xFF"s + "!\xFF\x0BNETSCAPE2.0\3\1\0\0\0"s +
         string(extra) + frame(0, 2) + frame(outside ? 1 : 0, 2) + ";"s + string(tail);
}

string make_bmp(string_view gap, string_view profile, string_view tail) {
  const std::uint32_t header = profile.empty() ? 40 : 124;
  const auto offset = static_cast<std::uint32_t>(14 + header + gap.size() + profile.size());
  string out = u32le(header) + u32le(4) + u32le(2) + u16le(1) + u16le(24) + u32le(0) + u32le(24) + u32le(2835) +
               u32le(2835) + u32le(0) + u32le(0);
  if (!profile.empty()) {
    out += string(16, '\0') + u32le(0x4C494E4B) + string(48, '\0');  // masks; LINK; end points and gamma
    out += u32le(4) + u32le(124) + u32le(static_cast<std::uint32_t>(profile.size())) + u32le(0);
  }
  out += string(profile) + string(gap);
  for (int i = 0; i < 24; ++i)
    out += static_cast<char>(10 * i);
  return "BM"s + u32le(offset + 24) + u32le(0) + u32le(offset) + out + string(tail);
}

string make_rle_bmp() {
  const string codes = "\4\1\0\0"s + "\0\3\0\1\1\0"s + "\0\2\1\0"s + "\0\1"s;
  const string colors = "\0\0\0\0\xFF\xFF\xFF\0"s;
  const string head = u32le(40) + u32le(4) + u32le(2) + u16le(1) + u16le(8) + u32le(1) +
                      u32le(static_cast<std::uint32_t>(codes.size())) + u32le(0) + u32le(0) + u32le(2) + u32le(0) +
                      colors;
  return "BM"s + u32le(static_cast<std::uint32_t>(14 + head.size() + codes.size())) + u32le(0) +
         u32le(static_cast<std::uint32_t>(14 + head.size())) + head + codes;
}

string make_tiff(int pages, string_view description, bool loop) {
  string out = "II*\0"s + u32le(8);
  for (int page = 0; page < pages; ++page) {
    const auto tag = [](std::uint32_t id, std::uint32_t type, std::uint32_t count, std::uint32_t value) {
      return u16le(id) + u16le(type) + u32le(count) + u32le(value);
    };
    const bool words = page == 0 && !description.empty();
    const std::uint32_t count = words ? 11 : 9;
    const auto behind = static_cast<std::uint32_t>(out.size()) + 2 + count * 12 + 4;
    string ifd = tag(256, 3, 1, 8) + tag(257, 3, 1, 8) + tag(258, 3, 1, 8) + tag(259, 3, 1, 1) + tag(262, 3, 1, 1);
    if (words) ifd += tag(270, 2, static_cast<std::uint32_t>(description.size() + 1), behind + 64);
    ifd += tag(273, 4, 1, behind) + tag(277, 3, 1, 1) + tag(278, 3, 1, 8) + tag(279, 4, 1, 64);
    if (words) ifd += tag(37724, 7, 4, 0x4D495247);
    string pixels;
    for (int i = 0; i < 64; ++i)
      pixels += static_cast<char>(3 * i + page);
    if (words) pixels += string(description) + string(1 + (description.size() + 1) % 2, '\0');
    const bool last = page + 1 == pages;
    const std::uint32_t next = last ? (loop ? 8 : 0) : behind + static_cast<std::uint32_t>(pixels.size());
    out += u16le(count) + ifd + u32le(next) + pixels;
  }
  return out;
}

string make_ico(int type, bool with_png, string_view gap) {
  string bitmap = u32le(40) + u32le(4) + u32le(8) + u16le(1) + u16le(24) + string(24, '\0');
  for (int i = 0; i < 48; ++i)
    bitmap += static_cast<char>(5 * i);
  bitmap += string(16, '\0');
  const string png = make_png();
  const std::uint32_t count = with_png ? 2 : 1;
  const std::uint32_t start = 6 + 16 * count + static_cast<std::uint32_t>(gap.size());
  const auto bytes = static_cast<std::uint32_t>(bitmap.size());
  string out = u16le(0) + u16le(static_cast<std::uint32_t>(type)) + u16le(count);
  out += "\4\4\0\0"s + u16le(1) + u16le(24) + u32le(bytes) + u32le(start);
  if (with_png) {
    out += "\4\4\0\0"s + u16le(1) + u16le(32) + u32le(static_cast<std::uint32_t>(png.size())) + u32le(start + bytes);
  }
  return out + string(gap) + bitmap + (with_png ? png : string());
}

string make_webp(string_view secret) {
  // 1 x 1, red, lossless: written by hand after the bit stream specification (RFC 9649, 3).
  const string bits = "\x2F\0\0\0\0\x07\xD0\xFF\xFE\xF7\xBF\xFF\x81\x88\xE8\x7F\0\0"s;
  string chunks = "VP8L"s + u32le(static_cast<std::uint32_t>(bits.size())) + bits;
  if (!secret.empty()) {
    chunks = "VP8X"s + u32le(10) + "\x08\0\0\0"s + string(6, '\0') + chunks + "EXIF"s +
             u32le(static_cast<std::uint32_t>(secret.size())) + string(secret) + string(secret.size() % 2, '\0');
  }
  return "RIFF"s + u32le(static_cast<std::uint32_t>(chunks.size() + 4)) + "WEBP"s + chunks;
}

}  // namespace mugai::testing
