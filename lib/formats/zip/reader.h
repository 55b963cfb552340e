// Strict reader of ZIP containers. Fail closed: a file that two readers could see differently is refused.
//
// The whole structure is read and checked at open(): end of central directory, zip64 records, every central header,
// every local header, every data descriptor, and that each byte of the file belongs to exactly one of them. libzip with
// consistency checks then reads the same directory and must agree (second_opinion.h). Member data is read by extract().
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "lib/core/context.h"
#include "lib/formats/zip/entry.h"
#include "lib/stream/sink.h"
#include "lib/stream/source.h"

namespace mugai::zip {

class Reader {
 public:
  // `source` and `ctx` must outlive the reader. Charges the number of members to the budget. What was found and is
  // simply left behind (prefix, trailing data, comments, extra fields, link attributes) is reported as Removed;
  // what makes the file unacceptable is reported as Blocked with its catalogue ID, and an Error is returned.
  static Result<Reader> open(Source& source, Mode mode, Context& ctx);
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  // In the order of the central directory.
  [[nodiscard]] const std::vector<Entry>& entries() const noexcept;
  // nullptr where there is none. Opc: ASCII case is ignored (OPC 6.2.2.3); Archive: exact bytes.
  [[nodiscard]] const Entry* find(std::string_view raw_name) const;
  // Writes the member's bytes to `into` without finishing it. Charges entry.unpacked to `budget` first. Errors:
  // Encrypted, Unsupported (method), Malformed, Truncated, BadChecksum (size or CRC), TooLarge (ratio, budget), and
  // what `into` returns; a damaged member is also reported as Blocked. `entry` is one of entries().
  Result<void> extract(const Entry& entry, Sink& into, Budget& budget);
  // As extract(), into memory, where the member is at most `limit` bytes; else TooLarge.
  Result<Buffer> read(const Entry& entry, std::uint64_t limit, Budget& budget);

 private:
  struct State;
  explicit Reader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace mugai::zip
