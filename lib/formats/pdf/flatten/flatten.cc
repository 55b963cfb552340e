#include "lib/formats/pdf/flatten/flatten.h"

#include <algorithm>
#include <array>

#include "lib/formats/pdf/flatten/pages.h"
#include "lib/formats/pdf/flatten/picture.h"
#include "lib/formats/pdf/flatten/text_layer.h"
#include "lib/policy/policy.h"

namespace mugai::pdf::flatten {
namespace {

// Raw pixels of one order: the memory that they lie in, and what one lost page costs. About five A4 pages at 150 dpi.
constexpr std::uint64_t kBatchBytes = std::uint64_t{32} << 20;

DeflateLevel level_of(const policy::Policy& policy) noexcept {
  return policy.compression == policy::Compression::Small ? DeflateLevel::Small : DeflateLevel::Fast;
}

class Flattener {
 public:
  Flattener(Bytes rebuilt, Context& ctx, std::vector<Page> pages)
      : rebuilt_(rebuilt), ctx_(ctx), pages_(std::move(pages)), deflater_(level_of(ctx.policy())), layer_(document_) {}

  Result<void> run(OutputSink& out) {
    tree_ = document_.reserve();
    while (done_ < pages_.size())
      TRY(next_batch());
    return finish(out);
  }

 private:
  [[nodiscard]] RenderOrder next_order() const {
    RenderOrder order;
    order.first_page = static_cast<std::uint32_t>(done_);
    std::uint64_t bytes = 0;
    const std::uint32_t dpi = resolution_of(ctx_.policy());
    for (std::size_t i = done_; i < pages_.size() && order.pages.size() < kMaxPagesAtOnce; ++i) {
      const PageSize size = picture_size(pages_[i], dpi);
      bytes += picture_bytes(size);
      if (!order.pages.empty() && bytes > kBatchBytes) break;
      order.pages.push_back(size);
    }
    return order;
  }

  // What the renderer gave, or why it gave nothing.
  Result<std::unique_ptr<Source>> draw(const RenderOrder& order) {
    const Context::InputWriter writer = [this](Sink& sink) { return sink.write(rebuilt_); };
    TRY_ASSIGN(NestedOutcome drawn, ctx_.render(order, sent_ ? nullptr : &writer));
    sent_ = true;
    for (Finding& finding : drawn.findings)
      ctx_.report(std::move(finding));
    if (!has_output(drawn.disposition) || drawn.output == nullptr) {
      return make_error(drawn.reason,
                        "page " + std::to_string(order.first_page + 1) + " and what follows: " + drawn.detail);
    }
    return std::move(drawn.output);
  }

  Result<void> next_batch() {
    RenderOrder order = next_order();
    TRY_ASSIGN(const std::unique_ptr<Source> pixels, draw(order));
    if (pixels->size() != answer_bytes(order)) return make_error(ErrorCode::Malformed, "pixels of another size");
    std::vector<Picture> pictures;
    std::uint64_t offset = 0;
    for (const PageSize& size : order.pages) {
      const auto coding = static_cast<Coding>(ctx_.policy().flatten_pictures);
      TRY_ASSIGN(Picture picture, encode_picture(*pixels, offset, size, coding, deflater_));
      pictures.push_back(std::move(picture));
      offset += picture_bytes(size);
    }
    TRY_ASSIGN(const auto words, read_words(order));
    for (std::size_t i = 0; i < pictures.size(); ++i) {
      TRY(add_page(pages_[done_ + i], order.pages[i], std::move(pictures[i]), words[i]));
    }
    done_ += order.pages.size();
    return ok();
  }

  Result<std::vector<std::vector<render::Run>>> read_words(RenderOrder& order) {
    if (ctx_.policy().flatten_text == policy::FlattenText::Remove) {
      return std::vector<std::vector<render::Run>>(order.pages.size());
    }
    order.kind = RenderKind::Words;
    TRY_ASSIGN(const std::unique_ptr<Source> answer, draw(order));
    TRY_ASSIGN(const Buffer bytes, answer->read_all(kMaxWordsBytes));
    return render::parse_words(bytes, order.pages.size());
  }

  Result<void> add_page(const Page& page, const PageSize& size, Picture picture, const std::vector<render::Run>& runs) {
    const OutRef image = document_.reserve();
    document_.define_stream(image, std::move(picture.dict), std::move(picture.data));
    Buffer content;
    append(content, "q\n");
    for (const double value : {page.width, 0.0, 0.0, page.height, 0.0, 0.0}) {
      write_object(number(value), {}, content);
      content.push_back(' ');
    }
    append(content, "cm\n/I Do\nQ\n");
    const std::string text = layer_.operators(runs, page, size);
    append(content, text);
    const OutRef stream = document_.reserve();
    TRY_ASSIGN(Buffer packed, deflater_.compress(content));
    Dict content_dict;
    content_dict.set("Filter", name("FlateDecode"));
    document_.define_stream(stream, std::move(content_dict), std::move(packed));
    Dict images;
    images.set("I", image);
    Dict resources;
    resources.set("XObject", std::move(images));
    if (!text.empty()) resources.set("Font", layer_.fonts());
    has_text_ = has_text_ || !text.empty();
    Dict dict;
    dict.set("Type", name("Page"));
    dict.set("Parent", tree_);
    dict.set("MediaBox", Array{integer(0), integer(0), number(page.width), number(page.height)});
    if (page.unit != 1) dict.set("UserUnit", number(page.unit));
    dict.set("Resources", std::move(resources));
    dict.set("Contents", stream);
    kids_.emplace_back(document_.add(std::move(dict)));
    return ok();
  }

  Result<void> finish(OutputSink& out) {
    if (has_text_) TRY(layer_.finish(deflater_));
    tell();
    Dict tree;
    tree.set("Type", name("Pages"));
    tree.set("Count", integer(static_cast<std::int64_t>(kids_.size())));
    tree.set("Kids", std::move(kids_));
    document_.define(tree_, std::move(tree));
    Dict root;
    root.set("Type", name("Catalog"));
    root.set("Pages", tree_);
    const OutRef catalog = document_.add(std::move(root));
    return write_document(document_, catalog, document_.reserve(), deflater_, out);
  }

  void tell() {
    const std::string pages = std::to_string(pages_.size()) + (pages_.size() == 1 ? " page" : " pages");
    ctx_.report(Finding{.id = CatalogueId("RUN-010"),
                        .action = Action::Flattened,
                        .where = "document",
                        .detail = pages + " drawn at " + std::to_string(resolution_of(ctx_.policy())) + " dpi" +
                                  (has_text_ ? ", with their text" : "")});
    if (layer_.overfull()) {
      ctx_.report(Finding{.id = CatalogueId("RUN-010"),
                          .action = Action::Removed,
                          .where = "document",
                          .detail = "characters beyond what the layer of text holds"});
    }
  }

  Bytes rebuilt_;
  Context& ctx_;
  std::vector<Page> pages_;
  Deflater deflater_;
  OutputDocument document_;
  TextLayer layer_;
  OutRef tree_;
  Array kids_;
  std::size_t done_ = 0;
  bool sent_ = false;
  bool has_text_ = false;
};

}  // namespace

std::uint32_t resolution_of(const policy::Policy& policy) noexcept {
  constexpr std::array<std::uint32_t, 4> kDpi = {100, 150, 200, 300};
  return kDpi.at(static_cast<std::size_t>(policy.flatten_resolution));
}

Result<void> flatten(Bytes rebuilt, OutputSink& out, Context& ctx) {
  TRY_ASSIGN(std::vector<Page> pages, read_pages(rebuilt));
  return Flattener(rebuilt, ctx, std::move(pages)).run(out);
}

}  // namespace mugai::pdf::flatten
