// JBIG2 (ITU-T T.88) by jbig2dec: the only file that sees its header. In, out and limits: pictures.h.
// The library allocates through a counter, so that a small stream cannot make it hold more than kMaxMemory; its
// messages are dropped. Symbols, text, halftone and generic regions are all its own business: what comes back is a
// bitmap.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "lib/formats/pdf/pictures.h"

// Last: the header includes nothing that it uses.
#include <jbig2.h>

namespace mugai::pdf {
namespace {

constexpr std::size_t kMaxMemory = std::size_t{96} << 20;

// In front of each block stands its size.
struct Allocator {
  Jbig2Allocator base;
  std::size_t used = 0;
};
struct alignas(std::max_align_t) Header {
  std::size_t size = 0;
};

void* take(Jbig2Allocator* allocator, std::size_t size) {
  auto& own = *reinterpret_cast<Allocator*>(allocator);
  if (size > kMaxMemory || own.used > kMaxMemory - size) return nullptr;
  auto* block = static_cast<Header*>(std::malloc(sizeof(Header) + size));
  if (block == nullptr) return nullptr;
  block->size = size;
  own.used += size;
  return block + 1;
}

void give(Jbig2Allocator* allocator, void* pointer) {
  if (pointer == nullptr) return;
  Header* block = static_cast<Header*>(pointer) - 1;
  reinterpret_cast<Allocator*>(allocator)->used -= block->size;
  std::free(block);
}

void* change(Jbig2Allocator* allocator, void* pointer, std::size_t size) {
  void* made = take(allocator, size);
  if (made != nullptr && pointer != nullptr) {
    const Header* old = static_cast<Header*>(pointer) - 1;
    std::copy_n(static_cast<const std::uint8_t*>(pointer), std::min(old->size, size), static_cast<std::uint8_t*>(made));
  }
  if (made != nullptr) give(allocator, pointer);
  return made;
}

void say_nothing(void* /*data*/, const char* /*message*/, Jbig2Severity /*severity*/, std::uint32_t /*segment*/) {}

struct Freed {
  void operator()(Jbig2Ctx* context) const { jbig2_ctx_free(context); }
};
struct GlobalsFreed {
  void operator()(Jbig2GlobalCtx* globals) const { jbig2_global_ctx_free(globals); }
};

}  // namespace

Result<Buffer> decode_jbig2(Bytes untrusted_data, Bytes untrusted_globals, std::uint32_t width, std::uint32_t height) {
  Allocator allocator{{take, give, change}, 0};
  std::unique_ptr<Jbig2GlobalCtx, GlobalsFreed> globals;
  if (!untrusted_globals.empty()) {
    std::unique_ptr<Jbig2Ctx, Freed> reader(
        jbig2_ctx_new(&allocator.base, JBIG2_OPTIONS_EMBEDDED, nullptr, say_nothing, nullptr));
    if (reader == nullptr) return make_error(ErrorCode::OutOfMemory);
    (void)jbig2_data_in(reader.get(), untrusted_globals.data(), untrusted_globals.size());
    globals.reset(jbig2_make_global_ctx(reader.release()));
  }
  const std::unique_ptr<Jbig2Ctx, Freed> context(
      jbig2_ctx_new(&allocator.base, JBIG2_OPTIONS_EMBEDDED, globals.get(), say_nothing, nullptr));
  if (context == nullptr) return make_error(ErrorCode::OutOfMemory);
  if (jbig2_data_in(context.get(), untrusted_data.data(), untrusted_data.size()) < 0) {
    return make_error(ErrorCode::Malformed, "a damaged JBIG2 picture, or one of a rare kind");
  }
  (void)jbig2_complete_page(context.get());
  Jbig2Image* page = jbig2_page_out(context.get());
  if (page == nullptr) return make_error(ErrorCode::Malformed, "a damaged JBIG2 picture");
  const std::size_t row_bytes = (width + 7) / 8;
  Buffer out(row_bytes * height, 0xFF);
  const std::size_t have = std::min<std::size_t>(row_bytes, page->stride);
  for (std::uint32_t y = 0; y < std::min(height, page->height); ++y) {
    const std::uint8_t* row = page->data + std::size_t{y} * page->stride;
    for (std::size_t i = 0; i < have; ++i)
      out[y * row_bytes + i] = static_cast<std::uint8_t>(~row[i]);
  }
  jbig2_release_page(context.get(), page);
  return out;
}

}  // namespace mugai::pdf
