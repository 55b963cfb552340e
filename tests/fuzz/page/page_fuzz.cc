// Fuzz target of HTML files and web archives.
//
// In:    the first byte chooses handler and policy, the rest is the file.
// Holds: a rebuilt page is the same when it is rebuilt again, its tags are of the allow-list alone, and no attribute
// can run
//        or fetch; the text file made of a page is the same when the text handler rebuilds it.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "lib/base/check.h"
#include "lib/formats/html/html_handler.h"
#include "lib/formats/html/page_elements.h"
#include "lib/formats/html/tokenizer.h"
#include "lib/formats/plain/text_handler.h"
#include "tests/support/lone_context.h"

namespace {

using namespace mugai;

struct Run {
  bool written = false;
  Buffer output;
};

Run run(Handler& handler, Bytes input, const policy::Policy& policy) {
  testing::LoneContext context("a.txt", policy);
  MemorySource source(input);
  MemorySink sink;
  Run result;
  result.written = handler.sanitize(source, sink, context).has_value();
  result.output = sink.take();
  return result;
}

class Checker : public html::TokenHandler {
 public:
  void on_text(std::string_view /*utf8*/) override {}
  void on_end_tag(const html::Name& /*name*/) override {}
  void on_comment(std::string_view /*text*/) override { MUGAI_CHECK(false); }
  void on_start_tag(const html::Name& name, std::span<const html::Attribute> attributes, bool /*closing*/) override {
    const bool frame = name == "html" || name == "head" || name == "body" || name == "meta" || name == "title";
    const html::PageElement& element = html::find_page_element(name);
    MUGAI_CHECK(frame || (element.role != html::Role::Transparent && element.role != html::Role::Dropped));
    for (const html::Attribute& a : attributes) {
      MUGAI_CHECK(!a.name.starts_with("on") && a.name != "src" && a.name != "id" && a.name != "class");
      if (a.name == "href")
        MUGAI_CHECK(a.value.find("script:") == std::string_view::npos || a.value.starts_with("http"));
      if (a.name == "style")
        MUGAI_CHECK(a.value.find("url") == std::string_view::npos || a.value.find("(") == std::string_view::npos);
    }
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static constexpr std::array<policy::Links, 3> kLinks = {policy::Links::Keep, policy::Links::Defang,
                                                          policy::Links::Remove};
  policy::Policy policy;
  policy.links = kLinks.at(data[0] / 4 % kLinks.size());
  if ((data[0] & 2) != 0) policy.web_pages = policy::WebPages::Page;
  Handler& handler = (data[0] & 1) != 0 ? html::mhtml_handler() : html::html_handler();
  const Run first = run(handler, Bytes(data + 1, size - 1), policy);
  if (!first.written) return 0;
  const bool page = policy.web_pages == policy::WebPages::Page;
  const Run second = run(page ? html::html_handler() : plain::text_handler(), first.output, policy);
  MUGAI_CHECK(second.written && second.output == first.output);
  if (!page) return 0;
  Checker checker;
  html::Tokenizer tokenizer(checker, html::Limits{});
  tokenizer.write(as_text(first.output));
  tokenizer.finish();
  return 0;
}
