// One file: sanitize FILE [-o OUT], with standard input and output.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "daemon/sanitize/paths.h"
#include "daemon/sanitize/run.h"
#include "daemon/sanitize/session.h"
#include "lib/sandbox/launcher.h"
#include "lib/stream/sink.h"
#include "lib/stream/source.h"

namespace mugai::cli {
namespace {

constexpr int kTrouble = 2;
constexpr std::size_t kBlock = 64 << 10;

struct Failure {
  Line line = Line::CannotRead;
  std::string value;
};

// A pipe has no size and no random access: its bytes go to a nameless file first.
Result<UniqueFd> spool_standard_input() {
  auto scratch = OutputFile::create("/tmp");
  UniqueFd fd;
  if (scratch) {
    fd.reset(::fcntl(scratch->fd(), F_DUPFD_CLOEXEC, 0));
  } else {
    TRY_ASSIGN(fd, sandbox::make_scratch(""));
  }
  std::vector<char> block(kBlock);
  while (true) {
    const ssize_t got = ::read(STDIN_FILENO, block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return make_error(ErrorCode::Io, std::strerror(errno));
    if (got == 0) return fd;
    for (ssize_t done = 0; done < got;) {
      const ssize_t put = ::write(fd.get(), block.data() + done, static_cast<std::size_t>(got - done));
      if (put < 0 && errno != EINTR) return make_error(ErrorCode::Io, std::strerror(errno));
      if (put > 0) done += put;
    }
  }
}

Result<UniqueFd> open_input(const Options& options, Failure& failure) {
  if (options.input == "-") {
    auto fd = spool_standard_input();
    if (!fd) failure = {Line::CannotRead, "-: " + fd.error().detail};
    return fd;
  }
  UniqueFd fd(::open(options.input.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat status {};
  if (!fd || ::fstat(fd.get(), &status) != 0) {
    failure = {Line::CannotRead, options.input + ": " + std::strerror(errno)};
  } else if (S_ISDIR(status.st_mode)) {
    failure = {Line::IsFolder, options.input};
  } else if (!S_ISREG(status.st_mode)) {
    failure = {Line::NotRegular, options.input};
  } else {
    return fd;
  }
  return make_error(ErrorCode::Io);
}

// Before any work: an output that cannot be.
bool output_is_possible(const Options& options, int input_fd, const Session& session) {
  if (options.output.empty() || options.output == "-") return true;
  struct stat in {};
  struct stat out {};
  if (::stat(options.output.c_str(), &out) != 0) return true;
  if (S_ISDIR(out.st_mode)) {
    session.say(Line::OutputIsFolder, options.output);
    return false;
  }
  if (!S_ISREG(out.st_mode)) {
    session.say(Line::OutputNotRegular, options.output);
    return false;
  }
  if (::fstat(input_fd, &in) == 0 && in.st_dev == out.st_dev && in.st_ino == out.st_ino) {
    session.say(Line::OutputIsInput, options.output);
    return false;
  }
  return true;
}

bool copy_to_standard_output(int fd) {
  auto source = FdSource::open(UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, 0)));
  if (!source) return false;
  std::vector<std::uint8_t> block(kBlock);
  for (std::uint64_t offset = 0; offset < source->size();) {
    const auto got = source->read_at(offset, block);
    if (!got || *got == 0) return false;
    offset += *got;
    for (std::size_t done = 0; done < *got;) {
      const ssize_t put = ::write(STDOUT_FILENO, block.data() + done, *got - done);
      if (put < 0 && errno != EINTR) return false;
      if (put > 0) done += static_cast<std::size_t>(put);
    }
  }
  return true;
}

// Where the result goes; a refused file has no name.
std::optional<std::string> output_path(const Options& options, const JobReport& job) {
  if (options.check || !has_output(job.disposition)) return std::nullopt;
  return options.output.empty() ? clean_name(options.input, job.extension) : options.output;
}

// The file to write to while the job runs: beside its final name where it gets one.
struct Target {
  std::unique_ptr<OutputFile> file;
  UniqueFd scratch;
  [[nodiscard]] int fd() const { return file ? file->fd() : scratch.get(); }
};

Result<Target> open_target(const Options& options) {
  Target target;
  if (options.check || options.output == "-") {
    TRY_ASSIGN(target.scratch, sandbox::make_scratch(""));
    return target;
  }
  TRY_ASSIGN(OutputFile file, OutputFile::create(folder_of(options.output.empty() ? options.input : options.output)));
  target.file = std::make_unique<OutputFile>(std::move(file));
  return target;
}

bool deliver(const Options& options, Target& target, const std::string& path, Session& session) {
  if (options.output == "-") {
    if (copy_to_standard_output(target.scratch.get())) return true;
    session.say(Line::CannotWrite, std::string("-: ") + std::strerror(errno));
    return false;
  }
  const auto published = target.file->publish(path);
  if (!published) {
    session.say(Line::CannotWrite, published.error().detail);
    return false;
  }
  sync_folder(folder_of(path));
  return true;
}

// After a refusal nothing may pass for the result: what -o names is removed, what the name rule gave earlier is told.
void handle_refusal(const Options& options, const Session& session) {
  if (options.check || options.output == "-") return;
  if (!options.output.empty()) {
    remove_file(options.output);
    return;
  }
  const std::string earlier = clean_name(options.input, "");
  if (::access(earlier.c_str(), F_OK) == 0) session.note(Line::StaleOutput, earlier);
}

}  // namespace

int run_file(const Options& options) {
  Failure failure;
  auto input = open_input(options, failure);
  if (!input) {
    complain(fill(failure.line, options.language, failure.value));
    return kTrouble;
  }
  const auto session = Session::open(options);
  if (!session || !output_is_possible(options, input->get(), *session)) return kTrouble;
  auto target = open_target(options);
  if (!target) {
    session->say(Line::CannotWrite, target.error().detail);
    return kTrouble;
  }
  const std::string name = options.input == "-" ? options.name : base_name(options.input);
  auto ran = session->engine().run(name, input->get(), target->fd());
  JobReport job = ran ? std::move(ran).value() : failed_report(name, ran.error());
  auto path = output_path(options, job);
  if (path && !deliver(options, *target, *path, *session)) {
    session->trouble();
    path.reset();
  }
  if (!has_output(job.disposition)) handle_refusal(options, *session);
  const std::string extension = job.extension;
  const bool renamed =
      path && !options.output.empty() && !extension.empty() && with_extension(*path, extension) != *path;
  const std::string shown = options.input == "-" && !options.name.empty() ? options.name : options.input;
  session->add(file_report(session->engine(), shown, path, std::move(job)), Session::Say::Everything);
  if (renamed) session->note(Line::ExtensionChanged, extension);
  return session->finish();
}

}  // namespace mugai::cli
