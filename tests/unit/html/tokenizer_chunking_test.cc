// Random HTML from pieces that matter to the tokenizer: whole, in pieces and byte by byte it must give the same tokens.
// Byte by byte every state is passed through; whole, most tags and references are read in one step (states_plain.cc).
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "tests/unit/html/token_log.h"

using namespace mugai::html;
using namespace std::string_view_literals;

namespace {

// xorshift64*: the same numbers everywhere.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t limit) {
    state_ ^= state_ >> 12, state_ ^= state_ << 25, state_ ^= state_ >> 27;
    return static_cast<std::size_t>((state_ * 0x2545F4914F6CDD1DULL) >> 33) % limit;
  }

 private:
  std::uint64_t state_;
};

constexpr std::string_view kPieces[] = {"<"sv,
                                        ">"sv,
                                        "/"sv,
                                        "a"sv,
                                        " "sv,
                                        "="sv,
                                        "\""sv,
                                        "'"sv,
                                        "&"sv,
                                        ";"sv,
                                        "-"sv,
                                        "!"sv,
                                        "\0"sv,
                                        "\r"sv,
                                        "\n"sv,
                                        "\t"sv,
                                        "\f"sv,
                                        "`"sv,
                                        "#"sv,
                                        "x"sv,
                                        "1"sv,
                                        "あ"sv,
                                        "]"sv,
                                        "?"sv,
                                        "<p>"sv,
                                        "</p>"sv,
                                        "<br/>"sv,
                                        "<A HREF="sv,
                                        "<td "sv,
                                        "class=x"sv,
                                        " id=\"y\""sv,
                                        " style='z'"sv,
                                        " b "sv,
                                        " B"sv,
                                        "&amp;"sv,
                                        "&amp"sv,
                                        "&nbsp;"sv,
                                        "&not"sv,
                                        "&notin;"sv,
                                        "&#65;"sv,
                                        "&#x41"sv,
                                        "&#0;"sv,
                                        "&#x110000;"sv,
                                        "&nGt;"sv,
                                        "&copy="sv,
                                        "<!--"sv,
                                        "-->"sv,
                                        "<!DOCTYPE "sv,
                                        "<![CDATA["sv,
                                        "]]>"sv,
                                        "<script>"sv,
                                        "</script>"sv,
                                        "<title>"sv,
                                        "</title>"sv,
                                        "long-attribute-name-here"sv,
                                        "  "sv,
                                        " a=1 a=2"sv,
                                        "o:p"sv,
                                        "<o:p></o:p>"sv,
                                        "href=\"https://example.jp/?a=1&amp;b=2\""sv,
                                        "\r\n"sv,
                                        "text and more text "sv,
                                        "/>"sv,
                                        "\" "sv};

std::string random_html(Random& random) {
  std::string html;
  const std::size_t pieces = 1 + random.below(40);
  for (std::size_t i = 0; i < pieces; ++i)
    html += kPieces[random.below(std::size(kPieces))];
  if (random.below(2) == 0) html += "<p>enough for a whole block</p>";
  return html;
}

std::string log_of(std::string_view html, std::size_t chunk, const Limits& limits) {
  TokenLog log;
  Tokenizer tokenizer(log, limits);
  log.tokenizer = &tokenizer;
  for (std::size_t at = 0; at < html.size(); at += std::min(chunk, html.size() - at))
    tokenizer.write(html.substr(at, chunk));
  tokenizer.finish();
  const Irregularities& odd = tokenizer.irregularities();
  return log.log + " nul " + std::to_string(odd.nul) + " twice " + std::to_string(odd.duplicate_attributes) + " odd " +
         std::to_string(odd.odd_attributes) + " cut " + std::to_string(odd.cut) + " eof " +
         std::to_string(odd.swallowed_by_eof);
}

}  // namespace

TEST_CASE("html/tokenizer: random pages give the same tokens however they are cut") {
  Random random(20261122);
  for (int i = 0; i < 20'000; ++i) {
    const std::string html = random_html(random);
    const Limits limits = i % 4 == 0 ? Limits{12, 40, 3, 20} : Limits{};
    const std::string whole = log_of(html, SIZE_MAX, limits);
    const std::string bytes = log_of(html, 1, limits);
    const std::string pieces = log_of(html, 1 + random.below(50), limits);
    if (whole == bytes && whole == pieces) continue;
    CAPTURE(html);
    CHECK(whole == bytes);
    CHECK(whole == pieces);
  }
}
