// The looking side of the drop folder: what is there, and is it complete.
#include "daemon/mugaid/drop/watcher.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "daemon/mugaid/flow/files.h"
#include "lib/base/ascii.h"

namespace mugai::drop {
namespace {

constexpr int kScanMs = 1000;  // also what inotify does not tell: folders below, leases that end
constexpr std::array<std::string_view, 4> kUnfinished = {".part", ".tmp", ".filepart", ".crdownload"};

bool is_passed_over(std::string_view name) {
  if (name.starts_with('.') || name.starts_with("~$")) return true;  // hidden; lock files of office programs
  const std::string lower = ascii::lower(name);
  return std::any_of(kUnfinished.begin(), kUnfinished.end(),
                     [&](std::string_view end) { return lower.ends_with(end); });
}

}  // namespace

Watcher::Watcher(Options options, Services services) : options_(std::move(options)), services_(std::move(services)) {}

Result<std::unique_ptr<Watcher>> Watcher::start(Options options, Services services) {
  std::unique_ptr<Watcher> watcher(new Watcher(std::move(options), std::move(services)));
  TRY(watcher->open());
  return watcher;
}

Result<void> Watcher::open() {
  TRY(prepare(options_.folders));
  inotify_ = UniqueFd(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  wake_ = UniqueFd(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
  if (!inotify_ || !wake_) return flow::io_error("drop.in cannot be watched");
  constexpr std::uint32_t kEvents = IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE;
  if (::inotify_add_watch(inotify_.get(), options_.folders.in.c_str(), kEvents) < 0) {
    return flow::io_error("drop.in: " + options_.folders.in);
  }
  TRY_ASSIGN(waiting_, Claim::left_over(options_.folders));
  thread_ = std::thread([this] { loop(); });
  return ok();
}

Watcher::~Watcher() {
  stop();
}

void Watcher::stop() {
  stopping_ = true;
  if (wake_) static_cast<void>(::eventfd_write(wake_.get(), 1));
  if (thread_.joinable()) thread_.join();
  std::unique_lock lock(mutex_);
  done_.wait(lock, [this] { return under_way_ == 0; });
}

bool Watcher::has_room() {
  const std::lock_guard lock(mutex_);
  return under_way_ < options_.max_under_way && !stopping_;
}

void Watcher::wait_for_events() {
  std::array<pollfd, 2> fds = {pollfd{inotify_.get(), POLLIN, 0}, pollfd{wake_.get(), POLLIN, 0}};
  static_cast<void>(::poll(fds.data(), fds.size(), kScanMs));
  std::array<char, 4096> events{};  // what happened does not matter, only that something did
  while (::read(inotify_.get(), events.data(), events.size()) > 0) {
  }
  eventfd_t ignored = 0;
  static_cast<void>(::eventfd_read(wake_.get(), &ignored));
}

void Watcher::loop() {
  while (!stopping_) {
    std::vector<Claim> again;
    {
      const std::lock_guard lock(mutex_);
      again.swap(waiting_);
    }
    for (Claim& claim : again) {
      if (has_room()) {
        submit(std::move(claim));
      } else {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(std::move(claim));
      }
    }
    scan();
    wait_for_events();
  }
}

void Watcher::scan() {
  for (auto& [name, seen] : seen_)
    seen.met = false;
  visit({}, 0);
  std::erase_if(seen_, [](const auto& item) { return !item.second.met; });
}

// Depth is bounded by kMaxDepth; folders that are links are not entered.
void Watcher::visit(const std::string& relative, std::size_t depth) {
  const std::string folder = relative.empty() ? options_.folders.in : options_.folders.in + "/" + relative;
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0) return;
  const std::unique_ptr<DIR, int (*)(DIR*)> dir(::fdopendir(fd), &::closedir);
  if (!dir) {
    ::close(fd);
    return;
  }
  while (const dirent* entry = ::readdir(dir.get())) {
    if (!has_room()) return;
    const std::string_view name = entry->d_name;
    if (is_passed_over(name)) continue;
    const std::string below = relative.empty() ? std::string(name) : relative + "/" + std::string(name);
    struct stat info {};
    if (::fstatat(fd, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) continue;
    if (S_ISDIR(info.st_mode) && depth < kMaxDepth) visit(below, depth + 1);
    if (S_ISREG(info.st_mode)) consider(below);
  }
}

// A read lease is granted only where nobody has the file open for writing. Where leases cannot be had (another owner,
// another kind of file system) the file must have been the same for settle_seconds.
bool Watcher::is_complete(const std::string& path, const std::string& relative) {
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat info {};
  if (!fd || ::fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode)) return false;
  if (::fcntl(fd.get(), F_SETLEASE, F_RDLCK) == 0) {
    static_cast<void>(::fcntl(fd.get(), F_SETLEASE, F_UNLCK));
    return true;
  }
  if (errno == EAGAIN) return false;
  const std::int64_t now_ms = flow::system_clock_ms();
  const auto size = static_cast<std::uint64_t>(info.st_size);
  const std::int64_t modified_ns = info.st_mtim.tv_sec * 1'000'000'000 + info.st_mtim.tv_nsec;
  const auto [entry, is_new] = seen_.try_emplace(relative);
  Seen& seen = entry->second;
  if (is_new || seen.size != size || seen.modified_ns != modified_ns) seen = {size, modified_ns, now_ms, true};
  seen.met = true;
  return now_ms - seen.since_ms >= static_cast<std::int64_t>(options_.settle_seconds) * 1000;
}

void Watcher::consider(const std::string& relative) {
  if (!is_complete(options_.folders.in + "/" + relative, relative)) return;
  const Result<std::string> receipt = services_.receipts.next();
  if (!receipt) {
    services_.log_warning("drop folder: " + receipt.error().detail);
    return;
  }
  Result<Claim> claim = Claim::take(options_.folders, *receipt, relative);
  if (!claim) {
    services_.log_warning("drop folder: cannot take a file: " + claim.error().detail);
    return;
  }
  submit(std::move(claim).value());
}

void Watcher::submit(Claim claim) {
  {
    const std::lock_guard lock(mutex_);
    ++under_way_;
  }
  services_.counters.drop_waiting += 1;
  services_.post([this, owned = std::make_shared<Claim>(std::move(claim))] {
    process(std::move(*owned));
    services_.counters.drop_waiting -= 1;
    const std::lock_guard lock(mutex_);
    --under_way_;
    static_cast<void>(::eventfd_write(wake_.get(), 1));
    done_.notify_all();
  });
}

void Watcher::retry_later(Claim claim) {
  const std::lock_guard lock(mutex_);
  waiting_.push_back(std::move(claim));
}

}  // namespace mugai::drop
