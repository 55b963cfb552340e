// Files that are two things, that are not what they are called, that are cut off, that unpack to too much or nest too
// deep, and the scanners' test file (GEN). The bodies of the second formats are harmless.
#include "tests/support/general_samples.h"

#include <string>
#include <vector>

#include "lib/stream/base64.h"
#include "tests/support/image_builder.h"
#include "tests/support/ooxml_snippets.h"
#include "tests/support/pdf_builder.h"
#include "tests/support/zip_builder.h"

namespace mugai::testing {
namespace {

using namespace snippet;
using std::string;
using namespace std::string_literals;

Buffer bytes(const string& text) {
  return {text.begin(), text.end()};
}
string inner_zip() {
  return build_stored_zip({{"second.txt", "SECONDBODY"}});
}
string pdf_text() {
  return PdfBuilder().text();
}
string pdf_behind(const string& tail) {
  PdfBuilder b;
  b.after = tail;
  return b.text();
}
string pdf_after(const string& front) {
  PdfBuilder b;
  b.before = front;
  return b.text();
}
string comment(const string& text) {
  return jpeg_segment(0xFE, text);
}

// A GIF whose first bytes are a script too: the size of its screen is "/*" or "=1".
string gif_script(const string& size, const string& tail) {
  string gif = make_gif({}, tail);
  gif.replace(6, 2, size);
  return gif;
}

// A bitmap whose last row is an archive: nothing in it is outside of the picture.
string bitmap_archive() {
  const string archive = inner_zip();
  const std::uint32_t row = (static_cast<std::uint32_t>(archive.size()) + 11) / 12 * 12;
  const string pixels = string(row - archive.size(), '\x7F') + archive;
  return "BM" + u32le(54 + row) + u32le(0) + u32le(54) + u32le(40) + u32le(row / 3) + u32le(1) + u16le(1) + u16le(24) +
         u32le(0) + u32le(row) + u32le(2835) + u32le(2835) + u32le(0) + u32le(0) + pixels;
}

const string kWebArchive =
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Location: "
    "file:///C:/x.htm\r\nContent-Type: text/html; charset=\"us-ascii\"\r\n\r\n<html><body>page words"
    "<script>evil()</script></body></html>\r\n--b\r\nContent-Location: file:///C:/x_files/editdata.mso\r\n"
    "Content-Transfer-Encoding: base64\r\nContent-Type: application/x-mso\r\n\r\nQWN0aXZlTWltZQAA\r\n--b--\r\n";

// EICAR's test file, in pieces, so that no scanner takes offence at this one.
string eicar() {
  return "X5O!P%@AP[4\\PZX54(P^)7CC)7}"s + "$EICAR-STANDARD-ANTIVIRUS-" + "TEST-FILE!$H+H*";
}

string mail_with(const string& name, const string& attachment) {
  return "From: a@example.jp\r\nTo: b@example.jp\r\nSubject: s\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; "
         "boundary=\"q\"\r\n\r\n--q\r\nContent-Type: text/plain\r\n\r\nbody text\r\n--q\r\nContent-Type: "
         "application/octet-stream\r\nContent-Disposition: attachment; filename=\"" + name +
         "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64::encode(as_bytes(attachment)) + "\r\n--q--\r\n";
}

// Whatever would make a program that draws pages act: a script, a program to start, a picture from elsewhere, a file
// within.
Buffer scripted_pdf(bool hidden) {
  PdfBuilder b;
  b.hidden = hidden;
  b.catalog("/OpenAction << /S /JavaScript /JS (evilscript\\(1\\)) >> /Names << /EmbeddedFiles << /Names [(a) 20 0 R] >> >>");
  b.set(20, "<< /Type /Filespec /F (evil.exe) /EF << /F 21 0 R >> >>").stream(21, "/Type /EmbeddedFile", "EVILBODY");
  b.action("/S /Launch /F (evil.exe)");
  b.image("/Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /F (http://evil.example/x)", "x");
  return b.build();
}
constexpr std::string_view kFlatten = "[types]\npdf = flatten\n";

string packed(const string& name, const string& data) {
  ZipMember member;
  member.name = name;
  member.data = data;
  member.method = 8;
  ZipFile file;
  file.members.push_back(std::move(member));
  return build_zip(file);
}
string nested_zips(int depth) {
  string file = build_stored_zip({{"deepest.txt", "DEEPEST"}});
  for (int i = 0; i < depth; ++i)
    file = build_stored_zip({{"in.zip", file}, {"beside.txt", "beside"}});
  return file;
}
string nested_kinds(int depth) {
  string file = build_stored_zip({{"deepest.txt", "DEEPEST"}});
  for (int i = 0; i < depth; ++i)
    file = i % 2 == 0 ? build_stored_zip({{"beside.txt", "beside"}, {"in/report.docx", file}}) : packed("photo.jpg", file);
  return file;
}
// White space that packs by a thousand.
string blanks() {
  return string(std::size_t{40} << 20, ' ');
}
Buffer document_bomb() {
  ZipFile file;
  for (auto& [name, data] : unzip(OoxmlBuilder::docx("").build())) {
    ZipMember member;
    member.name = name;
    member.data = name == kDoc ? "<w:document" + string(kWordNamespaces) + ">" + blanks() + "</w:document>" : data;
    member.method = 8;
    file.members.push_back(std::move(member));
  }
  return bytes(build_zip(file));
}

string cut(const string& whole, std::size_t less) {
  return whole.substr(0, whole.size() - less);
}
string as_string(const Buffer& buffer) {
  return {buffer.begin(), buffer.end()};
}
string document() {
  return as_string(word(text("INSIDE")));
}
string zip_with_lie(void (*lie)(ZipFile&)) {
  ZipFile file;
  ZipMember member;
  member.name = "a.txt";
  member.data = "words";
  file.members.push_back(member);
  lie(file);
  return build_zip(file);
}

}  // namespace

// clang-format off
std::span<const Sample> general_samples() {
  static const std::vector<Sample> samples = {
      // GEN-001: another type than the name says
      {"general/pdf-as-word", "a.docx", false, {"GEN-001"}, {}, {"INSIDE"}, [] { return bytes(pdf_text()); }},
      {"general/word-as-pdf", "a.pdf", false, {"GEN-001"}, {}, {"INSIDE"}, [] { return bytes(document()); }},
      {"general/page-as-sheet", "a.xls", false, {"GEN-001"}, {"evil"}, {"shown"}, [] { return bytes("\xEF\xBB\xBF <!-- c --><HTML><body>shown<script>evil()</script></body></html>"); }},
      {"general/picture-as-text", "a.txt", false, {"GEN-001"}, {}, {}, [] { return bytes(make_png()); }},
      {"general/rtf-as-word", "a.docx", true, {"EXT-011"}, {}, {}, [] { return bytes("{\\rtf1 x}"); }},
      {"general/clean-second-extension", "a.jpeg", false, {}, {}, {}, [] { return bytes(make_jpeg()); }},
      // GEN-002: two formats in one file
      {"general/pdf-zip", "a.pdf", false, {"GEN-002", "PDF-002"}, {"SECONDBODY"}, {"INSIDE"}, [] { return bytes(pdf_behind(inner_zip())); }},
      {"general/jpeg-zip", "a.jpg", false, {"GEN-002"}, {"SECONDBODY", "PK"}, {}, [] { return bytes(make_jpeg({}, inner_zip())); }},
      {"general/png-rar", "a.png", false, {"GEN-002"}, {"Rar!"}, {}, [] { return bytes(make_png({}, {}, "Rar!\x1A\x07\x01\0 rest of an archive"s)); }},
      {"general/jpeg-7z", "a.jpg", false, {"GEN-002"}, {"7z"}, {}, [] { return bytes(make_jpeg(comment("7z\xBC\xAF\x27\x1C\0\4 rest"s))); }},
      {"general/gif-script", "a.gif", false, {"GEN-002"}, {"evil"}, {}, [] { return bytes(gif_script("/*", "*/=1;evil();")); }},
      {"general/gif-script-in-comment", "a.gif", false, {"GEN-002"}, {"evil"}, {}, [] { string gif = make_gif("\x21\xFE\x10" "*/ \t=1;evil();//\0"s); gif.replace(6, 2, "/*"); return bytes(gif); }},
      {"general/jpeg-php", "a.jpg", false, {"GEN-002"}, {"evil"}, {}, [] { return bytes(make_jpeg(comment("<?php evil(); ?>"))); }},
      {"general/png-php", "a.png", false, {"GEN-002"}, {"evil"}, {}, [] { return bytes(make_png(png_chunk("tEXt", "Comment\0<?PHP evil();"s))); }},
      {"general/jpeg-page", "a.jpg", false, {"GEN-002"}, {"evil"}, {}, [] { return bytes(make_jpeg(comment("--><Html><ScRipt>evil()</script>"))); }},
      {"general/jpeg-pdf", "a.jpg", false, {"GEN-002"}, {"evil"}, {}, [] { return bytes(make_jpeg(comment("%PDF-1.4 1 0 obj<</evil 1>>endobj"), "startxref\n0\n%%EOF")); }},
      {"general/page-pdf", "a.pdf", false, {"GEN-002", "PDF-001"}, {"evil"}, {"INSIDE"}, [] { return bytes(pdf_after("<html><body><script>evil()</script><!--\n")); }},
      {"general/mail-pdf", "a.pdf", false, {"GEN-002"}, {"evil"}, {"INSIDE"}, [] { return bytes(pdf_after("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\nevil\r\n")); }},
      {"general/pdf-web-archive", "a.doc", false, {"GEN-002", "GEN-001"}, {"evil"}, {"INSIDE"}, [] { return bytes(pdf_behind("\r\n" + kWebArchive)); }},
      {"general/pdf-web-archive-inside", "a.doc", false, {"GEN-002"}, {"evil"}, {"INSIDE"}, [] { PdfBuilder b; b.header = "%PDF-1.7\nmime-version :1.0\nMIME-VERSION: 1.0\nContent-Type:\n multipart/related; boundary=evil\n"; return b.build(); }},
      {"general/program-zip", "a.zip", true, {"GEN-002", "EXT-001"}, {}, {}, [] { return bytes("MZ" + string(100, '\0') + inner_zip()); }},
      {"general/page-zip", "a.zip", false, {"GEN-002"}, {"evil"}, {"SECONDBODY"}, [] { ZipFile file; file.prefix = "<html><script>evil()</script><!--\n"; file.members.push_back({}); file.members[0].name = "a.txt"; file.members[0].data = "SECONDBODY"; return bytes(build_zip(file)); }},
      {"general/pixels-zip", "a.bmp", true, {"GEN-002"}, {}, {}, [] { return bytes(bitmap_archive()); }},
      {"general/clean-pdf-in-zip", "a.zip", false, {}, {}, {"a.pdf", "%PDF-"}, [] { return bytes(build_stored_zip({{"a.pdf", pdf_text()}})); }},
      {"general/clean-words", "a.pdf", false, {}, {}, {"INSIDE", "PK"}, [] { PdfBuilder b; b.content("BT /F1 12 Tf 72 600 Td (PK MIME-Version: 1.0 Rar!) Tj ET"); return b.build(); }},
      // GEN-004, GEN-005
      {"general/nested", "a.zip", false, {"GEN-004"}, {"DEEPEST"}, {"beside"}, [] { return bytes(nested_zips(12)); }},
      {"general/nested-kinds", "a.zip", false, {"GEN-004"}, {"DEEPEST"}, {}, [] { return bytes(nested_kinds(12)); }},
      {"general/clean-nested", "a.zip", false, {}, {}, {"in.zip", "beside"}, [] { return bytes(nested_zips(3)); }},
      {"general/bomb", "a.zip", true, {"GEN-005"}, {}, {}, [] { return bytes(packed("a.txt", blanks())); }},
      {"general/bomb-document", "a.docx", true, {"GEN-005"}, {}, {}, [] { return document_bomb(); }},
      {"general/bomb-within", "a.zip", false, {"GEN-005"}, {}, {"beside"}, [] { return bytes(build_stored_zip({{"in.zip", packed("a.txt", blanks())}, {"b.txt", "beside"}})); }},
      {"general/clean-packs-well", "a.zip", false, {}, {}, {}, [] { return bytes(packed("a.txt", string(1 << 20, 'a') + "\n")); }},
      // GEN-006: numbers that overflow when they are multiplied or added
      {"general/huge-picture", "a.png", true, {}, {}, {}, [] { return bytes("\x89PNG\r\n\x1a\n" + png_header(0x7FFFFFFF, 0x7FFFFFFF, 16, 6) + png_data(string(100, '\0')) + png_chunk("IEND", "")); }},
      {"general/huge-bitmap", "a.bmp", true, {}, {}, {}, [] { string bmp = make_bmp(); bmp.replace(18, 8, "\xFF\xFF\xFF\x7F\xFF\xFF\xFF\x7F"); return bytes(bmp); }},
      {"general/offset-wraps", "a.zip", true, {}, {}, {}, [] { return bytes(zip_with_lie([](ZipFile& f) { f.members[0].offset = 0xFFFFFFF0; })); }},
      {"general/size-wraps", "a.zip", true, {}, {}, {}, [] { return bytes(zip_with_lie([](ZipFile& f) { f.members[0].unpacked = 0xFFFFFFFE; })); }},
      {"general/directory-wraps", "a.zip", true, {}, {}, {}, [] { return bytes(zip_with_lie([](ZipFile& f) { f.central_size = 0xFFFFFFF0; })); }},
      // GEN-007
      {"general/empty", "a.docx", false, {}, {}, {}, [] { return Buffer(); }},
      {"general/cut-document", "a.docx", true, {}, {}, {}, [] { return bytes(cut(document(), 30)); }},
      {"general/cut-archive", "a.zip", true, {}, {}, {}, [] { return bytes(cut(inner_zip(), 40)); }},
      {"general/cut-picture", "a.png", true, {}, {}, {}, [] { return bytes(make_png().substr(0, 30)); }},
      // GEN-008
      {"general/virus-test", "a.txt", true, {"GEN-008"}, {}, {}, [] { return bytes(eicar()); }},
      {"general/virus-test-blanks", "eicar.pdf", true, {"GEN-008"}, {}, {}, [] { return bytes(eicar() + " \t\r\n\x1A"); }},
      {"general/virus-test-packed", "a.zip", false, {"GEN-008", "ARC-021"}, {"EICAR"}, {"beside"}, [] { return bytes(build_stored_zip({{"in.zip", packed("a.docx", eicar())}, {"b.txt", "beside"}})); }},
      {"general/virus-test-mailed", "a.eml", false, {"GEN-008"}, {"EICAR"}, {"body text"}, [] { return bytes(mail_with("report.docx", eicar())); }},
      {"general/clean-virus-words", "a.txt", false, {}, {}, {"about EICAR"}, [] { return bytes("Words about EICAR-STANDARD-ANTIVIRUS-TEST-FILE\n"); }},
      // GEN-011: only what was rebuilt is drawn
      {"general/drawn-script", "a.pdf", false, {"RUN-010", "PDF-028", "PDF-036", "PDF-049", "PDF-013"}, {"evil", "EVIL", "JavaScript", "Launch", "EmbeddedFile"}, {"INSIDE"}, [] { return scripted_pdf(false); }, kFlatten},
      {"general/drawn-script-disguised", "a.pdf", false, {"RUN-010", "PDF-028", "PDF-036", "PDF-049", "PDF-013"}, {"evil", "EVIL", "JavaScript", "Launch", "EmbeddedFile"}, {"INSIDE"}, [] { return scripted_pdf(true); }, kFlatten},
      {"general/drawn-attachment", "a.zip", false, {"RUN-010", "PDF-036"}, {"evil"}, {"INSIDE", "beside"}, [] { return bytes(build_stored_zip({{"a.pdf", as_string(scripted_pdf(true))}, {"b.txt", "beside"}})); }, kFlatten},
      // FLAT-008, FLAT-009, ODF-030: pages under other names
      {"general/style-sheet-picture", "a.xml", false, {}, {"evil"}, {}, [] { return bytes("<?xml version=\"1.0\"?><svg:svg xmlns:svg=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><svg:script>evil()</svg:script><svg:rect width=\"4\" height=\"4\"/></svg:svg>"); }},
      {"general/page-in-xml", "a.xml", false, {"HTM-002"}, {"evil"}, {"shown"}, [] { return bytes("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><body>shown<script>evil()</script></body></html>"); }},
      {"general/web-archive-as-word", "a.doc", false, {"MHT-001", "GEN-001"}, {"evil", "ActiveMime", "QWN0aXZl"}, {"page words"}, [] { return bytes(kWebArchive); }},
      {"general/web-archive-as-sheet", "a.xls", false, {"MHT-001", "GEN-001"}, {"evil", "QWN0aXZl"}, {"page words"}, [] { string t = kWebArchive; t.replace(0, 19, "mIME-version: 1.0\n"); return bytes("X-Odd: 1\r\n" + t); }},
      {"general/basic-page", "a.html", false, {"HTM-002"}, {"evil", "StarBasic"}, {"shown"}, [] { return bytes("<html><head><script language=\"StarBasic\">Sub evil\nEnd Sub</script></head><body SDONLOAD=\"evil\" onload=\"macro:///evil\">shown</body></html>"); }},
      {"general/basic-page-as-sheet", "a.ods", false, {"HTM-002", "GEN-001"}, {"evil"}, {"shown"}, [] { return bytes("<HTML><BODY OnLoad-sdbasic='evil' sdonload=evil>shown<SCRIPT\nLANGUAGE=sTARbASIC><!-- Sub evil --></SCRIPT>"); }},
  };
  return samples;
}
// clang-format on

}  // namespace mugai::testing
