// OutputFile: a file that appears under its name only when it is complete and on disk, or not at all.
// Nameless (O_TMPFILE) while it is written, where the file system can; else under a hidden temporary name.
#pragma once

#include <string>

#include "lib/base/result.h"
#include "lib/base/unique_fd.h"

namespace mugai::cli {

class OutputFile {
 public:
  // In `folder`, which must exist. Error Io.
  static Result<OutputFile> create(const std::string& folder);
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();  // removes the file where publish() did not give it a name

  [[nodiscard]] int fd() const noexcept { return fd_.get(); }
  // fsync, then the name; replaces a regular file or a link of that name in one step, and nothing else. `path` is on
  // the same file system.
  // Error Io: nothing has changed under `path`.
  Result<void> publish(const std::string& path);

 private:
  OutputFile(std::string folder, UniqueFd fd, std::string temporary_path)
      : folder_(std::move(folder)), fd_(std::move(fd)), temporary_path_(std::move(temporary_path)) {}
  Result<void> link_over(const std::string& path);

  std::string folder_;
  UniqueFd fd_;
  std::string temporary_path_;  // empty while nameless
};

// Removes a regular file or a link; anything else stays.
void remove_file(const std::string& path) noexcept;
// Makes a new name in `folder` durable. Errors are left to the next write.
void sync_folder(const std::string& folder) noexcept;
// "a/b" → "a"; "b" → "."
std::string folder_of(const std::string& path);

}  // namespace mugai::cli
