// Context: everything a handler may know or ask while it rebuilds one file. No clock, no file system, no network and
// no globals: what differs from run to run comes in as a value.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"
#include "lib/core/budget.h"
#include "lib/core/finding.h"
#include "lib/core/outcome.h"
#include "lib/core/render.h"
#include "lib/stream/sink.h"
#include "lib/stream/source.h"

namespace mugai::policy {
class Policy;
}

namespace mugai {

// What the world outside says about the file. All of it is a claim until detect has looked.
struct FileClaim {
  std::string untrusted_name;       // file name, UTF-8, no path; may be empty
  std::string untrusted_mime_type;  // lower-case "type/subtype", may be empty
};

// Values of the gateway that a mail needs. Fixed by the caller so that the same input gives the same bytes.
struct MailValues {
  std::string receipt;          // receipt number, "20261122-000123"
  std::string gateway;          // host name for Received, X-Mugai and boundaries' prefix
  std::string received;         // the folded value of our own Received field, without its name
  std::string date;             // RFC 5322 date of our own fields
  std::string language = "ja";  // of the notice: "ja" or "en"
  std::string policy_digest;    // first 16 digits of Policy::digest(), for X-Mugai; may be empty
  std::string original_until;   // shown in the notice: until when the original can be asked for; may be empty
  std::string own_domains;   // of the recipients, lower-case, separated by blanks: mail from outside may not claim them
  std::string trusted_hops;  // authserv-ids (RFC 8601) whose results are believed, separated by blanks
  std::string trusted_ca;    // certificates of CAs for S/MIME, PEM; at most 32 KiB; may be empty
  std::string verified;      // about the sender: "dkim=pass header.d=example.jp; spf=none" (RFC 8601); may be empty
};

// How a nested file ended. Findings are those of the whole tree below it.
struct NestedOutcome {
  Disposition disposition = Disposition::Blocked;
  ErrorCode reason = ErrorCode::Internal;  // meaningful where disposition is Blocked or Held
  std::string type;
  std::string extension;  // of the output; empty keeps the input's
  std::string detail;     // why, for the operator
  std::vector<Finding> findings;
  std::unique_ptr<Source>
      output;  // the rebuilt bytes, where has_output(disposition); held outside this process's memory
};

class Context {
 public:
  virtual ~Context() = default;
  [[nodiscard]] virtual const policy::Policy& policy() const noexcept = 0;
  [[nodiscard]] virtual const FileClaim& claim() const noexcept = 0;
  [[nodiscard]] virtual const MailValues& mail() const noexcept = 0;
  virtual Budget& budget() noexcept = 0;

  // Tells of one finding. `where` and `detail` are cleaned and cut here; equal findings are counted together.
  virtual void report(Finding finding) = 0;

  // Rebuilds what a person would call a file of its own (attachment, archive member, attached mail) in a process of
  // its own. `write_input` is called once with a sink for the file's bytes; an Error it returns is passed on. An Error
  // means that no such process could be had or the budget is used up, and ends this job too; a refused file is not an
  // Error but an outcome. The outcome's `output` stays readable as long as the caller keeps it (a descriptor each), so
  // that a mail can learn how all its attachments ended before it writes its first line.
  using InputWriter = std::function<Result<void>(Sink&)>;
  virtual Result<NestedOutcome> sanitize_child(const FileClaim& claim, const InputWriter& write_input) = 0;

  // Has pages of a document drawn in a process of its own (core/render.h). `write_input` writes the document, which
  // this handler must have rebuilt; nullptr means the one of the order before. Of Pixels the output has exactly
  // answer_bytes(). It stays readable until the next order: the file behind it is used again. An Error means that no
  // such process could be had, or that nothing here draws; a failure of the drawing itself is an outcome.
  virtual Result<NestedOutcome> render(const RenderOrder& order, const InputWriter* write_input);
  // What a job of JobKind::Render is to draw; nullptr in every other.
  [[nodiscard]] virtual const RenderOrder* render_order() const noexcept { return nullptr; }
};

}  // namespace mugai
