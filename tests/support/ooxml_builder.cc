#include "tests/support/ooxml_builder.h"

#include <algorithm>

#include "lib/base/check.h"
#include "lib/formats/image/rebuild.h"
#include "lib/formats/ooxml/part_path.h"
#include "lib/formats/ooxml/parts_table.h"
#include "lib/formats/zip/reader.h"
#include "lib/formats/zip/writer.h"
#include "tests/support/local_context.h"

namespace mugai::testing {

const std::string_view kWordNamespaces =
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
    " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
    " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
    " xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\""
    " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\""
    " xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\""
    " xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\""
    " xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\""
    " xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"";
const std::string_view kSheetNamespaces =
    " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
    " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";
const std::string_view kSlideNamespaces =
    " xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\""
    " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
    " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
    "xmlns:v=\"urn:schemas-microsoft-com:vml\"";

namespace {

std::string full_type(std::string_view content_type) {
  if (!content_type.starts_with("V:")) return std::string(content_type);
  return "application/vnd.openxmlformats-officedocument." + std::string(content_type.substr(2));
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      out.push_back(c);
    }
  }
  return out;
}

}  // namespace

OoxmlBuilder OoxmlBuilder::docx(std::string_view body) {
  OoxmlBuilder b;
  b.main = "word/document.xml";
  b.part(b.main, "V:wordprocessingml.document.main+xml",
         "<w:document" + std::string(kWordNamespaces) + "><w:body>" + std::string(body) +
             "<w:sectPr/></w:body></w:document>");
  return b.relate("", "rId1", "O:officeDocument", "word/document.xml");
}

OoxmlBuilder OoxmlBuilder::xlsx(std::string_view sheet) {
  OoxmlBuilder b;
  b.main = "xl/workbook.xml";
  b.part(b.main, "V:spreadsheetml.sheet.main+xml",
         "<workbook" + std::string(kSheetNamespaces) +
             "><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
  b.part("xl/worksheets/sheet1.xml", "V:spreadsheetml.worksheet+xml",
         "<worksheet" + std::string(kSheetNamespaces) + ">" + std::string(sheet) + "</worksheet>");
  b.relate("", "rId1", "O:officeDocument", "xl/workbook.xml");
  return b.relate("xl/workbook.xml", "rId1", "O:worksheet", "worksheets/sheet1.xml");
}

OoxmlBuilder OoxmlBuilder::pptx(std::string_view shapes) {
  OoxmlBuilder b;
  b.main = "ppt/presentation.xml";
  b.part(b.main, "V:presentationml.presentation.main+xml",
         "<p:presentation" + std::string(kSlideNamespaces) +
             "><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId1\"/></p:sldIdLst></p:presentation>");
  b.part("ppt/slides/slide1.xml", "V:presentationml.slide+xml",
         "<p:sld" + std::string(kSlideNamespaces) + "><p:cSld><p:spTree>" + std::string(shapes) +
             "</p:spTree></p:cSld></p:sld>");
  b.relate("", "rId1", "O:officeDocument", "ppt/presentation.xml");
  return b.relate("ppt/presentation.xml", "rId1", "O:slide", "slides/slide1.xml");
}

OoxmlBuilder& OoxmlBuilder::part(std::string name, std::string_view content_type, std::string bytes) {
  parts_.push_back({std::move(name), full_type(content_type), std::move(bytes)});
  return *this;
}

OoxmlBuilder& OoxmlBuilder::relate(std::string source, std::string_view id, std::string_view type,
                                   std::string_view target, bool external) {
  relationships_[std::move(source)] += "<Relationship Id=\"" + escaped(id) + "\" Type=\"" +
                                       escaped(ooxml::expand_relationship(type)) + "\" Target=\"" + escaped(target) +
                                       (external ? "\" TargetMode=\"External\"/>" : "\"/>");
  return *this;
}

OoxmlBuilder& OoxmlBuilder::extension(std::string_view name, std::string_view content_type) {
  defaults_.emplace_back(name, full_type(content_type));
  return *this;
}

OoxmlBuilder& OoxmlBuilder::set_main_type(std::string_view content_type) {
  parts_[0].content_type = full_type(content_type);
  return *this;
}

OoxmlBuilder& OoxmlBuilder::replace(const std::string& name, std::string bytes) {
  const auto found = std::find_if(parts_.begin(), parts_.end(), [&](const Item& item) { return item.name == name; });
  MUGAI_CHECK(found != parts_.end());
  found->bytes = std::move(bytes);
  return *this;
}

Buffer OoxmlBuilder::build() const {
  std::string types =
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>";
  for (const auto& [name, type] : defaults_) {
    types += "<Default Extension=\"" + name + "\" ContentType=\"" + type + "\"/>";
  }
  for (const Item& item : parts_) {
    if (!item.content_type.empty()) {
      types += "<Override PartName=\"/" + item.name + "\" ContentType=\"" + item.content_type + "\"/>";
    }
  }
  types += "</Types>";
  MemorySink out;
  zip::Writer writer(out, policy::Compression::Fast);
  const auto add = [&writer](std::string_view name, std::string_view bytes) {
    MUGAI_CHECK(writer.add(name, as_bytes(bytes)).has_value());
  };
  add("[Content_Types].xml", types);
  for (const auto& [source, list] : relationships_) {
    add(ooxml::relationships_path(source),
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + list +
            "</Relationships>");
  }
  for (const Item& item : parts_)
    add(item.name, item.bytes);
  MUGAI_CHECK(writer.finish().has_value());
  return out.take();
}

std::string small_png_clean() {
  const auto plain = image::placeholder_png();
  return {plain.begin(), plain.end()};
}

std::string small_png() {
  const Buffer plain = image::placeholder_png();
  std::string png(plain.begin(), plain.end());
  // tEXt "Author" NUL "x" with its CRC, after IHDR (8 + 25 bytes).
  const std::string chunk = std::string("\0\0\0\x08tEXtAuthor\0x", 16) + "\xF4\x72\x71\xED";
  return png.insert(33, chunk);
}

std::string small_jpeg() {
  using namespace std::string_literals;
  return "\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xFF\xE1\0\x0A"
         "Exif\0\0GP\xFF\xFE\0\x06<?ph"s +
         "\xFF\xDB\0\x43\0"s + std::string(64, '\x10') + "\xFF\xC0\0\x0B\x08\0\x08\0\x08\x01\x01\x11\0"s +
         "\xFF\xC4\0\x14\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x07"s +
         "\xFF\xDA\0\x08\x01\x01\0\0\x3F\0\x7F\xFF\0\x12\xFF\xD9"s + "tail after the end"s;
}

std::string small_gif() {
  using namespace std::string_literals;
  return "GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF!\xFE\x05hello\0!\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0;PK"s;
}

std::vector<std::pair<std::string, std::string>> unzip(Bytes archive) {
  LocalContext context;
  MemorySource source(archive);
  auto reader = zip::Reader::open(source, zip::Mode::Archive, context);
  MUGAI_CHECK(reader.has_value());
  std::vector<std::pair<std::string, std::string>> out;
  for (const zip::Entry& entry : reader->entries()) {
    auto bytes = reader->read(entry, std::uint64_t{1} << 26, context.budget());
    MUGAI_CHECK(bytes.has_value());
    out.emplace_back(entry.raw_name, std::string(as_text(*bytes)));
  }
  return out;
}

}  // namespace mugai::testing
