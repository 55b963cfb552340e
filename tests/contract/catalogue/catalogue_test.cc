// The catalogue's promise: every row that tests/catalogue.tsv claims as covered has a sample that makes Mugai report
// it, and every sample comes out as its table says.
//
// In: tests/catalogue.tsv, "ID<TAB>sample" a line, '#' comments. A sample is a name of all_samples() ("ooxml/…") or the
// path of a file in the source tree ("samples/…"). A third column says how the row shows:
//   stays    it tells what must be kept or seen through: the sample comes out as its table says, nothing is reported
//   as ID    a general row that a format reports by a row of its own: that one must be reported
//   clean    a look-alike: it comes out, and the row is not reported
// Each row that is covered has two samples at least, the plain construct and one in disguise; each area of samples has
// look-alikes. Prints how many rows of each prefix of the catalogue are covered.
#include "lib/core/catalogue.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/policy/policy.h"
#include "tests/support/exposed.h"
#include "tests/support/local_context.h"
#include "tests/support/samples.h"

using namespace mugai;
using testing::LocalResult;
using testing::Sample;

namespace {

enum class How { Reported, Stays, Clean };

struct Claim {
  std::string id, sample;
  How how = How::Reported;
  std::string as;  // the row that is reported
};

Claim parse_claim(const std::string& line) {
  std::vector<std::string> fields(1);
  for (const char c : line) {
    if (c == '\t') {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  REQUIRE_MESSAGE((fields.size() == 2 || fields.size() == 3), line);
  Claim claim{fields[0], fields[1], How::Reported, fields[0]};
  if (fields.size() == 2) return claim;
  if (fields[2] == "stays") {
    claim.how = How::Stays;
  } else if (fields[2] == "clean") {
    claim.how = How::Clean;
  } else {
    REQUIRE_MESSAGE(fields[2].starts_with("as "), line);
    claim.as = fields[2].substr(3);
    CHECK_MESSAGE(CatalogueId::find(claim.as).has_value(), line);
  }
  return claim;
}

std::vector<Claim> read_claims() {
  std::ifstream file(MUGAI_SOURCE_DIR "/tests/catalogue.tsv");
  REQUIRE_MESSAGE(file.good(), "tests/catalogue.tsv is missing");
  std::vector<Claim> claims;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    claims.push_back(parse_claim(line));
  }
  return claims;
}

std::set<std::string> ids_of(const LocalResult& result) {
  std::set<std::string> ids;
  for (const Finding& finding : result.findings)
    ids.emplace(finding.id.text());
  return ids;
}

std::set<std::string> reported_by_file(const std::string& path) {
  std::ifstream file(MUGAI_SOURCE_DIR "/" + path, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), "no such sample: ", path);
  const Buffer input(std::istreambuf_iterator<char>(file), {});
  return ids_of(testing::run_local(input, path.substr(path.rfind('/') + 1)));
}

// A mail's second pass sees the first one's notice as text, and pictures of pages are written anew: those may change,
// but nothing more may go.
void check_fixed_point(const LocalResult& first, std::string_view file) {
  std::string name(file);
  if (!first.outcome->extension.empty()) name = name.substr(0, name.rfind('.')) + "." + first.outcome->extension;
  const LocalResult again = testing::run_local(first.output, name);
  REQUIRE_MESSAGE(again.outcome.has_value(), again.outcome.error().detail);
  if (again.outcome->type != "mail" && first.drawn.empty()) CHECK(again.output == first.output);
  for (const Finding& f : again.findings) {
    if (f.action == Action::Kept) continue;
    FAIL_CHECK("found in the second pass: ", std::string(f.id.text()), " ", f.where, " ", f.detail);
  }
}

// What the output holds, and what a renderer was given on the way to it.
std::string exposed(const LocalResult& result) {
  std::string all = testing::exposed(result.output);
  for (const Buffer& document : result.drawn)
    all += testing::exposed(document);
  return all;
}

std::set<std::string> check_sample(const Sample& sample) {
  CAPTURE(sample.name);
  const auto policy = policy::parse(sample.policy, sample.name);
  REQUIRE(policy.has_value());
  const LocalResult result = testing::run_local(sample.make(), std::string(sample.file), *policy);
  const std::set<std::string> ids = ids_of(result);
  for (const std::string_view id : sample.ids)
    CHECK_MESSAGE(ids.contains(std::string(id)), id, " is not reported");
  if (sample.refused) {
    CHECK(!result.outcome.has_value());
    return ids;
  }
  REQUIRE_MESSAGE(result.outcome.has_value(), result.outcome.error().detail);
  CHECK(result.drawn.empty() != policy->draws());
  const std::string output = exposed(result);
  for (const std::string_view text : sample.gone)
    CHECK_MESSAGE(output.find(text) == std::string::npos, text, " is still there");
  for (const std::string_view text : sample.kept)
    CHECK_MESSAGE(output.find(text) != std::string::npos, text, " is lost");
  check_fixed_point(result, sample.file);
  return ids;
}

// The part of a sample's name before the slash.
std::string area_of(std::string_view name) {
  return std::string(name.substr(0, name.find('/')));
}

// Kinds of which every file is told of, because it comes out as another kind or not at all.
constexpr std::string_view kAlwaysTold[] = {"dif", "flat", "mht", "msg", "sylk", "tnef", "xlsb"};

// Rows whose construct has one form alone as far as is known.
constexpr std::string_view kOneForm[] = {"IMG-005", "ODF-028", "PDF-018", "PDF-025",
                                         "PDF-027", "PDF-076", "PDF-084", "PDF-085"};

bool is_one_of(std::span<const std::string_view> list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// A construct is found in one spelling easily; a look-alike shows that not everything is.
void check_areas() {
  std::map<std::string, int> clean;
  for (const Sample* sample : testing::all_samples())
    clean[area_of(sample->name)] += sample->ids.empty() && !sample->refused ? 1 : 0;
  for (const auto& [area, count] : clean)
    CHECK_MESSAGE((count > 0 || is_one_of(kAlwaysTold, area)), "no look-alike in ", area);
}

void print_coverage(const std::map<std::string, std::set<std::string>>& covered) {
  std::map<std::string, std::pair<int, int>> by_prefix;
  std::map<std::string, std::string> missing;
  for (const CatalogueRow& row : catalogue_rows()) {
    const std::string prefix(row.id.substr(0, row.id.find('-')));
    auto& [have, all] = by_prefix[prefix];
    ++all;
    const bool is_covered = covered.contains(std::string(row.id));
    have += is_covered ? 1 : 0;
    if (!is_covered) missing[prefix] += " " + std::string(row.id);
  }
  for (const auto& [prefix, count] : by_prefix) {
    const bool partly = count.first > 0 && count.first < count.second;
    std::printf("catalogue %-6s %3d of %3d%s%s\n", prefix.c_str(), count.first, count.second, partly ? "; without" : "",
                partly ? missing[prefix].c_str() : "");
  }
}

}  // namespace

TEST_CASE("catalogue: each sample comes out as its table says, and each covered row is reported for its sample") {
  std::map<std::string, std::set<std::string>> reported;
  for (const Sample* sample : testing::all_samples()) {
    CHECK_MESSAGE(!reported.contains(std::string(sample->name)), sample->name, " is there twice");
    reported[std::string(sample->name)] = check_sample(*sample);
  }
  const std::vector<Claim> claims = read_claims();
  REQUIRE(!claims.empty());
  std::map<std::string, std::set<std::string>> covered;
  for (const Claim& claim : claims) {
    CAPTURE(claim.id);
    CAPTURE(claim.sample);
    CHECK(CatalogueId::find(claim.id).has_value());
    if (!reported.contains(claim.sample)) reported[claim.sample] = reported_by_file(claim.sample);
    if (claim.how == How::Clean) {
      CHECK(!reported[claim.sample].contains(claim.id));
      continue;
    }
    CHECK((claim.how == How::Stays || reported[claim.sample].contains(claim.as)));
    covered[claim.id].insert(claim.sample);
  }
  for (const auto& [id, samples] : covered)
    CHECK_MESSAGE((samples.size() >= 2 || is_one_of(kOneForm, id)), id, " has one sample alone");
  check_areas();
  print_coverage(covered);
}
