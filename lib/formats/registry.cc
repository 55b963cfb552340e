#include "lib/formats/registry.h"

#include "lib/formats/mail/handler.h"
#include "lib/formats/ooxml/handler.h"
#include "lib/formats/zip/handler.h"

namespace mugai::formats {
namespace {

// A macro-enabled file comes out as the macro-free type of its kind.
constexpr Row kRows[] = {
    {"docx", "docx", "docx", ooxml::handler}, {"docm", "docm", "docx", ooxml::handler},
    {"dotx", "dotx", "dotx", ooxml::handler}, {"dotm", "dotm", "dotx", ooxml::handler},
    {"xlsx", "xlsx", "xlsx", ooxml::handler}, {"xlsm", "xlsm", "xlsx", ooxml::handler},
    {"xltx", "xltx", "xltx", ooxml::handler}, {"xltm", "xltm", "xltx", ooxml::handler},
    {"pptx", "pptx", "pptx", ooxml::handler}, {"pptm", "pptm", "pptx", ooxml::handler},
    {"potx", "potx", "potx", ooxml::handler}, {"potm", "potm", "potx", ooxml::handler},
    {"ppsx", "ppsx", "ppsx", ooxml::handler}, {"ppsm", "ppsm", "ppsx", ooxml::handler},
    {"zip", "zip", "zip", zip::handler},      {"mail", "eml", "eml", mail::handler},
};

}  // namespace

std::span<const Row> rows() noexcept {
  return kRows;
}

const Row* find(std::string_view type) noexcept {
  for (const Row& row : kRows) {
    if (row.type == type) return &row;
  }
  return nullptr;
}

}  // namespace mugai::formats
