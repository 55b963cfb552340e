// Decoders of the filters that inline images may use (ISO 32000-1 7.4, 8.9.7), each told by its own data where it ends.
//
// In:     bytes that begin with the encoded data and go on with whatever follows it.
// Out:    decoded bytes, at most `limit`; and how many bytes of the input were the encoded data with its end marker.
// Known gap: no Crypt, JBIG2 or JPX filter: inline images cannot have them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "lib/base/bytes.h"

namespace mugai::pdf {

enum class Filter : std::uint8_t { AsciiHex, Ascii85, Lzw, Flate, RunLength, Fax, Dct };

// By full or abbreviated name (Table 94), without slash.
std::optional<Filter> find_filter(std::string_view name) noexcept;

struct Decoded {
  Buffer data;
  std::size_t consumed = 0;
  bool complete = false;  // the end marker was reached without damage; else `data` is what came before the damage
};

struct DecodeParameters {  // Table 8
  std::uint32_t predictor = 1;
  std::uint32_t colors = 1;
  std::uint32_t bits = 8;
  std::uint32_t columns = 1;
  bool early_change = true;
};

Decoded decode_ascii_hex(Bytes input, std::size_t limit);
Decoded decode_ascii85(Bytes input, std::size_t limit);
Decoded decode_lzw(Bytes input, std::size_t limit, bool early_change);
Decoded decode_flate(Bytes input, std::size_t limit);
Decoded decode_run_length(Bytes input, std::size_t limit);

// Undoes predictor 2 (TIFF) or 10..15 (PNG) in place; false where the parameters make no sense.
bool undo_predictor(Buffer& data, const DecodeParameters& parameters);

// Bytes of the JPEG file at the beginning of `input`, up to and with its EOI marker; nullopt where there is none.
std::optional<std::size_t> jpeg_length(Bytes input);

}  // namespace mugai::pdf
