// .msg and .oft files (MS-OXMSG): a message as a tree of storages and streams in a compound file, read into the model
// of lib/formats/mapi.
#pragma once

#include <memory>

#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/formats/cfb/compound_file.h"
#include "lib/formats/mapi/message.h"

namespace mugai::msg {

// Reports MSG-001..011. The result refers to `file`. Errors: those of the reader, Malformed, TooMany, TooDeep.
Result<mapi::Message> parse(const cfb::CompoundFile& file, Context& ctx);

}  // namespace mugai::msg
