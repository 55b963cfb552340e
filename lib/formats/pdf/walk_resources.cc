// Resource dictionaries (ISO 32000-1 7.8.3): only what a content stream uses is looked at, and only that stays.
// In, out and limits: walk.h.
#include "lib/formats/pdf/walk.h"

namespace mugai::pdf {
namespace {

constexpr std::string_view kDefaultSpaces[] = {"DefaultGray", "DefaultRGB", "DefaultCMYK"};

// Table 58. Values as Table 51 and 8.4.5 say; transfer functions, halftones and black generation are for printers.
constexpr KeyRule kStateKeys[] = {
    name_of("Type", "ExtGState"),
    real("LW", 0),
    whole("LC", 0, 2),
    whole("LJ", 0, 2),
    real("ML", 0),
    plain("D"),
    name_of("RI", "AbsoluteColorimetric RelativeColorimetric Saturation Perceptual"),
    flag("OP"),
    flag("op"),
    whole("OPM", 0, 1),
    call("Font", &Walker::font_of_state),
    drop("BG", "PDF-080"),
    drop("BG2", "PDF-080"),
    drop("UCR", "PDF-080"),
    drop("UCR2", "PDF-080"),
    call("TR", &Walker::transfer_function),
    call("TR2", &Walker::transfer_function),
    drop("HT", "PDF-080"),
    drop("HTP", "PDF-080"),
    drop("HTO", "PDF-080"),
    real("FL", 0, 100),
    real("SM", 0, 1),
    flag("SA"),
    call("BM", &Walker::blend_mode),
    call("SMask", &Walker::soft_mask),
    real("CA", 0, 1),
    real("ca", 0, 1),
    flag("AIS"),
    flag("TK"),
    silent("UseBlackPtComp"),
};
constexpr DictRule kState = {"graphics state", kStateKeys};

// Table 144
constexpr KeyRule kSoftMaskKeys[] = {
    name_of("Type", "Mask"), name_of("S", "Alpha Luminosity"),       call("G", &Walker::mask_form),
    numbers("BC", 1, 32),    call("TR", &Walker::transfer_function),
};
constexpr DictRule kSoftMask = {"soft mask", kSoftMaskKeys};

}  // namespace

std::string_view resource_key(ResourceKind kind) noexcept {
  constexpr std::string_view kKeys[kResourceKindCount] = {"XObject", "ExtGState", "Font",      "ColorSpace",
                                                          "Pattern", "Shading",   "Properties"};
  return kKeys[static_cast<std::size_t>(kind)];
}

const Dict& ResourceScope::sub(ResourceKind kind) {
  const auto at = subs_.find(kind);
  if (at != subs_.end()) return at->second;
  Dict found;
  for (auto scope = in_.rbegin(); scope != in_.rend(); ++scope) {
    const Object* value = scope->find(resource_key(kind));
    const Object here = value == nullptr ? Object() : walker_.reader().resolve(*value);
    if (here.as<Dict>() == nullptr) continue;
    if (found.empty()) {
      found = *here.as<Dict>();
    } else {
      for (const Entry& entry : here.as<Dict>()->entries())
        found.set(entry.key, entry.value);
    }
  }
  return subs_.emplace(kind, std::move(found)).first->second;
}

Object ResourceScope::lookup(ResourceKind kind, std::string_view name) {
  const Object* value = sub(kind).find(name);
  return value == nullptr ? Object() : *value;
}

bool ResourceScope::has(ResourceKind kind, std::string_view name) {
  if (error_) return false;
  Dict& made = out_[kind];
  if (made.find(name) != nullptr) return true;
  const Object value = lookup(kind, name);
  if (value.is_null()) return false;
  auto result = walker_.resource(kind, value, *this);
  if (!result) {
    error_ = std::move(result).error();
    return false;
  }
  if (result->is_null()) return false;
  made.set(name, std::move(result).value());
  return true;
}

int ResourceScope::components(std::string_view color_space) {
  return walker_.components_of(lookup(ResourceKind::ColorSpace, color_space));
}

OptionalContent ResourceScope::optional_content(std::string_view properties_name) {
  const OptionalContent answer = walker_.optional_content(lookup(ResourceKind::Properties, properties_name));
  if (answer != OptionalContent::Keep) return answer;
  return has(ResourceKind::Properties, properties_name) ? OptionalContent::Keep : OptionalContent::Unwrap;
}

Result<std::optional<std::string>> ResourceScope::add_image(const InlineImage& image) {
  TRY_ASSIGN(Object made, walker_.inline_image(image, *this));
  if (made.is_null()) return std::optional<std::string>();
  Dict& all = out_[ResourceKind::XObject];
  std::string name;
  do {
    name = "Inline" + std::to_string(++images_);
  } while (!lookup(ResourceKind::XObject, name).is_null() || all.find(name) != nullptr);
  all.set(name, std::move(made));
  return std::optional(std::move(name));
}

Result<Dict> ResourceScope::take() {
  if (error_) return std::move(*error_);
  for (const std::string_view name : kDefaultSpaces)  // 8.6.5.6: used without being named
    has(ResourceKind::ColorSpace, name);
  Dict out;
  for (auto& [kind, dict] : out_) {
    if (!dict.empty()) out.set(resource_key(kind), std::move(dict));
  }
  if (error_) return std::move(*error_);
  return out;
}

Result<Object> Walker::resource(ResourceKind kind, const Object& value, ResourceScope& scope) {
  switch (kind) {
    case ResourceKind::XObject:
      return xobject(value, scope);
    case ResourceKind::ExtGState:
      return sub_dict(kState, value);
    case ResourceKind::Font:
      return font(value, scope.input());
    case ResourceKind::ColorSpace:
      return color_space(value);
    case ResourceKind::Pattern:
      return pattern(value, scope.input());
    case ResourceKind::Shading:
      return shading(value);
    case ResourceKind::Properties:
      return properties(value);
  }
  return Object();
}

// [ font size ]
Result<Object> Walker::font_of_state(const Object& value) {
  const Object here = reader_.resolve(value);
  const Array* items = here.as<Array>();
  if (items == nullptr || items->size() != 2) return Object();
  const Object size = reader_.resolve(items->at(1));
  TRY_ASSIGN(Object made, font(items->at(0), {}));
  if (made.is_null() || !size.number()) return Object();
  return Object(Array{std::move(made), size});
}

// /Identity and /Default mean nothing; functions are for printers and can hide or recolour content (PDF-080).
Result<Object> Walker::transfer_function(const Object& value) {
  const Object here = reader_.resolve(value);
  if (here.as<Name>() == nullptr && !here.is_null()) TRY(remove("PDF-080", "transfer function", value));
  return Object();
}

// A name, or in old files an array of which the first that is known counts (11.3.5).
Result<Object> Walker::blend_mode(const Object& value) {
  const Object here = reader_.resolve(value);
  if (here.as<Name>() != nullptr) return here.name().size() <= 32 ? here : Object();
  const Array* items = here.as<Array>();
  if (items == nullptr || items->empty()) return Object();
  const Object first = reader_.resolve(items->front());
  return first.as<Name>() != nullptr ? first : Object();
}

Result<Object> Walker::soft_mask(const Object& value) {
  const Object here = reader_.resolve(value);
  if (here.is_name("None")) return here;
  return sub_dict(kSoftMask, value);
}

Result<Object> Walker::mask_form(const Object& value) {
  return form_ref(value, {});
}

}  // namespace mugai::pdf
