// How fast whole PDF files are rebuilt, beside the usual tools, all in one run.
//
//   bench_pdf BIN [--runs 5] [FILE…]     BIN: the folder of sanitize and the workers. FILEs instead of our own
//   documents
//
// job      the file through the launcher: a fresh locked-down process, detection, the PDF handler (CPU time, peak)
// program  sanitize FILE -o OUT as a user calls it, its zygotes and jobs counted in (CPU time)
// qpdf     qpdf --object-streams=preserve IN OUT: reads all objects and writes them again, streams as they are
// mutool   mutool clean -gggg IN OUT: the same with unused and double objects left out
// Times are medians of --runs. Compare ratios, not seconds: machines differ and are shared.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "documents.h"
#include "lib/base/ascii.h"
#include "lib/sandbox/launcher.h"

using namespace mugai;

namespace {

[[noreturn]] void die(const std::string& why) {
  std::fprintf(stderr, "bench_pdf: %s\n", why.c_str());
  std::exit(2);
}

template <class T>
T must(Result<T> result, const char* what) {
  if (!result) die(std::string(what) + ": " + result.error().detail);
  return std::move(result).value();
}

double median(std::vector<double> values) {
  if (values.empty()) return -1;
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

double seconds(const timeval& t) {
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
}

struct Run {
  double cpu = -1;  // seconds; negative where the tool is not there or does not take the file
  double peak_mib = 0;
};

// What a program and all that it waited for used.
Run run(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const std::string& part : command)
    arguments.push_back(const_cast<char*>(part.c_str()));
  arguments.push_back(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    const int null = ::open("/dev/null", O_RDWR);
    ::dup2(null, 1);
    ::dup2(null, 2);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }
  int status = 0;
  rusage used{};
  ::wait4(child, &status, 0, &used);
  if (!WIFEXITED(status) || (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != 3)) return {};
  return {seconds(used.ru_utime) + seconds(used.ru_stime), static_cast<double>(used.ru_maxrss) / 1024};
}

struct Times {
  std::vector<double> cpu;
  double peak_mib = 0;
  void add(const Run& one) {
    if (one.cpu >= 0) cpu.push_back(one.cpu);
    peak_mib = std::max(peak_mib, one.peak_mib);
  }
};

void print(const char* what, const Times& times, double beside) {
  if (times.cpu.empty()) {
    std::printf("  %s -", what);
    return;
  }
  const double middle = median(times.cpu);
  std::printf("  %s %8.1f ms (%5.2f of qpdf) %5.0f MiB", what, middle * 1e3, middle / beside, times.peak_mib);
}

void measure(sandbox::Launcher& launcher, const std::string& bin, const std::string& name, Bytes document, int runs) {
  const std::string folder = "/tmp/bench_pdf." + std::to_string(::getpid());
  const std::string in = folder + ".in.pdf";
  const std::string out = folder + ".out.pdf";
  std::ofstream(in, std::ios::binary) << as_text(document);
  JobRequest request;
  request.claim.untrusted_name = "bench.pdf";
  UniqueFd input(::open(in.c_str(), O_RDONLY | O_CLOEXEC));
  Times job;
  Times program;
  Times qpdf;
  Times mutool;
  std::uint64_t bytes = 0;
  for (int i = 0; i < runs; ++i) {
    UniqueFd output = must(sandbox::make_scratch(""), "scratch");
    const JobReport report = must(launcher.run(request, input.get(), output.get()), "job");
    if (!has_output(report.disposition)) die(name + " was refused: " + (report.error ? report.error->detail : ""));
    job.add({static_cast<double>(report.cpu_us) / 1e6, static_cast<double>(report.peak_memory_bytes) / (1 << 20)});
    bytes = report.bytes_out;
    program.add(run({bin + "/sanitize", in, "-o", out, "--quiet"}));
    qpdf.add(run({"qpdf", "--object-streams=preserve", in, out}));
    mutool.add(run({"mutool", "clean", "-gggg", in, out}));
  }
  const double beside = median(qpdf.cpu);
  std::printf("%-18s %8.0f kB -> %8.0f kB", name.c_str(), static_cast<double>(document.size()) / 1e3,
              static_cast<double>(bytes) / 1e3);
  print("job", job, beside);
  print("program", program, beside);
  print("qpdf", qpdf, beside);
  print("mutool", mutool, beside);
  std::printf("\n");
  std::fflush(stdout);
  ::unlink(in.c_str());
  ::unlink(out.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) die("usage: bench_pdf BIN [--runs 5] [FILE...]");
  const std::string bin = argv[1];
  int runs = 5;
  std::vector<std::string> files;
  for (int i = 2; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word != "--runs" || i + 1 >= argc) {
      files.emplace_back(word);
    } else if (const auto value = ascii::parse_decimal(argv[++i]); value && *value > 0) {
      runs = static_cast<int>(*value);
    }
  }
  sandbox::Options options;
  options.worker_path = bin + "/mugai-worker";
  const auto launcher = must(sandbox::Launcher::start(options), "start");
  for (const std::string& file : files) {
    std::ifstream in(file, std::ios::binary);
    const std::string content((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    measure(*launcher, bin, file.substr(file.rfind('/') + 1), as_bytes(content), runs);
  }
  if (!files.empty()) return 0;
  for (const unsigned pages : {10U, 100U, 1000U})
    measure(*launcher, bin, "text, " + std::to_string(pages) + " pages", bench::text_document(pages), runs);
  measure(*launcher, bin, "scan, 20 pages", bench::scanned_document(20), runs);
  measure(*launcher, bin, "form, 50 pages", bench::form_document(50), runs);
  return 0;
}
