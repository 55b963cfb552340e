#include "daemon/sanitize/paths.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "lib/base/unique_fd.h"

namespace mugai::cli {
namespace {

constexpr int kMaxLevels = 64;

// Position of the dot before the extension, or the end; a leading dot is part of the stem (".profile").
std::size_t extension_at(std::string_view path) noexcept {
  const std::size_t slash = path.rfind('/');
  const std::size_t start = slash == std::string_view::npos ? 0 : slash + 1;
  const std::size_t dot = path.rfind('.');
  return dot == std::string_view::npos || dot <= start ? path.size() : dot;
}

struct CloseDir {
  void operator()(DIR* dir) const noexcept { ::closedir(dir); }
};
using Dir = std::unique_ptr<DIR, CloseDir>;

void walk_folder(UniqueFd fd, const std::string& prefix, int level, Tree& tree) {
  const Dir dir(::fdopendir(fd.get()));
  if (!dir) {
    tree.unread.push_back(prefix + ": " + std::strerror(errno));
    return;
  }
  const int dir_fd = fd.release();  // owned by `dir` now
  while (const dirent* entry = ::readdir(dir.get())) {
    const std::string name = entry->d_name;
    if (name == "." || name == "..") continue;
    const std::string path = prefix + name;
    struct stat status {};
    if (::fstatat(dir_fd, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
      tree.unread.push_back(path + ": " + std::strerror(errno));
    } else if (S_ISREG(status.st_mode)) {
      tree.files.push_back(path);
    } else if (S_ISDIR(status.st_mode) && level < kMaxLevels) {
      UniqueFd below(::openat(dir_fd, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
      if (below) {
        walk_folder(std::move(below), path + "/", level + 1, tree);
      } else {
        tree.unread.push_back(path + ": " + std::strerror(errno));
      }
    } else if (S_ISDIR(status.st_mode)) {
      tree.unread.push_back(path + ": too many levels of folders");
    } else {
      tree.skipped.push_back(path);
    }
  }
}

}  // namespace

std::string with_extension(std::string_view path, std::string_view extension) {
  if (extension.empty()) return std::string(path);
  return std::string(path.substr(0, extension_at(path))).append(".").append(extension);
}

std::string clean_name(std::string_view path, std::string_view extension) {
  const std::size_t dot = extension_at(path);
  std::string out(path.substr(0, dot));
  out += ".clean";
  if (!extension.empty()) return out.append(".").append(extension);
  return out.append(path.substr(dot));
}

std::string base_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

bool is_within(std::string_view path, std::string_view folder) noexcept {
  if (folder == "/") return true;
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

OutputNames::OutputNames(const std::vector<std::string>& inputs) {
  for (const std::string& input : inputs) {
    inputs_.insert(input);
    for (std::size_t slash = input.find('/'); slash != std::string::npos; slash = input.find('/', slash + 1)) {
      inputs_.insert(input.substr(0, slash));
    }
  }
}

bool OutputNames::is_free(const std::string& name) const {
  return !inputs_.contains(name) && !given_.contains(name);
}

std::string OutputNames::assign(const std::string& input, std::string_view extension) {
  std::string name = with_extension(input, extension);
  if (name != input && !is_free(name)) {
    name = input + "." + std::string(extension);
    for (int number = 2; !is_free(name); ++number) {
      name = input + " (" + std::to_string(number) + ")." + std::string(extension);
    }
  }
  given_.insert(name);
  return name;
}

Result<Tree> walk(const std::string& folder) {
  UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) return make_error(ErrorCode::Io, folder + ": " + std::strerror(errno));
  Tree tree;
  walk_folder(std::move(fd), "", 0, tree);
  std::sort(tree.files.begin(), tree.files.end());
  std::sort(tree.skipped.begin(), tree.skipped.end());
  std::sort(tree.unread.begin(), tree.unread.end());
  return tree;
}

}  // namespace mugai::cli
