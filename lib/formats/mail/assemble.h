// Writes the new message: our own fields, the rebuilt header, the text, the rebuilt attachments. Nothing of the old
// message's bytes is in it. The form is small and fixed; lib/formats/mail_check states and checks it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/formats/mail/attachments.h"
#include "lib/stream/sink.h"

namespace mugai::mail {

struct NewMessage {
  std::string header;  // rebuilt fields, CRLF
  std::string mugai;   // body of our X-Mugai field, ASCII, folded
  std::string text;    // UTF-8, LF line ends
};

// Without attachments that have output the message is a single text/plain part (japanese-mail: some groupware shows a
// clip for every multipart). Finishes `out`.
Result<void> write_message(const NewMessage& message, std::vector<RebuiltAttachment>& attachments, Context& ctx,
                           Sink& out);

}  // namespace mugai::mail
