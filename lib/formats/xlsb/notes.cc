#include "lib/formats/xlsb/notes.h"

#include "lib/formats/xlsb/record_ids.h"

namespace mugai::xlsb {

void Notes::left(std::uint32_t type) {
  const LeftRecord* row = find_left_record(type);
  if (row == nullptr) {
    removed("XLSB-009", "records of unknown kinds");
  } else if (!row->id.empty()) {
    removed(row->id, row->what);
  }
}

void Notes::tell() {
  for (const auto& [key, count] : counts_)
    reporter_.tell(key.first, std::nullopt, part_, Action::Removed, key.second, count);
  for (const auto& [why, count] : flattened_)
    reporter_.tell("XLSB-003", policy::Category::ExternalReferences, part_, Action::Flattened, why, count);
  counts_.clear();
  flattened_.clear();
}

Error Notes::refuse(Error error) {
  if (error.code == ErrorCode::Malformed || error.code == ErrorCode::Truncated)
    reporter_.tell("XLSB-009", std::nullopt, part_, Action::Blocked, error.detail);
  error.detail = part_ + ": " + error.detail;
  return error;
}

}  // namespace mugai::xlsb
