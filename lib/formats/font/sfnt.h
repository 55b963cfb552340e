// The sfnt container of TrueType and OpenType fonts (ISO/IEC 14496-22, "Organization of an OpenType font").
//
// In:     the whole font.
// Out:    its tables by tag; and a new container with tables in order of tags, right checksums, nothing between them.
// Limits: 64 tables. Of two tables with one tag the first counts.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "lib/base/bytes.h"
#include "lib/formats/font/view.h"

namespace mugai::font {

inline constexpr std::uint32_t kTrueTypeVersion = 0x00010000;
inline constexpr std::uint32_t kOpenTypeVersion = 0x4F54544F;  // OTTO

class Sfnt {
 public:
  // Error where the directory makes no sense. Tables that reach beyond the end are cut there.
  static Result<Sfnt> read(Bytes untrusted_font);

  [[nodiscard]] bool has(std::string_view tag) const { return tables_.count(tag) != 0; }
  // Empty where there is no such table.
  [[nodiscard]] View table(std::string_view tag) const;
  // As table(), but on to the beginning of the next table or the end of the font: lengths in directories lie.
  [[nodiscard]] View table_and_gap(std::string_view tag) const;
  [[nodiscard]] const auto& tables() const noexcept { return tables_; }

 private:
  struct Entry {
    std::uint64_t offset = 0, length = 0;
  };
  Bytes font_;
  std::map<std::string, Entry, std::less<>> tables_;
};

using TableSet = std::map<std::string, Buffer, std::less<>>;  // tag → content
// `tables` must hold head where the font is to have a checksum of the whole.
Buffer write_sfnt(std::uint32_t version, TableSet tables);

}  // namespace mugai::font
