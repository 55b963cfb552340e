#include "tests/support/local_context.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "lib/base/check.h"
#include "lib/base/utf8.h"
#include "lib/formats/all_handlers.h"
#include "lib/formats/dispatch.h"
#include "lib/formats/render/words.h"

namespace mugai::testing {
namespace {

Disposition disposition_of(const Outcome& outcome, const std::vector<Finding>& findings) {
  if (outcome.replaced) return Disposition::Replaced;
  for (const Finding& finding : findings) {
    if (finding.action != Action::Kept) return Disposition::Cleaned;
  }
  return Disposition::Unchanged;
}

Result<Outcome> run_here(Source& in, OutputSink& out, Context& ctx) {
  formats::Dispatched done = formats::dispatch(in, out, ctx, formats::all_handlers(), Family::Files);
  MUGAI_CHECK(!done.elsewhere);  // every row of the registry has its handler here
  return std::move(done.outcome);
}

}  // namespace

LocalContext::LocalContext(FileClaim claim, policy::Policy policy)
    : claim_(std::move(claim)), policy_(std::move(policy)), budget_(policy_.limits) {}

void LocalContext::report(Finding finding) {
  finding.where = utf8::one_line(finding.where, kMaxWhereBytes);
  finding.detail = utf8::one_line(finding.detail, kMaxDetailBytes);
  merge_finding(findings_, std::move(finding));
}

Result<NestedOutcome> LocalContext::sanitize_child(const FileClaim& claim, const InputWriter& write_input) {
  TRY(budget_.nested());
  TRY(budget_.charge_members(1));
  MemorySink input(budget_.left().unpacked_bytes);
  TRY(write_input(input));
  TRY_ASSIGN(const BudgetLimits limits, budget_.nested());  // what is left after the writer was charged
  LocalContext nested(claim, policy_);
  nested.budget_ = Budget(limits);
  MemorySource source{Bytes(input.buffer())};
  MemorySink output(limits.output_bytes);
  auto result = run_here(source, output, nested);
  // The whole tree shares one budget; the depth alone is this level's own.
  BudgetLimits left = nested.budget_.left();
  left.depth = budget_.left().depth;
  budget_ = Budget(left);
  drawn_.insert(drawn_.end(), nested.drawn_.begin(), nested.drawn_.end());
  NestedOutcome outcome;
  outcome.findings = nested.findings_;
  for (const Finding& finding : nested.findings_)
    merge_finding(nested_findings_, finding);
  for (const Finding& finding : nested.nested_findings_) {
    merge_finding(outcome.findings, finding);
    merge_finding(nested_findings_, finding);
  }
  if (!result) {
    outcome.reason = result.error().code;
    outcome.detail = result.error().detail;
    return outcome;
  }
  outcome.disposition = disposition_of(*result, nested.findings_);
  outcome.type = std::move(result->type);
  outcome.extension = std::move(result->extension);
  outcome.output = std::make_unique<OwnedSource>(output.take());
  return outcome;
}

Result<NestedOutcome> LocalContext::render(const RenderOrder& order, const InputWriter* write_input) {
  TRY(check(order));
  if (write_input != nullptr) {
    MemorySink document(budget_.left().unpacked_bytes);
    TRY((*write_input)(document));
    drawn_.push_back(document.take());
  }
  Buffer answer;
  if (order.kind == RenderKind::Pixels) {
    answer.assign(static_cast<std::size_t>(answer_bytes(order)), 0xFF);
  } else {
    for (std::size_t i = 0; i < order.pages.size(); ++i)
      MUGAI_CHECK(render::append_page(answer, {}));
  }
  NestedOutcome outcome;
  outcome.disposition = Disposition::Unchanged;
  outcome.output = std::make_unique<OwnedSource>(std::move(answer));
  return outcome;
}

std::uint64_t LocalContext::count(std::string_view id) const {
  std::uint64_t count = 0;
  for (const auto* list : {&findings_, &nested_findings_}) {
    for (const Finding& finding : *list) {
      if (finding.id.text() == id) count += finding.count;
    }
  }
  return count;
}

LocalResult run_local(Bytes input, std::string name, const policy::Policy& policy) {
  LocalContext context(FileClaim{.untrusted_name = std::move(name), .untrusted_mime_type = {}}, policy);
  MemorySource source(input);
  MemorySink output(policy.limits.output_bytes);
  auto outcome = run_here(source, output, context);
  std::vector<Finding> findings = context.findings();
  for (const Finding& finding : context.nested_findings())
    merge_finding(findings, finding);
  return LocalResult{std::move(outcome), output.take(), std::move(findings), context.drawn()};
}

bool reports(const LocalResult& result, std::string_view id) {
  return std::any_of(result.findings.begin(), result.findings.end(),
                     [&](const Finding& f) { return f.id.text() == id; });
}

std::ptrdiff_t removals(const LocalResult& result) {
  return std::count_if(result.findings.begin(), result.findings.end(),
                       [](const Finding& f) { return f.action != Action::Kept; });
}

std::string words_of(const LocalResult& result) {
  std::string out;
  for (const Finding& f : result.findings)
    out.append(f.id.text()).append(" ").append(f.where).append(" ").append(f.detail).append("; ");
  return result.outcome.has_value() ? out : out + result.outcome.error().detail;
}

}  // namespace mugai::testing
