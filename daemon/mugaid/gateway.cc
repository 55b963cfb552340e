// Order at the start: state on disk (folders, audit log, receipts, deliveries), engine, policies, then what the outside
// sees (SMTP, metrics, control socket, drop folder), then readiness. At the end the same backwards.
#include "daemon/mugaid/gateway.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <mutex>
#include <thread>

#include "daemon/mugaid/drop/watcher.h"
#include "daemon/mugaid/flow/files.h"
#include "daemon/mugaid/flow/message_flow.h"
#include "daemon/mugaid/net.h"
#include "daemon/mugaid/smtp_in/server.h"
#include "daemon/mugaid/supervise/control.h"
#include "daemon/mugaid/supervise/log.h"
#include "daemon/mugaid/supervise/notify.h"
#include "lib/core/family.h"
#include "lib/stream/source.h"

namespace mugai::daemon {
namespace {

constexpr std::chrono::milliseconds kDrainStep{50};

std::string folder_of_program() {
  std::array<char, 4096> path{};
  const ssize_t length = ::readlink("/proc/self/exe", path.data(), path.size() - 1);
  const std::string program(path.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
  return program.substr(0, program.rfind('/'));
}

Result<std::string> find_worker(const std::string& configured) {
  const std::string here = folder_of_program();
  for (const std::string& candidate : {configured, here + "/mugai-worker", here + "/../libexec/mugai/mugai-worker"}) {
    if (!candidate.empty() && ::access(candidate.c_str(), X_OK) == 0) return candidate;
    if (!configured.empty()) break;
  }
  if (!configured.empty())
    return make_error(ErrorCode::Io, "worker.path: " + configured +
                                         " is no program that can be run; set it to mugai-worker or leave it out");
  return make_error(ErrorCode::Io, "mugai-worker is not found beside mugaid nor in libexec/mugai; set worker.path");
}

std::uint64_t worker_count(const Config& config) {
  if (config.worker_count > 0) return config.worker_count;
  return 2 * std::max<std::uint64_t>(std::thread::hardware_concurrency(), 1);
}

// Each session needs a socket, a spool file and a connection to the next hop; each job some pipes.
void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  static_cast<void>(::setrlimit(RLIMIT_NOFILE, &limit));
}

Result<std::shared_ptr<const flow::PolicySet>> load_policies(const Config& config) {
  TRY_ASSIGN(auto policies, flow::PolicySet::load(config.policy_default, config.policy_map, config.drop_policy,
                                                  config.policy_dir));
  if (policies->draws().empty()) return policies;
  TRY_ASSIGN(const std::string worker, find_worker(config.worker_path));
  const std::string renderer = family_program(worker, Family::Render);
  if (::access(renderer.c_str(), X_OK) == 0) return policies;
  return make_error(ErrorCode::Io, "policy " + policies->draws() + ": pdf = flatten needs " + renderer +
                                       ", which is not there: install it (it is built where libmupdf-dev is), or leave "
                                       "the key out");
}

Result<smtp::ServerOptions> server_options(const Config& config) {
  smtp::ServerOptions options;
  Result<smtp::PeerList> peers = smtp::PeerList::parse(config.smtp_allow);
  if (!peers) return make_error(peers.error().code, "smtp.allow: " + peers.error().detail);
  options.peers = std::move(peers).value();
  options.host = config.smtp_listen.host;
  options.port = config.smtp_listen.port;
  options.domains = config.smtp_domains;
  options.max_message_bytes = config.smtp_max_message_bytes;
  options.max_line_bytes = config.smtp_max_line_bytes;
  options.max_recipients = config.smtp_max_recipients;
  options.max_connections = config.smtp_max_connections;
  options.max_connections_per_peer = config.smtp_max_connections_per_peer;
  options.max_commands = config.smtp_max_commands;
  options.max_errors = config.smtp_max_errors;
  options.command_seconds = config.smtp_command_seconds;
  options.data_seconds = config.smtp_data_seconds;
  options.session_seconds = config.smtp_session_seconds;
  options.greet_pause_ms = config.smtp_greet_pause_ms;
  return options;
}

smtp_out::Options client_options(const Config& config) {
  smtp_out::Options options;
  options.host = config.relay_next_hop.host;
  options.port = config.relay_next_hop.port;
  options.helo = config.gateway_name;
  options.timeout_seconds = config.relay_timeout_seconds;
  options.data_timeout_seconds = config.relay_data_timeout_seconds;
  options.max_idle = config.relay_max_idle;
  options.idle_seconds = config.relay_idle_seconds;
  const std::string place = options.host + ":" + std::to_string(options.port);
  options.on_reach = [place](bool reached, const smtp::Reply& reply) {
    if (reached) return log(Level::Info, "relay.next_hop: " + place + " is there again");
    log(Level::Warning,
        "relay.next_hop: " + place + " cannot be reached" +
            (reply.code != 0 ? " (it says " + std::to_string(reply.code) + " " + reply.text + ")" : "") +
            "; senders are told to try again later until it can: is it running, is the address right?");
  };
  return options;
}

// What lies on the disk or in another process, opened before anything is listened to.
struct Parts {
  std::unique_ptr<audit::Writer> audit;
  flow::Receipts receipts;
  flow::Deliveries deliveries;
  std::unique_ptr<flow::Engine> engine;
  std::shared_ptr<const flow::PolicySet> policies;
  MailValues mail;
  std::unique_ptr<flow::Resolver> resolver;  // none where no sender is checked
};

constexpr std::uint64_t kMaxCaBytes = 32 << 10;  // it goes into every request to a worker

// What every mail is told alike. The domains that mail is taken for are ours: ".example.jp" is all below it.
Result<MailValues> mail_values(const Config& config) {
  MailValues values;
  for (const std::string& domain : config.smtp_domains) {
    if (!values.own_domains.empty()) values.own_domains += ' ';
    values.own_domains += domain.starts_with('.') ? domain.substr(1) : domain;
  }
  values.trusted_hops = config.mail_trusted_hops;
  if (config.mail_trusted_ca.empty()) return values;
  auto source = FdSource::open(UniqueFd(::open(config.mail_trusted_ca.c_str(), O_RDONLY | O_CLOEXEC)));
  auto bytes = source ? source->read_all(kMaxCaBytes) : Result<Buffer>(source.error());
  if (!bytes) {
    const bool large = bytes.error().code == ErrorCode::TooLarge;
    return make_error(ErrorCode::Io, "mail.trusted_ca: " + config.mail_trusted_ca +
                                         (large ? ": over 32 KiB; name fewer authorities" : ": cannot be read"));
  }
  values.trusted_ca = as_text(*bytes);
  if (values.trusted_ca.find("-----BEGIN CERTIFICATE-----") == std::string::npos) {
    return make_error(ErrorCode::Malformed,
                      "mail.trusted_ca: " + config.mail_trusted_ca + ": holds no certificate in PEM");
  }
  return values;
}

bool checks_senders(const Config& config) {
  return config.mail_verify_dkim || config.mail_verify_spf;
}

Result<std::unique_ptr<flow::Resolver>> make_resolver(const Config& config) {
  if (!checks_senders(config)) return std::unique_ptr<flow::Resolver>();
  TRY_ASSIGN(flow::Resolver resolver,
             flow::Resolver::make(config.dns_server.host, config.dns_server.port, config.dns_timeout_ms));
  return std::make_unique<flow::Resolver>(std::move(resolver));
}

struct NamedFolder {
  const char* key;
  const std::string& path;
};

Result<void> make_named_folder(const NamedFolder& folder) {
  const Result<void> made = flow::make_folder(folder.path);
  if (made) return ok();
  return make_error(made.error().code, std::string(folder.key) + ": " + made.error().detail +
                                           "; set it to a folder that mugaid may write to, or make it");
}

// As make_named_folder, but makes nothing: the folder is there, or the one that it will be made in.
Result<void> check_named_folder(const NamedFolder& folder) {
  const std::string above = folder.path.substr(0, std::max<std::size_t>(folder.path.rfind('/'), 1));
  if (::access(folder.path.c_str(), F_OK) != 0 && ::access(above.c_str(), W_OK | X_OK) == 0) return ok();
  struct stat info {};
  const bool is_folder = ::stat(folder.path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
  if (is_folder && ::access(folder.path.c_str(), W_OK | X_OK) == 0) return ok();
  return make_error(ErrorCode::Io, std::string(folder.key) + ": " + folder.path +
                                       (is_folder ? ": cannot be written to" : ": is not there or no folder") +
                                       "; set it to a folder that mugaid may write to, or make it");
}

// The folders that the daemon makes one level of, in the order of the configuration.
Result<void> each_folder(const Config& config, Result<void> (*act)(const NamedFolder&)) {
  if (!config.drop_in.empty()) {
    TRY(act({"drop.in", config.drop_in}));
    TRY(act({"drop.out", config.drop_out}));
    TRY(act({"drop.quarantine", config.drop_quarantine}));
  }
  TRY(act({"spool.dir", config.spool_dir}));
  TRY(act({"store.dir", config.store_dir}));
  return act({"audit.dir", config.audit_dir});
}

Result<Parts> open_parts(const Config& config) {
  TRY(each_folder(config, make_named_folder));
  TRY_ASSIGN(auto policies, load_policies(config));
  flow::EngineOptions engine_options;
  TRY_ASSIGN(engine_options.worker_path, find_worker(config.worker_path));
  engine_options.allow_degraded = config.sandbox_degraded;
  engine_options.wall_ms = config.worker_wall_seconds * 1000;
  engine_options.memory_bytes = config.worker_memory_bytes;
  engine_options.spool_dir = {};
  engine_options.draws = !policies->draws().empty();
  engine_options.checks_senders = checks_senders(config);
  TRY_ASSIGN(auto engine, flow::make_launcher_engine(engine_options));
  TRY_ASSIGN(auto receipts, flow::Receipts::open(config.store_dir + "/receipt", flow::system_clock_ms));
  TRY_ASSIGN(auto deliveries, flow::Deliveries::open(config.store_dir + "/deliveries", config.relay_duplicate_seconds,
                                                     flow::system_clock_ms()));
  audit::WriterOptions audit_options;
  audit_options.folder = config.audit_dir;
  audit_options.rotate_bytes = config.audit_rotate_bytes;
  TRY_ASSIGN(auto writer, audit::Writer::open(std::move(audit_options)));
  TRY_ASSIGN(auto mail, mail_values(config));
  TRY_ASSIGN(auto resolver, make_resolver(config));
  return Parts{std::move(writer),   std::move(receipts), std::move(deliveries), std::move(engine),
               std::move(policies), std::move(mail),     std::move(resolver)};
}

class Gateway {
 public:
  Gateway(const Config& config, Parts parts)
      : config_(config),
        parts_(std::move(parts)),
        workers_(worker_count(config)),
        watchdog_(io_),
        next_hop_(io_, watchdog_, client_options(config)),
        services_{io_,
                  workers_,
                  watchdog_,
                  *parts_.engine,
                  *parts_.audit,
                  parts_.receipts,
                  parts_.deliveries,
                  next_hop_,
                  counters_,
                  parts_.policies,
                  config.gateway_name,
                  config.gateway_language,
                  config.spool_dir,
                  parts_.mail,
                  {parts_.resolver.get(), config.mail_verify_dkim, config.mail_verify_spf,
                   config.mail_client_is_sender}},
        control_(io_, watchdog_, commands()),
        signals_(io_, SIGTERM, SIGINT, SIGHUP) {}

  Result<void> start() {
    TRY_ASSIGN(smtp::ServerOptions options, server_options(config_));
    server_ = std::make_unique<smtp::Server>(services_, std::move(options));
    TRY(record("daemon.start", "system", "version " MUGAI_VERSION));
    TRY(server_->start());
    if (!config_.control_socket.empty()) TRY(control_.listen_control(config_.control_socket));
    if (config_.metrics_enabled) TRY(control_.listen_metrics(config_.metrics_listen));
    if (!config_.drop_in.empty()) TRY(start_drop());
    net::asio::co_spawn(io_, watchdog_.run(), net::asio::detached);
    net::asio::co_spawn(io_, watch_signals(), net::asio::detached);
    say_ready();
    return ok();
  }
  void run() {
    io_.run();
    if (watcher_) watcher_->stop();
    workers_.join();
    const Result<void> recorded = record("daemon.stop", "system", "");
    if (!recorded) log(Level::Error, "the end could not be recorded: " + recorded.error().detail);
  }

 private:
  Result<void> record(const std::string& action, const std::string& who, const std::string& reason,
                      bool success = true) {
    audit::Record entry;
    entry.user = who;
    entry.terminal = "local";
    entry.action = action;
    entry.object = config_.gateway_name;
    entry.success = success;
    entry.reason = reason;
    TRY(parts_.audit->append_and_wait(entry));
    return ok();
  }
  void say_ready() {
    log(Level::Info, "takes mail on " + config_.smtp_listen.host + ":" + std::to_string(server_->port()) +
                         ", next hop " + config_.relay_next_hop.host + ":" +
                         std::to_string(config_.relay_next_hop.port));
    if (config_.metrics_enabled) log(Level::Info, "metrics on port " + std::to_string(control_.metrics_port()));
    if (parts_.engine->degraded())
      log(Level::Warning, "the kernel gives less than the full isolation; every report says so");
    for (const std::string& warning : parts_.policies->warnings())
      log(Level::Warning, "policy " + warning);
    notify_systemd("READY=1\nSTATUS=takes mail");
  }
  State state() {
    return State{counters_,
                 *parts_.engine,
                 server_ ? server_->is_stopped() : true,
                 services_.audit_failing,
                 parts_.audit->last_seq(),
                 parts_.audit->flushes(),
                 parts_.deliveries.size(),
                 next_hop_.stats().opened,
                 next_hop_.stats().reused,
                 started_ms_};
  }
  Commands commands() {
    Commands commands;
    commands.status = [this] { return status_fields(state()); };
    commands.metrics = [this] { return metrics_text(state()); };
    commands.set_stopped = [this](bool stopped, const std::string& who) { set_stopped(stopped, who); };
    commands.reload = [this](const std::string& who) { return reload(who); };
    commands.looked_up = [this](const std::string& who, const std::string& action, const std::string& query) {
      const Result<void> recorded = record(action, who, query);
      return recorded ? std::string() : recorded.error().detail;
    };
    return commands;
  }
  void set_stopped(bool stopped, const std::string& who) {
    server_->set_stopped(stopped);
    const Result<void> recorded = record(stopped ? "intake.stop" : "intake.resume", who, "");
    if (!recorded) log(Level::Error, recorded.error().detail);
    log(Level::Info, stopped ? "intake stopped" : "intake open again");
  }
  std::string reload(const std::string& who) {
    Result<std::shared_ptr<const flow::PolicySet>> fresh = load_policies(config_);
    const std::string wrong = fresh ? std::string() : fresh.error().detail;
    if (fresh) {
      const std::lock_guard lock(policies_mutex_);
      parts_.policies = *fresh;
      services_.policies = std::move(fresh).value();
    }
    const Result<void> recorded = record("policy.reload", who, wrong, wrong.empty());
    if (!recorded) log(Level::Error, recorded.error().detail);
    log(wrong.empty() ? Level::Info : Level::Error,
        wrong.empty() ? "policies read anew" : "policies kept as they were: " + wrong);
    return wrong;
  }
  Result<void> start_drop() {
    drop::Options options;
    options.folders = {config_.drop_in, config_.drop_out, config_.drop_quarantine,
                       config_.drop_work.empty() ? config_.drop_quarantine + "/.work" : config_.drop_work};
    options.settle_seconds = config_.drop_settle_seconds;
    options.max_file_bytes = config_.drop_max_file_bytes;
    options.max_under_way = std::max<std::uint64_t>(worker_count(config_) / 2, 1);  // half is for mail
    options.language = config_.gateway_language;
    drop::Services services{*parts_.engine,
                            *parts_.audit,
                            parts_.receipts,
                            counters_,
                            [this](std::function<void()> work) { net::asio::post(workers_, std::move(work)); },
                            [this] {
                              const std::lock_guard lock(policies_mutex_);
                              return parts_.policies;
                            },
                            [](const std::string& text) { log(Level::Warning, text); }};
    TRY_ASSIGN(watcher_, drop::Watcher::start(std::move(options), std::move(services)));
    return ok();
  }
  net::Task<void> watch_signals() {
    while (true) {
      const auto [error, number] = co_await signals_.async_wait(net::kTuple);
      if (error) co_return;
      if (number == SIGHUP) {
        reload("system");
        continue;
      }
      break;
    }
    co_await drain();
  }
  // Messages under way end; after drain_seconds the rest is cut off, and its senders keep their messages.
  net::Task<void> drain() {
    log(Level::Info, "ends after the messages under way");
    notify_systemd("STOPPING=1");
    server_->drain();
    const net::Clock::time_point end =
        net::Clock::now() + std::chrono::seconds(static_cast<std::int64_t>(config_.drain_seconds));
    net::asio::steady_timer step(io_);
    while (server_->open_sessions() > 0 && net::Clock::now() < end) {
      step.expires_after(kDrainStep);
      co_await step.async_wait(net::kTuple);
    }
    if (server_->open_sessions() > 0) log(Level::Warning, "cuts off what is still under way");
    server_->close_all();
    next_hop_.close_idle();
    control_.close();
    watchdog_.stop();
    step.expires_after(kDrainStep);  // the closed sessions' coroutines end
    co_await step.async_wait(net::kTuple);
    io_.stop();
  }

  const Config& config_;
  Parts parts_;
  std::mutex policies_mutex_;  // guards parts_.policies, which the drop folder's threads read
  flow::Counters counters_;
  std::int64_t started_ms_ = flow::system_clock_ms();
  net::asio::io_context io_{1};
  net::asio::thread_pool workers_;
  net::Watchdog watchdog_;
  smtp_out::Pool next_hop_;
  flow::Services services_;
  std::unique_ptr<smtp::Server> server_;
  Control control_;
  net::asio::signal_set signals_;
  std::unique_ptr<drop::Watcher> watcher_;
};

}  // namespace

Result<void> check_gateway(const Config& config) {
  TRY(server_options(config));
  TRY(find_worker(config.worker_path));
  TRY(make_resolver(config));
  TRY(each_folder(config, check_named_folder));
  const std::string control_folder = config.control_socket.substr(0, config.control_socket.rfind('/') + 1);
  if (!control_folder.empty() && ::access(control_folder.c_str(), W_OK | X_OK) != 0)
    return make_error(ErrorCode::Io,
                      "control.socket: " + control_folder +
                          " is not there or cannot be written to; make it, or set the key to another path");
  TRY_ASSIGN(const auto policies, load_policies(config));
  for (const std::string& warning : policies->warnings())
    log(Level::Warning, "policy " + warning);
  return ok();
}

Result<void> run_gateway(const Config& config) {
  std::signal(SIGPIPE, SIG_IGN);
  raise_descriptor_limit();
  TRY_ASSIGN(Parts parts, open_parts(config));
  Gateway gateway(config, std::move(parts));
  TRY(gateway.start());
  gateway.run();
  return ok();
}

}  // namespace mugai::daemon
