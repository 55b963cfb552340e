#include "daemon/sanitize/options.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/program_options.hpp>
#include <cstdlib>
#include <thread>

#include "daemon/sanitize/text.h"
#include "lib/base/utf8.h"

namespace mugai::cli {
namespace {

namespace po = boost::program_options;

constexpr std::uint32_t kMaxJobs = 64;

// What Boost has read, not checked yet.
struct Raw {
  std::vector<std::string> inputs;
  std::string jobs;
  std::string password, password_file, sandbox;
  Options options;
};

po::options_description describe(Raw& raw) {
  Options& o = raw.options;
  po::options_description all;
  auto add = all.add_options();
  add("output,o", po::value(&o.output));
  add("recursive,r", po::bool_switch());
  add("jobs,j", po::value(&raw.jobs));
  add("name", po::value(&o.name));
  add("policy", po::value(&o.policy));
  add("report", po::value(&o.report));
  add("check", po::bool_switch(&o.check));
  add("password", po::value(&raw.password));
  add("password-file", po::value(&raw.password_file));
  add("lang", po::value(&o.language));
  add("explain", po::value(&o.explain_id));
  add("list-types", po::bool_switch());
  add("quiet,q", po::bool_switch(&o.quiet));
  add("sandbox", po::value(&raw.sandbox));
  add("help,h", po::bool_switch());
  add("version,V", po::bool_switch());
  add("input", po::value(&raw.inputs));
  return all;
}

Error usage(std::string_view language, Line line, std::string_view value = {}) {
  return make_error(ErrorCode::Malformed, fill(line, language, utf8::one_line(value, 200)));
}

Mode mode_of(const po::variables_map& map) {
  const auto is_set = [&map](const char* name) { return map[name].as<bool>(); };
  if (is_set("help")) return Mode::Help;
  if (is_set("version")) return Mode::Version;
  if (is_set("list-types")) return Mode::ListTypes;
  if (map.count("explain") != 0) return Mode::Explain;
  return is_set("recursive") ? Mode::Tree : Mode::File;
}

Result<void> check_jobs(const Raw& raw, Options& options) {
  if (raw.jobs.empty()) {
    options.jobs = std::clamp(std::thread::hardware_concurrency(), 1U, kMaxJobs);
    return ok();
  }
  if (options.mode != Mode::Tree) return usage(options.language, Line::JobsWithoutTree);
  std::uint32_t value = 0;
  for (const char c : raw.jobs) {
    if (c < '0' || c > '9' || value > kMaxJobs) return usage(options.language, Line::JobsOutOfRange, raw.jobs);
    value = value * 10 + static_cast<std::uint32_t>(c - '0');
  }
  if (value < 1 || value > kMaxJobs) return usage(options.language, Line::JobsOutOfRange, raw.jobs);
  options.jobs = value;
  return ok();
}

// What only makes sense together, or not together.
Result<void> check_combination(const Raw& raw, Options& options) {
  const std::string& language = options.language;
  if (!raw.password.empty() || !raw.password_file.empty()) return usage(language, Line::NoPasswordsYet);
  if (!raw.sandbox.empty() && raw.sandbox != "degraded") return usage(language, Line::WrongSandbox, raw.sandbox);
  options.allow_degraded = raw.sandbox == "degraded";
  if (raw.inputs.empty()) return usage(language, options.mode == Mode::Tree ? Line::NoFolder : Line::NoFile);
  if (raw.inputs.size() > 1) return usage(language, Line::OneFileOnly, raw.inputs[1]);
  options.input = raw.inputs.front();
  if (options.input.empty()) return usage(language, Line::NoFile);
  TRY(check_jobs(raw, options));
  if (options.check && !options.output.empty()) return usage(language, Line::CheckWritesNothing);
  if (options.report == "-" && options.output == "-") return usage(language, Line::TwoOutputsOnOne);
  const bool standard_input = options.input == "-";
  if (!options.name.empty() && !standard_input) return usage(language, Line::NameWithoutInput);
  if (options.mode == Mode::Tree) {
    if (standard_input || options.output == "-") return usage(language, Line::TreeOnPipe);
    if (options.output.empty() && !options.check) return usage(language, Line::TreeWithoutOutput);
    return ok();
  }
  if (standard_input && options.output.empty() && !options.check) options.output = "-";
  if (options.report == "-" && options.output == "-") return usage(language, Line::TwoOutputsOnOne);
  if (options.output == "-" && ::isatty(STDOUT_FILENO) == 1) return usage(language, Line::OutputToTerminal);
  return ok();
}

Result<void> check_language(Options& options) {
  const std::string environment = language_of_environment();
  if (options.language.empty()) options.language = environment;
  if (options.language == "ja" || options.language == "en") return ok();
  return usage(environment, Line::WrongLanguage, options.language);
}

// Boost's own words name the option; they are English in both languages.
Result<po::variables_map> read(int argc, const char* const* argv, Raw& raw) {
  try {
    const po::options_description all = describe(raw);
    po::positional_options_description positional;
    positional.add("input", -1);
    constexpr int kStyle = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    po::variables_map map;
    po::store(po::command_line_parser(argc, argv).options(all).positional(positional).style(kStyle).run(), map);
    po::notify(map);
    return map;
  } catch (const std::exception& error) {
    return usage(language_of_environment(), Line::WrongOption, error.what());
  }
}

}  // namespace

std::string language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread is started
    if (value == nullptr || *value == '\0') continue;
    return std::string_view(value).substr(0, 2) == "ja" ? "ja" : "en";
  }
  return "en";
}

Result<Options> parse_options(int argc, const char* const* argv) {
  Raw raw;
  TRY_ASSIGN(const po::variables_map map, read(argc, argv, raw));
  Options& options = raw.options;
  TRY(check_language(options));
  options.mode = mode_of(map);
  if (options.mode == Mode::File || options.mode == Mode::Tree) TRY(check_combination(raw, options));
  return std::move(options);
}

}  // namespace mugai::cli
