#include "lib/formats/svg/svg.h"

#include <algorithm>
#include <map>
#include <string>

#include "lib/base/ascii.h"
#include "lib/formats/svg/css.h"
#include "lib/formats/svg/uses.h"
#include "lib/formats/svg/vocabulary.h"
#include "lib/formats/xml/filter.h"
#include "lib/stream/base64.h"

namespace mugai::svg {
namespace {

using image::ImageKind;
using image::ImageLimits;
using image::ImageReport;

constexpr std::string_view kSvgNamespace = "http://www.w3.org/2000/svg";
constexpr std::size_t kPrologBytes = 64 * 1024;

// The numbers of the names that the delegate knows by name.
struct Names {
  explicit Names(const xml::Vocabulary& v)
      : use(v.element("svg:use")),
        image(v.element("svg:image")),
        style_element(v.element("svg:style")),
        style(v.attribute("style")),
        href(v.attribute("href")),
        xlink_href(v.attribute("xlink:href")),
        id(v.attribute("id")),
        type(v.attribute("type")) {}
  xml::ElementId use, image, style_element;
  xml::AttributeId style, href, xlink_href, id, type;
};

struct Tables {
  xml::Vocabulary vocabulary;
  Names names;
};

const Tables& tables() {
  static const Tables kTables = [] {
    auto vocabulary = xml::Vocabulary::parse(kVocabulary);
    MUGAI_CHECK(vocabulary.has_value());
    const Names names(*vocabulary);
    return Tables{std::move(*vocabulary), names};
  }();
  return kTables;
}

class SvgDelegate final : public xml::Delegate {
 public:
  SvgDelegate(const ImageLimits& limits, ImageReport& report) : limits_(limits), report_(report) {}

  xml::ElementDecision on_start(xml::StartTag& tag) override {
    const Names& names = tables().names;
    const xml::ElementId element = tag.element();
    if (element == names.style_element) {
      const auto type = tag.value(names.type);
      if (!type || *type == "text/css" || type->empty()) return {};
      report_.removed("SVG-001", "style of another language");
      return {xml::Verdict::Drop, 0, true};
    }
    if (element == names.use || element == names.image) {
      const auto old = tag.value(names.xlink_href);
      const auto target = tag.value(names.href);
      for (const auto& link : {target, old}) {
        if (element == names.use && link && link->starts_with('#')) uses_.use(link->substr(1));
      }
      return {};
    }
    uses_.enter(tag.value(names.id).value_or(std::string_view()));
    return {};
  }

  void on_end(xml::ElementId element) override {
    const Names& names = tables().names;
    if (element != names.style_element && element != names.use && element != names.image) uses_.leave();
  }

  xml::Verdict on_attribute(xml::StartTag& tag, xml::AttributeId attribute, std::string& value) override {
    const Names& names = tables().names;
    if (attribute == names.style) {
      Styled styled = filter_declarations(value);
      if (styled.changed) report_.removed("SVG-001", "style");
      value = std::move(styled.text);
      return value.empty() ? xml::Verdict::Drop : xml::Verdict::Keep;
    }
    if (attribute == names.href || attribute == names.xlink_href) return link(tag, value);
    if (is_safe_value(value)) return xml::Verdict::Keep;
    report_.removed("SVG-001", "reference in a colour or filter");
    return xml::Verdict::Drop;
  }

  xml::Verdict on_text(xml::ElementId element, std::string& text) override {
    if (element != tables().names.style_element) return xml::Verdict::Keep;
    Styled styled = filter_sheet(text);
    if (styled.changed) report_.removed("SVG-001", "style");
    text = std::move(styled.text);
    return xml::Verdict::Keep;
  }

  void on_dropped(const xml::Dropped& dropped) override {
    using Kind = xml::Dropped::Kind;
    if (dropped.kind == Kind::Comment || dropped.kind == Kind::Cdata) return;
    report_.removed("SVG-001", words_for(dropped));
  }

  [[nodiscard]] const Uses& uses() const noexcept { return uses_; }

 private:
  static std::string words_for(const xml::Dropped& dropped) {
    using Kind = xml::Dropped::Kind;
    const std::string name(dropped.local_name.substr(0, 60));
    if (dropped.kind == Kind::ProcessingInstruction) return "instruction " + name;
    if (dropped.kind == Kind::Attribute) return "attribute " + name;
    if (dropped.kind == Kind::Element) return "element " + name;
    if (dropped.kind == Kind::UnwrappedElement) return "link";
    return "other content";
  }

  // A place in the document, or for `image` a picture inside of the address.
  xml::Verdict link(const xml::StartTag& tag, std::string& value) {
    const bool local = value.size() > 1 && value[0] == '#' && std::none_of(value.begin(), value.end(), [](char c) {
                         return c <= ' ' || c == '"' || c == '<';
                       });
    if (local) return xml::Verdict::Keep;
    if (tag.element() == tables().names.image && rebuild_data(value)) return xml::Verdict::Keep;
    report_.removed("SVG-001", "reference to outside");
    return xml::Verdict::Drop;
  }

  // data:image/png;base64,…  (RFC 2397)
  bool rebuild_data(std::string& value) {
    const std::size_t comma = value.find(',');
    if (comma == std::string::npos || comma > 100) return false;
    const std::string head = ascii::lower(std::string_view(value).substr(0, comma));
    if (!head.starts_with("data:image/") || !head.ends_with(";base64")) return false;
    MemorySink decoded;
    base64::DecodeStage decoder(decoded);
    if (!decoder.write(std::string_view(value).substr(comma + 1)).has_value() || !decoder.finish().has_value()) {
      return false;
    }
    MemorySink rebuilt;
    const auto kind = image::rebuild_image(decoded.buffer(), rebuilt, limits_, report_);
    if (!kind.has_value()) return false;
    const bool shown = *kind == ImageKind::Jpeg || *kind == ImageKind::Png || *kind == ImageKind::Gif;
    if (!shown) return false;
    value = "data:" + std::string(image::mime_type(*kind)) + ";base64," + base64::encode(rebuilt.buffer());
    return true;
  }

  const ImageLimits& limits_;
  ImageReport& report_;
  Uses uses_;
};

// doctypedecl without declarations (XML 1.0, production 28): it names the grammar and is left out. With declarations
// the filter refuses it.
struct Prolog {
  Bytes before, after;
};
Prolog without_doctype(Bytes document, ImageReport& report) {
  const std::string_view head = as_text(document.first(std::min(kPrologBytes, document.size())));
  const std::size_t start = head.find("<!DOCTYPE");
  if (start == std::string_view::npos || head.substr(0, start).find("<svg") != std::string_view::npos) {
    return {document, {}};
  }
  const std::size_t end = head.find_first_of(">[", start);
  if (end == std::string_view::npos || head[end] == '[') return {document, {}};
  report.removed("SVG-001", "document type");
  return {document.first(start), document.subspan(end + 1)};
}

}  // namespace

void warm_up() {
  (void)tables();
}

Result<void> rebuild_svg(Bytes document, Sink& out, const ImageLimits& limits, ImageReport& report) {
  if (document.size() > kMaxSvgBytes) return make_error(ErrorCode::TooLarge, "an SVG is too large");
  const Prolog prolog = without_doctype(document, report);
  SvgDelegate delegate(limits, report);
  MemorySink rebuilt;
  xml::Limits xml_limits;
  xml_limits.value_bytes = 32U << 20;  // pictures inside of addresses
  xml_limits.tag_bytes = 33U << 20;
  xml::Filter filter(tables().vocabulary, delegate, rebuilt, xml_limits);
  TRY(filter.write(prolog.before));
  TRY(filter.write(prolog.after));
  TRY(filter.finish());
  if (filter.root_name() != "svg" || filter.root_namespace() != kSvgNamespace) {
    return make_error(ErrorCode::Unsupported, "another root than svg");
  }
  if (!delegate.uses().within(kMaxCopies)) return make_error(ErrorCode::TooMany, "an SVG copies itself too often");
  return out.write(Bytes(rebuilt.buffer()));
}

}  // namespace mugai::svg
