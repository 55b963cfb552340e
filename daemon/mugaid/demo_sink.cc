#include "daemon/mugaid/demo_sink.h"

#include <csignal>
#include <cstdio>
#include <fstream>

#include "daemon/mugaid/flow/files.h"
#include "daemon/mugaid/net.h"
#include "daemon/mugaid/smtp_in/framer.h"
#include "daemon/mugaid/smtp_in/grammar.h"
#include "daemon/mugaid/supervise/notify.h"

namespace mugai::daemon {
namespace {

constexpr std::uint64_t kMaxMessageBytes = 512u << 20;

// Numbers the messages and keeps them.
class Shelf {
 public:
  explicit Shelf(std::string folder) : folder_(std::move(folder)) {}
  bool keep(const std::string& envelope, const std::string& message) {
    std::string number = std::to_string(++count_);
    number.insert(0, number.size() < 6 ? 6 - number.size() : 0, '0');
    if (folder_.empty()) {
      std::printf("==== message %s\n%s----\n%s", number.c_str(), envelope.c_str(), message.c_str());
      std::fflush(stdout);
      return true;
    }
    const std::string stem = folder_ + "/" + number;
    return write_whole(stem + ".envelope", envelope) && write_whole(stem + ".eml", message);
  }

 private:
  // Whole from the first moment under its name; not durable: it is a demonstration.
  static bool write_whole(const std::string& path, const std::string& text) {
    const std::string temporary = path + ".tmp";
    std::ofstream(temporary, std::ios::binary) << text;
    return std::rename(temporary.c_str(), path.c_str()) == 0;
  }
  std::string folder_;
  std::uint64_t count_ = 0;
};

class SinkSession {
 public:
  SinkSession(net::Tcp::socket socket, Shelf& shelf) : socket_(std::move(socket)), shelf_(shelf) {
    buffer_.resize(64 * 1024);
  }

  net::Task<void> run() {
    std::string banner = "220 sink.invalid ESMTP demo\r\n";
    bool go_on = co_await send(std::move(banner));
    while (go_on) {
      const smtp::LineReader::State state = lines_.feed(unread_);
      if (state == smtp::LineReader::State::Fault) break;
      if (state == smtp::LineReader::State::Line) {
        const std::string line(lines_.line());
        go_on = co_await execute(line);
      } else {
        go_on = co_await fill();
      }
    }
  }

 private:
  net::Task<bool> send(std::string text) {
    const auto [error, sent] = co_await net::asio::async_write(socket_, net::asio::buffer(text), net::kTuple);
    co_return !error && sent == text.size();
  }
  net::Task<bool> fill() {
    const auto [error, got] = co_await socket_.async_read_some(net::asio::buffer(buffer_), net::kTuple);
    unread_ = std::string_view(buffer_).substr(0, got);
    co_return !error;
  }
  net::Task<bool> execute(const std::string& line) {
    const smtp::Verb verb = smtp::parse_command(line).verb;
    if (verb == smtp::Verb::Data) {
      const bool go_on = co_await data();
      co_return go_on;
    }
    std::string reply = answer(verb, line);
    const bool sent = co_await send(std::move(reply));
    co_return sent&& verb != smtp::Verb::Quit;
  }
  std::string answer(smtp::Verb verb, const std::string& line) {
    if (verb == smtp::Verb::Ehlo) return "250-sink.invalid\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n";
    if (verb == smtp::Verb::Quit) return "221 2.0.0 closing\r\n";
    if (verb == smtp::Verb::Mail) envelope_ = line + "\r\n";
    if (verb == smtp::Verb::Rcpt) envelope_ += line + "\r\n";
    return "250 2.0.0 ok\r\n";
  }
  net::Task<bool> data() {
    std::string reply = "354 go on\r\n";
    const bool done1 = co_await send(std::move(reply));
    if (!done1) co_return false;
    smtp::DataReader reader(std::uint64_t{1} << 20);
    std::string message;
    while (true) {
      const smtp::DataReader::State state = reader.feed(unread_, message);
      if (state == smtp::DataReader::State::Fault || message.size() > kMaxMessageBytes) co_return false;
      if (state == smtp::DataReader::State::End) break;
      const bool done2 = co_await fill();
      if (!done2) co_return false;
    }
    reply = shelf_.keep(envelope_, message) ? "250 2.0.0 kept\r\n" : "451 4.3.0 cannot be kept\r\n";
    const bool sent = co_await send(std::move(reply));
    co_return sent;
  }

  net::Tcp::socket socket_;
  Shelf& shelf_;
  std::string buffer_;
  std::string_view unread_;
  smtp::LineReader lines_;
  std::string envelope_;
};

net::Task<void> accept_all(net::Tcp::acceptor& acceptor, Shelf& shelf) {
  while (acceptor.is_open()) {
    auto [error, socket] = co_await acceptor.async_accept(net::kTuple);
    if (error) break;
    auto session = std::make_unique<SinkSession>(std::move(socket), shelf);
    net::asio::co_spawn(
        acceptor.get_executor(),
        [](std::unique_ptr<SinkSession> owned) -> net::Task<void> { co_await owned->run(); }(std::move(session)),
        net::asio::detached);
  }
}

}  // namespace

Result<void> run_demo_sink(const HostPort& where, const std::string& folder) {
  if (!folder.empty()) TRY(flow::make_folder(folder));
  net::asio::io_context io(1);
  net::ErrorCode error;
  const auto address = net::asio::ip::make_address(where.host, error);
  if (error || !address.is_loopback()) {
    return make_error(ErrorCode::Malformed,
                      "--demo-sink: \"" + where.host + "\" is no loopback address; use 127.0.0.1");
  }
  net::Tcp::acceptor acceptor(io);
  const net::Tcp::endpoint endpoint(address, where.port);
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(net::Tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(1024, error);
  if (error)
    return make_error(ErrorCode::Io, "--demo-sink: cannot listen there (" + error.message() + "); choose another port");
  Shelf shelf(folder);
  net::asio::signal_set signals(io, SIGTERM, SIGINT);
  signals.async_wait([&io](const net::ErrorCode&, int) { io.stop(); });
  net::asio::co_spawn(io, accept_all(acceptor, shelf), net::asio::detached);
  std::fprintf(stderr, "mugaid: demo sink listens on %s:%u\n", where.host.c_str(),
               static_cast<unsigned>(acceptor.local_endpoint(error).port()));
  notify_systemd("READY=1");
  io.run();
  return ok();
}

}  // namespace mugai::daemon
