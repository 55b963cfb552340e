// Handler of EMF and WMF as files (name "metafile").
#pragma once

#include "lib/core/handler.h"

namespace mugai::metafile {

Handler& handler();

}  // namespace mugai::metafile
