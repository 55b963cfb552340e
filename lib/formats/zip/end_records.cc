#include "lib/formats/zip/end_records.h"

#include <algorithm>
#include <optional>

#include "lib/formats/zip/anomaly.h"
#include "lib/formats/zip/format.h"
#include "lib/stream/tail.h"

namespace mugai::zip {
namespace {

// Data behind the archive is searched for within this many bytes; more of it and the end is not found: refused.
constexpr std::uint64_t kMaxTrailingBytes = 64 * 1024;
constexpr std::uint64_t kMostBytes = kEndBytes + kMaxCommentBytes + kMaxTrailingBytes;

struct End {
  std::uint64_t offset = 0;  // of the record
  std::uint16_t disk = 0, central_disk = 0, count_here = 0, count = 0;
  std::uint32_t central_size = 0, central_offset = 0;
  std::uint16_t comment = 0;
};

struct Zip64End {
  std::uint64_t offset = 0;  // of the record
  std::uint64_t base = 0;    // by the locator
  std::uint64_t count_here = 0, count = 0, central_size = 0, central_offset = 0;
  std::uint32_t disk = 0, central_disk = 0;
};

class Search {
 public:
  Search(Source& source, Mode mode, Context& ctx) : source_(source), mode_(mode), ctx_(ctx) {}
  Result<EndRecords> run();

 private:
  [[nodiscard]] Error refuse_here(Anomaly anomaly, std::uint64_t offset, const char* detail = "") {
    return refuse(ctx_, mode_, anomaly, {}, offset, detail);
  }
  Result<End> find_end();
  Result<std::optional<Zip64End>> find_zip64(const End& end);
  Result<Zip64End> read_zip64(std::uint64_t offset, std::uint64_t locator_offset);
  Result<void> agree(const End& end, const Zip64End& wide);
  Result<void> check_tail(const EndRecords& records, const End& end);

  Source& source_;
  Mode mode_;
  Context& ctx_;
  Tail tail_;
};

// 4.3.16  end = signature disk central-disk count-here count central-size central-offset comment-length comment
Result<End> Search::find_end() {
  const std::uint64_t size = source_.size();
  TRY_ASSIGN(tail_, read_tail_with(source_, kEndMark, kMostBytes));
  const std::size_t at = as_text(tail_.bytes).rfind(kEndMark);
  if (at == std::string_view::npos) {
    return refuse_here(Anomaly::Damaged, size, "no end of central directory was found");
  }
  End end{.offset = tail_.offset + at};
  Cursor cursor(Bytes(tail_.bytes).subspan(at), end.offset);
  if (cursor.remaining() < kEndBytes) return refuse_here(Anomaly::Damaged, size, "the end record is cut off");
  TRY(cursor.skip(4));
  TRY_ASSIGN(end.disk, cursor.u16le());
  TRY_ASSIGN(end.central_disk, cursor.u16le());
  TRY_ASSIGN(end.count_here, cursor.u16le());
  TRY_ASSIGN(end.count, cursor.u16le());
  TRY_ASSIGN(end.central_size, cursor.u32le());
  TRY_ASSIGN(end.central_offset, cursor.u32le());
  TRY_ASSIGN(end.comment, cursor.u16le());
  if (cursor.remaining() < end.comment) {
    return refuse_here(Anomaly::EndRecords, end.offset, "the archive comment is cut off");
  }
  return end;
}

// 4.3.14  zip64-end = signature size made-by needed disk central-disk count-here count central-size central-offset
//                     [extensible data]
// The record must end where the locator begins.
Result<Zip64End> Search::read_zip64(std::uint64_t offset, std::uint64_t locator_offset) {
  Zip64End wide{.offset = offset};
  TRY_ASSIGN(const Buffer bytes, source_.read_buffer(offset, kZip64EndBytes));
  Cursor cursor(bytes, offset);
  TRY_ASSIGN(const std::uint32_t signature, cursor.u32le());
  TRY_ASSIGN(const std::uint64_t rest, cursor.u64le());
  if (signature != kZip64EndSignature || rest != locator_offset - offset - 12) {
    return refuse_here(Anomaly::EndRecords, offset, "the zip64 end record is not where its locator says");
  }
  TRY(cursor.skip(4));
  TRY_ASSIGN(wide.disk, cursor.u32le());
  TRY_ASSIGN(wide.central_disk, cursor.u32le());
  TRY_ASSIGN(wide.count_here, cursor.u64le());
  TRY_ASSIGN(wide.count, cursor.u64le());
  TRY_ASSIGN(wide.central_size, cursor.u64le());
  TRY_ASSIGN(wide.central_offset, cursor.u64le());
  return wide;
}

// 4.3.15  locator = signature disk zip64-end-offset disks      directly before the end record
Result<std::optional<Zip64End>> Search::find_zip64(const End& end) {
  if (end.offset < kZip64LocatorBytes) return std::optional<Zip64End>();
  const std::uint64_t locator_offset = end.offset - kZip64LocatorBytes;
  TRY_ASSIGN(const Buffer bytes, source_.read_buffer(locator_offset, kZip64LocatorBytes));
  Cursor cursor(bytes, locator_offset);
  TRY_ASSIGN(const std::uint32_t signature, cursor.u32le());
  if (signature != kZip64LocatorSignature) return std::optional<Zip64End>();
  TRY_ASSIGN(const std::uint32_t disk, cursor.u32le());
  TRY_ASSIGN(const std::uint64_t stored, cursor.u64le());
  TRY_ASSIGN(const std::uint32_t disks, cursor.u32le());
  if (disk != 0 || disks > 1) return refuse_here(Anomaly::SplitArchive, locator_offset);
  if (!fits(stored, kZip64EndBytes, locator_offset)) {
    return refuse_here(Anomaly::EndRecords, locator_offset, "the zip64 locator points behind itself");
  }
  // Without data before the archive the record is at `stored`; with it, directly before the locator.
  const std::uint64_t adjacent = locator_offset - kZip64EndBytes;
  TRY_ASSIGN(const Buffer mark, source_.read_buffer(stored, 4));
  const std::uint64_t offset = starts_with(mark, kZip64EndMark) ? stored : adjacent;
  TRY_ASSIGN(Zip64End wide, read_zip64(offset, locator_offset));
  wide.base = offset - stored;
  return std::optional<Zip64End>(wide);
}

// Each field of the end record either defers to zip64 or says the same.
Result<void> Search::agree(const End& end, const Zip64End& wide) {
  const auto same = [](std::uint64_t narrow, std::uint64_t none, std::uint64_t value) {
    return narrow == none || narrow == value;
  };
  const bool consistent = same(end.count, kNone16, wide.count) && same(end.count_here, kNone16, wide.count_here) &&
                          same(end.central_size, kNone32, wide.central_size) &&
                          same(end.central_offset, kNone32, wide.central_offset) &&
                          same(end.disk, kNone16, wide.disk) && same(end.central_disk, kNone16, wide.central_disk);
  if (!consistent) return refuse_here(Anomaly::EndRecords, end.offset, "zip64 and end record contradict each other");
  return ok();
}

// No other end signature behind the start of the directory, and nothing that looks like an archive behind the end.
Result<void> Search::check_tail(const EndRecords& records, const End& end) {
  if (records.central_offset < tail_.offset) {
    TRY_ASSIGN(tail_, read_tail(source_, kMostBytes));
  }
  const std::string_view tail = as_text(tail_.bytes);
  const std::uint64_t from = records.central_offset > tail_.offset ? records.central_offset - tail_.offset : 0;
  for (std::size_t at = tail.find(kEndMark, from); at != std::string_view::npos; at = tail.find(kEndMark, at + 1)) {
    if (tail_.offset + at != end.offset) return refuse_here(Anomaly::SecondArchive, tail_.offset + at);
  }
  if (end.comment > 0) report(ctx_, mode_, Anomaly::Comment);
  const std::string_view behind = tail.substr(static_cast<std::size_t>(end.offset + kEndBytes - tail_.offset));
  for (const std::string_view mark : {kLocalMark, kCentralMark}) {
    if (behind.find(mark) != std::string_view::npos) return refuse_here(Anomaly::SecondArchive, records.archive_end);
  }
  if (records.archive_end < source_.size()) report(ctx_, mode_, Anomaly::Trailing);
  return ok();
}

Result<EndRecords> Search::run() {
  TRY_ASSIGN(const End end, find_end());
  TRY_ASSIGN(const std::optional<Zip64End> wide, find_zip64(end));
  EndRecords records;
  records.archive_end = end.offset + kEndBytes + end.comment;
  std::uint64_t stored_offset = end.central_offset;
  std::uint64_t central_end = end.offset;
  std::uint64_t count_here = end.count_here;
  records.central_size = end.central_size;
  records.count = end.count;
  bool split = end.disk != 0 || end.central_disk != 0;
  if (wide) {
    TRY(agree(end, *wide));
    stored_offset = wide->central_offset;
    central_end = wide->offset;
    count_here = wide->count_here;
    records.central_size = wide->central_size;
    records.count = wide->count;
    split = wide->disk != 0 || wide->central_disk != 0;
  }
  if (split || count_here != records.count) return refuse_here(Anomaly::SplitArchive, end.offset);
  if (records.central_size > central_end || stored_offset > central_end - records.central_size) {
    return refuse_here(Anomaly::EndRecords, end.offset, "the central directory does not fit before the end record");
  }
  records.central_offset = central_end - records.central_size;
  records.base = records.central_offset - stored_offset;
  if (wide && wide->base != records.base) {
    return refuse_here(Anomaly::EndRecords, end.offset, "the end records count from different places");
  }
  if (records.base > 0 && records.count > 0) {  // a reader that takes offsets as they stand must find nothing
    TRY_ASSIGN(const Buffer mark, source_.read_buffer(stored_offset, 4));
    if (starts_with(mark, kCentralMark)) return refuse_here(Anomaly::SecondArchive, stored_offset);
  }
  TRY(check_tail(records, end));
  return records;
}

}  // namespace

Result<EndRecords> find_end_records(Source& source, Mode mode, Context& ctx) {
  return Search(source, mode, ctx).run();
}

}  // namespace mugai::zip
