#include "lib/formats/html/page_source.h"

#include <algorithm>

#include "lib/base/ascii.h"
#include "lib/formats/plain/text_file.h"
#include "lib/text/charset.h"

namespace mugai::html {
namespace {

constexpr std::size_t kPrescanBytes = 2048;
constexpr std::size_t kMaxLabelBytes = 40;

// charset *space "=" *space [quote] label
std::string label_after(std::string_view text) {
  const auto skip_blanks = [&text] {
    while (!text.empty() && ascii::is_space(text.front()))
      text.remove_prefix(1);
  };
  skip_blanks();
  if (!text.starts_with('=')) return {};
  text.remove_prefix(1);
  skip_blanks();
  if (text.starts_with('"') || text.starts_with('\'')) text.remove_prefix(1);
  const std::size_t end = std::min({text.find_first_of(" \t\r\n\f\"'>;/"), text.size(), kMaxLabelBytes});
  return std::string(text.substr(0, end));
}

void tell(Context& ctx, std::string_view id, std::uint32_t count, std::string detail) {
  if (count == 0) return;
  ctx.report(Finding{CatalogueId(id), Action::Rewritten, "html: charset", count, std::move(detail)});
}

}  // namespace

std::string declared_charset(Bytes page) {
  const std::string head = ascii::lower(as_text(page.first(std::min(page.size(), kPrescanBytes))));
  std::string_view rest = head;
  while (true) {
    const std::size_t meta = std::min(rest.find("<meta"), rest.find("<?xml"));
    if (meta == std::string_view::npos) return {};
    rest.remove_prefix(meta + 5);
    const std::string_view tag = rest.substr(0, rest.find('>'));
    for (const std::string_view word : {std::string_view("charset"), std::string_view("encoding")}) {
      const std::size_t at = tag.find(word);
      if (at == std::string_view::npos) continue;
      std::string label = label_after(tag.substr(at + word.size()));
      if (!label.empty()) return label;
    }
  }
}

std::string decode_page(Bytes page, std::string_view label, Context& ctx) {
  std::string declared = label.empty() ? declared_charset(page) : std::string(label);
  const std::string_view wide = plain::wide_label(page);
  if (!wide.empty()) declared = wide;
  Buffer readable(page.begin(), page.end());
  if (wide.empty())
    std::replace(readable.begin(), readable.end(), std::uint8_t{'\f'}, std::uint8_t{' '});  // white space in HTML
  text::Decoded decoded = text::decode(readable, declared);
  const bool jis = decoded.used == text::charset_name(text::Charset::Iso2022Jp);
  const bool utf8 = decoded.used == "utf-8" || decoded.used == "us-ascii";
  if (jis) tell(ctx, "HTM-017", 1, "iso-2022-jp, read before anything else");
  if (decoded.mislabelled) {
    tell(ctx, "HTM-016", 1, "says " + decoded.declared + ", read as " + decoded.used);
  } else if (!utf8 && !jis) {
    tell(ctx, "HTM-016", 1, "read as " + decoded.used);
  }
  tell(ctx, "HTM-016", decoded.replaced, "characters that could not be read");
  return std::move(decoded.text);
}

}  // namespace mugai::html
