#include "daemon/mugaid/drop/claim.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>

#include "daemon/mugaid/flow/files.h"
#include "lib/base/utf8.h"

namespace mugai::drop {
namespace {

using flow::io_error;

constexpr std::size_t kMaxNameBytes = 180;  // leaves room for a receipt and ".report.json"
constexpr std::size_t kMaxSmallFile = 64 * 1024;
constexpr std::array kReportParts = {"report.json", "report.txt"};

bool exists(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0;
}

std::string parent_of(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

// One component as it may stand in `out`: no control, bidi or invisible character, no leading dot, not too long.
std::string safe_component(std::string_view component) {
  std::string safe = utf8::one_line(component, 4096);
  std::replace(safe.begin(), safe.end(), '/', '_');
  if (safe.empty() || safe.front() == '.') safe.insert(safe.begin(), '_');
  if (safe.size() <= kMaxNameBytes) return safe;
  const std::size_t dot = safe.rfind('.');
  const std::string extension = dot != std::string::npos && safe.size() - dot <= 16 ? safe.substr(dot) : std::string();
  return std::string(utf8::truncate(safe, kMaxNameBytes - extension.size())) + extension;
}

std::string safe_relative(std::string_view relative) {
  std::string out;
  while (true) {
    const std::size_t slash = relative.find('/');
    out += safe_component(relative.substr(0, slash));
    if (slash == std::string_view::npos) return out;
    out += '/';
    relative.remove_prefix(slash + 1);
  }
}

// Makes the folders above `relative` below `root`.
Result<void> make_parents(const std::string& root, const std::string& relative) {
  for (std::size_t slash = relative.find('/'); slash != std::string::npos; slash = relative.find('/', slash + 1)) {
    TRY(flow::make_folder(root + "/" + relative.substr(0, slash)));
  }
  return ok();
}

// Renames without replacing. A source that is gone was renamed before the crash.
Result<void> move_once(const std::string& from, const std::string& to) {
  if (!exists(from)) return ok();
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) != 0) return io_error(to);
  return flow::sync_folder(parent_of(to));
}

Result<dev_t> device_of(const std::string& folder) {
  struct stat info {};
  if (::stat(folder.c_str(), &info) != 0) return io_error(folder);
  return info.st_dev;
}

}  // namespace

Result<void> prepare(const Folders& folders) {
  for (const std::string* folder : {&folders.in, &folders.out, &folders.quarantine, &folders.work}) {
    TRY(flow::make_folder(*folder));
  }
  TRY_ASSIGN(const dev_t device, device_of(folders.in));
  for (const std::string* folder : {&folders.out, &folders.quarantine, &folders.work}) {
    TRY_ASSIGN(const dev_t other, device_of(*folder));
    if (other != device) {
      return make_error(ErrorCode::Malformed,
                        *folder + " is on another file system than drop.in; put all drop folders on one");
    }
    if (*folder == folders.in || (*folder + "/").starts_with(folders.in + "/")) {
      return make_error(ErrorCode::Malformed, *folder + " lies in drop.in; put it beside");
    }
  }
  return ok();
}

Result<Claim> Claim::take(const Folders& folders, const std::string& receipt, const std::string& relative) {
  Claim claim(folders.work + "/" + receipt, receipt, relative);
  TRY(flow::make_folder(claim.folder_));
  TRY(flow::replace_file(claim.path("name"), relative));
  TRY(flow::sync_folder(folders.work));
  const std::string from = folders.in + "/" + relative;
  if (::rename(from.c_str(), claim.path("original").c_str()) != 0) {
    const Error error = io_error(from);
    static_cast<void>(claim.remove());
    return error;
  }
  TRY(flow::sync_folder(claim.folder_));
  return claim;
}

Result<std::vector<Claim>> Claim::left_over(const Folders& folders) {
  const std::unique_ptr<DIR, int (*)(DIR*)> dir(::opendir(folders.work.c_str()), &::closedir);
  if (!dir) return io_error(folders.work);
  std::vector<Claim> claims;
  while (const dirent* entry = ::readdir(dir.get())) {
    const std::string receipt = entry->d_name;
    if (receipt.starts_with('.')) continue;
    Claim claim(folders.work + "/" + receipt, receipt, {});
    TRY_ASSIGN(claim.relative_, flow::read_file(claim.path("name"), kMaxSmallFile));
    if (exists(claim.path("original")) || exists(claim.path("ready"))) {
      if (claim.relative_.empty()) claim.relative_ = receipt;
      claims.push_back(std::move(claim));
    } else {
      TRY(claim.remove());
    }
  }
  std::sort(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) { return a.receipt_ < b.receipt_; });
  return claims;
}

Result<std::optional<Decision>> Claim::decision() const {
  TRY_ASSIGN(const std::string text, flow::read_file(path("ready"), kMaxSmallFile));
  if (text.starts_with("output ")) return std::optional(Decision{false, text.substr(7)});
  if (text.starts_with("blocked ")) return std::optional(Decision{true, text.substr(8)});
  return std::optional<Decision>();
}

Result<void> Claim::decide(const Decision& decision) {
  return flow::replace_file(path("ready"), (decision.blocked ? "blocked " : "output ") + decision.name);
}

Result<void> Claim::publish(const Folders& folders, const Decision& decision) {
  TRY(make_parents(folders.out, decision.name));
  const std::string target = folders.out + "/" + decision.name;
  if (!decision.blocked) TRY(move_once(path("result"), target));
  for (const char* part : kReportParts)
    TRY(move_once(path(part), target + "." + part));
  if (decision.blocked) {
    const std::string name = safe_component(relative_.substr(relative_.rfind('/') + 1));
    TRY(move_once(path("original"), folders.quarantine + "/" + receipt_ + "__" + name));
  }
  return remove();
}

// `ready` goes last but for the folder: without it a crash in between would begin the file anew.
Result<void> Claim::remove() const {
  for (const char* part :
       {"original", "result", "report.json", "report.txt", "name", "name.tmp", "ready.tmp", "ready"}) {
    if (::unlink(path(part).c_str()) != 0 && errno != ENOENT) return io_error(path(part));
  }
  if (::rmdir(folder_.c_str()) != 0 && errno != ENOENT) return io_error(folder_);
  return ok();
}

std::string free_name(const Folders& folders, const std::string& relative, const std::string& extension,
                      const std::string& receipt) {
  const std::string safe = safe_relative(relative);
  const std::size_t base = safe.rfind('/') + 1;
  std::size_t dot = safe.rfind('.');
  if (dot == std::string::npos || dot <= base) dot = safe.size();
  const std::string stem = safe.substr(0, dot);
  const std::string ending = extension.empty() ? safe.substr(dot) : "." + extension;
  const std::string plain = stem + ending;
  const std::string target = folders.out + "/" + plain;
  bool taken = exists(target);
  for (const char* part : kReportParts)
    taken = taken || exists(target + "." + part);
  return taken ? stem + "." + receipt + ending : plain;
}

}  // namespace mugai::drop
