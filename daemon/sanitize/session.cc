#include "daemon/sanitize/session.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "lib/base/utf8.h"
#include "lib/report/messages.h"
#include "lib/report/template.h"

namespace mugai::cli {
namespace {

constexpr const char* kPolicyFolder = "/etc/mugai/policies";

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

void complain(std::string_view text) {
  static_cast<void>(write_all(STDERR_FILENO, "sanitize: " + utf8::one_line(text, 2'000) + "\n"));
}

std::unique_ptr<Session> Session::open(const Options& options) {
  std::unique_ptr<Session> session(new Session(options));
  auto policy = policy::load(options.policy, kPolicyFolder);
  if (!policy) {
    session->say(Line::WrongPolicy, policy.error().detail);
    return nullptr;
  }
  if (const auto notices = report::check_notices(*policy); !notices) {
    session->say(Line::WrongPolicy, options.policy + ": " + notices.error().detail);
    return nullptr;
  }
  for (const std::string& warning : policy::warnings(*policy, options.language)) {
    session->note(Line::PolicyWarning, warning);
  }
  auto engine = Engine::start(options, *policy);
  if (!engine) {
    session->say(Line::NoWorker, engine.error().detail);
    return nullptr;
  }
  session->engine_ = std::move(engine).value();
  if (session->engine_->degraded()) session->note(Line::Degraded);
  if (!session->open_report()) return nullptr;
  return session;
}

Session::~Session() = default;

void Session::say(Line line, std::string_view value) const {
  complain(fill(line, options_.language, value));
}

void Session::note(Line line, std::string_view value) const {
  if (!options_.quiet) say(line, value);
}

bool Session::open_report() {
  if (options_.report.empty()) return true;
  if (options_.report == "-") {
    report_fd_ = STDOUT_FILENO;
    return true;
  }
  struct stat status {};
  if (::stat(options_.report.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
    report_pipe_.reset(::open(options_.report.c_str(), O_WRONLY | O_CLOEXEC));  // a device or a pipe; no folder
    report_fd_ = report_pipe_.get();
    if (report_fd_ < 0) say(Line::CannotWriteReport, options_.report + ": " + std::strerror(errno));
    return report_fd_ >= 0;
  }
  auto file = OutputFile::create(folder_of(options_.report));
  if (!file) {
    say(Line::CannotWriteReport, options_.report + ": " + file.error().detail);
    return false;
  }
  report_file_ = std::make_unique<OutputFile>(std::move(file).value());
  report_fd_ = report_file_->fd();
  return true;
}

void Session::write_report(std::string_view text) {
  if (report_fd_ < 0 || write_all(report_fd_, text)) return;
  say(Line::CannotWriteReport, options_.report);
  trouble();
  report_fd_ = -1;  // said once
}

void Session::add(const report::FileReport& report, Say say) {
  write_report(report::to_json_line(report));
  const JobReport& job = report.job;
  if (!has_output(job.disposition)) {
    status_ = std::max(status_, job.error ? report::message(job.error->code).exit_status : report::kExitBlocked);
  }
  if (options_.quiet || say == Say::Nothing) return;
  const std::string& language = options_.language;
  const std::string text =
      say == Say::OneLine ? report::summary_line(report, language) + "\n" : report::summary(report, language);
  static_cast<void>(write_all(STDERR_FILENO, text));
}

int Session::finish() {
  if (report_file_ && report_fd_ >= 0) {
    const auto published = report_file_->publish(options_.report);
    if (!published) {
      say(Line::CannotWriteReport, published.error().detail);
      trouble();
    }
  }
  return status_;
}

}  // namespace mugai::cli
