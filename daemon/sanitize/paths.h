// Paths: which files a run takes and what its results are called. Pure rules on names first, then the walk.
// Limits: names are bytes, as Linux has them; a walk ends at 64 levels of folders.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"

namespace mugai::cli {

// "a/b.docm", "docx" → "a/b.docx"; an empty extension changes nothing; a name without extension gets one.
std::string with_extension(std::string_view path, std::string_view extension);
// "a/b.docm", "docx" → "a/b.clean.docx"; "a/b" → "a/b.clean"; the result of a single file.
std::string clean_name(std::string_view path, std::string_view extension);
std::string base_name(std::string_view path);
// Whether `path` is `folder` or lies below it; both absolute and resolved.
bool is_within(std::string_view path, std::string_view folder) noexcept;

// Names for the results of a tree. A file whose extension changes keeps its stem (x.docm → x.docx), unless that name
// belongs to an input or to an earlier result: then the new extension is added (x.docm.docx), and a number where even
// that is taken. Asked in the order of the inputs, it gives the same names in every run.
class OutputNames {
 public:
  explicit OutputNames(const std::vector<std::string>& inputs);
  std::string assign(const std::string& input, std::string_view extension);

 private:
  [[nodiscard]] bool is_free(const std::string& name) const;
  std::set<std::string, std::less<>> inputs_;  // files and the folders that hold them
  std::set<std::string, std::less<>> given_;
};

struct Tree {
  std::vector<std::string> files;    // relative, sorted by bytes
  std::vector<std::string> skipped;  // links, devices, pipes: not followed, not opened
  std::vector<std::string> unread;   // folders that could not be opened: "path: reason"
};
// Error Io where `folder` itself cannot be opened. Links are never followed below it.
Result<Tree> walk(const std::string& folder);

}  // namespace mugai::cli
