// One connection to the next hop.
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "daemon/mugaid/smtp_out/client.h"
#include "lib/base/ascii.h"

namespace mugai::smtp_out {
namespace {

constexpr std::size_t kReadBytes = 4096;
constexpr std::size_t kChunkBytes = 64 * 1024;

Result<std::size_t> read_chunk(int fd, std::string& chunk, std::uint64_t offset) {
  while (true) {
    const ssize_t got = ::pread(fd, chunk.data(), chunk.size(), static_cast<off_t>(offset));
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) return make_error(ErrorCode::Io, "the rebuilt message cannot be read");
  }
}

std::chrono::seconds seconds(std::uint64_t count) {
  return std::chrono::seconds(static_cast<std::int64_t>(count));
}

}  // namespace

Connection::Connection(net::asio::io_context& io, net::Watchdog& watchdog, const Options& options)
    : socket_(io), options_(options), guard_(watchdog, [this] { net::close(socket_); }) {
  buffer_.resize(kReadBytes);
}

Reply Connection::lost() {
  usable_ = false;
  net::close(socket_);
  return {};
}

net::Task<net::ErrorCode> Connection::connect() {
  net::ErrorCode bad;
  const auto address = net::asio::ip::make_address(options_.host, bad);
  if (!bad) {
    const net::Tcp::endpoint endpoint(address, options_.port);
    const auto [error] = co_await socket_.async_connect(endpoint, net::kTuple);
    co_return error;
  }
  net::Tcp::resolver resolver(socket_.get_executor());
  const std::string service = std::to_string(options_.port);
  const auto [resolve_error, endpoints] = co_await resolver.async_resolve(options_.host, service, net::kTuple);
  if (resolve_error) co_return resolve_error;
  net::ErrorCode error = net::asio::error::host_not_found;
  for (const auto& entry : endpoints) {
    net::ErrorCode ignored;
    socket_.close(ignored);
    const net::Tcp::endpoint endpoint = entry.endpoint();
    const auto [connect_error] = co_await socket_.async_connect(endpoint, net::kTuple);
    error = connect_error;
    if (!error) break;
  }
  co_return error;
}

net::Task<Reply> Connection::open() {
  guard_.expires_after(seconds(options_.timeout_seconds));
  const net::ErrorCode error = co_await connect();
  if (error || !socket_.is_open()) co_return lost();
  net::ErrorCode ignored;
  socket_.set_option(net::Tcp::no_delay(true), ignored);
  usable_ = true;
  Reply banner = co_await read_reply();
  if (banner.code != 220) {
    if (banner.code != 0) lost();
    co_return banner;
  }
  std::string line = "EHLO " + options_.helo + "\r\n";
  Reply hello = co_await command(std::move(line));
  if (hello.code == 500 || hello.code == 502 || hello.code == 504) {
    line = "HELO " + options_.helo + "\r\n";
    hello = co_await command(std::move(line));
    if (hello.code != 250 && hello.code != 0) lost();
    co_return hello;
  }
  if (hello.code != 250) {
    if (hello.code != 0) lost();
    co_return hello;
  }
  std::string_view text = hello.all;
  while (!text.empty()) {  // the first line is the greeting; it matches no keyword that we ask for
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view keyword = text.substr(0, std::min(text.substr(0, end).find(' '), end));
    keywords_.push_back(ascii::lower(keyword));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  co_return hello;
}

bool Connection::offers(std::string_view keyword) const {
  const std::string lower = ascii::lower(keyword);
  return !keywords_.empty() && std::find(keywords_.begin() + 1, keywords_.end(), lower) != keywords_.end();
}

bool Connection::is_stale() {
  if (!usable_) return true;
  net::ErrorCode error;
  socket_.non_blocking(true, error);
  if (error) return true;
  char byte = 0;
  socket_.receive(net::asio::buffer(&byte, 1), net::Tcp::socket::message_peek, error);
  // Only silence is good: an end, an error or an unasked reply (421) means that the connection is over.
  return error != net::asio::error::would_block;
}

net::Task<bool> Connection::write(const std::string& bytes) {
  const auto [error, written] = co_await net::asio::async_write(socket_, net::asio::buffer(bytes), net::kTuple);
  co_return !error && written == bytes.size();
}

net::Task<Reply> Connection::read_reply() {
  while (true) {
    const smtp::ReplyReader::State state = reader_.feed(unread_);
    if (state == smtp::ReplyReader::State::Done) {
      Reply reply = reader_.take();
      if (reply.code == 421) lost();  // the server closes
      co_return reply;
    }
    if (state == smtp::ReplyReader::State::Fault) co_return lost();
    const auto [error, got] = co_await socket_.async_read_some(net::asio::buffer(buffer_), net::kTuple);
    if (error) co_return lost();
    unread_ = std::string_view(buffer_).substr(0, got);
  }
}

net::Task<Reply> Connection::command(std::string lines) {
  guard_.expires_after(seconds(options_.timeout_seconds));
  const bool written = co_await write(lines);
  if (!written) co_return lost();
  Reply reply = co_await read_reply();
  guard_.clear();
  co_return reply;
}

net::Task<Result<Reply>> Connection::send_message(int fd, bool& sent_all) {
  smtp::DotStuffer stuffer;
  std::string chunk(kChunkBytes, '\0');
  std::string wire;
  std::uint64_t offset = 0;
  const bool eight_bit_allowed = offers("8BITMIME");
  sent_all = false;
  bool at_end = false;
  while (!at_end) {
    const Result<std::size_t> got = read_chunk(fd, chunk, offset);
    if (!got) {
      lost();
      co_return got.error();
    }
    offset += *got;
    at_end = *got < chunk.size();
    wire.clear();
    Result<void> stuffed = stuffer.feed(std::string_view(chunk).substr(0, *got), wire);
    if (stuffed && stuffer.saw_eight_bit() && !eight_bit_allowed) {
      stuffed = make_error(ErrorCode::Unsupported, "the next hop takes no 8-bit message");
    }
    if (stuffed && at_end) stuffed = stuffer.finish(wire);
    if (!stuffed) {
      lost();
      co_return stuffed.error();
    }
    guard_.expires_after(seconds(at_end ? options_.data_timeout_seconds : options_.timeout_seconds));
    if (at_end) sent_all = true;
    const bool written = co_await write(wire);
    if (!written) co_return lost();
  }
  Reply reply = co_await read_reply();
  guard_.clear();
  co_return reply;
}

}  // namespace mugai::smtp_out
