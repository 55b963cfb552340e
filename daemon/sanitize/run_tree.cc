// A tree: sanitize -r FOLDER -o OUTFOLDER. Threads run the jobs; one thread (this one) takes the results in the order
// of the sorted names, gives them their names and writes the report, so that every run over the same files gives the
// same names and the same report, whatever finishes first.
// Limits: at most kAhead results a thread wait for their turn, each in a nameless file.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <thread>

#include "daemon/sanitize/paths.h"
#include "daemon/sanitize/progress.h"
#include "daemon/sanitize/run.h"
#include "daemon/sanitize/session.h"
#include "lib/report/messages.h"
#include "lib/sandbox/launcher.h"

namespace mugai::cli {
namespace {

constexpr int kTrouble = 2;
constexpr std::size_t kAhead = 8;

struct Done {
  JobReport job;
  std::unique_ptr<OutputFile> output;  // set where the job has output and it is wanted
};

// What the threads share: the next file to take, results that wait for their turn.
class Queue {
 public:
  Queue(std::size_t count, std::size_t window) : count_(count), window_(window) {}

  // The index of a file to do; nullopt when none is left. Waits while results are too far ahead of their turn.
  std::optional<std::size_t> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return next_ >= count_ || next_ < turn_ + window_; });
    if (next_ >= count_) return std::nullopt;
    return next_++;
  }
  void put(std::size_t index, Done done) {
    const std::scoped_lock lock(mutex_);
    waiting_.emplace(index, std::move(done));
    changed_.notify_all();
  }
  // Results come in the order of the files.
  Done next_result() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_.contains(turn_); });
    Done done = std::move(waiting_.at(turn_));
    waiting_.erase(turn_);
    ++turn_;
    changed_.notify_all();
    return done;
  }

 private:
  const std::size_t count_, window_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t next_ = 0;
  std::size_t turn_ = 0;
  std::map<std::size_t, Done> waiting_;
};

std::string resolved(const std::string& path) {
  std::array<char, PATH_MAX> buffer{};
  return ::realpath(path.c_str(), buffer.data()) == nullptr ? std::string() : std::string(buffer.data());
}

// mkdir -p; false with errno.
bool make_folders(const std::string& path) {
  if (path.empty() || path == "/" || path == ".") return true;
  if (::mkdir(path.c_str(), 0777) == 0) return true;
  if (errno == EEXIST) {
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) return true;
    errno = ENOTDIR;
    return false;
  }
  if (errno != ENOENT || !make_folders(folder_of(path))) return false;
  return ::mkdir(path.c_str(), 0777) == 0 || errno == EEXIST;
}

// The folder of the results: outside of the input and the other way round. Says what is wrong; false then.
bool prepare_output(const Session& session, const std::string& output) {
  const Options& options = session.options();
  struct stat status {};
  if (::stat(output.c_str(), &status) == 0 && !S_ISDIR(status.st_mode)) {
    session.say(Line::OutputNotFolder, output);
    return false;
  }
  // Asked before anything is made: the nearest folder that exists decides.
  std::string existing = output;
  std::string below;
  while (resolved(existing).empty() && existing != "." && existing != "/") {
    below = "/" + base_name(existing) + below;
    existing = folder_of(existing);
  }
  const std::string in = resolved(options.input);
  const std::string out = resolved(existing) + below;
  if (is_within(out, in)) {
    session.say(Line::OutputInsideInput, output);
    return false;
  }
  if (is_within(in, out)) {
    session.say(Line::InputInsideOutput, output);
    return false;
  }
  if (!make_folders(output)) {
    session.say(Line::CannotWrite, output + ": " + std::strerror(errno));
    return false;
  }
  const auto before = walk(output);
  if (before && !before->files.empty()) session.note(Line::OutputNotEmpty, output);
  return true;
}

class TreeRun {
 public:
  TreeRun(Session& session, Tree tree, std::string output)
      : session_(session),
        tree_(std::move(tree)),
        output_(std::move(output)),
        names_(tree_.files),
        queue_(tree_.files.size(), kAhead * session.options().jobs) {}

  void run();

 private:
  void work();
  Done do_one(const std::string& file);
  void collect(std::size_t index, Done done, Progress& progress);
  std::optional<std::string> publish(const std::string& file, Done& done);
  void say_totals() const;

  Session& session_;
  Tree tree_;
  std::string output_;  // empty with --check
  OutputNames names_;
  Queue queue_;
  std::set<std::string> folders_;  // that got a file and are to be synced
  std::array<std::uint64_t, kDispositionCount> totals_{};
};

Done TreeRun::do_one(const std::string& file) {
  const std::string path = session_.options().input + "/" + file;
  const std::string name = base_name(file);
  const auto failed = [&](std::string why) {
    return Done{failed_report(name, make_error(ErrorCode::Io, std::move(why))), {}};
  };
  const UniqueFd input(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
  if (!input) return failed(std::strerror(errno));
  struct stat status {};
  if (::fstat(input.get(), &status) != 0 || !S_ISREG(status.st_mode)) return failed("not a regular file any more");
  Done done;
  UniqueFd scratch;
  if (output_.empty()) {
    auto made = sandbox::make_scratch("");
    if (!made) return failed(made.error().detail);
    scratch = std::move(made).value();
  } else {
    auto made = OutputFile::create(output_);
    if (!made) return failed(made.error().detail);
    done.output = std::make_unique<OutputFile>(std::move(made).value());
  }
  auto ran = session_.engine().run(name, input.get(), done.output ? done.output->fd() : scratch.get());
  if (!ran) return failed(ran.error().detail);
  done.job = std::move(ran).value();
  if (!has_output(done.job.disposition)) done.output.reset();
  return done;
}

void TreeRun::work() {
  while (const auto index = queue_.take())
    queue_.put(*index, do_one(tree_.files[*index]));
}

// The result's name below the output folder; nullopt where it could not be written, which has been said.
std::optional<std::string> TreeRun::publish(const std::string& file, Done& done) {
  const std::string path = output_ + "/" + names_.assign(file, done.job.extension);
  const std::string folder = folder_of(path);
  if (!make_folders(folder)) {
    session_.say(Line::CannotWrite, folder + ": " + std::strerror(errno));
    return std::nullopt;
  }
  const auto published = done.output->publish(path);
  if (!published) {
    session_.say(Line::CannotWrite, published.error().detail);
    return std::nullopt;
  }
  folders_.insert(folder);
  return path;
}

void TreeRun::collect(std::size_t index, Done done, Progress& progress) {
  const std::string& file = tree_.files[index];
  std::optional<std::string> path;
  ++totals_.at(static_cast<std::size_t>(done.job.disposition));
  const bool refused = !has_output(done.job.disposition);
  if (done.output) {
    path = publish(file, done);
    if (!path) session_.trouble();
  } else if (!output_.empty()) {
    remove_file(output_ + "/" + file);  // of an earlier run; would pass for the result
  }
  if (refused) progress.clear();
  session_.add(file_report(session_.engine(), session_.options().input + "/" + file, path, std::move(done.job)),
               refused ? Session::Say::OneLine : Session::Say::Nothing);
  const std::uint64_t all_refused = totals_.at(static_cast<std::size_t>(Disposition::Blocked)) +
                                    totals_.at(static_cast<std::size_t>(Disposition::Held));
  progress.show(index + 1, all_refused, file);
}

void TreeRun::say_totals() const {
  if (session_.options().quiet) return;
  std::string line = std::to_string(tree_.files.size());
  const std::string& language = session_.options().language;
  line += language == "ja" ? "件：" : " files: ";
  for (int i = 0; i < kDispositionCount; ++i) {
    if (i > 0) line += language == "ja" ? "、" : ", ";
    line.append(report::disposition_words(static_cast<Disposition>(i), language)).append(" ");
    line.append(std::to_string(totals_.at(static_cast<std::size_t>(i))));
  }
  complain(line);
}

void TreeRun::run() {
  Progress progress(tree_.files.size(), !session_.options().quiet);
  std::vector<std::thread> threads;
  const std::size_t count = std::min<std::size_t>(session_.options().jobs, tree_.files.size());
  threads.reserve(count);
  for (std::size_t i = 0; i < count; ++i)
    threads.emplace_back([this] { work(); });
  for (std::size_t i = 0; i < tree_.files.size(); ++i)
    collect(i, queue_.next_result(), progress);
  for (std::thread& thread : threads)
    thread.join();
  progress.clear();
  for (const std::string& folder : folders_)
    sync_folder(folder);
  say_totals();
}

std::string without_slashes(std::string path) {
  while (path.size() > 1 && path.back() == '/')
    path.pop_back();
  return path;
}

}  // namespace

int run_tree(const Options& given) {
  Options options = given;
  options.input = without_slashes(options.input);
  struct stat status {};
  if (::stat(options.input.c_str(), &status) == 0 && !S_ISDIR(status.st_mode)) {
    complain(fill(Line::NotFolder, options.language, options.input));
    return kTrouble;
  }
  auto tree = walk(options.input);
  if (!tree) {
    complain(fill(Line::CannotRead, options.language, tree.error().detail));
    return kTrouble;
  }
  const auto session = Session::open(options);
  if (!session) return kTrouble;
  const std::string output = options.check ? std::string() : without_slashes(options.output);
  if (!output.empty() && !prepare_output(*session, output)) return kTrouble;
  for (const std::string& path : tree->unread) {
    session->say(Line::CannotRead, options.input + "/" + path);
    session->trouble();
  }
  for (const std::string& path : tree->skipped)
    session->note(Line::Skipped, options.input + "/" + path);
  if (tree->files.empty()) session->note(Line::EmptyTree, options.input);
  TreeRun(*session, std::move(tree).value(), output).run();
  return session->finish();
}

}  // namespace mugai::cli
