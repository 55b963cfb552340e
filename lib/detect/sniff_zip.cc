// Which package is in a ZIP file. Reads at most 1 MiB of the central directory, and unpacks at most 256 KiB of
// [Content_Types].xml. This is a look for naming the type; the strict reader of formats/zip judges the container.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/ascii.h"
#include "lib/detect/sniff.h"
#include "lib/stream/inflate.h"
#include "lib/stream/tail.h"

namespace mugai::detect {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kEndMark = "PK\x05\x06";
constexpr std::uint64_t kEndBytes = 22;
constexpr std::uint64_t kTailBytes = kEndBytes + 0xFFFF;
constexpr std::uint64_t kMaxDirectoryBytes = std::uint64_t{1} << 20;
constexpr std::uint64_t kMaxContentBytes = std::uint64_t{256} << 10;
constexpr std::size_t kMaxNames = 4096;

struct Member {
  std::string name;
  std::uint16_t method = 0;
  std::uint64_t packed = 0;
  std::uint64_t offset = 0;
};

struct Listing {
  std::vector<Member> members;
  [[nodiscard]] const Member* find(std::string_view name) const {
    const auto found = std::find_if(members.begin(), members.end(),
                                    [&](const Member& m) { return ascii::equal_ignoring_case(m.name, name); });
    return found == members.end() ? nullptr : &*found;
  }
  [[nodiscard]] bool has_prefix(std::string_view prefix) const {
    return std::any_of(members.begin(), members.end(),
                       [&](const Member& m) { return ascii::starts_with_ignoring_case(m.name, prefix); });
  }
};

// APPNOTE 4.3.12
Result<Member> parse_member(Cursor& cursor) {
  Member member;
  TRY_ASSIGN(const std::uint32_t signature, cursor.u32le());
  if (signature != 0x02014B50) return make_error(ErrorCode::Malformed);
  TRY(cursor.skip(6));
  TRY_ASSIGN(member.method, cursor.u16le());
  TRY(cursor.skip(8));
  TRY_ASSIGN(member.packed, cursor.u32le());
  TRY(cursor.skip(4));
  TRY_ASSIGN(const std::uint16_t name, cursor.u16le());
  TRY_ASSIGN(const std::uint16_t extra, cursor.u16le());
  TRY_ASSIGN(const std::uint16_t comment, cursor.u16le());
  TRY(cursor.skip(8));
  TRY_ASSIGN(member.offset, cursor.u32le());
  TRY_ASSIGN(const Bytes bytes, cursor.take(name));
  member.name = as_text(bytes);
  TRY(cursor.skip(std::uint64_t{extra} + comment));
  return member;
}

// The tail of the file from its last end record on; empty where there is none.
Result<Buffer> read_end(Source& source, std::uint64_t& end_offset) {
  TRY_ASSIGN(Tail tail, read_tail_with(source, kEndMark, kTailBytes));
  const std::size_t at = as_text(tail.bytes).rfind(kEndMark);
  if (at == std::string_view::npos) return Buffer();
  end_offset = tail.offset + at;
  tail.bytes.erase(tail.bytes.begin(), tail.bytes.begin() + static_cast<std::ptrdiff_t>(at));
  return std::move(tail.bytes);
}

Result<Listing> list(Source& source) {
  Listing listing;
  std::uint64_t end_offset = 0;
  TRY_ASSIGN(const Buffer end, read_end(source, end_offset));
  if (end.size() < kEndBytes) return listing;
  Cursor record(Bytes(end).subspan(12));
  const std::uint64_t size = record.u32le().value();
  if (size > end_offset) return listing;
  // Directly before the end record, as all writers do without zip64; a zip64 archive is named "zip".
  TRY_ASSIGN(const Buffer directory, source.read_buffer(end_offset - size, std::min(size, kMaxDirectoryBytes)));
  Cursor cursor(directory);
  while (listing.members.size() < kMaxNames) {
    auto member = parse_member(cursor);
    if (!member) break;
    listing.members.push_back(std::move(member).value());
  }
  return listing;
}

// The first bytes of a member, unpacked; empty where that does not work.
Result<std::string> peek(Source& source, const Member& member) {
  if (!fits(member.offset, 30, source.size())) return std::string();
  TRY_ASSIGN(const Buffer header, source.read_buffer(member.offset, 30));
  Cursor cursor(Bytes(header).subspan(26));
  const std::uint64_t skip = 30 + std::uint64_t{cursor.u16le().value()} + cursor.u16le().value();
  if (!fits(member.offset + skip, member.packed, source.size())) return std::string();
  TRY_ASSIGN(const Buffer packed, source.read_buffer(member.offset + skip, std::min(member.packed, kMaxContentBytes)));
  if (member.method == 0) return std::string(as_text(packed));
  if (member.method != 8) return std::string();
  MemorySink plain;
  InflateStage inflate(plain, kMaxContentBytes);
  (void)inflate.write(Bytes(packed));  // what came out before an error is enough to look at
  return std::string(plain.text());
}

struct ContentType {
  std::string_view text;
  std::string_view type;
};
// Content types of main parts. "…main+xml" of the document itself; embedded documents are packages of their own.
constexpr ContentType kMainTypes[] = {
    {"wordprocessingml.document.main+xml", "docx"},
    {"wordprocessingml.template.main+xml", "dotx"},
    {"ms-word.document.macroenabled.main+xml", "docm"},
    {"ms-word.template.macroenabledtemplate.main+xml", "dotm"},
    {"spreadsheetml.sheet.main+xml", "xlsx"},
    {"spreadsheetml.template.main+xml", "xltx"},
    {"ms-excel.sheet.macroenabled.main+xml", "xlsm"},
    {"ms-excel.template.macroenabled.main+xml", "xltm"},
    {"ms-excel.addin.macroenabled.main+xml", "xlam"},
    {"ms-excel.sheet.binary.macroenabled.main", "xlsb"},
    {"presentationml.presentation.main+xml", "pptx"},
    {"presentationml.template.main+xml", "potx"},
    {"presentationml.slideshow.main+xml", "ppsx"},
    {"ms-powerpoint.presentation.macroenabled.main+xml", "pptm"},
    {"ms-powerpoint.template.macroenabled.main+xml", "potm"},
    {"ms-powerpoint.slideshow.macroenabled.main+xml", "ppsm"},
    {"ms-powerpoint.addin.macroenabled.main+xml", "ppam"},
    {"ms-visio.", "vsdx"},
    {"ms-package.xps-fixeddocument", "xps"},
    {"oasis.opendocument", "odf"},
};

// By the folder of the main part where no content type is known. Order: the first that is there.
constexpr ContentType kFolders[] = {
    {"word/document", "docx"},  {"xl/workbook", "xlsx"},      {"ppt/presentation", "pptx"},
    {"visio/document", "vsdx"}, {"fixeddocseq.fdseq", "xps"}, {"fixeddocumentsequence.fdseq", "xps"},
};

struct Mimetype {
  std::string_view mime;
  std::string_view type;
};
constexpr Mimetype kMimetypes[] = {
    {"application/vnd.oasis.opendocument.text", "odt"},
    {"application/vnd.oasis.opendocument.text-template", "ott"},
    {"application/vnd.oasis.opendocument.spreadsheet", "ods"},
    {"application/vnd.oasis.opendocument.spreadsheet-template", "ots"},
    {"application/vnd.oasis.opendocument.presentation", "odp"},
    {"application/vnd.oasis.opendocument.presentation-template", "otp"},
    {"application/vnd.oasis.opendocument.graphics", "odg"},
    {"application/vnd.oasis.opendocument.graphics-template", "otg"},
    {"application/vnd.oasis.opendocument.text-master", "odm"},
    {"application/epub+zip", "epub"},
    {"application/hwp+zip", "hwpx"},
};

// Packages known by a member that only they have. Order matters: an Android package also has a manifest.
constexpr ContentType kMarks[] = {
    {"AndroidManifest.xml", "apk"},
    {"AppxManifest.xml", "appx"},
    {"AppxMetadata/AppxBundleManifest.xml", "appx"},
    {"Payload/", "ipa"},
    {"META-INF/MANIFEST.MF", "jar"},
    {"META-INF/container.xml", "epub"},
    {"Index/Document.iwa", "iwork"},
    {"Index.zip", "iwork"},
    {"[Content_Types].xml/", "opc"},
    {"doc.kml", "kmz"},
    {"content.xml", "odf"},
};

std::string_view by_mimetype(std::string_view stored) {
  stored = ascii::trim(stored);
  for (const Mimetype& row : kMimetypes) {
    if (stored == row.mime) return row.type;
  }
  if (stored.starts_with("application/vnd.oasis.opendocument") || stored.starts_with("application/vnd.sun.xml")) {
    return "odf";
  }
  return {};
}

}  // namespace

Result<bool> has_zip_end(Source& source) {
  if (source.size() < kEndBytes) return false;
  std::uint64_t end_offset = 0;
  TRY_ASSIGN(const Buffer end, read_end(source, end_offset));
  return end.size() >= kEndBytes;
}

Result<bool> has_zip_members(Source& source) {
  TRY_ASSIGN(const Listing listing, list(source));
  return !listing.members.empty();
}

std::string_view office_type(std::string_view content_types, const std::vector<std::string>& names) {
  std::string text;
  for (const char c : content_types) {
    if (c != '\0') text += ascii::to_lower(c);  // UTF-16 becomes readable
  }
  std::size_t best = std::string::npos;
  std::string_view type;
  for (const ContentType& row : kMainTypes) {
    const std::size_t at = text.find(row.text);
    if (at < best) {
      best = at;
      type = row.type;
    }
  }
  if (!type.empty()) return type;
  for (const ContentType& row : kFolders) {
    for (const std::string& name : names) {
      if (ascii::starts_with_ignoring_case(name, row.text)) return row.type;
    }
  }
  return "opc";
}

namespace {

// The first member of packages of Office, where the directory cannot be read here (zip64, records that contradict).
//   local header = signature(4) fixed(22) name-length(2) extra-length(2) name     APPNOTE 4.3.7
Result<bool> begins_like_package(Source& source) {
  TRY_ASSIGN(const Buffer head, source.read_buffer(0, std::min<std::uint64_t>(source.size(), 64)));
  const std::string_view text = as_text(head);
  if (text.size() < 49 || !text.starts_with("PK\x03\x04")) return false;
  const std::string_view name = text.substr(30);
  return name.starts_with("[Content_Types].xml") || name.starts_with("_rels/.rels");
}

}  // namespace

Result<std::string_view> sniff_zip(Source& source) {
  TRY_ASSIGN(const Listing listing, list(source));
  if (listing.members.empty()) {
    TRY_ASSIGN(const bool package, begins_like_package(source));
    if (package) return "docx"sv;  // the handler finds out which kind, or refuses
  }
  if (const Member* types = listing.find("[Content_Types].xml")) {
    TRY_ASSIGN(const std::string content, peek(source, *types));
    std::vector<std::string> names;
    for (const Member& member : listing.members)
      names.push_back(member.name);
    if (listing.find("AppxManifest.xml") != nullptr) return "appx"sv;
    return office_type(content, names);
  }
  // A package without its list of types: no reader opens it, and it must not pass as an archive of XML files.
  if (listing.find("_rels/.rels") != nullptr) {
    std::vector<std::string> names;
    for (const Member& member : listing.members)
      names.push_back(member.name);
    const std::string_view type = office_type({}, names);
    if (type != "opc") return type;
  }
  if (const Member* mimetype = listing.find("mimetype")) {
    TRY_ASSIGN(const std::string content, peek(source, *mimetype));
    const std::string_view type = by_mimetype(std::string_view(content).substr(0, 200));
    if (!type.empty()) return type;
  }
  for (const ContentType& mark : kMarks) {
    const bool folder = mark.text.ends_with('/');
    if (folder ? listing.has_prefix(mark.text) : listing.find(mark.text) != nullptr) {
      // A jar's manifest and a document's content.xml are weak marks: folders of a person's own files have them too.
      if (mark.text != "content.xml" || listing.find("META-INF/manifest.xml") != nullptr) return mark.type;
    }
  }
  return "zip"sv;
}

}  // namespace mugai::detect
