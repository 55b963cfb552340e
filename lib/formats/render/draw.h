// Drawing: a PDF, rebuilt before, as pixels or as its words. The one file of this that knows mupdf is draw.cc.
//
// In:     the whole document in memory, which must outlive the Drawer.
// Out:    rows of RGB, or the words of one page; sizes are the caller's.
// Limits: those of the order (core/render.h); memory by the process's limit. No script runs: the engine for it is not
//         linked (unreached.cc). Nothing is opened: fonts that a document does not hold are the library's own, or were
//         mapped by prepare().
// Known gaps: README.md.
#pragma once

#include <cstdint>
#include <memory>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/core/render.h"
#include "lib/formats/render/run_builder.h"
#include "lib/stream/sink.h"

namespace mugai::render {

// Makes the library ready and maps the machine's fonts. Once a process, before it is locked; nothing else works
// without.
Result<void> prepare();

class Drawer {
 public:
  // Error Malformed, OutOfMemory.
  static Result<std::unique_ptr<Drawer>> open(Bytes document);
  ~Drawer();
  Drawer(const Drawer&) = delete;
  Drawer& operator=(const Drawer&) = delete;

  [[nodiscard]] std::uint32_t page_count() const noexcept { return page_count_; }
  // Rows of RGB of exactly picture_bytes(size). True where all could be drawn, false where the library gave parts of
  // the page up. Errors: those of `out`; Malformed, OutOfMemory where the page cannot be drawn at all.
  Result<bool> pixels(std::uint32_t page, const PageSize& size, Sink& out);
  // The words as they would stand in that picture. Errors as above.
  Result<void> words(std::uint32_t page, const PageSize& size, RunBuilder& into);

 private:
  struct Impl;
  explicit Drawer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
  std::uint32_t page_count_ = 0;
};

}  // namespace mugai::render
