// Detection on any bytes under any name: an answer from the table, the same one each time.
#include <algorithm>
#include <cstdint>
#include <string>

#include "lib/base/check.h"
#include "lib/detect/detect.h"
#include "lib/detect/names.h"
#include "lib/detect/second.h"
#include "lib/detect/types.h"

// The first byte says how many of the following are the name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mugai;
  Bytes bytes(data, size);
  const std::size_t length = bytes.empty() ? 0 : std::min<std::size_t>(bytes[0], bytes.size() - 1);
  const std::string name = bytes.empty() ? std::string() : std::string(as_text(bytes.subspan(1, length)));
  const Bytes content = bytes.empty() ? bytes : bytes.subspan(1 + length);
  (void)detect::dangerous_name(name);
  MemorySource source(content);
  const FileClaim claim{.untrusted_name = name, .untrusted_mime_type = {}};
  const auto first = detect::identify(source, claim);
  MUGAI_CHECK(first.has_value());
  MUGAI_CHECK(detect::find_type(first->type) != nullptr);
  MUGAI_CHECK(detect::identify(source, claim)->type == first->type);
  for (const std::string_view type : {std::string_view(first->type), std::string_view("pdf"), std::string_view("gif"),
                                      std::string_view("exe"), std::string_view("zip")}) {
    MUGAI_CHECK(detect::second_format(source, type).has_value());
  }
  return 0;
}
