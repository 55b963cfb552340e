// Fuzz target of CMaps and calculator functions.
//
// In:    the first byte chooses (ToUnicode, encoding, calculator function), the rest is the program.
// Holds: what passes is a fixed point in which nothing more is found.
#include <cstdint>

#include "lib/base/check.h"
#include "lib/formats/pdf/content/calculator.h"
#include "lib/formats/pdf/content/cmap.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mugai;
  using namespace mugai::pdf;
  if (size == 0) return 0;
  const Bytes program(data + 1, size - 1);
  Buffer once, twice;
  if (data[0] % 3 == 2) {
    if (!rewrite_calculator(program, once)) return 0;
    MUGAI_CHECK(once.size() <= size);
    MUGAI_CHECK(rewrite_calculator(once, twice).has_value() && once == twice);
    return 0;
  }
  const CMapKind kind = data[0] % 3 == 0 ? CMapKind::ToUnicode : CMapKind::Encoding;
  ContentReport report, second;
  const auto info = rewrite_cmap(program, kind, once, report);
  if (!info) return 0;
  MUGAI_CHECK(once.size() <= 1024 + 64 * size);
  const auto again = rewrite_cmap(once, kind, twice, second);
  MUGAI_CHECK(again.has_value() && once == twice);
  MUGAI_CHECK(second.findings.empty() && again->mappings == info->mappings && again->uses == info->uses);
  return 0;
}
