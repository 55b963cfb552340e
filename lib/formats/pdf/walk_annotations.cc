// Annotations (ISO 32000-1 12.5) by kind. In, out and limits: walk.h.
// Those that stay are known before the first page is written, so that they can refer to each other. Media, 3D and
// signature fields leave their picture as a stamp.
#include <algorithm>

#include "lib/formats/pdf/walk.h"

namespace mugai::pdf {
namespace {

enum class Fate : std::uint8_t { Keep, Comment, Remove, Stamp };

struct KindRow {
  std::string_view subtype;
  Fate fate;
  std::string_view id;
  Category category;
};
// Table 169. Comment: goes where the policy removes comments. Stamp: the picture that it shows stays.
constexpr KindRow kKinds[] = {
    {"Link", Fate::Keep, "PDF-033", Category::Hyperlinks},
    {"Widget", Fate::Keep, "PDF-055", Category::ActiveX},
    {"Text", Fate::Comment, "PDF-057", Category::Comments},
    {"FreeText", Fate::Comment, "PDF-057", Category::Comments},
    {"Line", Fate::Comment, "PDF-057", Category::Comments},
    {"Square", Fate::Comment, "PDF-057", Category::Comments},
    {"Circle", Fate::Comment, "PDF-057", Category::Comments},
    {"Polygon", Fate::Comment, "PDF-057", Category::Comments},
    {"PolyLine", Fate::Comment, "PDF-057", Category::Comments},
    {"Highlight", Fate::Comment, "PDF-057", Category::Comments},
    {"Underline", Fate::Comment, "PDF-057", Category::Comments},
    {"Squiggly", Fate::Comment, "PDF-057", Category::Comments},
    {"StrikeOut", Fate::Comment, "PDF-057", Category::Comments},
    {"Stamp", Fate::Keep, "PDF-057", Category::Comments},
    {"Caret", Fate::Comment, "PDF-057", Category::Comments},
    {"Ink", Fate::Comment, "PDF-057", Category::Comments},
    {"Popup", Fate::Comment, "PDF-057", Category::Comments},
    {"Redact", Fate::Comment, "PDF-058", Category::Comments},
    {"Watermark", Fate::Keep, "PDF-058", Category::Comments},
    {"FileAttachment", Fate::Remove, "PDF-050", Category::EmbeddedDocuments},
    {"Sound", Fate::Stamp, "PDF-053", Category::Media},
    {"Movie", Fate::Stamp, "PDF-053", Category::Media},
    {"Screen", Fate::Stamp, "PDF-053", Category::Media},
    {"RichMedia", Fate::Stamp, "PDF-052", Category::Media},
    {"3D", Fate::Stamp, "PDF-052", Category::Ink},
    {"PrinterMark", Fate::Remove, "PDF-058", Category::PrinterSettings},
    {"TrapNet", Fate::Remove, "PDF-058", Category::PrinterSettings},
    {"Projection", Fate::Remove, "PDF-058", Category::Ink},
};

// Table 166, 167
constexpr KeyRule kBorderStyleKeys[] = {name_of("Type", "Border"), real("W", 0, 1000), name_of("S", "S D B I U"),
                                        plain("D")};
constexpr DictRule kBorderStyle = {"border style", kBorderStyleKeys};
constexpr KeyRule kBorderEffectKeys[] = {name_of("S", "S C"), real("I", 0, 10)};
constexpr DictRule kBorderEffect = {"border effect", kBorderEffectKeys};

// Table 189; icons are for buttons
constexpr KeyRule kCharacteristicsKeys[] = {
    whole("R", -360, 360),
    numbers("BC", 0, 4),
    numbers("BG", 0, 4),
    text("CA"),
    text("RC"),
    text("AC"),
    call("I", &Walker::icon),
    call("RI", &Walker::icon),
    call("IX", &Walker::icon),
    sub("IF", kBorderEffect),
    whole("TP", 0, 6),
};
constexpr DictRule kCharacteristics = {"appearance characteristics", kCharacteristicsKeys};

// Tables 164, 170, 172 to 192: keys of all kinds together; a field's own keys are in walk_forms.cc.
constexpr KeyRule kAnnotationKeys[] = {
    silent("Type"),
    silent("Subtype"),
    silent("Rect"),
    text("Contents"),
    silent("P"),
    text("NM"),
    text("M"),
    whole("F", 0, 1023),
    call("AP", &Walker::appearances),
    any_name("AS"),
    plain("Border"),
    numbers("C", 0, 4),
    whole("StructParent", 0),
    call("OC", &Walker::optional_member),
    drop("AF", "PDF-049", Category::EmbeddedDocuments),
    real("CA", 0, 1),
    real("ca", 0, 1),
    any_name("BM"),
    text("Lang"),
    drop("AA", "PDF-031", Category::Macros),
    silent("A"),
    silent("Dest"),
    drop("PA", "PDF-033"),
    name_of("H", "N I O P T"),
    numbers("QuadPoints", 8, 80'000),
    sub("BS", kBorderStyle),
    sub("BE", kBorderEffect),
    text("T"),
    call("Popup", &Walker::known_annotation),
    call("IRT", &Walker::known_annotation),
    drop("RC", "PDF-057"),
    text("CreationDate"),
    text("Subj"),
    name_of("RT", "R Group"),
    any_name("IT"),
    drop("ExData", "PDF-057"),
    flag("Open"),
    any_name("Name"),
    text("State"),
    text("StateModel"),
    call("DA", &Walker::default_appearance),
    whole("Q", 0, 2),
    drop("DS", "PDF-057"),
    numbers("CL", 4, 6),
    call("LE", &Walker::line_ends),
    numbers("RD", 4, 4),
    numbers("L", 4, 4),
    numbers("IC", 0, 4),
    real("LL"),
    real("LLE"),
    real("LLO"),
    flag("Cap"),
    name_of("CP", "Inline Top"),
    numbers("CO", 2, 2),
    drop("Measure", "PDF-069"),
    numbers("Vertices", 2, 200'000),
    plain("InkList"),
    name_of("Sy", "P None"),
    silent("Parent"),
    drop("FixedPrint", "PDF-058"),
    drop("RO", "PDF-058"),
    text("OverlayText"),
    flag("Repeat"),
    sub("MK", kCharacteristics),
    drop("FS", "PDF-050", Category::EmbeddedDocuments),
    drop("RichMediaSettings", "PDF-052"),
    drop("RichMediaContent", "PDF-052", Category::Media),
    drop("3DD", "PDF-052", Category::Ink),
    silent("3DV"),
    silent("3DA"),
    silent("3DI"),
    silent("3DB"),
    drop("Movie", "PDF-053", Category::Media),
    drop("Sound", "PDF-053", Category::Media),
    silent("Path"),
    // of fields, where an annotation is one, too
    silent("FT"),
    silent("Kids"),
    silent("TU"),
    silent("TM"),
    silent("Ff"),
    silent("V"),
    silent("DV"),
    silent("RV"),
    silent("Opt"),
    silent("TI"),
    silent("I"),
    silent("MaxLen"),
    silent("Lock"),
    silent("SV"),
};
constexpr DictRule kAnnotation = {"annotation", kAnnotationKeys};

constexpr std::int64_t kHidden = 2;
constexpr std::int64_t kNoView = 32;
constexpr double kMaxLinkShare = 0.5;

const KindRow* kind_of(std::string_view subtype) {
  const auto at =
      std::find_if(std::begin(kKinds), std::end(kKinds), [&](const KindRow& k) { return k.subtype == subtype; });
  return at == std::end(kKinds) ? nullptr : at;
}

double area_of(const Object& box) {
  const Array* items = box.as<Array>();
  if (items == nullptr) return 0;
  return (items->at(2).number().value_or(0) - items->at(0).number().value_or(0)) *
         (items->at(3).number().value_or(0) - items->at(1).number().value_or(0));
}

}  // namespace

bool Walker::annotation_stays(const Dict& dict) const {
  const Object* subtype = dict.find("Subtype");
  const Object kind = subtype == nullptr ? Object() : reader_.resolve(*subtype);
  const KindRow* row = kind_of(kind.name());
  if (row == nullptr || row->fate == Fate::Remove) return false;
  if (row->fate == Fate::Comment) return keeps(Category::Comments);
  return row->fate == Fate::Keep || dict.find("AP") != nullptr;
}

void Walker::reserve_annotations() {
  for (const PageEntry& page : pages_) {
    const Object* value = page.dict.find("Annots");
    const Object list = value == nullptr || !page.first ? Object() : reader_.resolve(*value);
    const Array* items = list.as<Array>();
    if (items == nullptr) continue;
    for (const Object& item : *items) {
      const Ref* ref = item.as<Ref>();
      if (ref == nullptr || annotation_refs_.contains(*ref)) continue;
      const Object here = reader_.load(*ref);
      const Dict* dict = here.as<Dict>();
      if (dict != nullptr && annotation_stays(*dict)) annotation_refs_.emplace(*ref, out_.reserve());
    }
  }
}

Result<Object> Walker::annotations(const PageEntry& page) {
  const Object* value = page.dict.find("Annots");
  const Object list = value == nullptr ? Object() : reader_.resolve(*value);
  const Array* items = list.as<Array>();
  if (items == nullptr) return Object();
  TRY(count_nodes(static_cast<std::uint32_t>(items->size())));
  Array out;
  for (const Object& item : *items) {
    const Object here = reader_.resolve(item);
    const Dict* dict = here.as<Dict>();
    if (dict == nullptr) continue;
    const Ref* ref = item.as<Ref>();
    const auto reserved = ref == nullptr ? annotation_refs_.end() : annotation_refs_.find(*ref);
    if (reserved != annotation_refs_.end() && !out_.is_null(reserved->second)) continue;  // on another page already
    TRY_ASSIGN(Object made, annotation(*dict, ref, page));
    if (made.is_null()) continue;
    const OutRef at = reserved != annotation_refs_.end() ? reserved->second : out_.reserve();
    out_.define(at, std::move(made));
    out.emplace_back(at);
  }
  return out.empty() ? Object() : Object(std::move(out));
}

// Null where it goes.
Result<Object> Walker::annotation(const Dict& in, const Ref* ref, const PageEntry& page) {
  const Object* subtype = in.find("Subtype");
  const Object kind = subtype == nullptr ? Object() : reader_.resolve(*subtype);
  const KindRow* row = kind_of(kind.name());
  if (row == nullptr) {
    TRY(remove("PDF-057", "annotation of an unknown kind", in));
    return Object();
  }
  if (row->fate == Fate::Remove || row->fate == Fate::Stamp || !annotation_stays(in)) {
    TRY(remove(row->id, "annotation " + std::string(row->subtype), row->fate == Fate::Stamp ? Object() : Object(in),
               row->category));
    if (!annotation_stays(in)) return Object();
  }
  if (hidden_object(in)) return Object();
  const bool signature = kind.is_name("Widget") && is_signature(in, ref);
  const bool stamp = row->fate == Fate::Stamp || signature;
  TRY_ASSIGN(Dict out, apply(kAnnotation, in));
  if (stamp && out.find("AP") == nullptr) return Object();
  out.set("Type", name("Annot"));
  out.set("Subtype", stamp ? name("Stamp") : kind);
  Object rect = box(in.find("Rect"));
  if (rect.is_null()) rect = Array{integer(0), integer(0), integer(0), integer(0)};
  out.set("Rect", std::move(rect));
  out.set("P", page.out);
  if (kind.is_name("Redact")) tally_.add("PDF-058", Action::Kept, "redaction mark: what is below it is still there");
  if (stamp) return Object(stamp_of(std::move(out)));
  if (kind.is_name("Popup")) {
    const Object* parent = in.find("Parent");
    TRY_ASSIGN(Object made, parent == nullptr ? Result<Object>(Object()) : known_annotation(*parent));
    out.set("Parent", std::move(made));
  }
  TRY(check_link(in, page, out));
  if (kind.is_name("Widget")) TRY(widget(in, ref, out));
  return Object(std::move(out));
}

// What a stamp needs, of something that was more.
Dict Walker::stamp_of(Dict in) const {
  Dict out;
  for (const std::string_view key :
       {"Type", "Subtype", "Rect", "P", "AP", "AS", "F", "OC", "StructParent", "Contents"}) {
    if (const Object* value = in.find(key)) out.set(key, *value);
  }
  return out;
}

// Action or destination; a link that nobody sees and that covers the page is a trap (PDF-059).
Result<void> Walker::check_link(const Dict& in, const PageEntry& page, Dict& out) {
  if (const Object* flags = out.find("F")) {
    if ((*flags->as<std::int64_t>() & (kHidden | kNoView)) != 0) {
      tally_.add("PDF-059", Action::Kept, "annotation that is not shown");
    }
  }
  if (const Object* value = in.find("A")) {
    TRY_ASSIGN(Object made, action(*value));
    const Dict* dict = made.as<Dict>();
    const Object* type = dict == nullptr ? nullptr : dict->find("S");
    const double share = area_of(*out.find("Rect")) / std::max(1.0, area_of(box(page.inherited.find("MediaBox"))));
    if (type != nullptr && type->is_name("URI") && share > kMaxLinkShare) {
      TRY(remove("PDF-059", "link over the greater part of a page", Object()));
      made = Object();
    }
    out.set("A", std::move(made));
  } else if (const Object* place = in.find("Dest")) {
    TRY_ASSIGN(Object made, destination(*place));
    out.set("Dest", std::move(made));
  }
  return ok();
}

// Another annotation that stays
Result<Object> Walker::known_annotation(const Object& value) {
  const Ref* ref = value.as<Ref>();
  if (ref == nullptr) return Object();
  const auto at = annotation_refs_.find(*ref);
  return at == annotation_refs_.end() ? Object() : Object(at->second);
}

// { N R D } each a form, or forms by state (12.5.5)
Result<Object> Walker::appearances(const Object& value) {
  const Object here = reader_.resolve(value);
  const Dict* in = here.as<Dict>();
  if (in == nullptr) return Object();
  Dict out;
  for (const std::string_view key : {"N", "R", "D"}) {
    const Object* entry = in->find(key);
    const Object look = entry == nullptr ? Object() : reader_.resolve(*entry);
    if (look.as<Stream>() != nullptr) {
      TRY_ASSIGN(Object made, form_ref(*entry, form_resources_));
      out.set(key, std::move(made));
    } else if (const Dict* states = look.as<Dict>()) {
      Dict kept;
      for (const Entry& state : states->entries()) {
        TRY_ASSIGN(Object made, form_ref(state.value, form_resources_));
        kept.set(state.key, std::move(made));
      }
      if (!kept.empty()) out.set(key, std::move(kept));
    }
  }
  return out.find("N") == nullptr ? Object() : Object(std::move(out));
}

Result<Object> Walker::icon(const Object& value) {
  return form_ref(value, form_resources_);
}

// One name or two
Result<Object> Walker::line_ends(const Object& value) {
  const Object here = reader_.resolve(value);
  if (here.as<Name>() != nullptr) return here;
  if (here.as<Array>() == nullptr || here.as<Array>()->size() != 2) return Object();
  return plain_value(here, 0);
}

// Operators of text state and colour (12.7.3.3)
Result<Object> Walker::default_appearance(const Object& value) {
  const Object here = reader_.resolve(value);
  const String* text = here.as<String>();
  if (text == nullptr) return Object();
  struct AnyFont final : ContentResources {
    bool has(ResourceKind kind, std::string_view /*name*/) override { return kind == ResourceKind::Font; }
    int components(std::string_view /*space*/) override { return 0; }
  } fonts;
  Buffer out;
  ContentReport report;
  if (!rewrite_content(as_bytes(text->bytes), ContentKind::DefaultAppearance, fonts, out, report)) return Object();
  for (const Finding& finding : report.findings)
    tally_.add(finding.id.text(), finding.action, finding.detail, finding.count);
  return Object(String{std::string(as_text(out))});
}

}  // namespace mugai::pdf
