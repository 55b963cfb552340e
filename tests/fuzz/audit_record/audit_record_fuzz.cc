// A line of the audit log or of the control socket: what is read is written again the same way a second time, and any
// text makes a record that reads back as one line.
#include <cstdint>
#include <string>
#include <string_view>

#include "lib/audit/record.h"
#include "lib/base/bytes.h"
#include "lib/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mugai::audit;
  const std::string_view text = mugai::as_text({data, size});
  if (const auto fields = parse_line(text)) {
    const std::string line = to_line(*fields);
    const auto again = parse_line(line);
    MUGAI_CHECK(again.has_value() && to_line(*again) == line);
  }
  static_cast<void>(decode(text));
  Record record;
  record.user = text;
  record.more.emplace_back("list", StringList{std::string(text), std::string(text)});
  std::string hash;
  std::string line = encode(record, 1, 0, kGenesis, hash);
  MUGAI_CHECK(line.find('\n') == line.size() - 1);
  line.pop_back();
  MUGAI_CHECK(decode(line).has_value());
  return 0;
}
