#include "packages.h"

#include <array>
#include <string>
#include <string_view>

#include "lib/base/utf8.h"
#include "lib/formats/zip/writer.h"

namespace mugai::bench {
namespace {

constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n";
constexpr std::string_view kRelationships = "http://schemas.openxmlformats.org/package/2006/relationships";
constexpr std::string_view kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kSheetMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kWordMain = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

// Numbers that look like those of a real sheet and are the same in every run.
class Numbers {
 public:
  std::uint64_t next() {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return state_ >> 33;
  }

 private:
  std::uint64_t state_ = 20261122;
};

std::string text_of(std::initializer_list<std::string_view> pieces) {
  std::string out;
  for (const std::string_view piece : pieces)
    out += piece;
  return out;
}

std::string relationships(std::string_view type, std::string_view target) {
  return text_of({kDeclaration, "<Relationships xmlns=\"", kRelationships, "\"><Relationship Id=\"rId1\" Type=\"",
                  kOffice, "/", type, "\" Target=\"", target, "\"/></Relationships>"});
}

std::string content_types(std::string_view part, std::string_view type) {
  return text_of(
      {kDeclaration,
       "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
       "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
       "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/",
       part, "\" ContentType=\"", type, "\"/>"});
}

std::string cell(std::uint64_t row, unsigned column, Numbers& numbers) {
  const std::string name = std::string(1, static_cast<char>('A' + column)) + std::to_string(row);
  const std::uint64_t n = numbers.next();
  switch (column % 5) {
    case 0:
      return "<c r=\"" + name + "\" s=\"1\" t=\"s\"><v>" + std::to_string(n % 5000) + "</v></c>";
    case 1:
      return "<c r=\"" + name + "\"><v>" + std::to_string(n % 1000000) + "." + std::to_string(n % 97) + "</v></c>";
    case 2:
      return "<c r=\"" + name + "\" s=\"3\"><f>SUM(A" + std::to_string(row) + ":B" + std::to_string(row) + ")</f><v>" +
             std::to_string(n % 100000) + "</v></c>";
    case 3:
      return "<c r=\"" + name + "\" t=\"inlineStr\"><is><t>令和８年度 予算" + std::to_string(n % 1000) +
             "</t></is></c>";
    default:
      return "<c r=\"" + name + "\" s=\"2\"><v>" + std::to_string(44000 + n % 2000) + "</v></c>";
  }
}

Result<void> write_sheet(std::uint64_t xml_bytes, Sink& out) {
  Numbers numbers;
  std::string piece = text_of({kDeclaration, "<worksheet xmlns=\"", kSheetMain, "\"><sheetData>"});
  std::uint64_t written = 0;
  for (std::uint64_t row = 1; written + piece.size() < xml_bytes; ++row) {
    piece += "<row r=\"" + std::to_string(row) + "\" spans=\"1:20\">";
    for (unsigned column = 0; column < 20; ++column)
      piece += cell(row, column, numbers);
    piece += "</row>";
    if (piece.size() > 60000) {
      TRY(out.write(std::string_view(piece)));
      written += piece.size();
      piece.clear();
    }
  }
  piece += "</sheetData></worksheet>";
  return out.write(std::string_view(piece));
}

// Text that compresses like that of a real document: words in an order that does not repeat, some of them often and
// most of them seldom.
class Prose {
 public:
  explicit Prose(Numbers& numbers) : numbers_(numbers) {}

  // About `words` words, escaped for XML.
  std::string sentence(std::uint64_t words) {
    constexpr std::array<std::string_view, 12> kJoints = {"の", "を", "に", "は", "が",   "と",
                                                          "で", "も", "へ", "、", "から", "まで"};
    constexpr std::array<std::string_view, 6> kEnds = {"します。",     "です。",  "ください。",
                                                       "となります。", " &amp; ", "た。"};
    std::string out;
    for (std::uint64_t i = 0; i < words; ++i) {
      out += word();
      out += kJoints[numbers_.next() % kJoints.size()];
    }
    return out + std::string(kEnds[numbers_.next() % kEnds.size()]);
  }

 private:
  // One to three kanji of about a thousand; the square makes the first ones frequent.
  std::string word() {
    constexpr std::uint64_t kKanji = 1000;
    constexpr char32_t kFirst = U'\u4E00';
    std::string out;
    for (std::uint64_t left = 1 + numbers_.next() % 3; left > 0; --left) {
      const std::uint64_t even = numbers_.next() % kKanji;
      utf8::append(out, kFirst + static_cast<char32_t>(even * even / kKanji * 17 % 20000));
    }
    if (numbers_.next() % 8 == 0) out += std::to_string(numbers_.next() % 10000);
    return out;
  }

  Numbers& numbers_;
};

Result<void> write_story(std::uint64_t xml_bytes, Sink& out) {
  Numbers numbers;
  Prose prose(numbers);
  std::string piece = text_of({kDeclaration, "<w:document xmlns:w=\"", kWordMain, "\"><w:body>"});
  std::uint64_t written = 0;
  while (written + piece.size() < xml_bytes) {
    piece += "<w:p><w:pPr><w:jc w:val=\"both\"/><w:rPr><w:sz w:val=\"21\"/></w:rPr></w:pPr>";
    for (unsigned run = 0; run < 3; ++run) {
      piece += "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/><w:sz w:val=\"21\"/></w:rPr><w:t xml:space=\"preserve\">";
      piece += prose.sentence(1 + numbers.next() % 6) + "</w:t></w:r>";
    }
    piece += "</w:p>";
    if (piece.size() > 60000) {
      TRY(out.write(std::string_view(piece)));
      written += piece.size();
      piece.clear();
    }
  }
  piece += "<w:p/></w:body></w:document>";
  return out.write(std::string_view(piece));
}

}  // namespace

Result<void> write_workbook(std::uint64_t xml_bytes, OutputSink& out) {
  zip::Writer writer(out, policy::Compression::Fast);
  const std::string types =
      content_types("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml") +
      "<Override PartName=\"/xl/worksheets/sheet1.xml\" "
      "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>";
  const std::string root = relationships("officeDocument", "xl/workbook.xml");
  const std::string workbook =
      text_of({kDeclaration, "<workbook xmlns=\"", kSheetMain, "\" xmlns:r=\"", kOffice,
               "\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"});
  const std::string rels = relationships("worksheet", "worksheets/sheet1.xml");
  TRY(writer.add("[Content_Types].xml", as_bytes(types)));
  TRY(writer.add("_rels/.rels", as_bytes(root)));
  TRY(writer.add("xl/workbook.xml", as_bytes(workbook)));
  TRY(writer.add("xl/_rels/workbook.xml.rels", as_bytes(rels)));
  TRY(writer.begin("xl/worksheets/sheet1.xml"));
  TRY(write_sheet(xml_bytes, writer.data()));
  TRY(writer.end());
  return writer.finish();
}

Result<void> write_document(std::uint64_t xml_bytes, OutputSink& out) {
  zip::Writer writer(out, policy::Compression::Fast);
  const std::string types =
      content_types("word/document.xml",
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml") +
      "</Types>";
  const std::string root = relationships("officeDocument", "word/document.xml");
  TRY(writer.add("[Content_Types].xml", as_bytes(types)));
  TRY(writer.add("_rels/.rels", as_bytes(root)));
  TRY(writer.begin("word/document.xml"));
  TRY(write_story(xml_bytes, writer.data()));
  TRY(writer.end());
  return writer.finish();
}

}  // namespace mugai::bench
