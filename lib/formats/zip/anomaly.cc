#include "lib/formats/zip/anomaly.h"

#include <iterator>
#include <string_view>
#include <utility>

namespace mugai::zip {
namespace {

struct Row {
  Anomaly anomaly;
  const char* opc;      // catalogue ID in a package
  const char* archive;  // catalogue ID in an archive
  Action action;
  ErrorCode code;  // of the Error where action is Blocked
  const char* words;
};

// Each row's reason: what another reader would do with the same bytes.
constexpr Row kRows[] = {
    // A program or page in front of the archive: the same file is two things.
    {Anomaly::Prefix, "OOXML-025", "ARC-001", Action::Removed, ErrorCode::Internal, "data before the first member"},
    {Anomaly::Trailing, "OOXML-025", "ARC-001", Action::Removed, ErrorCode::Internal, "data behind the archive"},
    // Bytes that no directory names: hidden from everyone who unpacks.
    {Anomaly::Gap, "OOXML-026", "ARC-001", Action::Removed, ErrorCode::Internal, "data between members"},
    {Anomaly::Comment, "OOXML-026", "ARC-001", Action::Removed, ErrorCode::Internal, "comment"},
    {Anomaly::ExtraField, "OOXML-026", "ARC-001", Action::Removed, ErrorCode::Internal, "extra field"},
    // Unpacking writes through the link.
    {Anomaly::LinkAttribute, "OOXML-034", "ARC-007", Action::Removed, ErrorCode::Internal, "link or device attribute"},
    // Readers look for the directory from the end, from the start, or where zip64 says: all must find one place.
    {Anomaly::EndRecords, "OOXML-032", "ARC-001", Action::Blocked, ErrorCode::Ambiguous,
     "the end records contradict each other"},
    {Anomaly::SecondArchive, "OOXML-032", "ARC-002", Action::Blocked, ErrorCode::Ambiguous,
     "a second archive hides in the file"},
    {Anomaly::SplitArchive, "OOXML-032", "ARC-017", Action::Blocked, ErrorCode::Unsupported,
     "a part of a split archive"},
    {Anomaly::Directory, "OOXML-032", "ARC-001", Action::Blocked, ErrorCode::Malformed,
     "the central directory is damaged"},
    // Stream readers believe the local header, others the directory.
    {Anomaly::LocalDiffers, "OOXML-027", "ARC-001", Action::Blocked, ErrorCode::Ambiguous,
     "local header and central directory differ"},
    {Anomaly::Descriptor, "OOXML-028", "ARC-001", Action::Blocked, ErrorCode::Ambiguous,
     "data descriptor missing or different"},
    // Many members over the same bytes: a bomb without nesting.
    {Anomaly::Overlap, "OOXML-031", "ARC-001", Action::Blocked, ErrorCode::Ambiguous, "members overlap"},
    // One reader takes the first, another the last.
    {Anomaly::DuplicateName, "OOXML-001", "ARC-001", Action::Blocked, ErrorCode::Ambiguous,
     "two members have the same name"},
    {Anomaly::CaseDuplicate, "OOXML-002", "ARC-001", Action::Blocked, ErrorCode::Ambiguous,
     "two member names differ in case alone"},
    {Anomaly::PartName, "OOXML-003", "ARC-006", Action::Blocked, ErrorCode::Malformed, "not a valid part name"},
    {Anomaly::Piece, "OOXML-004", "ARC-001", Action::Blocked, ErrorCode::Unsupported, "an interleaved piece of a part"},
    {Anomaly::UnicodePath, "OOXML-026", "ARC-018", Action::Blocked, ErrorCode::Ambiguous,
     "the Unicode path differs from the name"},
    {Anomaly::Encrypted, "OOXML-029", "ARC-003", Action::Blocked, ErrorCode::Encrypted, "encrypted member"},
    {Anomaly::Method, "OOXML-030", "ARC-001", Action::Blocked, ErrorCode::Unsupported,
     "compression method is not supported"},
    // "Repair" dialogs are a lure, and a repaired file is not the one that was inspected.
    {Anomaly::Damaged, "OOXML-033", "ARC-001", Action::Blocked, ErrorCode::Malformed, "member is damaged"},
};
static_assert(std::size(kRows) == kAnomalyCount);

const Row& row_of(Anomaly anomaly) {
  const Row& row = kRows[static_cast<std::size_t>(anomaly)];
  MUGAI_CHECK(row.anomaly == anomaly);
  return row;
}

}  // namespace

void report(Context& ctx, Mode mode, Anomaly anomaly, std::string where, std::uint32_t count) {
  const Row& row = row_of(anomaly);
  ctx.report(Finding{.id = CatalogueId(mode == Mode::Opc ? row.opc : row.archive),
                     .action = row.action,
                     .where = std::move(where),
                     .count = count,
                     .detail = row.words});
}

Error refuse(Context& ctx, Mode mode, Anomaly anomaly, std::string where, std::uint64_t offset, std::string detail) {
  const Row& row = row_of(anomaly);
  MUGAI_CHECK(row.action == Action::Blocked);
  report(ctx, mode, anomaly, std::move(where));
  return make_error(row.code, detail.empty() ? std::string(row.words) : std::move(detail), offset);
}

}  // namespace mugai::zip
