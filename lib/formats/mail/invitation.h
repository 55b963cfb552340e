// A meeting invitation usually comes twice in one mail: as a text/calendar part that mail programs show, and as an
// attached .ics. Where both say the same, one is delivered; where they differ, a reader would see one event and enter
// another, so the shown one stays and the other is refused (catalogue ICS-006).
//
// The rebuilt files are compared, not what came: METHOD, PRODID and everything that calendars do not show are equal
// there. The time stamp of the file itself (DTSTAMP) is not compared. Limit: as the calendar format's.
#pragma once

#include <vector>

#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/formats/mail/attachments.h"

namespace mugai::mail {

// Leaves mails without a shown invitation, or with only one calendar, as they are. Error: Io.
Result<void> settle_invitations(std::vector<RebuiltAttachment>& attachments, Context& ctx);

}  // namespace mugai::mail
