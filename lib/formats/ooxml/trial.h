// The document that the zygote rebuilds once before it forks (Handler::trial).
#pragma once

#include "lib/base/bytes.h"

namespace mugai::ooxml {

// A .docx of one paragraph, with nothing to remove.
Buffer trial_document();

}  // namespace mugai::ooxml
