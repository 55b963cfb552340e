#include "lib/formats/pdf/content/rewrite.h"

namespace mugai::pdf {

void ContentReport::add(CatalogueId id, Action action, std::string_view detail, std::uint32_t count) {
  merge_finding(findings, Finding{id, action, {}, count, std::string(detail)});
}

}  // namespace mugai::pdf
