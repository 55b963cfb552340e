// META-INF/manifest.xml (ODF 1.3 part 2, chapter 4): which files the package has and what they say they are.
//
// In: the member's bytes. Out: its entries, and whether anything is encrypted. Written anew from the model.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/base/result.h"

namespace mugai::odf {

struct FileEntry {
  std::string path;  // "/" is the package, "Object 1/" a document in it
  std::string media_type;
};

struct Manifest {
  std::vector<FileEntry> entries;
  bool encrypted = false;
  // nullptr where the path is not listed.
  [[nodiscard]] const FileEntry* find(std::string_view path) const;
};

Result<Manifest> parse_manifest(Bytes document);
// `version`: of the root entry and the manifest; empty for none (before ODF 1.2).
std::string write_manifest(const std::vector<FileEntry>& entries, std::string_view version);

}  // namespace mugai::odf
