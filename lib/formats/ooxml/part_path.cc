#include "lib/formats/ooxml/part_path.h"

#include <algorithm>
#include <vector>

#include "lib/base/ascii.h"

namespace mugai::ooxml {

std::string_view folder_of(std::string_view part) {
  const std::size_t slash = part.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : part.substr(0, slash + 1);
}

std::string_view file_name_of(std::string_view part) {
  return part.substr(folder_of(part).size());
}

std::string relationships_path(std::string_view part) {
  return std::string(folder_of(part)) + "_rels/" + std::string(file_name_of(part)) + ".rels";
}

std::string extension_of(std::string_view part) {
  const std::string_view name = file_name_of(part);
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string{} : ascii::lower(name.substr(dot + 1));
}

// Reference resolution of RFC 3986, 5.2, on paths alone.
std::optional<std::string> resolve_target(std::string_view source, std::string_view target) {
  target = target.substr(0, target.find('#'));
  if (target.empty() || target.find_first_of("\\?:") != std::string_view::npos) return std::nullopt;
  std::string path =
      target.front() == '/' ? std::string(target.substr(1)) : std::string(folder_of(source)) + std::string(target);
  std::vector<std::string_view> segments;
  for (std::string_view rest = path; !rest.empty();) {
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    const std::string_view segment = rest.substr(0, slash);
    rest.remove_prefix(std::min(slash + 1, rest.size()));
    if (segment == "..") {
      if (segments.empty()) return std::nullopt;
      segments.pop_back();
    } else if (segment != ".") {
      if (segment.empty()) return std::nullopt;
      segments.push_back(segment);
    }
  }
  if (segments.empty() || path.back() == '/') return std::nullopt;
  std::string out;
  for (const std::string_view segment : segments)
    out.append(out.empty() ? "" : "/").append(segment);
  return out;
}

std::string relative_target(std::string_view source, std::string_view part) {
  std::string_view folder = folder_of(source);
  std::string up;
  while (!part.starts_with(folder)) {
    up += "../";
    folder = folder_of(folder.substr(0, folder.size() - 1));
  }
  return up + std::string(part.substr(folder.size()));
}

std::optional<std::string> decode_percent(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out.push_back(text[i]);
      continue;
    }
    if (i + 2 >= text.size() || ascii::hex_value(text[i + 1]) < 0 || ascii::hex_value(text[i + 2]) < 0)
      return std::nullopt;
    const char c = static_cast<char>(ascii::hex_value(text[i + 1]) * 16 + ascii::hex_value(text[i + 2]));
    if (c == '/' || c == '\\' || c == 0) return std::nullopt;
    out.push_back(c);
    i += 2;
  }
  return out;
}

}  // namespace mugai::ooxml
