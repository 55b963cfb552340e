#include <doctest/doctest.h>

#include <algorithm>

#include "lib/base/utf8.h"
#include "lib/core/budget.h"
#include "lib/core/catalogue.h"
#include "lib/core/finding.h"
#include "lib/core/job.h"

using namespace mugai;

TEST_CASE("core/catalogue: rows are sorted by ID, unique, and every text is one valid line") {
  const auto rows = catalogue_rows();
  REQUIRE(rows.size() > 600);
  CHECK(std::is_sorted(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.id < b.id; }));
  CHECK(std::adjacent_find(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.id == b.id; }) ==
        rows.end());
  for (const CatalogueRow& row : rows) {
    CAPTURE(row.id);
    for (const auto text : {row.title_en, row.title_ja, row.treatment}) {
      CHECK_FALSE(text.empty());
      CHECK(utf8::is_valid(text));
      CHECK(text.find('\n') == std::string_view::npos);
    }
  }
}

TEST_CASE("core/catalogue: an ID from outside is found or refused, never invented") {
  CHECK(CatalogueId::find("OOXML-036").has_value());
  CHECK_FALSE(CatalogueId::find("OOXML-36").has_value());
  CHECK_FALSE(CatalogueId::find("").has_value());
  CHECK_FALSE(CatalogueId::find("ZZZ-999").has_value());
}

TEST_CASE("core/budget: an overrun is an error and leaves nothing") {
  BudgetLimits limits;
  limits.members = 3;
  Budget budget(limits);
  CHECK(budget.charge_members(2).has_value());
  const auto over = budget.charge_members(2);
  REQUIRE_FALSE(over);
  CHECK(over.error().code == ErrorCode::TooMany);
  CHECK_FALSE(budget.charge_members(1));
}

TEST_CASE("core/budget: nesting takes one level and ends at the last") {
  BudgetLimits limits;
  limits.depth = 1;
  const auto nested = Budget(limits).nested();
  REQUIRE(nested);
  CHECK(nested->depth == 0);
  CHECK(Budget(*nested).nested().error().code == ErrorCode::TooDeep);
}

TEST_CASE("core/budget: a ratio counts only above the floor") {
  const Budget budget{BudgetLimits{}};
  CHECK(budget.check_ratio(1, kRatioFloorBytes));
  CHECK_FALSE(budget.check_ratio(1, kRatioFloorBytes + 1));
  CHECK(budget.check_ratio(kRatioFloorBytes, kRatioFloorBytes * 100));
}

TEST_CASE("core/finding: equal findings are counted, counts saturate") {
  std::vector<Finding> list;
  merge_finding(list, {"OOXML-036", Action::Removed, "word/vbaProject.bin", 1, ""});
  merge_finding(list, {"OOXML-036", Action::Removed, "word/vbaProject.bin", UINT32_MAX, ""});
  merge_finding(list, {"OOXML-036", Action::Removed, "other", 1, ""});
  REQUIRE(list.size() == 2);
  CHECK(list[0].count == UINT32_MAX);
}
