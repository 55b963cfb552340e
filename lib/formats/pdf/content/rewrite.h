// Content streams (ISO 32000-1 7.8, operators of Annex A) read token by token and written anew by an allow-list of
// operators. Also the small languages beside them: default appearance strings, CMaps and calculator functions.
//
// In:     decoded bytes of a stream. Several streams of one page are joined with a line feed by the caller: tokens do
//         not cross streams, but the graphics state does.
// Out:    canonical bytes, appended to `out`: a fixed point, and the same for the same input and answers.
// Limits: ContentLimits; the output is never more than a small multiple of the input, images within lines aside,
//         which are held by max_image_bytes.
// An Error means that nothing safe could be made; what was appended to `out` is then to be thrown away. Damage within
// a stream (unknown operators, wrong operands, unbalanced q/Q) is no Error: it is left out or mended and told.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/core/finding.h"

namespace mugai::pdf {

// What the stream is the content of: decides which operators are allowed.
enum class ContentKind : std::uint8_t {
  Page,
  Form,               // form XObjects and appearance streams
  Pattern,            // tiling patterns
  Type3Glyph,         // procedures of a Type 3 font: begin with d0 or d1
  DefaultAppearance,  // /DA: text state and colour only (12.7.3.3)
};

// Sub-dictionaries of a resource dictionary (7.8.3) to which operators refer.
enum class ResourceKind : std::uint8_t { XObject, ExtGState, Font, ColorSpace, Pattern, Shading, Properties };
inline constexpr int kResourceKindCount = 7;

// An image that stood in the content stream, as far as it could be decoded here. Values are canonical PDF text, made
// here, with full key and colour space names.
struct InlineImage {
  enum class Coding : std::uint8_t {
    Samples,  // `data` holds the samples, exactly as many as the dictionary says
    Jpeg,     // `data` is a JPEG file (DCTDecode), not looked into but for its end
    Fax,      // `data` is CCITT coded; `fax_parameters` say how
  };
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint8_t bits = 1;  // a component: 1, 2, 4, 8 or 16; 1 for masks
  bool mask = false;      // /ImageMask: painted in the current colour, has no colour space
  bool interpolate = false;
  std::string color_space;  // "/DeviceGray", "[/Indexed /DeviceRGB 1 <000000FFFFFF>]", "/Name" of a resource; or empty
  bool color_space_is_resource = false;
  std::string decode;          // "[1 0]" or empty
  std::string intent;          // "Perceptual", … or empty
  std::string fax_parameters;  // "<</K -1/Columns 1728>>"
  Coding coding = Coding::Samples;
  Bytes data;
};

// What to do with marked content of an optional content group (/OC /Name BDC).
enum class OptionalContent : std::uint8_t {
  Keep,    // the marker stays; the name is in the rebuilt resources
  Unwrap,  // the marker goes, its content is drawn always
  Hide,    // all that is painted between the marker and its EMC goes; state changes stay
};

// The resources of the stream as they will be in the rebuilt file. Names are decoded (no slash, no #xx).
class ContentResources {
 public:
  virtual ~ContentResources() = default;
  // Whether `name` will exist with an allowed content; asked once for each name and stream: the caller may note what
  // is used and drop the rest.
  virtual bool has(ResourceKind kind, std::string_view name) = 0;
  // Components of a colour space resource, 1..32; 0 where unknown. Asked for inline images alone.
  virtual int components(std::string_view color_space) = 0;
  virtual OptionalContent optional_content(std::string_view properties_name) {
    return has(ResourceKind::Properties, properties_name) ? OptionalContent::Keep : OptionalContent::Unwrap;
  }
  // Takes an image of the line out of it. Answers the name of an XObject resource that draws it, valid as a PDF name
  // of [A-Za-z0-9]; nullopt: samples stay in the line (as hexadecimal text), coded images go and are told.
  // Asked for all coded images and for samples over ContentLimits::inline_bytes. An Error ends the rewriting.
  virtual Result<std::optional<std::string>> add_image(const InlineImage& /*image*/) {
    return std::optional<std::string>{};
  }
};

// No resources at all.
class NoResources final : public ContentResources {
 public:
  bool has(ResourceKind /*kind*/, std::string_view /*name*/) override { return false; }
  int components(std::string_view /*color_space*/) override { return 0; }
};

struct ContentLimits {
  std::uint64_t max_output_bytes = std::uint64_t{256} << 20;
  std::uint64_t max_image_bytes = std::uint64_t{64} << 20;  // of one inline image, decoded
  std::uint32_t max_state_depth = 1000;                     // open q; more are left out with their Q and told
  std::uint32_t max_marked_depth = 200;                     // open BMC/BDC, likewise
  std::uint32_t max_string_bytes = 65'535;                  // Annex C says 32,767; longer ones occur
  std::uint32_t max_name_bytes = 512;                       // Annex C says 127
  std::uint32_t inline_bytes = 4096;                        // samples up to this stay in the line (8.9.7)
};

// What was noticed. `where` of the findings is empty: the caller knows the place.
struct ContentReport {
  std::vector<Finding> findings;  // merged: one a kind of construct
  std::uint64_t operators = 0;    // written
  bool shows_text = false;        // Tj, TJ, ' or "
  bool hidden_text = false;       // text shown in mode 3 or 7 (PDF-061; not in `findings`: the caller's policy)
  bool has_color_operators = false;

  void add(CatalogueId id, Action action, std::string_view detail, std::uint32_t count = 1);
};

Result<void> rewrite_content(Bytes untrusted_content, ContentKind kind, ContentResources& resources, Buffer& out,
                             ContentReport& report, const ContentLimits& limits = {});

}  // namespace mugai::pdf
