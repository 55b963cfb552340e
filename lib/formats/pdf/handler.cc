// PDF: looked at as bytes, read as objects, walked by allow-lists into a new document, written anew.
//
// In:     a PDF file of at most kMaxFileBytes.
// Out:    one revision, unencrypted, nothing that the catalogue does not reach. Fixed point.
// Limits: those of scan.h, reader.h, filters.h, walk.h; the budget of the context.
// Known gaps: README.md.
#include "lib/formats/pdf/handler.h"

#include <new>

#include "lib/formats/pdf/reader.h"
#include "lib/formats/pdf/scan.h"
#include "lib/formats/pdf/walk.h"
#include "lib/formats/pdf/writer.h"
#include "lib/policy/policy.h"
#include "lib/stream/digest.h"

namespace mugai::pdf {
namespace {

constexpr std::uint64_t kMaxFileBytes = std::uint64_t{200} << 20;

Error refuse(Tally& tally, std::string_view id, ErrorCode code, std::string what) {
  tally.add(id, Action::Blocked, what);
  return make_error(code, std::move(what));
}

// What the bytes alone say.
Result<void> judge(const Scan& scan, Tally& tally) {
  switch (scan.head) {
    case Scan::Head::FormData:
      return refuse(tally, "PDF-084", ErrorCode::Unsupported, "form data (FDF) in the place of a PDF");
    case Scan::Head::PostScript:
      return refuse(tally, "PDF-085", ErrorCode::Unsupported, "PostScript in the place of a PDF");
    case Scan::Head::None:
      return refuse(tally, "PDF-001", ErrorCode::Malformed, "no PDF header");
    case Scan::Head::Pdf:
      break;
  }
  if (!scan.plain_header) tally.rewritten("PDF-001", "header that is not at the beginning, or of no known version");
  if (scan.foreign_start) tally.removed("PDF-022", "beginning of another format");
  if (scan.bytes_behind > 0) tally.removed("PDF-002", "bytes behind the end of the file");
  if (scan.revisions > 1) tally.add("PDF-003", Action::Rewritten, "earlier revisions", scan.revisions - 1);
  tally.add("PDF-004", Action::Removed, "objects that a later revision replaces", scan.replaced);
  if (scan.hybrid) tally.rewritten("PDF-005", "cross-reference table and stream side by side");
  tally.add("PDF-006", Action::Rewritten, "object number given twice: the table decides", scan.twice);
  tally.add("PDF-006", Action::Rewritten, "generation number out of range", scan.odd_generations);
  tally.add("PDF-009", Action::Rewritten, "names with letters as #xx", scan.escaped_names);
  tally.add("PDF-010", Action::Rewritten, "strings with letters as octal, split lines or odd digits", scan.odd_strings);
  tally.add("PDF-011", Action::Removed, "comments", scan.comments);
  if (scan.roots > 1) tally.rewritten("PDF-014", "more than one catalogue");
  if (scan.linearized) tally.removed("PDF-018", "linearization");
  return ok();
}

// -- encryption (7.6)

struct Encrypt {
  std::string filter, stream_filter, string_filter, file_filter;
  std::int64_t version = 0;
  std::int64_t revision = 0;
  bool plain_metadata = false;
  std::size_t owner_bytes = 0;
  std::size_t user_bytes = 0;
};

Encrypt read_encrypt(const Dict& dict, Reader& reader) {
  const auto value = [&](std::string_view key) {
    const Object* found = dict.find(key);
    return found == nullptr ? Object() : reader.resolve(*found);
  };
  const auto name_at = [&](std::string_view key, std::string_view fallback) {
    const Object found = value(key);
    return std::string(found.name().empty() ? fallback : found.name());
  };
  const auto size_at = [&](std::string_view key) {
    const Object found = value(key);
    return found.as<String>() == nullptr ? std::size_t{0} : found.as<String>()->bytes.size();
  };
  Encrypt out;
  out.filter = name_at("Filter", "");
  out.stream_filter = name_at("StmF", "Identity");
  out.string_filter = name_at("StrF", "Identity");
  out.file_filter = name_at("EFF", out.stream_filter);
  const Object version = value("V");
  const Object revision = value("R");
  if (version.as<std::int64_t>() != nullptr) out.version = *version.as<std::int64_t>();
  if (revision.as<std::int64_t>() != nullptr) out.revision = *revision.as<std::int64_t>();
  const Object metadata = value("EncryptMetadata");
  out.plain_metadata = metadata.as<bool>() != nullptr && !*metadata.as<bool>();
  out.owner_bytes = size_at("O");
  out.user_bytes = size_at("U");
  return out;
}

// The file has been opened with the empty password. Plain and encrypted content side by side is refused: it is how a
// sender can read what a recipient decrypts (PDF-025).
Result<void> judge_encryption(Reader& reader, Tally& tally) {
  if (!reader.encryption().encrypted) return ok();
  const Object* value = reader.trailer().find("Encrypt");
  const Object here = value == nullptr ? Object() : reader.resolve(*value);
  const Dict* dict = here.as<Dict>();
  if (dict == nullptr) return refuse(tally, "PDF-024", ErrorCode::Encrypted, "encryption that cannot be read");
  const Encrypt e = read_encrypt(*dict, reader);
  if (e.filter != "Standard") return refuse(tally, "PDF-024", ErrorCode::Encrypted, "unknown security handler");
  if (e.version >= 4) {
    if (e.stream_filter == "Identity" || e.string_filter == "Identity" || e.stream_filter != e.string_filter ||
        e.file_filter != e.stream_filter) {
      return refuse(tally, "PDF-025", ErrorCode::Ambiguous, "plain and encrypted content side by side");
    }
  }
  const std::size_t wanted = e.revision >= 5 ? 48 : 32;
  if (e.owner_bytes < wanted || e.user_bytes < wanted || e.owner_bytes > 127 || e.user_bytes > 127) {
    return refuse(tally, "PDF-027", ErrorCode::Malformed, "encryption dictionary with wrong lengths");
  }
  if (e.revision < 3 || e.revision == 5) tally.rewritten("PDF-027", "old method of encryption");
  if (e.plain_metadata) tally.rewritten("PDF-027", "metadata left unencrypted");
  tally.rewritten("PDF-023", "encryption with an empty password: written in the clear");
  return ok();
}

// Keys of the trailer that mean nothing here (PDF-014).
void judge_trailer(const Dict& trailer, Tally& tally) {
  constexpr std::string_view kKnown[] = {"Size", "Root", "ID",    "Info",   "Prev",   "XRefStm",    "Encrypt",
                                         "Type", "W",    "Index", "Length", "Filter", "DecodeParms"};
  for (const Entry& entry : trailer.entries()) {
    bool known = false;
    for (const std::string_view key : kKnown)
      known = known || entry.key == key;
    if (!known) tally.removed("PDF-014", "key " + entry.key.substr(0, 60) + " of the trailer");
  }
}

Result<void> rebuild(Bytes file, OutputSink& out, Context& ctx, Tally& tally) {
  const Scan seen = scan(file);
  TRY(judge(seen, tally));
  auto opened = Reader::open(file);
  if (!opened) {
    const bool locked = opened.error().code == ErrorCode::Encrypted;
    if (locked) tally.add("PDF-024", Action::Blocked, opened.error().detail);
    return std::move(opened).error();
  }
  Reader& reader = **opened;
  TRY(judge_encryption(reader, tally));
  if (reader.rebuilt_index() && seen.twice > 0) {
    return refuse(tally, "PDF-006", ErrorCode::Ambiguous, "an object is there twice, and no table says which counts");
  }
  judge_trailer(reader.trailer(), tally);
  const bool small = ctx.policy().compression == policy::Compression::Small;
  Deflater deflater(small ? DeflateLevel::Small : DeflateLevel::Fast);
  OutputDocument document;
  Walker walker(reader, document, deflater, ctx, tally);
  const Object* root = reader.trailer().find("Root");
  if (root == nullptr) return make_error(ErrorCode::Malformed, "a PDF without a catalogue");
  const Object* info = reader.trailer().find("Info");
  TRY_ASSIGN(const OutRef kept_info, walker.info(info == nullptr ? Object() : *info));
  TRY_ASSIGN(const OutRef catalog, walker.catalog(*root));
  for (const Repair& repair : reader.repairs())
    tally.add(repair.id, Action::Rewritten, repair.what, repair.count);
  tally.add("PDF-019", Action::Removed, "values too large or too deep", reader.over_limit());
  return write_document(document, catalog, kept_info, deflater, out);
}

class PdfHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "pdf"; }
  void warm_up() override {
    warm_up_reader();
    (void)sha256_hex(Bytes());  // the dynamic linker resolves what it calls once, not in every job
  }
  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& ctx) override {
    try {
      TRY_ASSIGN(const Buffer file, in.read_all(kMaxFileBytes));
      Tally tally;
      auto done = rebuild(file, out, ctx, tally);
      tally.report(ctx);
      if (!done) return std::move(done).error();
      return Outcome{.type = "pdf", .extension = {}, .replaced = false};
    } catch (const std::bad_alloc&) {
      return make_error(ErrorCode::OutOfMemory, "the PDF needs more memory than it may have");
    }
  }
};

}  // namespace

Handler& handler() {
  static PdfHandler instance;
  return instance;
}

}  // namespace mugai::pdf
