#include "tests/support/font_checks.h"

#include "lib/base/check.h"

namespace mugai::testing {

void check_font(Bytes untrusted, font::FontKind claimed) {
  font::FontLimits limits;
  limits.max_bytes = 1 << 20;
  limits.max_charstring_steps = 20'000;
  limits.max_total_steps = 200'000;
  font::FontReport report, second, third;
  const auto once = font::rebuild_font(untrusted, claimed, report, limits);
  if (!once) return;
  const auto same = font::rebuild_font(untrusted, claimed, second, limits);
  MUGAI_CHECK(same.has_value() && *same == *once);
  MUGAI_CHECK(once->size() <= 4096 + limits.max_bytes + 16 * untrusted.size() + std::uint64_t{64} * report.glyphs);
  // A second pass is not held back by what the first one was.
  const auto twice = font::rebuild_font(*once, report.kind, third);
  MUGAI_CHECK(twice.has_value());
  MUGAI_CHECK(*twice == *once);
  MUGAI_CHECK(third.kind == report.kind && third.glyphs == report.glyphs && third.broken_glyphs == 0);
  MUGAI_CHECK(third.findings.empty());
}

}  // namespace mugai::testing
