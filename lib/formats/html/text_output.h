// The text of a page as a file of its own: nothing that a program would take for anything else than text (catalogue
// TXT-004).
#pragma once

#include <string>

#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/stream/sink.h"

namespace mugai::html {

// Writes UTF-8, with a mark where it is not plain ASCII, CRLF line ends, and finishes `out`.
Result<void> write_text_file(std::string text, OutputSink& out, Context& ctx);

}  // namespace mugai::html
