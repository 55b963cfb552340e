// bench_pdf_content: how fast content streams are rewritten, beside qpdf's tokenizer over the same bytes.
//
// Usage: bench_pdf_content [FILE…]          decoded content streams, together; without files a made one of 8 MB
//        bench_pdf_content --findings FILE…  what is told of each file, and whether the result is a fixed point
// Prints MB/s of content, CPU time, the best of several rounds.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "lib/formats/pdf/content/rewrite.h"
#include "tests/bench/pdf_content/qpdf_tokens.h"

namespace mugai::bench {
namespace {

class AllResources final : public pdf::ContentResources {
 public:
  bool has(pdf::ResourceKind /*kind*/, std::string_view /*name*/) override { return true; }
  int components(std::string_view /*name*/) override { return 1; }
};

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

double rate(std::size_t bytes, const std::function<void()>& work) {
  double best = 1e9;
  double total = 0;
  for (int round = 0; round < 3 || (total < 1.0 && round < 100); ++round) {
    const double begin = cpu_seconds();
    work();
    const double spent = cpu_seconds() - begin;
    best = std::min(best, spent);
    total += spent;
  }
  return static_cast<double>(bytes) / best / 1e6;
}

std::string read_file(const char* name) {
  std::ifstream in(name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Text and lines as a form has them.
std::string made_content() {
  std::string out;
  for (unsigned i = 0; out.size() < 8'000'000; ++i) {
    out += "q\n1 0 0 1 " + std::to_string(i % 595) + "." + std::to_string(i % 97) + " 72.25 cm\n0.5 w\n";
    out += "0 0 m\n" + std::to_string(i % 300) + ".75 12.125 l\nS\nQ\nBT\n/F1 10.5 Tf\n1 0 0 1 72 " +
           std::to_string(i % 842) + " Tm\n";
    out += "[<0A3F0B12>-12<0C55>3.5(Mugai) 20 (\\(x\\))] TJ\nET\n";
  }
  return out;
}

int show_findings(int count, char** names) {
  int bad = 0;
  for (int i = 0; i < count; ++i) {
    const std::string content = read_file(names[i]);
    AllResources resources;
    pdf::ContentReport report, second;
    Buffer once, twice;
    const auto result = pdf::rewrite_content(as_bytes(content), pdf::ContentKind::Form, resources, once, report);
    if (!result) {
      std::printf("%s: error: %s\n", names[i], result.error().detail.c_str());
      ++bad;
      continue;
    }
    const bool fixed =
        pdf::rewrite_content(once, pdf::ContentKind::Form, resources, twice, second).has_value() && once == twice;
    std::printf("%s: %zu -> %zu%s", names[i], content.size(), once.size(), fixed ? "" : " NOT A FIXED POINT");
    for (const Finding& finding : report.findings)
      std::printf("; %s %s x%u", std::string(finding.id.text()).c_str(), finding.detail.c_str(), finding.count);
    std::printf("\n");
    if (!fixed) ++bad;
  }
  return bad == 0 ? 0 : 1;
}

int run(int argc, char** argv) {
  if (argc > 1 && std::strcmp(argv[1], "--findings") == 0) return show_findings(argc - 2, argv + 2);
  std::vector<std::string> files;
  for (int i = 1; i < argc; ++i)
    files.push_back(read_file(argv[i]));
  if (files.empty()) files.push_back(made_content());
  std::size_t bytes = 0;
  for (const std::string& file : files)
    bytes += file.size();
  const double ours = rate(bytes, [&] {
    for (const std::string& file : files) {
      AllResources resources;
      pdf::ContentReport report;
      Buffer out;
      if (!pdf::rewrite_content(as_bytes(file), pdf::ContentKind::Page, resources, out, report)) continue;
    }
  });
  std::uint64_t tokens = 0;
  const double theirs = rate(bytes, [&] {
    for (const std::string& file : files)
      tokens += count_qpdf_tokens(file);
  });
  std::printf("%zu bytes: rewrite_content %.0f MB/s, qpdf tokenizer alone %.0f MB/s, ratio %.1f\n", bytes, ours, theirs,
              ours / theirs);
  return tokens == 0 ? 1 : 0;
}

}  // namespace
}  // namespace mugai::bench

int main(int argc, char** argv) {
  return mugai::bench::run(argc, argv);
}
