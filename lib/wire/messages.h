// Messages: the meaning of each frame, as a struct with one encoder and one decoder. A decoder checks every field and
// that nothing is left over; what it returns is well-formed and within its limits, but still only a claim: who checks
// a size against a file or a budget is the launcher.
//
// Limits are below, in bytes or counts. Encoders cut or clean what is longer, decoders refuse it (Malformed).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lib/base/result.h"
#include "lib/core/family.h"
#include "lib/core/job.h"
#include "lib/wire/frame.h"

namespace mugai::wire {

inline constexpr std::size_t kMaxNameBytes = 1024;  // of a claimed file name
inline constexpr std::size_t kMaxMimeTypeBytes = 255;
inline constexpr std::size_t kMaxTypeBytes = 32;  // "docx", "mail-verify"
inline constexpr std::size_t kMaxExtensionBytes = 16;
inline constexpr std::size_t kMaxErrorDetailBytes = 500;
inline constexpr std::size_t kMaxRequestBytes = 64 * 1024;  // an encoded JobRequest
inline constexpr std::uint32_t kMaxFindings = 10'000;       // of one file

// --- JobRequest, in pieces -------------------------------------------------------------------------------------

// A flat text of the whole request. Error TooLarge over kMaxRequestBytes.
Result<Buffer> encode_request(const JobRequest& request);
Result<JobRequest> decode_request(Bytes bytes);

// Payload: u8 last (0 or 1), bytes.
std::vector<Buffer> split_request(Bytes encoded);  // into packets
// Collects the pieces again (in the worker).
class RequestReader {
 public:
  // True when the last piece has come.
  Result<bool> add(Bytes payload);
  [[nodiscard]] Bytes bytes() const noexcept { return bytes_; }

 private:
  Buffer bytes_;
};

// --- finding: text id, u8 action, u32 count, text where, text detail ---------------------------------------------

// `type` is Finding or NestedFinding. `where` and `detail` must be clean (clean_finding).
Buffer encode_finding(Type type, const mugai::Finding& finding);
// The id must be in the catalogue, the action on the list, the count above 0, both texts one clean line.
Result<mugai::Finding> decode_finding(Bytes payload);
// Makes both texts one line and cuts them to their limits; a count of 0 becomes 1.
void clean_finding(mugai::Finding& finding);

// --- what is left of a budget: u64 members, u64 unpacked bytes, u64 output bytes -----------------------------------

struct BudgetLeft {
  std::uint64_t members = 0;
  std::uint64_t unpacked_bytes = 0;
  std::uint64_t output_bytes = 0;
};
BudgetLeft budget_left(const BudgetLimits& limits);

// --- RunNested: text name, text mime type, budget left --------------------------------------------------------------

struct RunNested {
  FileClaim claim;  // untrusted; not cleaned, for its tricks are what the nested job looks for
  BudgetLeft left;
};
Buffer encode_run_nested(const RunNested& message);
Result<RunNested> decode_run_nested(Bytes payload);

// --- RunRender: u8 new input, order
// ------------------------------------------------
// The order, here and at the end of a JobRequest: u8 kind, u32 first page, u8 count, for each page u32 width, u32
// height.

struct RunRender {
  bool new_input = false;  // the scratch file; otherwise the document of the order before
  RenderOrder order;       // has passed check()
};
Buffer encode_run_render(const RunRender& message);
Result<RunRender> decode_run_render(Bytes payload);
void put_order(Buffer& out, const RenderOrder& order);
Result<RenderOrder> read_order(Cursor& in);

// --- Outcome: text type, text extension, u8 replaced, budget left ---------------------------------------------------

struct OutcomeMessage {
  mugai::Outcome outcome;
  BudgetLeft left;
};
Buffer encode_outcome(const OutcomeMessage& message);
Result<OutcomeMessage> decode_outcome(Bytes payload);

// --- Refusal: u8 code, u64 offset, text detail, text type, budget left
// ------------------------------------------------

struct Refusal {
  Error error;
  std::string type;  // empty where nothing was recognised
  BudgetLeft left;
};
Buffer encode_refusal(const Refusal& message);
Result<Refusal> decode_refusal(Bytes payload);

// --- Elsewhere: u8 family
// ------------------------------------------------

// The file belongs to another family's program; this job has done nothing with it.
struct Elsewhere {
  Family family = Family::Files;
};
Buffer encode_elsewhere(const Elsewhere& message);
Result<Elsewhere> decode_elsewhere(Bytes payload);

// --- NestedDone: u8 run, u8 disposition, u8 code, text type, text extension, text detail, u64 size, budget left
// -------

struct NestedDone {
  bool has_run = false;  // false: no process, or no budget; `reason` and `detail` are the Error for the handler
  Disposition disposition = Disposition::Blocked;
  ErrorCode reason = ErrorCode::Internal;
  std::string type;
  std::string extension;
  std::string detail;
  std::uint64_t output_bytes = 0;
  BudgetLeft left;  // of the asking job, after the nested one
};
Buffer encode_nested_done(const NestedDone& message);
Result<NestedDone> decode_nested_done(Bytes payload);

// --- zygote
// ------------------------------------------------------------------------------------------------------------

// Hello: text version, u8 landlock ABI, u8 seccomp, u8 namespaces, u8 started, text detail.
struct Hello {
  std::string version;            // MUGAI_VERSION of the worker; must be the program's own
  std::uint8_t landlock_abi = 0;  // 0: none
  bool seccomp = false;
  bool namespaces = false;  // has an empty network namespace
  bool started = false;     // false: it will not serve; `detail` says why
  std::string detail;
};
Buffer encode_hello(const Hello& message);
Result<Hello> decode_hello(Bytes payload);

// Spawn: u64 memory bytes, u64 cpu seconds, u64 file bytes, u32 descriptors. The descriptors that come along are, in
// this order: the job's control socket, input, output, status socket.
struct Spawn {
  std::uint64_t memory_bytes = 0;  // address space on top of the zygote's own
  std::uint64_t cpu_seconds = 0;   // at least 1
  std::uint64_t file_bytes = 0;    // largest file that the job may write
  std::uint32_t descriptors = 0;
};
inline constexpr std::size_t kSpawnDescriptors = 4;
Buffer encode_spawn(const Spawn& message);
Result<Spawn> decode_spawn(Bytes payload);

// Exited: u32 fork errno (0: it ran), u32 wait status, u64 cpu µs, u64 peak resident bytes.
struct Exited {
  std::uint32_t fork_errno = 0;
  std::uint32_t wait_status = 0;
  std::uint64_t cpu_us = 0;
  std::uint64_t peak_memory_bytes = 0;
};
Buffer encode_exited(const Exited& message);
Result<Exited> decode_exited(Bytes payload);

// AskScratch, Scratch and Kill carry nothing.
Buffer encode_empty(Type type);

}  // namespace mugai::wire
