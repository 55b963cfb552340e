#include "lib/detect/detect.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/base/bytes.h"
#include "lib/detect/names.h"
#include "lib/detect/sniff.h"
#include "lib/detect/types.h"

namespace mugai::detect {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t kHeadBytes = 64 * 1024;
constexpr std::uint64_t kMarkBytes = 8;  // no mark of kZipMarks is longer
constexpr std::uint64_t kMagicBytes = 16 * 1024;
constexpr std::uint64_t kPdfMarkWithin = 1024;  // readers accept the mark anywhere in the first KiB
constexpr std::uint64_t kIsoMarkOffset = 0x8001;
constexpr std::uint64_t kVhdFooterBytes = 512;
constexpr std::string_view kVhdMark = "conectix";

constexpr std::string_view kCfbMark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr std::array<std::string_view, 4> kZipMarks = {"PK\x03\x04"sv, "PK\x05\x06"sv, "PK\x07\x08"sv,
                                                       "PK00PK\x03\x04"sv};

std::string (*describer)(Bytes head) = nullptr;

// "MZ", "CWS", "ID3": initials that a list in a text file may begin with. What they announce is binary throughout.
bool is_initials(const Signature& signature) {
  return signature.offset == 0 && signature.bytes.size() <= 4 &&
         std::all_of(signature.bytes.begin(), signature.bytes.end(),
                     [](char c) { return ascii::is_alpha(c) || ascii::is_digit(c); });
}

std::string_view by_signature(Bytes head) {
  const std::string_view text = as_text(head);
  for (const Signature& signature : signatures()) {
    const bool found = text.size() >= signature.offset && text.starts_with(signature.begin) &&
                       text.substr(signature.offset).starts_with(signature.bytes);
    if (found && !(is_initials(signature) && is_plain_text(head))) return signature.type;
  }
  return {};
}

// ISO 9660 and UDF volumes begin at sector 16; a disk image file may have a footer instead (fixed VHD).
Result<bool> is_disk_image(Source& source, Bytes head) {
  if (source.size() >= kVhdFooterBytes) {
    TRY_ASSIGN(const Buffer footer, source.read_buffer(source.size() - kVhdFooterBytes, kVhdMark.size()));
    if (as_text(footer) == kVhdMark) return true;
  }
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
  TRY_ASSIGN(const bool disk_image, is_disk_image(source, head));
  if (disk_image) return "disk-image"sv;
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

bool is_zip(Bytes head) {
  return std::any_of(kZipMarks.begin(), kZipMarks.end(),
                     [&](std::string_view mark) { return starts_with(head, mark); });
}

Result<std::string_view> find_out(Source& source, Bytes head, std::string_view claimed_extension) {
  if (head.empty()) return "empty"sv;
  if (is_zip(head)) return sniff_zip(source);
  if (starts_with(head, kCfbMark)) return sniff_cfb(source);
  const std::string_view signed_type = by_signature(head);
  if (!signed_type.empty()) return signed_type;
  return without_signature(source, head, claimed_extension);
}

// "P", "PK", "GIF": all that is left of a file whose name promises more. As characters they are text, but nobody's.
bool is_cut_off(Bytes head, std::string_view claimed_extension) {
  constexpr std::string_view kPdfMark = "%PDF-";
  const TypeRow* const text = find_type("text");
  if (claimed_extension.empty() || head.empty() || (text != nullptr && has_extension(*text, claimed_extension))) {
    return false;
  }
  const auto begins = [&](std::string_view mark) {
    return head.size() < mark.size() && mark.starts_with(as_text(head));
  };
  return begins(kPdfMark) || std::any_of(kZipMarks.begin(), kZipMarks.end(), begins) ||
         std::any_of(signatures().begin(), signatures().end(),
                     [&](const Signature& one) { return one.offset == 0 && begins(one.bytes); });
}

}  // namespace

void describe_unknown_with(std::string (*describe)(Bytes head)) noexcept {
  describer = describe;
}

Result<Detected> identify(Source& source, const FileClaim& claim) {
  TRY_ASSIGN(Buffer head, source.read_buffer(0, std::min(source.size(), kMarkBytes)));
  if (!is_zip(head)) {  // a ZIP file is told by its directory
    TRY_ASSIGN(head, source.read_buffer(0, std::min(source.size(), kHeadBytes)));
  }
  const std::string extension = effective_extension(claim.untrusted_name);
  TRY_ASSIGN(const std::string_view type, find_out(source, head, extension));
  const bool cut_off = type == "text" && is_cut_off(head, extension);
  const TypeRow* row = find_type(cut_off ? "unknown"sv : type);
  MUGAI_CHECK(row != nullptr);
  Detected detected;
  detected.type = row->type;
  detected.extension = row->extensions.substr(0, row->extensions.find(' '));
  // Of several extensions of one type the claimed one is as good as the first.
  if (!extension.empty() && has_extension(*row, extension)) detected.extension = extension;
  detected.mime = row->mime;
  detected.group = row->group;
  detected.catalogue = cut_off ? "GEN-007" : row->catalogue;
  if (row->group == Group::Unknown && describer != nullptr) {
    detected.note = describer(Bytes(head).first(std::min<std::size_t>(head.size(), kMagicBytes)));
  }
  return detected;
}

}  // namespace mugai::detect
