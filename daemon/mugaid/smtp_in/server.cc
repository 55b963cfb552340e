#include "daemon/mugaid/smtp_in/server.h"

#include "daemon/mugaid/smtp_in/session.h"

namespace mugai::smtp {
namespace {

constexpr std::uint64_t kMaxTurningAway = 50;     // sockets that are just being told no
constexpr std::uint64_t kMaxNotedPerSecond = 10;  // refused peers in the audit log

}  // namespace

Server::Server(flow::Services& services, ServerOptions options)
    : services_(services), options_(std::move(options)), acceptor_(services.io) {}

Server::~Server() = default;

Result<void> Server::start() {
  net::ErrorCode error;
  const auto address = net::asio::ip::make_address(options_.host, error);
  const std::string name = options_.host + ":" + std::to_string(options_.port);
  if (error) return make_error(ErrorCode::Malformed, "smtp.listen: \"" + options_.host + "\" is no IP address");
  const net::Tcp::endpoint endpoint(address, options_.port);
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(net::Tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(1024, error);
  if (error) {
    return make_error(ErrorCode::Io, "smtp.listen: cannot listen on " + name + " (" + error.message() +
                                         "); choose another address or stop what listens there");
  }
  port_ = acceptor_.local_endpoint(error).port();
  net::asio::co_spawn(services_.io, accept_loop(), net::asio::detached);
  return ok();
}

const char* Server::why_not(const std::string& peer) {
  if (!options_.peers.allows(peer)) return "554 5.7.1 this address may not use this gateway\r\n";
  if (is_stopped()) return "421 4.3.2 the gateway takes no mail now; try again later\r\n";
  if (sessions_.size() >= options_.max_connections) return "421 4.7.0 too many connections; try again later\r\n";
  const auto count = per_peer_.find(peer);
  if (count != per_peer_.end() && count->second >= options_.max_connections_per_peer) {
    return "421 4.7.0 too many connections from this address; try again later\r\n";
  }
  return nullptr;
}

void Server::note_refused_peer(const std::string& peer, const char* why) {
  services_.counters.connections_refused += 1;
  if (options_.peers.allows(peer)) return;
  const std::int64_t second = flow::system_clock_ms() / 1000;
  if (second != refusals_second_) refusals_noted_ = 0;
  refusals_second_ = second;
  if (++refusals_noted_ > kMaxNotedPerSecond) return;
  audit::Record record;
  record.user = "unknown";
  record.terminal = peer;
  record.action = "smtp.connect";
  record.object = services_.gateway_name;
  record.success = false;
  record.reason = std::string(why, std::string_view(why).size() - 2);
  flow::note_audit(services_, record);
}

net::Task<void> Server::turn_away(net::Tcp::socket socket, std::string reply) {
  ++turning_away_;
  {
    net::Watchdog::Guard guard(services_.watchdog, [&socket] { net::close(socket); });
    guard.expires_after(std::chrono::seconds(5));
    const auto [error, sent] = co_await net::asio::async_write(socket, net::asio::buffer(reply), net::kTuple);
    net::ErrorCode ignored;
    if (!error && sent == reply.size()) socket.shutdown(net::Tcp::socket::shutdown_send, ignored);
  }
  --turning_away_;
}

net::Task<void> Server::accept_loop() {
  while (acceptor_.is_open()) {
    auto [error, socket] = co_await acceptor_.async_accept(net::kTuple);
    if (error) {
      if (!acceptor_.is_open() || error == net::asio::error::operation_aborted) break;
      // Out of descriptors or the like: not in a tight loop.
      net::asio::steady_timer pause(services_.io, std::chrono::milliseconds(100));
      co_await pause.async_wait(net::kTuple);
      continue;
    }
    services_.counters.connections += 1;
    net::ErrorCode gone;
    const net::Tcp::endpoint remote = socket.remote_endpoint(gone);
    if (gone) continue;
    net::asio::ip::address address = remote.address();
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
      address = net::asio::ip::make_address_v4(net::asio::ip::v4_mapped, address.to_v6());
    }
    std::string peer = address.to_string();
    if (const char* why = why_not(peer)) {
      note_refused_peer(peer, why);
      std::string words = why;
      if (turning_away_ < kMaxTurningAway) {
        net::asio::co_spawn(services_.io, turn_away(std::move(socket), std::move(words)), net::asio::detached);
      }
      continue;
    }
    auto session = std::make_unique<Session>(*this, std::move(socket), std::move(peer));
    net::asio::co_spawn(
        services_.io,
        [](std::unique_ptr<Session> owned) -> net::Task<void> { co_await owned->run(); }(std::move(session)),
        net::asio::detached);
  }
}

void Server::drain() {
  draining_ = true;
  net::ErrorCode ignored;
  acceptor_.close(ignored);
  for (Session* session : sessions_)
    session->drain();
}

void Server::close_all() {
  for (Session* session : sessions_)
    session->close();
}

}  // namespace mugai::smtp
