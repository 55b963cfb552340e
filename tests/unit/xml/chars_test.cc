// The check of characters: vector code and its scalar twin agree on everything, at every alignment.
#include "lib/formats/xml/chars.h"

#include <doctest/doctest.h>

#include <string>

#include "lib/base/utf8.h"
#include "lib/formats/xml/names.h"

namespace mugai::xml {
namespace {

void check_same(const std::string& text) {
  const CharCheck vector = check_chars(text, true);
  const CharCheck scalar = check_chars(text, false);
  CHECK(vector.valid == scalar.valid);
  CHECK(vector.cut_only == scalar.cut_only);
}

// By the library's general decoder.
bool is_good(const std::string& text) {
  std::string_view rest = text;
  while (!rest.empty()) {
    const utf8::Decoded d = utf8::decode(rest);
    if (!d.valid || !is_char(d.code)) return false;
    rest.remove_prefix(d.length);
  }
  return true;
}

}  // namespace

TEST_CASE("xml/chars: every pair of bytes and every lead with its limits is judged alike, around every block edge") {
  for (unsigned a = 0; a < 256; ++a) {
    for (unsigned b = 0; b < 256; ++b) {
      for (const std::size_t at : {0u, 14u, 30u, 31u, 63u}) {
        std::string text(at, 'x');
        text += static_cast<char>(a);
        text += static_cast<char>(b);
        check_same(text);
        text += "\x80\xBF";
        check_same(text);
        text += std::string(40, 'y');
        const CharCheck check = check_chars(text, true);
        check_same(text);
        CHECK((check.valid == text.size()) == is_good(text));
      }
    }
  }
}

TEST_CASE("xml/chars: characters of every length pass and their cuts are told from mistakes") {
  std::string text;
  for (const char32_t c :
       {U'a', U'\t', U'\u0080', U'\u07FF', U'\u0800', U'\uD7FF', U'\uE000', U'\uFFFD', U'\U00010000', U'\U0010FFFF'}) {
    for (int i = 0; i < 9; ++i)
      utf8::append(text, c);
  }
  for (std::size_t size = 0; size <= text.size(); ++size) {
    for (const bool simd : {false, true}) {
      const CharCheck check = check_chars(std::string_view(text).substr(0, size), simd);
      CHECK(check.cut_only);
      CHECK(size - check.valid < 4);
      CHECK(is_good(text.substr(0, check.valid)));
    }
  }
  for (const char* bad :
       {"\xEF\xBF\xBE", "\xEF\xBF\xBF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF0\x8F\xBF\xBF", "\x0B", "\x1F"}) {
    for (std::size_t at = 0; at < 70; ++at) {
      const std::string broken = std::string(at, 'x') + bad + "tail";
      check_same(broken);
      CHECK(check_chars(broken, true).valid == at);
      CHECK_FALSE(check_chars(broken, true).cut_only);
    }
  }
}

}  // namespace mugai::xml
