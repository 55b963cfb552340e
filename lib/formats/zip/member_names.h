// Names of an archive's members as they go out: decoded, cleaned, unique, or refused with the archive.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/core/context.h"
#include "lib/formats/zip/entry.h"

namespace mugai::zip {

struct MemberName {
  std::string path;  // UTF-8, '/' between folders, no slash at the end
  bool directory = false;
};

// One name a member, in order. Names that would write outside, that two readers spell differently, or that are a file
// and a folder at once refuse the archive (ARC-006, ARC-018, ARC-009); what was merely cleaned is reported (NAM-006).
Result<std::vector<MemberName>> decide_names(const std::vector<Entry>& entries, Context& ctx);

// Keeps the names that were given out apart: no two are equal for any file system (NAM-015).
class NameSpace {
 public:
  // `path`, or with " (2)" and so on before the extension of its last part.
  std::string claim(std::string path);
  // True for the first folder of that name.
  bool claim_folder(const std::string& path);

 private:
  std::map<std::string, std::set<std::string>> used_;  // key of the folder → keys of the names in it
  std::set<std::string> folders_;
};

// The last part of a path.
std::string_view base_name(std::string_view path) noexcept;
// `path` with the extension of its last part replaced by, or with, `extension`.
std::string with_extension(std::string_view path, std::string_view extension);

}  // namespace mugai::zip
