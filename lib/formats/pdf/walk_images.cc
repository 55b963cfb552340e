// Image XObjects (ISO 32000-1 8.9) and images that stood in a content stream.
// In, out and limits: walk.h. Samples are exactly as many as the dictionary says; JPEG goes through
// lib/formats/image; fax, JBIG2 and JPEG 2000 are decoded and coded anew.
#include <algorithm>

#include "lib/formats/image/codecs/codecs.h"
#include "lib/formats/image/rebuild.h"
#include "lib/formats/pdf/pictures.h"
#include "lib/formats/pdf/walk.h"

namespace mugai::pdf {
namespace {

// Table 89
constexpr KeyRule kImageKeys[] = {
    silent("Type"),
    silent("Subtype"),
    whole("Width", 1, 65'535),
    whole("Height", 1, 65'535),
    call("ColorSpace", &Walker::color_space),
    whole("BitsPerComponent", 1, 16),
    name_of("Intent", "AbsoluteColorimetric RelativeColorimetric Saturation Perceptual"),
    flag("ImageMask"),
    call("Mask", &Walker::image_mask),
    numbers("Decode", 2, 64),
    flag("Interpolate"),
    drop("Alternates", "PDF-063"),
    call("SMask", &Walker::soft_mask_image),
    silent("SMaskInData"),
    silent("Name"),
    whole("StructParent", 0),
    drop("ID", "PDF-064"),
    drop("OPI", "PDF-063", Category::ExternalReferences),
    drop("Metadata", "PDF-064"),
    drop("PieceInfo", "PDF-064"),
    silent("LastModified"),
    call("OC", &Walker::optional_member),
    numbers("Matte", 1, 32),
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
constexpr DictRule kImage = {"image", kImageKeys};

std::int64_t whole_of(const Dict& dict, std::string_view key, std::int64_t fallback) {
  const Object* value = dict.find(key);
  const auto* number = value == nullptr ? nullptr : value->as<std::int64_t>();
  return number == nullptr ? fallback : *number;
}

bool flag_of(const Dict& dict, std::string_view key) {
  const Object* value = dict.find(key);
  return value != nullptr && value->as<bool>() != nullptr && *value->as<bool>();
}

constexpr bool is_depth(std::int64_t bits) {
  return bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16;
}

Dict predictor_parms(const Predictor& p) {
  Dict parms;
  parms.set("Predictor", integer(15));
  parms.set("Colors", integer(p.colors));
  parms.set("BitsPerComponent", integer(p.bits));
  parms.set("Columns", integer(p.columns));
  return parms;
}

// Whether each row begins with a known tag; the rows are then as they will be written.
bool rows_are_sound(const Predictor& p, Bytes data) {
  for (std::size_t at = 0; at < data.size(); at += static_cast<std::size_t>(p.row_bytes()) + 1) {
    if (data[at] > 4) return false;
  }
  return true;
}

}  // namespace

// A colour key (numbers), or an image of one bit
Result<Object> Walker::image_mask(const Object& value) {
  const Object here = reader_.resolve(value);
  if (here.as<Array>() != nullptr) return number_array(here, 2, 64);
  return soft_mask_image(value);
}

Result<Object> Walker::soft_mask_image(const Object& value) {
  const Ref* ref = value.as<Ref>();
  if (ref == nullptr) return Object();
  const auto [out, added] = memo(*ref, Kind::Mask);
  if (!added) return out_.is_null(out) ? Object() : Object(out);  // also a mask of itself
  const Object here = reader_.load(*ref);
  const Stream* stream = here.as<Stream>();
  if (stream == nullptr) return Object();
  if (depth_ >= limits_.max_depth) return Object();
  ++depth_;
  auto drawn = image(*stream, out);
  --depth_;
  if (!drawn) return std::move(drawn).error();
  return *drawn ? Object(out) : Object();
}

// False: nothing can be drawn, and why was told.
Result<bool> Walker::image(const Stream& stream, OutRef out) {
  if (ctx_.policy().state(Category::Pictures) != policy::State::Keep) {
    TRY(remove("PDF-083", "picture", Object(), Category::Pictures));
    return false;
  }
  TRY_ASSIGN(Dict dict, apply(kImage, stream.dict));
  dict.set("Type", name("XObject"));
  dict.set("Subtype", name("Image"));
  const std::int64_t width = whole_of(dict, "Width", 0);
  const std::int64_t height = whole_of(dict, "Height", 0);
  if (width == 0 || height == 0 || width * height > kMaxPicturePixels) {
    tally_.removed("PDF-083", "picture without sizes, or too large");
    return false;
  }
  auto coded = decoded(stream, true);
  if (!coded) {
    const ErrorCode code = coded.error().code;
    if (code == ErrorCode::TooLarge || code == ErrorCode::OutOfMemory) return std::move(coded).error();
    tally_.removed("PDF-075", "picture that cannot be decoded");
    return false;
  }
  switch (coded->picture) {
    case FilterKind::Dct:
      return jpeg(std::move(*coded), stream, std::move(dict), out);
    case FilterKind::Jpx:
      return jpx(std::move(*coded), stream, std::move(dict), out);
    case FilterKind::Jbig2:
    case FilterKind::Ccitt:
      return bilevel(std::move(*coded), std::move(dict), out);
    default:
      return samples(std::move(*coded), stream, std::move(dict), out);
  }
}

Result<bool> Walker::jpeg(Decoded coded, const Stream& stream, Dict dict, OutRef out) {
  image::ImageReport report;
  image::ImageLimits limits;
  limits.pixels = kMaxPicturePixels;
  MemorySink rebuilt(kMaxStreamBytes);
  const auto done = image::rebuild_jpeg(coded.data, rebuilt, limits, report, {.orientation = false, .profile = false});
  if (!done) {
    tally_.removed("PDF-073", "JPEG picture that cannot be rebuilt");
    return false;
  }
  for (const image::Removal& removal : report.list())
    tally_.add("PDF-073", removal.rewritten ? Action::Rewritten : Action::Removed, removal.what, removal.count);
  if (dict.find("BitsPerComponent") == nullptr) dict.set("BitsPerComponent", integer(8));
  if (dict.find("ColorSpace") == nullptr && !flag_of(dict, "ImageMask")) {
    const auto components = jpeg_components(rebuilt.buffer());
    dict.set("ColorSpace", name(components == 1 ? "DeviceGray" : components == 4 ? "DeviceCMYK" : "DeviceRGB"));
  }
  dict.set("Filter", name("DCTDecode"));
  const Object* transform = coded.picture_parms.find("ColorTransform");
  if (transform != nullptr && transform->as<std::int64_t>() != nullptr) {
    Dict parms;
    parms.set("ColorTransform", integer(*transform->as<std::int64_t>() == 0 ? 0 : 1));
    dict.set("DecodeParms", std::move(parms));
  }
  (void)stream;
  TRY(ctx_.budget().charge_output(rebuilt.size()));
  out_.define_stream(out, std::move(dict), rebuilt.take());
  return true;
}

// Raw samples: cut or told where there are more or fewer than the sizes say.
Result<bool> Walker::samples(Decoded plain, const Stream& stream, Dict dict, OutRef out) {
  const bool mask = flag_of(dict, "ImageMask");
  if (mask) {
    dict.set("BitsPerComponent", integer(1));
    dict.set("ColorSpace", Object());
  }
  const Object* space = stream.dict.find("ColorSpace");
  const std::int64_t bits = whole_of(dict, "BitsPerComponent", 8);
  const int components = mask ? 1 : space == nullptr ? 0 : components_of(*space);
  if (components == 0 || !is_depth(bits) || (!mask && dict.find("ColorSpace") == nullptr)) {
    tally_.removed("PDF-083", "picture whose colours cannot be known");
    return false;
  }
  dict.set("BitsPerComponent", integer(bits));
  Predictor rows{1, static_cast<std::uint32_t>(components), static_cast<std::uint32_t>(bits),
                 static_cast<std::uint32_t>(whole_of(dict, "Width", 1))};
  const auto height = static_cast<std::uint64_t>(whole_of(dict, "Height", 1));
  const Predictor& p = plain.predicted;
  const bool same_rows = p.kind >= 10 && p.colors == rows.colors && p.bits == rows.bits && p.columns == rows.columns;
  std::uint64_t wanted = rows.row_bytes() * height;
  if (same_rows && rows_are_sound(p, plain.data)) {
    wanted += height;
    dict.set("DecodeParms", predictor_parms(p));
  } else if (p.kind >= 10 && !undo_predictor(p, plain.data)) {
    tally_.removed("PDF-083", "picture whose rows cannot be decoded");
    return false;
  }
  if (wanted > kMaxStreamBytes) {
    tally_.removed("PDF-083", "picture without sizes, or too large");
    return false;
  }
  if (plain.data.size() > wanted) {
    if (plain.data.size() > wanted + 2) tally_.removed("PDF-083", "bytes behind a picture's samples");
    plain.data.resize(static_cast<std::size_t>(wanted));
  }
  TRY(put_stream(out, std::move(dict), plain.data));
  return true;
}

// Fax and JBIG2: one bit a sample, coded anew as Group 4.
Result<bool> Walker::bilevel(Decoded coded, Dict dict, OutRef out) {
  const bool fax = coded.picture == FilterKind::Ccitt;
  const std::string_view id = fax ? "PDF-074" : "PDF-071";
  const auto width = static_cast<std::uint32_t>(whole_of(dict, "Width", 0));
  const auto height = static_cast<std::uint32_t>(whole_of(dict, "Height", 0));
  Result<Buffer> rows = make_error(ErrorCode::Unsupported);
  if (fax) {
    rows = decode_fax(coded.data, coded.picture_parms, width, height);
  } else {
    Buffer globals;
    const Object* value = coded.picture_parms.find("JBIG2Globals");
    const Stream* stream = value == nullptr ? nullptr : value->as<Stream>();
    if (stream != nullptr) {
      TRY_ASSIGN(globals, plain_bytes(*stream));
    }
    rows = decode_jbig2(coded.data, globals, width, height);
  }
  if (!rows) {
    tally_.removed(id, "picture that cannot be decoded");
    return false;
  }
  TRY(ctx_.budget().charge_unpacked(rows->size()));
  if (!fax) tally_.rewritten(id, "JBIG2 picture, coded anew as fax Group 4");
  dict.set("BitsPerComponent", integer(1));
  if (flag_of(dict, "ImageMask")) {
    dict.set("ColorSpace", Object());
  } else if (dict.find("ColorSpace") == nullptr) {
    dict.set("ColorSpace", name("DeviceGray"));
  }
  Dict parms;
  parms.set("K", integer(-1));
  parms.set("Columns", integer(width));
  parms.set("Rows", integer(height));
  const bool black_is_one = mostly_zero(*rows);  // the paper is white: runs of it are cheap
  if (black_is_one) parms.set("BlackIs1", true);
  Buffer packed = encode_fax(*rows, width, height, black_is_one);
  TRY(ctx_.budget().charge_output(packed.size()));
  dict.set("Filter", name("CCITTFaxDecode"));
  dict.set("DecodeParms", std::move(parms));
  out_.define_stream(out, std::move(dict), std::move(packed));
  return true;
}

// JPEG 2000 becomes JPEG where it was lossy, else samples in rows with PNG predictors.
Result<bool> Walker::jpx(Decoded coded, const Stream& stream, Dict dict, OutRef out) {
  image::ImageLimits limits;
  limits.pixels = kMaxPicturePixels;
  limits.budget = &ctx_.budget();
  bool lossy = false;
  auto decoded = image::decode_jp2(coded.data, limits, lossy);
  if (!decoded) {
    tally_.removed("PDF-072", "JPEG 2000 picture that cannot be decoded");
    return false;
  }
  image::Raster raster = std::move(*decoded);
  if (raster.channels == 2 || raster.channels == 4) raster = image::without_alpha(raster);
  tally_.rewritten("PDF-072", "JPEG 2000 picture, coded anew");
  const Object* space = stream.dict.find("ColorSpace");
  const Object family = space == nullptr ? Object() : reader_.resolve(*space);
  const bool plain = space == nullptr || components_of(*space) != raster.channels || family.as<Name>() != nullptr;
  if (plain) dict.set("ColorSpace", name(raster.channels == 1 ? "DeviceGray" : "DeviceRGB"));
  dict.set("Width", integer(raster.width));
  dict.set("Height", integer(raster.height));
  dict.set("BitsPerComponent", integer(raster.bits));
  if (lossy && plain && raster.bits == 8) {
    MemorySink packed(kMaxStreamBytes);
    TRY_ASSIGN(const image::ImageKind kind, image::encode(raster, true, coded.data.size(), packed));
    if (kind == image::ImageKind::Jpeg) {
      Decoded again;
      again.data = packed.take();
      return jpeg(std::move(again), stream, std::move(dict), out);
    }
  }
  const Predictor rows{15, raster.channels, raster.bits, raster.width};
  dict.set("DecodeParms", predictor_parms(rows));
  TRY(put_stream(out, std::move(dict), predict_rows(rows, raster.pixels)));
  return true;
}

// An image of a content stream, as an XObject (PDF-075).
Result<Object> Walker::inline_image(const InlineImage& in, ResourceScope& scope) {
  Dict dict;
  dict.set("Width", integer(in.width));
  dict.set("Height", integer(in.height));
  dict.set("BitsPerComponent", integer(in.bits));
  if (in.mask) dict.set("ImageMask", true);
  if (in.interpolate) dict.set("Interpolate", true);
  if (!in.decode.empty()) dict.set("Decode", reader_.parse(in.decode));
  if (!in.intent.empty()) dict.set("Intent", name(in.intent));
  Object space;
  if (in.color_space_is_resource) {
    space = scope.lookup(ResourceKind::ColorSpace, std::string_view(in.color_space).substr(1));
  } else if (!in.color_space.empty()) {
    space = reader_.parse(in.color_space);
  }
  if (!in.mask) dict.set("ColorSpace", space);
  Decoded coded;
  coded.data.assign(in.data.begin(), in.data.end());
  const Stream source{dict, Ref{}};
  TRY_ASSIGN(Dict made, apply(kImage, dict));
  made.set("Type", name("XObject"));
  made.set("Subtype", name("Image"));
  const OutRef out = out_.reserve();
  bool drawn = false;
  if (in.coding == InlineImage::Coding::Jpeg) {
    TRY_ASSIGN(drawn, jpeg(std::move(coded), source, std::move(made), out));
  } else if (in.coding == InlineImage::Coding::Fax) {
    coded.picture = FilterKind::Ccitt;
    const Object parms = reader_.parse(in.fax_parameters.empty() ? "<<>>" : in.fax_parameters);
    if (parms.as<Dict>() != nullptr) coded.picture_parms = *parms.as<Dict>();
    TRY_ASSIGN(drawn, bilevel(std::move(coded), std::move(made), out));
  } else {
    TRY_ASSIGN(drawn, samples(std::move(coded), source, std::move(made), out));
  }
  if (!drawn) return Object();
  tally_.rewritten("PDF-075", "picture within a content stream, now an object");
  return Object(out);
}

}  // namespace mugai::pdf
