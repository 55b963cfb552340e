// How fast whole Office files are rebuilt, against the raw limit of the same work and against mat2, all in one run.
//
//   bench_office WORKER [--documents 0,100,5000] [--sizes 1,50,300] [--runs 3] [--mat2-max 50]
//
// job     the file through the launcher: a fresh locked-down process, detection, every part filtered (CPU time of the
// worker) bare    the same parts inflated and deflated again by ISA-L in this process, without a filter ratio   bare /
// job: 1.0 would mean that filtering, isolation and everything else cost nothing mat2    the metadata remover of Debian
// on the same file (CPU time of its process); "-" where absent or left out Times are medians of --runs; compare ratios,
// not seconds: machines differ and are shared.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/ascii.h"
#include "lib/formats/zip/reader.h"
#include "lib/formats/zip/writer.h"
#include "lib/policy/policy.h"
#include "lib/sandbox/launcher.h"
#include "packages.h"

using namespace mugai;

namespace {

class QuietContext final : public Context {
 public:
  [[nodiscard]] const policy::Policy& policy() const noexcept override { return policy_; }
  [[nodiscard]] const FileClaim& claim() const noexcept override { return claim_; }
  [[nodiscard]] const MailValues& mail() const noexcept override { return mail_; }
  Budget& budget() noexcept override { return budget_; }
  void report(Finding /*finding*/) override {}
  Result<NestedOutcome> sanitize_child(const FileClaim& /*claim*/, const InputWriter& /*write_input*/) override {
    return make_error(ErrorCode::Unsupported);
  }

 private:
  policy::Policy policy_;
  FileClaim claim_;
  MailValues mail_;
  Budget budget_{BudgetLimits{}};
};

[[noreturn]] void die(const std::string& why) {
  std::fprintf(stderr, "bench_office: %s\n", why.c_str());
  std::exit(2);
}

template <class T>
T must(Result<T> result, const char* what) {
  if (!result) die(std::string(what) + ": " + result.error().detail);
  return std::move(result).value();
}
void must(Result<void> result, const char* what) {
  if (!result) die(std::string(what) + ": " + result.error().detail);
}

double cpu_now() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

FdSource source_of(int fd) {
  return must(FdSource::open(UniqueFd(::dup(fd))), "open");
}

// Inflates and deflates every part. Returns the uncompressed bytes.
std::uint64_t recompress(int input_fd) {
  FdSource source = source_of(input_fd);
  QuietContext ctx;
  zip::Reader reader = must(zip::Reader::open(source, zip::Mode::Opc, ctx), "read");
  UniqueFd out_fd = must(sandbox::make_scratch(""), "scratch");
  FdSink out(std::move(out_fd), std::uint64_t{1} << 40);
  zip::Writer writer(out, policy::Compression::Fast);
  std::uint64_t bytes = 0;
  Budget budget{BudgetLimits{}};
  for (const zip::Entry& entry : reader.entries()) {
    must(writer.begin(entry.raw_name), "begin");
    must(reader.extract(entry, writer.data(), budget), "extract");
    must(writer.end(), "end");
    bytes += entry.unpacked;
  }
  must(writer.finish(), "finish");
  return bytes;
}

// CPU seconds of mat2 on a copy of the file, or a negative number.
double run_mat2(int input_fd, const std::string& extension) {
  std::string path = "/tmp/mugai-bench-XXXXXX." + extension;
  const int copy_fd = ::mkstemps(path.data(), static_cast<int>(extension.size()) + 1);
  if (copy_fd < 0) return -1;
  FdSource source = source_of(input_fd);
  FdSink sink(UniqueFd(copy_fd), std::uint64_t{1} << 40);
  must(copy(source, sink), "copy");
  must(sink.finish(), "copy");
  rusage before{};
  ::getrusage(RUSAGE_CHILDREN, &before);
  const pid_t child = ::fork();
  if (child == 0) {
    const int null = ::open("/dev/null", O_RDWR);
    ::dup2(null, 1);
    ::dup2(null, 2);
    ::execlp("mat2", "mat2", "--inplace", path.c_str(), nullptr);
    ::_exit(127);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  rusage after{};
  ::getrusage(RUSAGE_CHILDREN, &after);
  ::unlink(path.c_str());
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return -1;
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(after.ru_utime) + seconds(after.ru_stime) - seconds(before.ru_utime) - seconds(before.ru_stime);
}

// The numbers of a list like "1,50,300"; "-" is the empty list.
std::vector<std::uint64_t> numbers_of(std::string_view list) {
  std::vector<std::uint64_t> numbers;
  for (std::size_t at = 0; list != "-" && at < list.size();) {
    const std::size_t comma = std::min(list.find(',', at), list.size());
    const auto number = ascii::parse_decimal(list.substr(at, comma - at));
    if (!number) die("a list of numbers is needed: " + std::string(list));
    numbers.push_back(*number);
    at = comma + 1;
  }
  return numbers;
}

struct Case {
  std::string name;
  std::string extension;
  std::uint64_t xml_bytes;
  Result<void> (*write)(std::uint64_t, OutputSink&);
};

void run_case(sandbox::Launcher& launcher, const Case& one, int runs, std::uint64_t mat2_max) {
  UniqueFd input = must(sandbox::make_scratch(""), "scratch");
  {
    FdSink sink(UniqueFd(::dup(input.get())), std::uint64_t{1} << 40);
    must(one.write(one.xml_bytes, sink), "generate");
  }
  JobRequest request;
  request.claim.untrusted_name = "bench." + one.extension;
  request.policy = policy::Policy().encode_changes();
  std::vector<double> job;
  std::vector<double> wall;
  std::vector<double> bare;
  std::uint64_t peak = 0;
  std::uint64_t bytes = 0;
  for (int i = 0; i < runs; ++i) {
    UniqueFd output = must(sandbox::make_scratch(""), "scratch");
    const JobReport report = must(launcher.run(request, input.get(), output.get()), "job");
    if (!has_output(report.disposition)) die("the job was refused: " + (report.error ? report.error->detail : ""));
    job.push_back(static_cast<double>(report.cpu_us) / 1e6);
    wall.push_back(static_cast<double>(report.wall_us) / 1e6);
    peak = std::max(peak, report.peak_memory_bytes);
    const double start = cpu_now();
    bytes = recompress(input.get());
    bare.push_back(cpu_now() - start);
  }
  const double mat2 = one.xml_bytes <= mat2_max ? run_mat2(input.get(), one.extension) : -1;
  const double megabytes = static_cast<double>(bytes) / 1e6;
  std::printf(
      "%-16s %9.2f MB  job %8.1f MB/s (%8.2f ms CPU, %8.2f ms wall)  bare %8.1f MB/s  ratio %.2f  peak %5.1f MiB",
      one.name.c_str(), megabytes, megabytes / median(job), median(job) * 1e3, median(wall) * 1e3,
      megabytes / median(bare), median(bare) / median(job), static_cast<double>(peak) / (1 << 20));
  if (mat2 > 0) {
    std::printf("  mat2 %8.2f MB/s (%.0f times our CPU time)\n", megabytes / mat2, mat2 / median(job));
  } else {
    std::printf("  mat2 -\n");
  }
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2)
    die("usage: bench_office WORKER [--documents 0,100,5000] [--sizes 1,50,300] [--runs 3] [--mat2-max 50]");
  std::string documents = "0,100,5000";  // kB of XML
  std::string sizes = "1,50,300";        // MB of XML
  int runs = 3;
  std::uint64_t mat2_max = 50;
  for (int i = 2; i + 1 < argc; i += 2) {
    const std::string_view option = argv[i];
    const auto value = ascii::parse_decimal(argv[i + 1]);
    if (option == "--documents")
      documents = argv[i + 1];
    else if (option == "--sizes")
      sizes = argv[i + 1];
    else if (option == "--runs" && value && *value > 0)
      runs = static_cast<int>(*value);
    else if (option == "--mat2-max" && value)
      mat2_max = *value;
    else
      die("unknown option " + std::string(option));
  }
  sandbox::Options options;
  options.worker_path = argv[1];
  const auto launcher = must(sandbox::Launcher::start(options), "start");
  constexpr std::uint64_t kMega = 1'000'000;
  std::vector<Case> cases;
  for (const std::uint64_t size : numbers_of(documents))
    cases.push_back({"docx, " + std::to_string(size) + " kB XML", "docx", size * 1000, bench::write_document});
  for (const std::uint64_t size : numbers_of(sizes))
    cases.push_back({"xlsx, " + std::to_string(size) + " MB XML", "xlsx", size * kMega, bench::write_workbook});
  for (const Case& one : cases)
    run_case(*launcher, one, runs, mat2_max * kMega);
  return 0;
}
