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
// The second member's data holds the third one whole, and all are listed.
Buffer overlapping() {
  const string types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
  const string inner = build_stored_zip({{"in.txt", "inner"}});
  const std::size_t inner_bytes = 30 + 6 + 5;
  const std::size_t at = 30 + 19 + types.size() + 30 + 17;  // of the second member's data
  ZipFile file;
  for (const auto& [name, data] : {std::pair<string, string>{"[Content_Types].xml", types},
                                   {"word/document.xml", inner.substr(0, inner_bytes)},
                                   {"in.txt", "inner"}}) {
    ZipMember member;
    member.name = name;
    member.data = data;
    file.members.push_back(std::move(member));
  }
  file.members[2].offset = static_cast<std::uint32_t>(at);
  string bytes = build_zip(file);
  bytes.erase(at + inner_bytes, inner_bytes);  // the third member's own place
  bytes.replace(bytes.rfind("PK\x05\x06") + 16, 4, le32(at + inner_bytes));
  return {bytes.begin(), bytes.end()};
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
