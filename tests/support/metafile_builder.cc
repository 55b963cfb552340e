#include "tests/support/metafile_builder.h"

#include "tests/support/image_builder.h"

namespace mugai::testing {
namespace {

using namespace std::string_literals;
using std::string;

string record(std::uint32_t type, string body) {
  body.resize((body.size() + 3) / 4 * 4);
  return u32le(type) + u32le(static_cast<std::uint32_t>(body.size() + 8)) + body;
}

string rectangle() {
  return u32le(0) + u32le(0) + u32le(100) + u32le(100);
}

string emf(const string& records, std::uint32_t count) {
  string head = rectangle() + rectangle() + " EMF"s + u32le(0x10000);
  const auto size = static_cast<std::uint32_t>(108 + records.size() + 20);
  head += u32le(size) + u32le(count + 2) + u16le(3) + u16le(0) + string(12, '\0');
  head += u32le(1920) + u32le(1080) + u32le(508) + u32le(285) + string(12, '\0') + u32le(508000) + u32le(285000);
  return record(1, head) + records + record(14, u32le(0) + u32le(16) + u32le(20));
}

string words() {
  const string text = "s\0e\0e\0n\0"s;
  return record(84, rectangle() + u32le(1) + u32le(0) + u32le(0) + u32le(5) + u32le(5) + u32le(4) + u32le(76) +
                        u32le(0) + rectangle() + u32le(0) + text);
}

string bitmap() {
  const string header = u32le(40) + u32le(2) + u32le(2) + u16le(1) + u16le(24) + string(24, '\0');
  const string bits = "abcdef\0\0ghijkl\0\0"s;
  return record(81, rectangle() + u32le(0) + u32le(0) + u32le(0) + u32le(0) + u32le(2) + u32le(2) + u32le(80) +
                        u32le(40) + u32le(120) + u32le(16) + u32le(0) + u32le(0x00CC0020) + u32le(20) + u32le(20) +
                        header + bits);
}

string pen_and_line() {
  return record(38, u32le(1) + u32le(0) + u32le(1) + u32le(0) + u32le(0xFF)) + record(37, u32le(1)) +
         record(27, u32le(1) + u32le(1)) + record(54, u32le(50) + u32le(60));
}

string wmf_record(std::uint32_t function, const string& body) {
  return u32le(static_cast<std::uint32_t>(body.size() / 2 + 3)) + u16le(function) + body;
}

}  // namespace

string make_emf(bool escapes) {
  string records = pen_and_line() + words() + bitmap();
  std::uint32_t count = 6;
  if (escapes) {
    records += record(106, u32le(7) + u32le(12) + "POSTSCRIPT x"s);
    records += record(105, u32le(7) + u32le(12) + "POSTSCRIPT y"s);
    records += record(122, u32le(2) + string(60, '\0') + "\\\\evil.example\\c.icm"s);
    records += record(112, u32le(0) + u32le(20) + u32le(0) + "\\\\evil.example\\p.icm"s);
    records += record(70, u32le(12) + "GDIC"s + u32le(0x40000004) + "EPS "s);
    records += record(70, u32le(8) + "EMF+"s + u32le(0));
    records += record(102, u32le(4) + "GLSR"s);
    count += 7;
  }
  return emf(records, count);
}

string make_lying_emf() {
  string polygon = rectangle() + u32le(0xFFFFFFFF) + string(16, '\1');
  string text = rectangle() + u32le(1) + u32le(0) + u32le(0) + u32le(5) + u32le(5) + u32le(0x7FFFFFFF) + u32le(76) +
                u32le(0) + rectangle() + u32le(0);
  string picture = bitmap();
  picture.replace(48, 4, u32le(0xFFFFFF00));
  return emf(record(3, polygon) + record(84, text) + picture + record(37, u32le(77)) +
                 record(38, u32le(4000) + string(16, '\0')) + record(9999, "?") + pen_and_line(),
             10);
}

string make_plus_emf() {
  return emf(record(70, u32le(16) + "EMF+"s + u16le(0x4001) + u16le(0) + u32le(12) + u32le(0)), 1);
}

string make_wmf(bool placeable, bool escape) {
  string records = wmf_record(0x02FC, u16le(0) + u32le(0xFF) + u16le(0)) + wmf_record(0x012D, u16le(0)) +
                   wmf_record(0x041B, u16le(50) + u16le(50) + u16le(0) + u16le(0)) +
                   wmf_record(0x0521, u16le(4) + "seen"s + u16le(5) + u16le(5));
  if (escape) records += wmf_record(0x0626, u16le(9) + u16le(10) + "SHELLCODE\0"s);
  records += wmf_record(0, {});
  const auto size = static_cast<std::uint32_t>(9 + records.size() / 2);
  const string header = u16le(1) + u16le(9) + u16le(0x300) + u32le(size) + u16le(1) + u32le(13) + u16le(0);
  string place;
  if (placeable) {
    place = u32le(0x9AC6CDD7) + u16le(0) + u16le(0) + u16le(0) + u16le(100) + u16le(100) + u16le(96) + u32le(0);
    std::uint32_t check = 0;
    for (std::size_t i = 0; i < place.size(); i += 2)
      check ^= static_cast<std::uint8_t>(place[i]) | static_cast<std::uint32_t>(static_cast<std::uint8_t>(place[i + 1]))
                                                         << 8;
    place += u16le(check);
  }
  return place + header + records;
}

}  // namespace mugai::testing
