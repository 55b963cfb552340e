// What in the text of a mail a reader should be careful with although it is only text: passwords, links to shared files
// and to meetings (catalogue BODY-010, BODY-011, BODY-012). By short tables of words and hosts; told, never changed.
#pragma once

#include <string_view>
#include <vector>

#include "lib/core/context.h"
#include "lib/formats/mail/remarks.h"

namespace mugai::mail {

// `text` is the mail's text before its links are made inert. One remark a kind at most.
std::vector<Remark> observe_text(std::string_view text, Context& ctx);

}  // namespace mugai::mail
