// sanitize: takes files apart and writes them anew without anything active. This program reads no hostile byte itself:
// every file is read by a locked-down process of mugai-worker (lib/sandbox).
//
//   options.*      the command line            paths.*        names of results, walk of a folder
//   run_file.cc    one file                    output_file.*  a file that is complete or not there
//   run_tree.cc    a folder, many threads      session.*      policy, engine, report, exit status
#include <csignal>
#include <iostream>

#include "daemon/sanitize/options.h"
#include "daemon/sanitize/run.h"
#include "daemon/sanitize/session.h"

int main(int argc, char** argv) {
  using namespace mugai::cli;
  std::signal(SIGPIPE, SIG_IGN);  // a reader that goes away is a write error, told as one
  const auto options = parse_options(argc, argv);
  if (!options) {
    complain(options.error().detail);
    return 2;
  }
  switch (options->mode) {
    case Mode::File:
      return run_file(*options);
    case Mode::Tree:
      return run_tree(*options);
    case Mode::Explain:
      return run_explain(*options);
    case Mode::ListTypes:
      return run_list_types(*options);
    case Mode::Help:
      std::cout << help_text(options->language);
      return 0;
    case Mode::Version:
      std::cout << "sanitize (Mugai) " MUGAI_VERSION "\n";
      return 0;
  }
  return 2;
}
