// The tokenizer against a table of cases for each of the 80 states of the HTML standard (13.2.5.1 to 13.2.5.80), at
// least five a state, written from the text of the standard. Each case is read whole, followed by a long text (so that
// tags and references are read in one step), byte by byte and in threes, and cut off at every offset.
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/html/token_log.h"

using namespace mugai::html;
using namespace std::string_view_literals;

namespace {

struct Case {
  std::string_view html;
  std::string_view expected;
};

struct StateCases {
  std::string_view section;
  std::string_view name;
  State start;
  std::string_view last_start_tag;
  std::vector<Case> cases;
};

const std::vector<StateCases>& table() {
  static const std::vector<StateCases> rows = {
#include "tests/unit/html/state_cases.inc"
  };
  return rows;
}

constexpr std::size_t kStates = 80;  // sections 13.2.5.1 to 13.2.5.80
constexpr std::size_t kLeastCases = 5;

}  // namespace

TEST_CASE("html/tokenizer: every state of the standard has at least five cases") {
  std::set<std::string_view> sections;
  for (const StateCases& row : table()) {
    CAPTURE(row.name);
    CHECK(row.cases.size() >= kLeastCases);
    CHECK(sections.insert(row.section).second);
    std::set<std::string_view> inputs;
    for (const Case& c : row.cases)
      CHECK(inputs.insert(c.html).second);
  }
  for (std::size_t i = 1; i <= kStates; ++i)
    CHECK(sections.contains("13.2.5." + std::to_string(i)));
  CHECK(sections.size() == kStates);
}

TEST_CASE("html/tokenizer: the cases of every state give the tokens of the standard") {
  for (const StateCases& row : table()) {
    CAPTURE(row.name);
    for (const Case& c : row.cases) {
      CAPTURE(c.html);
      const auto read = [&row](std::string_view html, std::size_t chunk = SIZE_MAX) {
        return tokens(html, row.start, row.last_start_tag, chunk);
      };
      CHECK(read(c.html) == c.expected);
      CHECK(read(c.html, 1) == c.expected);
      CHECK(read(c.html, 3) == c.expected);
      const std::string longer = std::string(c.html) + " a text that is longer than what is looked at at once";
      CHECK(read(longer) == read(longer, 1));
      for (std::size_t size = 0; size < c.html.size(); ++size)
        CHECK(read(c.html.substr(0, size)) == read(c.html.substr(0, size), 1));
    }
  }
}
