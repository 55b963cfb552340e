// Actions (ISO 32000-1 12.6) and destinations (12.3.2). In, out and limits: walk.h.
// Kept: going to a page of this document, the four harmless named actions, and by policy http, https and mailto links.
#include <algorithm>

#include "lib/core/uri.h"
#include "lib/formats/pdf/walk.h"

namespace mugai::pdf {
namespace {

struct ActionRow {
  std::string_view type;
  std::string_view id;
  Category category;
};
// Each runs, fetches, sends or changes what is shown. Unknown ones are PDF-047.
constexpr ActionRow kActions[] = {
    {"JavaScript", "PDF-035", Category::Macros},
    {"Launch", "PDF-036", Category::ExternalReferences},
    {"GoToR", "PDF-038", Category::ExternalReferences},
    {"GoToE", "PDF-039", Category::EmbeddedDocuments},
    {"GoToDp", "PDF-040", Category::ActiveFields},
    {"GoTo3DView", "PDF-040", Category::Ink},
    {"Trans", "PDF-040", Category::ActiveFields},
    {"NOP", "PDF-040", Category::ActiveFields},
    {"SetState", "PDF-040", Category::ActiveFields},
    {"Movie", "PDF-040", Category::Media},
    {"Sound", "PDF-040", Category::Media},
    {"Hide", "PDF-040", Category::ActiveFields},
    {"SetOCGState", "PDF-040", Category::ActiveFields},
    {"ResetForm", "PDF-040", Category::ActiveFields},
    {"Thread", "PDF-041", Category::ExternalReferences},
    {"SubmitForm", "PDF-042", Category::ExternalReferences},
    {"ImportData", "PDF-043", Category::ExternalReferences},
    {"Rendition", "PDF-044", Category::Media},
    {"RichMediaExecute", "PDF-045", Category::Media},
};

constexpr std::string_view kNamedActions[] = {"NextPage", "PrevPage", "FirstPage", "LastPage"};

// Table 151: how many values follow the name
struct FitRow {
  std::string_view name;
  std::size_t values;
};
constexpr FitRow kFits[] = {{"XYZ", 3},  {"Fit", 0},  {"FitH", 1},  {"FitV", 1},
                            {"FitR", 4}, {"FitB", 0}, {"FitBH", 1}, {"FitBV", 1}};

}  // namespace

Result<Object> Walker::uri_action(const Dict& in) {
  const Object* value = in.find("URI");
  const Object target = value == nullptr ? Object() : reader_.resolve(*value);
  const String* address = target.as<String>();
  const uri::Kind kind = address == nullptr ? uri::Kind::Forbidden : uri::classify(address->bytes);
  if (kind != uri::Kind::Http && kind != uri::Kind::Mailto) {
    TRY(remove("PDF-037", "link that is neither http, https nor mailto", Object()));
    return Object();
  }
  if (!keeps(Category::Hyperlinks)) {
    TRY(remove("PDF-037", "link", Object(), Category::Hyperlinks));
    return Object();
  }
  if (in.find("IsMap") != nullptr) tally_.removed("PDF-037", "IsMap of a link");
  Dict out;
  out.set("S", name("URI"));
  out.set("URI", target);
  return Object(std::move(out));
}

Result<Object> Walker::action(const Object& value) {
  const Object here = reader_.resolve(value);
  const Dict* in = here.as<Dict>();
  if (in == nullptr) {
    if (!here.is_null()) TRY(remove("PDF-047", "action that is no dictionary", here));
    return Object();
  }
  if (const Object* next = in->find("Next")) TRY(remove("PDF-034", "chained action", *next));
  const Object* type = in->find("S");
  const Object kind = type == nullptr ? Object() : reader_.resolve(*type);
  if (kind.is_name("URI")) return uri_action(*in);
  if (kind.is_name("GoTo")) {
    const Object* where = in->find("D");
    TRY_ASSIGN(Object place, where == nullptr ? Result<Object>(Object()) : destination(*where));
    if (in->find("SD") != nullptr) tally_.removed("PDF-048", "structure destination");
    if (place.is_null()) return Object();
    Dict out;
    out.set("S", kind);
    out.set("D", std::move(place));
    return Object(std::move(out));
  }
  if (kind.is_name("Named")) {
    const Object* which = in->find("N");
    const Object named = which == nullptr ? Object() : reader_.resolve(*which);
    if (std::find(std::begin(kNamedActions), std::end(kNamedActions), named.name()) == std::end(kNamedActions)) {
      TRY(remove("PDF-046", "named action", here));
      return Object();
    }
    Dict out;
    out.set("S", kind);
    out.set("N", named);
    return Object(std::move(out));
  }
  for (const ActionRow& row : kActions) {
    if (!kind.is_name(row.type)) continue;
    Dict rest = *in;  // its own type was told by its row
    rest.set("S", Object());
    rest.set("Next", Object());
    if (row.type == "JavaScript") rest.set("JS", Object());
    TRY(remove(row.id, "action " + std::string(row.type), rest, row.category));
    return Object();
  }
  TRY(remove("PDF-047", "unknown action", here));
  return Object();
}

// A name or a string that is known, or an explicit destination
Result<Object> Walker::destination(const Object& value) {
  const Object here = reader_.resolve(value);
  if (here.as<Array>() != nullptr) return explicit_destination(here);
  if (const String* string = here.as<String>()) {
    return destinations_.contains("s" + string->bytes) ? here : Object();
  }
  if (here.as<Name>() != nullptr) return destinations_.contains("n" + std::string(here.name())) ? here : Object();
  if (const Dict* dict = here.as<Dict>()) {
    if (dict->find("S") != nullptr) TRY(remove("PDF-047", "action in the place of a destination", here));
  }
  return Object();
}

// [ page /Fit… values ] where page is a page of this document
Result<Object> Walker::explicit_destination(const Object& value) {
  const Array* items = value.as<Array>();
  if (items == nullptr || items->empty()) return Object();
  std::optional<OutRef> page = page_of(items->front());
  if (const auto* index = items->front().as<std::int64_t>()) {  // 0-based, as some programs write it
    if (*index >= 0 && static_cast<std::uint64_t>(*index) < pages_.size()) {
      page = pages_[static_cast<std::size_t>(*index)].out;
    }
  }
  if (!page) return Object();
  const Object fit = items->size() > 1 ? reader_.resolve(items->at(1)) : name("Fit");
  for (const FitRow& row : kFits) {
    if (!fit.is_name(row.name)) continue;
    Array out = {*page, fit};
    for (std::size_t i = 0; i < row.values; ++i) {
      const Object number = i + 2 < items->size() ? reader_.resolve(items->at(i + 2)) : Object();
      out.push_back(number.number() ? number : Object());
    }
    return Object(std::move(out));
  }
  return Object(Array{*page, name("Fit")});
}

}  // namespace mugai::pdf
