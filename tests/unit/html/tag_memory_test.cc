// Tags that come again, links and pictures with other addresses among them: whole, where they are remembered, they give
// the same tokens as byte by byte, where every state is passed through.
#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "tests/unit/html/token_log.h"

using namespace mugai::html;
using namespace std::string_view_literals;

namespace {

constexpr std::string_view kAddresses[] = {"https://www.example.jp/"sv,
                                           "x?a=1&amp;b=2"sv,
                                           "x?a=1&copy=2"sv,
                                           "&"sv,
                                           "&notin;&#x41;"sv,
                                           "a>b"sv,
                                           "a'b"sv,
                                           ""sv,
                                           "a\0b"sv,
                                           "a\nb"sv,
                                           "長い宛先/長い宛先/長い宛先/長い宛先/長い宛先"sv};

// "@" stands for one of the addresses.
constexpr std::string_view kTags[] = {"<a href=\"@\">"sv,
                                      "<a href=\"@\" class=c>"sv,
                                      "<a href=\"@\" class=d>"sv,
                                      "<a href=\"@\" CLASS='&amp;d'>"sv,
                                      "<a href=\"@\"class=c>"sv,
                                      "<a href=\"@\" href=\"y\">"sv,
                                      "<a href=\"@\" title=\">\">"sv,
                                      "<a href='@'>"sv,
                                      "<A HREF=\"@\">"sv,
                                      "<a href=\"@\"/>"sv,
                                      "<a href=\"@"sv,
                                      "<a href=\"x\">"sv,
                                      "<img src=\"@\">"sv,
                                      "<img src=\"@\" alt=\"@\">"sv,
                                      "<img src=\"@\" alt=\"x&amp;y\" width=1/>"sv,
                                      "<td class=\"@\">"sv,
                                      "<td class=\"c\">"sv,
                                      "</a>"sv,
                                      "<br>"sv,
                                      "<xmp>"sv,
                                      "</xmp>"sv};

// Tags of a few kinds, one after the other, as `seed` has it.
std::string page(std::uint64_t seed) {
  const auto below = [&seed](std::size_t limit) {
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(seed >> 33) % limit;
  };
  const std::size_t first = below(std::size(kTags));
  std::string out;
  for (int i = 0; i < 40; ++i) {
    const std::string_view tag = kTags[(first + below(4)) % std::size(kTags)];
    for (const char c : tag) {
      if (c == '@') {
        out += kAddresses[below(std::size(kAddresses))];
      } else {
        out.push_back(c);
      }
    }
    if (below(4) == 0) out += "x";
  }
  return out + std::string(40, '.');
}

}  // namespace

TEST_CASE(
    "html/tag memory: a tag that comes again, with another address or not, gives the tokens that it gives alone") {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const std::string html = page(seed);
    CAPTURE(html);
    REQUIRE(tokens(html) == tokens(html, State::Data, "", 1));
  }
}

TEST_CASE("html/tag memory: limits cut a remembered tag as they cut any other") {
  for (const std::uint64_t most : {4U, 16U, 30U, 60U}) {
    Limits limits;
    limits.max_value_bytes = most;
    limits.max_tag_bytes = most * 2;
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
      const std::string html = page(seed);
      CAPTURE(html);
      REQUIRE(tokens(html, State::Data, "", SIZE_MAX, limits) == tokens(html, State::Data, "", 1, limits));
    }
  }
}

TEST_CASE("html/tag memory: the address of each link is its own") {
  std::string html;
  std::string expected;
  for (int i = 0; i < 5; ++i) {
    const std::string address = "https://www.example.jp/" + std::to_string(i);
    html += "<a href=\"" + address + "?a&amp;b\" class=c>";
    expected += "<a href=\"" + address + "?a&b\" class=\"c\">";
  }
  CHECK(tokens(html + "..................") == expected + "\"..................\"");
}
