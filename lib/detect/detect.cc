#include "lib/detect/detect.h"

#include <algorithm>

#include "lib/base/bytes.h"
#include "lib/detect/names.h"
#include "lib/detect/sniff.h"
#include "lib/detect/types.h"

namespace mugai::detect {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t kHeadBytes = 64 * 1024;
constexpr std::uint64_t kMagicBytes = 16 * 1024;
constexpr std::uint64_t kPdfMarkWithin = 1024;  // readers accept the mark anywhere in the first KiB
constexpr std::uint64_t kIsoMarkOffset = 0x8001;

constexpr std::string_view kCfbMark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

std::string (*describer)(Bytes head) = nullptr;

std::string_view by_signature(Bytes head) {
  for (const Signature& signature : signatures()) {
    if (head.size() >= signature.offset && starts_with(head.subspan(signature.offset), signature.bytes)) {
      return signature.type;
    }
  }
  return {};
}

// ISO 9660 and UDF volumes begin at sector 16; a disk image file may have a footer instead (fixed VHD).
bool is_disk_image(Bytes head) {
  if (head.size() < kIsoMarkOffset + 5) return false;
  const Bytes mark = head.subspan(kIsoMarkOffset);
  return starts_with(mark, "CD001") || starts_with(mark, "BEA01") || starts_with(mark, "NSR0");
}

//   bmp = "BM" size(4) zero(4) data-offset(4) header-size(4)
bool is_bmp(Bytes head) {
  if (!starts_with(head, "BM") || head.size() < 26) return false;
  Cursor cursor(head.subspan(14));
  const std::uint32_t header = cursor.u32le().value();
  return header == 12 || (header >= 40 && header <= 124);
}

// MPEG audio: sync word, and layer, bit rate and rate that are not reserved.
bool is_mp3(Bytes head) {
  return head.size() >= 4 && head[0] == 0xFF && (head[1] & 0xE6) == 0xE2 && (head[2] & 0xF0) != 0xF0 &&
         (head[2] & 0x0C) != 0x0C;
}

// Without a signature in front. Order: containers that programs look for anywhere, then text.
Result<std::string_view> without_signature(Source& source, Bytes head, std::string_view claimed_extension) {
  if (is_bmp(head)) return "bmp"sv;
  if (is_disk_image(head)) return "disk-image"sv;
  if (as_text(head.first(std::min<std::size_t>(head.size(), kPdfMarkWithin))).find("%PDF-") != std::string_view::npos) {
    return "pdf"sv;
  }
  TRY_ASSIGN(const bool zip, has_zip_end(source));
  if (zip) return sniff_zip(source);
  if (claimed_extension == "dbf") return "old-sheet"sv;  // its first byte is but a version number
  const std::string_view text = sniff_text(head, claimed_extension);
  if (!text.empty()) return text;
  return is_mp3(head) ? "mp3"sv : "unknown"sv;
}

Result<std::string_view> find_out(Source& source, Bytes head, std::string_view claimed_extension) {
  if (head.empty()) return "empty"sv;
  for (const std::string_view mark : {"PK\x03\x04"sv, "PK\x05\x06"sv, "PK\x07\x08"sv, "PK00PK\x03\x04"sv}) {
    if (starts_with(head, mark)) return sniff_zip(source);
  }
  if (starts_with(head, kCfbMark)) return sniff_cfb(source);
  const std::string_view signed_type = by_signature(head);
  if (!signed_type.empty()) return signed_type;
  return without_signature(source, head, claimed_extension);
}

}  // namespace

void describe_unknown_with(std::string (*describe)(Bytes head)) noexcept {
  describer = describe;
}

Result<Detected> identify(Source& source, const FileClaim& claim) {
  TRY_ASSIGN(const Buffer head, source.read_buffer(0, std::min(source.size(), kHeadBytes)));
  const std::string extension = effective_extension(claim.untrusted_name);
  TRY_ASSIGN(const std::string_view type, find_out(source, head, extension));
  const TypeRow* row = find_type(type);
  MUGAI_CHECK(row != nullptr);
  Detected detected;
  detected.type = row->type;
  detected.extension = row->extensions.substr(0, row->extensions.find(' '));
  // Of several extensions of one type the claimed one is as good as the first.
  if (!extension.empty() && has_extension(*row, extension)) detected.extension = extension;
  detected.mime = row->mime;
  detected.group = row->group;
  detected.catalogue = row->catalogue;
  if (row->group == Group::Unknown && describer != nullptr) {
    detected.note = describer(Bytes(head).first(std::min<std::size_t>(head.size(), kMagicBytes)));
  }
  return detected;
}

}  // namespace mugai::detect
