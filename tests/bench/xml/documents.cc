#include "tests/bench/xml/documents.h"

namespace mugai::bench {

namespace {

// xorshift64*: repeatable numbers without a library.
class Numbers {
 public:
  std::uint32_t below(std::uint32_t limit) {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return static_cast<std::uint32_t>((state_ * 0x2545F4914F6CDD1Du) >> 32) % limit;
  }

 private:
  std::uint64_t state_ = 0x4D75'6761'6931'3233u;
};

constexpr std::string_view kWords[] = {"令和", "住民基本台帳", "課税",   "第",         "号",   "申請書",
                                       "の",   "について",     "東京都", "総務課",     "平成", "確認",
                                       "Aa",   "12",           "支払",   "金額（円）", "ﾀﾅｶ",  "備考"};

void append_text(std::string& out, Numbers& numbers, std::uint32_t words) {
  for (std::uint32_t i = 0; i < words; ++i)
    out.append(kWords[numbers.below(std::size(kWords))]);
}

void append_column(std::string& out, std::uint32_t column) {
  if (column >= 26) out.push_back(static_cast<char>('A' + column / 26 - 1));
  out.push_back(static_cast<char>('A' + column % 26));
}

void append_cell(std::string& out, Numbers& numbers, std::uint32_t row, std::uint32_t column) {
  out.append("<c r=\"");
  append_column(out, column);
  out.append(std::to_string(row)).append("\" s=\"").append(std::to_string(numbers.below(120))).append("\"");
  const std::uint32_t kind = numbers.below(20);
  if (kind < 9) {
    out.append("><v>").append(std::to_string(numbers.below(2'000'000))).append("</v></c>");
  } else if (kind < 12) {
    out.append("><v>")
        .append(std::to_string(numbers.below(900)))
        .append(".")
        .append(std::to_string(numbers.below(99)))
        .append("</v></c>");
  } else if (kind < 17) {
    out.append(" t=\"s\"><v>").append(std::to_string(numbers.below(40'000))).append("</v></c>");
  } else if (kind < 18) {
    out.append("><f>SUM(A").append(std::to_string(row)).append(":B").append(std::to_string(row));
    out.append(")</f><v>").append(std::to_string(numbers.below(90'000))).append("</v></c>");
  } else if (kind < 19) {
    out.append(" t=\"inlineStr\"><is><t>");
    append_text(out, numbers, 3 + numbers.below(5));
    out.append("</t></is></c>");
  } else {
    out.append("/>");
  }
}

}  // namespace

std::string worksheet(std::uint64_t bytes) {
  Numbers numbers;
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"
      "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
      " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
      "<dimension ref=\"A1:AD100000\"/><sheetData>";
  out.reserve(bytes + 4096);
  for (std::uint32_t row = 1; out.size() < bytes; ++row) {
    out.append("<row r=\"").append(std::to_string(row)).append("\" spans=\"1:30\">");
    for (std::uint32_t column = 0; column < 30; ++column)
      append_cell(out, numbers, row, column);
    out.append("</row>");
  }
  return out.append("</sheetData><pageMargins left=\"0.7\" right=\"0.7\"/></worksheet>");
}

std::string word_document(std::uint64_t bytes) {
  Numbers numbers;
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"
      "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
      " xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"><w:body>";
  out.reserve(bytes + 4096);
  while (out.size() < bytes) {
    const bool in_table = numbers.below(5) == 0;
    if (in_table)
      out.append("<w:tbl><w:tr w:rsidR=\"00A77B3E\"><w:tc><w:tcPr><w:tcW w:w=\"2335\" w:type=\"dxa\"/></w:tcPr>");
    out.append(
        "<w:p w14:paraId=\"2B6E0D54\" w:rsidR=\"00A77B3E\" w:rsidRDefault=\"00A77B3E\"><w:pPr><w:jc "
        "w:val=\"both\"/></w:pPr>");
    const std::uint32_t runs = 1 + numbers.below(4);
    for (std::uint32_t i = 0; i < runs; ++i) {
      out.append("<w:r><w:rPr><w:rFonts w:ascii=\"Century\" w:hint=\"eastAsia\"/><w:sz w:val=\"21\"/></w:rPr>");
      out.append(i == 0 ? "<w:t>" : "<w:t xml:space=\"preserve\">");
      append_text(out, numbers, 2 + numbers.below(12));
      out.append("</w:t></w:r>");
    }
    out.append("</w:p>");
    if (in_table) out.append("</w:tc></w:tr></w:tbl>");
  }
  return out.append("</w:body></w:document>");
}

std::string_view tables() {
  return R"(
ns x http://schemas.openxmlformats.org/spreadsheetml/2006/main http://purl.oclc.org/ooxml/spreadsheetml/main
ns r http://schemas.openxmlformats.org/officeDocument/2006/relationships
ns w http://schemas.openxmlformats.org/wordprocessingml/2006/main http://purl.oclc.org/ooxml/wordprocessingml/main
ns w14 http://schemas.microsoft.com/office/word/2010/wordml
default x
any xml:space
el x:worksheet
el x:dimension ref
el x:sheetData
el x:row r spans s customFormat ht hidden
el x:c r s t cm vm ph
el x:v
el x:f!text t ref si
el x:is
el x:t
el x:pageMargins left right top bottom header footer
el w:document
el w:body
el w:tbl
el w:tr w:rsidR
el w:tc
el w:tcPr
el w:tcW w:w w:type
el w:p w14:paraId w:rsidR w:rsidRDefault
el w:pPr
el w:jc w:val
el w:r
el w:rPr
el w:rFonts w:ascii w:hint
el w:sz w:val
el w:t
)";
}

}  // namespace mugai::bench
