// The handler for Office Open XML: .docx .xlsx .pptx and their macro, template and show variants (see README.md).
#pragma once

#include "lib/core/handler.h"

namespace mugai::ooxml {

// One instance for the process. The first call parses the vocabulary (about 10 ms): the zygote makes it.
Handler& handler();

}  // namespace mugai::ooxml
