#include "lib/formats/zip/writer.h"

#include <algorithm>
#include <string>
#include <vector>

#include "lib/formats/zip/entry.h"
#include "lib/formats/zip/format.h"
#include "lib/stream/crc32.h"
#include "lib/stream/deflate.h"

namespace mugai::zip {
namespace {

constexpr std::uint64_t kMaxMemberBytes = kNone32 - 1;

// Appends numbers in little-endian order.
class Record {
 public:
  Record& u16(std::uint64_t value) { return put(value, 2); }
  Record& u32(std::uint64_t value) { return put(value, 4); }
  Record& u64(std::uint64_t value) { return put(value, 8); }
  Record& text(std::string_view value) {
    bytes_.insert(bytes_.end(), value.begin(), value.end());
    return *this;
  }
  [[nodiscard]] Bytes bytes() const noexcept { return bytes_; }

 private:
  Record& put(std::uint64_t value, unsigned count) {
    for (unsigned i = 0; i < count; ++i)
      bytes_.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    return *this;
  }
  Buffer bytes_;
};

// Hands on to the archive and counts: what a member takes up in the file.
class CountingSink final : public Sink {
 public:
  explicit CountingSink(OutputSink& out) : out_(out) {}
  using Sink::write;
  Result<void> write(Bytes bytes) override {
    count_ += bytes.size();
    return out_.write(bytes);
  }
  void restart() noexcept { count_ = 0; }
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }

 private:
  OutputSink& out_;
  std::uint64_t count_ = 0;
};

struct Written {
  std::string name;
  std::uint16_t flags = 0;
  std::uint16_t method = 0;
  std::uint32_t crc = 0;
  std::uint32_t packed = 0;
  std::uint32_t unpacked = 0;
  std::uint64_t offset = 0;
};

std::uint16_t flags_for(std::string_view name) {
  const bool ascii = std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return ascii ? 0 : kFlagUtf8;
}

}  // namespace

struct Writer::State {
  State(OutputSink& sink, policy::Compression compression)
      : out(sink),
        start(sink.size()),
        packed(sink),
        deflate(packed, compression == policy::Compression::Fast ? DeflateLevel::Fast : DeflateLevel::Small),
        plain(packed) {}

  Result<void> write_central(const Written& entry);
  Result<void> write_end(std::uint64_t central_offset);

  OutputSink& out;
  std::uint64_t start;
  CountingSink packed;
  DeflateStage deflate;
  Crc32Stage plain;  // what data() hands out
  std::vector<Written> written;
  bool open = false;
};

Writer::Writer(OutputSink& out, policy::Compression compression) : state_(std::make_unique<State>(out, compression)) {}
Writer::~Writer() = default;

Result<void> Writer::begin(std::string_view name, bool store) {
  State& s = *state_;
  MUGAI_CHECK(!s.open && !name.empty());
  if (name.size() > 0xFFFF) return make_error(ErrorCode::TooLarge, "a member's name is too long for a ZIP file");
  const bool stored = store || name.back() == '/';
  Written entry{.name = std::string(name),
                .flags = flags_for(name),
                .method = stored ? kStored : kDeflated,
                .offset = s.out.size() - s.start};
  Record header;
  header.u32(kLocalSignature).u16(kVersion).u16(entry.flags).u16(entry.method).u16(kDosTime).u16(kDosDate);
  header.u32(0).u32(0).u32(0);  // CRC and sizes: end() fills them in
  header.u16(name.size()).u16(0).text(name);
  TRY(s.out.write(header.bytes()));
  s.packed.restart();
  if (stored) {
    s.plain.reset(s.packed);
  } else {
    s.deflate.reset(s.packed);
    s.plain.reset(s.deflate);
  }
  s.written.push_back(std::move(entry));
  s.open = true;
  return ok();
}

Sink& Writer::data() {
  MUGAI_CHECK(state_->open);
  return state_->plain;
}

Result<void> Writer::end() {
  State& s = *state_;
  MUGAI_CHECK(s.open);
  s.open = false;
  Written& entry = s.written.back();
  if (entry.method == kDeflated) TRY(s.deflate.end_stream());
  if (s.plain.size() > kMaxMemberBytes || s.packed.count() > kMaxMemberBytes) {
    return make_error(ErrorCode::TooLarge, "a member is too large for a ZIP file");
  }
  entry.crc = s.plain.crc();
  entry.packed = static_cast<std::uint32_t>(s.packed.count());
  entry.unpacked = static_cast<std::uint32_t>(s.plain.size());
  Record sizes;
  sizes.u32(entry.crc).u32(entry.packed).u32(entry.unpacked);
  constexpr std::uint64_t kCrcField = 14;  // 4.3.7
  return s.out.rewrite(s.start + entry.offset + kCrcField, sizes.bytes());
}

Result<void> Writer::add(std::string_view name, Bytes bytes, bool store) {
  TRY(begin(name, store));
  TRY(data().write(bytes));
  return end();
}

// 4.3.12; the offset goes into a zip64 extra field (4.5.3) where it does not fit.
Result<void> Writer::State::write_central(const Written& entry) {
  const bool far = entry.offset >= kNone32;
  constexpr std::uint32_t kDosFolder = 0x10;
  Record record;
  record.u32(kCentralSignature).u16(far ? kVersionZip64 : kVersion).u16(far ? kVersionZip64 : kVersion);
  record.u16(entry.flags).u16(entry.method).u16(kDosTime).u16(kDosDate);
  record.u32(entry.crc).u32(entry.packed).u32(entry.unpacked);
  record.u16(entry.name.size()).u16(far ? 12 : 0).u16(0).u16(0).u16(0);
  record.u32(entry.name.back() == '/' ? kDosFolder : 0);
  record.u32(far ? kNone32 : entry.offset).text(entry.name);
  if (far) record.u16(kExtraZip64).u16(8).u64(entry.offset);
  return out.write(record.bytes());
}

// 4.3.14 to 4.3.16.
Result<void> Writer::State::write_end(std::uint64_t central_offset) {
  const std::uint64_t end_offset = out.size() - start;
  const std::uint64_t central_size = end_offset - central_offset;
  const std::uint64_t count = written.size();
  Record record;
  if (count >= kNone16 || central_offset >= kNone32 || central_size >= kNone32) {
    record.u32(kZip64EndSignature).u64(kZip64EndBytes - 12).u16(kVersionZip64).u16(kVersionZip64);
    record.u32(0).u32(0).u64(count).u64(count).u64(central_size).u64(central_offset);
    record.u32(kZip64LocatorSignature).u32(0).u64(end_offset).u32(1);
  }
  const std::uint64_t count16 = std::min<std::uint64_t>(count, kNone16);
  record.u32(kEndSignature).u16(0).u16(0).u16(count16).u16(count16);
  record.u32(std::min<std::uint64_t>(central_size, kNone32)).u32(std::min<std::uint64_t>(central_offset, kNone32));
  record.u16(0);
  return out.write(record.bytes());
}

Result<void> Writer::finish() {
  State& s = *state_;
  MUGAI_CHECK(!s.open);
  const std::uint64_t central_offset = s.out.size() - s.start;
  for (const Written& entry : s.written)
    TRY(s.write_central(entry));
  TRY(s.write_end(central_offset));
  return s.out.finish();
}

}  // namespace mugai::zip
