#include "lib/formats/xml_file/rules.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"

namespace mugai::xml_file {
namespace {

using namespace std::string_view_literals;

struct RootRow {
  std::string_view namespace_uri;
  std::string_view reason;
};
// Documents that are programs, or are turned into requests.
constexpr std::array kRefusedRoots = {
    RootRow{"http://www.w3.org/1999/XSL/Transform", "XSLT: runs scripts and opens files"},
    RootRow{"http://www.w3.org/TR/WD-xsl", "XSLT: runs scripts and opens files"},
    RootRow{"http://schemas.microsoft.com/winfx/2006/xaml/presentation", "XAML: creates objects of programs"},
    RootRow{"http://schemas.microsoft.com/winfx/2006/xaml", "XAML: creates objects of programs"},
    RootRow{"http://schemas.microsoft.com/xps/2005/06", "XPS: a page of a document"},
    RootRow{"http://schemas.xmlsoap.org/wsdl/", "WSDL: describes requests that programs send"},
    RootRow{"http://www.w3.org/ns/wsdl", "WSDL: describes requests that programs send"},
    RootRow{"http://schemas.microsoft.com/developer/msbuild/2003", "MSBuild: runs commands"},
    RootRow{"http://www.mozilla.org/keymaster/gatekeeper/there.is.only.xul", "XUL: a program's window"},
};

// A browser runs what is in these whatever stands around it; an XML parser includes.
constexpr std::array kActiveNamespaces = {"http://www.w3.org/1999/xhtml"sv,
                                          "http://www.w3.org/2000/svg"sv,
                                          "http://www.w3.org/1999/XSL/Transform"sv,
                                          "http://www.w3.org/2001/XInclude"sv,
                                          "http://www.w3.org/2003/XInclude"sv,
                                          "urn:schemas-microsoft-com:xslt"sv,
                                          "urn:schemas-microsoft-com:vml"sv,
                                          "http://www.w3.org/2001/xml-events"sv,
                                          "http://schemas.microsoft.com/winfx/2006/xaml"sv};

constexpr std::string_view kSchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";
constexpr std::string_view kXml = "http://www.w3.org/XML/1998/namespace";

template <class Range>
bool has(const Range& range, std::string_view value) noexcept {
  return std::find(range.begin(), range.end(), value) != range.end();
}

// Blanks and controls between the letters of a scheme are looked through.
bool leads_to_code(std::string_view value) {
  std::string start;
  for (const char c : value.substr(0, 64)) {
    if (static_cast<unsigned char>(c) > 0x20) start.push_back(ascii::to_lower(c));
  }
  constexpr std::array kStarts = {"javascript:"sv, "vbscript:"sv, "data:"sv,      "file:"sv, "\\\\"sv,
                                  "mhtml:"sv,      "ms-"sv,       "search-ms:"sv, "jar:"sv};
  return std::any_of(kStarts.begin(), kStarts.end(), [&](std::string_view s) { return start.starts_with(s); });
}

}  // namespace

std::string_view refused_root(const xml::Event& root) noexcept {
  for (const RootRow& row : kRefusedRoots) {
    if (row.namespace_uri == root.namespace_uri) return row.reason;
  }
  return {};
}

bool is_active(const xml::Event& element) noexcept {
  return has(kActiveNamespaces, element.namespace_uri) || element.local_name == "script";
}

bool is_active(const xml::EventAttribute& attribute) {
  if (attribute.namespace_uri == kSchemaInstance) {
    return attribute.local_name == "schemaLocation" || attribute.local_name == "noNamespaceSchemaLocation";
  }
  if (attribute.namespace_uri == kXml && attribute.local_name == "base") return true;
  return leads_to_code(attribute.value);
}

bool is_feed(const xml::Event& root) noexcept {
  return root.local_name == "rss" || root.local_name == "opml" || root.namespace_uri == "http://www.w3.org/2005/Atom" ||
         root.namespace_uri == "http://purl.org/rss/1.0/" || root.local_name == "RDF";
}

}  // namespace mugai::xml_file
