// Office documents in one XML file: Flat OPC (a whole package, macros included) is made a package again and rebuilt by
// the ooxml handler like any other; the XML formats of Office 2003 and of its relatives are refused by their rows.
#pragma once

#include "lib/core/handler.h"

namespace mugai::flat {

Handler& handler();

}  // namespace mugai::flat
