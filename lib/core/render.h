// Drawing: what a handler asks for that needs the pages of a document as pictures (formats/pdf/flatten). The document
// is drawn by a program of its own (Family::Render), and only after it has been rebuilt.
//
// The answer's size is fixed before anything is drawn. Pixels: rows of RGB, three bytes a pixel, top down, without
// gaps, page after page: exactly answer_bytes(). Words: the format of formats/render/words.h, at most
// answer_bytes(). Pages are numbered from 0, their sizes are in pixels; the visible part of a page, turned as it is
// shown, fills its picture exactly.
// Limits: below; whoever takes an order checks it.
#pragma once

#include <cstdint>
#include <vector>

#include "lib/base/result.h"

namespace mugai {

enum class RenderKind : std::uint8_t { Pixels, Words };
inline constexpr int kRenderKindCount = 2;

struct PageSize {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
};

struct RenderOrder {
  RenderKind kind = RenderKind::Pixels;
  std::uint32_t first_page = 0;
  std::vector<PageSize> pages;  // that follow one another from first_page
};

inline constexpr std::size_t kMaxPagesAtOnce = 64;           // of one order
inline constexpr std::uint32_t kMaxDocumentPages = 20'000;   // first_page and what follows
inline constexpr std::uint32_t kMaxPageSide = 16'384;        // pixels
inline constexpr std::uint64_t kMaxPagePixels = 20'000'000;  // A0 at 110 dpi, A3 at 300 dpi
inline constexpr std::uint64_t kMaxAnswerBytes = std::uint64_t{96} << 20;
inline constexpr std::uint64_t kMaxWordsBytes = std::uint64_t{16} << 20;

// Error Malformed where the order is empty or over a limit.
Result<void> check(const RenderOrder& order);
// Of an order that check() has passed.
std::uint64_t answer_bytes(const RenderOrder& order) noexcept;
std::uint64_t picture_bytes(const PageSize& page) noexcept;  // rows of RGB

}  // namespace mugai
