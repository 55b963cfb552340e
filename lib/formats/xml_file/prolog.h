// The document type declaration of an XML file, which the XML reader refuses: one without an internal subset declares
// nothing that the document needs, and is left out; any other makes the file one that is refused (catalogue XML-001).
#pragma once

#include <optional>
#include <string_view>

namespace mugai::xml_file {

struct Doctype {
  std::size_t begin = 0;  // bytes of "<!DOCTYPE" … ">"
  std::size_t end = 0;
};

//   prolog = [BOM] [XMLDecl] *(Comment / PI / S) [doctypedecl] …         XML 1.0 [22], [28]
// nullopt where there is none or it has an internal subset.
std::optional<Doctype> find_plain_doctype(std::string_view document) noexcept;

}  // namespace mugai::xml_file
