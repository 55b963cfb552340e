// Small pictures of every kind made in memory, honest ones and ones that lie, for tests, samples and fuzz seeds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mugai::testing {

// PNG: pieces to put together. `data` of a chunk gets its length and CRC.
std::string png_chunk(std::string_view type, std::string_view data);
std::string png_header(std::uint32_t width, std::uint32_t height, int depth, int color, bool interlaced = false);
std::string png_data(std::string_view lines);  // one IDAT chunk: zlib stream of stored blocks
// 4 x 4 RGB with `before` the pixels, `after` them and `tail` behind the end.
std::string make_png(std::string_view before = {}, std::string_view after = {}, std::string_view tail = {});

// Three finder patterns and noise, as in a QR code of 29 modules, each `module` pixels wide.
std::string make_code_png(int module);

// JPEG: marker and body with its length.
std::string jpeg_segment(int marker, std::string_view body);
// 16 x 16 grey with `segments` behind the start and `tail` behind the end.
std::string make_jpeg(std::string_view segments = {}, std::string_view tail = {});
// APP1 with an EXIF block: orientation, and a GPS tag that says `secret`.
std::string exif_app1(int orientation, std::string_view secret);
// A matrix profile as monitors have it: `gamma` in 1/256; with a description that says `secret`.
std::string icc_profile(int gamma, std::string_view secret);

// GIF: two frames of 2 x 2 with `extra` blocks in front of them.
std::string make_gif(std::string_view extra = {}, std::string_view tail = {}, int delay = 50, bool outside = false);

// BMP: 4 x 2 of 24 bits, with `gap` in front of the pixels; header V5 with a linked profile where `profile` is given.
std::string make_bmp(std::string_view gap = {}, std::string_view profile = {}, std::string_view tail = {});
// 8 bits, run-length coded.
std::string make_rle_bmp();

// TIFF: pages of 8 x 8 grey, uncompressed; the first has `description` and a private tag.
std::string make_tiff(int pages, std::string_view description = {}, bool loop = false);

// ICO (type 1) or CUR (type 2) with a 4 x 4 bitmap of 24 bits, and a PNG where asked.
std::string make_ico(int type = 1, bool with_png = true, std::string_view gap = {});

// WebP: lossless 2 x 2, with an EXIF chunk that says `secret`.
std::string make_webp(std::string_view secret = {});

std::string u16le(std::uint32_t value);
std::string u32le(std::uint32_t value);
std::string u16be(std::uint32_t value);
std::string u32be(std::uint32_t value);

}  // namespace mugai::testing
