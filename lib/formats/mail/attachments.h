// Runs every attachment as a job of its own and keeps how it ended.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/formats/mail/gather.h"
#include "lib/formats/mail/structure.h"

namespace mugai::mail {

struct RebuiltAttachment {
  std::string name;            // as the mail named it, cleaned
  std::string delivered_name;  // unique among those of this mail; empty where there is no output
  std::uint64_t bytes_in = 0;  // decoded
  bool names_disagree = false;
  bool name_missing = false;   // `name` was made up here
  bool is_invitation = false;  // as in AttachmentRef
  NestedOutcome outcome;       // with the rebuilt bytes
};

// In the order of the mail. Where a mail carries its invitation twice, one of the two is left out (invitation.h). A
// refused attachment is an outcome; an Error ends the mail job.
Result<std::vector<RebuiltAttachment>> rebuild_attachments(const Gathered& gathered, Context& ctx);

}  // namespace mugai::mail
