// Writer: appends records to the audit log and makes them durable, many at a time.
//
// A record is written (write(2)) in the order of the calls, at once, by the calling thread; one flush thread calls
// fdatasync(2) for all records that came meanwhile and then tells their callers. So a record survives the death of the
// process as soon as append() has returned, and the loss of power as soon as `done` was called.
//
// Limits: one writer a folder (held by a lock file). A new file is begun at `rotate_bytes` and on each new day (JST).
// Where a write fails the log is cut back to its last whole record and the record's caller is told; the next append
// tries again. Known gap: retention (removal of old files) is the operator's, by date of the file.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "lib/audit/record.h"
#include "lib/base/result.h"

namespace mugai::audit {

struct WriterOptions {
  std::string folder;                      // created (0750) where absent
  std::uint64_t rotate_bytes = 64u << 20;  // begin a new file at this size
  bool durable = true;                     // false: no fdatasync; for tests alone
  std::function<std::int64_t()> clock_ms;  // milliseconds since 1970 UTC; empty for the system's clock
};

class Writer {
 public:
  // Called once a record is durable (its sequence number), or with the Error that prevented it. Runs on the flush
  // thread, or inside append() where nothing was written; must not block and must not call the writer.
  using Done = std::function<void(Result<std::uint64_t>)>;

  // Opens or begins the log. A torn last line (the process or the power died in a write) is cut off and a record says
  // so. Error: Io; Malformed or BadChecksum where the newest file is damaged otherwise (see `mugaictl audit verify`);
  // Forbidden where another writer holds the folder.
  static Result<std::unique_ptr<Writer>> open(WriterOptions options);
  virtual ~Writer() = default;

  // Thread-safe. The record is in the file when this returns; `done` tells when it is durable.
  virtual void append(const Record& record, Done done) = 0;
  // Thread-safe; returns once the record is durable.
  Result<std::uint64_t> append_and_wait(const Record& record);
  // Sequence number and hash of the newest durable record.
  virtual std::uint64_t last_seq() const = 0;
  virtual std::uint64_t flushes() const = 0;  // how often fdatasync was called
};

// Names of the log's files in order; empty where there is none. Error: Io.
Result<std::vector<std::string>> log_files(const std::string& folder);

inline constexpr std::string_view kHeadFile = "head";  // sequence number and hash of the newest durable record
inline constexpr std::string_view kLockFile = "lock";

}  // namespace mugai::audit
