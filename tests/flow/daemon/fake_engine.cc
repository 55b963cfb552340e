// An engine for tests: what it does stands in the input. Defines the functions of flow/launcher_engine.cc.
//
//   FAKE-TROUBLE  no process can be had        FAKE-REFUSE  the job is refused (malformed)
//   FAKE-VERIFY   the check of the result fails FAKE-SLOW   takes 300 ms
//   FAKE-LF       gives a message with a bare LF
// A mail comes out with a line X-Fake: and its receipt in front; a file comes out in upper case.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "daemon/mugaid/flow/engine.h"
#include "daemon/mugaid/flow/files.h"
#include "lib/base/ascii.h"
#include "lib/stream/source.h"

namespace mugai::flow {
namespace {

class FakeEngine final : public Engine {
 public:
  Result<JobReport> run(const JobRequest& request, int input_fd, int output_fd) override {
    TRY_ASSIGN(FdSource source, FdSource::open(UniqueFd(::dup(input_fd))));
    TRY_ASSIGN(const Buffer bytes, source.read_all(std::uint64_t{1} << 30));
    const std::string text(as_text(bytes));
    const auto has = [&text](const char* word) { return text.find(word) != std::string::npos; };
    if (has("FAKE-SLOW")) std::this_thread::sleep_for(std::chrono::milliseconds(300));
    if (has("FAKE-TROUBLE")) return make_error(ErrorCode::Io, "no process, says the test");
    JobReport report;
    report.name = request.claim.untrusted_name;
    report.type = request.kind == JobKind::Sanitize ? "text" : "mail";
    report.bytes_in = bytes.size();
    if (has("FAKE-REFUSE")) {
      report.error = make_error(ErrorCode::Malformed, "refused, says the test");
      report.findings.push_back({CatalogueId("RUN-001"), Action::Blocked, "test", 1, {}});
      return report;
    }
    report.disposition = Disposition::Cleaned;
    report.findings.push_back({CatalogueId("RUN-001"), Action::Removed, "test", 2, {}});
    std::string out;
    if (request.kind == JobKind::Mail) {
      out = "X-Fake: " + request.mail.receipt + "\r\nReceived: " + request.mail.received + "\r\n" + text;
      if (has("FAKE-LF")) out += "bare\nline\r\n";
    } else {
      for (const char c : text)
        out += ascii::to_upper(c);
      report.extension = "txt";
    }
    TRY(write_all(output_fd, out));
    report.bytes_out = out.size();
    return report;
  }
  Result<std::optional<std::string>> check_mail(int fd, const std::vector<Sha256Value>& /*attachments*/) override {
    TRY_ASSIGN(FdSource source, FdSource::open(UniqueFd(::dup(fd))));
    TRY_ASSIGN(const Buffer bytes, source.read_all(std::uint64_t{1} << 30));
    if (as_text(bytes).find("FAKE-VERIFY") == std::string_view::npos) return std::optional<std::string>();
    return std::optional<std::string>("refused, says the test");
  }
  [[nodiscard]] bool degraded() const noexcept override { return false; }
  [[nodiscard]] EngineStats stats() const override { return {}; }
};

}  // namespace

Result<std::unique_ptr<Engine>> make_launcher_engine(const EngineOptions& /*options*/) {
  return std::unique_ptr<Engine>(std::make_unique<FakeEngine>());
}

Result<UniqueFd> make_scratch(const std::string& folder) {
  UniqueFd fd(folder.empty() ? ::memfd_create("test", MFD_CLOEXEC)
                             : ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (!fd) return io_error(folder);
  return fd;
}

}  // namespace mugai::flow
