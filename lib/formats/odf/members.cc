#include "lib/formats/odf/members.h"

#include <algorithm>

#include "lib/base/ascii.h"

namespace mugai::odf {
namespace {

using policy::Category;

constexpr MemberRule kMembers[] = {
    {"mimetype", Member::Control, "ODF-029", std::nullopt},
    {"META-INF/manifest.xml", Member::Control, "ODF-021", std::nullopt},
    {"content.xml", Member::Xml, "", std::nullopt},
    {"styles.xml", Member::Xml, "", std::nullopt},
    {"meta.xml", Member::Xml, "", std::nullopt},
    {"settings.xml", Member::Xml, "", std::nullopt},
    {"Pictures/", Member::Picture, "ODF-024", std::nullopt},
    {"ObjectReplacements/", Member::Picture, "ODF-024", std::nullopt},
    {"media/", Member::Picture, "ODF-024", std::nullopt},
    // Code.
    {"Basic/", Member::Drop, "ODF-001", Category::Macros},
    {"Dialogs/", Member::Drop, "ODF-001", Category::Macros},
    {"Scripts/", Member::Drop, "ODF-001", Category::Macros},
    {"script/", Member::Drop, "ODF-001", Category::Macros},
    // Keys, menus and tool bars bound to macros; LibreOffice writes empty ones into every document.
    {"Configurations2/", Member::Drop, "ODF-018", Category::Macros, true},
    {"Configurations/", Member::Drop, "ODF-018", Category::Macros, true},
    // Signatures: a rebuilt document is another one.
    {"META-INF/documentsignatures.xml", Member::Drop, "ODF-022", Category::Signatures},
    {"META-INF/macrosignatures.xml", Member::Drop, "ODF-022", Category::Signatures},
    {"META-INF/packagesignatures.xml", Member::Drop, "ODF-022", Category::Signatures},
    {"META-INF/signatures.xml", Member::Drop, "ODF-022", Category::Signatures},
    {"META-INF/", Member::Drop, "ODF-021", std::nullopt, true},
    // Earlier states of the document, what it looked like, how one program laid it out, what others said of it.
    {"Versions/", Member::Drop, "ODF-023", Category::TrackedChanges, true},
    {"VersionList.xml", Member::Drop, "ODF-023", Category::TrackedChanges},
    {"Thumbnails/", Member::Drop, "ODF-023", Category::Thumbnails, true},
    {"layout-cache", Member::Drop, "ODF-023", std::nullopt, true},
    {"manifest.rdf", Member::Drop, "ODF-023", Category::CustomXml},
    {"meta.rdf", Member::Drop, "ODF-023", Category::CustomXml},
    // Fonts, sound and video.
    {"Fonts/", Member::Drop, "ODF-020", Category::Fonts, true},
    {"Media/", Member::Drop, "ODF-011", Category::Media, true},
    // Databases.
    {"database/", Member::Drop, "ODF-017", Category::ExternalReferences},
    {"forms/", Member::Drop, "ODF-017", Category::ExternalReferences},
    {"reports/", Member::Drop, "ODF-017", Category::ExternalReferences},
};

// By what the manifest says, where the path says nothing.
struct TypeRule {
  std::string_view begin;  // of the media type
  MemberRule rule;
};
constexpr TypeRule kTypes[] = {
    {"image/", {"", Member::Picture, "ODF-024", std::nullopt}},
    {"application/x-openoffice-gdimetafile", {"", Member::Picture, "ODF-024", std::nullopt}},
    {"application/vnd.sun.star.oleobject", {"", Member::Drop, "ODF-010", Category::OleObjects}},
    {"application/vnd.openxmlformats", {"", Member::Drop, "ODF-010", Category::OleObjects}},
    {"application/msword", {"", Member::Drop, "ODF-010", Category::OleObjects}},
    {"application/vnd.ms-", {"", Member::Drop, "ODF-010", Category::OleObjects}},
    {"application/rdf+xml", {"", Member::Drop, "ODF-023", Category::CustomXml}},
    {"audio/", {"", Member::Drop, "ODF-011", Category::Media}},
    {"video/", {"", Member::Drop, "ODF-011", Category::Media}},
    {"application/vnd.sun.star.basic", {"", Member::Drop, "ODF-001", Category::Macros}},
};
constexpr std::string_view kPictureExtensions[] = {".png", ".jpg", ".jpeg", ".gif", ".bmp",  ".svg",
                                                   ".wmf", ".emf", ".svm",  ".tif", ".tiff", ".webp"};
constexpr MemberRule kPictureByName = {"", Member::Picture, "ODF-024", std::nullopt};
constexpr MemberRule kObject = {"", Member::Drop, "ODF-010", Category::OleObjects, true};
// Nothing of an OpenDocument package: hidden from readers that go by the manifest.
constexpr MemberRule kUnknown = {"", Member::Drop, "ODF-021", std::nullopt, true};

}  // namespace

const MemberRule& judge_member(std::string_view path, std::string_view media_type) {
  for (const MemberRule& rule : kMembers) {
    if (rule.path.ends_with('/') ? path.starts_with(rule.path) : path == rule.path) return rule;
  }
  for (const TypeRule& row : kTypes) {
    if (media_type.starts_with(row.begin)) return row.rule;
  }
  if (path.starts_with("Object ") || path.starts_with("Obj")) return kObject;
  const std::string lower = ascii::lower(path);
  const bool picture = std::any_of(std::begin(kPictureExtensions), std::end(kPictureExtensions),
                                   [&](std::string_view extension) { return lower.ends_with(extension); });
  return picture ? kPictureByName : kUnknown;
}

}  // namespace mugai::odf
