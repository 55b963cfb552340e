#include "lib/formats/zip/reader.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/formats/zip/anomaly.h"
#include "lib/formats/zip/directory.h"
#include "lib/formats/zip/end_records.h"
#include "lib/formats/zip/format.h"
#include "lib/formats/zip/second_opinion.h"
#include "lib/stream/crc32.h"
#include "lib/stream/inflate.h"

namespace mugai::zip {
namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;

// Remembers whether an Error came from the caller's sink: then the member is not to blame.
class Guard final : public Sink {
 public:
  explicit Guard(Sink& next) : next_(next) {}
  using Sink::write;
  Result<void> write(Bytes bytes) override {
    auto result = next_.write(bytes);
    if (!result) failed_ = true;
    return result;
  }
  [[nodiscard]] bool failed() const noexcept { return failed_; }

 private:
  Sink& next_;
  bool failed_ = false;
};

// Takes bit 11 off both headers of a name that is not UTF-8, and sorts.
void complete(std::vector<Patch>& patches, const std::vector<Entry>& entries) {
  for (const Entry& entry : entries) {
    if (!entry.utf8_flag || utf8::is_valid(entry.raw_name)) continue;
    const auto flags = static_cast<std::uint16_t>(entry.flags & ~kFlagUtf8);
    for (const std::uint64_t offset : {entry.header_offset + 6, entry.central_offset + 8}) {
      Patch patch{.offset = offset, .length = 2};
      patch.bytes[0] = static_cast<std::uint8_t>(flags & 0xFF);
      patch.bytes[1] = static_cast<std::uint8_t>(flags >> 8);
      patches.push_back(patch);
    }
  }
  std::sort(patches.begin(), patches.end(), [](const Patch& a, const Patch& b) { return a.offset < b.offset; });
}

}  // namespace

struct Reader::State {
  State(Source& input, Mode how, Context& context) : source(input), mode(how), ctx(context) {}

  [[nodiscard]] std::string key(std::string_view raw_name) const {
    return mode == Mode::Opc ? ascii::lower(raw_name) : std::string(raw_name);
  }
  Result<void> pump(const Entry& entry, Sink& into);
  Result<void> inflate(const Entry& entry, Crc32Stage& plain);

  Source& source;
  Mode mode;
  Context& ctx;
  std::vector<Entry> entries;
  std::unordered_map<std::string, std::size_t> index;
  NullSink nowhere;
  std::unique_ptr<InflateStage> inflater;  // made with the first deflated member, kept for all
  std::array<std::uint8_t, kPieceBytes> piece;
};

Reader::Reader(std::unique_ptr<State> state) : state_(std::move(state)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

Result<Reader> Reader::open(Source& source, Mode mode, Context& ctx) {
  auto state = std::make_unique<State>(source, mode, ctx);
  TRY_ASSIGN(const EndRecords records, find_end_records(source, mode, ctx));
  TRY_ASSIGN(state->entries, read_central_directory(source, records, mode, ctx));
  TRY_ASSIGN(std::vector<Patch> patches, check_local_headers(source, records, state->entries, mode, ctx));
  complete(patches, state->entries);
  OverlaySource harmless(source, patches);
  SliceSource archive(harmless, records.base, records.archive_end - records.base);
  const std::string difference = disagreement(archive, state->entries);
  if (!difference.empty()) {
    return refuse(ctx, mode, Anomaly::LocalDiffers, {}, 0, "the second reader disagrees: " + difference);
  }
  for (std::size_t i = 0; i < state->entries.size(); ++i)
    state->index.emplace(state->key(state->entries[i].raw_name), i);
  return Reader(std::move(state));
}

const std::vector<Entry>& Reader::entries() const noexcept {
  return state_->entries;
}

const Entry* Reader::find(std::string_view raw_name) const {
  const auto found = state_->index.find(state_->key(raw_name));
  return found == state_->index.end() ? nullptr : &state_->entries[found->second];
}

// Feeds the packed bytes of `entry` to `into`.
Result<void> Reader::State::pump(const Entry& entry, Sink& into) {
  for (std::uint64_t done = 0; done < entry.packed;) {
    const MutableBytes room =
        MutableBytes(piece).first(static_cast<std::size_t>(std::min<std::uint64_t>(entry.packed - done, kPieceBytes)));
    TRY(source.read_exactly(entry.data_offset + done, room));
    TRY(into.write(Bytes(room)));
    done += room.size();
  }
  return ok();
}

Result<void> Reader::State::inflate(const Entry& entry, Crc32Stage& plain) {
  if (inflater == nullptr) {
    inflater = std::make_unique<InflateStage>(plain, entry.unpacked);
  } else {
    inflater->reset(plain, entry.unpacked);
  }
  Result<void> pumped = pump(entry, *inflater);
  if (pumped) pumped = inflater->check_done();
  if (pumped && inflater->trailing_bytes() > 0) {
    pumped = make_error(ErrorCode::Malformed, "data hides behind a member's deflate stream", entry.data_offset);
  }
  inflater->reset(nowhere);  // borrow nothing beyond this call
  return pumped;
}

Result<void> Reader::extract(const Entry& entry, Sink& into, Budget& budget) {
  State& s = *state_;
  if (entry.encrypted) return refuse(s.ctx, s.mode, Anomaly::Encrypted, entry.raw_name, entry.data_offset);
  if (entry.method != kStored && entry.method != kDeflated) {
    return make_error(ErrorCode::Unsupported, "the member's compression method is not supported", entry.data_offset);
  }
  TRY(budget.charge_unpacked(entry.unpacked));
  TRY(budget.check_ratio(entry.packed, entry.unpacked));
  Guard guard(into);
  Crc32Stage plain(guard);
  const Result<void> result = entry.method == kStored ? s.pump(entry, plain) : s.inflate(entry, plain);
  if (!result) {
    if (!guard.failed() && result.error().code != ErrorCode::Io)
      report(s.ctx, s.mode, Anomaly::Damaged, entry.raw_name);
    return result.error();
  }
  if (plain.size() != entry.unpacked || plain.crc() != entry.crc) {
    report(s.ctx, s.mode, Anomaly::Damaged, entry.raw_name);
    return make_error(ErrorCode::BadChecksum, "a member does not match its checksum", entry.data_offset);
  }
  return ok();
}

Result<Buffer> Reader::read(const Entry& entry, std::uint64_t limit, Budget& budget) {
  if (entry.unpacked > limit) return make_error(ErrorCode::TooLarge, "a member is larger than its limit");
  MemorySink sink(entry.unpacked);
  TRY(extract(entry, sink, budget));
  return sink.take();
}

}  // namespace mugai::zip
