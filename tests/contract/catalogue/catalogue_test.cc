// The catalogue's promise: every row that tests/catalogue.tsv claims as covered has a sample that makes Mugai report
// it.
//
// In: tests/catalogue.tsv, "ID<TAB>sample" a line, '#' comments. A sample is a name of ooxml_samples() ("ooxml/…") or
// the path of a file in the source tree ("samples/…"). Prints how many rows of each prefix of the catalogue are
// covered.
#include "lib/core/catalogue.h"

#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/support/local_context.h"
#include "tests/support/ooxml_samples.h"

using namespace mugai;

namespace {

struct Claim {
  std::string id, sample;
};

std::vector<Claim> read_claims() {
  std::ifstream file(MUGAI_SOURCE_DIR "/tests/catalogue.tsv");
  REQUIRE_MESSAGE(file.good(), "tests/catalogue.tsv is missing");
  std::vector<Claim> claims;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t tab = line.find('\t');
    REQUIRE_MESSAGE(tab != std::string::npos, line);
    claims.push_back({line.substr(0, tab), line.substr(tab + 1)});
  }
  return claims;
}

std::set<std::string> reported_ids(const std::string& sample) {
  Buffer input;
  std::string name = sample.substr(sample.rfind('/') + 1);
  for (const testing::OoxmlSample& row : testing::ooxml_samples()) {
    if (row.name != sample) continue;
    input = row.make();
    name = std::string(row.file);
  }
  if (input.empty()) {
    std::ifstream file(MUGAI_SOURCE_DIR "/" + sample, std::ios::binary);
    REQUIRE_MESSAGE(file.good(), "no such sample: ", sample);
    input.assign(std::istreambuf_iterator<char>(file), {});
  }
  std::set<std::string> ids;
  for (const Finding& finding : testing::run_local(input, name).findings)
    ids.emplace(finding.id.text());
  return ids;
}

void print_coverage(const std::set<std::string>& covered) {
  std::map<std::string, std::pair<int, int>> by_prefix;
  for (const CatalogueRow& row : catalogue_rows()) {
    auto& [have, all] = by_prefix[std::string(row.id.substr(0, row.id.find('-')))];
    ++all;
    have += covered.contains(std::string(row.id)) ? 1 : 0;
  }
  for (const auto& [prefix, count] : by_prefix)
    std::printf("catalogue %-6s %3d of %3d\n", prefix.c_str(), count.first, count.second);
}

}  // namespace

TEST_CASE("catalogue: each covered row is reported for its sample") {
  const std::vector<Claim> claims = read_claims();
  REQUIRE(!claims.empty());
  std::map<std::string, std::set<std::string>> cache;
  std::set<std::string> covered;
  for (const Claim& claim : claims) {
    CAPTURE(claim.id);
    CAPTURE(claim.sample);
    CHECK(CatalogueId::find(claim.id).has_value());
    if (!cache.contains(claim.sample)) cache[claim.sample] = reported_ids(claim.sample);
    CHECK(cache[claim.sample].contains(claim.id));
    covered.insert(claim.id);
  }
  print_coverage(covered);
}
