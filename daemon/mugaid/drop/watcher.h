// Watcher: the drop folder. Files put into `in` (folders too, to kMaxDepth) are claimed, rebuilt and laid into `out`
// with a report for programs (NAME.report.json) and one for people (NAME.report.txt); blocked originals go into
// `quarantine`.
//
// In: files that nobody writes any more (a read lease says so; where there are no leases, unchanged for
// settle_seconds). Not taken: symbolic links, hidden files, names that copying programs use meanwhile (*.part, *.tmp,
// *.filepart,
// *.crdownload). Nothing is lost or done half across kill -9: drop/claim.h.
// Threads: one of its own that looks, and the common workers that do.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "daemon/mugaid/drop/claim.h"
#include "daemon/mugaid/flow/counters.h"
#include "daemon/mugaid/flow/engine.h"
#include "daemon/mugaid/flow/policies.h"
#include "daemon/mugaid/flow/receipts.h"
#include "lib/audit/writer.h"
#include "lib/base/unique_fd.h"

namespace mugai::drop {

struct Options {
  Folders folders;
  std::uint64_t settle_seconds = 2;
  std::uint64_t max_file_bytes = std::uint64_t{1} << 30;
  std::uint64_t max_under_way = 2;
  std::string language = "ja";
};

// All must outlive the watcher; all are used from several threads.
struct Services {
  flow::Engine& engine;
  audit::Writer& audit;
  flow::Receipts& receipts;
  flow::Counters& counters;
  std::function<void(std::function<void()>)> post;                   // runs on a worker
  std::function<std::shared_ptr<const flow::PolicySet>()> policies;  // those of now
  std::function<void(const std::string&)> log_warning;
};

class Watcher {
 public:
  static constexpr std::size_t kMaxDepth = 16;
  // Takes up what a former process left, then begins to look. Error: Io, Malformed with what to do.
  static Result<std::unique_ptr<Watcher>> start(Options options, Services services);
  ~Watcher();  // stop()
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;
  // Takes no more files and waits for those under way.
  void stop();

 private:
  struct Seen {
    std::uint64_t size = 0;
    std::int64_t modified_ns = 0;
    std::int64_t since_ms = 0;
    bool met = true;  // in the current scan
  };
  Watcher(Options options, Services services);
  Result<void> open();
  void loop();
  void scan();
  void visit(const std::string& relative, std::size_t depth);
  void consider(const std::string& relative);
  bool is_complete(const std::string& path, const std::string& relative);
  void submit(Claim claim);
  void process(Claim claim);
  Result<void> rebuild(Claim& claim);
  Result<Decision> run_job(Claim& claim, const flow::LoadedPolicy& policy);
  void retry_later(Claim claim);
  void wait_for_events();
  bool has_room();

  Options options_;
  Services services_;
  UniqueFd inotify_;
  UniqueFd wake_;
  std::thread thread_;
  std::map<std::string, Seen> seen_;

  std::mutex mutex_;
  std::condition_variable done_;
  std::uint64_t under_way_ = 0;
  std::vector<Claim> waiting_;  // claimed, to be tried again
  std::atomic<bool> stopping_{false};
  std::mutex naming_;  // a name is chosen and taken in one step
};

}  // namespace mugai::drop
