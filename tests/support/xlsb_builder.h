// Small binary workbooks, honest ones and hostile ones, for tests, samples and fuzz seeds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/bytes.h"

namespace mugai::testing {

// Bytes put together: little endian.
class Bin {
 public:
  Bin& u8(std::uint32_t value);
  Bin& u16(std::uint32_t value);
  Bin& u32(std::uint64_t value);
  Bin& f64(double value);
  Bin& text(std::string_view ascii);  // count and UTF-16
  Bin& raw(std::string_view bytes);
  // A record: its number, its size, its data.
  Bin& record(std::uint32_t type, const Bin& data = {});
  // cce, rgce, cb, rgcb
  Bin& formula(const Bin& tokens, std::string_view extra = "");
  [[nodiscard]] const std::string& str() const noexcept { return bytes_; }

 private:
  std::string bytes_;
};

// Cells of a sheet: `cells` stand in row 1 of a whole sheet; `after` are records behind them.
Bin xlsb_cell(std::uint32_t column);
std::string xlsb_sheet(const Bin& cells, const Bin& after = {});

struct XlsbParts {
  std::string workbook;  // records between the sheets and the end
  std::string sheet;
  std::string extra_rels;                       // of the workbook, as Relationship elements
  std::string sheet_rels;                       // of the sheet
  std::vector<std::vector<std::string>> parts;  // name, content type, bytes
  std::string first_sheets;                     // BrtBundleSh records before the sheet "a"
};
Buffer build_xlsb(const XlsbParts& parts);

}  // namespace mugai::testing
