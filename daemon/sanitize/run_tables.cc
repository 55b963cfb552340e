// What needs no file: --explain ID and --list-types.
#include <algorithm>
#include <iostream>

#include "daemon/sanitize/run.h"
#include "daemon/sanitize/session.h"
#include "lib/base/ascii.h"
#include "lib/formats/registry.h"
#include "lib/report/report.h"

namespace mugai::cli {
namespace {

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), ascii::to_upper);
  return out;
}

}  // namespace

int run_explain(const Options& options) {
  const auto id = CatalogueId::find(upper(options.explain_id));
  if (!id) {
    complain(fill(Line::UnknownId, options.language, options.explain_id));
    return 2;
  }
  std::cout << report::explain_finding(*id, options.language) << std::flush;
  return std::cout ? 0 : 2;
}

// type, usual extension, extension of the result, handler; tab-separated, so that scripts can read it
int run_list_types(const Options& /*options*/) {
  for (const formats::Row& row : formats::rows()) {
    const std::string_view output = row.output.empty() ? row.extension : row.output;
    std::cout << row.type << '\t' << '.' << row.extension << '\t' << '.' << output << '\t' << row.handler << '\n';
  }
  std::cout << std::flush;
  return std::cout ? 0 : 2;
}

}  // namespace mugai::cli
