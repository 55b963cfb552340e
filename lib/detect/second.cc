// Polyglots: one rule a format, each at the places where that format's readers look for it.
//
// In: the file and the type that it is rebuilt as. Out: the name of the second format. Limits: as second.h says.
// Known gaps: scripts and PHP behind the first MiB and before the last 64 KiB; archives behind the first MiB.
#include "lib/detect/second.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/base/bytes.h"
#include "lib/detect/sniff.h"
#include "lib/detect/types.h"

namespace mugai::detect {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t kHeadBytes = std::uint64_t{1} << 20;
constexpr std::uint64_t kTailBytes = std::uint64_t{64} << 10;
constexpr std::size_t kPdfMarkWithin = 1024;   // readers accept the mark anywhere in the first KiB
constexpr std::size_t kPageMarkWithin = 1445;  // browsers look no further for a page (WHATWG MIME Sniffing 7.1)
constexpr std::size_t kMimeWithin = 2048;      // from one header line to the next that counts
constexpr std::size_t kVolumeMark = 0x8001;    // ISO 9660, sector 16

// Of the others no question is asked: containers hold whole files of other types by their nature, and what is read as
// text has no bytes of another format left.
enum class Kind : std::uint8_t { Picture, Pdf, Program, Other };

struct KindRow {
  std::string_view type;
  Kind kind;
};
constexpr KindRow kKinds[] = {
    {"png", Kind::Picture},  {"jpg", Kind::Picture},      {"gif", Kind::Picture},   {"bmp", Kind::Picture},
    {"tiff", Kind::Picture}, {"webp", Kind::Picture},     {"ico", Kind::Picture},   {"jp2", Kind::Picture},
    {"jxl", Kind::Picture},  {"heif", Kind::Picture},     {"emf", Kind::Picture},   {"wmf", Kind::Picture},
    {"pdf", Kind::Pdf},      {"exe", Kind::Program},      {"elf", Kind::Program},   {"macho", Kind::Program},
    {"lnk", Kind::Program},  {"bytecode", Kind::Program}, {"class", Kind::Program},
};

Kind kind_of(std::string_view type) {
  const KindRow* row =
      std::find_if(std::begin(kKinds), std::end(kKinds), [&](const KindRow& r) { return r.type == type; });
  return row == std::end(kKinds) ? Kind::Other : row->kind;
}

struct File {
  std::string_view type;
  Kind kind;
  Buffer head_bytes, tail_bytes;
  [[nodiscard]] std::string_view head() const { return as_text(head_bytes); }
  [[nodiscard]] std::string_view tail() const { return as_text(tail_bytes); }
};

bool contains(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

// `lowered_word` begins with a character that has no other case.
bool contains_ignoring_case(std::string_view text, std::string_view lowered_word) {
  for (std::size_t at = text.find(lowered_word[0]); at != std::string_view::npos;
       at = text.find(lowered_word[0], at + 1)) {
    if (ascii::starts_with_ignoring_case(text.substr(at), lowered_word)) return true;
  }
  return false;
}

// What text is on its own, where that is more than text.
std::string_view readable_type(std::string_view text) {
  const std::string_view found = sniff_text(as_bytes(text), {});
  return found == "text" || found == "csv" ? std::string_view() : found;
}

// A PDF has its end mark too, or nobody would open it.
bool is_pdf(const File& file) {
  return file.kind != Kind::Pdf && contains(file.head().substr(0, kPdfMarkWithin), "%PDF-") &&
         (contains(file.tail(), "startxref") || contains(file.tail(), "%%EOF"));
}

// What stands before the first mark of a PDF, where that is a page or a mail.
std::string_view before_pdf(const File& file) {
  const std::string_view head = file.head();
  const std::size_t at = head.substr(0, kPdfMarkWithin + 5).find("%PDF-");
  if (file.kind != Kind::Pdf || at == 0 || at == std::string_view::npos) return {};
  return readable_type(head.substr(0, at));
}

bool starts_line(std::string_view text, std::size_t at) {
  return at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r';
}

// Word reads a web archive behind anything that it does not know, from its first header line on.
//   entity = *( "MIME-Version:" / "Content-Type:" … ) with a type that Word opens        RFC 2045 3
bool has_web_archive(std::string_view text) {
  constexpr std::string_view kField = "mime-version";
  for (std::size_t colon = text.find(':'); colon != std::string_view::npos; colon = text.find(':', colon + 1)) {
    if (colon < kField.size()) continue;
    const std::size_t at = colon - kField.size();
    if (!ascii::starts_with_ignoring_case(text.substr(at), kField) || !starts_line(text, at)) continue;
    const std::size_t from = at < kMimeWithin ? 0 : at - kMimeWithin;
    const std::string around = ascii::lower(text.substr(from, kMimeWithin + at - from));
    const std::size_t type = around.find("content-type:");
    if (type == std::string::npos) continue;
    const std::string_view rest = std::string_view(around).substr(type, 200);
    if (contains(rest, "multipart/") || contains(rest, "text/") || contains(rest, "application/")) return true;
  }
  return false;
}

bool is_web_archive(const File& file) {
  return has_web_archive(file.head()) || has_web_archive(file.tail());
}

// Old browsers show a picture as a page by its first bytes; PHP runs what stands anywhere.
bool is_page(const File& file) {
  if (file.kind != Kind::Picture) return false;
  const std::string_view start = file.head().substr(0, kPageMarkWithin);
  return contains_ignoring_case(start, "<script") || contains_ignoring_case(start, "<html") ||
         contains_ignoring_case(file.tail(), "<script") || contains_ignoring_case(file.tail(), "<html");
}

bool is_php(const File& file) {
  if (file.kind == Kind::Program) return false;
  return contains_ignoring_case(file.head(), "<?php") || contains_ignoring_case(file.tail(), "<?php");
}

// Mark and size of a picture read as a script: `GIF89a/* … */=1;` or `BM=…;`: the rest is a comment or a string.
bool is_script(const File& file) {
  const std::string_view head = file.head();
  const bool bitmap = file.type == "bmp";
  if (file.type != "gif" && !bitmap) return false;
  const std::string_view rest = head.substr(std::min<std::size_t>(head.size(), bitmap ? 2 : 6));
  if (rest.starts_with("/*")) {
    for (std::size_t at = rest.find("*/", 2); at != std::string_view::npos; at = rest.find("*/", at + 2)) {
      const std::size_t next = rest.find_first_not_of(" \t\r\n", at + 2);
      if (next != std::string_view::npos && contains("=;(", rest.substr(next, 1))) return true;
    }
    return contains(file.tail(), "*/=");
  }
  return rest.size() > 8 && rest[0] == '=' &&
         std::all_of(rest.begin() + 1, rest.begin() + 8, [](char c) { return c >= ' ' && c <= '~'; });
}

// Programs that unpack look for an archive behind a stub of up to a MiB.
bool is_rar(const File& file) {
  return contains(file.head(), "Rar!\x1A\x07"sv) || contains(file.tail(), "Rar!\x1A\x07"sv);
}
bool is_seven_zip(const File& file) {
  constexpr std::string_view kMark = "7z\xBC\xAF\x27\x1C\0"sv;
  return contains(file.head(), kMark) || contains(file.tail(), kMark);
}
bool is_volume(const File& file) {
  return file.head().size() > kVolumeMark && file.head().substr(kVolumeMark).starts_with("CD001\1");
}
//   tar header: magic at 257       POSIX ustar
bool is_tape(const File& file) {
  return file.head().size() > 512 && file.head().substr(257).starts_with("ustar");
}

struct Rule {
  std::string_view name;
  bool (*is)(const File& file);
};
constexpr Rule kRules[] = {
    {"pdf", is_pdf}, {"mhtml", is_web_archive}, {"script", is_php},        {"script", is_script}, {"html", is_page},
    {"rar", is_rar}, {"7z", is_seven_zip},      {"disk-image", is_volume}, {"tar", is_tape},
};

// A ZIP file with something in front that is a page, a mail or a script on its own.
Result<std::string_view> before_package(Source& source, std::string_view type) {
  const TypeRow* row = find_type(type);
  if (row == nullptr || row->mime.starts_with("text/")) return ""sv;  // would have been taken for a ZIP file before
  TRY_ASSIGN(const Buffer mark, source.read_buffer(0, std::min<std::uint64_t>(source.size(), 2)));
  if (as_text(mark) == "PK") return ""sv;
  TRY_ASSIGN(const bool zip, has_zip_members(source));
  if (!zip) return ""sv;
  TRY_ASSIGN(const std::string_view package, sniff_zip(source));
  if (package != type) return ""sv;
  TRY_ASSIGN(const Buffer bytes, source.read_buffer(0, std::min(source.size(), kTailBytes)));
  const std::string_view head = as_text(bytes);
  return readable_type(head.substr(0, std::min(head.find("PK\x03\x04"), head.size())));
}

}  // namespace

Result<std::string_view> second_format(Source& source, std::string_view type) {
  File file{.type = type, .kind = kind_of(type), .head_bytes = {}, .tail_bytes = {}};
  if (file.kind == Kind::Other) return before_package(source, type);
  const std::uint64_t size = source.size();
  const std::uint64_t tail = std::min(size, kTailBytes);
  TRY_ASSIGN(file.head_bytes, source.read_buffer(0, std::min(size, kHeadBytes)));
  TRY_ASSIGN(file.tail_bytes, source.read_buffer(size - tail, tail));
  TRY_ASSIGN(const bool zip, has_zip_members(source));
  if (zip) return "zip"sv;
  if (const std::string_view found = before_pdf(file); !found.empty()) return found;
  for (const Rule& rule : kRules) {
    if (rule.is(file)) return rule.name;
  }
  return ""sv;
}

}  // namespace mugai::detect
