// Numbers of the records that are read (MS-XLSB 2.3.1), and which of the others are left behind without a word.
#pragma once

#include <cstdint>
#include <string_view>

namespace mugai::xlsb {

enum Id : std::uint32_t {
  kRowHeader = 0,
  kCellBlank = 1,
  kCellRk = 2,
  kCellError = 3,
  kCellBool = 4,
  kCellReal = 5,
  kCellText = 6,
  kCellSharedText = 7,
  kFormulaText = 8,
  kFormulaNumber = 9,
  kFormulaBool = 10,
  kFormulaError = 11,
  kSharedItem = 19,
  kName = 39,
  kFont = 43,
  kFormat = 44,
  kFill = 45,
  kBorder = 46,
  kXf = 47,
  kStyle = 48,
  kColumnInfo = 60,
  kCellRichText = 62,
  kValidation = 64,
  kBeginSheetView = 137,
  kSheetProperties = 147,
  kDimension = 148,
  kPane = 151,
  kWorkbookProperties = 153,
  kSheet = 156,
  kBookView = 158,
  kBeginFilter = 161,
  kMergeCell = 176,
  kIndexedColor = 475,
  kBreak = 396,
  kBeginRowBreaks = 392,
  kEndRowBreaks = 393,
  kBeginColumnBreaks = 394,
  kEndColumnBreaks = 395,
  kExternSheets = 362,
  kSupportingBook = 355,
  kSupportingSelf = 357,
  kSupportingSame = 358,
  kSupportingAddin = 667,
  kArrayFormula = 426,
  kSharedFormula = 427,
  kDataTable = 428,
  kMargins = 476,
  kPrintOptions = 477,
  kPageSetup = 478,
  kHeaderFooter = 479,
  kSheetFormat = 485,
  kHyperlink = 494,
  kBeginDxfs = 505,
  kDxf = 507,
  kSheetProtection = 535,
  kDrawing = 550,
  kLegacyDrawing = 551,
  kBackground = 562,
  kBeginCellXfs = 617,
  kEndCellXfs = 618,
  kBeginStyleXfs = 626,
  kEndStyleXfs = 627,
  kAuthor = 632,
  kBeginComment = 635,
  kCommentText = 637,
};

// What is done with a record that no reader takes.
struct LeftRecord {
  std::uint32_t first, last;  // inclusive
  std::string_view id;        // the catalogue row; empty: nothing that a person would miss, not told
  std::string_view what;
};
// nullptr: a number that is not known here (XLSB-009).
const LeftRecord* find_left_record(std::uint32_t type) noexcept;

}  // namespace mugai::xlsb
