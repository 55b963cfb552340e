// Boost.Asio as the daemon uses it: the one file that includes it. One thread runs all of the network; whatever blocks
// goes to a thread pool by on_pool() and comes back.
//
// Operations return error codes (kTuple), never throw. gcc 12 destroys braced temporaries inside a co_await twice:
// arguments of coroutines are named variables. It also loses its way back where a co_await stands in the condition of
// an if or inside a switch: there is neither.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <utility>

namespace mugai::net {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using ErrorCode = boost::system::error_code;
using Clock = std::chrono::steady_clock;
template <class T>
using Task = asio::awaitable<T>;
inline constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

// Runs `work` on the pool and resumes the coroutine on its own executor with the value. `work` must not throw.
template <class Value, class Work>
Task<Value> on_pool(asio::thread_pool& pool, Work work) {
  const auto executor = co_await asio::this_coro::executor;
  co_return co_await asio::async_initiate<decltype(asio::use_awaitable), void(Value)>(
      [&pool, executor](auto handler, Work task) {
        auto tracked = asio::prefer(executor, asio::execution::outstanding_work.tracked);
        asio::post(pool, [tracked, h = std::move(handler), t = std::move(task)]() mutable {
          Value value = t();
          asio::post(tracked, [h2 = std::move(h), v = std::move(value)]() mutable { std::move(h2)(std::move(v)); });
        });
      },
      asio::use_awaitable, std::move(work));
}

// Starts something whose end is told by a callback from any thread, and resumes with the value it gave. `start` takes
// a copyable callable of one Value.
template <class Value, class Start>
Task<Value> on_callback(Start start) {
  const auto executor = co_await asio::this_coro::executor;
  co_return co_await asio::async_initiate<decltype(asio::use_awaitable), void(Value)>(
      [executor](auto handler, Start begin) {
        auto tracked = asio::prefer(executor, asio::execution::outstanding_work.tracked);
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        begin([tracked, shared](Value value) {
          asio::post(tracked, [shared, v = std::move(value)]() mutable { std::move (*shared)(std::move(v)); });
        });
      },
      asio::use_awaitable, std::move(start));
}

// Deadlines of many sockets by one timer: cheaper than a timer an operation. A deadline is kept to about kTick.
class Watchdog {
 public:
  static constexpr std::chrono::milliseconds kTick{200};

  // While it lives, `expire` is called once when the deadline has passed. Not movable; must not outlive the watchdog.
  class Guard {
   public:
    Guard(Watchdog& watchdog, std::function<void()> expire) : watchdog_(watchdog), expire_(std::move(expire)) {
      place_ = watchdog_.guards_.insert(watchdog_.guards_.end(), this);
    }
    ~Guard() { watchdog_.guards_.erase(place_); }
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;
    void expires_after(Clock::duration duration) { deadline_ = Clock::now() + duration; }
    void clear() { deadline_ = Clock::time_point::max(); }
    [[nodiscard]] bool expired() const noexcept { return expired_; }

   private:
    friend class Watchdog;
    Watchdog& watchdog_;
    std::function<void()> expire_;
    Clock::time_point deadline_ = Clock::time_point::max();
    bool expired_ = false;
    std::list<Guard*>::iterator place_;
  };

  explicit Watchdog(asio::io_context& io) : timer_(io) {}
  // Runs until stop().
  Task<void> run() {
    while (!stopped_) {
      timer_.expires_after(kTick);
      co_await timer_.async_wait(kTuple);
      sweep();
    }
  }
  void stop() {
    stopped_ = true;
    timer_.cancel();
  }

 private:
  // `expire` closes a socket, which resumes its coroutine later: the list does not change meanwhile.
  void sweep() {
    const Clock::time_point now = Clock::now();
    for (Guard* guard : guards_) {
      if (guard->expired_ || guard->deadline_ > now) continue;
      guard->expired_ = true;
      guard->expire_();
    }
  }
  asio::steady_timer timer_;
  std::list<Guard*> guards_;
  bool stopped_ = false;
};

inline void close(Tcp::socket& socket) {
  ErrorCode ignored;
  socket.close(ignored);
}

}  // namespace mugai::net
