// The format of words, how characters become runs, and orders to draw.
#include "lib/formats/render/words.h"

#include <doctest/doctest.h>

#include <limits>

#include "lib/core/render.h"
#include "lib/formats/render/run_builder.h"
#include "lib/wire/conversation.h"

using namespace mugai;
using namespace mugai::render;

namespace {

constexpr PageSize kPage = {1000, 1000};

Run run_of(std::string text) {
  Run run;
  run.x = 640;
  run.y = 1280;
  run.advance_x = 320;
  run.up_y = -640;
  run.text = std::move(text);
  return run;
}

Buffer words_of(const std::vector<Run>& runs) {
  Buffer out;
  CHECK(append_page(out, runs));
  return out;
}

// Letters of ten pixels' height, `advance` wide, from `x` on.
void write(RunBuilder& builder, double x, std::u32string_view text, double advance = 5) {
  for (const char32_t code : text) {
    builder.add({code, x, 500, advance, 0, 0, -10, false});
    x += advance;
  }
}

std::vector<std::string> texts(RunBuilder& builder) {
  builder.end_run();
  std::vector<std::string> out;
  for (const Run& run : builder.runs())
    out.push_back(run.text);
  return out;
}

RenderOrder order_of(RenderKind kind, std::uint32_t first, std::vector<PageSize> pages) {
  RenderOrder order;
  order.kind = kind;
  order.first_page = first;
  order.pages = std::move(pages);
  return order;
}

}  // namespace

TEST_CASE("render/words: what is written is read again") {
  const std::vector<Run> runs = {run_of("Mugai"), run_of("無害"), run_of(" ")};
  Buffer bytes = words_of(runs);
  CHECK(append_page(bytes, {}));
  const auto pages = parse_words(bytes, 2);
  REQUIRE(pages.has_value());
  CHECK(pages->at(0) == runs);
  CHECK(pages->at(1).empty());
}

TEST_CASE("render/words: whatever breaks the grammar is refused as a whole") {
  const Buffer good = words_of({run_of("abc")});
  REQUIRE(parse_words(good, 1).has_value());
  CHECK_FALSE(parse_words(good, 2).has_value());
  CHECK_FALSE(parse_words(good, 0).has_value());
  for (std::size_t length = 0; length < good.size(); ++length)
    CHECK_FALSE(parse_words(Bytes(good).first(length), 1).has_value());
  const auto with = [&](std::size_t at, std::uint8_t value) {
    Buffer bad = good;
    bad.at(at) = value;
    return parse_words(bad, 1).has_value();
  };
  CHECK_FALSE(with(0, 2));      // more runs than there are
  CHECK_FALSE(with(3, 0xFF));   // far more
  CHECK_FALSE(with(7, 0x7F));   // a place far away
  CHECK_FALSE(with(28, 2));     // neither horizontal nor vertical
  CHECK_FALSE(with(29, 0));     // no text
  CHECK_FALSE(with(30, 0x07));  // a control
  CHECK_FALSE(with(31, 0xC0));  // no UTF-8
}

TEST_CASE("render/words: no character that drives a terminal or turns text around") {
  for (const char32_t code : {U'\n', U'\x1B', U'\x7F', U'\x85', U'\u2028', U'\u202E', U'\u200B', U'\uFEFF', U'\uFFFD',
                              U'\uFFFE', U'\U000E0041', U'\u00AD'}) {
    CAPTURE(static_cast<std::uint32_t>(code));
    CHECK_FALSE(is_word_character(code));
  }
  for (const char32_t code : {U' ', U'a', U'\u00A0', U'漢', U'\U00020BB7', U'\uE000'})
    CHECK(is_word_character(code));
}

TEST_CASE("render/runs: words end at spaces and gaps, and where wide characters follow narrow ones") {
  RunBuilder builder(kPage);
  write(builder, 100, U"ab cd");
  write(builder, 130, U"ef");
  write(builder, 140, U"漢字", 10);
  CHECK(texts(builder) == std::vector<std::string>{"ab", " ", "cd", "ef", "漢字"});
  const Run& first = builder.runs().front();
  CHECK(first.x == 6400);
  CHECK(first.y == 32000);
  CHECK(first.advance_x == 640);
  CHECK(first.up_y == -640);
}

TEST_CASE("render/runs: joined letters become the letters; further characters of a glyph stay with it") {
  RunBuilder builder(kPage);
  write(builder, 100, U"e\uFB03");
  builder.add({U'x', 110, 500, 0, 0, 0, -10, false});
  CHECK(texts(builder) == std::vector<std::string>{"effix"});
}

TEST_CASE("render/runs: what is outside of the page, or no place at all, is left out") {
  RunBuilder builder(kPage);
  write(builder, -200, U"out");
  write(builder, 2000, U"out");
  write(builder, std::numeric_limits<double>::quiet_NaN(), U"out");
  write(builder, 100, U"in");
  CHECK(texts(builder) == std::vector<std::string>{"in"});
}

TEST_CASE("render/runs: vertical writing is told") {
  RunBuilder builder(kPage);
  for (int i = 0; i < 3; ++i)
    builder.add({U'縦', 500, 100 + 10.0 * i, 0, 10, 0, -10, true});
  CHECK(texts(builder) == std::vector<std::string>{"縦縦縦"});
  CHECK(builder.runs().front().vertical);
  CHECK(builder.runs().front().advance_y == 1920);
}

TEST_CASE("render/order: sizes are checked before anything is drawn") {
  CHECK(check(order_of(RenderKind::Pixels, 0, {{1, 1}})).has_value());
  CHECK(answer_bytes(order_of(RenderKind::Pixels, 0, {{10, 20}, {3, 5}})) == 645);
  CHECK(answer_bytes(order_of(RenderKind::Words, 0, {{10, 20}})) == kMaxWordsBytes);
  const PageSize huge = {8000, 2500};
  const std::vector<RenderOrder> wrong = {
      order_of(RenderKind::Pixels, 0, {}),
      order_of(RenderKind::Pixels, 0, {{0, 5}}),
      order_of(RenderKind::Pixels, 0, {{kMaxPageSide + 1, 1}}),
      order_of(RenderKind::Pixels, 0, {{8000, 2501}}),
      order_of(RenderKind::Pixels, 0, {huge, huge}),
      order_of(RenderKind::Pixels, kMaxDocumentPages, {{1, 1}}),
      order_of(RenderKind::Pixels, 0xFFFFFFFF, {{1, 1}}),
      order_of(RenderKind::Words, 0, std::vector<PageSize>(kMaxPagesAtOnce + 1, PageSize{1, 1})),
  };
  for (const RenderOrder& order : wrong)
    CHECK_FALSE(check(order).has_value());
}

TEST_CASE("render/wire: an order crosses, and a job cannot draw what it never gave") {
  const RenderOrder order = order_of(RenderKind::Words, 7, {{10, 20}, {30, 40}});
  const Buffer with_input = wire::encode_run_render({true, order});
  const Buffer without = wire::encode_run_render({false, order});
  const Buffer ask = wire::encode_empty(wire::Type::AskScratch);
  const auto accepted = [](std::initializer_list<const Buffer*> packets) {
    wire::Conversation conversation;
    bool all = true;
    for (const Buffer* packet : packets)
      all = all && conversation.accept(*packet).has_value();
    return all;
  };
  CHECK(accepted({&ask, &with_input, &without, &without}));
  CHECK_FALSE(accepted({&with_input}));     // no scratch file
  CHECK_FALSE(accepted({&without}));        // no document
  CHECK_FALSE(accepted({&ask, &without}));  // the scratch file is of no use
  wire::Conversation conversation;
  REQUIRE(conversation.accept(ask).has_value());
  const auto message = conversation.accept(with_input);
  REQUIRE(message.has_value());
  const auto* render = std::get_if<wire::RunRender>(&*message);
  REQUIRE(render != nullptr);
  CHECK(render->order.first_page == 7);
  CHECK(render->order.pages.size() == 2);
  CHECK(render->order.pages[1].height == 40);
}

TEST_CASE("render/wire: the order of a request crosses to the renderer and to no other job") {
  JobRequest request;
  request.kind = JobKind::Render;
  request.render = order_of(RenderKind::Pixels, 3, {{5, 6}});
  const auto encoded = wire::encode_request(request);
  REQUIRE(encoded.has_value());
  const auto decoded = wire::decode_request(*encoded);
  REQUIRE(decoded.has_value());
  CHECK(decoded->render.first_page == 3);
  REQUIRE(decoded->render.pages.size() == 1);
  CHECK(decoded->render.pages[0].height == 6);
  request.render.pages[0].width = 0;
  const auto wrong = wire::encode_request(request);
  REQUIRE(wrong.has_value());
  CHECK_FALSE(wire::decode_request(*wrong).has_value());
}
