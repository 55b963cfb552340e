// Run: what each mode of the program does, after the command line has been checked. Each returns the exit status.
#pragma once

#include "daemon/sanitize/options.h"

namespace mugai::cli {

int run_file(const Options& options);
int run_tree(const Options& options);
int run_explain(const Options& options);
int run_list_types(const Options& options);

}  // namespace mugai::cli
