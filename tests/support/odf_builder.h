// Builds small OpenDocument files in memory, honest ones and hostile ones, for tests, samples and fuzz seeds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/bytes.h"
#include "tests/support/zip_builder.h"

namespace mugai::testing {

class OdfBuilder {
 public:
  // `body` stands inside of office:text, office:spreadsheet, office:presentation (in its only page) and so on.
  static OdfBuilder odt(std::string_view body);
  static OdfBuilder ods(std::string_view body);
  static OdfBuilder odp(std::string_view body);
  static OdfBuilder odg(std::string_view body);

  OdfBuilder& front(std::string xml);      // of content.xml, before the styles: scripts, fonts
  OdfBuilder& automatic(std::string xml);  // automatic styles
  OdfBuilder& styles(std::string xml);     // styles.xml, common styles
  OdfBuilder& meta(std::string xml);       // meta.xml
  OdfBuilder& settings(std::string xml);   // config items of the document
  OdfBuilder& root_attributes(std::string text);
  OdfBuilder& mimetype(std::string text);  // another media type, in both places
  // A member; an empty media type leaves it out of the manifest.
  OdfBuilder& part(std::string name, std::string_view media_type, std::string bytes);
  OdfBuilder& list(std::string_view entries);  // raw XML for the manifest
  // A document in the document: "Object 1", what stands inside of office:chart (or another body).
  OdfBuilder& object(const std::string& name, std::string_view kind, std::string_view body);
  OdfBuilder& formula_object(const std::string& name, std::string_view math);

  [[nodiscard]] std::string content() const;
  [[nodiscard]] ZipFile package() const;
  [[nodiscard]] Buffer build() const;
  [[nodiscard]] Buffer flat() const;  // without the parts

 private:
  struct Item {
    std::string name, media_type, bytes;
  };
  std::string mime_, body_element_, body_, front_, automatic_, styles_, meta_, settings_, root_, listed_;
  std::vector<Item> parts_;
};

// Namespace declarations of every root element.
extern const std::string_view kOdfNamespaces;
Buffer to_buffer(std::string_view text);

}  // namespace mugai::testing
