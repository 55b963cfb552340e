// The catalogue: every dangerous feature that Mugai knows by name, with an ID that appears in reports, notices,
// policies and tests. The table is lib/core/catalogue_table.inc, one row an ID; prefix RUN is our own (how a worker
// ended), the others are the shared threat catalogue's.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace mugai {

struct CatalogueRow {
  std::string_view id;         // "OOXML-036"
  std::string_view title_en;   // what it is, a few words that a clerk understands: "macro (VBA)"
  std::string_view title_ja;   // the same in Japanese: "マクロ（VBA）"
  std::string_view risk;       // what it could do, English, one line
  std::string_view treatment;  // what Mugai does, English, one line
};

std::span<const CatalogueRow> catalogue_rows() noexcept;

// Refers to one row of the table. Cheap to copy. Made from a literal at compile time of the caller's table, or from
// untrusted text by find().
class CatalogueId {
 public:
  // `id` must be in the table: an unknown one is a bug and ends the process.
  CatalogueId(std::string_view id);                                   // NOLINT(google-explicit-constructor)
  CatalogueId(const char* id) : CatalogueId(std::string_view(id)) {}  // NOLINT(google-explicit-constructor)
  static std::optional<CatalogueId> find(std::string_view untrusted_id) noexcept;

  [[nodiscard]] const CatalogueRow& row() const noexcept;
  [[nodiscard]] std::string_view text() const noexcept { return row().id; }
  [[nodiscard]] std::uint16_t index() const noexcept { return index_; }
  friend bool operator==(CatalogueId a, CatalogueId b) noexcept { return a.index_ == b.index_; }
  friend auto operator<=>(CatalogueId a, CatalogueId b) noexcept { return a.index_ <=> b.index_; }

 private:
  struct FromIndex {};
  CatalogueId(FromIndex /*tag*/, std::uint16_t index) : index_(index) {}
  std::uint16_t index_;
};

}  // namespace mugai
