// The graph of a binary workbook's package: which parts are converted, which are carried over to be judged by the ooxml
// handler, which go at once.
//
// In:  the ZIP reader. Out: the parts that the new package will have, each with its relationships. Reports what goes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/formats/ooxml/package.h"
#include "lib/formats/ooxml/reporter.h"
#include "lib/formats/zip/reader.h"

namespace mugai::xlsb {

enum class Work : std::uint8_t { Workbook, Sheet, ChartSheet, SharedStrings, Styles, Comments, CarryOver };

struct PackagePart {
  std::string output_name;
  std::string content_type;  // of the output
  Work work = Work::CarryOver;
  const zip::Entry* entry = nullptr;
  std::vector<ooxml::Relationship> relationships;  // `kept`, `part` are set
};

struct PackageGraph {
  std::vector<ooxml::Relationship> root;
  std::vector<PackagePart> parts;  // the workbook first
};

// Errors: those of the reader; Malformed; Unsupported (no binary workbook); Ambiguous (XLSB-010).
Result<PackageGraph> walk_package(zip::Reader& reader, Context& context, ooxml::Reporter& reporter);

}  // namespace mugai::xlsb
