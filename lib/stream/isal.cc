// ISA-L's igzip: raw inflate, and deflate level 1 (the only file that sees its header).
//
// Inflate: the library buffers up to eight input bytes in its bit reader; what it holds at the end of the stream is
// given back by counting, so that bytes behind the stream are seen. Deflate: the level buffer (about 300 KiB) is
// allocated once an engine and survives reset(); blocks always come in the same size (deflate.cc). ISA-L 2.30 chooses
// otherwise, in about one short stream of a thousand and by a byte or two, where its state lies at another address or
// holds what an earlier stream left: the state lies at a fixed place and starts from zeros, so that the same input
// gives the same bytes in every process.
#include "lib/stream/isal.h"

#include <isa-l/igzip_lib.h>
#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstring>
#include <memory>

#include "lib/base/check.h"
#include "lib/stream/deflate.h"

namespace mugai {
namespace {

constexpr std::size_t kOutBytes = 64 * 1024;
constexpr std::uint32_t kLevelBytes = ISAL_DEF_LVL1_DEFAULT;

// The library's input pointers are not const, but it only reads.
std::uint8_t* unconst(Bytes bytes) noexcept {
  return const_cast<std::uint8_t*>(bytes.data());
}

}  // namespace

namespace isal {

struct Inflater::State {
  inflate_state stream;
  std::array<std::uint8_t, kOutBytes> out;
};

Inflater::Inflater() : state_(std::make_unique_for_overwrite<State>()) {
  reset();
}
Inflater::~Inflater() = default;
Inflater::Inflater(Inflater&&) noexcept = default;
Inflater& Inflater::operator=(Inflater&&) noexcept = default;

void Inflater::reset() noexcept {
  isal_inflate_init(&state_->stream);
  state_->stream.crc_flag = ISAL_DEFLATE;
}

Result<Inflater::Step> Inflater::step(Bytes input) {
  inflate_state& s = state_->stream;
  const auto offered = static_cast<std::uint32_t>(std::min<std::size_t>(input.size(), std::size_t{1} << 30));
  s.next_in = unconst(input);
  s.avail_in = offered;
  s.next_out = state_->out.data();
  s.avail_out = kOutBytes;
  const int code = isal_inflate(&s);
  if (code < 0) return make_error(ErrorCode::Malformed, "the deflate stream is damaged");
  if (code == ISAL_NEED_DICT) return make_error(ErrorCode::Malformed, "the deflate stream needs a dictionary");
  Step step;
  step.output = Bytes(state_->out).first(kOutBytes - s.avail_out);
  step.consumed = offered - s.avail_in;
  if (s.block_state == ISAL_BLOCK_FINISH) {
    // Whole bytes left in the bit reader belong to what follows; some may have come with an earlier input.
    step.surplus = static_cast<std::size_t>(std::max(s.read_in_length, 0)) / 8;
    step.progress = Progress::Done;
  } else {
    step.progress = s.avail_out == 0 ? Progress::MoreOutput : Progress::NeedInput;
  }
  return step;
}

}  // namespace isal

namespace {

// Places for the states of engines, each at an address of its own that is the same in every process. An engine takes
// the first that is free: handlers use them in the same order for the same input. Data alone, never executable.
class StatePlace {
 public:
  StatePlace() {
    while ((taken_.fetch_or(std::uint64_t{1} << index_) >> index_ & 1) != 0) {
      ++index_;
      MUGAI_CHECK(index_ < kPlaces);
    }
    void* const wanted = reinterpret_cast<void*>(kBase + index_ * kPlaceBytes);
    void* const got = ::mmap(wanted, sizeof(isal_zstream), PROT_READ | PROT_WRITE,
                             MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    MUGAI_CHECK(got == wanted);
    state_ = static_cast<isal_zstream*>(got);
  }
  ~StatePlace() {
    ::munmap(state_, sizeof(isal_zstream));
    taken_.fetch_and(~(std::uint64_t{1} << index_));
  }
  StatePlace(const StatePlace&) = delete;
  StatePlace& operator=(const StatePlace&) = delete;
  [[nodiscard]] isal_zstream& get() noexcept { return *state_; }

 private:
  static constexpr std::uintptr_t kBase = 0x4D5500000000;
  static constexpr std::uintptr_t kPlaceBytes = std::uintptr_t{1} << 20;
  static constexpr unsigned kPlaces = 64;
  static_assert(sizeof(isal_zstream) <= kPlaceBytes);
  static inline std::atomic<std::uint64_t> taken_{0};
  unsigned index_ = 0;
  isal_zstream* state_ = nullptr;
};

class IsalDeflateEngine final : public DeflateEngine {
 public:
  // The level buffer is written before it is read: clearing it costs a small document most of its time.
  IsalDeflateEngine() : level_buffer_(new std::uint8_t[kLevelBytes]), out_(new std::uint8_t[kOutBytes]) { begin(); }

  // As new memory is: zeros, as far as earlier streams have written. The library keeps input in `buffer`; `head`
  // behind it belongs to level 0. Untouched pages stay so: a small document has most of them.
  void reset() override {
    std::memset(&stream_, 0, kBufferBegin + std::min(kept_bytes_, sizeof stream_.internal_state.buffer));
    begin();
  }

  Result<void> compress(Bytes block, bool last, Sink& out) override {
    stream_.next_in = unconst(block);
    stream_.avail_in = checked_cast<std::uint32_t>(block.size());
    stream_.end_of_stream = last ? 1 : 0;
    kept_bytes_ += block.size();
    do {
      stream_.next_out = out_.get();
      stream_.avail_out = kOutBytes;
      MUGAI_CHECK(isal_deflate(&stream_) == COMP_OK);
      const std::size_t made = kOutBytes - stream_.avail_out;
      if (made > 0) TRY(out.write(Bytes(out_.get(), made)));
    } while (stream_.avail_out == 0 || stream_.avail_in > 0 || (last && stream_.internal_state.state != ZSTATE_END));
    return ok();
  }

 private:
  void begin() {
    isal_deflate_init(&stream_);
    stream_.level = 1;
    stream_.level_buf = level_buffer_.get();
    stream_.level_buf_size = kLevelBytes;
    stream_.flush = NO_FLUSH;
    stream_.gzip_flag = IGZIP_DEFLATE;
    stream_.end_of_stream = 0;
  }

  static constexpr std::size_t kBufferBegin = offsetof(isal_zstream, internal_state) + offsetof(isal_zstate, buffer);

  std::size_t kept_bytes_ = 0;  // of all streams, at most
  StatePlace place_;
  isal_zstream& stream_ = place_.get();
  std::unique_ptr<std::uint8_t[]> level_buffer_;
  std::unique_ptr<std::uint8_t[]> out_;
};

}  // namespace

std::unique_ptr<DeflateEngine> make_fast_deflate_engine() {
  return std::make_unique<IsalDeflateEngine>();
}

}  // namespace mugai
