#include "daemon/mugaid/flow/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "lib/base/checked.h"
#include "lib/base/unique_fd.h"

namespace mugai::flow {

Error io_error(const std::string& what) {
  return make_error(ErrorCode::Io, what + ": " + std::strerror(errno));
}

Result<void> write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return io_error("a file cannot be written");
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return ok();
}

Result<void> sync_folder(const std::string& folder) {
  const UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd || ::fsync(fd.get()) != 0) return io_error(folder);
  return ok();
}

Result<void> make_folder(const std::string& folder) {
  if (::mkdir(folder.c_str(), 0750) != 0 && errno != EEXIST) return io_error(folder);
  struct stat info {};
  if (::stat(folder.c_str(), &info) != 0) return io_error(folder);
  if (!S_ISDIR(info.st_mode)) return make_error(ErrorCode::Io, folder + ": is not a folder");
  return ok();
}

Result<void> replace_file(const std::string& path, std::string_view text) {
  const std::string temporary = path + ".tmp";
  {
    const UniqueFd fd(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640));
    if (!fd) return io_error(temporary);
    TRY(write_all(fd.get(), text));
    if (::fdatasync(fd.get()) != 0) return io_error(temporary);
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) return io_error(path);
  const std::size_t slash = path.rfind('/');
  return sync_folder(slash == std::string::npos ? "." : path.substr(0, slash + 1));
}

Result<std::string> read_file(const std::string& path, std::uint64_t limit) {
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd) {
    if (errno == ENOENT) return std::string();
    return io_error(path);
  }
  std::string text;
  std::string chunk(64 * 1024, '\0');
  while (true) {
    const ssize_t got = ::read(fd.get(), chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return io_error(path);
    if (got == 0) return text;
    text.append(chunk, 0, static_cast<std::size_t>(got));
    if (text.size() > limit) return make_error(ErrorCode::TooLarge, path + ": is too large");
  }
}

}  // namespace mugai::flow
