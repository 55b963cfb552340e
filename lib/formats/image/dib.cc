#include "lib/formats/image/dib.h"

#include <algorithm>
#include <bit>

#include "lib/formats/image/dib_rle.h"
#include "lib/formats/image/raster.h"
#include "lib/formats/image/write.h"

namespace mugai::image {
namespace {

constexpr std::uint32_t kCoreBytes = 12;
constexpr std::uint32_t kInfoBytes = 40;
constexpr std::uint32_t kV4Bytes = 108;
constexpr std::uint32_t kLinkedProfile = 0x4C494E4B;    // "LINK": the bytes are the path of a profile (IMG-010)
constexpr std::uint32_t kEmbeddedProfile = 0x4D424544;  // "MBED"
constexpr std::int32_t kMaxPerMeter = 1'000'000;

// One run of bits, apart from the others.
bool masks_fit(const DibHeader& header) {
  std::uint32_t seen = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const std::uint32_t mask = header.masks[i];
    if (mask == 0 && i == 3) continue;
    if (mask == 0 || (mask & seen) != 0) return false;
    if (((mask >> std::countr_zero(mask)) & ((mask >> std::countr_zero(mask)) + 1)) != 0) return false;
    if (header.bits == 16 && mask > 0xFFFF) return false;
    seen |= mask;
  }
  return true;
}

// bitmap core header = size(4) width(2) height(2) planes(2) bits(2)
Result<void> read_core(Cursor& in, DibHeader& header) {
  TRY_ASSIGN(header.width, in.u16le());
  TRY_ASSIGN(header.height, in.u16le());
  TRY(in.skip(2));
  TRY_ASSIGN(header.bits, in.u16le());
  return ok();
}

struct Info {
  std::uint32_t coding = 0;
  std::uint32_t colors = 0;
};

// bitmap info header = size(4) width(4) height(4) planes(2) bits(2) coding(4) image size(4) x(4) y(4) colours(4)
// important(4)
Result<Info> read_info(Cursor& in, DibHeader& header) {
  Info info;
  TRY_ASSIGN(const std::uint32_t width, in.u32le());
  TRY_ASSIGN(const std::uint32_t raw_height, in.u32le());
  const auto height = static_cast<std::int32_t>(raw_height);
  header.width = width;
  header.top_down = height < 0;
  header.height = header.top_down ? 0U - raw_height : raw_height;
  TRY(in.skip(2));
  TRY_ASSIGN(header.bits, in.u16le());
  TRY_ASSIGN(info.coding, in.u32le());
  TRY(in.skip(4));
  TRY_ASSIGN(const std::uint32_t x, in.u32le());
  TRY_ASSIGN(const std::uint32_t y, in.u32le());
  const auto sensible = [](std::uint32_t value) {
    const auto number = static_cast<std::int32_t>(value);
    return number > 0 && number <= kMaxPerMeter ? number : 0;
  };
  header.per_meter_x = sensible(x);
  header.per_meter_y = sensible(y);
  TRY_ASSIGN(info.colors, in.u32le());
  TRY(in.skip(4));
  return info;
}

Result<void> settle_coding(const Info& info, DibHeader& header) {
  const bool deep = header.bits == 16 || header.bits == 32;
  if (info.coding == 0) {
    header.coding = DibCoding::Plain;
  } else if (info.coding == 1 && header.bits == 8 && !header.top_down) {
    header.coding = DibCoding::Rle8;
  } else if (info.coding == 2 && header.bits == 4 && !header.top_down) {
    header.coding = DibCoding::Rle4;
  } else if ((info.coding == 3 || info.coding == 6) && deep) {
    header.coding = DibCoding::Masks;
  } else {
    return make_error(ErrorCode::Unsupported, "a bitmap in a coding that is not rebuilt");  // JPEG, PNG, OS/2, CMYK
  }
  return ok();
}

Result<void> read_masks(Cursor& in, std::uint32_t size, std::uint32_t coding, DibHeader& header) {
  const std::size_t count = size >= 56 || coding == 6 ? 4 : 3;
  for (std::size_t i = 0; i < count; ++i) {
    TRY_ASSIGN(header.masks[i], in.u32le());
  }
  if (!masks_fit(header)) return make_error(ErrorCode::Malformed, "a bitmap's colour masks are wrong");
  return ok();
}

Result<void> read_colors(Cursor& in, std::uint32_t count, bool core, DibHeader& header, ImageReport& report) {
  if (header.bits > 8) {
    if (count > 0) {  // colours that nothing uses
      TRY(in.skip(std::uint64_t{count} * 4));
      report.removed("IMG-010", "colours that are not used");
    }
    return ok();
  }
  const std::uint32_t most = 1U << header.bits;
  if (count == 0) count = most;
  if (count > 65536) return make_error(ErrorCode::Malformed, "a bitmap has too many colours");
  for (std::uint32_t i = 0; i < count; ++i) {
    TRY_ASSIGN(const Bytes color, in.take(core ? 3 : 4));
    if (i >= most) continue;
    put(header.colors, color.first(3));
    header.colors.push_back(0);
  }
  if (count > most) report.removed("IMG-010", "colours that are not used");
  return ok();
}

}  // namespace

Result<DibHeader> read_dib_header(Bytes bytes, DibUse use, const ImageLimits& limits, ImageReport& report) {
  Cursor in(bytes);
  DibHeader header;
  TRY_ASSIGN(const std::uint32_t size, in.u32le());
  const bool core = size == kCoreBytes;
  if (!core && (size < kInfoBytes || size > 124)) {
    return make_error(ErrorCode::Unsupported, "a bitmap header that is not known");
  }
  Info info;
  if (core) {
    TRY(read_core(in, header));
  } else {
    TRY_ASSIGN(info, read_info(in, header));
  }
  constexpr std::array<std::uint16_t, 7> kBits = {1, 2, 4, 8, 16, 24, 32};
  if (std::find(kBits.begin(), kBits.end(), header.bits) == kBits.end()) {
    return make_error(ErrorCode::Unsupported, "a bitmap of a depth that is not known");
  }
  TRY(settle_coding(info, header));
  if (use == DibUse::Icon) header.height /= 2;
  TRY(check_size(header.width, header.height, (header.bits + 7U) / 8U, limits));
  const bool masks = header.coding == DibCoding::Masks;
  if (masks) TRY(read_masks(in, size, info.coding, header));
  if (size > in.offset()) {  // colour space, and what else longer headers hold
    TRY_ASSIGN(const Bytes rest, in.take(size - in.offset()));
    if (size >= kV4Bytes && size - rest.size() <= 56) {
      Cursor space(bytes.subspan(56));
      TRY_ASSIGN(const std::uint32_t kind, space.u32le());
      if (kind == kLinkedProfile) report.removed("IMG-010", "path of a colour profile");
      if (kind == kEmbeddedProfile) report.removed("IMG-004", "colour profile");
    }
  }
  TRY(read_colors(in, info.colors, core, header, report));
  header.header_bytes = in.offset();
  return header;
}

Buffer write_dib_header(const DibHeader& header, DibUse use, std::uint64_t image_bytes) {
  const bool masks = header.coding == DibCoding::Masks;
  const bool alpha = masks && header.masks[3] != 0;
  Buffer out;
  put_le(out, alpha ? kV4Bytes : kInfoBytes, 4);
  put_le(out, header.width, 4);
  const std::uint32_t height = use == DibUse::Icon ? header.height * 2 : header.height;
  put_le(out, header.top_down ? 0U - height : height, 4);
  put_le(out, 1, 2);
  put_le(out, header.bits, 2);
  put_le(out, static_cast<std::uint8_t>(header.coding), 4);
  put_le(out, image_bytes, 4);
  put_le(out, static_cast<std::uint32_t>(header.per_meter_x), 4);
  put_le(out, static_cast<std::uint32_t>(header.per_meter_y), 4);
  put_le(out, header.colors.size() / 4, 4);
  put_le(out, 0, 4);
  for (std::size_t i = 0; masks && i < (alpha ? 4U : 3U); ++i)
    put_le(out, header.masks[i], 4);
  if (alpha) {
    put_le(out, 0x73524742, 4);  // sRGB: no end points, no gamma
    out.resize(kV4Bytes);
  }
  put(out, Bytes(header.colors));
  return out;
}

Result<Buffer> rebuild_dib_bits(const DibHeader& header, Bytes bits, ImageReport& report, std::uint64_t* used) {
  if (header.coding == DibCoding::Rle8 || header.coding == DibCoding::Rle4) {
    TRY_ASSIGN(const RleRows rows, rle_decode(header, bits));
    if (!rows.clean) report.rewritten("IMG-010", "damaged pixels");
    if (used != nullptr) *used = rows.used;
    return rle_encode(header, rows);
  }
  const auto row_bytes = static_cast<std::size_t>(header.row_bytes());
  const std::uint64_t filled = std::uint64_t{header.width} * header.bits;
  Cursor in(bits);
  Buffer out;
  bool hidden = false;  // what stands between the rows
  for (std::uint32_t y = 0; y < header.height; ++y) {
    // The last row's filling may be missing.
    const std::uint64_t wanted =
        y + 1 == header.height ? std::min<std::uint64_t>(row_bytes, in.remaining()) : row_bytes;
    if (wanted < (filled + 7) / 8) return make_error(ErrorCode::Truncated, "a bitmap has too few rows", in.offset());
    TRY_ASSIGN(const Bytes row, in.take(wanted));
    const auto whole = static_cast<std::size_t>(filled / 8);
    put(out, row.first(whole));
    std::size_t left = row_bytes - whole;
    if (filled % 8 != 0) {
      const unsigned keep = 0xFF00U >> (filled % 8);
      out.push_back(static_cast<std::uint8_t>(row[whole] & keep & 0xFFU));
      hidden = hidden || (row[whole] & ~keep & 0xFFU) != 0;
      --left;
    }
    const Bytes filling = row.subspan(row.size() - std::min<std::size_t>(left, row.size() - (filled + 7) / 8));
    hidden = hidden || std::any_of(filling.begin(), filling.end(), [](std::uint8_t byte) { return byte != 0; });
    out.resize(out.size() + left);
  }
  if (used != nullptr) *used = in.offset();
  if (hidden) report.removed("IMG-005", "data between the rows");
  return out;
}

Result<Dib> rebuild_dib(Bytes header_bytes, Bytes bits, const ImageLimits& limits, ImageReport& report) {
  TRY_ASSIGN(const DibHeader header, read_dib_header(header_bytes, DibUse::Metafile, limits, report));
  TRY_ASSIGN(Buffer rows, rebuild_dib_bits(header, bits, report));
  Buffer head = write_dib_header(header, DibUse::Metafile, rows.size());
  return Dib{std::move(head), std::move(rows)};
}

}  // namespace mugai::image
