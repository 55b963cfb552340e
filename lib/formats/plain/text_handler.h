// Handler "text": text files of any charset → clean text in UTF-8 (see README.md).
#pragma once

#include "lib/core/handler.h"

namespace mugai::plain {

// One instance for the process.
Handler& text_handler();

}  // namespace mugai::plain
