// Fuzz target of text and CSV files.
//
// In:    the first byte chooses handler, name and policy, the rest is the file.
// Holds: what comes out is the same when it is rebuilt again, under the name that it then has; no cell of a table
// begins a
//        formula; no control character but TAB, CR and LF comes out.
#include <cstdint>
#include <string>
#include <string_view>

#include "lib/base/check.h"
#include "lib/formats/plain/csv.h"
#include "lib/formats/plain/csv_handler.h"
#include "lib/formats/plain/formula_cell.h"
#include "lib/formats/plain/text_handler.h"
#include "tests/support/lone_context.h"

namespace {

using namespace mugai;

struct Run {
  bool written = false;
  Buffer output;
};

Run run(Handler& handler, Bytes input, const std::string& name, const policy::Policy& policy) {
  testing::LoneContext context(name, policy);
  MemorySource source(input);
  MemorySink sink;
  Run result;
  result.written = handler.sanitize(source, sink, context).has_value();
  result.output = sink.take();
  return result;
}

void check_cells(Bytes output, const std::string& name) {
  std::string text(as_text(output));
  std::erase(text, '\r');
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  plain::CsvReader reader(text, plain::guess_separator(text, name.ends_with("tsv")));
  plain::CsvRow row;
  while (reader.next(row)) {
    for (const plain::CsvCell& cell : row)
      MUGAI_CHECK(!plain::is_formula(cell.text));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const bool table = (data[0] & 1) != 0;
  const std::string name = table ? ((data[0] & 2) != 0 ? "a.tsv" : "a.csv") : ((data[0] & 2) != 0 ? "a.ini" : "a.txt");
  policy::Policy policy;
  if ((data[0] & 4) != 0) policy.text_charset = policy::TextCharset::Keep;
  Handler& handler = table ? plain::csv_handler() : plain::text_handler();
  const Run first = run(handler, Bytes(data + 1, size - 1), name, policy);
  if (!first.written) return 0;
  for (const std::uint8_t byte : first.output)
    MUGAI_CHECK(byte >= 0x20 || byte == '\t' || byte == '\n' || byte == '\r');
  const bool utf8 = (data[0] & 4) == 0;
  if (table && utf8) check_cells(first.output, name);
  const Run second = run(handler, first.output, name, policy);
  MUGAI_CHECK(second.written && second.output == first.output);
  return 0;
}
