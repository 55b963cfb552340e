// Counters: what the daemon counts since its start, for the metrics page and `mugaictl status`. Thread-safe.
#pragma once

#include <atomic>
#include <cstdint>

namespace mugai::flow {

struct Counters {
  using Count = std::atomic<std::uint64_t>;
  Count connections{0};
  Count connections_refused{0};
  Count sessions_open{0};
  Count messages_relayed{0};
  Count messages_deferred{0};
  Count messages_refused{0};
  Count messages_duplicate{0};
  Count recipients_refused{0};
  Count framing_faults{0};
  Count protocol_errors{0};
  Count bytes_in{0};
  Count bytes_out{0};
  Count findings{0};
  Count drop_files{0};
  Count drop_blocked{0};
  Count drop_waiting{0};
  Count audit_failures{0};
};

}  // namespace mugai::flow
