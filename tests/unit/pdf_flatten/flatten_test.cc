// Flattening with a renderer of the test's own: what is asked for, what is taken, what comes out.
#include "lib/formats/pdf/flatten/flatten.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

#include "lib/formats/pdf/flatten/pages.h"
#include "lib/formats/pdf/flatten/picture.h"
#include "lib/formats/pdf/flatten/text_layer.h"
#include "lib/formats/pdf/handler.h"
#include "lib/formats/render/words.h"
#include "tests/support/exposed_pdf.h"
#include "tests/support/local_context.h"
#include "tests/support/lone_context.h"
#include "tests/support/pdf_builder.h"

using namespace mugai;
using namespace mugai::pdf::flatten;
using testing::PdfBuilder;

namespace {

policy::Policy flat_policy() {
  policy::Policy policy;
  policy.type_actions["pdf"] = policy::TypeAction::Flatten;
  return policy;
}

render::Run word(std::string text) {
  render::Run run;
  run.x = 6400;
  run.y = 6400;
  run.advance_x = 3200;
  run.up_y = -1280;
  run.text = std::move(text);
  return run;
}

// Pixels and words as a test wants them; remembers the orders.
class DrawingContext final : public testing::LocalContext {
 public:
  explicit DrawingContext(policy::Policy policy = flat_policy()) : LocalContext({}, std::move(policy)) {}
  Result<NestedOutcome> render(const RenderOrder& order, const InputWriter* write_input) override {
    TRY_ASSIGN(NestedOutcome outcome, LocalContext::render(order, write_input));
    orders.push_back(order);
    if (refusal) {
      outcome = NestedOutcome{};
      outcome.reason = *refusal;
      outcome.detail = "as the test wants it";
    } else {
      Buffer answer = order.kind == RenderKind::Pixels ? pixels(order) : words(order);
      outcome.output = std::make_unique<testing::OwnedSource>(std::move(answer));
    }
    return outcome;
  }

  std::function<Buffer(const RenderOrder&)> pixels = [](const RenderOrder& order) {
    Buffer bytes(static_cast<std::size_t>(answer_bytes(order)), 0xFF);
    for (std::size_t i = 0; i + 2 < bytes.size() && i < 300; i += 3)
      bytes[i] = bytes[i + 1] = bytes[i + 2] = 0;
    return bytes;
  };
  std::function<Buffer(const RenderOrder&)> words = [](const RenderOrder& order) {
    Buffer bytes;
    for (std::size_t i = 0; i < order.pages.size(); ++i)
      static_cast<void>(render::append_page(bytes, {word("INSIDE"), word("無害")}));
    return bytes;
  };
  std::optional<ErrorCode> refusal;
  std::vector<RenderOrder> orders;
};

struct Flattened {
  Result<Outcome> outcome;
  Buffer output;
};

Flattened run(const Buffer& file, DrawingContext& context) {
  MemorySource in{Bytes(file)};
  MemorySink out;
  auto outcome = handler().sanitize(in, out, context);
  return {std::move(outcome), out.take()};
}

Buffer scripted() {
  return PdfBuilder().catalog("/OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>").build();
}

bool tells(const std::vector<Finding>& findings, std::string_view id, Action action) {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Finding& f) { return f.id.text() == id && f.action == action; });
}

Result<Picture> encode(const std::vector<std::uint32_t>& colors, const PageSize& size, Coding coding = Coding::Auto) {
  Buffer rgb;
  for (const std::uint32_t color : colors) {
    for (const unsigned shift : {16U, 8U, 0U})
      rgb.push_back(static_cast<std::uint8_t>((color >> shift) & 0xFF));
  }
  MemorySource source{Bytes(rgb)};
  pdf::Deflater deflater(DeflateLevel::Small);
  return encode_picture(source, 0, size, coding, deflater);
}

std::string_view space_of(const Picture& picture) {
  const pdf::Object* space = picture.dict.find("ColorSpace");
  return space->as<pdf::Array>() != nullptr ? space->as<pdf::Array>()->front().name() : space->name();
}

// Noise with many tones, as a scan has it.
std::vector<std::uint32_t> noise(std::size_t count, bool grey) {
  std::vector<std::uint32_t> out;
  std::uint32_t state = 1;
  for (std::size_t i = 0; i < count; ++i) {
    state = state * 1664525 + 1013904223;
    out.push_back(grey ? (state >> 24) * 0x010101 : state >> 8);
  }
  return out;
}

}  // namespace

TEST_CASE("flatten: the renderer sees what was rebuilt, never the original") {
  DrawingContext context;
  const Flattened flat = run(scripted(), context);
  REQUIRE(flat.outcome.has_value());
  REQUIRE(context.drawn().size() == 1);
  const std::string seen = testing::exposed_pdf(as_text(context.drawn()[0]));
  CHECK(seen.find("JavaScript") == std::string::npos);
  CHECK(seen.find("INSIDE") != std::string::npos);
  testing::LoneContext plain("x.pdf");
  const Buffer file = scripted();
  MemorySource in{Bytes(file)};
  MemorySink rebuilt;
  REQUIRE(pdf::handler().sanitize(in, rebuilt, plain).has_value());
  CHECK(context.drawn()[0] == rebuilt.buffer());
}

TEST_CASE("flatten: a page becomes one picture of its size, and the report says so") {
  DrawingContext context;
  const Flattened flat = run(PdfBuilder().build(), context);
  REQUIRE(flat.outcome.has_value());
  CHECK(tells(context.findings(), "RUN-010", Action::Flattened));
  REQUIRE(context.orders.size() == 2);
  CHECK(context.orders[0].kind == RenderKind::Pixels);
  CHECK(context.orders[1].kind == RenderKind::Words);
  const auto before = read_pages(context.drawn().at(0));
  const auto after = read_pages(flat.output);
  REQUIRE(before.has_value());
  REQUIRE(after.has_value());
  REQUIRE(after->size() == 1);
  CHECK(after->front().width == before->front().width);
  CHECK(after->front().height == before->front().height);
  const std::string seen = testing::exposed_pdf(as_text(flat.output));
  CHECK(seen.find("/I Do") != std::string::npos);
  CHECK(seen.find("3 Tr") != std::string::npos);
  CHECK(seen.find("/Annots") == std::string::npos);
}

TEST_CASE("flatten: the result is the same each time, and the PDF handler finds nothing in it to take out") {
  DrawingContext first;
  DrawingContext second;
  const Flattened flat = run(scripted(), first);
  CHECK(run(scripted(), second).output == flat.output);
  const testing::LocalResult again = testing::run_local(flat.output, "x.pdf");
  REQUIRE_MESSAGE(again.outcome.has_value(), again.outcome.error().detail);
  for (const Finding& f : again.findings) {
    CAPTURE(f.detail);
    CHECK(f.action == Action::Kept);  // PDF-061: text that is not seen
  }
  const testing::LocalResult third = testing::run_local(again.output, "x.pdf");
  CHECK(third.output == again.output);
}

TEST_CASE("flatten: pixels or words that are not as fixed end the file") {
  for (const int change : {-1, 1}) {
    DrawingContext context;
    context.pixels = [change](const RenderOrder& order) {
      return Buffer(static_cast<std::size_t>(static_cast<std::int64_t>(answer_bytes(order)) + change));
    };
    CHECK_FALSE(run(PdfBuilder().build(), context).outcome.has_value());
  }
  DrawingContext liar;
  liar.words = [](const RenderOrder&) { return Buffer{1, 0, 0, 0, 9}; };
  CHECK_FALSE(run(PdfBuilder().build(), liar).outcome.has_value());
}

TEST_CASE("flatten: what ended the renderer ends the file, with its reason") {
  DrawingContext context;
  context.refusal = ErrorCode::OutOfTime;
  const Flattened flat = run(PdfBuilder().build(), context);
  REQUIRE_FALSE(flat.outcome.has_value());
  CHECK(flat.outcome.error().code == ErrorCode::OutOfTime);
}

TEST_CASE("flatten: where nothing draws, the file is refused and not just rebuilt") {
  testing::LoneContext context("x.pdf", flat_policy());
  const Buffer file = PdfBuilder().build();
  MemorySource in{Bytes(file)};
  MemorySink out;
  const auto outcome = handler().sanitize(in, out, context);
  REQUIRE_FALSE(outcome.has_value());
  CHECK(outcome.error().code == ErrorCode::Unsupported);
}

TEST_CASE("flatten: by policy there is no text, and another resolution") {
  policy::Policy policy = flat_policy();
  policy.flatten_text = policy::FlattenText::Remove;
  policy.flatten_resolution = policy::FlattenResolution::Dpi300;
  DrawingContext context(policy);
  const Flattened flat = run(PdfBuilder().page("/MediaBox [0 0 72 144]").build(), context);
  REQUIRE(flat.outcome.has_value());
  REQUIRE(context.orders.size() == 1);
  CHECK(testing::exposed_pdf(as_text(flat.output)).find("/Font") == std::string::npos);
}

TEST_CASE("flatten: without the policy nothing is drawn") {
  DrawingContext context{policy::Policy()};
  REQUIRE(run(PdfBuilder().build(), context).outcome.has_value());
  CHECK(context.orders.empty());
}

TEST_CASE("flatten/pages: the picture is as large as the policy and the limits say") {
  CHECK(picture_size({595.28, 841.89, 1}, 150).width == 1240);
  CHECK(picture_size({595.28, 841.89, 1}, 150).height == 1754);
  CHECK(picture_size({72, 72, 2}, 100).width == 200);
  CHECK(picture_size({0.001, 0.001, 1}, 100).width == 1);
  for (const Page& page :
       {Page{14'400, 14'400, 1}, Page{14'400, 1, 10'000}, Page{1e30, 1e-30, 1}, Page{5000, 4000, 1}}) {
    const PageSize size = picture_size(page, 300);
    RenderOrder order;
    order.pages = {size};
    CHECK(check(order).has_value());
  }
}

TEST_CASE("flatten/picture: the coding follows the colours") {
  const PageSize size = {64, 64};
  std::vector<std::uint32_t> two(64 * 64, 0xFFFFFF);
  two[5] = 0xFF0000;
  const auto red = encode(two, size);
  REQUIRE(red.has_value());
  CHECK(space_of(*red) == "Indexed");
  CHECK(red->dict.find("BitsPerComponent")->number() == 1.0);

  std::vector<std::uint32_t> greys;
  for (std::uint32_t i = 0; i < 64 * 64; ++i)
    greys.push_back((i / 64) * 0x010101);
  const auto grey = encode(greys, size);
  REQUIRE(grey.has_value());
  CHECK(space_of(*grey) == "DeviceGray");

  const PageSize large = {256, 256};
  for (const bool is_grey : {true, false}) {
    const auto lossy = encode(noise(256 * 256, is_grey), large);
    const auto lossless = encode(noise(256 * 256, is_grey), large, Coding::Lossless);
    REQUIRE(lossy.has_value());
    REQUIRE(lossless.has_value());
    CHECK(lossless->dict.find("Filter")->name() == "FlateDecode");
    CHECK(lossy->data.size() <= lossless->data.size());
    CHECK(space_of(*lossless) == (is_grey ? "DeviceGray" : "DeviceRGB"));
  }
}

TEST_CASE("flatten/picture: fewer pixels than the size says are an error") {
  CHECK_FALSE(encode({0, 0, 0}, {2, 2}).has_value());
}

TEST_CASE("flatten/text: runs without area or out of all measure are left out") {
  pdf::OutputDocument document;
  TextLayer layer(document);
  const Page page{100, 100, 1};
  const PageSize size = {100, 100};
  render::Run flat = word("a");
  flat.advance_x = 0;
  render::Run thin = word("b");
  thin.up_y = 0;
  CHECK(layer.operators({flat, thin}, page, size).empty());
  render::Run run = word("ab");
  CHECK(layer.operators({run}, page, size) == "BT\n3 Tr\n/H 1 Tf\n25 0 0 20 100 0 Tm\n<00010002> Tj\nET\n");
}

TEST_CASE("flatten/text: a vertical run hangs from the middle of its top") {
  pdf::OutputDocument document;
  TextLayer layer(document);
  render::Run run = word("縦書");
  run.advance_x = 0;
  run.advance_y = 2560;
  run.vertical = true;
  const std::string text = layer.operators({run}, {200, 200, 1}, {200, 200});
  CHECK(text == "BT\n3 Tr\n/V 1 Tf\n20 0 0 20 110 117.6 Tm\n<00010002> Tj\nET\n");
}
