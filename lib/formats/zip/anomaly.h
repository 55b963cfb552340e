// What can be wrong with a container: one closed list, and one table that says for each what becomes of the file.
#pragma once

#include <cstdint>
#include <string>

#include "lib/core/context.h"
#include "lib/formats/zip/entry.h"

namespace mugai::zip {

enum class Anomaly : std::uint8_t {
  // Left behind by the rebuild.
  Prefix,
  Trailing,
  Gap,
  Comment,
  ExtraField,
  LinkAttribute,
  // The file is refused.
  EndRecords,
  SecondArchive,
  SplitArchive,
  Directory,
  LocalDiffers,
  Descriptor,
  Overlap,
  DuplicateName,
  CaseDuplicate,
  PartName,
  Piece,
  UnicodePath,
  Encrypted,
  Method,
  Damaged,
};
inline constexpr int kAnomalyCount = 21;

// Reports the anomaly as the table says for this mode. `where` is a member's name or empty.
void report(Context& ctx, Mode mode, Anomaly anomaly, std::string where = {}, std::uint32_t count = 1);
// Reports, and makes the Error for an anomaly that refuses the file. `detail` replaces the table's words in the Error.
Error refuse(Context& ctx, Mode mode, Anomaly anomaly, std::string where = {}, std::uint64_t offset = 0,
             std::string detail = {});

}  // namespace mugai::zip
