#include "lib/formats/font/rebuild.h"

namespace mugai::font {

std::string_view kind_name(FontKind kind) noexcept {
  switch (kind) {
    case FontKind::Type1:
      return "Type1";
    case FontKind::TrueType:
      return "TrueType";
    case FontKind::Cff:
      return "CFF";
    case FontKind::OpenType:
      return "OpenType";
    case FontKind::Unknown:
      break;
  }
  return "unknown";
}

void FontReport::add(CatalogueId id, Action action, std::string_view detail, std::uint32_t count) {
  merge_finding(findings, Finding{id, action, {}, count, std::string(detail)});
}

}  // namespace mugai::font
