// A PDF file opened up for a search: its bytes, and behind them the unpacked content of every stream that can be
// unpacked.
#pragma once

#include <string>
#include <string_view>

namespace mugai::testing {

std::string exposed_pdf(std::string_view file);

}  // namespace mugai::testing
