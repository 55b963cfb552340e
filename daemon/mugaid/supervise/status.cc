#include "daemon/mugaid/supervise/status.h"

#include "lib/audit/record.h"

namespace mugai::daemon {
namespace {

struct Metric {
  const char* name;
  const char* type;
  const char* help;
  std::uint64_t (*value)(const State&);
};

constexpr Metric kMetrics[] = {
    {"mugai_connections_total", "counter", "SMTP connections",
     [](const State& s) { return s.counters.connections.load(); }},
    {"mugai_connections_refused_total", "counter", "SMTP connections turned away",
     [](const State& s) { return s.counters.connections_refused.load(); }},
    {"mugai_sessions", "gauge", "SMTP sessions now", [](const State& s) { return s.counters.sessions_open.load(); }},
    {"mugai_messages_relayed_total", "counter", "messages that the next hop took",
     [](const State& s) { return s.counters.messages_relayed.load(); }},
    {"mugai_messages_deferred_total", "counter", "messages answered 4xx",
     [](const State& s) { return s.counters.messages_deferred.load(); }},
    {"mugai_messages_refused_total", "counter", "messages answered 5xx",
     [](const State& s) { return s.counters.messages_refused.load(); }},
    {"mugai_messages_duplicate_total", "counter", "messages that had been delivered before",
     [](const State& s) { return s.counters.messages_duplicate.load(); }},
    {"mugai_recipients_refused_total", "counter", "recipients refused",
     [](const State& s) { return s.counters.recipients_refused.load(); }},
    {"mugai_framing_faults_total", "counter", "bare CR, bare LF, NUL, unauthorised pipelining",
     [](const State& s) { return s.counters.framing_faults.load(); }},
    {"mugai_protocol_errors_total", "counter", "5xx replies",
     [](const State& s) { return s.counters.protocol_errors.load(); }},
    {"mugai_message_bytes_in_total", "counter", "bytes of messages that came in",
     [](const State& s) { return s.counters.bytes_in.load(); }},
    {"mugai_message_bytes_out_total", "counter", "bytes of messages sent on",
     [](const State& s) { return s.counters.bytes_out.load(); }},
    {"mugai_findings_total", "counter", "findings in messages sent on",
     [](const State& s) { return s.counters.findings.load(); }},
    {"mugai_drop_files_total", "counter", "files of the drop folder done",
     [](const State& s) { return s.counters.drop_files.load(); }},
    {"mugai_drop_blocked_total", "counter", "files of the drop folder blocked",
     [](const State& s) { return s.counters.drop_blocked.load(); }},
    {"mugai_drop_under_way", "gauge", "files of the drop folder being done",
     [](const State& s) { return s.counters.drop_waiting.load(); }},
    {"mugai_audit_failures_total", "counter", "audit records that could not be made durable",
     [](const State& s) { return s.counters.audit_failures.load(); }},
    {"mugai_audit_records", "gauge", "number of the newest durable audit record",
     [](const State& s) { return s.audit_seq; }},
    {"mugai_audit_flushes_total", "counter", "fdatasync calls of the audit log",
     [](const State& s) { return s.audit_flushes; }},
    {"mugai_deliveries_known", "gauge", "messages kept for duplicate recognition",
     [](const State& s) { return s.deliveries_known; }},
    {"mugai_next_hop_connections_total", "counter", "connections opened to the next hop",
     [](const State& s) { return s.next_hop_opened; }},
    {"mugai_next_hop_reused_total", "counter", "messages over a kept connection",
     [](const State& s) { return s.next_hop_reused; }},
    {"mugai_intake_stopped", "gauge", "1 while no mail is taken",
     [](const State& s) { return static_cast<std::uint64_t>(s.stopped ? 1 : 0); }},
    {"mugai_sandbox_degraded", "gauge", "1 where the kernel gives less than the full isolation",
     [](const State& s) { return static_cast<std::uint64_t>(s.engine.degraded() ? 1 : 0); }},
};

}  // namespace

std::string metrics_text(const State& state) {
  std::string out;
  for (const Metric& metric : kMetrics) {
    out +=
        std::string("# HELP ") + metric.name + ' ' + metric.help + "\n# TYPE " + metric.name + ' ' + metric.type + '\n';
    out += std::string(metric.name) + ' ' + std::to_string(metric.value(state)) + '\n';
  }
  const flow::EngineStats stats = state.engine.stats();
  out += "# HELP mugai_worker_processes_total worker processes\n# TYPE mugai_worker_processes_total counter\n";
  out += "mugai_worker_processes_total " + std::to_string(stats.processes) + '\n';
  out += "# HELP mugai_worker_starts_total starts of mugai-worker\n# TYPE mugai_worker_starts_total counter\n";
  out += "mugai_worker_starts_total " + std::to_string(stats.worker_starts) + '\n';
  out += "# HELP mugai_worker_ends_total how worker processes ended\n# TYPE mugai_worker_ends_total counter\n";
  for (const auto& [cause, count] : stats.ends) {
    out += "mugai_worker_ends_total{cause=\"" + cause + "\"} " + std::to_string(count) + '\n';
  }
  return out;
}

audit::Fields status_fields(const State& state) {
  audit::Fields fields;
  fields.emplace_back("ok", true);
  fields.emplace_back("version", std::string(MUGAI_VERSION));
  fields.emplace_back("intake", std::string(state.stopped ? "stopped" : "open"));
  fields.emplace_back("audit", std::string(state.audit_failing ? "failing" : "durable"));
  fields.emplace_back("started", audit::timestamp_jst(state.started_ms));
  constexpr std::string_view kPrefix = "mugai_";
  for (const Metric& metric : kMetrics) {
    fields.emplace_back(std::string(metric.name).substr(kPrefix.size()),
                        static_cast<std::int64_t>(metric.value(state)));
  }
  const flow::EngineStats stats = state.engine.stats();
  fields.emplace_back("worker_processes", static_cast<std::int64_t>(stats.processes));
  fields.emplace_back("worker_starts", static_cast<std::int64_t>(stats.worker_starts));
  return fields;
}

}  // namespace mugai::daemon
