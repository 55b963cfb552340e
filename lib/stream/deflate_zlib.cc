// zlib level 6, raw: what a policy with small output asks for (the only file that sees zlib's header).
#include <zlib.h>

#include "lib/stream/deflate.h"

namespace mugai {
namespace {

constexpr std::size_t kOutBytes = 64 * 1024;
constexpr int kRawWindowBits = -15;
constexpr int kMemoryLevel = 8;

class ZlibDeflateEngine final : public DeflateEngine {
 public:
  ZlibDeflateEngine() : out_(kOutBytes) {
    MUGAI_CHECK(deflateInit2(&stream_, 6, Z_DEFLATED, kRawWindowBits, kMemoryLevel, Z_DEFAULT_STRATEGY) == Z_OK);
  }
  ~ZlibDeflateEngine() override { deflateEnd(&stream_); }
  ZlibDeflateEngine(const ZlibDeflateEngine&) = delete;
  ZlibDeflateEngine& operator=(const ZlibDeflateEngine&) = delete;

  void reset() override { MUGAI_CHECK(deflateReset(&stream_) == Z_OK); }

  Result<void> compress(Bytes block, bool last, Sink& out) override {
    stream_.next_in = const_cast<Bytef*>(block.data());  // zlib only reads it
    stream_.avail_in = checked_cast<uInt>(block.size());
    int code = Z_OK;
    do {
      stream_.next_out = out_.data();
      stream_.avail_out = kOutBytes;
      code = deflate(&stream_, last ? Z_FINISH : Z_NO_FLUSH);
      MUGAI_CHECK(code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR);
      const std::size_t made = kOutBytes - stream_.avail_out;
      if (made > 0) TRY(out.write(Bytes(out_).first(made)));
    } while (stream_.avail_out == 0 || stream_.avail_in > 0 || (last && code != Z_STREAM_END));
    return ok();
  }

 private:
  z_stream stream_{};
  Buffer out_;
};

}  // namespace

std::unique_ptr<DeflateEngine> make_small_deflate_engine() {
  return std::make_unique<ZlibDeflateEngine>();
}

}  // namespace mugai
