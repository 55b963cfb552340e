// The one way of every file: what is refused, and by which rule.
#include <doctest/doctest.h>

#include <string>

#include "lib/detect/types.h"
#include "lib/formats/all_handlers.h"
#include "lib/formats/registry.h"
#include "tests/support/local_context.h"
#include "tests/support/zip_builder.h"

namespace mugai {
namespace {

using testing::run_local;

std::string blocked_by(const std::vector<Finding>& findings) {
  for (const Finding& finding : findings) {
    if (finding.action == Action::Blocked) return std::string(finding.id.text());
  }
  return {};
}

TEST_CASE("formats/dispatch: what cannot come out safely is refused with a reason") {
  struct Row {
    std::string bytes;
    const char* name;
    ErrorCode code;
    const char* id;
  };
  const std::string zip = testing::build_stored_zip({{"empty.docx", ""}});
  const Row rows[] = {
      {zip, "archive.exe", ErrorCode::Forbidden, "EXT-001"},
      {"", "autorun.inf", ErrorCode::Forbidden, "NAM-012"},
      {"MZ" + std::string(100, '\0'), "report.docx", ErrorCode::Forbidden, "EXT-001"},
      {"#!/bin/sh\nrm x\n", "readme.txt", ErrorCode::Forbidden, "EXT-002"},
      {"\x89PNG\r\n\x1A\n", "a.png", ErrorCode::Truncated, "IMG-008"},
      {"7z\xBC\xAF\x27\x1C", "a.7z", ErrorCode::Unsupported, "ARC-013"},
      {"\x20\x50-lh5-", "a.lzh", ErrorCode::Unsupported, "ARC-014"},
      {std::string("\0\x01\x02", 3), "a.bin", ErrorCode::Unsupported, "EXT-011"},
      {"-----BEGIN PGP MESSAGE-----\n", "a.asc", ErrorCode::Encrypted, "ARC-003"},
  };
  for (const Row& row : rows) {
    CAPTURE(std::string(row.name));
    const auto result = run_local(as_bytes(row.bytes), row.name);
    REQUIRE(!result.outcome.has_value());
    CHECK(result.outcome.error().code == row.code);
    CHECK(blocked_by(result.findings) == row.id);
  }
}

TEST_CASE("formats/dispatch: an empty file stays empty") {
  const auto result = run_local({}, "a.pdf");
  REQUIRE(result.outcome.has_value());
  CHECK(result.output.empty());
  CHECK(result.outcome->type == "empty");
  CHECK(result.findings.empty());
}

TEST_CASE("formats/dispatch: a name that does not say the true type is corrected and told") {
  const std::string zip = testing::build_stored_zip({{"empty.docx", ""}});
  const auto lying = run_local(as_bytes(zip), "report.docx");
  REQUIRE(lying.outcome.has_value());
  CHECK(lying.outcome->extension == "zip");
  REQUIRE(lying.findings.size() == 1);
  CHECK(lying.findings[0].id.text() == "GEN-001");
  const auto honest = run_local(as_bytes(zip), "report.zip");
  REQUIRE(honest.outcome.has_value());
  CHECK(honest.outcome->extension.empty());
  CHECK(honest.findings.empty());
  const auto unnamed = run_local(as_bytes(zip), "");
  REQUIRE(unnamed.outcome.has_value());
  CHECK(unnamed.findings.empty());
}

TEST_CASE("formats/dispatch: a type that the policy blocks is forbidden, by type or by handler") {
  const std::string zip = testing::build_stored_zip({{"empty.docx", ""}});
  policy::Policy policy;
  policy.type_actions["zip"] = policy::TypeAction::Block;
  const auto result = run_local(as_bytes(zip), "a.zip", policy);
  REQUIRE(!result.outcome.has_value());
  CHECK(result.outcome.error().code == ErrorCode::Forbidden);
}

TEST_CASE("formats/registry: each type of a row is known to detection and comes once") {
  for (const formats::Row& row : formats::rows()) {
    CAPTURE(std::string(row.type));
    CHECK(formats::find(row.type) == &row);
    CHECK(formats::find_handler(formats::all_handlers(), row.handler) != nullptr);
  }
  CHECK(formats::find("nothing") == nullptr);
}

}  // namespace
}  // namespace mugai
