#include "lib/text/archive_names.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/text/charset.h"
#include "lib/text/decoders.h"
#include "lib/text/file_name.h"
#include "lib/text/file_name_internal.h"

namespace mugai::text {
namespace {

// The charset of all names that are not known to be UTF-8. Joined they are a longer sample than each alone: a name of
// one or two characters can be legal in several. Code page 437 is what ZIP itself means; it reads any byte, so it comes
// last.
Charset charset_of(std::string_view sample) {
  if (utf8::is_valid(sample)) return Charset::Utf8;
  constexpr std::array kCandidates = {Charset::Cp932, Charset::EucJp, Charset::Ibm437};
  Charset best = Charset::Cp932;
  std::int64_t best_points = INT64_MIN;
  for (const Charset charset : kCandidates) {
    Scrubber out(false);
    switch (charset) {
      case Charset::Cp932:
        decode_cp932(as_bytes(sample), out);
        break;
      case Charset::EucJp:
        decode_euc_jp(as_bytes(sample), out);
        break;
      default:
        decode_single_byte(as_bytes(sample), charset, out);
        break;
    }
    std::int64_t points = out.score();
    if (charset == Charset::Ibm437) points -= 4 * static_cast<std::int64_t>(out.multibyte());
    if (points <= best_points) continue;
    best = charset;
    best_points = points;
  }
  return best;
}

bool is_marked_utf8(const RawName& name) {
  return name.utf8_flag && utf8::is_valid(name.raw);
}

ArchiveName reject(std::string why) {
  ArchiveName name;
  name.rejected = true;
  name.why = std::move(why);
  return name;
}

// path = [drive ":"] *("/" / "\" / part); only relative parts are taken
ArchiveName safe_path(std::string_view text) {
  ArchiveName out;
  if (text.empty()) return reject("a member has no name");
  if (text.size() > kMaxArchivePathBytes) return reject("a member's path is too long");
  if (text.front() == '/' || text.front() == '\\') return reject("a member's path is absolute");
  if (text.find(':') != std::string_view::npos) return reject("a member's path names a drive or a stream");
  out.directory = text.back() == '/' || text.back() == '\\';
  std::size_t parts = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("/\\"), text.size());
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (part.empty() || part == ".") continue;
    // ".. " and "..." too: Windows drops trailing dots and blanks.
    if (part.size() >= 2 && part.find_first_not_of(". ") == std::string_view::npos) {
      return reject("a member's path leaves the archive");
    }
    if (is_device_name(part)) return reject("a member's name is a Windows device");
    const CleanedName cleaned = clean_name(part, kMaxNameBytes);
    if (cleaned.name.empty()) return reject("a member's name has no visible character");
    if (is_device_name(std::string_view(cleaned.name).substr(cleaned.name.front() == '_' ? 1 : 0))) {
      return reject("a member's name is a Windows device");
    }
    if (++parts > kMaxArchivePathParts) return reject("a member's path is too deep");
    out.cleaned = out.cleaned || cleaned.changed || cleaned.truncated;
    if (!out.path.empty()) out.path.push_back('/');
    out.path += cleaned.name;
  }
  if (out.path.empty()) return reject("a member has no name");
  return out;
}

bool has_control(std::string_view raw) {
  return std::any_of(raw.begin(), raw.end(), ascii::is_control);
}

ArchiveName decode_name(const RawName& name, Charset charset) {
  if (has_control(name.raw)) return reject("a member's name holds a control character");
  const Decoded decoded = decode_as(as_bytes(name.raw), is_marked_utf8(name) ? Charset::Utf8 : charset);
  ArchiveName out = safe_path(decoded.text);
  if (!out.rejected && !name.unicode_path.empty()) {
    if (!utf8::is_valid(name.unicode_path) || has_control(name.unicode_path)) {
      return reject("a member's Unicode path is not clean UTF-8");
    }
    const ArchiveName other = safe_path(name.unicode_path);
    if (other.rejected) return other;
    if (extension_of(other.path) != extension_of(out.path) || other.directory != out.directory) {
      return reject("a member's Unicode path names another type than its header");
    }
    out = other;
  }
  out.cleaned = out.cleaned || decoded.replaced != 0 || decoded.emoji != 0;
  return out;
}

}  // namespace

std::vector<ArchiveName> decode_archive_names(std::span<const RawName> names) {
  std::string sample;
  for (const RawName& name : names) {
    if (is_marked_utf8(name)) continue;
    sample += name.raw;
    sample += '\n';
  }
  const Charset charset = charset_of(sample);
  std::vector<ArchiveName> out;
  out.reserve(names.size());
  for (const RawName& name : names)
    out.push_back(decode_name(name, charset));
  return out;
}

}  // namespace mugai::text
