#include "lib/formats/ooxml/trial.h"

#include <array>
#include <string_view>

#include "lib/base/check.h"
#include "lib/formats/zip/writer.h"

namespace mugai::ooxml {
namespace {

struct TrialPart {
  std::string_view name;
  std::string_view xml;
};

constexpr std::array<TrialPart, 3> kParts = {{
    {"[Content_Types].xml",
     R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" )"
     R"(ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" )"
     R"(ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>)"},
    {"_rels/.rels",
     R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" )"
     R"(Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" )"
     R"(Target="word/document.xml"/></Relationships>)"},
    {"word/document.xml",
     R"(<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>)"
     "無害</w:t></w:r></w:p></w:body></w:document>"},
}};

}  // namespace

Buffer trial_document() {
  constexpr std::uint64_t kMost = 64 << 10;
  MemorySink out(kMost);
  zip::Writer writer(out, policy::Compression::Fast);
  bool written = true;
  for (const TrialPart& part : kParts)
    written = written && writer.add(part.name, as_bytes(part.xml)).has_value();
  MUGAI_CHECK(written && writer.finish().has_value());
  return out.take();
}

}  // namespace mugai::ooxml
