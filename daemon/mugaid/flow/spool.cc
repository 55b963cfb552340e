#include "daemon/mugaid/flow/spool.h"

#include "daemon/mugaid/flow/engine.h"
#include "daemon/mugaid/flow/files.h"

namespace mugai::flow {

Result<void> Spool::append(std::string_view bytes) {
  if (bytes.size() > max_bytes_ || size_ > max_bytes_ - bytes.size()) {
    memory_.clear();
    file_.reset();
    return make_error(ErrorCode::TooLarge, "the message is larger than smtp.max_message_bytes");
  }
  size_ += bytes.size();
  digest_.update(as_bytes(bytes));
  if (file_) return write_all(file_.get(), bytes);
  memory_.append(bytes);
  if (memory_.size() <= kMemoryBytes) return ok();
  TRY_ASSIGN(file_, make_scratch(folder_));
  TRY(write_all(file_.get(), memory_));
  memory_.clear();
  memory_.shrink_to_fit();
  return ok();
}

Result<UniqueFd> Spool::finish() {
  if (!file_) {
    TRY_ASSIGN(file_, make_scratch({}));
    TRY(write_all(file_.get(), memory_));
    memory_.clear();
  }
  return std::move(file_);
}

}  // namespace mugai::flow
