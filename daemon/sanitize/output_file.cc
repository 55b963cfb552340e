#include "daemon/sanitize/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace mugai::cli {
namespace {

Error io_error(const std::string& path) {
  return make_error(ErrorCode::Io, path + ": " + std::strerror(errno));
}

std::string proc_path(int fd) {
  return "/proc/self/fd/" + std::to_string(fd);
}

mode_t file_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

// A folder, a device or a pipe is never put away for a result; run as root, that could take the system's own.
bool is_replaceable(mode_t mode) {
  return S_ISREG(mode) || S_ISLNK(mode);
}

}  // namespace

Result<OutputFile> OutputFile::create(const std::string& folder) {
  static const mode_t kMode = file_mode();  // asked once: umask(2) has no way to read without writing
  UniqueFd nameless(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, kMode));
  if (nameless) return OutputFile(folder, std::move(nameless), {});
  std::string pattern = folder + "/.mugai-XXXXXX";
  UniqueFd named(::mkostemp(pattern.data(), O_CLOEXEC));
  if (!named) return io_error(folder);
  OutputFile file(folder, std::move(named), pattern);
  if (::fchmod(file.fd(), kMode) != 0) return io_error(pattern);
  return file;
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : folder_(std::move(other.folder_)),
      fd_(std::move(other.fd_)),
      temporary_path_(std::exchange(other.temporary_path_, {})) {}

OutputFile::~OutputFile() {
  if (!temporary_path_.empty()) ::unlink(temporary_path_.c_str());
}

// linkat(2) does not replace: a second name beside the target is renamed over it.
Result<void> OutputFile::link_over(const std::string& path) {
  for (int attempt = 0; attempt < 100; ++attempt) {
    const std::string name = path + ".mugai-" + std::to_string(::getpid()) + "-" + std::to_string(attempt);
    if (::linkat(AT_FDCWD, proc_path(fd()).c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) != 0) {
      if (errno == EEXIST) continue;
      return io_error(path);
    }
    temporary_path_ = name;
    return ok();
  }
  return make_error(ErrorCode::Io, path + ": no free temporary name");
}

Result<void> OutputFile::publish(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) == 0 && !is_replaceable(status.st_mode)) {
    return make_error(ErrorCode::Io, path + ": is there and is no regular file");
  }
  if (::fsync(fd()) != 0) return io_error(path);
  if (temporary_path_.empty()) {
    if (::linkat(AT_FDCWD, proc_path(fd()).c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW) == 0) return ok();
    if (errno != EEXIST) return io_error(path);
    TRY(link_over(path));
  }
  if (::rename(temporary_path_.c_str(), path.c_str()) != 0) return io_error(path);
  temporary_path_.clear();
  return ok();
}

void remove_file(const std::string& path) noexcept {
  struct stat status {};
  if (::lstat(path.c_str(), &status) == 0 && is_replaceable(status.st_mode)) ::unlink(path.c_str());
}

void sync_folder(const std::string& folder) noexcept {
  const UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd) static_cast<void>(::fsync(fd.get()));
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace mugai::cli
