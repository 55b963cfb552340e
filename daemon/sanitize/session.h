// Session: what file and tree runs share: policy, engine, the report file, lines on standard error, the exit status.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "daemon/sanitize/engine.h"
#include "daemon/sanitize/output_file.h"
#include "daemon/sanitize/text.h"

namespace mugai::cli {

// One line on standard error: "sanitize: …". Cleaned of controls, so that a file name cannot drive the terminal.
void complain(std::string_view text);

class Session {
 public:
  // Nothing is started where it returns nullptr; the reason has been said.
  static std::unique_ptr<Session> open(const Options& options);
  ~Session();

  [[nodiscard]] const Options& options() const noexcept { return options_; }
  Engine& engine() noexcept { return *engine_; }
  void say(Line line, std::string_view value = {}) const;  // an error or a note; a note is silent with --quiet
  void note(Line line, std::string_view value = {}) const;

  // Writes the report line, says the summary as `lines` asks, and takes the file into the exit status.
  enum class Say : std::uint8_t { Nothing, OneLine, Everything };
  void add(const report::FileReport& report, Say say);
  void trouble() noexcept { status_ = 2; }
  // Publishes the report file. The status: 0, 1 or 2.
  int finish();

 private:
  explicit Session(Options options) : options_(std::move(options)) {}
  bool open_report();
  void write_report(std::string_view text);

  Options options_;
  std::unique_ptr<Engine> engine_;
  int report_fd_ = -1;  // standard output or one of the two below
  UniqueFd report_pipe_;
  std::unique_ptr<OutputFile> report_file_;
  int status_ = 0;
};

}  // namespace mugai::cli
