// bench_xml: how fast the XML filter is beside the bare work of the same run.
//
// Usage: bench_xml [MB…]     sizes of the worksheet in 10^6 bytes (default 1 50 300); Word text is as large, at most 50
//        bench_xml --profile MB      the filter alone, for some seconds, for a profiler
//        bench_xml --file PART TABLES…   the XML of one real part against vocabulary tables
// Prints MB/s of uncompressed XML, CPU time of this process, the best of several rounds; "ratio" is
// (inflate + filter + deflate) to (inflate + deflate) with ISA-L level 1. Peak memory is that of the whole process and
// holds the document, its deflated form and a copy; the filter's own share is printed by itself.
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "lib/formats/xml/filter.h"
#include "lib/stream/deflate.h"
#include "lib/stream/inflate.h"
#include "tests/bench/xml/documents.h"

namespace mugai::bench {
namespace {

constexpr std::size_t kPiece = 64u << 10;

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

long peak_kib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

// MB/s of `bytes` for the best of enough rounds to see a stable figure.
double rate(std::uint64_t bytes, const std::function<void()>& work) {
  double best = 1e9;
  double total = 0;
  for (int round = 0; round < 3 || (total < 1.0 && round < 200); ++round) {
    const double begin = cpu_seconds();
    work();
    const double spent = cpu_seconds() - begin;
    best = std::min(best, spent);
    total += spent;
  }
  return static_cast<double>(bytes) / best / 1e6;
}

void must(const Result<void>& result) {
  if (result.has_value()) return;
  std::fprintf(stderr, "bench_xml: %s\n", result.error().detail.c_str());
  std::exit(1);
}

void feed(Sink& sink, Bytes bytes) {
  for (std::size_t at = 0; at < bytes.size(); at += kPiece) {
    must(sink.write(bytes.subspan(at, std::min(kPiece, bytes.size() - at))));
  }
  must(sink.finish());
}

// Keeps formulas as they are: the cost of being asked is in the figures.
class KeepAll final : public xml::Delegate {
 public:
  xml::ElementDecision on_start(xml::StartTag& /*tag*/) override { return {}; }
  xml::Verdict on_attribute(xml::StartTag& /*tag*/, xml::AttributeId /*id*/, std::string& /*value*/) override {
    return xml::Verdict::Keep;
  }
  xml::Verdict on_text(xml::ElementId /*element*/, std::string& text) override {
    return text.find('!') == std::string::npos ? xml::Verdict::Keep : xml::Verdict::Drop;
  }
};

Buffer deflated(std::string_view text) {
  MemorySink out;
  DeflateStage deflate(out, DeflateLevel::Fast);
  feed(deflate, as_bytes(text));
  return out.take();
}

void filter_once(const xml::Vocabulary& vocabulary, std::string_view text, xml::Engine engine) {
  NullSink out;
  KeepAll delegate;
  xml::Filter filter(vocabulary, delegate, out, {}, engine);
  feed(filter, as_bytes(text));
}

void measure(const char* what, const std::string& text, const xml::Vocabulary& vocabulary) {
  const std::uint64_t size = text.size();
  const long before = peak_kib();
  filter_once(vocabulary, text, xml::Engine::Auto);
  const long filter_kib = peak_kib() - before;
  const Buffer packed = deflated(text);
  std::vector<char> copy(kPiece);
  const double memory = rate(size, [&] {
    for (std::size_t at = 0; at < size; at += kPiece)
      std::memcpy(copy.data(), text.data() + at, std::min(kPiece, text.size() - at));
  });
  const auto filter = [&](xml::Engine engine) { return rate(size, [&] { filter_once(vocabulary, text, engine); }); };
  const double reference = filter(xml::Engine::Reference);
  const double scalar = filter(xml::Engine::Scalar);
  const double simd = filter(xml::Engine::Auto);
  const double inflate = rate(size, [&] {
    NullSink out;
    InflateStage stage(out);
    feed(stage, packed);
  });
  const double deflate = rate(size, [&] {
    NullSink out;
    DeflateStage stage(out, DeflateLevel::Fast);
    feed(stage, as_bytes(text));
  });
  const double bare = rate(size, [&] {
    NullSink out;
    DeflateStage last(out, DeflateLevel::Fast);
    InflateStage first(last);
    feed(first, packed);
  });
  const double whole = rate(size, [&] {
    NullSink out;
    KeepAll delegate;
    DeflateStage last(out, DeflateLevel::Fast);
    xml::Filter middle(vocabulary, delegate, last);
    InflateStage first(middle);
    feed(first, packed);
  });
  std::printf(
      "%-10s %7.1f MB  memcpy %6.0f  filter: general %4.0f scalar %5.0f simd %5.0f  inflate %5.0f  deflate %5.0f  "
      "inflate+deflate %4.0f  with filter %4.0f  ratio %.2f  filter memory %ld KiB  peak %ld MiB\n",
      what, static_cast<double>(size) / 1e6, memory, reference, scalar, simd, inflate, deflate, bare, whole,
      whole / bare, filter_kib, peak_kib() >> 10);
  std::fflush(stdout);
}

std::string file_text(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

xml::Vocabulary vocabulary_of(std::string_view text) {
  auto parsed = xml::Vocabulary::parse(text);
  if (!parsed) must(parsed.error());
  return std::move(parsed).value();
}

}  // namespace
}  // namespace mugai::bench

int main(int argc, char** argv) {
  using namespace mugai::bench;
  std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() >= 3 && words[0] == "--file") {
    std::string tables_text;
    for (std::size_t i = 2; i < words.size(); ++i)
      tables_text += file_text(words[i].c_str()) + "\n";
    measure("file", file_text(words[1].c_str()), vocabulary_of(tables_text));
    return 0;
  }
  if (words.size() == 2 && words[0] == "--profile") {
    const std::string text = worksheet(std::strtoull(words[1].c_str(), nullptr, 10) * 1'000'000);
    const auto rules = vocabulary_of(tables());
    double best = 0;
    for (int i = 0; i < 5; ++i) {
      best = std::max(best, rate(text.size(), [&] { filter_once(rules, text, mugai::xml::Engine::Auto); }));
    }
    std::printf("%.0f MB/s\n", best);
    return 0;
  }
  if (words.empty()) words = {"1", "50", "300"};
  const auto vocabulary = vocabulary_of(tables());
  for (const std::string& word : words) {
    const std::uint64_t bytes = std::strtoull(word.c_str(), nullptr, 10) * 1'000'000;
    measure("worksheet", worksheet(bytes), vocabulary);
    if (bytes <= 50'000'000) measure("word", word_document(bytes), vocabulary);
  }
  return 0;
}
