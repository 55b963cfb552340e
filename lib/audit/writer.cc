// The audit log's writer: order by a mutex, durability by one flush thread.
//
//   append():  lock, number, hash, write(2), queue `done`, unlock
//   flusher:   take the queue, fdatasync(2) once, write `head`, call every `done`
//
// `head` is written after the records it names are durable, so that it is never ahead of a log that is whole.
#include "lib/audit/writer.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "lib/audit/log_reader.h"
#include "lib/base/checked.h"
#include "lib/base/unique_fd.h"
#include "lib/stream/digest.h"

namespace mugai::audit {
namespace {

constexpr auto kBusyWithin = std::chrono::milliseconds(5);
constexpr auto kGather = std::chrono::milliseconds(2);
constexpr std::size_t kNameSeqDigits = 12;

std::int64_t system_clock_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

Result<void> write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd, bytes.data(), bytes.size());
    if (put < 0) {
      if (errno == EINTR) continue;
      return io_error("the audit log cannot be written");
    }
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return ok();
}

Result<void> sync_folder(const std::string& folder) {
  const UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd || ::fsync(fd.get()) != 0) return io_error(folder);
  return ok();
}

std::string file_name(std::uint64_t first_seq, std::string_view date) {
  std::string digits = std::to_string(first_seq);
  if (digits.size() < kNameSeqDigits) digits.insert(0, kNameSeqDigits - digits.size(), '0');
  std::string name = "audit-" + digits + "-";
  for (const char c : date) {
    if (c != '-') name += c;
  }
  return name + ".jsonl";
}

// What one file of the log ends with.
struct FileState {
  std::uint64_t seq = 0;  // of its last whole record; 0 where it has none
  std::string hash;
  std::string date;
  std::uint64_t bytes = 0;          // of its whole records
  std::optional<std::string> torn;  // what follows them
  std::optional<Error> damage;
};

// Reads one file to its last whole record. A last line without its end, or of NUL bytes (pages that never reached
// the disk), is torn; any other bad line is damage.
Result<FileState> read_end(const std::string& path, const std::string& name) {
  FileState state;
  TRY(for_each_line(path, [&](const RawLine& line) {
    if (!line.has_end || line.text.find('\0') != std::string_view::npos) {
      state.torn = std::string(line.text);
      return false;
    }
    Result<Line> record = decode(line.text);
    if (!record) {
      state.damage =
          make_error(record.error().code, name + " line " + std::to_string(line.number) + ": " + record.error().detail);
      return false;
    }
    state.seq = record->seq;
    state.hash = record->hash;
    state.date = record->ts.substr(0, 10);
    state.bytes = line.offset + line.text.size() + 1;
    return true;
  }));
  return state;
}

class FileWriter final : public Writer {
 public:
  explicit FileWriter(WriterOptions options) : options_(std::move(options)) {
    if (!options_.clock_ms) options_.clock_ms = system_clock_ms;
  }
  ~FileWriter() override {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    if (flusher_.joinable()) flusher_.join();
    if (head_fd_) static_cast<void>(::fdatasync(head_fd_.get()));
  }
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;

  Result<void> start();
  void append(const Record& record, Done done) override;
  std::uint64_t last_seq() const override {
    const std::lock_guard lock(mutex_);
    return durable_seq_;
  }
  std::uint64_t flushes() const override {
    const std::lock_guard lock(mutex_);
    return flushes_;
  }

 private:
  struct Waiter {
    std::uint64_t seq;
    Done done;
  };
  using SharedFd = std::shared_ptr<const UniqueFd>;

  Result<void> take_lock();
  Result<void> open_newest();
  Result<void> tell_repair(const std::string& name, const std::string& torn);
  Result<void> open_file(const std::string& name, std::uint64_t size);
  Result<void> rotate_if_due(std::int64_t now_ms);
  Result<std::uint64_t> write_record(const Record& record);
  void flush_loop();
  void flush_once(std::unique_lock<std::mutex>& lock);
  [[nodiscard]] std::string path(const std::string& name) const { return options_.folder + "/" + name; }

  WriterOptions options_;
  UniqueFd lock_fd_;
  UniqueFd head_fd_;
  std::thread flusher_;

  mutable std::mutex mutex_;  // guards everything below
  std::condition_variable wake_;
  bool stopping_ = false;
  std::optional<Error> broken_;  // fdatasync failed: what is on the disk is no longer known, nothing more is taken
  SharedFd file_;
  std::string file_date_;
  std::uint64_t file_bytes_ = 0;
  std::uint64_t seq_ = 0;
  std::string prev_ = std::string(kGenesis);
  std::vector<Waiter> waiters_;
  std::chrono::steady_clock::time_point last_flush_;  // when the last one ended; the flush thread's own
  std::uint64_t durable_seq_ = 0;
  std::uint64_t flushes_ = 0;
};

Result<void> FileWriter::take_lock() {
  lock_fd_ = UniqueFd(::open(path(std::string(kLockFile)).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640));
  if (!lock_fd_) return io_error(path(std::string(kLockFile)));
  if (::flock(lock_fd_.get(), LOCK_EX | LOCK_NB) != 0) {
    return make_error(ErrorCode::Forbidden, options_.folder + ": another process writes this audit log; stop it first");
  }
  return ok();
}

Result<void> FileWriter::open_file(const std::string& name, std::uint64_t size) {
  UniqueFd fd(::open(path(name).c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640));
  if (!fd) return io_error(path(name));
  if (::ftruncate(fd.get(), checked_cast<off_t>(size)) != 0) return io_error(path(name));
  if (options_.durable) TRY(sync_folder(options_.folder));
  file_ = std::make_shared<const UniqueFd>(std::move(fd));
  file_bytes_ = size;
  return ok();
}

// Finds the end of the chain, going back over files that were begun and never written, and opens the newest file
// behind its last whole record.
Result<void> FileWriter::open_newest() {
  TRY_ASSIGN(const std::vector<std::string> names, log_files(options_.folder));
  if (names.empty()) return ok();
  std::uint64_t newest_bytes = 0;
  std::optional<std::string> torn;
  for (std::size_t i = names.size(); i-- > 0 && seq_ == 0;) {
    TRY_ASSIGN(FileState state, read_end(path(names[i]), names[i]));
    if (state.damage) {
      return make_error(state.damage->code, options_.folder + ": the audit log is damaged (" + state.damage->detail +
                                                "); keep the folder as evidence and give audit.dir a new one");
    }
    if (i + 1 == names.size()) {
      newest_bytes = state.bytes;
      torn = state.torn;
    }
    if (state.seq == 0) continue;
    seq_ = durable_seq_ = state.seq;
    prev_ = state.hash;
    file_date_ = state.date;
  }
  TRY(open_file(names.back(), newest_bytes));
  return torn ? tell_repair(names.back(), *torn) : ok();
}

Result<void> FileWriter::tell_repair(const std::string& name, const std::string& torn) {
  Record repair;
  repair.user = "system";
  repair.terminal = "local";
  repair.action = "audit.repair";
  repair.object = name;
  repair.reason = "the last line was not whole and was cut off";
  repair.more.emplace_back("bytes", checked_cast<std::int64_t>(torn.size()));
  repair.more.emplace_back("sha256", sha256_hex(as_bytes(torn)));
  TRY(write_record(repair));
  return ok();
}

Result<void> FileWriter::start() {
  if (::mkdir(options_.folder.c_str(), 0750) != 0 && errno != EEXIST) return io_error(options_.folder);
  TRY(take_lock());
  {
    const std::lock_guard lock(mutex_);
    TRY(open_newest());
  }
  const std::string head_path = path(std::string(kHeadFile));
  TRY_ASSIGN(const std::string head_text, read_small_file(head_path, 256));
  if (Result<Head> head = parse_head(head_text); head && head->seq > seq_) {
    return make_error(ErrorCode::Truncated, options_.folder + ": the audit log ends at record " + std::to_string(seq_) +
                                                " but had " + std::to_string(head->seq) +
                                                "; keep the folder as evidence and give audit.dir a new one");
  }
  head_fd_ = UniqueFd(::open(head_path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0640));
  if (!head_fd_) return io_error(head_path);
  flusher_ = std::thread([this] { flush_loop(); });
  return ok();
}

Result<void> FileWriter::rotate_if_due(std::int64_t now_ms) {
  const std::string date = date_jst(now_ms);
  if (file_ && file_bytes_ < options_.rotate_bytes && date == file_date_) return ok();
  if (file_ && file_bytes_ == 0) {
    file_date_ = date;
    return ok();
  }
  if (file_ && options_.durable && ::fdatasync(file_->get()) != 0)
    return io_error("the audit log cannot be made durable");
  TRY(open_file(file_name(seq_ + 1, date), 0));
  file_date_ = date;
  return ok();
}

Result<std::uint64_t> FileWriter::write_record(const Record& record) {
  if (broken_) return *broken_;
  const std::int64_t now_ms = options_.clock_ms();
  TRY(rotate_if_due(now_ms));
  std::string hash;
  const std::string line = encode(record, seq_ + 1, now_ms, prev_, hash);
  if (Result<void> written = write_all(file_->get(), line); !written) {
    if (::ftruncate(file_->get(), checked_cast<off_t>(file_bytes_)) != 0) {
      broken_ = io_error("the audit log cannot be cut back after a failed write");
    }
    return std::move(written).error();
  }
  file_bytes_ += line.size();
  prev_ = std::move(hash);
  return ++seq_;
}

void FileWriter::append(const Record& record, Done done) {
  Result<std::uint64_t> seq = std::uint64_t{0};
  {
    const std::lock_guard lock(mutex_);
    seq = write_record(record);
    if (seq) waiters_.push_back({*seq, std::move(done)});
  }
  if (seq) {
    wake_.notify_one();
  } else {
    done(std::move(seq));
  }
}

void FileWriter::flush_loop() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stopping_ || !waiters_.empty(); });
    if (waiters_.empty()) return;
    // Under load one wait for the disk serves more records; a record that comes alone does not wait.
    if (std::chrono::steady_clock::now() - last_flush_ < kBusyWithin) {
      lock.unlock();
      std::this_thread::sleep_for(kGather);
      lock.lock();
    }
    flush_once(lock);
    last_flush_ = std::chrono::steady_clock::now();
  }
}

void FileWriter::flush_once(std::unique_lock<std::mutex>& lock) {
  std::vector<Waiter> batch;
  batch.swap(waiters_);
  const SharedFd file = file_;
  const Head head{seq_, prev_};
  lock.unlock();
  std::optional<Error> error;
  if (options_.durable && ::fdatasync(file->get()) != 0) error = io_error("the audit log cannot be made durable");
  if (!error) {
    const std::string text = format_head(head);
    if (::pwrite(head_fd_.get(), text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) {
      error = io_error("the audit log's head cannot be written");
    }
  }
  lock.lock();
  ++flushes_;
  if (error) {
    broken_ = error;
  } else {
    durable_seq_ = head.seq;
  }
  lock.unlock();
  for (const Waiter& waiter : batch) {
    if (waiter.done) waiter.done(error ? Result<std::uint64_t>(*error) : Result<std::uint64_t>(waiter.seq));
  }
  lock.lock();
}

}  // namespace

Result<std::unique_ptr<Writer>> Writer::open(WriterOptions options) {
  auto writer = std::make_unique<FileWriter>(std::move(options));
  TRY(writer->start());
  return std::unique_ptr<Writer>(std::move(writer));
}

Result<std::uint64_t> Writer::append_and_wait(const Record& record) {
  std::promise<Result<std::uint64_t>> durable;
  std::future<Result<std::uint64_t>> outcome = durable.get_future();
  append(record, [&durable](Result<std::uint64_t> seq) { durable.set_value(std::move(seq)); });
  return outcome.get();
}

}  // namespace mugai::audit
