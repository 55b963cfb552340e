// Fuzz target of what the assembler of flattened PDF takes from a renderer: words and sizes of pages.
//
// In:    eight numbers of a page (width, height, unit, each as 16-bit halves), the rest are words of two pages.
// Holds: words that are read are written the same; the page's operators are those of the layer of text and no other;
//        every size is one that may be drawn.
#include <cstdint>
#include <cstring>
#include <string_view>

#include "lib/base/check.h"
#include "lib/formats/pdf/flatten/pages.h"
#include "lib/formats/pdf/flatten/text_layer.h"
#include "lib/formats/render/words.h"

namespace {

using namespace mugai;

// Lines of the layer of text: operators() writes one operator each.
bool is_known(std::string_view line) {
  if (line == "BT" || line == "ET" || line == "3 Tr" || line == "/H 1 Tf" || line == "/V 1 Tf") return true;
  const bool shows = line.ends_with("> Tj") && line.starts_with("<");
  const bool places = line.ends_with(" Tm");
  if (!shows && !places) return false;
  const std::string_view operands = line.substr(0, line.size() - 3);
  return operands.find_first_not_of(shows ? "<>0123456789ABCDEF" : "-.0123456789 ") == std::string_view::npos;
}

void check_layer(const std::vector<std::vector<render::Run>>& pages, const pdf::flatten::Page& page) {
  pdf::OutputDocument document;
  pdf::flatten::TextLayer layer(document);
  const PageSize size = pdf::flatten::picture_size(page, 150);
  RenderOrder order;
  order.pages = {size};
  MUGAI_CHECK(check(order).has_value());
  for (const std::vector<render::Run>& runs : pages) {
    const std::string text = layer.operators(runs, page, size);
    for (std::string_view rest = text; !rest.empty();) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      MUGAI_CHECK(is_known(line));
      rest.remove_prefix(line.size() + 1);
    }
  }
  pdf::Deflater deflater(DeflateLevel::Small);
  MUGAI_CHECK(layer.finish(deflater).has_value());
}

double number_at(const std::uint8_t* data) {
  std::uint32_t bits = 0;
  std::memcpy(&bits, data, sizeof bits);
  return static_cast<double>(bits) / 4096;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kHead = 12;
  if (size < kHead) return 0;
  const pdf::flatten::Page page{number_at(data), number_at(data + 4), number_at(data + 8)};
  const Bytes words(data + kHead, size - kHead);
  const auto pages = render::parse_words(words, 2);
  if (!pages) return 0;
  Buffer again;
  for (const std::vector<render::Run>& runs : *pages)
    MUGAI_CHECK(render::append_page(again, runs));
  MUGAI_CHECK(Bytes(again).size() == words.size() && std::memcmp(again.data(), words.data(), words.size()) == 0);
  check_layer(*pages, page);
  return 0;
}
