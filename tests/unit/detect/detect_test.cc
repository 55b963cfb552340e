// The type follows from the bytes, not from the name.
#include "lib/detect/detect.h"

#include <doctest/doctest.h>

#include <string>

#include "lib/detect/magic/magic.h"
#include "lib/detect/second.h"
#include "lib/detect/types.h"
#include "tests/support/zip_builder.h"

namespace mugai {
namespace {

using namespace std::string_literals;

detect::Detected identify(const std::string& bytes, const std::string& name = {}) {
  MemorySource source(bytes);
  auto found = detect::identify(source, FileClaim{.untrusted_name = name, .untrusted_mime_type = {}});
  REQUIRE(found.has_value());
  return *found;
}

std::string office(const std::string& content_type, const std::string& part) {
  return testing::build_stored_zip({{"[Content_Types].xml", "<Types><Override PartName=\"/" + part +
                                                                "\" ContentType=\"" + content_type + "\"/></Types>"},
                                    {part, "<x/>"}});
}

std::string utf16(std::string_view text) {
  std::string out;
  for (const char c : text)
    out += std::string() + c + '\0';
  return out;
}

// A compound file of one directory sector with the root and the streams named.
std::string compound(const std::vector<std::string>& streams, const std::string& root_class = std::string(16, '\0')) {
  std::string header = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(16, '\0') + testing::le16(0x3E) +
                       testing::le16(3) + testing::le16(0xFFFE) + testing::le16(9) + testing::le16(6) +
                       std::string(6, '\0') + testing::le32(0) + testing::le32(1) + testing::le32(0) +
                       testing::le32(0) + testing::le32(4096) + testing::le32(0xFFFFFFFE) + testing::le32(0) +
                       testing::le32(0xFFFFFFFE) + testing::le32(0);
  header += testing::le32(1);
  while (header.size() < 512)
    header += testing::le32(0xFFFFFFFF);
  std::string directory;
  const auto entry = [&](const std::string& name, char type, const std::string& id) {
    std::string wide = utf16(name) + std::string(2, '\0');
    std::string e = wide;
    e.resize(64, '\0');
    e += testing::le16(wide.size()) + type + std::string(13, '\xFF');
    e.resize(80, '\0');
    e += id;
    e.resize(128, '\0');
    directory += e;
  };
  entry("Root Entry", 5, root_class);
  for (const std::string& name : streams)
    entry(name, 2, std::string(16, '\0'));
  directory.resize(512, '\0');
  std::string fat = testing::le32(0xFFFFFFFE) + testing::le32(0xFFFFFFFD);
  while (fat.size() < 512)
    fat += testing::le32(0xFFFFFFFF);
  return header + directory + fat;
}

TEST_CASE("detect/identify: signatures and containers") {
  struct Row {
    std::string bytes;
    const char* type;
  };
  const std::string wml = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
  const Row rows[] = {
      {"", "empty"},
      {"MZ" + std::string(200, '\0'), "exe"},
      {"\x7F"
       "ELF\x02\x01",
       "elf"},
      {"%PDF-1.7\n", "pdf"},
      {"junk before\n%PDF-1.7\n", "pdf"},
      {"\x89PNG\r\n\x1A\n", "png"},
      {"\xFF\xD8\xFF\xE0", "jpg"},
      {"GIF89a", "gif"},
      {"RIFF\x10\0\0\0WEBPVP8 "s, "webp"},
      {"Why our WEBP is small", "text"},
      {"\1\0\0\0"s + std::string(36, '\0') + " EMF", "emf"},
      {"\1\0\x09\0\0\3"s + std::string(34, '\0') + " EMF", "wmf"},
      {"Pictures for print are to be sent as an  EMF.", "text"},
      {"{\\rtf1 x}", "rtf"},
      {"\x4C\0\0\0\x01\x14\x02\0"s, "lnk"},
      {"7z\xBC\xAF\x27\x1C", "7z"},
      {"Rar!\x1A\x07\x01\0"s, "rar"},
      {"\x1F\x8B\x08\0"s, "gzip"},
      {"MSCF\0\0\0\0"s, "cab"},
      {"\x20\x50-lh5-", "lzh"},
      {std::string(0x8001, '\0') + "CD001\x01", "disk-image"},
      {std::string(257, 'a') + "ustar\0"s, "tar"},
      {std::string("\0\x01\x02\x03\xFE", 5), "unknown"},
      {testing::build_stored_zip({{"a.txt", "x"}}), "zip"},
      {testing::build_zip(testing::ZipFile{}), "zip"},
      {"garbage" + testing::build_stored_zip({{"a.txt", "x"}}), "zip"},
      {testing::build_stored_zip({{"META-INF/MANIFEST.MF", "x"}, {"A.class", "y"}}), "jar"},
      {testing::build_stored_zip({{"AndroidManifest.xml", "x"}, {"META-INF/MANIFEST.MF", "y"}}), "apk"},
      {testing::build_stored_zip({{"mimetype", "application/vnd.oasis.opendocument.text"}}), "odt"},
      {testing::build_stored_zip({{"mimetype", "application/epub+zip"}}), "epub"},
      {office(wml + "document.main+xml", "word/document.xml"), "docx"},
      {office("application/vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml"), "docm"},
      {office("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "xl/workbook.xml"), "xlsx"},
      {office("application/vnd.ms-excel.addin.macroEnabled.main+xml", "xl/workbook.xml"), "xlam"},
      {office("application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml",
              "ppt/presentation.xml"),
       "ppsx"},
      {office("application/octet-stream", "anything.xml"), "opc"},
      {office("", "word/document.xml"), "docx"},
      {compound({"WordDocument"}), "doc"},
      {compound({"Workbook"}), "xls"},
      {compound({"PowerPoint Document"}), "ppt"},
      {compound({"EncryptionInfo", "EncryptedPackage"}), "encrypted-office"},
      {compound({"WordDocument", "EncryptedPackage"}), "encrypted-office"},
      {compound({"__properties_version1.0"}), "msg"},
      {compound({}, "\x84\x10\x0C\0\0\0\0\0\xC0\0\0\0\0\0\0\x46"s), "msi"},
      {compound({"Other"}), "cfb"},
      {compound({"WordDocument"}).substr(0, 300), "cfb"},
      {"From: a@example.jp\r\nTo: b@example.jp\r\nSubject: x\r\n\r\nbody", "mail"},
      {"Received: from x\r\n by y\r\nDate: z\r\n\r\n<html>", "mail"},
      {"From a@b Thu\nFrom: a@example.jp\nTo: b@example.jp\n\nbody", "mbox"},
      {"  <!DOCTYPE html><p>", "html"},
      {"text before <script>alert(1)</script>", "html"},
      {"<?xml version=\"1.0\"?><!-- c --><svg:svg xmlns:svg=\"x\"/>", "svg"},
      {"<?xml version=\"1.0\"?><html/>", "html"},
      {"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument/>", "office-xml"},
      {"<?xml version=\"1.0\"?><a/>", "xml"},
      {"\xFF\xFE" + utf16("<?xml version=\"1.0\"?><svg/>"), "svg"},
      {"#!/bin/sh\n", "script"},
      {"[InternetShortcut]\r\nURL=x", "url-shortcut"},
      {"BEGIN:VCALENDAR\r\n", "calendar"},
      {"こんにちは。\r\n", "text"},
      {"\x1B$B%\"\x1B(B\r\n", "text"},
      {"WEB\r\n1\r\nhttp://x", "query"},
      {"-----BEGIN PGP MESSAGE-----\n", "pgp"},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.type));
    CHECK(identify(row.bytes).type == row.type);
    CHECK(identify(row.bytes, "claims.docx").type == row.type);
  }
}

TEST_CASE("detect/identify: the claim chooses only between kinds of text") {
  CHECK(identify("a,b\r\n", "x.csv").type == "csv");
  CHECK(identify("a,b\r\n", "x.docx").type == "text");
  CHECK(identify("Subject: only one\r\n\r\n", "x.eml").type == "mail");
  CHECK(identify("Subject: only one\r\n\r\n", "x.txt").type == "text");
}

TEST_CASE("detect/identify: a second extension of the type is as good as the first") {
  CHECK(identify("\xFF\xD8\xFF\xE0", "x.jpeg").extension == "jpeg");
  CHECK(identify("\xFF\xD8\xFF\xE0", "x.docx").extension == "jpg");
}

TEST_CASE("detect/identify: every truncation of every container is survived") {
  for (const std::string& bytes : {office("x", "word/document.xml"), compound({"WordDocument", "Workbook"})}) {
    for (std::size_t cut = 0; cut < bytes.size(); ++cut)
      (void)identify(bytes.substr(0, cut));
  }
}

TEST_CASE("detect/identify: initials in front of words are words") {
  CHECK(identify("MZ series\n", "x.txt").type == "text");
  CHECK(identify("CWS Ltd.\n", "x.txt").type == "text");
  CHECK(identify("MZ\x90\x01", "x.txt").type == "exe");
  CHECK(identify("Standard\nconectix").type == "text");
  CHECK(identify(std::string(600, '\1') + "conectix" + std::string(504, '\0')).type == "disk-image");
}

TEST_CASE("detect/second_format: another reader's format is named, where that reader would look") {
  struct Row {
    std::string bytes;
    const char* type;
    const char* second;
  };
  const std::string zip = testing::build_stored_zip({{"a.txt", "x"}});
  const std::string mime = "MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n";
  const Row rows[] = {
      {"%PDF-1.7\n%%EOF", "pdf", ""},
      {"%PDF-1.7\n%%EOF" + zip, "pdf", "zip"},
      {"%PDF-1.7\n%%EOF" + zip.substr(0, zip.size() - 30), "pdf", ""},
      {"%PDF-1.7\nPK\5\6%%EOF", "pdf", ""},
      {"<html>%PDF-1.7\n", "pdf", "html"},
      {"plain words %PDF-1.7\n", "pdf", ""},
      {"%PDF-1.7\n" + mime, "pdf", "mhtml"},
      {"%PDF-1.7\n(" + mime + ")", "pdf", ""},
      {"%PDF-1.7\nMIME-Version: 1.0\n", "pdf", ""},
      {"\xFF\xD8\xFF\xFE %PDF-1.4 %%EOF", "jpg", "pdf"},
      {"\xFF\xD8\xFF\xFE %PDF-1.4 alone", "jpg", ""},
      {"\xFF\xD8\xFF\xFE <?PhP ", "jpg", "script"},
      {"\xFF\xD8\xFF\xFE" + std::string(2000, 'a') + "Rar!\x1A\x07", "jpg", "rar"},
      {"GIF89a/* ... */ =1", "gif", "script"},
      {"GIF89a/* ... */", "gif", ""},
      {"GIF89a=1;evil();", "gif", "script"},
      {"BM=1;evil();", "bmp", "script"},
      {"GIF89a" + std::string(0x8001 - 6, '\0') + "CD001\1", "gif", "disk-image"},
      {"GIF89a" + std::string(251, '\0') + "ustar\0" + std::string(300, '\0'), "gif", "tar"},
      {"MZ\1" + zip, "exe", "zip"},
      {"<html><body>" + zip, "zip", "html"},
      {"plain words " + zip, "zip", ""},
      {zip, "zip", ""},
      {"MIME-Version: 1.0\n", "text", ""},
      {"", "jpg", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.bytes);
    MemorySource source(row.bytes);
    const auto second = detect::second_format(source, row.type);
    REQUIRE(second.has_value());
    CHECK(*second == row.second);
  }
}

TEST_CASE("detect/types: each signature names a type of the table, and refused groups have their row") {
  for (const detect::Signature& signature : detect::signatures()) {
    CAPTURE(std::string(signature.type));
    CHECK(detect::find_type(signature.type) != nullptr);
  }
  for (const detect::TypeRow& row : detect::types()) {
    CAPTURE(std::string(row.type));
    if (!row.catalogue.empty()) CHECK(CatalogueId::find(row.catalogue).has_value());
    if (row.group == detect::Group::Executable || row.group == detect::Group::Encrypted) CHECK(!row.catalogue.empty());
  }
}

TEST_CASE("detect/magic: unknown data is described once the database is loaded") {
  REQUIRE(detect::use_libmagic());
  CHECK(!identify(std::string("\0\x01\x02\x03\xFE", 5)).note.empty());
}

TEST_CASE("detect: what is left of a file that was cut off after its first letters is no text") {
  struct Row {
    const char* content;
    const char* name;
    const char* type;
  };
  for (const Row& row :
       {Row{"P", "a.zip", "unknown"}, Row{"PK", "a.docx", "unknown"}, Row{"PK", "a.xlsx", "unknown"},
        Row{"%PD", "a.pdf", "unknown"}, Row{"GIF8", "a.gif", "unknown"}, Row{"PK", "notes.txt", "text"},
        Row{"PK", "", "text"}, Row{"PK is short for", "a.zip", "text"}}) {
    CAPTURE(row.content);
    CAPTURE(row.name);
    MemorySource source{std::string_view(row.content)};
    FileClaim claim;
    claim.untrusted_name = row.name;
    const auto found = detect::identify(source, claim);
    REQUIRE(found);
    CHECK(found->type == row.type);
    if (found->type == "unknown") CHECK(found->catalogue == "GEN-007");
  }
}

}  // namespace
}  // namespace mugai
