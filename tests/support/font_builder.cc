#include "tests/support/font_builder.h"

#include <cstdint>

namespace mugai::testing {

namespace {

std::string byte(unsigned value) {
  return std::string(1, static_cast<char>(value & 0xFF));
}

std::string zeros(std::size_t count) {
  return std::string(count, '\0');
}

// -- TrueType

std::string simple_glyph(const std::string& instructions) {
  // One contour of four points: 100 100, 600 100, 600 600 (off the curve), 100 600.
  return be16(1) + be16(100) + be16(100) + be16(600) + be16(600) + be16(3) +
         be16(static_cast<int>(instructions.size())) + instructions + byte(0x01) + byte(0x01) + byte(0x00) +
         byte(0x01) + be16(100) + be16(500) + be16(0) + be16(-500) + be16(100) + be16(0) + be16(500) + be16(0);
}

std::string composite_glyph(int other, const std::string& instructions) {
  // Two components: one as it is, one moved and scaled by a half; then instructions.
  return be16(-1) + be16(100) + be16(100) + be16(900) + be16(900) + be16(0x0022) + be16(other) + byte(0) + byte(0) +
         be16(0x010B) + be16(other) + be16(300) + be16(-20) + be16(0x2000) +
         be16(static_cast<int>(instructions.size())) + instructions + (instructions.size() % 2 == 1 ? zeros(1) : "");
}

std::string cmap_table() {
  std::string bytes0 = be16(0) + be16(262) + be16(0) + zeros(256);
  bytes0[6 + 'A'] = 1;
  bytes0[6 + 'B'] = 2;
  const std::string trimmed = be16(6) + be16(14) + be16(0) + be16('A') + be16(2) + be16(1) + be16(3);
  // Segments: A..B by difference, 0x3042..0x3044 by array, the end.
  const std::string segments = be16(4) + be16(16 + 3 * 8 + 6) + be16(0) + be16(6) + be16(4) + be16(1) + be16(2) +
                               be16('B') + be16(0x3044) + be16(0xFFFF) + be16(0) + be16('A') + be16(0x3042) +
                               be16(0xFFFF) + be16(1 - 'A') + be16(0) + be16(1) + be16(0) + be16(4) + be16(0) +
                               be16(3) + be16(1) + be16(2);
  const std::string groups = be16(12) + be16(0) + be32(40) + be32(0) + be32(2) + be32('A') + be32('B') + be32(1) +
                             be32(0x1F600) + be32(0x1F600) + be32(3);
  const std::string subtables[] = {bytes0, trimmed, segments, groups};
  const int keys[][2] = {{0, 0}, {1, 0}, {3, 1}, {3, 10}};
  std::string head = be16(0) + be16(4);
  std::string data;
  for (int i = 0; i < 4; ++i) {
    head += be16(keys[i][0]) + be16(keys[i][1]) + be32(static_cast<unsigned>(4 + 4 * 8 + data.size()));
    data += subtables[i];
  }
  return head + data;
}

std::string head_table(int loca_format) {
  return be32(0x10000) + be32(0x18000) + be32(0) + be32(0x5F0F3CF5) + be16(0x001F) + be16(1000) + zeros(7) + byte(9) +
         zeros(7) + byte(9) + be16(0) + be16(0) + be16(900) + be16(900) + be16(0) + be16(8) + be16(2) +
         be16(loca_format) + be16(0);
}

std::string hhea_table(int metrics) {
  return be32(0x10000) + be16(800) + be16(-200) + be16(90) + be16(1000) + zeros(24 - 2) + be16(metrics);
}

// -- CFF

std::string index_of(const std::vector<std::string>& items) {
  std::string out = be16(static_cast<int>(items.size()));
  if (items.empty()) return out;
  out += byte(2);
  std::size_t offset = 1;
  out += be16(static_cast<int>(offset));
  for (const std::string& item : items)
    out += be16(static_cast<int>(offset += item.size()));
  for (const std::string& item : items)
    out += item;
  return out;
}

std::string number(int value) {
  return byte(28) + be16(value);
}
std::string wide(std::size_t value) {
  return byte(29) + be32(static_cast<unsigned>(value));
}

const std::string kCffSquare = number(550) + number(10) + number(20) + number(30) + number(40) +
                               byte(18) +                                         // width, hstemhm
                               number(50) + number(60) + byte(19) + byte(0xE0) +  // hintmask
                               number(100) + number(100) + byte(21) + number(-107) + byte(10) + byte(14);
const std::string kCffCurves =
    number(10) + number(20) + byte(21) + number(7) + number(2) + byte(12) + byte(12) + byte(6) +  // 7 2 div hlineto
    number(1) + number(2) + number(3) + number(4) + number(5) + number(6) + number(7) + number(8) + number(9) +
    number(10) + number(11) + number(12) + number(50) + byte(12) + byte(35) +  // flex
    number(-107) + byte(29) + byte(14);

std::string cff(const std::vector<std::string>& glyphs, bool cid) {
  const std::string header = byte(1) + byte(0) + byte(4) + byte(2);
  const std::string names = index_of({"ABCDEF+Evil<script>"});
  const std::string strings = index_of({"Adobe", "Identity", "notice (c)", "sq.alt", "cur)ve"});
  const std::string global = index_of({number(30) + number(40) + byte(5) + byte(11)});
  std::string charset = byte(0);
  for (std::size_t i = 1; i < glyphs.size(); ++i)
    charset += be16(cid ? static_cast<int>(10 * i) : i == 1 ? 394 : i == 2 ? 395 : static_cast<int>(i));
  const std::string encoding = byte(0x80) + byte(1) + byte('A') + byte(1) + byte('B') + be16(394);
  const std::string select = byte(0) + zeros(glyphs.size() - 1) + byte(1);
  const std::string charstrings = index_of(glyphs);
  const std::string priv =
      number(500) + byte(20) + number(600) + byte(21) + number(-20) + number(20) + byte(6) + number(19) + byte(19);
  const std::string locals =
      index_of({number(500) + byte(6) + number(500) + byte(7) + number(-500) + byte(6) + byte(11)});
  const auto top = [&](std::size_t at) {
    const std::size_t encoding_at = at + charset.size();
    const std::size_t select_at = encoding_at + encoding.size();
    const std::size_t glyphs_at = select_at + select.size();
    const std::size_t private_at = glyphs_at + charstrings.size();
    const std::size_t array_at = private_at + priv.size() + locals.size();
    std::string out;
    if (cid) out += number(391) + number(392) + number(0) + byte(12) + byte(30);
    out += number(393) + byte(1) + number(0) + number(-10) + number(900) + number(800) + byte(5);
    out += wide(at) + byte(15);
    if (!cid) out += wide(encoding_at) + byte(16);
    out += wide(glyphs_at) + byte(17);
    if (!cid) return out + wide(priv.size()) + wide(private_at) + byte(18);
    return out + wide(select_at) + byte(12) + byte(37) + wide(array_at) + byte(12) + byte(36);
  };
  const std::size_t top_size = index_of({top(0)}).size();
  const std::size_t at = header.size() + names.size() + top_size + strings.size() + global.size();
  const std::size_t private_at = at + charset.size() + encoding.size() + select.size() + charstrings.size();
  const std::string font = wide(priv.size()) + wide(private_at) + byte(18);
  const std::string array =
      index_of({font, byte(30) + std::string("\xa0\x01\xff", 3) + number(0) + number(0) + byte(30) +
                          std::string("\xa0\x01\xff", 3) + number(0) + number(0) + byte(12) + byte(7) + font});
  return header + names + index_of({top(at)}) + strings + global + charset + encoding + select + charstrings + priv +
         locals + array;
}

// -- Type 1

std::string encrypted(const std::string& clear, unsigned key) {
  std::string out;
  for (const char c : clear) {
    const unsigned cipher = (static_cast<std::uint8_t>(c) ^ (key >> 8)) & 0xFF;
    out += byte(cipher);
    key = ((cipher + key) * 52845u + 22719u) & 0xFFFF;
  }
  return out;
}

std::string t1(int value) {  // a number of a Type 1 charstring
  if (value >= -107 && value <= 107) return byte(static_cast<unsigned>(value + 139));
  return byte(255) + be32(static_cast<unsigned>(value));
}

std::string charstring(const std::string& code) {
  const std::string cipher = encrypted("abcd" + code, 4330);
  return std::to_string(cipher.size()) + " RD " + cipher;
}

const std::string kType1Square = t1(50) + t1(600) + byte(13) + t1(0) + t1(20) + byte(1) +  // hsbw, hstem
                                 t1(4) + t1(1) + t1(3) + byte(12) + byte(16) + byte(12) + byte(17) +
                                 byte(10) +  // hint replacement
                                 t1(100) + byte(4) + t1(500) + byte(6) + t1(7) + t1(2) + byte(12) + byte(12) + byte(7) +
                                 t1(-500) + byte(6) + byte(9) + byte(14);

std::string flex_glyph() {
  std::string out = t1(0) + t1(500) + byte(13) + t1(10) + t1(20) + byte(21) + t1(1) + byte(10);
  const int moves[7][2] = {{50, 10}, {-30, -10}, {10, 2}, {20, 8}, {20, 0}, {10, -8}, {20, -2}};
  for (const auto& move : moves)
    out += t1(move[0]) + t1(move[1]) + byte(21) + t1(2) + byte(10);
  return out + t1(50) + t1(110) + t1(20) + t1(0) + byte(10) + t1(30) + t1(40) + byte(5) + byte(9) + byte(14);
}

std::string type1(const std::string& clear, const std::string& priv, const std::string& second) {
  const std::string subrs = "/Subrs 5 array\ndup 0 " +
                            charstring(t1(3) + t1(0) + byte(12) + byte(16) + byte(12) + byte(17) + byte(12) + byte(17) +
                                       byte(12) + byte(33) + byte(11)) +
                            " NP\ndup 1 " + charstring(t1(0) + t1(1) + byte(12) + byte(16) + byte(11)) + " NP\ndup 2 " +
                            charstring(t1(0) + t1(2) + byte(12) + byte(16) + byte(11)) + " NP\ndup 3 " +
                            charstring(byte(11)) + " NP\ndup 4 " + charstring(t1(5) + t1(10) + byte(3) + byte(11)) +
                            " NP\nND\n";
  const std::string accent =
      t1(0) + t1(500) + byte(13) + t1(0) + t1(10) + t1(20) + t1(65) + t1(66) + byte(12) + byte(6);
  const std::string glyphs = "2 index /CharStrings 4 dict dup begin\n/.notdef " +
                             charstring(t1(0) + t1(250) + byte(13) + byte(14)) + " ND\n/A " + charstring(second) +
                             " ND\n/B " + charstring(flex_glyph()) + " ND\n/Aacute " + charstring(accent) +
                             " ND\nend\nend\nreadonly put\nnoaccess put\ndup/FontName get exch definefont "
                             "pop\nmark currentfile closefile\n";
  return "%!PS-AdobeFont-1.0: Evil 001.001\n%%CreationDate: today\n11 dict begin\n/FontInfo 3 dict dup begin\n/Notice "
         "(Copyright (c) currentfile eexe) readonly def\nend readonly def\n/FontName /ABCDEF+Evil def\n/PaintType 0 "
         "def\n/FontType 1 def\n/FontMatrix [0.001 0 0 0.001 0 0] readonly def\n/Encoding 256 array\n0 1 255 {1 index "
         "exch "
         "/.notdef put} for\ndup 65 /A put\ndup 8#102 /B put\nreadonly def\n/FontBBox {0 -10 900 800} readonly "
         "def\n/UniqueID 5000000 def\n" +
         clear + "currentdict end\ncurrentfile eexec\n" +
         encrypted(
             "wxyzdup /Private 12 dict dup begin\n/RD {string currentfile exch readstring pop} executeonly def\n"
             "/BlueValues [-10 0 700 710] def\n/OtherSubrs [{} {} {} {}] def\n" +
                 priv + subrs + glyphs,
             55665) +
         zeros(0) + "\n" + std::string(64, '0') + "\ncleartomark\n";
}

std::size_t private_begin(const std::string& font) {
  return font.find("currentfile eexec\n") + 18;
}

}  // namespace

std::string be16(int value) {
  return byte(static_cast<unsigned>(value) >> 8) + byte(static_cast<unsigned>(value));
}
std::string be32(unsigned value) {
  return be16(static_cast<int>(value >> 16)) + be16(static_cast<int>(value & 0xFFFF));
}

std::string build_sfnt(unsigned version, const SfntTables& tables) {
  std::string head = be32(version) + be16(static_cast<int>(tables.size())) + zeros(6);
  std::string data;
  const std::size_t begin = 12 + 16 * tables.size();
  for (const auto& [tag, content] : tables) {
    head +=
        tag + be32(0) + be32(static_cast<unsigned>(begin + data.size())) + be32(static_cast<unsigned>(content.size()));
    data += content + zeros((4 - content.size() % 4) % 4);
  }
  return head + data;
}

SfntTables truetype_tables() {
  const std::string square = simple_glyph(std::string("\xB0\x01\x2C", 3) + "\x4F");
  const std::string plain = simple_glyph("");
  const std::string composite = composite_glyph(1, std::string("\xB0\x00\x21", 3));
  std::string loca = be32(0);
  std::string glyf;
  for (const std::string& glyph : {std::string(), square, composite, plain}) {
    glyf += glyph + zeros(glyph.size() % 2);
    loca += be32(static_cast<unsigned>(glyf.size()));
  }
  const std::string metrics =
      be16(500) + be16(0) + be16(700) + be16(100) + be16(700) + be16(100) + be16(700) + be16(100);
  const std::string post = be32(0x20000) + zeros(12) + be32(77) + zeros(12) + be16(4) + be16(0) + be16(258) + be16(36) +
                           be16(259) +
                           "\x07"
                           "sq.good" +
                           "\x08"
                           "<script>";
  return {{"GSUB", be32(0x10000) + zeros(6)},
          {"OS/2", be16(3) + zeros(56) + "<br>" + zeros(34)},
          {"SING", std::string(64, 'A')},
          {"cmap", cmap_table()},
          {"cvt ", be16(7)},
          {"evil", "PAYLOAD"},
          {"fpgm", "\x2C\x2D"},
          {"glyf", glyf},
          {"head", head_table(1)},
          {"hhea", hhea_table(4)},
          {"hmtx", metrics},
          {"loca", loca},
          {"maxp", be32(0x10000) + be16(4) + zeros(26)},
          {"name", be16(0) + be16(0) + be16(6)},
          {"post", post},
          {"prep", "\xB0\x01"}};
}

std::string small_truetype() {
  return build_sfnt(0x10000, truetype_tables());
}

std::string small_cff(bool cid) {
  return cff({number(250) + byte(14), kCffSquare, kCffCurves, kCffSquare}, cid);
}

std::string cff_with(const std::string& code) {
  return cff({byte(14), code}, false);
}

std::string small_opentype() {
  return build_sfnt(0x4F54544F, {{"CFF ", small_cff(false)},
                                 {"GPOS", be32(0x10000) + zeros(6)},
                                 {"cmap", cmap_table()},
                                 {"head", head_table(0)},
                                 {"hhea", hhea_table(1)},
                                 {"hmtx", be16(500) + be16(0) + be16(1) + be16(2) + be16(3)},
                                 {"maxp", be32(0x5000) + be16(4)},
                                 {"post", be32(0x30000) + zeros(28)}});
}

std::string small_type1(const std::string& clear, const std::string& priv) {
  return type1(clear, priv, kType1Square);
}

std::string type1_with(const std::string& code) {
  return type1({}, {}, code);
}

std::string as_pfb(const std::string& font) {
  const std::size_t begin = private_begin(font);
  const auto segment = [](unsigned type, const std::string& data) {
    std::string length;
    for (unsigned shift = 0; shift < 32; shift += 8)
      length += byte(static_cast<unsigned>(data.size()) >> shift);
    return byte(0x80) + byte(type) + length + data;
  };
  return segment(1, font.substr(0, begin)) + segment(2, font.substr(begin)) + byte(0x80) + byte(3);
}

std::string as_pfa(const std::string& font) {
  const std::size_t begin = private_begin(font);
  std::string out = font.substr(0, begin);
  for (std::size_t i = begin; i < font.size(); ++i) {
    const auto value = static_cast<std::uint8_t>(font[i]);
    out += "0123456789abcdef"[value >> 4];
    out += "0123456789abcdef"[value & 15];
    if (i % 32 == 0) out += "\n";
  }
  return out;
}

}  // namespace mugai::testing
