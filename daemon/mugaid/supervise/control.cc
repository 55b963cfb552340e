#include "daemon/mugaid/supervise/control.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/audit/flat_json.h"
#include "lib/base/utf8.h"

namespace mugai::daemon {
namespace {

constexpr std::size_t kMaxRequestBytes = 4096;
constexpr std::size_t kMaxQueryBytes = 1000;
constexpr unsigned kMaxOpen = 20;
constexpr std::chrono::seconds kRequestTime{10};

// Reads until `end` stands in the text; false where it does not come within the limit.
template <class Socket>
net::Task<bool> read_until(Socket& socket, std::string& text, std::string_view end) {
  std::string piece(1024, '\0');
  while (text.find(end) == std::string::npos) {
    if (text.size() > kMaxRequestBytes) co_return false;
    const auto [error, got] = co_await socket.async_read_some(net::asio::buffer(piece), net::kTuple);
    if (error) co_return false;
    text.append(piece, 0, got);
  }
  co_return true;
}

template <class Socket>
net::Task<void> write_and_close(Socket& socket, const std::string& text) {
  co_await net::asio::async_write(socket, net::asio::buffer(text), net::kTuple);
  net::ErrorCode ignored;
  socket.shutdown(Socket::shutdown_both, ignored);
  socket.close(ignored);
}

std::string peer_user(int fd) {
  ucred credentials{};
  socklen_t size = sizeof(credentials);
  if (::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return "uid unknown";
  return "uid " + std::to_string(credentials.uid);
}

audit::Fields refusal(std::string words) {
  audit::Fields fields;
  fields.emplace_back("ok", false);
  fields.emplace_back("error", std::move(words));
  return fields;
}

}  // namespace

Control::Control(net::asio::io_context& io, net::Watchdog& watchdog, Commands commands)
    : io_(io), watchdog_(watchdog), commands_(std::move(commands)), control_(io), metrics_(io) {}

Control::~Control() {
  close();
}

void Control::close() {
  net::ErrorCode ignored;
  control_.close(ignored);
  metrics_.close(ignored);
  if (!control_path_.empty()) ::unlink(control_path_.c_str());
  control_path_.clear();
}

Result<void> Control::listen_control(const std::string& path) {
  const Error failed = make_error(ErrorCode::Io, "control.socket: cannot listen on " + path);
  if (path.size() >= 100)
    return make_error(ErrorCode::Malformed, "control.socket: " + path + " is too long for a socket");
  struct stat info {};
  if (::lstat(path.c_str(), &info) == 0) {
    if (!S_ISSOCK(info.st_mode))
      return make_error(ErrorCode::Io, "control.socket: " + path + " is there and no socket; move it away");
    Unix::socket probe(io_);
    net::ErrorCode error;
    probe.connect(Unix::endpoint(path), error);
    if (!error)
      return make_error(ErrorCode::Io, "control.socket: another mugaid answers on " + path + "; stop it first");
    ::unlink(path.c_str());
  }
  net::ErrorCode error;
  control_.open(Unix(), error);
  if (!error) control_.bind(Unix::endpoint(path), error);
  if (!error && ::chmod(path.c_str(), 0660) != 0) return failed;
  if (!error) control_.listen(16, error);
  if (error) return make_error(ErrorCode::Io, failed.detail + " (" + error.message() + "); does its folder exist?");
  control_path_ = path;
  net::asio::co_spawn(io_, accept_control(), net::asio::detached);
  return ok();
}

Result<void> Control::listen_metrics(const HostPort& where) {
  net::ErrorCode error;
  const auto address = net::asio::ip::make_address(where.host, error);
  if (error) return make_error(ErrorCode::Malformed, "metrics.listen: \"" + where.host + "\" is no IP address");
  const net::Tcp::endpoint endpoint(address, where.port);
  metrics_.open(endpoint.protocol(), error);
  if (!error) metrics_.set_option(net::Tcp::acceptor::reuse_address(true), error);
  if (!error) metrics_.bind(endpoint, error);
  if (!error) metrics_.listen(16, error);
  if (error)
    return make_error(ErrorCode::Io, "metrics.listen: cannot listen on " + where.host + ":" +
                                         std::to_string(where.port) + " (" + error.message() +
                                         "); choose another address or stop what listens there");
  metrics_port_ = metrics_.local_endpoint(error).port();
  net::asio::co_spawn(io_, accept_metrics(), net::asio::detached);
  return ok();
}

net::Task<void> Control::accept_control() {
  while (control_.is_open()) {
    auto [error, socket] = co_await control_.async_accept(net::kTuple);
    if (error && !control_.is_open()) break;
    if (error || open_ >= kMaxOpen) continue;
    net::asio::co_spawn(io_, serve_control(std::move(socket)), net::asio::detached);
  }
}

net::Task<void> Control::accept_metrics() {
  while (metrics_.is_open()) {
    auto [error, socket] = co_await metrics_.async_accept(net::kTuple);
    if (error && !metrics_.is_open()) break;
    if (error || open_ >= kMaxOpen) continue;
    net::asio::co_spawn(io_, serve_metrics(std::move(socket)), net::asio::detached);
  }
}

std::string Control::answer(const std::string& line, const std::string& who) {
  const Result<audit::Fields> request = audit::parse_line(line);
  if (!request) return audit::to_line(refusal("the request is no line of flat JSON"));
  const std::string_view command = audit::text_of(*request, "cmd");
  if (command == "status") return audit::to_line(commands_.status());
  if (command == "stop" || command == "resume") {
    commands_.set_stopped(command == "stop", who);
    return audit::to_line(commands_.status());
  }
  if (command == "reload") {
    std::string wrong = commands_.reload(who);
    return audit::to_line(wrong.empty() ? commands_.status() : refusal(std::move(wrong)));
  }
  if (command == "audit.search" || command == "quarantine.show") {
    const std::string query = utf8::one_line(audit::text_of(*request, "query"), kMaxQueryBytes);
    std::string wrong = commands_.looked_up(who, std::string(command), query);
    if (!wrong.empty()) return audit::to_line(refusal(std::move(wrong)));
    audit::Fields done;
    done.emplace_back("ok", true);
    return audit::to_line(done);
  }
  return audit::to_line(
      refusal("no such command; there are status, stop, resume, reload, audit.search and quarantine.show"));
}

net::Task<void> Control::serve_control(Unix::socket socket) {
  ++open_;
  {
    net::Watchdog::Guard guard(watchdog_, [&socket] {
      net::ErrorCode ignored;
      socket.close(ignored);
    });
    guard.expires_after(kRequestTime);
    std::string text;
    const bool whole = co_await read_until(socket, text, "\n");
    if (whole) {
      const std::string reply = answer(text.substr(0, text.find('\n')), peer_user(socket.native_handle())) + "\n";
      co_await write_and_close(socket, reply);
    }
  }
  --open_;
}

net::Task<void> Control::serve_metrics(net::Tcp::socket socket) {
  ++open_;
  {
    net::Watchdog::Guard guard(watchdog_, [&socket] { net::close(socket); });
    guard.expires_after(kRequestTime);
    std::string text;
    const bool whole = co_await read_until(socket, text, "\r\n\r\n");
    if (whole) {
      const bool known = text.starts_with("GET /metrics HTTP/1.") || text.starts_with("GET /metrics? HTTP/1.");
      const std::string body = known ? commands_.metrics() : std::string("only GET /metrics\n");
      const std::string head =
          std::string("HTTP/1.1 ") + (known ? "200 OK" : "404 Not Found") +
          "\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nConnection: close\r\nContent-Length: " +
          std::to_string(body.size()) + "\r\n\r\n";
      const std::string page = head + body;
      co_await write_and_close(socket, page);
    }
  }
  --open_;
}

}  // namespace mugai::daemon
