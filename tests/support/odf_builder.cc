#include "tests/support/odf_builder.h"

namespace mugai::testing {

const std::string_view kOdfNamespaces =
    " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
    " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""
    " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
    " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""
    " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\""
    " xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\""
    " xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\""
    " xmlns:presentation=\"urn:oasis:names:tc:opendocument:xmlns:presentation:1.0\""
    " xmlns:anim=\"urn:oasis:names:tc:opendocument:xmlns:animation:1.0\""
    " xmlns:smil=\"urn:oasis:names:tc:opendocument:xmlns:smil-compatible:1.0\""
    " xmlns:chart=\"urn:oasis:names:tc:opendocument:xmlns:chart:1.0\""
    " xmlns:form=\"urn:oasis:names:tc:opendocument:xmlns:form:1.0\""
    " xmlns:script=\"urn:oasis:names:tc:opendocument:xmlns:script:1.0\""
    " xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\""
    " xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\""
    " xmlns:db=\"urn:oasis:names:tc:opendocument:xmlns:database:1.0\""
    " xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\""
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
    " xmlns:xlink=\"http://www.w3.org/1999/xlink\""
    " xmlns:xforms=\"http://www.w3.org/2002/xforms\""
    " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\""
    " xmlns:math=\"http://www.w3.org/1998/Math/MathML\""
    " xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\""
    " xmlns:ooow=\"http://openoffice.org/2004/writer\""
    " xmlns:ooo=\"http://openoffice.org/2004/office\""
    " xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\""
    " xmlns:loext=\"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0\""
    " xmlns:field=\"urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0\"";

namespace {

using std::string;

const string kMime = "application/vnd.oasis.opendocument.";

string root(std::string_view name, std::string_view attributes, std::string_view inner) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:" + string(name) + string(kOdfNamespaces) +
         string(attributes) + " office:version=\"1.3\">" + string(inner) + "</office:" + string(name) + ">";
}
string wrap(std::string_view name, std::string_view inner) {
  return "<" + string(name) + ">" + string(inner) + "</" + string(name) + ">";
}
string entry(std::string_view path, std::string_view type) {
  return "<manifest:file-entry manifest:full-path=\"" + string(path) + "\" manifest:media-type=\"" + string(type) +
         "\"/>";
}
string settings_of(std::string_view items) {
  return wrap("office:settings", "<config:config-item-set config:name=\"ooo:configuration-settings\">" + string(items) +
                                     "</config:config-item-set>");
}

}  // namespace

OdfBuilder OdfBuilder::odt(std::string_view body) {
  OdfBuilder b;
  b.mime_ = kMime + "text";
  b.body_element_ = "office:text";
  b.body_ = string(body);
  return b;
}
OdfBuilder OdfBuilder::ods(std::string_view body) {
  OdfBuilder b = odt(body);
  b.mime_ = kMime + "spreadsheet";
  b.body_element_ = "office:spreadsheet";
  return b;
}
OdfBuilder OdfBuilder::odp(std::string_view body) {
  OdfBuilder b = odt("<draw:page draw:name=\"page1\">" + string(body) + "</draw:page>");
  b.mime_ = kMime + "presentation";
  b.body_element_ = "office:presentation";
  return b;
}
OdfBuilder OdfBuilder::odg(std::string_view body) {
  OdfBuilder b = odp(body);
  b.mime_ = kMime + "graphics";
  b.body_element_ = "office:drawing";
  return b;
}

OdfBuilder& OdfBuilder::front(std::string xml) {
  front_ = std::move(xml);
  return *this;
}
OdfBuilder& OdfBuilder::automatic(std::string xml) {
  automatic_ = std::move(xml);
  return *this;
}
OdfBuilder& OdfBuilder::styles(std::string xml) {
  styles_ = std::move(xml);
  return *this;
}
OdfBuilder& OdfBuilder::meta(std::string xml) {
  meta_ = std::move(xml);
  return *this;
}
OdfBuilder& OdfBuilder::settings(std::string xml) {
  settings_ = std::move(xml);
  return *this;
}
OdfBuilder& OdfBuilder::root_attributes(std::string text) {
  root_ = std::move(text);
  return *this;
}
OdfBuilder& OdfBuilder::mimetype(std::string text) {
  mime_ = std::move(text);
  return *this;
}
OdfBuilder& OdfBuilder::part(std::string name, std::string_view media_type, std::string bytes) {
  parts_.push_back({std::move(name), string(media_type), std::move(bytes)});
  return *this;
}
OdfBuilder& OdfBuilder::list(std::string_view entries) {
  listed_ += entries;
  return *this;
}
OdfBuilder& OdfBuilder::object(const string& name, std::string_view kind, std::string_view body) {
  const string media = string(kind) == "drawing" ? "graphics" : string(kind);
  listed_ += entry(name + "/", kMime + media);
  return part(name + "/content.xml", "text/xml",
              root("document-content", "", wrap("office:body", wrap("office:" + string(kind), body))));
}
OdfBuilder& OdfBuilder::formula_object(const string& name, std::string_view math) {
  listed_ += entry(name + "/", kMime + "formula");
  return part(name + "/content.xml", "text/xml",
              "<math xmlns=\"http://www.w3.org/1998/Math/MathML\">" + string(math) + "</math>");
}

string OdfBuilder::content() const {
  return root("document-content", root_,
              front_ + wrap("office:automatic-styles", automatic_) + wrap("office:body", wrap(body_element_, body_)));
}

ZipFile OdfBuilder::package() const {
  ZipFile file;
  const auto add = [&](string name, string data) {
    ZipMember member;
    member.name = std::move(name);
    member.data = std::move(data);
    member.method = member.name == "mimetype" ? 0 : 8;
    file.members.push_back(std::move(member));
  };
  string manifest = entry("/", mime_) + entry("content.xml", "text/xml");
  add("mimetype", mime_);
  add("content.xml", content());
  if (!styles_.empty()) {
    add("styles.xml", root("document-styles", "", wrap("office:styles", styles_)));
    manifest += entry("styles.xml", "text/xml");
  }
  if (!meta_.empty()) {
    add("meta.xml", root("document-meta", "", wrap("office:meta", meta_)));
    manifest += entry("meta.xml", "text/xml");
  }
  if (!settings_.empty()) {
    add("settings.xml", root("document-settings", "", settings_of(settings_)));
    manifest += entry("settings.xml", "text/xml");
  }
  for (const Item& item : parts_) {
    add(item.name, item.bytes);
    if (!item.media_type.empty()) manifest += entry(item.name, item.media_type);
  }
  add("META-INF/manifest.xml",
      "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
      "manifest:version=\"1.3\">" +
          manifest + listed_ + "</manifest:manifest>");
  return file;
}

Buffer OdfBuilder::build() const {
  return to_buffer(build_zip(package()));
}

Buffer OdfBuilder::flat() const {
  string inner;
  if (!meta_.empty()) inner += wrap("office:meta", meta_);
  if (!settings_.empty()) inner += settings_of(settings_);
  inner += front_;
  if (!styles_.empty()) inner += wrap("office:styles", styles_);
  inner += wrap("office:automatic-styles", automatic_) + wrap("office:body", wrap(body_element_, body_));
  return to_buffer(root("document", root_ + " office:mimetype=\"" + mime_ + "\"", inner));
}

Buffer to_buffer(std::string_view text) {
  return {text.begin(), text.end()};
}

}  // namespace mugai::testing
