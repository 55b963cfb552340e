#include "lib/formats/odf/package.h"

#include <algorithm>

#include "lib/base/ascii.h"
#include "lib/formats/odf/members.h"
#include "lib/formats/odf/pictures.h"
#include "lib/formats/xml/reader.h"

namespace mugai::odf {
namespace {

std::string extension_of(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || (slash != std::string_view::npos && dot < slash)) return {};
  return ascii::lower(name.substr(dot + 1));
}

std::string_view file_name_of(std::string_view name) {
  return name.substr(name.rfind('/') + 1);
}

// True where `extension` may stand for a picture whose own extension is `usual`.
bool extension_fits(std::string_view usual, std::string_view extension) {
  constexpr std::string_view kJpeg[] = {"jpg", "jpeg", "jpe", "jfif"};
  const auto is_jpeg = [&](std::string_view e) {
    return std::find(std::begin(kJpeg), std::end(kJpeg), e) != std::end(kJpeg);
  };
  return usual == extension || (is_jpeg(usual) && is_jpeg(extension)) || (usual == "bmp" && extension == "dib") ||
         (usual == "tiff" && extension == "tif") || (usual == "tif" && extension == "tiff");
}

// What LibreOffice writes into every document: which files are content and styles. Nothing is lost with it.
bool is_plain_rdf(Bytes document) {
  const auto events = xml::read_events(document);
  if (!events.has_value()) return false;
  for (const xml::Event& event : *events) {
    if (event.kind == xml::Event::Kind::Text && !ascii::trim(event.text).empty()) return false;
    for (const xml::EventAttribute& attribute : event.attributes) {
      const std::string& value = attribute.value;
      if (!value.empty() && value != "content.xml" && value != "styles.xml" &&
          !value.starts_with("http://docs.oasis-open.org/ns/office/1."))
        return false;
    }
  }
  return true;
}

}  // namespace

class PackageLoader {
 public:
  PackageLoader(zip::Reader& reader, Context& context, Reporter& reporter)
      : reader_(reader), context_(context), reporter_(reporter) {}

  Result<Package> run() {
    TRY(read_manifest());
    TRY(read_mimetype());
    TRY(find_documents());
    for (const zip::Entry& entry : reader_.entries()) {
      if (entry.directory) continue;
      TRY(sort(entry));
    }
    const auto root = package_.documents_.find("");
    if (root == package_.documents_.end() || root->second.files.empty() || root->second.files[0] != "content.xml")
      return make_error(ErrorCode::Malformed, "the package has no content");
    root->second.kind = package_.main_->kind;
    root->second.wanted = true;
    package_.wanted_documents_.emplace_back();
    choose_placeholder();
    report_unlisted();
    return std::move(package_);
  }

 private:
  Result<void> read_manifest() {
    constexpr std::string_view kName = "META-INF/manifest.xml";
    const zip::Entry* entry = reader_.find(kName);
    if (reader_.find("encrypted-package") != nullptr || reader_.find("EncryptedPackage") != nullptr)
      return encrypted("ODF-022", "a package that is encrypted as a whole");
    if (entry == nullptr) {
      reporter_.tell("ODF-021", std::nullopt, kName, Action::Rewritten, "missing");
      return ok();
    }
    TRY_ASSIGN(const Buffer bytes, reader_.read(*entry, kMaxManifestBytes, context_.budget()));
    auto manifest = parse_manifest(bytes);
    if (!manifest.has_value()) {
      reporter_.tell("ODF-021", std::nullopt, kName, Action::Blocked, manifest.error().detail);
      return std::move(manifest).error();
    }
    manifest_ = std::move(manifest).value();
    if (manifest_.encrypted) return encrypted("ODF-021", "encrypted with a password");
    return ok();
  }

  Error encrypted(std::string_view id, std::string_view words) {
    reporter_.tell(id, std::nullopt, "META-INF/manifest.xml", Action::Blocked, std::string(words));
    return make_error(ErrorCode::Encrypted, std::string(words));
  }

  // mimetype: the first member, stored, nothing but the media type (part 2, 3.3).
  Result<void> read_mimetype() {
    constexpr std::string_view kName = "mimetype";
    constexpr std::uint64_t kMaxMimetype = 256;
    std::string mime;
    const zip::Entry* entry = reader_.find(kName);
    if (entry != nullptr) {
      TRY_ASSIGN(const Buffer bytes, reader_.read(*entry, kMaxMimetype, context_.budget()));
      mime = std::string(as_text(bytes));
    }
    const bool first = entry != nullptr && entry == &reader_.entries().front() && entry->header_offset == 0;
    if (!first || entry->method != zip::kStored || ascii::trim(mime) != mime) {
      reporter_.tell("ODF-029", std::nullopt, kName, Action::Rewritten, "not first, not plain, or missing");
    }
    mime = std::string(ascii::trim(mime));
    const FileEntry* root = manifest_.find("/");
    if (mime.empty() && root != nullptr) mime = root->media_type;
    package_.main_ = find_main(mime);
    if (package_.main_ == nullptr)
      return make_error(ErrorCode::Unsupported, "no kind of document that is rebuilt: " + mime.substr(0, 100));
    if (root != nullptr && root->media_type != mime)
      reporter_.tell("ODF-021", std::nullopt, "META-INF/manifest.xml", Action::Rewritten,
                     "another media type than mimetype");
    if (package_.main_->mime != package_.main_->output)
      reporter_.tell("ODF-012", policy::Category::ExternalReferences, kName, Action::Flattened, "master document");
    return ok();
  }

  // Every folder with a content.xml of its own is a document.
  Result<void> find_documents() {
    constexpr std::string_view kContent = "content.xml";
    for (const zip::Entry& entry : reader_.entries()) {
      if (!entry.raw_name.ends_with(kContent)) continue;
      const std::string prefix = entry.raw_name.substr(0, entry.raw_name.size() - kContent.size());
      if (!prefix.empty() && !prefix.ends_with('/')) continue;
      Document document;
      document.prefix = prefix;
      package_.documents_.emplace(prefix, std::move(document));
    }
    for (auto at = package_.documents_.begin(); at != package_.documents_.end();) {
      Document& document = at->second;
      const std::string_view outer = prefix_of(std::string_view(document.prefix).substr(0, at->first.size() - 1));
      document.depth = at->first.empty() ? 0 : package_.documents_[std::string(outer)].depth + 1;
      const FileEntry* listed = manifest_.find(document.prefix);
      bool known = document.prefix.empty();
      for (int kind = 0; listed != nullptr && kind <= static_cast<int>(Kind::Formula); ++kind) {
        if (object_mime(static_cast<Kind>(kind)) != listed->media_type) continue;
        document.kind = static_cast<Kind>(kind);
        known = true;
      }
      if (known && document.depth <= kMaxDocumentDepth) {
        ++at;
        continue;
      }
      reporter_.tell("ODF-010", policy::Category::EmbeddedDocuments, document.prefix, Action::Removed,
                     listed == nullptr ? "not in the manifest" : listed->media_type);
      refused_.insert(at->first);
      at = package_.documents_.erase(at);
    }
    return ok();
  }

  // The prefix of the innermost document that holds `name`.
  [[nodiscard]] std::string_view prefix_of(std::string_view name) const {
    for (std::size_t slash = name.rfind('/'); slash != std::string_view::npos && slash > 0;
         slash = name.rfind('/', slash - 1)) {
      const std::string_view prefix = name.substr(0, slash + 1);
      if (package_.documents_.contains(prefix)) return prefix;
    }
    return {};
  }

  Result<void> sort(const zip::Entry& entry) {
    const std::string& name = entry.raw_name;
    for (const std::string& refused : refused_) {
      if (name.starts_with(refused)) return ok();  // told with its document
    }
    const std::string_view prefix = prefix_of(name);
    const std::string_view path = std::string_view(name).substr(prefix.size());
    const FileEntry* listed = manifest_.find(name);
    const MemberRule& rule = judge_member(path, listed == nullptr ? std::string_view() : listed->media_type);
    switch (rule.member) {
      case Member::Control:
        if (!prefix.empty() && path != "mimetype") reporter_.tell(rule.id, std::nullopt, name);
        return ok();
      case Member::Xml:
        sorted_.insert(name);
        add_file(prefix, name);
        return ok();
      case Member::Picture:
        sorted_.insert(name);
        return add_picture(entry);
      case Member::Drop:
        break;
    }
    if (rule.silent_when_empty && entry.unpacked == 0) return ok();
    if (path == "manifest.rdf") {
      constexpr std::uint64_t kMaxRdf = std::uint64_t{1} << 20;
      if (entry.unpacked <= kMaxRdf) {
        TRY_ASSIGN(const Buffer bytes, reader_.read(entry, kMaxRdf, context_.budget()));
        if (is_plain_rdf(bytes)) return ok();
      }
    }
    reporter_.tell(rule.id, rule.category, name);
    return ok();
  }

  // Files in the order in which they are written, whatever the order of the archive.
  void add_file(std::string_view prefix, const std::string& name) {
    const auto document = package_.documents_.find(prefix);
    if (document == package_.documents_.end()) {
      reporter_.tell("ODF-021", std::nullopt, name);
      return;
    }
    std::vector<std::string>& files = document->second.files;
    files.push_back(name);
    const auto order = [](const std::string& file) {
      std::size_t i = 0;
      while (i < std::size(kDocumentFiles) && !file.ends_with(kDocumentFiles[i]))
        ++i;
      return i;
    };
    std::sort(files.begin(), files.end(), [&](const auto& a, const auto& b) { return order(a) < order(b); });
  }

  Result<void> add_picture(const zip::Entry& entry) {
    Picture picture;
    picture.entry = &entry;
    picture.output_name = entry.raw_name;
    if (entry.unpacked <= kMaxPictureBytes) {
      TRY_ASSIGN(const Buffer bytes, reader_.read(entry, kMaxPictureBytes, context_.budget()));
      LostPicture lost;
      auto rebuilt = rebuild_picture(bytes, file_name_of(entry.raw_name), reporter_, entry.raw_name, context_, lost);
      if (rebuilt.has_value()) {
        settle(picture, std::move(*rebuilt));
      } else {
        picture.lost = std::move(lost);
      }
    } else {
      picture.lost = LostPicture{"IMG-001", "too large"};
    }
    package_.pictures_.emplace(entry.raw_name, std::move(picture));
    return ok();
  }

  void settle(Picture& picture, RebuiltPicture rebuilt) {
    picture.kept = true;
    picture.mime = std::move(rebuilt.mime);
    const std::string extension = extension_of(picture.output_name);
    if (!extension.empty() && !extension_fits(rebuilt.extension, extension)) {
      reporter_.tell("IMG-022", std::nullopt, picture.output_name, Action::Rewritten, extension);
      const std::string stem = picture.output_name.substr(0, picture.output_name.size() - extension.size());
      picture.output_name = unused_name(stem.substr(0, stem.size() - 1), rebuilt.extension);
    }
    picture.apart = std::move(rebuilt.apart);
    if (picture.apart != nullptr || held_ + rebuilt.bytes.size() > kHeldPictureBytes) return;
    held_ += rebuilt.bytes.size();
    picture.bytes = std::move(rebuilt.bytes);
    picture.held = true;
  }

  // "stem.extension" or "stem-2.extension", … : a name that no member has, ASCII case ignored.
  std::string unused_name(const std::string& stem, const std::string& extension) {
    std::string name = stem + "." + extension;
    for (int i = 2; reader_.find(name) != nullptr || taken_.contains(ascii::lower(name)); ++i)
      name = stem + "-" + std::to_string(i) + "." + extension;
    taken_.insert(ascii::lower(name));
    return name;
  }

  void choose_placeholder() {
    // Of an earlier pass: the same picture under the same name.
    for (const auto& [name, picture] : package_.pictures_) {
      if (picture.held && picture.bytes == placeholder() && picture.output_name == name &&
          name.starts_with("Pictures/placeholder")) {
        package_.placeholder_name_ = name;
        return;
      }
    }
    Picture picture;
    picture.output_name = unused_name("Pictures/placeholder", "png");
    picture.mime = "image/png";
    picture.kept = picture.held = true;
    picture.bytes = placeholder();
    package_.placeholder_name_ = picture.output_name;
    package_.pictures_.emplace(package_.placeholder_name_, std::move(picture));
  }

  // Entries of the manifest without a file, and the other way round: readers that go by one or the other differ.
  void report_unlisted() {
    if (manifest_.entries.empty()) return;
    std::set<std::string_view> listed;
    for (const FileEntry& entry : manifest_.entries) {
      if (!listed.insert(entry.path).second)
        reporter_.tell("ODF-021", std::nullopt, "META-INF/manifest.xml", Action::Rewritten, "listed twice");
      if (!entry.path.ends_with('/') && reader_.find(entry.path) == nullptr)
        reporter_.tell("ODF-021", std::nullopt, "META-INF/manifest.xml", Action::Removed,
                       "not in the package: " + entry.path);
    }
    for (const std::string& name : sorted_) {
      if (!listed.contains(name))
        reporter_.tell("ODF-021", std::nullopt, "META-INF/manifest.xml", Action::Rewritten, "not listed: " + name);
    }
  }

  zip::Reader& reader_;
  Context& context_;
  Reporter& reporter_;
  Manifest manifest_;
  Package package_;
  std::set<std::string> refused_;  // prefixes of documents that go
  std::set<std::string> sorted_;   // files and pictures: what goes tells of itself
  std::set<std::string> taken_;    // new names, lower case
  std::uint64_t held_ = 0;
};

Result<Package> Package::load(zip::Reader& reader, Context& context, Reporter& reporter) {
  return PackageLoader(reader, context, reporter).run();
}

Picture& Package::want(const std::string& name) {
  Picture& picture = pictures_.at(name);
  if (!picture.wanted) wanted_pictures_.push_back(name);
  picture.wanted = true;
  return picture;
}

Package::Link Package::refer_to_picture(std::string_view prefix, std::string& href, std::string& mime) {
  const auto name = resolve_href(prefix, href);
  if (!name.has_value()) return Link::External;
  const auto found = pictures_.find(*name);
  if (found == pictures_.end()) return Link::Missing;
  found->second.asked = true;
  if (!found->second.kept) return Link::Lost;
  const Picture& picture = want(found->first);
  href = relative_href(prefix, picture.output_name);
  mime = picture.mime;
  return Link::Kept;
}

Package::Link Package::refer_to_document(std::string_view prefix, std::string& href, Reporter& reporter) {
  std::string_view folder = href;
  if (folder.ends_with('/')) folder.remove_suffix(1);
  const auto name = resolve_href(prefix, folder);
  if (!name.has_value()) return Link::External;
  const auto found = documents_.find(*name + "/");
  if (found == documents_.end()) return Link::Missing;
  Document& document = found->second;
  const bool part = document.kind == Kind::Chart || document.kind == Kind::Formula;
  if (!part && !reporter.keeps(policy::Category::EmbeddedDocuments)) return Link::Lost;
  if (!document.wanted) wanted_documents_.push_back(document.prefix);
  document.wanted = true;
  href = "./" + relative_href(prefix, *name);
  return Link::Kept;
}

std::string Package::placeholder_href(std::string_view prefix) const {
  if (placeholder_name_.empty() || !placeholder_name_.starts_with(prefix)) return {};
  return relative_href(prefix, placeholder_name_);
}

void Package::tell_replaced(std::string_view prefix, std::string_view href, Reporter& reporter) {
  const auto name = resolve_href(prefix, href);
  const auto found = name.has_value() ? pictures_.find(*name) : pictures_.end();
  if (found == pictures_.end() || !found->second.lost.has_value() || found->second.told) return;
  tell_lost(*found->second.lost, reporter, *name);
  found->second.told = true;
}

void Package::want_placeholder() {
  want(placeholder_name_).asked = true;
}

void Package::report_orphans(Reporter& reporter) const {
  for (const auto& [prefix, document] : documents_) {
    if (!document.wanted) reporter.tell("ODF-021", std::nullopt, prefix, Action::Removed, "nothing refers to it");
  }
  for (const auto& [name, picture] : pictures_) {
    if (!picture.asked && picture.entry != nullptr)
      reporter.tell("ODF-021", std::nullopt, name, Action::Removed, "nothing refers to it");
    if (picture.asked && picture.lost.has_value() && !picture.told)
      reporter.tell("ODF-024", std::nullopt, name, Action::Removed, "preview of what stays");
  }
}

Result<void> Package::write_picture(const Picture& picture, zip::Reader& reader, Context& context, Sink& out) const {
  if (picture.apart != nullptr) return copy(*picture.apart, out);
  if (picture.held) return out.write(Bytes(picture.bytes));
  // Rebuilt before and too large to keep: charged to a budget of its own, for the bytes are the same ones.
  Budget again(context.budget().left());
  TRY_ASSIGN(const Buffer bytes, reader.read(*picture.entry, kMaxPictureBytes, again));
  const auto rebuilt = rebuild_picture_again(bytes, context, again);
  if (!rebuilt.has_value()) return make_error(ErrorCode::Internal, "a picture could not be rebuilt twice");
  return out.write(Bytes(rebuilt->bytes));
}

}  // namespace mugai::odf
