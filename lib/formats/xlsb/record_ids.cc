#include "lib/formats/xlsb/record_ids.h"

namespace mugai::xlsb {
namespace {

// In the order of their numbers. What carries a risk says under which row; marks that open and close collections,
// windows, numbers that Excel counts again and copies for other versions go without a word.
constexpr LeftRecord kLeft[] = {
    {16, 16, "", "extension data"},
    {20, 34, "", "pivot items"},
    {40, 42, "", "index of rows"},
    {49, 53, "", "cell metadata"},
    {128, 136, "", "begin and end"},
    {138, 146, "", "begin and end"},
    {152, 152, "", "selection"},
    {154, 154, "", "recovery"},
    {155, 155, "", "begin and end"},
    {157, 157, "", "calculation settings"},
    {159, 160, "", "begin and end"},
    {162, 175, "", "filters"},
    {177, 178, "", "begin and end"},
    {201, 206, "XLSB-006", "connection"},
    {261, 268, "XLSB-006", "web connection"},
    {277, 279, "", "begin and end"},
    {332, 342, "", "metadata"},
    {353, 354, "", "begin and end"},
    {355, 356, "XLSB-004", "another workbook"},
    {357, 358, "", "this workbook"},
    {359, 361, "XLSB-004", "another workbook, DDE or OLE"},
    {363, 371, "XLSB-004", "values of another workbook"},
    {384, 387, "", "pivot caches"},
    {390, 391, "", "begin and end"},
    {397, 399, "", "window of another user"},
    {422, 425, "", "views of other users"},
    {428, 428, "", "data table"},
    {429, 430, "XLSB-006", "connections"},
    {431, 446, "XLSB-007", "query"},
    {447, 454, "XLSB-007", "query table"},
    {461, 472, "", "conditional format"},
    {473, 474, "", "colours"},
    {480, 480, "", "begin and end"},
    {495, 504, "", "scenarios and consolidation"},
    {506, 506, "", "begin and end"},
    {508, 513, "", "table styles"},
    {514, 529, "", "calculation order"},
    {534, 534, "", "file protection"},
    {536, 549, "", "views"},
    {553, 557, "XLSB-007", "web publishing"},
    {564, 572, "", "colours"},
    {573, 574, "", "begin and end"},
    {575, 576, "", "phonetic settings"},
    {577, 588, "XLSB-004", "name of another workbook"},
    {589, 598, "XLSB-007", "smart tag"},
    {603, 604, "", "begin and end"},
    {605, 610, "", "cell watches"},
    {611, 616, "", "begin and end"},
    {619, 620, "", "begin and end"},
    {628, 631, "", "begin and end"},
    {633, 634, "", "begin and end"},
    {636, 636, "", "begin and end"},
    {638, 640, "XLSB-007", "OLE object"},
    {643, 646, "XLSB-007", "ActiveX control"},
    {648, 659, "", "ignored errors and chart sheets"},
    {660, 662, "", "tables"},
    {664, 666, "XLSB-007", "function group"},
    {667, 667, "XLSB-004", "add-in"},
    {1024, 1045, "", "copies for other versions"},
    {1068, 1076, "XLSB-006", "connection"},
    {1117, 1151, "", "settings of later versions"},
    {2048, 2071, "", "settings of later versions"},
    {2072, 2090, "", "settings of later versions"},
    {2091, 2105, "", "settings of later versions"},
    {3072, 3073, "", "identifiers"},
    {4096, 4097, "", "metadata"},
    {5095, 5097, "", "settings of later versions"},
};

}  // namespace

const LeftRecord* find_left_record(std::uint32_t type) noexcept {
  for (const LeftRecord& row : kLeft) {
    if (type >= row.first && type <= row.last) return &row;
  }
  return nullptr;
}

}  // namespace mugai::xlsb
