#include "lib/formats/ooxml/prepare.h"

#include <array>
#include <set>

#include "lib/base/ascii.h"
#include "lib/core/outcome.h"
#include "lib/formats/image/apart.h"
#include "lib/formats/image/rebuild.h"
#include "lib/formats/metafile/metafile.h"
#include "lib/formats/ooxml/part_path.h"

namespace mugai::ooxml {
namespace {

using image::ImageKind;

struct PictureRow {
  std::string_view extension, id;
};
// Picture types that nothing here rebuilds: which row tells of them (content type or extension).
constexpr std::array<PictureRow, 15> kOtherPictures = {{{"emf", "IMG-016"},
                                                        {"tif", "IMG-011"},
                                                        {"tiff", "IMG-011"},
                                                        {"bmp", "IMG-010"},
                                                        {"dib", "IMG-010"},
                                                        {"webp", "IMG-012"},
                                                        {"jp2", "IMG-014"},
                                                        {"wmf", "IMG-017"},
                                                        {"emz", "IMG-016"},
                                                        {"wmz", "IMG-017"},
                                                        {"wdp", "IMG-014"},
                                                        {"eps", "IMG-019"},
                                                        {"psd", "IMG-020"},
                                                        {"pct", "IMG-018"},
                                                        {"pict", "IMG-018"}}};
struct KindRow {
  ImageKind kind;
  std::string_view id;
};
// Which row tells of a picture of a kind that is known and could not be rebuilt.
constexpr std::array<KindRow, 12> kKindRows = {{{ImageKind::Jpeg, "IMG-007"},
                                                {ImageKind::Png, "IMG-008"},
                                                {ImageKind::Gif, "IMG-009"},
                                                {ImageKind::Bmp, "IMG-010"},
                                                {ImageKind::Tiff, "IMG-011"},
                                                {ImageKind::Webp, "IMG-012"},
                                                {ImageKind::Heif, "IMG-013"},
                                                {ImageKind::Jp2, "IMG-014"},
                                                {ImageKind::Jxl, "IMG-014"},
                                                {ImageKind::Ico, "IMG-015"},
                                                {ImageKind::Emf, "IMG-016"},
                                                {ImageKind::Wmf, "IMG-017"}}};

image::ImageLimits image_limits(Context& context, Budget& budget) {
  image::ImageLimits limits;
  limits.memory_bytes = context.budget().left().memory_bytes / 4 * 3;
  limits.clear_low_bits = context.policy().type_action("image") == policy::TypeAction::Flatten;
  limits.budget = &budget;
  return limits;
}

Result<ImageKind> rebuild(Bytes bytes, Sink& out, const image::ImageLimits& limits, image::ImageReport& report) {
  if (metafile::is_metafile(bytes)) return metafile::rebuild_metafile(bytes, out, limits, report);
  return image::rebuild_image(bytes, out, limits, report);
}

class Preparer {
 public:
  Preparer(Package& package, zip::Reader& reader, Context& context, Reporter& reporter)
      : package_(package), reader_(reader), context_(context), reporter_(reporter) {
    for (const Part& part : package_.parts())
      names_.insert(ascii::lower(part.name));
  }

  Result<void> run() {
    for (std::size_t i = 0; i < package_.parts().size(); ++i) {
      Part& part = package_.parts()[i];
      if (!part.kept) continue;
      if (part.treatment == Treatment::Picture) TRY(picture(part));
      if (part.treatment == Treatment::Package) TRY(document(i));
    }
    return ok();
  }

 private:
  Result<void> picture(Part& part) {
    const std::string extension = extension_of(part.name);
    ImageKind kind = ImageKind::Other;
    MemorySink rebuilt;
    if (part.entry->unpacked <= kMaxPictureBytes) {
      TRY_ASSIGN(const Buffer bytes, reader_.read(*part.entry, kMaxPictureBytes, context_.budget()));
      const ImageKind found = image::sniff(bytes);
      auto result = image::is_rebuilt_apart(found) ? rebuild_apart(part, bytes) : rebuild_here(part, bytes, rebuilt);
      if (result.has_value()) {
        kind = *result;
      } else {
        tell_replaced(part, extension, found, result.error());
      }
    } else {
      tell_replaced(part, extension, ImageKind::Other, make_error(ErrorCode::TooLarge, "a picture is too large"));
    }
    part.replaced = kind == ImageKind::Other;
    if (part.replaced) kind = ImageKind::Png;
    part.content_type = std::string(image::mime_type(kind));
    if (!image::extension_fits(kind, extension)) {
      if (!part.replaced) reporter_.tell("IMG-022", std::nullopt, part.name, Action::Rewritten, extension);
      rename(part, image::extension(kind));
    }
    if (!part.replaced && part.nested == nullptr && held_ + rebuilt.size() <= kHeldPictureBytes) {
      held_ += rebuilt.size();
      part.bytes = rebuilt.take();
      part.held = true;
    }
    return ok();
  }

  Result<ImageKind> rebuild_here(const Part& part, Bytes bytes, Sink& out) {
    image::ImageReport report;
    TRY_ASSIGN(const ImageKind kind, rebuild(bytes, out, image_limits(context_, context_.budget()), report));
    for (const image::Removal& removal : report.list()) {
      const Action action = removal.kept ? Action::Kept : removal.rewritten ? Action::Rewritten : Action::Removed;
      reporter_.tell(removal.id, std::nullopt, part.name, action, removal.what, removal.count);
    }
    return kind;
  }

  // Its result stays outside of this process's memory.
  Result<ImageKind> rebuild_apart(Part& part, Bytes bytes) {
    TRY_ASSIGN(image::Apart apart, image::rebuild_apart(file_name_of(part.name), bytes, context_));
    part.nested = std::move(apart.bytes);
    return apart.kind;
  }

  void tell_replaced(const Part& part, const std::string& extension, ImageKind found, const Error& error) {
    std::string_view id = "OOXML-063";
    for (const PictureRow& row : kOtherPictures) {
      if (row.extension == extension) id = row.id;
    }
    for (const KindRow& row : kKindRows) {
      if (row.kind == found) id = row.id;
    }
    if (error.code == ErrorCode::TooLarge || error.code == ErrorCode::TooMany) id = "IMG-001";
    reporter_.tell(id, policy::Category::OtherPictures, part.name, Action::Rewritten, error.detail);
    if (id != "OOXML-063") {
      reporter_.tell("OOXML-063", policy::Category::OtherPictures, part.name, Action::Rewritten, extension);
    }
  }

  // A name with another extension that no part has, ASCII case ignored.
  void rename(Part& part, std::string_view extension) {
    const std::string old = extension_of(part.name);
    const std::string stem = part.name.substr(0, part.name.size() - (old.empty() ? 0 : old.size() + 1));
    std::string name = stem + "." + std::string(extension);
    for (int i = 2; names_.contains(ascii::lower(name)); ++i) {
      name = stem + "-" + std::to_string(i) + "." + std::string(extension);
    }
    names_.insert(ascii::lower(name));
    part.output_name = std::move(name);
  }

  Result<void> document(std::size_t index) {
    Part& part = package_.parts()[index];
    const FileClaim claim{std::string(file_name_of(part.name)), ascii::lower(part.content_type)};
    const auto write = [&](Sink& sink) { return reader_.extract(*part.entry, sink, context_.budget()); };
    TRY_ASSIGN(NestedOutcome outcome, context_.sanitize_child(claim, write));
    const std::string extension = outcome.extension.empty() ? extension_of(part.name) : outcome.extension;
    const std::string_view type = package_content_type(extension);
    if (!has_output(outcome.disposition) || outcome.output == nullptr || type.empty()) {
      reporter_.tell("OOXML-047", policy::Category::EmbeddedDocuments, part.name, Action::Flattened, outcome.detail);
      package_.remove_part(index);
      return ok();
    }
    if (outcome.disposition != Disposition::Unchanged) {
      reporter_.tell("OOXML-047", std::nullopt, part.name, Action::Rewritten, "cleaned by itself");
    }
    if (extension != extension_of(part.name)) rename(part, extension);
    part.content_type = std::string(type);
    part.nested = std::move(outcome.output);
    return ok();
  }

  Package& package_;
  zip::Reader& reader_;
  Context& context_;
  Reporter& reporter_;
  std::set<std::string> names_;
  std::uint64_t held_ = 0;
};

}  // namespace

Result<void> prepare(Package& package, zip::Reader& reader, Context& context, Reporter& reporter) {
  return Preparer(package, reader, context, reporter).run();
}

Result<void> write_picture(const Part& part, zip::Reader& reader, Context& context, Sink& out) {
  if (part.replaced) return out.write(Bytes(image::placeholder_png()));
  if (part.nested != nullptr) return copy(*part.nested, out);
  if (part.held) return out.write(Bytes(part.bytes));
  // Examined before and too large to keep: charged to a budget of its own, for the bytes are the same ones.
  Budget again(context.budget().left());
  TRY_ASSIGN(const Buffer bytes, reader.read(*part.entry, kMaxPictureBytes, again));
  image::ImageReport told_before;
  TRY(rebuild(bytes, out, image_limits(context, again), told_before));
  return ok();
}

}  // namespace mugai::ooxml
