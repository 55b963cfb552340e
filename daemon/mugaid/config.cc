// The configuration: one table of keys, the INI reader of Boost.Program_options, and the command line.
#include "daemon/mugaid/config.h"

#include <algorithm>
#include <array>
#include <boost/program_options.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"

namespace mugai::daemon {
namespace {

namespace po = boost::program_options;

constexpr std::uint64_t kMi = std::uint64_t{1} << 20;
constexpr std::uint64_t kGi = std::uint64_t{1} << 30;

Error bad(std::string words) {
  return make_error(ErrorCode::Malformed, std::move(words));
}

using Setter = Result<void> (*)(Config&, std::string_view);

template <std::uint64_t Config::*Member, std::uint64_t Min, std::uint64_t Max>
Result<void> number(Config& config, std::string_view value) {
  const auto parsed = ascii::parse_decimal(value);
  if (!parsed || *parsed < Min || *parsed > Max) {
    return bad("write a whole number from " + std::to_string(Min) + " to " + std::to_string(Max));
  }
  config.*Member = *parsed;
  return ok();
}

template <std::string Config::*Member>
Result<void> path(Config& config, std::string_view value) {
  if (!value.empty() && value.front() != '/') return bad("write a full path that begins with /");
  config.*Member = value;
  while ((config.*Member).size() > 1 && (config.*Member).back() == '/')
    (config.*Member).pop_back();
  return ok();
}

template <std::string Config::*Member>
Result<void> text(Config& config, std::string_view value) {
  config.*Member = value;
  return ok();
}

bool is_host_name(std::string_view name) {
  return !name.empty() && name.size() <= 253 &&
         std::all_of(name.begin(), name.end(), [](char c) { return ascii::is_alnum(c) || c == '-' || c == '.'; });
}

Result<void> gateway_name(Config& config, std::string_view value) {
  if (!is_host_name(value)) return bad("write a host name as mugai.city.example.lg.jp");
  config.gateway_name = value;
  return ok();
}

Result<void> language(Config& config, std::string_view value) {
  if (value != "ja" && value != "en") return bad("write ja or en");
  config.gateway_language = value;
  return ok();
}

template <HostPort Config::*Member>
Result<void> host_port(Config& config, std::string_view value) {
  TRY_ASSIGN(config.*Member, parse_host_port(value));
  return ok();
}

Result<void> metrics(Config& config, std::string_view value) {
  config.metrics_enabled = !value.empty();
  return value.empty() ? ok() : host_port<&Config::metrics_listen>(config, value);
}

// Items between commas, without the spaces around them.
std::vector<std::string> split_list(std::string_view value) {
  std::vector<std::string> items;
  while (!value.empty()) {
    const std::size_t comma = value.find(',');
    const std::string_view item = ascii::trim(value.substr(0, comma));
    if (!item.empty()) items.emplace_back(item);
    if (comma == std::string_view::npos) break;
    value.remove_prefix(comma + 1);
  }
  return items;
}

Result<void> allow(Config& config, std::string_view value) {
  config.smtp_allow = split_list(value);
  return ok();
}

// Names as RFC 8601 has them, handed on separated by blanks.
Result<void> trusted_hops(Config& config, std::string_view value) {
  config.mail_trusted_hops.clear();
  for (const std::string& name : split_list(ascii::lower(value))) {
    if (!is_host_name(name)) return bad("\"" + name + "\" is no name of a mail server; write mx.pref.example.lg.jp");
    config.mail_trusted_hops += (config.mail_trusted_hops.empty() ? "" : " ") + name;
  }
  return ok();
}

Result<void> verify(Config& config, std::string_view value) {
  if (value != "off" && value != "dkim" && value != "spf" && value != "both") {
    return bad("write off, dkim, spf or both");
  }
  config.mail_verify_dkim = value == "dkim" || value == "both";
  config.mail_verify_spf = value == "spf" || value == "both";
  return ok();
}

Result<void> spf_client(Config& config, std::string_view value) {
  if (value != "received" && value != "peer") return bad("write received or peer");
  config.mail_client_is_sender = value == "peer";
  return ok();
}

Result<void> dns_server(Config& config, std::string_view value) {
  config.dns_server = {};
  return value.empty() ? ok() : host_port<&Config::dns_server>(config, value);
}

Result<void> domains(Config& config, std::string_view value) {
  config.smtp_domains = split_list(ascii::lower(value));
  for (const std::string& domain : config.smtp_domains) {
    if (!is_host_name(domain))
      return bad("\"" + domain + "\" is no domain; write city.example.lg.jp, or .example.lg.jp for all below it");
  }
  return ok();
}

// "domain:policy, domain:policy"
Result<void> policy_map(Config& config, std::string_view value) {
  config.policy_map.clear();
  for (const std::string& item : split_list(value)) {
    const std::size_t colon = item.find(':');
    if (colon == std::string::npos || colon == 0 || colon + 1 == item.size()) {
      return bad("write pairs as city.example.lg.jp:strict, school.example.lg.jp:lenient");
    }
    config.policy_map[ascii::lower(ascii::trim(item.substr(0, colon)))] = ascii::trim(item.substr(colon + 1));
  }
  return ok();
}

Result<void> degraded(Config& config, std::string_view value) {
  if (value != "refuse" && value != "degraded") return bad("write refuse or degraded");
  config.sandbox_degraded = value == "degraded";
  return ok();
}

// Not built yet: a value would promise what is not done.
Result<void> must_be_empty(Config& /*config*/, std::string_view value) {
  return value.empty() ? ok() : bad("this version has no scanner interface; leave the key out");
}

struct Row {
  Key key;
  Setter set;
};

constexpr std::array kRows = {
    Row{{"gateway.name", "", true, "a host name", "name of this gateway in greetings, Received fields and notices"},
        gateway_name},
    Row{{"gateway.language", "ja", false, "ja or en", "language of the notice in each mail"}, language},
    Row{{"gateway.drain_seconds", "30", false, "1..600 seconds", "how long SIGTERM waits for messages under way"},
        number<&Config::drain_seconds, 1, 600>},

    Row{{"smtp.listen", "127.0.0.1:10025", false, "ADDRESS:PORT", "where mail comes in; port 0 takes any free one"},
        host_port<&Config::smtp_listen>},
    Row{{"smtp.allow", "127.0.0.1, ::1", false, "IP addresses and networks, comma-separated",
         "who may hand in mail; nobody else is talked to"},
        allow},
    Row{{"smtp.domains", "", true, "domains, comma-separated; .example.jp is everything below example.jp",
         "recipient domains that are taken; all others are refused"},
        domains},
    Row{{"smtp.max_message_bytes", "52428800", false, "1024..2147483648 bytes", "largest message"},
        number<&Config::smtp_max_message_bytes, 1024, 2 * kGi>},
    Row{{"smtp.max_line_bytes", "65536", false, "998..1048576 bytes", "longest line of a message"},
        number<&Config::smtp_max_line_bytes, 998, kMi>},
    Row{{"smtp.max_recipients", "100", false, "1..1000", "recipients of one message"},
        number<&Config::smtp_max_recipients, 1, 1000>},
    Row{{"smtp.max_connections", "200", false, "1..10000", "connections at a time"},
        number<&Config::smtp_max_connections, 1, 10'000>},
    Row{{"smtp.max_connections_per_peer", "100", false, "1..10000", "connections at a time from one address"},
        number<&Config::smtp_max_connections_per_peer, 1, 10'000>},
    Row{{"smtp.max_commands", "1500", false, "10..100000", "commands of a session since its last message"},
        number<&Config::smtp_max_commands, 10, 100'000>},
    Row{{"smtp.max_errors", "20", false, "1..1000", "refused commands of a session"},
        number<&Config::smtp_max_errors, 1, 1000>},
    Row{{"smtp.command_seconds", "300", false, "1..3600 seconds", "longest wait for a command"},
        number<&Config::smtp_command_seconds, 1, 3600>},
    Row{{"smtp.data_seconds", "1800", false, "1..86400 seconds", "longest time for one message to come in"},
        number<&Config::smtp_data_seconds, 1, 86'400>},
    Row{{"smtp.session_seconds", "7200", false, "10..86400 seconds", "longest session"},
        number<&Config::smtp_session_seconds, 10, 86'400>},
    Row{{"smtp.greet_pause_ms", "0", false, "0..60000 milliseconds",
         "wait before the greeting; who speaks first is refused"},
        number<&Config::smtp_greet_pause_ms, 0, 60'000>},

    Row{{"relay.next_hop", "", true, "HOST:PORT", "the mail server behind the gateway"},
        host_port<&Config::relay_next_hop>},
    Row{{"relay.timeout_seconds", "30", false, "1..600 seconds",
         "longest wait for the next hop: connection and each reply"},
        number<&Config::relay_timeout_seconds, 1, 600>},
    Row{{"relay.data_timeout_seconds", "240", false, "1..1800 seconds",
         "longest wait for the next hop's reply to a message"},
        number<&Config::relay_data_timeout_seconds, 1, 1800>},
    Row{{"relay.max_idle", "20", false, "0..1000", "connections to the next hop that are kept open"},
        number<&Config::relay_max_idle, 0, 1000>},
    Row{{"relay.idle_seconds", "60", false, "1..3600 seconds", "how long they are kept"},
        number<&Config::relay_idle_seconds, 1, 3600>},
    Row{{"relay.duplicate_seconds", "86400", false, "60..864000 seconds",
         "how long a delivered message is known whose reply the client may have missed"},
        number<&Config::relay_duplicate_seconds, 60, 864'000>},

    Row{{"drop.in", "", false, "a folder, or empty for none", "files put here are cleaned"}, path<&Config::drop_in>},
    Row{{"drop.out", "", false, "a folder", "cleaned files and reports"}, path<&Config::drop_out>},
    Row{{"drop.quarantine", "", false, "a folder", "originals of blocked files"}, path<&Config::drop_quarantine>},
    Row{{"drop.work", "", false, "a folder; empty: .work in drop.quarantine",
         "files under way; on the same file system as the other three"},
        path<&Config::drop_work>},
    Row{{"drop.policy", "", false, "a policy's name or file; empty: policy.default", "policy of dropped files"},
        text<&Config::drop_policy>},
    Row{{"drop.settle_seconds", "2", false, "0..600 seconds",
         "how long a file must be unchanged where the system cannot tell that it is complete"},
        number<&Config::drop_settle_seconds, 0, 600>},
    Row{{"drop.max_file_bytes", "1073741824", false, "1024..17179869184 bytes", "largest file"},
        number<&Config::drop_max_file_bytes, 1024, 16 * kGi>},

    Row{{"spool.dir", "/var/spool/mugai", false, "a folder",
         "large messages while they come in (files without a name)"},
        path<&Config::spool_dir>},
    Row{{"store.dir", "/var/lib/mugai/store", false, "a folder", "receipt counter and journal of deliveries"},
        path<&Config::store_dir>},
    Row{{"audit.dir", "/var/lib/mugai/audit", false, "a folder", "audit log"}, path<&Config::audit_dir>},
    Row{{"audit.rotate_bytes", "67108864", false, "65536..1073741824 bytes",
         "a new file of the audit log begins at this size and each day"},
        number<&Config::audit_rotate_bytes, 65'536, kGi>},

    Row{{"worker.path", "", false, "a program; empty: beside mugaid, then in libexec", "mugai-worker"},
        path<&Config::worker_path>},
    Row{{"worker.count", "0", false, "0..256; 0: twice the processors", "files inspected at a time"},
        number<&Config::worker_count, 0, 256>},
    Row{{"worker.memory_bytes", "268435456", false, "67108864..8589934592 bytes", "memory of one inspection"},
        number<&Config::worker_memory_bytes, 64 * kMi, 8 * kGi>},
    Row{{"worker.wall_seconds", "60", false, "1..600 seconds", "longest inspection of one file"},
        number<&Config::worker_wall_seconds, 1, 600>},
    Row{{"sandbox.kernel", "refuse", false, "refuse or degraded",
         "what to do where the kernel lacks Landlock or seccomp"},
        degraded},

    Row{{"policy.default", "standard", false, "strict, standard, lenient or a file",
         "policy of every recipient that policy.map does not name"},
        text<&Config::policy_default>},
    Row{{"policy.dir", "/etc/mugai/policies", false, "a folder", "where policies are looked up by name"},
        path<&Config::policy_dir>},
    Row{{"policy.map", "", false, "domain:policy, comma-separated", "policies by recipient domain"}, policy_map},

    Row{{"mail.trusted_hops", "", false, "host names, comma-separated",
         "mail servers before this one whose Authentication-Results are believed and kept"},
        trusted_hops},
    Row{{"mail.trusted_ca", "", false, "a file of at most 32 KiB, or empty for none",
         "certificates (PEM) of the authorities whose S/MIME signatures are trusted"},
        path<&Config::mail_trusted_ca>},
    Row{{"mail.verify", "off", false, "off, dkim, spf or both",
         "what is asked of DNS about the sender of each mail; told in Authentication-Results and the notice"},
        verify},
    Row{{"mail.spf_client", "received", false, "received or peer",
         "whose address SPF is about: as our mail server's Received field says, or whoever hands mail in"},
        spf_client},

    Row{{"dns.server", "", false, "ADDRESS:PORT, or empty for none", "the DNS server that mail.verify asks"},
        dns_server},
    Row{{"dns.timeout_ms", "3000", false, "100..10000 milliseconds", "longest wait for it"},
        number<&Config::dns_timeout_ms, 100, 10'000>},

    Row{{"control.socket", "/run/mugai/control", false, "a path, or empty for none", "socket of mugaictl"},
        path<&Config::control_socket>},
    Row{{"metrics.listen", "", false, "ADDRESS:PORT, or empty for none", "metrics in Prometheus text form by HTTP"},
        metrics},
    Row{{"scan.clamd", "", false, "empty", "reserved for the virus scanner"}, must_be_empty},
};

const Row* find_row(std::string_view name) {
  const auto* const row = std::find_if(kRows.begin(), kRows.end(), [&](const Row& r) { return r.key.name == name; });
  return row == kRows.end() ? nullptr : row;
}

// Line on which "section.key" is set, from 1; 0 where it is not.
std::size_t line_of(const std::string& ini, const std::string& wanted) {
  std::istringstream in(ini);
  std::string section;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    const std::string_view trimmed = ascii::trim(std::string_view(line).substr(0, line.find('#')));
    if (trimmed.size() > 2 && trimmed.front() == '[' && trimmed.back() == ']') {
      section = trimmed.substr(1, trimmed.size() - 2);
      continue;
    }
    const std::string_view key = ascii::trim(trimmed.substr(0, trimmed.find('=')));
    if (!key.empty() && (section.empty() ? std::string(key) : section + "." + std::string(key)) == wanted)
      return number;
  }
  return 0;
}

// First line that is no comment, section or setting, from 1; 0 where there is none.
std::size_t unreadable_line(const std::string& ini) {
  std::istringstream in(ini);
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    const std::string_view trimmed = ascii::trim(std::string_view(line).substr(0, line.find('#')));
    const bool section = trimmed.size() > 2 && trimmed.front() == '[' && trimmed.back() == ']';
    const std::size_t equals = trimmed.find('=');
    if (!trimmed.empty() && !section && (equals == 0 || equals == std::string_view::npos)) return number;
  }
  return 0;
}

Error at(const std::string& origin, const std::string& ini, const std::string& key, const std::string& words) {
  const std::size_t line = line_of(ini, key);
  std::string place = origin;
  if (line > 0) place += ":" + std::to_string(line);
  return bad(place + ": " + key + ": " + words);
}

// The known key that differs from `name` in its section only, or shares its beginning: what was meant, perhaps.
std::string_view nearest_key(std::string_view name) {
  const std::string_view last = name.substr(std::min(name.rfind('.') + 1, name.size()));
  for (const Row& row : kRows) {
    if (row.key.name.substr(row.key.name.find('.') + 1) == last) return row.key.name;
  }
  for (const Row& row : kRows) {
    if (last.size() >= 4 && row.key.name.find(last.substr(0, 4)) != std::string_view::npos) return row.key.name;
  }
  return {};
}

// "section.key" → value; later settings of the same key are an error.
Result<std::map<std::string, std::string>> read_ini(const std::string& ini, const std::string& origin) {
  std::map<std::string, std::string> values;
  try {
    std::istringstream in(ini);
    const po::options_description none;
    const auto parsed = po::parse_config_file<char>(in, none, true);
    for (const auto& option : parsed.options) {
      const std::string key = utf8::one_line(option.string_key, 100);
      if (!values.emplace(key, option.value.empty() ? std::string() : option.value.front()).second) {
        return at(origin, ini, key, "is set twice; leave one");
      }
    }
  } catch (const std::exception& error) {
    constexpr const char* kForm = "write \"[section]\" or \"key = value\", and comments after #";
    if (const std::size_t line = unreadable_line(ini); line > 0)
      return bad(origin + ":" + std::to_string(line) + ": cannot be understood; " + kForm);
    return bad(origin + ": " + utf8::one_line(error.what(), 200) + "; " + kForm);
  }
  return values;
}

Result<void> check_whole(const Config& config, const std::string& origin) {
  if (!config.drop_in.empty() && (config.drop_out.empty() || config.drop_quarantine.empty())) {
    return bad(origin + ": drop.in: set drop.out and drop.quarantine too");
  }
  if ((config.mail_verify_dkim || config.mail_verify_spf) && config.dns_server.host.empty()) {
    return bad(origin + ": mail.verify: set dns.server too, as 127.0.0.1:53");
  }
  for (const std::string* folder : {&config.spool_dir, &config.store_dir, &config.audit_dir}) {
    if (folder->empty()) return bad(origin + ": spool.dir, store.dir and audit.dir must not be empty");
  }
  return ok();
}

Error missing(const std::string& origin, const Key& key) {
  return bad(origin + ": " + std::string(key.name) + ": is missing; set it: " + std::string(key.words));
}

}  // namespace

std::span<const Key> keys() noexcept {
  static const std::array<Key, kRows.size()> all = [] {
    std::array<Key, kRows.size()> list{};
    std::transform(kRows.begin(), kRows.end(), list.begin(), [](const Row& row) { return row.key; });
    return list;
  }();
  return all;
}

Result<HostPort> parse_host_port(std::string_view value) {
  const Error wrong = bad("write ADDRESS:PORT as 127.0.0.1:10025 or [::1]:10025");
  const std::size_t colon = value.rfind(':');
  if (colon == std::string_view::npos) return wrong;
  std::string_view host = value.substr(0, colon);
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  const auto port = ascii::parse_decimal(value.substr(colon + 1));
  const bool host_good = bracketed ? host.find(':') != std::string_view::npos : is_host_name(host);
  if (!host_good || !port || *port > 65'535) return wrong;
  return HostPort{std::string(host), static_cast<std::uint16_t>(*port)};
}

Result<Config> parse_config(const std::string& ini, const std::string& origin) {
  TRY_ASSIGN(const auto values, read_ini(ini, origin));
  for (const auto& [key, value] : values) {
    if (find_row(key) != nullptr) continue;
    const std::string_view meant = nearest_key(key);
    return at(
        origin, ini, key,
        meant.empty() ? "no such key; mugai.conf(5) lists all" : "no such key; is " + std::string(meant) + " meant?");
  }
  Config config;
  for (const Row& row : kRows) {
    const std::string name(row.key.name);
    const auto found = values.find(name);
    if (found == values.end() && row.key.required) return missing(origin, row.key);
    const std::string value = found == values.end() ? std::string(row.key.fallback) : found->second;
    if (row.key.required && value.empty()) return at(origin, ini, name, "must not be empty");
    if (const Result<void> set = row.set(config, value); !set) {
      return at(origin, ini, name, "\"" + utf8::one_line(value, 60) + "\" cannot be used; " + set.error().detail);
    }
  }
  TRY(check_whole(config, origin));
  return config;
}

Result<Config> read_config(const std::string& file) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored))
    return make_error(ErrorCode::Io, file + ": is a folder; name the configuration file with --config FILE");
  std::ifstream in(file, std::ios::binary);
  if (!in) return make_error(ErrorCode::Io, file + ": cannot be read; name the configuration with --config FILE");
  std::ostringstream text;
  text << in.rdbuf();
  return parse_config(text.str(), file);
}

std::string usage() {
  return "Usage: mugaid --config FILE [--check-config]\n"
         "       mugaid --demo-sink HOST:PORT [--demo-dir DIR]\n"
         "Mail and file sanitisation gateway.\n\n"
         "  --config FILE       configuration (default /etc/mugai/mugai.conf)\n"
         "  --check-config      read the configuration and the policies, say what is wrong, end\n"
         "  --demo-sink H:P     be a mail server that only keeps what it gets; for trying out\n"
         "  --demo-dir DIR      where it keeps each message as a file (default: prints them)\n"
         "  --help, --version\n\n"
         "SIGTERM ends after the messages under way, SIGHUP reads the policies anew. See mugaid(8), mugai.conf(5).\n";
}

Result<CommandLine> parse_command_line(const std::vector<std::string>& arguments) {
  CommandLine line;
  po::options_description options;
  auto add = options.add_options();
  add("config", po::value(&line.config));
  add("check-config", po::bool_switch(&line.check_config));
  add("demo-sink", po::value(&line.demo_sink));
  add("demo-dir", po::value(&line.demo_dir));
  add("help", po::bool_switch(&line.help));
  add("version", po::bool_switch(&line.version));
  try {
    namespace style = po::command_line_style;
    const int allowed = style::allow_long | style::long_allow_adjacent | style::long_allow_next;
    po::variables_map map;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      const bool is_value = i > 0 && (arguments[i - 1] == "--config" || arguments[i - 1] == "--demo-sink" ||
                                      arguments[i - 1] == "--demo-dir");
      if (!is_value && !arguments[i].starts_with("-"))
        return bad("\"" + utf8::one_line(arguments[i], 100) +
                   "\" is no option; the configuration is given with --config FILE; mugaid --help lists the options");
    }
    po::store(po::command_line_parser(arguments).options(options).positional({}).style(allowed).run(), map);
    po::notify(map);
  } catch (const std::exception& error) {
    return bad(utf8::one_line(error.what(), 200) + "; mugaid --help lists the options");
  }
  return line;
}

}  // namespace mugai::daemon
