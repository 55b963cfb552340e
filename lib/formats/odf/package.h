// Package: what one OpenDocument package holds (ODF 1.3 part 2) and what of it may be written: the documents in it, and
// the pictures that their content may refer to. A flat document has an empty one.
//
// In:  the ZIP reader. Out: documents and pictures, each written only when content that stays refers to it. What cannot
// stay is reported here. Pictures are rebuilt at load, because what becomes of them decides how content refers to them.
// Limits: kMaxManifestBytes; kMaxDocumentDepth documents inside documents; kHeldPictureBytes of pictures in memory,
// those beyond are rebuilt again when they are written.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/formats/odf/kinds.h"
#include "lib/formats/odf/manifest.h"
#include "lib/formats/odf/pictures.h"
#include "lib/formats/odf/reporter.h"
#include "lib/formats/zip/reader.h"

namespace mugai::odf {

inline constexpr std::uint64_t kMaxManifestBytes = std::uint64_t{16} << 20;
inline constexpr std::uint64_t kHeldPictureBytes = std::uint64_t{16} << 20;
inline constexpr unsigned kMaxDocumentDepth = 8;

// The files of a document that are rebuilt, in the order in which they are written.
inline constexpr std::string_view kDocumentFiles[] = {"content.xml", "styles.xml", "meta.xml", "settings.xml"};

struct Document {
  std::string prefix;              // "" or "Object 1/"
  Kind kind = Kind::Text;          // as the manifest says it; content must agree
  std::vector<std::string> files;  // names of members, in order
  unsigned depth = 0;
  bool wanted = false;  // content refers to it
};

struct Picture {
  const zip::Entry* entry = nullptr;
  std::string output_name;  // the name of the member, with the extension of its true type
  std::string mime;
  bool asked = false;  // content refers to it, whether it could be kept or not
  bool kept = false;   // it could be rebuilt
  bool held = false;   // `bytes` is valid
  bool wanted = false;
  Buffer bytes;
  std::unique_ptr<Source> apart;    // rebuilt as a file of its own, not held
  std::optional<LostPicture> lost;  // why it could not be rebuilt
  bool told = false;                // that it is lost
};

class Package {
 public:
  Package() = default;  // of a flat document
  // Errors: those of the reader; Encrypted; Malformed, Unsupported (kind), Ambiguous.
  static Result<Package> load(zip::Reader& reader, Context& context, Reporter& reporter);

  [[nodiscard]] const MainRow& main() const noexcept { return *main_; }
  [[nodiscard]] bool is_flat() const noexcept { return main_ == nullptr; }
  // Wanted documents, the first is the package's own; grows while content is filtered.
  [[nodiscard]] std::size_t wanted_count() const noexcept { return wanted_documents_.size(); }
  [[nodiscard]] const Document& wanted(std::size_t index) const { return documents_.at(wanted_documents_[index]); }
  [[nodiscard]] const std::vector<std::string>& wanted_pictures() const noexcept { return wanted_pictures_; }
  [[nodiscard]] const Picture& picture(const std::string& name) const { return pictures_.at(name); }

  enum class Link : std::uint8_t { Kept, Lost, Missing, External };
  // What content in the document `prefix` means by an address. Where Kept, `href` becomes the address of the rebuilt
  // picture, and the picture will be written.
  Link refer_to_picture(std::string_view prefix, std::string& href, std::string& mime);
  // Where Kept, the document will be written and `href` is canonical. Lost: the policy removes it.
  Link refer_to_document(std::string_view prefix, std::string& href, Reporter& reporter);
  // The address of a grey box that stands for a lost picture, empty where the document has none; it is written only if
  // it is wanted.
  [[nodiscard]] std::string placeholder_href(std::string_view prefix) const;
  void want_placeholder();
  // Tells once that something else stands for a picture that is lost; for all that could not be rebuilt but those that
  // were the preview of an object or a table that stays.
  void tell_replaced(std::string_view prefix, std::string_view href, Reporter& reporter);
  // Reports what nothing refers to.
  void report_orphans(Reporter& reporter) const;
  // Writes a wanted picture, rebuilt again where it was not held.
  Result<void> write_picture(const Picture& picture, zip::Reader& reader, Context& context, Sink& out) const;

 private:
  friend class PackageLoader;
  Picture& want(const std::string& name);

  const MainRow* main_ = nullptr;
  std::map<std::string, Document, std::less<>> documents_;  // by prefix
  std::map<std::string, Picture, std::less<>> pictures_;    // by name of the input
  std::vector<std::string> wanted_documents_;               // prefixes
  std::vector<std::string> wanted_pictures_;                // names
  std::string placeholder_name_;
};

// The member that `href` names, seen from a file of the document `prefix`: without "./", percent-decoded, below the
// prefix. nullopt for what lies outside or is no path.
std::optional<std::string> resolve_href(std::string_view prefix, std::string_view href);
// The inverse.
std::string relative_href(std::string_view prefix, std::string_view name);

}  // namespace mugai::odf
