// Programs, scripts, shortcuts, disk images and other types that are refused by content or by name (EXT), and honest
// text that only looks like them. Nothing in here can run: heads without bodies.
#include <deque>
#include <string>
#include <vector>

#include "tests/support/general_samples.h"
#include "tests/support/zip_builder.h"

namespace mugai::testing {
namespace {

using std::string;
using namespace std::string_literals;

struct Row {
  const char* id;
  const char* name;  // "ext/" + name is the sample's
  const char* file;
  string bytes;
};

string volume(const string& mark) {
  return string(0x8000, '\0') + "\1" + mark + string(100, '\0');
}
string wide(const string& text) {
  string out = "\xFF\xFE";
  for (const char c : text)
    out += string(1, c) + '\0';
  return out;
}
string zip(const string& member, const string& other = "a.txt") {
  return build_stored_zip({{member, "x"}, {other, "x"}});
}
string package(const string& type) {
  return build_stored_zip(
      {{"[Content_Types].xml", "<Types><Override PartName=\"/x\" ContentType=\"" + type + "\"/></Types>"}, {"x", "x"}});
}
// Ends as a disk of fixed size does.
string fixed_disk() {
  return string(3000, '\1') + "conectix" + string(504, '\0');
}

// clang-format off
const std::vector<Row>& refused_rows() {
  static const std::vector<Row> rows = {
      {"EXT-001", "program", "setup.exe", "MZ" + string(62, '\0') + "PE\0\0"s},
      {"EXT-001", "program-as-document", "report.docx", "MZ" + string(62, '\0') + "PE\0\0"s},
      {"EXT-001", "program-name-alone", "tool.appref-ms", "harmless words"},
      {"EXT-001", "program-capitals", "TOOL.MSIX", "harmless words"},
      {"EXT-001", "elf", "picture.png", "\x7F" "ELF\2\1\1"s + string(60, '\0')},
      {"EXT-001", "mach-o", "data", "\xCF\xFA\xED\xFE\7\0\0\1"s + string(60, '\0')},
      {"EXT-001", "java-class", "data.txt", "\xCA\xFE\xBA\xBE\0\0\0\x34"s + string(60, '\0')},
      {"EXT-001", "java-archive", "data.zip", zip("META-INF/MANIFEST.MF", "A.class")},
      {"EXT-001", "web-assembly", "data.bin", "\0asm\1\0\0\0"s},
      {"EXT-001", "lua-bytecode", "data.bin", "\x1BLua\x53\0"s},
      {"EXT-001", "app-package", "data.zip", zip("AppxManifest.xml")},
      {"EXT-002", "script-name", "run.ps1", "harmless words"},
      {"EXT-002", "script-capitals", "RUN.Vbs", "harmless words"},
      {"EXT-002", "shell-line", "notes.txt", "#!/bin/sh\necho x\n"},
      {"EXT-002", "encoded-script", "notes.txt", "#@~^EAAAAA==\\ko4K6PE^W\x01\x02==^#~@"},
      {"EXT-002", "php", "notes.txt", "\xEF\xBB\xBF  <?PHP phpinfo();"},
      {"EXT-002", "registry", "notes.txt", wide("Windows Registry Editor Version 5.00\r\n")},
      {"EXT-002", "script-component", "data.xml", "<?xml version=\"1.0\"?><!-- c --><scriptlet><script>x</script></scriptlet>"},
      {"EXT-002", "batch", "notes.txt", "\r\n@ECHO OFF\r\n"},
      {"EXT-003", "shortcut", "report.pdf", "\x4C\0\0\0\1\x14\2\0\0\0\0\0\xC0\0\0\0\0\0\0\x46"s + string(60, '\0')},
      {"EXT-003", "address-file", "notes.txt", "[InternetShortcut]\r\nURL=file://evil.example/x\r\n"},
      {"EXT-003", "address-file-wide", "notes.txt", wide("\r\n [internetshortcut]\r\nURL=file://evil.example/x\r\n")},
      {"EXT-003", "shell-command", "view.scf", "harmless words"},
      {"EXT-003", "library", "Documents.LIBRARY-MS", "<x/>"},
      {"EXT-004", "add-in-name", "sum.xll", "harmless words"},
      {"EXT-004", "query", "data.txt", "WEB\r\n1\r\nhttp://evil.example/x\r\n"},
      {"EXT-004", "excel-add-in", "book.xlsx", package("application/vnd.ms-excel.addin.macroEnabled.main+xml")},
      {"PML-026", "slide-add-in", "show.pptx", package("application/vnd.ms-powerpoint.addin.macroEnabled.main+xml")},
      {"EXT-004", "notebook", "notes.docx", "\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D\xAE\xB1\x53\x78\xD0\x29\x96\xD3" + string(40, '\0')},
      {"EXT-005", "disk-name", "backup.iso", "harmless words"},
      {"EXT-005", "volume", "data.pdf", volume("CD001\1")},
      {"EXT-005", "udf-volume", "data", volume("BEA01\1")},
      {"EXT-005", "fixed-disk", "data.docx", fixed_disk()},
      {"EXT-005", "dynamic-disk", "data", "conectix" + string(600, '\0')},
      {"EXT-005", "virtual-disk", "data", "vhdxfile" + string(600, '\0')},
      {"EXT-006", "certificate-name", "trust.mobileconfig", "<plist/>"},
      {"EXT-006", "certificate", "trust.docx", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"},
      {"EXT-006", "project", "Build.CSPROJ", "<Project/>"},
      {"EXT-007", "phone-package-name", "app.apk", "harmless words"},
      {"EXT-007", "phone-package", "photos.zip", zip("AndroidManifest.xml", "classes.dex")},
      {"EXT-007", "apple-package", "photos.zip", zip("Payload/A.app/A")},
      {"EXT-007", "debian-package", "data", "!<arch>\ndebian-binary   1"},
      {"EXT-007", "rpm-package", "data.txt", "\xED\xAB\xEE\xDB\3\0\0\0"s + string(60, '\0')},
      {"EXT-007", "browser-extension", "data.zip", "Cr24\3\0\0\0"s + string(60, '\0')},
      {"EXT-008", "flash", "film.jpg", "FWS\x0A\x20\0\0\0"s + string(24, '\0')},
      {"EXT-008", "flash-packed", "film", "CWS\x0A\x20\0\0\0\x78\x9C"s + string(24, '\0')},
      {"EXT-008", "flash-video", "film.mp4", "FLV\1\5\0\0\0\x09"s + string(24, '\0')},
      {"EXT-008", "list-name", "radio.asx", "<asx/>"},
      {"EXT-009", "help", "manual.doc", "ITSF\3\0\0\0\x60\0\0\0"s + string(60, '\0')},
      {"EXT-009", "old-help", "manual.doc", "?_\3\0\0\0\0\0"s + string(60, '\0')},
      {"EXT-009", "book", "book.zip", build_stored_zip({{"mimetype", "application/epub+zip"}, {"META-INF/container.xml", "<x/>"}})},
      {"EXT-009", "map", "map.zip", zip("doc.kml")},
      {"EXT-009", "fixed-document", "paper.docx", package("application/vnd.ms-package.xps-fixeddocument+xml")},
      {"EXT-009", "scan", "scan.pdf", "AT&TFORM\0\0\0\x10" "DJVM"s},
      {"EXT-010", "database", "list.xlsx", "\0\1\0\0Standard Jet DB\0"s + string(60, '\0')},
      {"EXT-010", "database-new", "list.dat", "\0\1\0\0Standard ACE DB\0"s + string(60, '\0')},
      {"EXT-010", "database-name", "list.accdb", "harmless words"},
      {"EXT-010", "lite", "list.csv", "SQLite format 3\0\x10\0\1\1"s + string(60, '\0')},
      {"EXT-011", "unknown", "report.docx", "\x93\x01\x02\x03\xF0\x0F\x10\x11\x12\0\0\1"s},
      {"EXT-011", "unknown-picture", "photo.jpg", string(40, '\0') + "\x81\x82\x83\x84\x85"},
      {"EXT-011", "film", "film.mp4", "\0\0\0\x18" "ftypisom\0\0\2\0"s},
  };
  return rows;
}

struct Honest {
  const char* name;
  const char* file;
  string bytes, kept;
};
const std::vector<Honest>& honest_rows() {
  static const std::vector<Honest> rows = {
      {"initials-program", "memo.txt", "MZ series, prices of this year\n", "MZ series"},
      {"initials-flash", "memo.txt", "CWS Ltd., list of goods\n", "CWS Ltd"},
      {"shell-words", "memo.txt", "echo off the record\n# heading\n#! is how a script begins\n", "off the record"},
      {"address-words", "memo.txt", "A file with an InternetShortcut section opens a page.\n", "InternetShortcut section"},
      {"query-words", "memo.txt", "WEB\n2 pages\n", "2 pages"},
      {"disk-words", "memo.txt", string(200, 'a') + " conectix", "conectix"},
      {"certificate-text", "key.txt", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", "MIIB"},
      {"archive-of-pages", "pages.zip", build_stored_zip({{"Manifest.txt", "pages inside"}, {"Payload.txt", "words inside"}}), "words inside"},
      {"film-words", "memo.txt", "ftypisom is a brand, FLV a type\n", "a brand"},
      {"book-words", "memo.txt", "ITSF and ?_ are marks\n", "are marks"},
      {"database-words", "memo.txt", "Standard Jet DB, SQLite format 3\n", "Jet DB"},
      {"unnamed-text", "README", "plain words\n", "plain words"},
  };
  return rows;
}
// clang-format on

std::vector<Sample> make_samples(std::deque<string>& names) {
  std::vector<Sample> out;
  for (const Row& row : refused_rows()) {
    names.push_back("ext/" + string(row.name));
    out.push_back({names.back(), row.file, true, {row.id}, {}, {}, [&row] {
                     return Buffer(row.bytes.begin(), row.bytes.end());
                   }});
  }
  for (const Honest& row : honest_rows()) {
    names.push_back("ext/clean-" + string(row.name));
    out.push_back({names.back(), row.file, false, {}, {}, {row.kept}, [&row] {
                     return Buffer(row.bytes.begin(), row.bytes.end());
                   }});
  }
  return out;
}

}  // namespace

std::span<const Sample> foreign_samples() {
  static std::deque<string> names;
  static const std::vector<Sample> samples = make_samples(names);
  return samples;
}

}  // namespace mugai::testing
