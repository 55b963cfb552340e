// The kinds of OpenDocument files: media type, body, extension (ODF 1.3 part 3, appendix C; part 2, 3.3).
#pragma once

#include <cstdint>
#include <string_view>

namespace mugai::odf {

enum class Kind : std::uint8_t { Text, Spreadsheet, Presentation, Drawing, Chart, Formula };

struct MainRow {
  std::string_view mime;    // as the file says it
  std::string_view type;    // as detect names it
  std::string_view flat;    // type where it is one XML document
  std::string_view output;  // media type of the output
  Kind kind;
};
// nullptr for what is not rebuilt.
const MainRow* find_main(std::string_view mime) noexcept;

// The element inside of office:body; of a formula the root element.
std::string_view body_of(Kind kind) noexcept;
// The media type of a document inside of another one.
std::string_view object_mime(Kind kind) noexcept;
const Kind* find_body(std::string_view element) noexcept;  // nullptr for what is no body

}  // namespace mugai::odf
