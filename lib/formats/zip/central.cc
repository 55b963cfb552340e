// Central directory (directory.h).
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "lib/base/ascii.h"
#include "lib/formats/zip/anomaly.h"
#include "lib/formats/zip/directory.h"
#include "lib/formats/zip/extra.h"
#include "lib/formats/zip/format.h"
#include "lib/formats/zip/part_name.h"

namespace mugai::zip {
namespace {

constexpr std::uint64_t kMaxDirectoryBytes = std::uint64_t{64} << 20;

constexpr unsigned kHostUnix = 3;
constexpr unsigned kHostDarwin = 19;
constexpr std::uint32_t kDosReparsePoint = 0x400;

// 4.4.15: the upper half holds a Unix mode where the entry was made on Unix. All but files and folders count as links:
// devices, pipes and sockets have no place in an archive either.
bool is_link(std::uint16_t made_by, std::uint32_t attributes) {
  const unsigned host = made_by >> 8;
  if (host != kHostUnix && host != kHostDarwin) return (attributes & kDosReparsePoint) != 0;
  const std::uint32_t kind = attributes >> 28;  // S_IFMT: 8 file, 4 folder, 10 link, 2 6 1 12 devices, pipe, socket
  return kind != 0 && kind != 8 && kind != 4;
}

class CentralParser {
 public:
  CentralParser(Bytes bytes, const EndRecords& records, Mode mode, Context& ctx)
      : cursor_(bytes, records.central_offset), records_(records), mode_(mode), ctx_(ctx) {}

  Result<std::vector<Entry>> run() {
    std::vector<Entry> entries;
    entries.reserve(static_cast<std::size_t>(records_.count));
    for (std::uint64_t i = 0; i < records_.count; ++i) {
      auto entry = parse_header();
      if (!entry) return std::move(entry).error();
      TRY(check(*entry));
      entries.push_back(std::move(entry).value());
    }
    if (!cursor_.at_end()) return damaged("the central directory is longer than its members");
    if (comments_ > 0) report(ctx_, mode_, Anomaly::Comment, {}, comments_);
    if (extras_ > 0) report(ctx_, mode_, Anomaly::ExtraField, {}, extras_);
    return entries;
  }

 private:
  Error damaged(const char* detail) { return refuse(ctx_, mode_, Anomaly::Directory, {}, cursor_.offset(), detail); }
  Result<Entry> parse_header();
  Result<void> parse_tail(Entry& entry, std::uint16_t name_length, std::uint16_t extra_length,
                          std::uint16_t comment_length);
  Result<void> check(const Entry& entry);

  Cursor cursor_;
  const EndRecords& records_;
  Mode mode_;
  Context& ctx_;
  std::unordered_set<std::string> names_;
  std::uint32_t comments_ = 0;
  std::uint32_t extras_ = 0;
};

// 4.3.12  header = signature made-by needed flags method time date crc packed unpacked name-length extra-length
//                  comment-length disk internal external offset name extra comment
Result<Entry> CentralParser::parse_header() {
  if (cursor_.remaining() < kCentralBytes) return damaged("the central directory has fewer members than it declares");
  Entry entry;
  entry.central_offset = cursor_.offset();
  TRY_ASSIGN(const std::uint32_t signature, cursor_.u32le());
  if (signature != kCentralSignature) return damaged("a central header has no signature");
  TRY_ASSIGN(const std::uint16_t made_by, cursor_.u16le());
  TRY(cursor_.skip(2));
  TRY_ASSIGN(entry.flags, cursor_.u16le());
  TRY_ASSIGN(entry.method, cursor_.u16le());
  TRY_ASSIGN(entry.dos_time, cursor_.u32le());
  TRY_ASSIGN(entry.crc, cursor_.u32le());
  TRY_ASSIGN(entry.packed, cursor_.u32le());
  TRY_ASSIGN(entry.unpacked, cursor_.u32le());
  TRY_ASSIGN(const std::uint16_t name_length, cursor_.u16le());
  TRY_ASSIGN(const std::uint16_t extra_length, cursor_.u16le());
  TRY_ASSIGN(const std::uint16_t comment_length, cursor_.u16le());
  TRY_ASSIGN(const std::uint16_t disk, cursor_.u16le());
  TRY(cursor_.skip(2));
  TRY_ASSIGN(const std::uint32_t attributes, cursor_.u32le());
  TRY_ASSIGN(entry.header_offset, cursor_.u32le());
  if (disk != 0 && disk != kNone16) return refuse(ctx_, mode_, Anomaly::SplitArchive, {}, cursor_.offset());
  entry.symlink = is_link(made_by, attributes);
  TRY(parse_tail(entry, name_length, extra_length, comment_length));
  return entry;
}

Result<void> CentralParser::parse_tail(Entry& entry, std::uint16_t name_length, std::uint16_t extra_length,
                                       std::uint16_t comment_length) {
  const std::uint64_t tail = std::uint64_t{name_length} + extra_length + comment_length;
  if (cursor_.remaining() < tail) return damaged("a central header is cut off");
  TRY_ASSIGN(const Bytes name, cursor_.take(name_length));
  TRY_ASSIGN(const Bytes extra_bytes, cursor_.take(extra_length));
  TRY(cursor_.skip(comment_length));
  entry.raw_name = as_text(name);
  auto extra = parse_extra(extra_bytes, entry.raw_name);
  if (!extra) return damaged(extra.error().detail.c_str());
  WideFields fields{.unpacked = entry.unpacked, .packed = entry.packed, .offset = entry.header_offset};
  if (!apply_zip64(*extra, fields, false)) {
    return refuse(ctx_, mode_, Anomaly::EndRecords, entry.raw_name, cursor_.offset(),
                  "a member's zip64 field contradicts its header");
  }
  entry.unpacked = fields.unpacked;
  entry.packed = fields.packed;
  if (!fits(fields.offset, kLocalBytes, records_.central_offset - records_.base)) {
    return damaged("a local header lies behind the members");
  }
  entry.header_offset = records_.base + fields.offset;
  entry.unicode_path = std::move(extra->unicode_path);
  entry.utf8_flag = (entry.flags & kFlagUtf8) != 0;
  entry.directory = entry.raw_name.ends_with('/');
  entry.encrypted =
      (entry.flags & (kFlagEncrypted | kFlagStrong | kFlagMasked)) != 0 || entry.method == kMethodAes || extra->aes;
  if (comment_length > 0) ++comments_;
  extras_ += extra->notable;
  return ok();
}

// What the mode demands of one member, by its central header alone.
Result<void> CentralParser::check(const Entry& entry) {
  const auto refused = [&](Anomaly anomaly) {
    return refuse(ctx_, mode_, anomaly, entry.raw_name, entry.header_offset);
  };
  if (entry.raw_name.empty()) return damaged("a member has no name");
  if ((entry.flags & kFlagPatched) != 0) return refused(Anomaly::Method);
  if (!names_.insert(entry.raw_name).second) return refused(Anomaly::DuplicateName);
  if (!fits(entry.header_offset, entry.packed, records_.central_offset)) return refused(Anomaly::Overlap);
  if (entry.directory && entry.unpacked != 0) return refused(Anomaly::Damaged);
  if (!entry.encrypted && entry.method == kStored && entry.packed != entry.unpacked) return refused(Anomaly::Damaged);
  if (mode_ != Mode::Opc) return ok();
  if (const auto anomaly = check_part_name(entry.raw_name)) return refused(*anomaly);
  if (entry.encrypted) return refused(Anomaly::Encrypted);
  if (entry.method != kStored && entry.method != kDeflated) return refused(Anomaly::Method);
  if (!entry.unicode_path.empty() && entry.unicode_path != entry.raw_name) return refused(Anomaly::UnicodePath);
  if (entry.symlink) report(ctx_, mode_, Anomaly::LinkAttribute, entry.raw_name);
  return ok();
}

// OPC 6.2.2.3: no two part names are equal when ASCII case is ignored.
Result<void> check_folded(const std::vector<Entry>& entries, Mode mode, Context& ctx) {
  std::unordered_set<std::string> folded;
  for (const Entry& entry : entries) {
    if (!folded.insert(ascii::lower(entry.raw_name)).second) {
      return refuse(ctx, mode, Anomaly::CaseDuplicate, entry.raw_name, entry.header_offset);
    }
  }
  return ok();
}

}  // namespace

Result<std::vector<Entry>> read_central_directory(Source& source, const EndRecords& records, Mode mode, Context& ctx) {
  if (records.central_size > kMaxDirectoryBytes) {
    return make_error(ErrorCode::TooLarge, "the central directory is too large", records.central_offset);
  }
  if (records.count > records.central_size / kCentralBytes) {
    return refuse(ctx, mode, Anomaly::Directory, {}, records.central_offset,
                  "the central directory has fewer members than it declares");
  }
  TRY(ctx.budget().charge_members(records.count));
  TRY_ASSIGN(const Buffer bytes, source.read_buffer(records.central_offset, records.central_size));
  CentralParser parser(bytes, records, mode, ctx);
  TRY_ASSIGN(std::vector<Entry> entries, parser.run());
  if (mode == Mode::Opc) TRY(check_folded(entries, mode, ctx));
  return entries;
}

}  // namespace mugai::zip
