#include "lib/core/job.h"

namespace mugai {
namespace {

void collect(const JobReport& report, std::vector<Finding>& into) {  // depth is bounded by BudgetLimits::depth
  for (const Finding& finding : report.findings)
    merge_finding(into, finding);
  for (const JobReport& child : report.children)
    collect(child, into);
}

}  // namespace

std::vector<Finding> all_findings(const JobReport& report) {
  std::vector<Finding> findings;
  collect(report, findings);
  return findings;
}

}  // namespace mugai
