// Local headers, data descriptors and the layout of the file (directory.h).
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "lib/formats/zip/anomaly.h"
#include "lib/formats/zip/directory.h"
#include "lib/formats/zip/extra.h"
#include "lib/formats/zip/format.h"

namespace mugai::zip {
namespace {

struct LocalHeader {
  std::uint16_t flags = 0;
  std::uint16_t method = 0;
  std::uint32_t time = 0;
  std::uint32_t crc = 0;
  WideFields sizes;
  std::uint16_t name_length = 0;
  std::uint16_t extra_length = 0;
};

struct Span {
  std::uint64_t begin = 0;  // local header
  std::uint64_t end = 0;    // behind data and descriptor
};

class LocalChecker {
 public:
  LocalChecker(Source& source, const EndRecords& records, Mode mode, Context& ctx)
      : source_(source), records_(records), mode_(mode), ctx_(ctx) {}

  Result<std::vector<Patch>> run(std::vector<Entry>& entries) {
    std::vector<Span> spans;
    spans.reserve(entries.size());
    for (Entry& entry : entries) {
      auto span = check_entry(entry);
      if (!span) return std::move(span).error();
      spans.push_back(*span);
    }
    TRY(check_layout(spans));
    if (extras_ > 0) report(ctx_, mode_, Anomaly::ExtraField, "local headers", extras_);
    return std::move(patches_);
  }

 private:
  Error refused(const Entry& entry, Anomaly anomaly) {
    return refuse(ctx_, mode_, anomaly, entry.raw_name, entry.header_offset);
  }
  Result<Span> check_entry(Entry& entry);
  Result<void> compare(const Entry& entry, const LocalHeader& local, bool wide);
  void note_harmless(const Entry& entry, const LocalHeader& local, bool wide);
  Result<std::uint64_t> descriptor_length(const Entry& entry, bool wide);
  Result<void> check_layout(std::vector<Span>& spans);
  Result<void> check_unclaimed(std::uint64_t begin, std::uint64_t end, Anomaly anomaly);

  Source& source_;
  const EndRecords& records_;
  Mode mode_;
  Context& ctx_;
  std::uint32_t extras_ = 0;
  std::vector<Patch> patches_;
};

// 4.3.7  local = signature needed flags method time date crc packed unpacked name-length extra-length name extra
Result<LocalHeader> parse_fixed(Cursor& cursor) {
  LocalHeader local;
  TRY_ASSIGN(const std::uint32_t signature, cursor.u32le());
  if (signature != kLocalSignature) return make_error(ErrorCode::Malformed, "no local header", cursor.offset() - 4);
  TRY(cursor.skip(2));
  TRY_ASSIGN(local.flags, cursor.u16le());
  TRY_ASSIGN(local.method, cursor.u16le());
  TRY_ASSIGN(local.time, cursor.u32le());
  TRY_ASSIGN(local.crc, cursor.u32le());
  TRY_ASSIGN(local.sizes.packed, cursor.u32le());
  TRY_ASSIGN(local.sizes.unpacked, cursor.u32le());
  TRY_ASSIGN(local.name_length, cursor.u16le());
  TRY_ASSIGN(local.extra_length, cursor.u16le());
  return local;
}

Result<Span> LocalChecker::check_entry(Entry& entry) {
  // One read serves the fixed part, the name and an ordinary extra field.
  std::array<std::uint8_t, 512> head{};
  TRY_ASSIGN(const std::size_t got, source_.read_at(entry.header_offset, head));
  Cursor cursor(Bytes(head).first(got), entry.header_offset);
  auto parsed = parse_fixed(cursor);
  if (!parsed) return refused(entry, Anomaly::LocalDiffers);
  LocalHeader& local = *parsed;
  const std::uint64_t tail = std::uint64_t{local.name_length} + local.extra_length;
  entry.data_offset = entry.header_offset + kLocalBytes + tail;
  if (!fits(entry.data_offset, entry.packed, records_.central_offset)) return refused(entry, Anomaly::Overlap);
  Buffer longer;
  Bytes names = cursor.rest();
  if (names.size() < tail) {
    TRY_ASSIGN(longer, source_.read_buffer(entry.header_offset + kLocalBytes, tail));
    names = longer;
  }
  if (as_text(names.first(local.name_length)) != entry.raw_name) return refused(entry, Anomaly::LocalDiffers);
  const auto extra = parse_extra(names.subspan(local.name_length, local.extra_length), entry.raw_name);
  if (!extra || !apply_zip64(*extra, local.sizes, true)) return refused(entry, Anomaly::LocalDiffers);
  // The Unicode path of the directory counts; another one here is another name.
  if (!extra->unicode_path.empty() && extra->unicode_path != entry.unicode_path) {
    return refused(entry, Anomaly::LocalDiffers);
  }
  extras_ += extra->notable;
  const bool wide = extra->zip64.has_value();
  TRY(compare(entry, local, wide));
  note_harmless(entry, local, wide);
  std::uint64_t end = entry.data_offset + entry.packed;
  if ((local.flags & kFlagDescriptor) != 0) {
    TRY_ASSIGN(const std::uint64_t length, descriptor_length(entry, wide));
    end += length;
  }
  return Span{.begin = entry.header_offset, .end = end};
}

// Every field that both headers hold must be the same. With a data descriptor the local CRC and sizes may be zero.
Result<void> LocalChecker::compare(const Entry& entry, const LocalHeader& local, bool wide) {
  const std::uint16_t ignored = kFlagLevelBits;
  const bool same_flags = ((local.flags ^ entry.flags) & ~ignored & 0xFFFF) == 0;
  bool same_sizes =
      local.crc == entry.crc && local.sizes.packed == entry.packed && local.sizes.unpacked == entry.unpacked;
  if ((local.flags & kFlagDescriptor) != 0) {
    const auto zero_or = [&](std::uint64_t value, std::uint64_t expected) {
      return value == 0 || value == expected || (wide && value == kNone32);
    };
    same_sizes = zero_or(local.crc, entry.crc) && zero_or(local.sizes.packed, entry.packed) &&
                 zero_or(local.sizes.unpacked, entry.unpacked);
  }
  if (!same_flags || local.method != entry.method || !same_sizes) return refused(entry, Anomaly::LocalDiffers);
  return ok();
}

// Differences that compare() accepts and libzip would not: see overlay.h.
void LocalChecker::note_harmless(const Entry& entry, const LocalHeader& local, bool wide) {
  const bool sizes_differ =
      local.crc != entry.crc || local.sizes.packed != entry.packed || local.sizes.unpacked != entry.unpacked;
  if (wide || (local.time == entry.dos_time && !sizes_differ)) return;
  Patch patch{.offset = entry.header_offset + 10};  // time, date, CRC, packed, unpacked
  const std::uint64_t values[] = {entry.dos_time, entry.crc, entry.packed, entry.unpacked};
  for (std::size_t i = 0; i < patch.length; ++i) {
    patch.bytes[i] = static_cast<std::uint8_t>(values[i / 4] >> (8 * (i % 4)));
  }
  patches_.push_back(patch);
}

// 4.3.9  descriptor = [signature] crc packed unpacked      sizes of 4 bytes, or of 8 in a zip64 member
// Returns the length of the form that matches the directory.
Result<std::uint64_t> LocalChecker::descriptor_length(const Entry& entry, bool wide) {
  std::array<std::uint8_t, 24> bytes{};
  const std::uint64_t offset = entry.data_offset + entry.packed;
  TRY_ASSIGN(const std::size_t got, source_.read_at(offset, bytes));
  const auto matches = [&](bool with_signature, bool with_wide_sizes) {
    Cursor cursor(Bytes(bytes).first(got), offset);
    if (with_signature) {
      const auto signature = cursor.u32le();
      if (!signature || *signature != kDescriptorSignature) return false;
    }
    const auto crc = cursor.u32le();
    if (!crc || *crc != entry.crc) return false;
    for (const std::uint64_t expected : {entry.packed, entry.unpacked}) {
      if (with_wide_sizes) {
        const auto size = cursor.u64le();
        if (!size || *size != expected) return false;
      } else {
        const auto size = cursor.u32le();
        if (!size || *size != expected) return false;
      }
    }
    return true;
  };
  for (const bool with_signature : {true, false}) {
    for (const bool with_wide_sizes : {wide, !wide}) {
      if (!matches(with_signature, with_wide_sizes)) continue;
      return std::uint64_t{4} + (with_signature ? 4U : 0U) + (with_wide_sizes ? 16U : 8U);
    }
  }
  return refused(entry, Anomaly::Descriptor);
}

// Bytes that no member claims may be left behind only if no reader could take them for members.
Result<void> LocalChecker::check_unclaimed(std::uint64_t begin, std::uint64_t end, Anomaly anomaly) {
  if (begin == end) return ok();
  constexpr std::uint64_t kPiece = 64 * 1024;
  constexpr std::uint64_t kOverlap = 3;  // a mark may lie across two pieces
  for (std::uint64_t at = begin; at < end; at += kPiece) {
    const std::uint64_t length = std::min(end - at, kPiece + kOverlap);
    TRY_ASSIGN(const Buffer bytes, source_.read_buffer(at, length));
    for (const std::string_view mark : {kLocalMark, kCentralMark, kEndMark}) {
      if (as_text(bytes).find(mark) != std::string_view::npos) {
        return refuse(ctx_, mode_, Anomaly::SecondArchive, {}, at);
      }
    }
  }
  report(ctx_, mode_, anomaly);
  return ok();
}

Result<void> LocalChecker::check_layout(std::vector<Span>& spans) {
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
  std::uint64_t position = 0;
  for (const Span& span : spans) {
    if (span.begin < position) return refuse(ctx_, mode_, Anomaly::Overlap, {}, span.begin);
    TRY(check_unclaimed(position, span.begin, position == 0 ? Anomaly::Prefix : Anomaly::Gap));
    position = span.end;
  }
  if (position > records_.central_offset) return refuse(ctx_, mode_, Anomaly::Overlap, {}, position);
  return check_unclaimed(position, records_.central_offset, position == 0 ? Anomaly::Prefix : Anomaly::Gap);
}

}  // namespace

Result<std::vector<Patch>> check_local_headers(Source& source, const EndRecords& records, std::vector<Entry>& entries,
                                               Mode mode, Context& ctx) {
  return LocalChecker(source, records, mode, ctx).run(entries);
}

}  // namespace mugai::zip
