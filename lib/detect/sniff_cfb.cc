// Which document is in a compound file (MS-CFB): by the names of its streams and the class of its root. Reads the
// directory chain only, at most 4,096 entries; a file whose chain is broken is a plain "cfb".
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "lib/detect/sniff.h"

namespace mugai::detect {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t kHeaderBytes = 512;
constexpr std::uint64_t kEntryBytes = 128;
constexpr std::size_t kMaxEntries = 4096;
constexpr std::size_t kHeaderFatSectors = 109;
constexpr std::uint32_t kMaxRegularSector = 0xFFFFFFFA;

struct Layout {
  std::uint64_t sector_bytes = 512;
  std::uint32_t first_directory_sector = 0;
  std::array<std::uint32_t, kHeaderFatSectors> fat{};
};

// MS-CFB 2.2
Result<Layout> parse_header(Bytes bytes) {
  Layout layout;
  Cursor cursor(bytes);
  TRY(cursor.skip(30));
  TRY_ASSIGN(const std::uint16_t shift, cursor.u16le());
  if (shift != 9 && shift != 12) return make_error(ErrorCode::Malformed);
  layout.sector_bytes = std::uint64_t{1} << shift;
  TRY(cursor.skip(16));
  TRY_ASSIGN(layout.first_directory_sector, cursor.u32le());
  TRY(cursor.skip(24));
  for (std::uint32_t& entry : layout.fat) {
    TRY_ASSIGN(entry, cursor.u32le());
  }
  return layout;
}

struct Names {
  std::vector<std::string> names;  // ASCII letters of the UTF-16 names; others become '?'
  std::array<std::uint8_t, 16> root_class{};
  [[nodiscard]] bool has(std::string_view name) const {
    return std::find(names.begin(), names.end(), name) != names.end();
  }
};

// MS-CFB 2.6.1  entry = name(64) name-length type(1) … class(16 at 80) …
void take_entry(Bytes entry, Names& out) {
  Cursor cursor(entry);
  const Bytes name = cursor.take(64).value();
  const std::size_t length = std::min<std::size_t>(cursor.u16le().value(), 64);
  const std::uint8_t type = cursor.u8().value();
  if (type == 0 || length < 2) return;
  std::string text;
  for (std::size_t i = 0; i + 2 < length; i += 2) {
    text += name[i + 1] == 0 && name[i] < 0x80 ? static_cast<char>(name[i]) : '?';
  }
  if (type == 5) std::copy_n(entry.begin() + 80, 16, out.root_class.begin());
  out.names.push_back(std::move(text));
}

// Follows the directory chain through the sectors of the FAT that the header lists.
Result<Names> read_directory(Source& source) {
  Names names;
  TRY_ASSIGN(const Buffer header, source.read_buffer(0, kHeaderBytes));
  TRY_ASSIGN(const Layout layout, parse_header(header));
  const std::uint64_t per_sector = layout.sector_bytes / 4;
  std::uint32_t sector = layout.first_directory_sector;
  const std::size_t max_sectors = kMaxEntries * kEntryBytes / layout.sector_bytes;
  for (std::size_t steps = 0; steps < max_sectors && sector < kMaxRegularSector; ++steps) {
    const std::uint64_t offset = (std::uint64_t{sector} + 1) * layout.sector_bytes;
    if (!fits(offset, layout.sector_bytes, source.size())) break;
    TRY_ASSIGN(const Buffer bytes, source.read_buffer(offset, layout.sector_bytes));
    for (std::uint64_t at = 0; at < bytes.size(); at += kEntryBytes)
      take_entry(Bytes(bytes).subspan(at, kEntryBytes), names);
    const std::uint64_t fat_index = sector / per_sector;
    if (fat_index >= kHeaderFatSectors) break;
    const std::uint64_t link =
        (std::uint64_t{layout.fat[fat_index]} + 1) * layout.sector_bytes + sector % per_sector * 4;
    if (!fits(link, 4, source.size())) break;
    TRY_ASSIGN(const Buffer next, source.read_buffer(link, 4));
    sector = Cursor(next).u32le().value();
  }
  return names;
}

struct Mark {
  std::string_view stream;
  std::string_view type;
};
// The first that is there names the type. Encryption comes first: its other streams are a decoy.
constexpr Mark kMarks[] = {
    {"EncryptedPackage", "encrypted-office"},
    {"\tDRMContent", "rights-managed"},
    {"DRMEncryptedTransform", "rights-managed"},
    {"__properties_version1.0", "msg"},
    {"WordDocument", "doc"},
    {"Workbook", "xls"},
    {"Book", "xls"},
    {"PowerPoint Document", "ppt"},
    {"VisioDocument", "vsd"},
    {"Quill", "pub"},
    {"HwpSummaryInformation", "hwp"},
    {"\x05HwpSummaryInformation", "hwp"},
    {"JSRV_SegmentInformation", "jtd"},
    {"DocumentText", "jtd"},
    {"Props9", "mpp"},
    {"Props12", "mpp"},
    {"Props14", "mpp"},
};

// {000C1084-0000-0000-C000-000000000046} and its neighbours: installer databases, patches, transforms.
constexpr std::uint8_t kInstallerTail[] = {0x10, 0x0C, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46};

}  // namespace

Result<std::string_view> sniff_cfb(Source& source) {
  const auto names = read_directory(source);
  if (!names) return names.error().code == ErrorCode::Io ? Result<std::string_view>(names.error()) : "cfb"sv;
  const auto& root = names->root_class;
  if ((root[0] & 0xF0) == 0x80 && std::equal(root.begin() + 1, root.end(), std::begin(kInstallerTail))) return "msi"sv;
  for (const Mark& mark : kMarks) {
    if (names->has(mark.stream)) return mark.type;
  }
  return "cfb"sv;
}

}  // namespace mugai::detect
