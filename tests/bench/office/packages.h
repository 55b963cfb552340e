// Makes clean Office packages of a wanted size: a workbook with one sheet, a document with one story.
#pragma once

#include <cstdint>

#include "lib/base/result.h"
#include "lib/stream/sink.h"

namespace mugai::bench {

// A workbook whose sheet XML has about `xml_bytes` bytes: shared strings by index, numbers, formulas with cached
// values, inline Japanese text. The same size gives the same bytes. Finishes `out`.
Result<void> write_workbook(std::uint64_t xml_bytes, OutputSink& out);
// A document whose story has about `xml_bytes` bytes of paragraphs with runs and properties; 0 makes an empty one.
Result<void> write_document(std::uint64_t xml_bytes, OutputSink& out);

}  // namespace mugai::bench
