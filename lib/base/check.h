// MUGAI_CHECK: a broken invariant of our own is a bug and ends the process at once (in a worker: this one job).
// It is never used for input: what came from outside is answered with an Error (error.h).
#pragma once

#include <cstdio>
#include <cstdlib>

namespace mugai::detail {

[[noreturn]] inline void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "mugai: bug: %s at %s:%d\n", condition, file, line);
  std::abort();
}

}  // namespace mugai::detail

#define MUGAI_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::mugai::detail::check_failed(#condition, __FILE__, __LINE__))
