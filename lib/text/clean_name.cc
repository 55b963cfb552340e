// One safe file name out of any text: what file systems, Windows and the eye can be fooled with is taken out.
#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/text/file_name.h"
#include "lib/text/file_name_internal.h"

namespace mugai::text {
namespace {

constexpr std::string_view kForbidden = ":*?\"<>|/\\";  // Windows; '/' and '\' separate paths before
constexpr std::size_t kMaxExtensionBytes = 20;
constexpr std::size_t kLeastMaxBytes = 32;

constexpr std::string_view kIdeographicSpace = "\xE3\x80\x80";

// Blanks: a run of them pushes an extension out of sight.
constexpr bool is_blank(char32_t c) {
  return c == 0x20 || c == 0x3000 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
         c == 0x205F || c == 0x2800 || c == 0x3164 || c == 0xFFA0 || c == 0x115F || c == 0x1160;
}
constexpr bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

std::string_view last_component(std::string_view name) {
  const std::size_t end = name.find_last_not_of("/\\");
  if (end == std::string_view::npos) return {};
  name = name.substr(0, end + 1);
  const std::size_t separator = name.find_last_of("/\\");
  return separator == std::string_view::npos ? name : name.substr(separator + 1);
}

// Drops and replaces character by character; runs of blanks become one.
std::string clean_characters(std::string_view text, CleanedName& found) {
  std::string out;
  bool after_blank = false;
  while (!text.empty()) {
    const utf8::Decoded d = utf8::decode(text);
    text.remove_prefix(d.length);
    const char32_t c = d.code;
    if (utf8::is_bidi_control(c)) {
      found.bidi = true;
    } else if (utf8::is_invisible(c)) {
      found.invisible = true;
    } else if (is_blank(c) || is_control(c)) {
      if (!after_blank) out += c == 0x3000 ? kIdeographicSpace : std::string_view(" ");
      found.changed = found.changed || (c != 0x20 && c != 0x3000) || after_blank;
      found.forbidden = found.forbidden || is_control(c);
      after_blank = true;
      continue;
    } else if (c < 0x80 && kForbidden.find(static_cast<char>(c)) != std::string_view::npos) {
      out.push_back('_');
      found.changed = true;
      found.forbidden = true;
    } else {
      utf8::append(out, utf8::is_noncharacter(c) ? utf8::kReplacement : c);
    }
    after_blank = false;
  }
  found.changed = found.changed || found.bidi || found.invisible;
  return out;
}

// No dot or blank at either end: Windows drops trailing ones, Unix hides names with leading ones; a leading '-' or '~'
// means something to programs. ".exe" becomes "_.exe", or its extension would be lost to whoever checks it.
std::string trim_ends(std::string_view name, bool& changed) {
  const std::size_t size = name.size();
  const auto drop_end = [&](std::string_view what) {
    const bool found = name.ends_with(what);
    if (found) name.remove_suffix(what.size());
    return found;
  };
  while (drop_end(".") || drop_end(" ") || drop_end(kIdeographicSpace)) {
  }
  bool dot = false;
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view what : {std::string_view("."), std::string_view(" "), std::string_view("-"),
                                        std::string_view("~"), kIdeographicSpace}) {
      if (!name.starts_with(what)) continue;
      dot = dot || what == ".";
      name.remove_prefix(what.size());
      more = true;
    }
  }
  changed = changed || name.size() != size;
  const bool bare = dot && !name.empty() && name.find('.') == std::string_view::npos;
  return bare ? "_." + std::string(name) : std::string(name);
}

// "x.{…}" with a class identifier opens as whatever that class is (NAM-009).
void defuse_class_identifiers(std::string& name, bool& changed) {
  for (std::size_t at = name.find(".{"); at != std::string::npos; at = name.find(".{", at + 1)) {
    name[at] = '_';
    changed = true;
  }
}

// At most `max` characters.
std::string_view take_characters(std::string_view text, std::size_t max) {
  std::size_t at = 0;
  for (; at < text.size() && max > 0; --max)
    at += utf8::decode(text.substr(at)).length;
  return text.substr(0, at);
}

std::string shorten(const std::string& name, std::size_t max_bytes, bool& truncated) {
  if (name.size() <= max_bytes && utf8::length(name) <= kMaxNameCharacters) return name;
  truncated = true;
  const std::size_t dot = name.rfind('.');
  const bool keep = dot != std::string::npos && name.size() - dot <= kMaxExtensionBytes + 1;
  const std::string_view extension = keep ? std::string_view(name).substr(dot) : std::string_view();
  std::string_view stem = std::string_view(name).substr(0, name.size() - extension.size());
  stem = take_characters(stem, kMaxNameCharacters - utf8::length(extension));
  stem = utf8::truncate(stem, max_bytes - extension.size());
  bool ignored = false;
  return trim_ends(stem, ignored) + std::string(extension);
}

constexpr std::array<std::string_view, 6> kDevices = {"con", "prn", "aux", "nul", "conin$", "conout$"};

}  // namespace

bool is_device_name(std::string_view name) {
  std::string stem = ascii::lower(ascii::trim(name.substr(0, name.find('.'))));
  if (std::find(kDevices.begin(), kDevices.end(), stem) != kDevices.end() || stem == "clock$") return true;
  if (!stem.starts_with("com") && !stem.starts_with("lpt")) return false;
  const std::string_view number = std::string_view(stem).substr(3);
  // The superscript digits count as digits here on Windows.
  return (number.size() == 1 && ascii::is_digit(number.front())) || number == "\xC2\xB9" || number == "\xC2\xB2" ||
         number == "\xC2\xB3";
}

CleanedName clean_name(std::string_view utf8, std::size_t max_bytes) {
  CleanedName found;
  max_bytes = std::max(max_bytes, kLeastMaxBytes);
  const std::string_view last = last_component(utf8);
  found.path = last.size() != utf8.size();
  std::string name = clean_characters(last, found);
  name = trim_ends(compose_kana(name), found.trimmed);
  found.changed = found.changed || found.trimmed;
  defuse_class_identifiers(name, found.changed);
  if (is_device_name(name)) {
    name.insert(0, "_");
    found.changed = true;
    found.device = true;
  }
  found.name = shorten(name, max_bytes, found.truncated);
  return found;
}

std::string clean_file_name(std::string_view utf8, std::size_t max_bytes) {
  return clean_name(utf8, max_bytes).name;
}

}  // namespace mugai::text
