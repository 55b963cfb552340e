#include "lib/audit/log_reader.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <vector>

#include "lib/audit/flat_json.h"
#include "lib/audit/record.h"
#include "lib/audit/writer.h"
#include "lib/base/ascii.h"
#include "lib/base/unique_fd.h"

namespace mugai::audit {
namespace {

constexpr std::size_t kChunkBytes = 256 * 1024;
constexpr std::size_t kSeqDigits = 20;

Result<std::size_t> read_some(int fd, char* into, std::size_t size) {
  while (true) {
    const ssize_t got = ::read(fd, into, size);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) return io_error("the audit log cannot be read");
  }
}

// Splits a stream of pieces into lines.
class LineSplitter {
 public:
  explicit LineSplitter(const std::function<bool(const RawLine&)>& each) : each_(each) {}
  // False once `each` has had enough.
  bool feed(std::string_view piece) {
    while (!piece.empty()) {
      const std::size_t end = piece.find('\n');
      append(piece.substr(0, end));
      if (end == std::string_view::npos) return true;
      piece.remove_prefix(end + 1);
      if (!emit(true)) return false;
    }
    return true;
  }
  void finish() {
    if (line_bytes_ > 0) emit(false);
  }

 private:
  void append(std::string_view part) {
    line_bytes_ += part.size();
    if (line_.size() <= kMaxLineBytes) line_.append(part.substr(0, kMaxLineBytes + 1 - line_.size()));
  }
  bool emit(bool has_end) {
    const bool go_on = each_({line_, ++number_, offset_, has_end});
    offset_ += line_bytes_ + 1;
    line_bytes_ = 0;
    line_.clear();
    return go_on;
  }

  const std::function<bool(const RawLine&)>& each_;
  std::string line_;
  std::uint64_t line_bytes_ = 0;
  std::uint64_t number_ = 0;
  std::uint64_t offset_ = 0;
};

}  // namespace

Error io_error(const std::string& what) {
  return make_error(ErrorCode::Io, what + ": " + std::strerror(errno));
}

Result<void> for_each_line(const std::string& path, const std::function<bool(const RawLine&)>& each) {
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd) return io_error(path);
  LineSplitter splitter(each);
  std::string chunk(kChunkBytes, '\0');
  while (true) {
    TRY_ASSIGN(const std::size_t got, read_some(fd.get(), chunk.data(), chunk.size()));
    if (got == 0) break;
    if (!splitter.feed(std::string_view(chunk).substr(0, got))) return ok();
  }
  splitter.finish();
  return ok();
}

Result<std::string> read_small_file(const std::string& path, std::size_t limit) {
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd) {
    if (errno == ENOENT) return std::string();
    return io_error(path);
  }
  std::string text(limit, '\0');
  TRY_ASSIGN(const std::size_t got, read_some(fd.get(), text.data(), text.size()));
  text.resize(got);
  return text;
}

Result<Head> parse_head(std::string_view text) {
  text = ascii::trim(text);
  const std::size_t split = text.find_first_of(" :");
  const Error bad = make_error(ErrorCode::Malformed, "a head is written SEQ:HASH");
  if (split == std::string_view::npos) return bad;
  const auto seq = ascii::parse_decimal(text.substr(0, split));
  const std::string_view hash = text.substr(split + 1);
  if (!seq || hash.size() != kHashDigits) return bad;
  return Head{*seq, std::string(hash)};
}

std::string format_head(const Head& head) {
  std::string digits = std::to_string(head.seq);
  digits.insert(0, kSeqDigits - digits.size(), '0');
  return digits + ' ' + head.hash + '\n';
}

Result<std::vector<std::string>> log_files(const std::string& folder) {
  const std::unique_ptr<DIR, int (*)(DIR*)> dir(::opendir(folder.c_str()), &::closedir);
  if (!dir) {
    if (errno == ENOENT) return std::vector<std::string>();
    return io_error(folder);
  }
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(dir.get())) {
    const std::string_view name = entry->d_name;
    if (name.starts_with("audit-") && name.ends_with(".jsonl")) names.emplace_back(name);
  }
  std::sort(names.begin(), names.end());  // the first record's number is in the name, with leading zeros
  return names;
}

}  // namespace mugai::audit
