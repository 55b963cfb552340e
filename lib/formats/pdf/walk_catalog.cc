// The catalogue dictionary (ISO 32000-1 7.7.2) and the information dictionary (14.3.3). In, out and limits: walk.h.
#include "lib/formats/pdf/walk.h"

namespace mugai::pdf {
namespace {

// Table 28. What has code of its own is silent here.
constexpr KeyRule kCatalogKeys[] = {
    silent("Type"),
    drop("Version", "PDF-021"),
    drop("Extensions", "PDF-021"),
    silent("Pages"),
    silent("PageLabels"),
    silent("Names"),
    silent("Dests"),
    call("ViewerPreferences", &Walker::viewer_preferences),
    name_of("PageLayout", "SinglePage OneColumn TwoColumnLeft TwoColumnRight TwoPageLeft TwoPageRight"),
    call("PageMode", &Walker::page_mode),
    silent("Outlines"),
    drop("Threads", "PDF-066"),
    silent("OpenAction"),
    drop("AA", "PDF-029", Category::Macros),
    drop("URI", "PDF-037"),
    silent("AcroForm"),
    drop("Metadata", "PDF-064", Category::Properties),
    silent("StructTreeRoot"),
    call("MarkInfo", &Walker::mark_info),
    text("Lang"),
    drop("SpiderInfo", "PDF-064"),
    drop("OutputIntents", "PDF-066"),
    drop("PieceInfo", "PDF-064", Category::Properties),
    silent("OCProperties"),
    drop("Perms", "PDF-056", Category::Signatures),
    drop("Legal", "PDF-056", Category::Signatures),
    drop("Requirements", "PDF-021"),
    drop("Collection", "PDF-051", Category::EmbeddedDocuments),
    drop("NeedsRendering", "PDF-054"),
    drop("DSS", "PDF-056", Category::Signatures),
    drop("AF", "PDF-049", Category::EmbeddedDocuments),
    drop("DPartRoot", "PDF-066"),
};
constexpr DictRule kCatalog = {"catalogue", kCatalogKeys};

// Table 31: of all name trees only destinations stay
constexpr KeyRule kNameTreeKeys[] = {
    silent("Dests"),
    drop("AP", "PDF-065"),
    drop("JavaScript", "PDF-035", Category::Macros),
    drop("Pages", "PDF-065"),
    drop("Templates", "PDF-065"),
    drop("IDS", "PDF-065"),
    drop("URLS", "PDF-065"),
    drop("EmbeddedFiles", "PDF-049", Category::EmbeddedDocuments),
    drop("AlternatePresentations", "PDF-065"),
    drop("Renditions", "PDF-053", Category::Media),
    drop("XFAResources", "PDF-054", Category::Macros),
};
constexpr DictRule kNameTrees = {"name trees", kNameTreeKeys};

// Table 150. What hides the program's own controls is a way to deceive (PDF-067).
constexpr KeyRule kPreferenceKeys[] = {
    drop("HideToolbar", "PDF-067"),
    drop("HideMenubar", "PDF-067"),
    drop("HideWindowUI", "PDF-067"),
    flag("FitWindow"),
    flag("CenterWindow"),
    flag("DisplayDocTitle"),
    name_of("NonFullScreenPageMode", "UseNone UseOutlines UseThumbs UseOC"),
    name_of("Direction", "L2R R2L"),
    silent("ViewArea"),
    silent("ViewClip"),
    silent("PrintArea"),
    silent("PrintClip"),
    name_of("PrintScaling", "None AppDefault"),
    name_of("Duplex", "Simplex DuplexFlipShortEdge DuplexFlipLongEdge"),
    flag("PickTrayByPDFSize"),
    plain("PrintPageRange"),
    whole("NumCopies", 1, 5),
    silent("Enforce"),
};
constexpr DictRule kPreferences = {"viewer preferences", kPreferenceKeys};

constexpr KeyRule kMarkInfoKeys[] = {flag("Marked"), flag("UserProperties"), flag("Suspects")};
constexpr DictRule kMarkInfo = {"mark information", kMarkInfoKeys};

// Table 317: the title is shown; the rest is by policy
constexpr KeyRule kInfoKeys[] = {
    text("Title"),        text("Author"),  text("Subject"),
    text("Keywords"),     text("Creator"), text("Producer"),
    text("CreationDate"), text("ModDate"), name_of("Trapped", "True False Unknown"),
};
constexpr DictRule kInfo = {"document information", kInfoKeys};
constexpr KeyRule kShortInfoKeys[] = {
    text("Title"),
    drop("Author", "PDF-064", Category::Properties),
    drop("Subject", "PDF-064", Category::Properties),
    drop("Keywords", "PDF-064", Category::Properties),
    drop("Creator", "PDF-064", Category::Properties),
    drop("Producer", "PDF-064", Category::Properties),
    drop("CreationDate", "PDF-064", Category::Properties),
    drop("ModDate", "PDF-064", Category::Properties),
    silent("Trapped"),
};
constexpr DictRule kShortInfo = {"document information", kShortInfoKeys};

}  // namespace

Result<Object> Walker::viewer_preferences(const Object& value) {
  return sub_dict(kPreferences, value);
}
Result<Object> Walker::mark_info(const Object& value) {
  return sub_dict(kMarkInfo, value);
}

// Full screen hides the program, the attachment panel asks to open what came along (PDF-067).
Result<Object> Walker::page_mode(const Object& value) {
  const Object here = reader_.resolve(value);
  if (here.is_name("FullScreen") || here.is_name("UseAttachments")) {
    tally_.rewritten("PDF-067", "page mode " + std::string(here.name()));
    return Object();
  }
  constexpr std::string_view kModes[] = {"UseNone", "UseOutlines", "UseThumbs", "UseOC"};
  for (const std::string_view mode : kModes) {
    if (here.is_name(mode)) return here;
  }
  return Object();
}

// Wrappers whose true content is an encrypted file within, and forms whose pages are made by XFA: without what goes,
// nothing is left to deliver.
Result<void> Walker::check_whole(const Dict& catalog) {
  const auto refuse = [&](std::string_view id, ErrorCode code, std::string_view what) {
    tally_.add(id, Action::Blocked, what);
    return make_error(code, std::string(what));
  };
  const Object* dynamic = catalog.find("NeedsRendering");
  const Object rendering = dynamic == nullptr ? Object() : reader_.resolve(*dynamic);
  if (rendering.as<bool>() != nullptr && *rendering.as<bool>()) {
    return refuse("PDF-054", ErrorCode::Unsupported, "form whose pages are made by XFA");
  }
  const Object* files = catalog.find("AF");
  const Object list = files == nullptr ? Object() : reader_.resolve(*files);
  if (const Array* items = list.as<Array>()) {
    for (std::size_t i = 0; i < items->size() && i < 100; ++i) {
      const Object file = reader_.resolve(items->at(i));
      const Object* relation = file.dict() == nullptr ? nullptr : file.dict()->find("AFRelationship");
      if (relation != nullptr && relation->is_name("EncryptedPayload")) {
        return refuse("PDF-026", ErrorCode::Encrypted, "wrapper around an encrypted document");
      }
    }
  }
  return ok();
}

Result<OutRef> Walker::catalog(const Object& untrusted_root) {
  const Object here = reader_.resolve(untrusted_root);
  const Dict* in = here.as<Dict>();
  const Object* pages = in == nullptr ? nullptr : in->find("Pages");
  if (pages == nullptr) return make_error(ErrorCode::Malformed, "a PDF without a catalogue");
  TRY(check_whole(*in));
  TRY(read_groups(*in));
  TRY(read_pages(*pages));
  TRY(read_destinations(*in));
  reserve_annotations();
  const Object* form = in->find("AcroForm");
  const Object fields = form == nullptr ? Object() : reader_.resolve(*form);
  if (fields.as<Dict>() != nullptr) {
    if (const Object* list = fields.as<Dict>()->find("Fields")) TRY(read_fields(*list));
    const Object* resources = fields.as<Dict>()->find("DR");
    const Object shared = resources == nullptr ? Object() : reader_.resolve(*resources);
    if (shared.as<Dict>() != nullptr) form_resources_ = {*shared.as<Dict>()};
  }
  const OutRef out = out_.reserve();
  TRY_ASSIGN(Dict root, apply(kCatalog, *in));
  root.set("Type", name("Catalog"));
  TRY_ASSIGN(Object tree, write_pages());
  root.set("Pages", std::move(tree));
  TRY(catalog_parts(*in, root));
  TRY(drain());
  out_.define(out, std::move(root));
  TRY(report_unreferenced());
  return out;
}

Result<void> Walker::catalog_parts(const Dict& in, Dict& root) {
  struct Part {
    std::string_view key;
    Result<Object> (Walker::*make)(const Object&);
  };
  constexpr Part kParts[] = {
      {"OpenAction", &Walker::open_action},
      {"AcroForm", &Walker::form_fields},
      {"Outlines", &Walker::outlines},
      {"PageLabels", &Walker::page_labels},
      {"OCProperties", &Walker::optional_properties},
      {"StructTreeRoot", &Walker::structure},
  };
  for (const Part& part : kParts) {
    const Object* value = in.find(part.key);
    if (value == nullptr) continue;
    tally_.set_place(std::string(part.key));
    TRY_ASSIGN(Object made, (this->*part.make)(*value));
    root.set(part.key, std::move(made));
  }
  tally_.set_place("document");
  if (const Object* names = in.find("Names")) {
    const Object here = reader_.resolve(*names);
    if (here.as<Dict>() != nullptr) TRY(apply(kNameTrees, *here.as<Dict>()));
  }
  root.set("Names", named_destinations('s'));
  root.set("Dests", named_destinations('n'));
  return ok();
}

// An explicit destination (PDF-028)
Result<Object> Walker::open_action(const Object& value) {
  const Object here = reader_.resolve(value);
  Object place = here;
  if (const Dict* dict = here.as<Dict>()) {
    const Object* type = dict->find("S");
    if (type == nullptr || !reader_.resolve(*type).is_name("GoTo")) {
      tally_.removed("PDF-028", "action at opening");
      TRY(action(value));
      return Object();
    }
    if (const Object* next = dict->find("Next")) TRY(remove("PDF-034", "chained action", *next));
    const Object* target = dict->find("D");
    place = target == nullptr ? Object() : reader_.resolve(*target);
  }
  if (const String* text = place.as<String>()) {
    const auto at = destinations_.find("s" + text->bytes);
    return at == destinations_.end() ? Object() : at->second;
  }
  if (place.as<Name>() != nullptr) {
    const auto at = destinations_.find("n" + std::string(place.name()));
    return at == destinations_.end() ? Object() : at->second;
  }
  return place.as<Array>() == nullptr ? Result<Object>(Object()) : explicit_destination(place);
}

Result<OutRef> Walker::info(const Object& untrusted_info) {
  const Object here = reader_.resolve(untrusted_info);
  const OutRef out = out_.reserve();
  const Dict* in = here.as<Dict>();
  if (in == nullptr) return out;
  TRY_ASSIGN(Dict made, apply(keeps(Category::Properties) ? kInfo : kShortInfo, *in));
  if (!made.empty()) out_.define(out, std::move(made));
  return out;
}

}  // namespace mugai::pdf
