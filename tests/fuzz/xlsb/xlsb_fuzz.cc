// Binary workbooks: the input is the records of one part, put into a whole package: sheet, workbook, styles, strings or
// comments by its first byte. What comes out is a package of SpreadsheetML that the next pass leaves as it is.
#include <cstdint>
#include <string>

#include "lib/base/check.h"
#include "lib/core/context.h"
#include "lib/formats/ooxml/handler.h"
#include "lib/formats/xlsb/handler.h"
#include "lib/policy/policy.h"
#include "tests/support/xlsb_builder.h"

using namespace mugai;

namespace {

// No processes and no other handlers: documents inside are refused.
class FuzzContext final : public Context {
 public:
  [[nodiscard]] const policy::Policy& policy() const noexcept override { return policy_; }
  [[nodiscard]] const FileClaim& claim() const noexcept override { return claim_; }
  [[nodiscard]] const MailValues& mail() const noexcept override { return mail_; }
  Budget& budget() noexcept override { return budget_; }
  void report(Finding /*finding*/) override {}
  Result<NestedOutcome> sanitize_child(const FileClaim& /*claim*/, const InputWriter& /*write_input*/) override {
    return NestedOutcome{};
  }

 private:
  policy::Policy policy_;
  FileClaim claim_;
  MailValues mail_;
  Budget budget_{BudgetLimits{}};
};

constexpr const char* kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

std::string relationship(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + kOffice + type + "\" Target=\"" + target + "\"/>";
}

Buffer package(unsigned which, const std::string& records) {
  testing::XlsbParts parts;
  testing::Bin cell;
  cell.record(5, testing::xlsb_cell(0).f64(42));
  parts.sheet = testing::xlsb_sheet(cell);
  switch (which % 5) {
    case 0:
      parts.sheet = records;
      break;
    case 1:
      parts.workbook = records;
      break;
    case 2:
      parts.extra_rels = relationship("rId2", "styles", "styles.bin");
      parts.parts = {{"xl/styles.bin", "application/vnd.ms-excel.styles", records}};
      break;
    case 3:
      parts.extra_rels = relationship("rId2", "sharedStrings", "sharedStrings.bin");
      parts.parts = {{"xl/sharedStrings.bin", "application/vnd.ms-excel.sharedStrings", records}};
      break;
    default:
      parts.sheet_rels = relationship("rId2", "comments", "../comments1.bin");
      parts.parts = {{"xl/comments1.bin", "application/vnd.ms-excel.comments", records}};
      break;
  }
  return testing::build_xlsb(parts);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > 64 * 1024) return 0;
  const std::string records(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Buffer input = package(data[0], records);
  FuzzContext context;
  MemorySource source{Bytes(input)};
  MemorySink out;
  if (!xlsb::handler().sanitize(source, out, context).has_value()) return 0;
  FuzzContext next;
  MemorySource first{Bytes(out.buffer())};
  MemorySink second;
  MUGAI_CHECK(ooxml::handler().sanitize(first, second, next).has_value());
  MUGAI_CHECK(second.buffer() == out.buffer());
  return 0;
}
