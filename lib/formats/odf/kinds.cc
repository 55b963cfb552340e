#include "lib/formats/odf/kinds.h"

namespace mugai::odf {
namespace {

// A master document holds text and links to other documents, whose text it has a copy of: it comes out as text without
// the links (ODF-012).
constexpr MainRow kMains[] = {
    {"application/vnd.oasis.opendocument.text", "odt", "fodt", "application/vnd.oasis.opendocument.text", Kind::Text},
    {"application/vnd.oasis.opendocument.text-template", "ott", "fodt",
     "application/vnd.oasis.opendocument.text-template", Kind::Text},
    {"application/vnd.oasis.opendocument.text-master", "odm", "fodt", "application/vnd.oasis.opendocument.text",
     Kind::Text},
    {"application/vnd.oasis.opendocument.spreadsheet", "ods", "fods", "application/vnd.oasis.opendocument.spreadsheet",
     Kind::Spreadsheet},
    {"application/vnd.oasis.opendocument.spreadsheet-template", "ots", "fods",
     "application/vnd.oasis.opendocument.spreadsheet-template", Kind::Spreadsheet},
    {"application/vnd.oasis.opendocument.presentation", "odp", "fodp",
     "application/vnd.oasis.opendocument.presentation", Kind::Presentation},
    {"application/vnd.oasis.opendocument.presentation-template", "otp", "fodp",
     "application/vnd.oasis.opendocument.presentation-template", Kind::Presentation},
    {"application/vnd.oasis.opendocument.graphics", "odg", "fodg", "application/vnd.oasis.opendocument.graphics",
     Kind::Drawing},
    {"application/vnd.oasis.opendocument.graphics-template", "otg", "fodg",
     "application/vnd.oasis.opendocument.graphics-template", Kind::Drawing},
};

struct BodyRow {
  Kind kind;
  std::string_view body, mime;
};
constexpr BodyRow kBodies[] = {
    {Kind::Text, "office:text", "application/vnd.oasis.opendocument.text"},
    {Kind::Spreadsheet, "office:spreadsheet", "application/vnd.oasis.opendocument.spreadsheet"},
    {Kind::Presentation, "office:presentation", "application/vnd.oasis.opendocument.presentation"},
    {Kind::Drawing, "office:drawing", "application/vnd.oasis.opendocument.graphics"},
    {Kind::Chart, "office:chart", "application/vnd.oasis.opendocument.chart"},
    {Kind::Formula, "math:math", "application/vnd.oasis.opendocument.formula"},
};

const BodyRow& row_of(Kind kind) noexcept {
  return kBodies[static_cast<std::size_t>(kind)];
}

}  // namespace

const MainRow* find_main(std::string_view mime) noexcept {
  for (const MainRow& row : kMains) {
    if (row.mime == mime) return &row;
  }
  return nullptr;
}

std::string_view body_of(Kind kind) noexcept {
  return row_of(kind).body;
}

std::string_view object_mime(Kind kind) noexcept {
  return row_of(kind).mime;
}

const Kind* find_body(std::string_view element) noexcept {
  for (const BodyRow& row : kBodies) {
    if (row.body == element) return &row.kind;
  }
  return nullptr;
}

}  // namespace mugai::odf
