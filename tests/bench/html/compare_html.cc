// compare_html: the text of HTML files as the tokenizer and as gumbo see it.
//
// In:    names of UTF-8 files.
// Out:   a line a file whose texts differ: name, first place, both texts there; then the counts.
// Exit:  0, also where texts differ (scripts/html-check judges); 2 where a file cannot be read.
//
// Compared is all text but white space and controls, without the contents of script, style, title, iframe, noembed and
// noframes; Controls (gumbo makes U+FFFD of them, the
// standard keeps them), U+0000 (dropped in tree construction) and U+FFFD are left out on both sides.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "lib/formats/html/tokenizer.h"
#include "tests/bench/html/gumbo_text.h"

namespace {

using namespace mugai::html;

// Text of the tokens, with the little of tree construction that the tokenizer asks for.
class Collector : public TokenHandler {
 public:
  void on_text(std::string_view utf8) override {
    if (!skip_) text.append(utf8);
  }
  void on_start_tag(const Name& name, std::span<const Attribute> /*attributes*/, bool self_closing) override {
    if ((name == "svg" || name == "math") && !self_closing) ++foreign_;
    tokenizer->set_cdata_allowed(foreign_ > 0);
    const State state = content_state(name);
    if (state == State::Data || foreign_ > 0) return;
    skip_ = name != "textarea" && name != "xmp" && name != "plaintext";
    tokenizer->set_state(state);
  }
  void on_end_tag(const Name& name) override {
    skip_ = false;
    if ((name == "svg" || name == "math") && foreign_ > 0) --foreign_;
    tokenizer->set_cdata_allowed(foreign_ > 0);
  }

  Tokenizer* tokenizer = nullptr;
  std::string text;

 private:
  int foreign_ = 0;
  bool skip_ = false;
};

std::string plain(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const bool replaced = text.starts_with("\xEF\xBF\xBD");
    const bool control = text.size() > 1 && text[0] == '\xC2' && text[1] < '\xA0';  // U+0080..U+009F
    const auto byte = static_cast<unsigned char>(text.front());
    if (!replaced && !control && byte > 0x20 && byte != 0x7F) out.push_back(text.front());
    text.remove_prefix(replaced ? 3 : control ? 2 : 1);
  }
  return out;
}

std::string our_text(std::string_view html) {
  Collector collector;
  Tokenizer tokenizer(collector, Limits{});
  collector.tokenizer = &tokenizer;
  tokenizer.write(html);
  tokenizer.finish();
  return plain(collector.text);
}

}  // namespace

int main(int argc, char** argv) {
  int equal = 0, differ = 0;
  for (int i = 1; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    if (!in) {
      std::fprintf(stderr, "compare_html: cannot read %s\n", argv[i]);
      return 2;
    }
    const std::string html((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    const std::string ours = our_text(html);
    const std::string theirs = plain(gumbo_text(html));
    if (ours == theirs) {
      ++equal;
      continue;
    }
    ++differ;
    const auto at = static_cast<std::size_t>(
        std::mismatch(ours.begin(), ours.end(), theirs.begin(), theirs.end()).first - ours.begin());
    std::printf("differs\t%s\t%zu of %zu and %zu\t%.50s\t%.50s\n", argv[i], at, ours.size(), theirs.size(),
                ours.substr(std::min(at, ours.size()), 50).c_str(),
                theirs.substr(std::min(at, theirs.size()), 50).c_str());
  }
  std::printf("equal %d, different %d\n", equal, differ);
  return 0;
}
