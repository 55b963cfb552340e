#include "lib/formats/html/page_writer.h"

#include "lib/base/utf8.h"
#include "lib/formats/html/page_builder.h"

namespace mugai::html {
namespace {

constexpr std::uint64_t kMaxPageBytes = std::uint64_t{64} << 20;

Result<std::string> build(std::string_view html, policy::Links links) {
  PageBuilder builder(links);
  Tokenizer tokenizer(builder, Limits{});
  builder.set_tokenizer(tokenizer);
  tokenizer.write(html);
  tokenizer.finish();
  std::string page = builder.take_page();
  if (page.size() > kMaxPageBytes) return make_error(ErrorCode::TooLarge, "the rebuilt page is larger than allowed");
  return page;
}

}  // namespace

Result<std::string> to_page(std::string_view utf8_html, policy::Links links) {
  constexpr int kRounds = 4;
  TRY_ASSIGN(std::string page, build(utf8_html, links));
  for (int i = 0; i < kRounds; ++i) {
    TRY_ASSIGN(std::string again, build(page, links));
    if (again == page) return page;
    page = std::move(again);
  }
  return make_error(ErrorCode::Ambiguous, "the page does not settle");
}

}  // namespace mugai::html
