#include "lib/formats/xml_file/prolog.h"

#include "lib/base/ascii.h"

namespace mugai::xml_file {

std::optional<Doctype> find_plain_doctype(std::string_view document) noexcept {
  std::size_t at = document.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  while (at < document.size()) {
    const std::string_view rest = document.substr(at);
    if (ascii::is_space(rest.front())) {
      ++at;
    } else if (rest.starts_with("<?") || rest.starts_with("<!--")) {
      const std::string_view closer = rest[1] == '?' ? "?>" : "-->";
      const std::size_t end = rest.find(closer);
      if (end == std::string_view::npos) return std::nullopt;
      at += end + closer.size();
    } else if (rest.starts_with("<!DOCTYPE")) {
      char quote = 0;
      for (std::size_t i = 9; i < rest.size(); ++i) {
        if (quote != 0) {
          if (rest[i] == quote) quote = 0;
        } else if (rest[i] == '"' || rest[i] == '\'') {
          quote = rest[i];
        } else if (rest[i] == '[') {
          return std::nullopt;
        } else if (rest[i] == '>') {
          return Doctype{at, at + i + 1};
        }
      }
      return std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace mugai::xml_file
