// Writer of ZIP files: the same members in the same order give the same bytes. Time 1980-01-01 00:00, version and
// attribute fields constant, bit 11 for names that are not ASCII, no data descriptors (sizes are written into the local
// header afterwards), no extra field but zip64 in the central directory where an offset needs it.
// Limits: a member below 4 GiB - 1 (Error TooLarge); names at most 65,535 bytes. Memory: one compressor's state and
// buffers, kept for all members, and the central directory.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "lib/base/bytes.h"
#include "lib/policy/policy.h"
#include "lib/stream/sink.h"

namespace mugai::zip {

class Writer {
 public:
  // `out` must outlive the writer and be empty or positioned where the archive begins: offsets count from out.size()
  // at this moment.
  Writer(OutputSink& out, policy::Compression compression);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Opens a member; between begin() and end() its bytes go to data(). `name` is UTF-8 with '/' between folders, not
  // empty; one that ends in '/' is a folder and is stored. Two members of one name are the caller's bug.
  Result<void> begin(std::string_view name, bool store = false);
  Sink& data();  // finish() on it does nothing
  Result<void> end();
  // begin, write, end.
  Result<void> add(std::string_view name, Bytes bytes, bool store = false);
  // Writes the central directory and finishes `out`.
  Result<void> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace mugai::zip
