// Writes the character tables as C++ source, at build time, by asking iconv(3) of the build machine for each cell. So
// no table is copied into the repository, and none is loaded at run time. Usage: generate OUTPUT.cc Fails where the C
// library lacks a charset: a smaller table would show other text on another machine. Layout of the output: tables.h.
#include <iconv.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

namespace {

[[noreturn]] void fail(const std::string& why) {
  std::fprintf(stderr, "generate: %s\n", why.c_str());
  std::exit(1);
}

class Converter {
 public:
  explicit Converter(const char* charset) : handle_(iconv_open("UTF-32LE", charset)) {
    if (handle_ == reinterpret_cast<iconv_t>(-1)) fail(std::string("the C library has no converter for ") + charset);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  ~Converter() { iconv_close(handle_); }

  // The characters that `bytes` stand for; empty where they are not assigned or not read to the end. The second call
  // flushes a character that a converter holds back because a combining one might follow.
  std::vector<std::uint32_t> convert(std::string bytes) {
    std::array<std::uint32_t, 4> codes{};
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    char* in = bytes.data();
    std::size_t in_left = bytes.size();
    char* out = reinterpret_cast<char*>(codes.data());
    std::size_t out_left = sizeof codes;
    const bool read = iconv(handle_, &in, &in_left, &out, &out_left) != static_cast<std::size_t>(-1) && in_left == 0;
    if (!read || iconv(handle_, nullptr, nullptr, &out, &out_left) == static_cast<std::size_t>(-1)) return {};
    const std::size_t count = (sizeof codes - out_left) / sizeof codes[0];
    return {codes.begin(), codes.begin() + static_cast<std::ptrdiff_t>(count)};
  }

 private:
  iconv_t handle_;
};

// The few second characters of cells that stand for two (か with a semi-voiced mark, accented letters).
std::map<std::uint32_t, std::uint32_t> g_seconds;

// Two characters make one cell only where the second is a combining mark or a tone letter; otherwise two one-byte
// characters were read, and the cell is empty.
bool joins(std::uint32_t code) {
  return (code >= 0x300 && code <= 0x36F) || code == 0x309A || code == 0x2E5 || code == 0x2E9;
}

std::uint32_t cell(const std::vector<std::uint32_t>& codes) {
  if (codes.size() == 1) return codes[0];
  if (codes.size() != 2 || !joins(codes[1])) return 0;
  const auto [where, added] = g_seconds.try_emplace(codes[1], static_cast<std::uint32_t>(g_seconds.size() + 1));
  return codes[0] | (where->second << 21);
}

std::string byte(unsigned value) {
  return std::string(1, static_cast<char>(value));
}

struct Plan {
  const char* name;
  std::vector<const char*> charsets;  // the first that assigns the cell wins
  std::string prefix;                 // before lead and trail
  unsigned lead_first, lead_last, trail_first, trail_last;
};

void write_double(std::FILE* out, const Plan& plan) {
  std::fprintf(out, "const std::uint32_t k%sCells[] = {\n", plan.name);
  std::size_t assigned = 0;
  std::vector<Converter*> converters;
  for (const char* charset : plan.charsets)
    converters.push_back(new Converter(charset));
  for (unsigned lead = plan.lead_first; lead <= plan.lead_last; ++lead) {
    for (unsigned trail = plan.trail_first; trail <= plan.trail_last; ++trail) {
      std::uint32_t value = 0;
      for (Converter* converter : converters) {
        if (value == 0) value = cell(converter->convert(plan.prefix + byte(lead) + byte(trail)));
      }
      assigned += value != 0;
      std::fprintf(out, "0x%X,%s", value, trail == plan.trail_last ? "\n" : "");
    }
  }
  for (Converter* converter : converters)
    delete converter;
  if (assigned < 1000) fail(std::string("too few cells in ") + plan.name);
  std::fprintf(out, "};\n");
}

void write_single(std::FILE* out, const std::vector<const char*>& charsets) {
  std::fprintf(out, "const std::uint16_t kSingleByteCells[kSingleByteCount][128] = {\n");
  for (const char* charset : charsets) {
    Converter converter(charset);
    std::fprintf(out, "{");
    for (unsigned value = 0x80; value <= 0xFF; ++value) {
      const auto codes = converter.convert(byte(value));
      std::fprintf(out, "0x%X,", codes.size() == 1 && codes[0] < 0x10000 ? codes[0] : 0);
    }
    std::fprintf(out, "},  // %s\n", charset);
  }
  std::fprintf(out, "};\n");
}

// GB 18030: the four-byte codes 81308130.. count up through the characters of the basic plane that have no two-byte
// code; each run of consecutive characters is one row.
void write_gb18030_runs(std::FILE* out) {
  Converter converter("GB18030");
  std::fprintf(out, "const Gb18030Run kGb18030Runs[] = {\n");
  std::uint32_t expected = 0;
  std::size_t count = 0;
  for (std::uint32_t index = 0; index < 39420; ++index) {
    const std::string bytes = byte(0x81 + index / 12600) + byte(0x30 + index / 1260 % 10) +
                              byte(0x81 + index / 10 % 126) + byte(0x30 + index % 10);
    const auto codes = converter.convert(bytes);
    const std::uint32_t code = codes.size() == 1 ? codes[0] : 0;
    if (index == 0 || code != (expected == 0 ? 0 : expected)) std::fprintf(out, "{%u,0x%X},\n", index, code), ++count;
    expected = code == 0 ? 0 : code + 1;
  }
  std::fprintf(out, "};\nconst std::size_t kGb18030RunCount = %zu;\n", count);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) fail("usage: generate OUTPUT.cc");
  std::FILE* out = std::fopen(argv[1], "w");
  if (out == nullptr) fail("cannot write the output");
  const std::vector<Plan> plans = {
      {"Cp932", {"CP932"}, "", 0x81, 0xFC, 0x40, 0xFC},
      {"X0212", {"EUC-JP-MS"}, "\x8F", 0xA1, 0xFE, 0xA1, 0xFE},
      {"X0213Plane1", {"EUC-JISX0213"}, "", 0xA1, 0xFE, 0xA1, 0xFE},
      {"X0213Plane2", {"EUC-JISX0213"}, "\x8F", 0xA1, 0xFE, 0xA1, 0xFE},
      {"Gbk", {"GB18030"}, "", 0x81, 0xFE, 0x40, 0xFE},
      {"Big5", {"BIG5", "BIG5-HKSCS"}, "", 0x87, 0xFE, 0x40, 0xFE},
      {"EucKr", {"UHC"}, "", 0x81, 0xFE, 0x41, 0xFE},
  };
  std::fprintf(out, "// Generated by lib/text/tables/generate.cc.\n#include \"lib/text/tables/tables.h\"\n");
  std::fprintf(out, "namespace mugai::text::tables {\nnamespace {\n");
  for (const Plan& plan : plans)
    write_double(out, plan);
  std::fprintf(out, "}\n");
  for (const Plan& plan : plans) {
    std::fprintf(out, "const DoubleByte k%s = {0x%X, 0x%X, 0x%X, 0x%X, k%sCells};\n", plan.name, plan.lead_first,
                 plan.lead_last, plan.trail_first, plan.trail_last, plan.name);
  }
  std::vector<std::uint32_t> seconds(g_seconds.size() + 1, 0);
  for (const auto& [code, index] : g_seconds)
    seconds[index] = code;
  std::fprintf(out, "const std::uint32_t kSeconds[] = {");
  for (const std::uint32_t code : seconds)
    std::fprintf(out, "0x%X,", code);
  std::fprintf(out, "};\nconst std::size_t kSecondCount = %zu;\n", seconds.size());
  // In the order of Charset from Iso8859_2 on.
  write_single(out,
               {"ISO-8859-2",  "ISO-8859-3",  "ISO-8859-4",  "ISO-8859-5",  "ISO-8859-6",  "ISO-8859-7", "ISO-8859-8",
                "ISO-8859-10", "ISO-8859-13", "ISO-8859-14", "ISO-8859-15", "ISO-8859-16", "CP874",      "CP1250",
                "CP1251",      "CP1252",      "CP1253",      "CP1254",      "CP1255",      "CP1256",     "CP1257",
                "CP1258",      "KOI8-R",      "KOI8-U",      "IBM437",      "IBM866"});
  write_gb18030_runs(out);
  std::fprintf(out, "}  // namespace mugai::text::tables\n");
  if (std::fclose(out) != 0) fail("cannot write the output");
  return 0;
}
