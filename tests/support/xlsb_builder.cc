#include "tests/support/xlsb_builder.h"

#include <bit>

#include "lib/base/check.h"
#include "lib/formats/zip/writer.h"

namespace mugai::testing {

Bin& Bin::u8(std::uint32_t value) {
  bytes_.push_back(static_cast<char>(value & 0xFFU));
  return *this;
}
Bin& Bin::u16(std::uint32_t value) {
  return u8(value).u8(value >> 8);
}
Bin& Bin::u32(std::uint64_t value) {
  const auto low = static_cast<std::uint32_t>(value);
  return u16(low).u16(low >> 16);
}
Bin& Bin::f64(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  return u32(bits).u32(bits >> 32);
}
Bin& Bin::text(std::string_view ascii) {
  u32(ascii.size());
  for (const char c : ascii)
    u16(static_cast<unsigned char>(c));
  return *this;
}
Bin& Bin::raw(std::string_view bytes) {
  bytes_ += bytes;
  return *this;
}
Bin& Bin::record(std::uint32_t type, const Bin& data) {
  if (type < 0x80) {
    u8(type);
  } else {
    u8((type & 0x7FU) | 0x80U).u8(type >> 7);
  }
  std::size_t size = data.bytes_.size();
  while (size >= 0x80) {
    u8(static_cast<std::uint32_t>(size & 0x7FU) | 0x80U);
    size >>= 7;
  }
  u8(static_cast<std::uint32_t>(size));
  return raw(data.bytes_);
}
Bin& Bin::formula(const Bin& tokens, std::string_view extra) {
  return u32(tokens.bytes_.size()).raw(tokens.bytes_).u32(extra.size()).raw(extra);
}

Bin xlsb_cell(std::uint32_t column) {
  return Bin().u32(column).u32(0);
}

std::string xlsb_sheet(const Bin& cells, const Bin& after) {
  Bin row;
  row.u32(0).u32(0).u16(300).u16(0).u8(0).u32(0);
  return Bin().record(129).record(145).record(0, row).raw(cells.str()).record(146).raw(after.str()).record(130).str();
}

namespace {

std::string relationships(const std::string& inner) {
  return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + inner +
         "</Relationships>";
}

}  // namespace

Buffer build_xlsb(const XlsbParts& parts) {
  const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  std::string types =
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override "
      "PartName=\"/xl/workbook.bin\" ContentType=\"application/vnd.ms-excel.sheet.binary.macroEnabled.main\"/>"
      "<Override PartName=\"/xl/worksheets/sheet1.bin\" ContentType=\"application/vnd.ms-excel.worksheet\"/>";
  for (const auto& part : parts.parts)
    types += "<Override PartName=\"/" + part[0] + "\" ContentType=\"" + part[1] + "\"/>";
  MemorySink out;
  zip::Writer writer(out, policy::Compression::Fast);
  const auto add = [&writer](std::string_view name, const std::string& bytes) {
    MUGAI_CHECK(writer.add(name, as_bytes(bytes)).has_value());
  };
  add("[Content_Types].xml", types + "</Types>");
  add("_rels/.rels",
      relationships("<Relationship Id=\"rId1\" Type=\"" + office + "officeDocument\" Target=\"xl/workbook.bin\"/>"));
  Bin book;
  book.record(131).record(143).raw(parts.first_sheets);
  book.record(156, Bin().u32(0).u32(1).text("rId1").text("a")).record(144).raw(parts.workbook).record(132);
  add("xl/workbook.bin", book.str());
  add("xl/_rels/workbook.bin.rels", relationships("<Relationship Id=\"rId1\" Type=\"" + office +
                                                  "worksheet\" Target=\"worksheets/sheet1.bin\"/>" + parts.extra_rels));
  add("xl/worksheets/sheet1.bin", parts.sheet);
  if (!parts.sheet_rels.empty()) add("xl/worksheets/_rels/sheet1.bin.rels", relationships(parts.sheet_rels));
  for (const auto& part : parts.parts)
    add(part[0], part[2]);
  MUGAI_CHECK(writer.finish().has_value());
  return out.take();
}

}  // namespace mugai::testing
