// ISA-L's igzip: raw inflate, and deflate level 1 (the only file that sees its header).
//
// Inflate: the library buffers up to eight input bytes in its bit reader; what it holds at the end of the stream is
// given back by counting, so that bytes behind the stream are seen. Deflate: the level buffer (about 300 KiB) is
// allocated once an engine and survives reset(); blocks always come in the same size (deflate.cc), so the library's
// decisions depend on the bytes alone.
#include "lib/stream/isal.h"

#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <array>
#include <memory>

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

class IsalDeflateEngine final : public DeflateEngine {
 public:
  // The library prepares of its buffer what it uses: clearing all of it costs a small document most of its time.
  IsalDeflateEngine() : level_buffer_(new std::uint8_t[kLevelBytes]), out_(new std::uint8_t[kOutBytes]) {
    isal_deflate_init(&stream_);
    configure();
  }

  void reset() override {
    isal_deflate_reset(&stream_);
    configure();
  }

  Result<void> compress(Bytes block, bool last, Sink& out) override {
    stream_.next_in = unconst(block);
    stream_.avail_in = checked_cast<std::uint32_t>(block.size());
    stream_.end_of_stream = last ? 1 : 0;
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
  void configure() {
    stream_.level = 1;
    stream_.level_buf = level_buffer_.get();
    stream_.level_buf_size = kLevelBytes;
    stream_.flush = NO_FLUSH;
    stream_.gzip_flag = IGZIP_DEFLATE;
    stream_.end_of_stream = 0;
  }

  isal_zstream stream_;
  std::unique_ptr<std::uint8_t[]> level_buffer_;
  std::unique_ptr<std::uint8_t[]> out_;
};

}  // namespace

std::unique_ptr<DeflateEngine> make_fast_deflate_engine() {
  return std::make_unique<IsalDeflateEngine>();
}

}  // namespace mugai
