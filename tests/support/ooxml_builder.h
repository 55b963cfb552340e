// Builds small Office packages in memory, honest ones and hostile ones, for tests, samples and fuzz seeds.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/bytes.h"

namespace mugai::testing {

class OoxmlBuilder {
 public:
  // A package with its main part and the relationship to it. `body` is what stands inside of the root element's body
  // (w:body, the first sheet's s:sheetData with what follows, the first slide's spTree).
  static OoxmlBuilder docx(std::string_view body);
  static OoxmlBuilder xlsx(std::string_view sheet);
  static OoxmlBuilder pptx(std::string_view shapes);

  // `content_type` may use "V:" for application/vnd.openxmlformats-officedocument.; empty: by the extension's Default.
  OoxmlBuilder& part(std::string name, std::string_view content_type, std::string bytes);
  // `type` may use "O:", "P:", "M:" (lib/formats/ooxml/parts_table.h). `source` "" is the package.
  OoxmlBuilder& relate(std::string source, std::string_view id, std::string_view type, std::string_view target,
                       bool external = false);
  OoxmlBuilder& extension(std::string_view name, std::string_view content_type);  // a Default
  OoxmlBuilder& set_main_type(std::string_view content_type);
  OoxmlBuilder& replace(const std::string& name, std::string bytes);  // another content for a part
  [[nodiscard]] Buffer build() const;

  std::string main;  // name of the main part

 private:
  struct Item {
    std::string name, content_type, bytes;
  };
  std::vector<Item> parts_;
  std::map<std::string, std::string> relationships_;  // source -> Relationship elements
  std::vector<std::pair<std::string, std::string>> defaults_;
};

// Namespace declarations of Word, Excel and PowerPoint parts, for root elements.
extern const std::string_view kWordNamespaces;
extern const std::string_view kSheetNamespaces;
extern const std::string_view kSlideNamespaces;

// The smallest pictures, with metadata in them.
std::string small_png();
std::string small_png_clean();  // without metadata
std::string small_jpeg();
std::string small_gif();

// All members of a ZIP file, name and bytes.
std::vector<std::pair<std::string, std::string>> unzip(Bytes archive);

}  // namespace mugai::testing
