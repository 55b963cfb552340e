#include "lib/formats/zip/member_names.h"

#include <utility>

#include "lib/formats/zip/anomaly.h"
#include "lib/text/archive_names.h"
#include "lib/text/file_name.h"

namespace mugai::zip {
namespace {

std::string_view folder_of(std::string_view path) noexcept {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

Error refuse_name(const Entry& entry, const text::ArchiveName& name, Context& ctx) {
  const bool two_names = !entry.unicode_path.empty() && entry.unicode_path != entry.raw_name;
  const CatalogueId id(two_names ? "ARC-018" : "ARC-006");
  ctx.report(Finding{.id = id, .action = Action::Blocked, .where = entry.raw_name, .detail = name.why});
  return make_error(two_names ? ErrorCode::Ambiguous : ErrorCode::Forbidden, "a member's name is refused: " + name.why,
                    entry.header_offset);
}

// CVE-2023-38831: a file and a folder of one name; the program that opens the one runs what is in the other.
Result<void> check_file_against_folder(const std::vector<MemberName>& names, Context& ctx) {
  std::set<std::string> folders;
  for (const MemberName& name : names) {
    std::string_view path = name.directory ? std::string_view(name.path) : folder_of(name.path);
    // Stops at the first folder that is known: those above it are known too.
    while (!path.empty() && folders.insert(text::name_key(path)).second)
      path = folder_of(path);
  }
  for (const MemberName& name : names) {
    if (name.directory || !folders.contains(text::name_key(name.path))) continue;
    ctx.report(Finding{.id = CatalogueId("ARC-009"), .action = Action::Blocked, .where = name.path, .detail = {}});
    return make_error(ErrorCode::Ambiguous, "a file and a folder have the same name");
  }
  return ok();
}

}  // namespace

std::string_view base_name(std::string_view path) noexcept {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string with_extension(std::string_view path, std::string_view extension) {
  const std::string_view base = base_name(path);
  const std::size_t dot = base.rfind('.');
  const std::size_t keep = dot == std::string_view::npos || dot == 0 ? base.size() : dot;
  std::string out(path.substr(0, path.size() - base.size() + keep));
  out += '.';
  out += extension;
  return out;
}

Result<std::vector<MemberName>> decide_names(const std::vector<Entry>& entries, Context& ctx) {
  std::vector<text::RawName> raw;
  raw.reserve(entries.size());
  for (const Entry& entry : entries) {
    raw.push_back({.raw = entry.raw_name, .utf8_flag = entry.utf8_flag, .unicode_path = entry.unicode_path});
  }
  std::vector<text::ArchiveName> decoded = text::decode_archive_names(raw);
  MUGAI_CHECK(decoded.size() == entries.size());
  std::vector<MemberName> names;
  names.reserve(decoded.size());
  for (std::size_t i = 0; i < decoded.size(); ++i) {
    text::ArchiveName& name = decoded[i];
    if (name.rejected || name.path.empty()) return refuse_name(entries[i], name, ctx);
    if (name.directory && entries[i].unpacked > 0) {  // "a\" with content: a folder for one reader, a file for another
      return refuse(ctx, Mode::Archive, Anomaly::LocalDiffers, entries[i].raw_name, entries[i].header_offset,
                    "a folder has content");
    }
    if (name.cleaned) {
      ctx.report(Finding{.id = CatalogueId("NAM-006"), .action = Action::Rewritten, .where = name.path, .detail = {}});
    }
    names.push_back({.path = std::move(name.path), .directory = name.directory});
  }
  TRY(check_file_against_folder(names, ctx));
  return names;
}

std::string NameSpace::claim(std::string path) {
  const std::string folder(folder_of(path));
  std::string name = text::unique_name(std::string(base_name(path)), used_[text::name_key(folder)]);
  return folder.empty() ? name : folder + "/" + name;
}

bool NameSpace::claim_folder(const std::string& path) {
  return folders_.insert(text::name_key(path)).second;
}

}  // namespace mugai::zip
