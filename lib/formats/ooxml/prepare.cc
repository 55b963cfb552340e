#include "lib/formats/ooxml/prepare.h"

#include <array>
#include <set>

#include "lib/base/ascii.h"
#include "lib/core/outcome.h"
#include "lib/formats/image/strip.h"
#include "lib/formats/ooxml/part_path.h"

namespace mugai::ooxml {
namespace {

struct PictureRow {
  std::string_view extension, id;
};
// Picture types that nothing here rebuilds: which row tells of them (content type or extension).
constexpr std::array<PictureRow, 14> kOtherPictures = {{{"emf", "IMG-016"},
                                                        {"wmf", "IMG-017"},
                                                        {"emz", "IMG-016"},
                                                        {"wmz", "IMG-017"},
                                                        {"tif", "IMG-011"},
                                                        {"tiff", "IMG-011"},
                                                        {"bmp", "IMG-010"},
                                                        {"dib", "IMG-010"},
                                                        {"webp", "IMG-012"},
                                                        {"wdp", "IMG-014"},
                                                        {"jp2", "IMG-014"},
                                                        {"eps", "IMG-019"},
                                                        {"pct", "IMG-018"},
                                                        {"pict", "IMG-018"}}};

bool extension_fits(image::PictureKind kind, std::string_view extension) {
  if (kind == image::PictureKind::Jpeg) return extension == "jpeg" || extension == "jpg" || extension == "jpe";
  return extension == image::extension(kind);
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
    image::PictureKind kind = image::PictureKind::Other;
    MemorySink stripped;
    if (part.entry->unpacked <= image::kMaxPictureBytes) {
      TRY_ASSIGN(const Buffer bytes, reader_.read(*part.entry, image::kMaxPictureBytes, context_.budget()));
      auto result = image::strip(bytes, stripped);
      if (result.has_value()) {
        kind = result->kind;
        for (const image::Removal& removal : result->removals) {
          reporter_.tell(removal.id, std::nullopt, part.name, Action::Removed, removal.what, removal.count);
        }
      } else {
        tell_replaced(part, extension, result.error());
      }
    } else {
      tell_replaced(part, extension, make_error(ErrorCode::TooLarge, "a picture is too large"));
    }
    part.replaced = kind == image::PictureKind::Other;
    if (part.replaced) kind = image::PictureKind::Png;
    part.content_type = std::string(image::mime_type(kind));
    if (!extension_fits(kind, extension)) {
      if (!part.replaced) reporter_.tell("IMG-022", std::nullopt, part.name, Action::Rewritten, extension);
      rename(part, image::extension(kind));
    }
    if (!part.replaced && held_ + stripped.size() <= kHeldPictureBytes) {
      held_ += stripped.size();
      part.bytes = stripped.take();
      part.held = true;
    }
    return ok();
  }

  void tell_replaced(const Part& part, const std::string& extension, const Error& error) {
    std::string_view id = "OOXML-063";
    if (error.code == ErrorCode::Unsupported) {
      for (const PictureRow& row : kOtherPictures) {
        if (row.extension == extension) id = row.id;
      }
    } else if (error.code == ErrorCode::TooLarge || error.code == ErrorCode::TooMany) {
      id = "IMG-001";
    }
    reporter_.tell(id, policy::Category::OtherPictures, part.name, Action::Rewritten, error.detail);
    if (id.starts_with("IMG-01"))
      reporter_.tell("OOXML-063", policy::Category::OtherPictures, part.name, Action::Rewritten, extension);
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
  if (part.held) return out.write(Bytes(part.bytes));
  // Examined before and too large to keep: charged to a budget of its own, for the bytes are the same ones.
  Budget again(context.budget().left());
  TRY_ASSIGN(const Buffer bytes, reader.read(*part.entry, image::kMaxPictureBytes, again));
  TRY(image::strip(bytes, out));
  return ok();
}

}  // namespace mugai::ooxml
