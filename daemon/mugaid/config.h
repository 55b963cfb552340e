// Config: everything config/mugai.conf can say, read once at the start. The table in config.cc is the only list of
// keys; --check-config, the man page's test and the shipped file are held against it.
//
// In: an INI file and the command line. Out: Config, or one clear line that names file, line, key and what to do.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"

namespace mugai::daemon {

struct HostPort {
  std::string host;  // IPv4 or IPv6 address (without brackets) or, where allowed, a host name
  std::uint16_t port = 0;
};
// "127.0.0.1:25", "[::1]:25", "mail.example.lg.jp:25". Malformed otherwise.
Result<HostPort> parse_host_port(std::string_view text);

// Sizes in bytes, times in the unit of their name.
struct Config {
  std::string gateway_name;
  std::string gateway_language;  // "ja" or "en"

  HostPort smtp_listen;
  std::vector<std::string> smtp_allow;    // networks, checked by smtp_in::PeerList
  std::vector<std::string> smtp_domains;  // lower-case; ".example.jp" allows every subdomain
  std::uint64_t smtp_max_message_bytes = 0;
  std::uint64_t smtp_max_line_bytes = 0;
  std::uint64_t smtp_max_recipients = 0;
  std::uint64_t smtp_max_connections = 0;
  std::uint64_t smtp_max_connections_per_peer = 0;
  std::uint64_t smtp_max_commands = 0;
  std::uint64_t smtp_max_errors = 0;
  std::uint64_t smtp_command_seconds = 0;
  std::uint64_t smtp_data_seconds = 0;
  std::uint64_t smtp_session_seconds = 0;
  std::uint64_t smtp_greet_pause_ms = 0;

  HostPort relay_next_hop;
  std::uint64_t relay_timeout_seconds = 0;
  std::uint64_t relay_data_timeout_seconds = 0;
  std::uint64_t relay_max_idle = 0;
  std::uint64_t relay_idle_seconds = 0;
  std::uint64_t relay_duplicate_seconds = 0;

  std::string drop_in;  // empty: no drop folder
  std::string drop_out;
  std::string drop_quarantine;
  std::string drop_work;
  std::string drop_policy;
  std::uint64_t drop_settle_seconds = 0;
  std::uint64_t drop_max_file_bytes = 0;

  std::string spool_dir;
  std::string store_dir;
  std::string audit_dir;
  std::uint64_t audit_rotate_bytes = 0;

  std::string worker_path;  // empty: beside mugaid, then libexec
  std::uint64_t worker_count = 0;
  std::uint64_t worker_memory_bytes = 0;
  std::uint64_t worker_wall_seconds = 0;
  bool sandbox_degraded = false;

  std::string policy_default;
  std::string policy_dir;
  std::map<std::string, std::string> policy_map;  // recipient domain → policy

  std::string mail_trusted_hops;  // authserv-ids, separated by blanks
  std::string mail_trusted_ca;    // a file of certificates; empty: none
  bool mail_verify_dkim = false, mail_verify_spf = false;
  bool mail_client_is_sender = false;  // of SPF: the peer itself, else what Received says

  HostPort dns_server;  // empty host: none
  std::uint64_t dns_timeout_ms = 0;

  std::string control_socket;  // empty: none
  HostPort metrics_listen;     // port 0 and empty host: none
  bool metrics_enabled = false;
  std::uint64_t drain_seconds = 0;
};

// One row of the table: what the file may say.
struct Key {
  std::string_view name;
  std::string_view fallback;  // the default as text; "" with `required` means that the file must say
  bool required = false;
  std::string_view range;  // in words, for errors and the man page
  std::string_view words;  // what it is, with the unit
};
std::span<const Key> keys() noexcept;

// Reads INI text; `origin` is named in errors. Error Malformed: "mugai.conf:12: smtp.listen: …".
Result<Config> parse_config(const std::string& text, const std::string& origin);
Result<Config> read_config(const std::string& path);

struct CommandLine {
  std::string config = "/etc/mugai/mugai.conf";
  bool check_config = false;
  bool help = false;
  bool version = false;
  std::string demo_sink;  // HOST:PORT; empty: run the gateway
  std::string demo_dir;
};
// Malformed with one line that says what is wrong and what to do.
Result<CommandLine> parse_command_line(const std::vector<std::string>& arguments);
std::string usage();

}  // namespace mugai::daemon
