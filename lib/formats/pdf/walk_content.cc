// Content of its own: form XObjects (ISO 32000-1 8.10), tiling patterns (8.7.3), and how content is rewritten.
// In, out and limits: walk.h. Forms and patterns wait in the queue: a form that draws itself is no recursion here.
#include "lib/formats/pdf/walk.h"

namespace mugai::pdf {
namespace {

// Table 147
constexpr KeyRule kGroupKeys[] = {
    name_of("Type", "Group"), name_of("S", "Transparency"), call("CS", &Walker::color_space), flag("I"), flag("K"),
};
constexpr DictRule kGroup = {"group", kGroupKeys};

// Table 95, and what the stream's own keys are. Resources are made by the content.
constexpr KeyRule kFormKeys[] = {
    silent("Type"),
    silent("Subtype"),
    whole("FormType", 1, 1),
    numbers("BBox", 4, 4),
    numbers("Matrix", 6, 6),
    silent("Resources"),
    sub("Group", kGroup),
    drop("Ref", "PDF-063", Category::ExternalReferences),
    drop("Metadata", "PDF-064"),
    drop("PieceInfo", "PDF-064"),
    silent("LastModified"),
    whole("StructParent", 0),
    whole("StructParents", 0),
    drop("OPI", "PDF-063", Category::ExternalReferences),
    call("OC", &Walker::optional_member),
    silent("Name"),
    drop("PS", "PDF-063"),
    drop("Subtype2", "PDF-063"),
    drop("AF", "PDF-049", Category::EmbeddedDocuments),
    drop("Measure", "PDF-069"),
    drop("PtData", "PDF-069"),
    silent("Length"),
    silent("Filter"),
    silent("DecodeParms"),
    drop("F", "PDF-013"),
    drop("FFilter", "PDF-013"),
    drop("FDecodeParms", "PDF-013"),
    silent("DL"),
};
constexpr DictRule kForm = {"form", kFormKeys};

// Table 75
constexpr KeyRule kTilingKeys[] = {
    silent("Type"),   silent("PatternType"), whole("PaintType", 1, 2), whole("TilingType", 1, 3), numbers("BBox", 4, 4),
    real("XStep"),    real("YStep"),         silent("Resources"),      numbers("Matrix", 6, 6),   silent("Length"),
    silent("Filter"), silent("DecodeParms"), drop("F", "PDF-013"),
};
constexpr DictRule kTiling = {"tiling pattern", kTilingKeys};

// Table 76
constexpr KeyRule kShadingPatternKeys[] = {
    name_of("Type", "Pattern"),
    whole("PatternType", 2, 2),
    call("Shading", &Walker::shading),
    numbers("Matrix", 6, 6),
    call("ExtGState", &Walker::pattern_state),
};
constexpr DictRule kShadingPattern = {"shading pattern", kShadingPatternKeys};

// A step this small against its cell draws millions of them on one page (PDF-080).
constexpr double kMinStepShare = 0.0005;

double extent(const Object* box, std::size_t low, std::size_t high) {
  const Array* items = box == nullptr ? nullptr : box->as<Array>();
  if (items == nullptr || items->size() != 4) return 0;
  const double size = items->at(high).number().value_or(0) - items->at(low).number().value_or(0);
  return size < 0 ? -size : size;
}

bool step_fits(const Object* step, double cell) {
  const auto value = step == nullptr ? std::nullopt : step->number();
  if (!value || *value == 0) return false;
  return (*value < 0 ? -*value : *value) >= cell * kMinStepShare;
}

}  // namespace

Result<void> Walker::rewrite(Bytes content, ContentKind kind, ResourceScope& scope, Buffer& out) {
  ContentReport report;
  TRY(rewrite_content(content, kind, scope, out, report));
  for (const Finding& finding : report.findings)
    tally_.add(finding.id.text(), finding.action, finding.detail, finding.count);
  if (report.hidden_text) tally_.add("PDF-061", Action::Kept, "invisible text (as under scanned pages)");
  return ok();
}

// The resources of `dict`, then those of what it is drawn by, as old files need them (7.8.3); of many levels the next
// ones and the outermost, which is the page.
Scopes Walker::resources_of(const Dict& dict, const Scopes& parent) {
  constexpr std::size_t kMaxScopes = 6;
  const Object* value = dict.find("Resources");
  const Object here = value == nullptr ? Object() : reader_.resolve(*value);
  if (here.as<Dict>() == nullptr) return parent;
  Scopes out = {*here.as<Dict>()};
  out.insert(out.end(), parent.begin(), parent.end());
  if (out.size() > kMaxScopes) out.erase(out.end() - 2);
  return out;
}

Result<Object> Walker::xobject(const Object& value, ResourceScope& scope) {
  const Ref* ref = value.as<Ref>();
  if (ref == nullptr) return Object();
  if (const auto made = known(*ref, Kind::XObject)) return Object(*made);
  const Object here = reader_.load(*ref);
  const Stream* stream = here.as<Stream>();
  if (stream == nullptr) return Object();
  const Object* subtype = stream->dict.find("Subtype");
  const Object kind = subtype == nullptr ? Object() : reader_.resolve(*subtype);
  if (kind.is_name("PS") || stream->dict.find("PS") != nullptr) {  // 8.8.2: PostScript for printers
    TRY(remove("PDF-063", "PostScript XObject", here));
    return Object();
  }
  if (kind.is_name("Image")) {
    if (hidden_object(stream->dict)) return Object();
    const OutRef out = memo(*ref, Kind::XObject).first;
    later([this, stream = *stream, out]() -> Result<void> {
      TRY_ASSIGN(const bool drawn, image(stream, out));
      return drawn ? ok() : empty_form(out);
    });
    return Object(out);
  }
  return form_ref(value, scope.input());
}

Result<Object> Walker::form_ref(const Object& value, const Scopes& parent) {
  const Ref* ref = value.as<Ref>();
  if (ref == nullptr) return Object();
  if (const auto made = known(*ref, Kind::XObject)) return Object(*made);
  const Object here = reader_.load(*ref);
  const Stream* stream = here.as<Stream>();
  if (stream == nullptr || hidden_object(stream->dict)) return Object();
  const OutRef out = memo(*ref, Kind::XObject).first;
  later([this, stream = *stream, out, parent] { return form(stream, out, parent); });
  return Object(out);
}

// Draws nothing: stands where something was that could not be kept, for streams that name it.
Result<void> Walker::empty_form(OutRef out) {
  Dict dict;
  dict.set("Type", name("XObject"));
  dict.set("Subtype", name("Form"));
  dict.set("BBox", Array{integer(0), integer(0), integer(0), integer(0)});
  dict.set("Resources", Dict());
  return put_stream(out, std::move(dict), {});
}

Result<void> Walker::form(const Stream& stream, OutRef out, const Scopes& parent) {
  TRY_ASSIGN(Dict dict, apply(kForm, stream.dict));
  dict.set("Type", name("XObject"));
  dict.set("Subtype", name("Form"));
  if (dict.find("BBox") == nullptr) return empty_form(out);
  TRY_ASSIGN(const Buffer content, plain_bytes(stream));
  ResourceScope scope(*this, resources_of(stream.dict, parent));
  Buffer rewritten;
  TRY(rewrite(content, ContentKind::Form, scope, rewritten));
  TRY_ASSIGN(Dict resources, scope.take());
  dict.set("Resources", std::move(resources));
  return put_stream(out, std::move(dict), rewritten);
}

Result<Object> Walker::pattern_state(const Object& value) {
  Dict states;
  states.set("S", value);
  Dict resources;
  resources.set("ExtGState", std::move(states));
  ResourceScope scope(*this, {std::move(resources)});
  return resource(ResourceKind::ExtGState, value, scope);
}

Result<Object> Walker::pattern(const Object& value, const Scopes& parent) {
  const Ref* ref = value.as<Ref>();
  if (ref != nullptr) {
    if (const auto made = known(*ref, Kind::Pattern)) return Object(*made);
  }
  const Object here = reader_.resolve(value);
  const Stream* stream = here.as<Stream>();
  if (stream != nullptr && ref != nullptr) {
    const OutRef out = memo(*ref, Kind::Pattern).first;
    later([this, stream = *stream, out, parent] { return tiling(stream, out, parent); });
    return Object(out);
  }
  if (here.as<Dict>() == nullptr) return Object();
  return sub_dict(kShadingPattern, value);
}

Result<void> Walker::tiling(const Stream& stream, OutRef out, const Scopes& parent) {
  TRY_ASSIGN(Dict dict, apply(kTiling, stream.dict));
  dict.set("Type", name("Pattern"));
  dict.set("PatternType", integer(1));
  const Object* bbox = dict.find("BBox");
  if (bbox == nullptr) dict.set("BBox", Array{integer(0), integer(0), integer(0), integer(0)});
  if (dict.find("PaintType") == nullptr) dict.set("PaintType", integer(1));
  if (dict.find("TilingType") == nullptr) dict.set("TilingType", integer(1));
  for (const auto& [key, low, high] : {std::tuple("XStep", 0U, 2U), std::tuple("YStep", 1U, 3U)}) {
    const double cell = extent(dict.find("BBox"), low, high);
    if (step_fits(dict.find(key), cell)) continue;
    tally_.rewritten("PDF-080", "step of a tiling pattern");
    dict.set(key, number(cell > 0 ? cell : 1));
  }
  TRY_ASSIGN(const Buffer content, plain_bytes(stream));
  ResourceScope scope(*this, resources_of(stream.dict, parent));
  Buffer rewritten;
  TRY(rewrite(content, ContentKind::Pattern, scope, rewritten));
  TRY_ASSIGN(Dict resources, scope.take());
  dict.set("Resources", std::move(resources));
  return put_stream(out, std::move(dict), rewritten);
}

}  // namespace mugai::pdf
