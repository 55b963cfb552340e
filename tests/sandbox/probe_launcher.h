// A launcher of the probe worker, and one call for "run this probe on these bytes".
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "lib/policy/policy.h"
#include "lib/sandbox/launcher.h"
#include "lib/stream/sink.h"
#include "lib/stream/source.h"

namespace mugai::testing {

inline sandbox::Options probe_options() {
  sandbox::Options options;
  options.worker_path = std::string(MUGAI_BINARY_DIR) + "/tests/probe_worker";
  options.single_worker = true;
  options.wall_ms = 60'000;
  return options;
}

// One launcher for the whole program, with a wall clock that only a stuck machine reaches.
inline sandbox::Launcher& shared_launcher() {
  static const std::unique_ptr<sandbox::Launcher> launcher = [] {
    auto started = sandbox::Launcher::start(probe_options());
    if (!started) std::fprintf(stderr, "%s\n", started.error().detail.c_str());
    REQUIRE(started);
    return std::move(started).value();
  }();
  return *launcher;
}

inline JobRequest probe_request(std::string name) {
  static const std::string policy = policy::Policy().encode();
  JobRequest request;
  request.claim.untrusted_name = std::move(name);
  request.policy = policy;
  return request;
}

struct Ran {
  Result<JobReport> report = make_error(ErrorCode::Internal);
  std::string output;
  std::string input;  // as it is afterwards
};

inline UniqueFd file_with(std::string_view text, const std::string& folder = "") {
  auto fd = sandbox::make_scratch(folder);
  REQUIRE(fd);
  auto copy = UniqueFd(::dup(fd->get()));
  FdSink sink(std::move(copy), UINT64_MAX);
  REQUIRE(sink.write(text));
  REQUIRE(sink.finish());
  return std::move(fd).value();
}
inline std::string text_of(const UniqueFd& fd) {
  auto source = FdSource::open(UniqueFd(::dup(fd.get())));
  REQUIRE(source);
  const auto all = source->read_all(UINT64_MAX);
  REQUIRE(all);
  return std::string(as_text(*all));
}

inline Ran run_probe(sandbox::Launcher& launcher, const JobRequest& request, std::string_view input) {
  const UniqueFd in = file_with(input);
  const UniqueFd out = file_with("stale bytes of an earlier use");
  Ran ran;
  ran.report = launcher.run(request, in.get(), out.get());
  ran.output = text_of(out);
  ran.input = text_of(in);
  return ran;
}
inline Ran run_probe(std::string name, std::string_view input = "hello") {
  return run_probe(shared_launcher(), probe_request(std::move(name)), input);
}

}  // namespace mugai::testing
