// The way of everything that holds messages in a form of its own (winmail.dat, .msg, mbox): it is written as an
// ordinary mail, which a process of its own rebuilds by all the rules of mail, and that is the result (catalogue
// EML-001).
#pragma once

#include <string_view>

#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/core/outcome.h"
#include "lib/stream/sink.h"

namespace mugai::mapi {

// `write` gives the mail. The outcome is of `type`, replaced by an .eml. An Error of the rebuilt mail becomes this
// one's.
Result<Outcome> rebuild_as_mail(std::string_view type, const Context::InputWriter& write, OutputSink& out,
                                Context& ctx);

}  // namespace mugai::mapi
