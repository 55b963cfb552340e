// What the daemon tells about itself: the metrics page and the answer to `mugaictl status`.
#pragma once

#include <functional>
#include <string>

#include "daemon/mugaid/flow/counters.h"
#include "daemon/mugaid/flow/engine.h"
#include "lib/audit/flat_json.h"

namespace mugai::daemon {

struct State {
  const flow::Counters& counters;
  const flow::Engine& engine;
  bool stopped = false;
  bool audit_failing = false;
  std::uint64_t audit_seq = 0;
  std::uint64_t audit_flushes = 0;
  std::uint64_t deliveries_known = 0;
  std::uint64_t next_hop_opened = 0;
  std::uint64_t next_hop_reused = 0;
  std::int64_t started_ms = 0;
};

// Prometheus text form, version 0.0.4.
std::string metrics_text(const State& state);
audit::Fields status_fields(const State& state);

// What mugaictl may ask for. Set by main.
struct Commands {
  std::function<audit::Fields()> status;
  std::function<std::string()> metrics;
  std::function<void(bool stopped, const std::string& who)> set_stopped;
  std::function<std::string(const std::string& who)> reload;  // empty: done; else what is wrong
  // Records that somebody looks into the audit log or the quarantine, and for what. Empty: recorded; else what is wrong.
  std::function<std::string(const std::string& who, const std::string& action, const std::string& query)> looked_up;
};

}  // namespace mugai::daemon
