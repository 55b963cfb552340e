// Charsets of one byte a character, by generated table, and ASCII. What is not assigned is U+FFFD.
#include "lib/base/check.h"
#include "lib/text/decoders.h"
#include "lib/text/tables/tables.h"

namespace mugai::text {

void decode_single_byte(Bytes bytes, Charset charset, Scrubber& out) {
  const std::uint16_t* table = nullptr;
  if (charset != Charset::Ascii) {
    MUGAI_CHECK(charset >= Charset::Iso8859_2);
    const std::size_t index = static_cast<std::size_t>(charset) - static_cast<std::size_t>(Charset::Iso8859_2);
    MUGAI_CHECK(index < tables::kSingleByteCount);
    table = tables::kSingleByteCells[index];
  }
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (const std::size_t next = pass_plain(bytes, at, out); next != at) {
      at = next;
      continue;
    }
    const std::uint8_t byte = bytes[at++];
    if (byte < 0x80) {
      out.put(byte);
    } else {
      out.put_cell(table == nullptr ? 0U : table[byte - 0x80]);
    }
  }
}

}  // namespace mugai::text
