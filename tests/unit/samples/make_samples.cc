// make_samples FOLDER: writes the inert samples of samples/before. make_samples --check FOLDER: compares them with what
// is there. Nothing in them runs, fetches or infects: a macro is a line of text under a macro's name, a program is a
// line of text under a program's name, every address ends in .example or .invalid.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "lib/stream/base64.h"
#include "lib/stream/sink.h"
#include "tests/support/ooxml_builder.h"
#include "tests/support/zip_builder.h"
#include "tests/unit/samples/file_samples.h"
#include "tests/unit/samples/letter_samples.h"

namespace {

using mugai::testing::OoxmlBuilder;
using std::string;

struct Sample {
  string name, bytes;
};

string text_of(const mugai::Buffer& buffer) {
  return string(mugai::as_text(buffer));
}

string paragraph(const string& runs) {
  return "<w:p>" + runs + "</w:p>";
}
string run(const string& text) {
  return "<w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r>";
}

// A Word document with a macro project that is one line of text.
string macro_document() {
  OoxmlBuilder builder = OoxmlBuilder::docx(paragraph(run("見積書")) + paragraph(run("金額：123,000円（税込）")));
  builder.set_main_type("application/vnd.ms-word.document.macroEnabled.main+xml");
  builder.part("word/vbaProject.bin", "application/vnd.ms-office.vbaProject",
               "an inert stand-in for a macro project\n");
  builder.relate("word/document.xml", "rId9", "M:2006/relationships/vbaProject", "vbaProject.bin");
  return text_of(builder.build());
}

// A field that would start a program; its last result is what a reader sees.
string dde_document() {
  const string field =
      "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>DDEAUTO nothing.invalid "
      "nothing</w:instrText></w:r>"
      "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" +
      run("合計 42") + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
  return text_of(OoxmlBuilder::docx(paragraph(run("集計：") + field)).build());
}

// A workbook whose cell takes its value from another workbook on a server.
string linked_workbook() {
  OoxmlBuilder builder = OoxmlBuilder::xlsx(
      "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>売上</t></is></c>"
      "<c r=\"B1\"><f>[1]Sheet1!A1</f><v>42</v></c></row></sheetData>");
  builder.part("xl/externalLinks/externalLink1.xml", "V:spreadsheetml.externalLink+xml",
               "<externalLink xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><externalBook "
               "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
               "r:id=\"rId1\"/></externalLink>");
  builder.relate("xl/workbook.xml", "rId9", "O:externalLink", "externalLinks/externalLink1.xml");
  builder.relate("xl/externalLinks/externalLink1.xml", "rId1", "O:externalLinkPath",
                 "file:///\\\\server.invalid\\book.xlsx", true);
  return text_of(builder.build());
}

// A slide whose shape would start a program when it is clicked.
string action_slides() {
  return text_of(
      OoxmlBuilder::pptx("<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"説明会\"><a:hlinkClick r:id=\"\" "
                         "action=\"ppaction://program\"/></p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/>"
                         "<p:txBody><a:bodyPr/><a:p><a:r><a:t>住民説明会</a:t></a:r></a:p></p:txBody></p:sp>")
          .build());
}

const char* const kNotAProgram = "This is text, not a program.\n";

string archive() {
  mugai::testing::ZipFile zip;
  const auto add = [&zip](string name, string data) {
    mugai::testing::ZipMember member;
    member.name = std::move(name);
    member.data = std::move(data);
    member.flags = 0x0800;  // the name is UTF-8
    zip.members.push_back(std::move(member));
  };
  add("書類/見積書.docm", macro_document());
  add("書類/setup.exe", kNotAProgram);
  return mugai::testing::build_zip(zip);
}

// Bit 0 says that the member is encrypted; there is no password, for there is nothing inside.
string locked_archive() {
  mugai::testing::ZipFile zip;
  mugai::testing::ZipMember member;
  member.name = "locked.txt";
  member.data = "twelve bytes and these are not encrypted at all";
  member.flags = 0x0001;
  zip.members.push_back(std::move(member));
  return mugai::testing::build_zip(zip);
}

string base64_lines(const string& bytes) {
  mugai::MemorySink sink;
  mugai::base64::EncodeStage encoder(sink);
  if (!encoder.write(mugai::as_bytes(bytes)).has_value() || !encoder.finish().has_value()) std::abort();
  return string(sink.text());
}

// ISO-2022-JP text and HTML with a link that says one place and leads to another, a tracking picture, a document with a
// macro, and an archive with another and a program.
string html_mail() {
  const string separator = "--=_sample\r\n";
  const string inner = "--=_inner\r\n";
  return "Received: from mail.sender.example by gw.example; Sun, 22 Nov 2026 10:00:00 +0900\r\n"
         "From: =?ISO-2022-JP?B?GyRCOzNFRBsoQiAbJEJCQE86GyhC?= <taro@sender.example>\r\n"
         "To: soumu@town.example.lg.jp\r\n"
         "Subject: =?ISO-2022-JP?B?GyRCOCtAUT1xJHIkKkF3JGokNyReJDkbKEI=?=\r\n"
         "Date: Sun, 22 Nov 2026 10:00:00 +0900\r\n"
         "Message-ID: <sample-1@sender.example>\r\n"
         "MIME-Version: 1.0\r\n"
         "Content-Type: multipart/mixed; boundary=\"=_sample\"\r\n"
         "\r\n" +
         separator + "Content-Type: multipart/alternative; boundary=\"=_inner\"\r\n\r\n" + inner +
         "Content-Type: text/plain; charset=ISO-2022-JP\r\nContent-Transfer-Encoding: 7bit\r\n\r\n"
         "\x1B$B8+@Q=q$rE:IU$7$^$9!#\x1B(B\r\n" +
         inner +
         "Content-Type: text/html; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
         "<html><body><p>見積書を添付します。</p><p><a "
         "href=\"http://evil.invalid/login\">https://town.example.lg.jp/</a></p>"
         "<img src=\"http://track.invalid/1.gif\" width=\"1\" height=\"1\"><script>nothing()</script></body></html>\r\n"
         "--=_inner--\r\n" +
         separator +
         "Content-Type: application/vnd.ms-word.document.macroEnabled.12;\r\n"
         " name=\"=?UTF-8?B?6KaL56mN5pu4LmRvY20=?=\"\r\n"
         "Content-Transfer-Encoding: base64\r\n"
         "Content-Disposition: attachment; filename*=UTF-8''%E8%A6%8B%E7%A9%8D%E6%9B%B8.docm\r\n\r\n" +
         base64_lines(macro_document()) + separator +
         "Content-Type: application/zip; name=\"archive.zip\"\r\n"
         "Content-Transfer-Encoding: base64\r\n"
         "Content-Disposition: attachment; filename=\"archive.zip\"\r\n\r\n" +
         base64_lines(archive()) + "\r\n--=_sample--\r\n";
}

std::vector<Sample> samples() {
  return {
      {"macro.docm", macro_document()}, {"dde-field.docx", dde_document()}, {"external-link.xlsx", linked_workbook()},
      {"action.pptx", action_slides()}, {"archive.zip", archive()},         {"locked.zip", locked_archive()},
      {"html-mail.eml", html_mail()},   {"program.exe", kNotAProgram}};
}

// Those of other files, too.
std::vector<Sample> all_samples() {
  std::vector<Sample> all = samples();
  for (mugai::samples::FileSample& sample : mugai::samples::file_samples())
    all.push_back({std::move(sample.name), std::move(sample.bytes)});
  for (mugai::samples::FileSample& sample : mugai::samples::letter_samples())
    all.push_back({std::move(sample.name), std::move(sample.bytes)});
  return all;
}

bool write_file(const string& path, const string& bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << bytes;
  return static_cast<bool>(out.flush());
}

bool is_same(const string& path, const string& bytes) {
  std::ifstream in(path, std::ios::binary);
  return in && string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()) == bytes;
}

}  // namespace

int main(int argc, char** argv) {
  const bool check = argc == 3 && string(argv[1]) == "--check";
  if (argc != 2 && !check) {
    std::fputs("usage: make_samples [--check] FOLDER\n", stderr);
    return 2;
  }
  const string folder = argv[argc - 1];
  int failed = 0;
  for (const Sample& sample : all_samples()) {
    const string path = folder + "/" + sample.name;
    if (check ? is_same(path, sample.bytes) : write_file(path, sample.bytes)) continue;
    std::fprintf(stderr, "make_samples: %s %s\n", path.c_str(),
                 check ? "differs from what is made here" : "cannot be written");
    failed = 1;
  }
  return failed;
}
