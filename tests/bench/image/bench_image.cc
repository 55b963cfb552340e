// CPU time of rebuilding, beside the same work by the usual tools, in one run: JPEG against `jpegtran -copy none`, PNG
// against libspng decoding and encoding at the same level. Pictures are made here: soft shapes with noise, as
// photographs have, and flat areas with lines, as screen shots have.
#include <spng.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "lib/formats/image/raster.h"

namespace {

using namespace mugai;

double cpu_seconds(int who) {
  rusage usage{};
  getrusage(who, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

image::Raster make_raster(std::uint32_t width, std::uint32_t height, bool photo) {
  image::Raster raster{.width = width, .height = height, .channels = 3, .bits = 8, .pixels = {}, .profile = {}};
  std::uint32_t noise = 1;
  for (std::uint32_t y = 0; y < height; ++y) {
    for (std::uint32_t x = 0; x < width; ++x) {
      noise = noise * 1664525U + 1013904223U;
      for (unsigned c = 0; c < 3; ++c) {
        const double wave = 128 + 90 * std::sin(x / (90.0 + 20 * c)) * std::cos(y / 70.0);
        const bool line = x % 40 == 0 || y % 25 == 0 || (x / 8 + y / 8) % 31 == 0;
        const double value = photo ? wave + (noise >> (8 * c) & 15U) : line ? 20.0 * c : 230;
        raster.pixels.push_back(static_cast<std::uint8_t>(value));
      }
    }
  }
  return raster;
}

void bench_jpeg(const image::Raster& raster) {
  MemorySink coded;
  if (!image::encode_jpeg(raster, 85, coded).has_value()) std::abort();
  const std::string path = "/tmp/bench_image." + std::to_string(getpid()) + ".jpg";
  std::ofstream(path, std::ios::binary) << coded.text();
  constexpr int kRounds = 5;
  const double before = cpu_seconds(RUSAGE_SELF);
  for (int i = 0; i < kRounds; ++i) {
    MemorySink out;
    image::ImageReport report;
    if (!image::rebuild_jpeg(coded.buffer(), out, {}, report).has_value()) std::abort();
  }
  const double own = (cpu_seconds(RUSAGE_SELF) - before) / kRounds;
  const std::string optimised = "jpegtran -copy none -optimize " + path + " >/dev/null";
  const std::string plain = "jpegtran -copy none " + path + " >/dev/null";
  const auto child = [](const std::string& command) {
    const double start = cpu_seconds(RUSAGE_CHILDREN);
    for (int i = 0; i < kRounds; ++i) {
      if (std::system(command.c_str()) != 0) std::abort();
    }
    return (cpu_seconds(RUSAGE_CHILDREN) - start) / kRounds;
  };
  const double tran = child(plain);
  const double best = child(optimised);
  std::remove(path.c_str());
  std::printf("JPEG %u x %u, %zu bytes: own %.3f s, jpegtran %.3f s (ratio %.2f), with -optimize %.3f s (ratio %.2f)\n",
              raster.width, raster.height, coded.buffer().size(), own, tran, own / tran, best, own / best);
}

double bench_spng(Bytes png) {
  const double before = cpu_seconds(RUSAGE_SELF);
  spng_ctx* in = spng_ctx_new(0);
  spng_set_png_buffer(in, png.data(), png.size());
  spng_ihdr header{};
  std::size_t size = 0;
  if (spng_get_ihdr(in, &header) != 0 || spng_decoded_image_size(in, SPNG_FMT_PNG, &size) != 0) std::abort();
  Buffer pixels(size);
  if (spng_decode_image(in, pixels.data(), size, SPNG_FMT_PNG, 0) != 0) std::abort();
  spng_ctx* out = spng_ctx_new(SPNG_CTX_ENCODER);
  spng_set_option(out, SPNG_ENCODE_TO_BUFFER, 1);
  spng_set_option(out, SPNG_IMG_COMPRESSION_LEVEL, 6);
  spng_set_ihdr(out, &header);
  if (spng_encode_image(out, pixels.data(), size, SPNG_FMT_PNG, SPNG_ENCODE_FINALIZE) != 0) std::abort();
  int error = 0;
  std::free(spng_get_png_buffer(out, &size, &error));
  spng_ctx_free(in);
  spng_ctx_free(out);
  return cpu_seconds(RUSAGE_SELF) - before;
}

void bench_png(const image::Raster& raster, const char* what) {
  MemorySink png;
  if (!image::encode_png(raster, png).has_value()) std::abort();
  const double before = cpu_seconds(RUSAGE_SELF);
  MemorySink out;
  image::ImageReport report;
  if (!image::rebuild_png(png.buffer(), out, {}, report).has_value()) std::abort();
  const double own = cpu_seconds(RUSAGE_SELF) - before;
  const double other = bench_spng(png.buffer());
  std::printf("PNG %s %u x %u, %zu bytes: own %.3f s, libspng %.3f s (ratio %.2f)\n", what, raster.width, raster.height,
              png.buffer().size(), own, other, own / other);
}

}  // namespace

namespace {

// Each bench in a process of its own, for its peak of memory.
template <class Bench>
void apart(const Bench& bench) {
  std::fflush(stdout);
  const pid_t child = fork();
  if (child != 0) {
    waitpid(child, nullptr, 0);
    return;
  }
  bench();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("  peak memory, source and both results in it: %ld MiB\n", usage.ru_maxrss / 1024);
  std::fflush(stdout);
  _exit(0);
}

}  // namespace

int main() {
  apart([] { bench_jpeg(make_raster(4000, 3000, true)); });
  apart([] { bench_png(make_raster(2000, 1500, true), "photograph"); });
  apart([] { bench_png(make_raster(1920, 1080, false), "screen"); });
  return 0;
}
