#include "lib/formats/all_handlers.h"

#include "lib/formats/mail/handler.h"
#include "lib/formats/mail/mbox.h"
#include "lib/formats/mail_check/handler.h"
#include "lib/formats/msg/handler.h"
#include "lib/formats/ooxml/handler.h"
#include "lib/formats/tnef/handler.h"
#include "lib/formats/zip/handler.h"

namespace mugai::formats {

HandlerSet all_handlers() noexcept {
  static constexpr HandlerFunction kAll[] = {zip::handler,       ooxml::handler, mail::handler, mail_check::handler,
                                             mail::mbox_handler, msg::handler,   tnef::handler};
  return kAll;
}

}  // namespace mugai::formats
