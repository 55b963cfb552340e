// mugaid: mail and file sanitisation gateway. See mugaid(8).
#include <cstdio>
#include <string>
#include <vector>

#include "daemon/mugaid/config.h"
#include "daemon/mugaid/demo_sink.h"
#include "daemon/mugaid/gateway.h"

namespace {

constexpr int kOk = 0;
constexpr int kTrouble = 2;

mugai::Result<void> run(const mugai::daemon::CommandLine& line) {
  using namespace mugai;
  if (!line.demo_sink.empty()) {
    const Result<daemon::HostPort> where = daemon::parse_host_port(line.demo_sink);
    if (!where) return make_error(where.error().code, "--demo-sink: " + where.error().detail);
    return daemon::run_demo_sink(*where, line.demo_dir);
  }
  TRY_ASSIGN(const daemon::Config config, daemon::read_config(line.config));
  if (!line.check_config) return daemon::run_gateway(config);
  TRY(daemon::check_gateway(config));
  std::printf("%s: in order\n", line.config.c_str());
  return ok();
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const mugai::Result<mugai::daemon::CommandLine> line = mugai::daemon::parse_command_line(arguments);
  if (!line) {
    std::fprintf(stderr, "mugaid: %s\n", line.error().detail.c_str());
    return kTrouble;
  }
  if (line->help) {
    std::fputs(mugai::daemon::usage().c_str(), stdout);
    return kOk;
  }
  if (line->version) {
    std::puts("mugaid " MUGAI_VERSION);
    return kOk;
  }
  const mugai::Result<void> done = run(*line);
  if (done) return kOk;
  std::fprintf(stderr, "mugaid: %s\n", done.error().detail.c_str());
  return kTrouble;
}
