// Colour spaces (ISO 32000-1 8.6), functions (7.10) and shadings (8.7.4.5).
// In, out and limits: walk.h. ICC profiles of the simple kind are
// written anew; others become the device colour space of as many components (PDF-081).
#include <algorithm>

#include "lib/formats/image/icc.h"
#include "lib/formats/pdf/content/calculator.h"
#include "lib/formats/pdf/walk.h"

namespace mugai::pdf {
namespace {

constexpr int kMaxColorDepth = 8;
constexpr int kMaxFunctionDepth = 8;
constexpr std::size_t kMaxColorants = 32;
constexpr std::uint64_t kMaxSampleBytes = std::uint64_t{32} << 20;

// Tables 63 to 65
constexpr KeyRule kCalibratedKeys[] = {
    numbers("WhitePoint", 3, 3), numbers("BlackPoint", 3, 3), plain("Gamma"),
    numbers("Matrix", 9, 9),     numbers("Range", 4, 4),
};
constexpr DictRule kCalibrated = {"colour space", kCalibratedKeys};

// Tables 39 to 41
constexpr KeyRule kFunctionKeys[] = {
    whole("FunctionType", 0, 4),
    numbers("Domain", 2, 64),
    numbers("Range", 2, 64),
    numbers("Size", 1, 32),
    whole("BitsPerSample", 1, 32),
    whole("Order", 1, 3),
    numbers("Encode", 2, 4096),
    numbers("Decode", 2, 64),
    numbers("C0", 1, 32),
    numbers("C1", 1, 32),
    real("N"),
    numbers("Bounds", 0, 4096),
    silent("Functions"),
    silent("Length"),
    silent("Filter"),
    silent("DecodeParms"),
    drop("F", "PDF-013"),
    silent("Type"),
};
constexpr DictRule kFunction = {"function", kFunctionKeys};

// Tables 78 to 85
constexpr KeyRule kShadingKeys[] = {
    whole("ShadingType", 1, 7),
    call("ColorSpace", &Walker::color_space),
    numbers("Background", 1, 32),
    numbers("BBox", 4, 4),
    flag("AntiAlias"),
    numbers("Domain", 2, 4),
    numbers("Matrix", 6, 6),
    call("Function", &Walker::functions),
    numbers("Coords", 4, 6),
    plain("Extend"),
    whole("BitsPerCoordinate", 1, 32),
    whole("BitsPerComponent", 1, 16),
    whole("BitsPerFlag", 2, 8),
    numbers("Decode", 6, 68),
    whole("VerticesPerRow", 2, 100'000),
    silent("Length"),
    silent("Filter"),
    silent("DecodeParms"),
    drop("F", "PDF-013"),
};
constexpr DictRule kShading = {"shading", kShadingKeys};

std::string_view device_space(std::int64_t components) {
  return components == 1 ? "DeviceGray" : components == 4 ? "DeviceCMYK" : components == 3 ? "DeviceRGB" : "";
}

std::size_t length_of(const Dict& dict, std::string_view key) {
  const Object* value = dict.find(key);
  return value == nullptr || value->as<Array>() == nullptr ? 0 : value->as<Array>()->size();
}

// Bytes of the sample table (7.10.2); 0 where they are too many or sizes make no sense.
std::uint64_t sample_bytes(const Dict& dict) {
  const Object* size = dict.find("Size");
  const Object* bits = dict.find("BitsPerSample");
  if (size == nullptr || bits == nullptr) return 0;
  double samples = static_cast<double>(length_of(dict, "Range") / 2);
  for (const Object& dimension : *size->as<Array>())
    samples *= dimension.number().value_or(0);
  const double total = samples * bits->number().value_or(0) / 8;
  if (!(total > 0) || total > static_cast<double>(kMaxSampleBytes)) return 0;
  return static_cast<std::uint64_t>(total + 0.999);
}

}  // namespace

// -- colour spaces

Result<Object> Walker::color_space(const Object& value) {
  return color(value, 0);
}

// A name, or an array that begins with one. Shared ones stay shared.
Result<Object> Walker::color(const Object& value, int depth) {
  const Ref* ref = value.as<Ref>();
  if (ref != nullptr) {
    if (const auto made = known(*ref, Kind::ColorSpace)) return out_.is_null(*made) ? Object() : Object(*made);
  }
  const Object here = reader_.resolve(value);
  if (here.as<Name>() != nullptr) return here.name().size() <= kMaxFreeName ? here : Object();
  const Array* items = here.as<Array>();
  if (items == nullptr || items->empty() || depth > kMaxColorDepth) return Object();
  std::optional<OutRef> out;
  if (ref != nullptr) out = memo(*ref, Kind::ColorSpace).first;  // a space within itself finds Null here
  TRY_ASSIGN(Object made, color_array(*items, depth));
  if (!out || made.as<Name>() != nullptr || made.is_null()) {
    if (out && made.as<Name>() != nullptr) out_.define(*out, made);
    return made;
  }
  out_.define(*out, std::move(made));
  return Object(*out);
}

Result<Object> Walker::color_array(const Array& in, int depth) {
  const Object family = reader_.resolve(in.front());
  const std::string_view kind = family.name();
  if (kind == "G" || kind == "DeviceGray") return name("DeviceGray");
  if (kind == "RGB" || kind == "DeviceRGB") return name("DeviceRGB");
  if (kind == "CMYK" || kind == "DeviceCMYK") return name("DeviceCMYK");
  if (kind == "Pattern" && in.size() == 1) return name("Pattern");
  if (in.size() < 2) return Object();
  if (kind == "CalGray" || kind == "CalRGB" || kind == "Lab") {
    TRY_ASSIGN(Object dict, sub_dict(kCalibrated, in[1]));
    return dict.is_null() ? Object() : Object(Array{family, std::move(dict)});
  }
  if (kind == "ICCBased") return icc(in[1], depth);
  if (kind == "Pattern") {
    TRY_ASSIGN(Object base, color(in[1], depth + 1));
    return base.is_null() ? name("Pattern") : Object(Array{family, std::move(base)});
  }
  if (kind == "Indexed" || kind == "I") return indexed(in, depth);
  if ((kind == "Separation" || kind == "DeviceN") && in.size() >= 4) return colorants(in, depth);
  return Object();
}

// [ /Separation name alternate tint ] [ /DeviceN names alternate tint attributes ]
Result<Object> Walker::colorants(const Array& in, int depth) {
  const Object names = reader_.resolve(in[1]);
  const Array* list = names.as<Array>();
  if (list != nullptr && (list->empty() || list->size() > kMaxColorants)) return Object();
  TRY_ASSIGN(Object colorants, plain_value(names, 0));
  TRY_ASSIGN(Object alternate, color(in[2], depth + 1));
  TRY_ASSIGN(Object tint, function(in[3]));
  if (alternate.is_null() || tint.is_null()) return Object();
  return Object(Array{reader_.resolve(in[0]), std::move(colorants), std::move(alternate), std::move(tint)});
}

Result<Object> Walker::icc(const Object& profile, int depth) {
  const Object here = reader_.resolve(profile);
  const Dict* dict = here.dict();
  if (dict == nullptr) return Object();
  const Object* n = dict->find("N");
  const Object components = n == nullptr ? Object() : reader_.resolve(*n);
  const auto* count = components.as<std::int64_t>();
  const std::string_view device = device_space(count == nullptr ? 0 : *count);
  const Stream* stream = here.as<Stream>();
  if (stream != nullptr && (device == "DeviceGray" || device == "DeviceRGB")) {
    TRY_ASSIGN(const Buffer bytes, plain_bytes(*stream));
    if (const auto rebuilt = image::rebuild_profile(bytes, static_cast<int>(*count))) {
      if (*rebuilt != bytes) tally_.rewritten("PDF-081", "ICC profile, written anew from its numbers");
      Dict out;
      out.set("N", components);
      out.set("Alternate", name(device));
      const OutRef ref = out_.reserve();
      TRY(put_stream(ref, std::move(out), *rebuilt));
      return Object(Array{name("ICCBased"), ref});
    }
  }
  tally_.rewritten("PDF-081", "ICC profile: the device colour space takes its place");
  if (!device.empty()) return name(device);
  const Object* alternate = dict->find("Alternate");
  return alternate == nullptr ? Result<Object>(Object()) : color(*alternate, depth + 1);
}

// [ /Indexed base hival lookup ]: exactly (hival + 1) * components bytes
Result<Object> Walker::indexed(const Array& in, int depth) {
  if (in.size() < 4) return Object();
  TRY_ASSIGN(Object base, color(in[1], depth + 1));
  const Object high = reader_.resolve(in[2]);
  const auto* hival = high.as<std::int64_t>();
  const int components = components_of(in[1], depth + 1);
  if (base.is_null() || hival == nullptr || *hival < 0 || *hival > 255 || components < 1) return Object();
  const Object table = reader_.resolve(in[3]);
  std::string bytes;
  if (const String* string = table.as<String>()) {
    bytes = string->bytes;
  } else if (const Stream* stream = table.as<Stream>()) {
    TRY_ASSIGN(const Buffer plain, plain_bytes(*stream));
    bytes = as_text(plain);
  } else {
    return Object();
  }
  const auto wanted = static_cast<std::size_t>((*hival + 1) * components);
  if (bytes.size() > wanted + 1) tally_.removed("PDF-083", "bytes behind a colour table");
  bytes.resize(wanted, '\0');
  return Object(Array{name("Indexed"), std::move(base), high, String{std::move(bytes)}});
}

// Of a colour space as it stands in the input; 0 where that cannot be said.
int Walker::components_of(const Object& space, int depth) {
  if (depth > kMaxColorDepth) return 0;
  const Object here = reader_.resolve(space);
  const Array* items = here.as<Array>();
  const Object family = items != nullptr && !items->empty() ? reader_.resolve(items->front()) : here;
  const std::string_view kind = family.name();
  if (kind == "DeviceGray" || kind == "G" || kind == "CalGray" || kind == "Indexed" || kind == "I" ||
      kind == "Separation") {
    return 1;
  }
  if (kind == "DeviceRGB" || kind == "RGB" || kind == "CalRGB" || kind == "Lab") return 3;
  if (kind == "DeviceCMYK" || kind == "CMYK") return 4;
  if (items == nullptr || items->size() < 2) return 0;
  const Object second = reader_.resolve(items->at(1));
  if (kind == "ICCBased" && second.dict() != nullptr) {
    const Object* n = second.dict()->find("N");
    const Object count = n == nullptr ? Object() : reader_.resolve(*n);
    const auto* components = count.as<std::int64_t>();
    return components != nullptr && *components >= 1 && *components <= 4 ? static_cast<int>(*components) : 0;
  }
  if (kind == "DeviceN" && second.as<Array>() != nullptr) {
    return second.as<Array>()->size() <= kMaxColorants ? static_cast<int>(second.as<Array>()->size()) : 0;
  }
  return 0;
}

// -- functions

Result<Object> Walker::function(const Object& value) {
  return function_at(value, 0);
}

// One function, or an array of them
Result<Object> Walker::functions(const Object& value) {
  const Object here = reader_.resolve(value);
  const Array* items = here.as<Array>();
  if (items == nullptr) return function(value);
  if (items->size() > kMaxColorants) return Object();
  Array out;
  for (const Object& item : *items) {
    TRY_ASSIGN(Object made, function(item));
    if (made.is_null()) return Object();
    out.push_back(std::move(made));
  }
  return Object(std::move(out));
}

Result<Object> Walker::function_at(const Object& value, int depth) {
  const Ref* ref = value.as<Ref>();
  if (ref != nullptr) {
    if (const auto made = known(*ref, Kind::Function)) return out_.is_null(*made) ? Object() : Object(*made);
  }
  const Object here = reader_.resolve(value);
  if (here.is_name("Identity")) return here;
  const Dict* in = here.dict();
  if (in == nullptr) return Object();
  if (depth > kMaxFunctionDepth) {
    tally_.removed("PDF-016", "functions within each other");
    return Object();
  }
  std::optional<OutRef> out;
  if (ref != nullptr) out = memo(*ref, Kind::Function).first;
  TRY_ASSIGN(Dict dict, apply(kFunction, *in));
  const Object* type = dict.find("FunctionType");
  if (type == nullptr) return Object();
  const auto kind = *type->as<std::int64_t>();
  const Stream* stream = here.as<Stream>();
  if (kind == 0 || kind == 4) {
    if (stream == nullptr || !out) return Object();
    TRY_ASSIGN(const bool made, function_stream(*stream, std::move(dict), *out));
    return made ? Object(*out) : Object();
  }
  if (kind == 3) {
    TRY_ASSIGN(Object parts, stitched(*in, depth));
    if (parts.is_null()) return Object();
    dict.set("Functions", std::move(parts));
  }
  if (!out) return Object(std::move(dict));
  out_.define(*out, std::move(dict));
  return Object(*out);
}

Result<Object> Walker::stitched(const Dict& in, int depth) {
  const Object* value = in.find("Functions");
  const Object list = value == nullptr ? Object() : reader_.resolve(*value);
  const Array* items = list.as<Array>();
  if (items == nullptr || items->empty() || items->size() > 4096) return Object();
  Array out;
  for (const Object& item : *items) {
    TRY_ASSIGN(Object made, function_at(item, depth + 1));
    if (made.is_null()) return Object();
    out.push_back(std::move(made));
  }
  return Object(std::move(out));
}

// Samples exactly as many as the dictionary says, or a calculator program written anew.
Result<bool> Walker::function_stream(const Stream& stream, Dict dict, OutRef out) {
  TRY_ASSIGN(Buffer data, plain_bytes(stream));
  if (*dict.find("FunctionType")->as<std::int64_t>() == 4) {
    Buffer program;
    if (!rewrite_calculator(data, program)) {
      tally_.removed("PDF-080", "calculator function that breaks the rules");
      return false;
    }
    TRY(put_stream(out, std::move(dict), program));
    return true;
  }
  const std::uint64_t wanted = sample_bytes(dict);
  if (wanted == 0 || data.size() < wanted) {
    tally_.removed("PDF-080", "sampled function whose sizes lie");
    return false;
  }
  if (data.size() > wanted + 1) tally_.removed("PDF-080", "bytes behind a function's samples");
  TRY(put_stream(out, std::move(dict), Bytes(data).first(static_cast<std::size_t>(wanted))));
  return true;
}

// -- shadings

Result<Object> Walker::shading(const Object& value) {
  const Ref* ref = value.as<Ref>();
  if (ref != nullptr) {
    if (const auto made = known(*ref, Kind::Shading)) return out_.is_null(*made) ? Object() : Object(*made);
  }
  const Object here = reader_.resolve(value);
  const Dict* in = here.dict();
  if (in == nullptr) return Object();
  TRY_ASSIGN(Dict dict, apply(kShading, *in));
  const Object* type = dict.find("ShadingType");
  if (type == nullptr || dict.find("ColorSpace") == nullptr) return Object();
  const bool is_mesh = *type->as<std::int64_t>() >= 4;
  const Stream* stream = here.as<Stream>();
  if (!is_mesh) {
    if (in->find("Function") != nullptr && dict.find("Function") == nullptr) return Object();
    if (ref == nullptr) return Object(std::move(dict));
    const OutRef out = memo(*ref, Kind::Shading).first;
    out_.define(out, std::move(dict));
    return Object(out);
  }
  if (stream == nullptr || ref == nullptr || dict.find("BitsPerCoordinate") == nullptr ||
      dict.find("BitsPerComponent") == nullptr || dict.find("Decode") == nullptr) {
    return Object();
  }
  const OutRef out = memo(*ref, Kind::Shading).first;
  TRY_ASSIGN(const Buffer data, plain_bytes(*stream));
  TRY(put_stream(out, std::move(dict), data));
  return Object(out);
}

}  // namespace mugai::pdf
