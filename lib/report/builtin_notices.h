// The shipped templates of the notice as text (builtin_notices.cc, made by CMake from config/notices).
#pragma once

#include <string_view>

namespace mugai::report {

extern const std::string_view kBuiltinNoticeJa;
extern const std::string_view kBuiltinNoticeEn;

}  // namespace mugai::report
