// The page tree (ISO 32000-1 7.7.3): read without recursion, each node once; written flat, with nothing inherited.
// In, out and limits: walk.h.
#include <algorithm>
#include <cmath>

#include "lib/formats/pdf/walk.h"

namespace mugai::pdf {
namespace {

// Table 30. Contents, Resources, Annots and boxes have code of their own.
constexpr KeyRule kPageKeys[] = {
    silent("Type"),
    silent("Parent"),
    silent("LastModified"),
    silent("Resources"),
    silent("MediaBox"),
    silent("CropBox"),
    silent("BleedBox"),
    silent("TrimBox"),
    silent("ArtBox"),
    silent("BoxColorInfo"),
    silent("Contents"),
    silent("Rotate"),
    call("Group", &Walker::page_group),
    drop("Thumb", "PDF-064", Category::Thumbnails),
    drop("B", "PDF-066"),
    drop("Dur", "PDF-068"),
    drop("Trans", "PDF-068"),
    silent("Annots"),
    drop("AA", "PDF-030", Category::Macros),
    drop("Metadata", "PDF-064", Category::Properties),
    drop("PieceInfo", "PDF-064", Category::Properties),
    whole("StructParents", 0),
    drop("ID", "PDF-064"),
    silent("PZ"),
    drop("SeparationInfo", "PDF-064"),
    name_of("Tabs", "R C S"),
    drop("TemplateInstantiated", "PDF-070"),
    drop("Hid", "PDF-070"),
    drop("PresSteps", "PDF-030", Category::ActiveFields),
    real("UserUnit", 0.001, 10'000),
    drop("VP", "PDF-069"),
    drop("AF", "PDF-049", Category::EmbeddedDocuments),
    drop("OutputIntents", "PDF-066"),
    drop("DPart", "PDF-066"),
};
constexpr DictRule kPage = {"page", kPageKeys};

// Table 147
constexpr KeyRule kGroupKeys[] = {
    name_of("Type", "Group"), name_of("S", "Transparency"), call("CS", &Walker::color_space), flag("I"), flag("K"),
};
constexpr DictRule kGroup = {"group", kGroupKeys};

constexpr std::string_view kInherited[] = {"Resources", "MediaBox", "CropBox", "Rotate"};
constexpr std::string_view kOtherBoxes[] = {"CropBox", "BleedBox", "TrimBox", "ArtBox"};

}  // namespace

Result<Object> Walker::page_group(const Object& value) {
  return sub_dict(kGroup, value);
}

// Children are put before what is left to do: pages come out in reading order.
Result<void> Walker::read_pages(const Object& root) {
  std::vector<std::pair<Object, Dict>> todo = {{root, Dict()}};
  std::set<Ref> nodes;
  while (!todo.empty()) {
    auto [kid, inherited] = std::move(todo.back());
    todo.pop_back();
    const Ref* ref = kid.as<Ref>();
    const Object here = reader_.resolve(kid);
    const Dict* dict = here.as<Dict>();
    if (dict == nullptr) {
      tally_.removed("PDF-015", "entry of the page tree that is no page");
      continue;
    }
    Dict own = inherited;
    for (const std::string_view key : kInherited) {
      if (const Object* value = dict->find(key)) own.set(key, *value);
    }
    const Object* kids = dict->find("Kids");
    const Object list = kids == nullptr ? Object() : reader_.resolve(*kids);
    if (const Array* items = list.as<Array>()) {
      if (ref != nullptr && !nodes.insert(*ref).second) {
        tally_.removed("PDF-015", "node of the page tree that is there twice");
        continue;
      }
      for (std::size_t i = items->size(); i-- > 0;)
        todo.emplace_back(items->at(i), own);
      TRY(count_nodes(static_cast<std::uint32_t>(items->size())));
      continue;
    }
    if (pages_.size() >= limits_.max_pages) return make_error(ErrorCode::TooMany, "too many pages");
    PageEntry page{ref == nullptr ? Ref{} : *ref, *dict, std::move(own), out_.reserve(), true};
    if (ref != nullptr && !page_refs_.emplace(*ref, page.out).second) {
      tally_.rewritten("PDF-015", "page that is in the page tree twice");
      page.first = false;
    }
    pages_.push_back(std::move(page));
  }
  if (pages_.empty()) return make_error(ErrorCode::Malformed, "a PDF without pages");
  return ok();
}

std::optional<OutRef> Walker::page_of(const Object& value) const {
  const Ref* ref = value.as<Ref>();
  if (ref == nullptr) return std::nullopt;
  const auto at = page_refs_.find(*ref);
  if (at == page_refs_.end()) return std::nullopt;
  return at->second;
}

// [ x y x y ] in any order of corners; Null where it is none
Object Walker::box(const Object* value) {
  const Object here = value == nullptr ? Object() : number_array(*value, 4, 4);
  const Array* items = here.as<Array>();
  if (items == nullptr) return {};
  Array out = *items;
  for (std::size_t i = 0; i < 2; ++i) {
    if (out[i].number().value_or(0) > out[i + 2].number().value_or(0)) std::swap(out[i], out[i + 2]);
  }
  return out;
}

Result<Object> Walker::write_pages() {
  const OutRef root = out_.reserve();
  Array kids;
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    tally_.set_place("page " + std::to_string(i + 1));
    TRY_ASSIGN(Dict made, page(pages_[i]));
    made.set("Parent", root);
    out_.define(pages_[i].out, std::move(made));
    kids.emplace_back(pages_[i].out);
    TRY(drain());  // forms and pictures of the page, while its place is known
  }
  tally_.set_place("document");
  Dict tree;
  tree.set("Type", name("Pages"));
  tree.set("Count", integer(static_cast<std::int64_t>(kids.size())));
  tree.set("Kids", std::move(kids));
  out_.define(root, std::move(tree));
  return Object(root);
}

Result<Dict> Walker::page(PageEntry& entry) {
  TRY_ASSIGN(Dict out, apply(kPage, entry.dict));
  out.set("Type", name("Page"));
  Object media = box(entry.inherited.find("MediaBox"));
  if (media.is_null()) media = Array{integer(0), integer(0), integer(612), integer(792)};
  out.set("MediaBox", std::move(media));
  for (const std::string_view key : kOtherBoxes) {
    const bool inherits = key == "CropBox";
    out.set(key, box(inherits ? entry.inherited.find(key) : entry.dict.find(key)));
  }
  if (const Object* value = entry.inherited.find("Rotate")) {
    const auto angle = reader_.resolve(*value).number();
    const int turned = angle ? (static_cast<int>(std::fmod(*angle, 360.0)) + 360) % 360 : 0;
    if (turned % 90 == 0 && turned != 0) out.set("Rotate", integer(turned));
  }
  TRY(page_content(entry, out));
  if (entry.first) {
    TRY_ASSIGN(Object list, annotations(entry));
    out.set("Annots", std::move(list));
  }
  return out;
}

// All streams of the page as one: tokens end with each stream, the graphics state does not.
Result<void> Walker::page_content(const PageEntry& entry, Dict& out) {
  const Object* value = entry.dict.find("Contents");
  const Object contents = value == nullptr ? Object() : reader_.resolve(*value);
  Array parts;
  if (const Array* items = contents.as<Array>()) {
    parts = *items;
  } else if (contents.as<Stream>() != nullptr) {
    parts = {contents};
  }
  Buffer joined;
  for (const Object& part : parts) {
    const Object here = reader_.resolve(part);
    const Stream* stream = here.as<Stream>();
    if (stream == nullptr) continue;
    TRY_ASSIGN(const Buffer plain, plain_bytes(*stream));
    if (joined.size() + plain.size() > kMaxStreamBytes) {
      return make_error(ErrorCode::TooLarge, "a page with too much content");
    }
    joined.insert(joined.end(), plain.begin(), plain.end());
    joined.push_back('\n');
  }
  ResourceScope scope(*this, resources_of(entry.inherited, {}));
  Buffer rewritten;
  TRY(rewrite(joined, ContentKind::Page, scope, rewritten));
  TRY_ASSIGN(Dict resources, scope.take());
  out.set("Resources", std::move(resources));
  if (rewritten.empty()) return ok();
  const OutRef content = out_.reserve();
  TRY(put_stream(content, Dict(), rewritten));
  out.set("Contents", content);
  return ok();
}

}  // namespace mugai::pdf
