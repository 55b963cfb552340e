#include "lib/formats/flat/flat_opc.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/ascii.h"
#include "lib/formats/xml/escape.h"
#include "lib/formats/xml/lexer.h"
#include "lib/formats/xml/limits.h"
#include "lib/formats/zip/writer.h"
#include "lib/stream/base64.h"

namespace mugai::flat {
namespace {

using Bindings = std::map<std::string, std::string, std::less<>>;  // prefix -> URI, escaped as written

struct Item {
  std::string name, content_type;
  std::string xml;  // with its declarations
  std::optional<Buffer> binary;
};

class FlatReader {
 public:
  FlatReader(std::string_view text, Budget& budget) : text_(text), budget_(budget) {}

  Result<std::vector<Item>> run() {
    while (at_ < text_.size()) {
      const std::size_t open = std::min(text_.find('<', at_), text_.size());
      if (depth_ == 3 && is_binary_) data_.append(text_.substr(at_, open - at_));
      at_ = open;
      if (at_ == text_.size()) break;
      TRY(token());
      if (has_ended_) break;
    }
    if (!has_ended_) return make_error(ErrorCode::Truncated, "the flat package ends early", at_);
    return std::move(items_);
  }

 private:
  Result<void> skip_to(std::string_view closer) {
    const std::size_t end = text_.find(closer, at_);
    if (end == std::string_view::npos) return make_error(ErrorCode::Truncated, "the flat package ends early", at_);
    at_ = end + closer.size();
    return ok();
  }

  Result<void> token() {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("<!--")) return skip_to("-->");
    if (rest.starts_with("<![CDATA[")) return cdata();
    if (rest.starts_with("<?")) return skip_to("?>");
    if (rest.starts_with("<!")) return xml::dtd_error(at_);
    const auto size = xml::find_tag_end(rest);
    if (!size.has_value()) return make_error(ErrorCode::Truncated, "the flat package ends early", at_);
    const std::string_view raw = rest.substr(0, *size);
    TRY(rest.starts_with("</") ? end_tag(raw) : start_tag(raw));
    return ok();
  }

  Result<void> cdata() {
    const std::size_t begin = at_ + 9;
    TRY(skip_to("]]>"));
    if (depth_ == 3 && is_binary_) data_.append(text_.substr(begin, at_ - 3 - begin));
    return ok();
  }

  // Expanded name of a tag at the depth of the package's own elements.
  [[nodiscard]] bool is(std::string_view name, std::string_view local) const {
    const std::size_t colon = name.find(':');
    const std::string_view prefix = colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon);
    const auto found = bindings_.find(prefix);
    return found != bindings_.end() && found->second == kFlatOpcNamespace &&
           name.substr(colon == std::string_view::npos ? 0 : colon + 1) == local;
  }

  Result<void> start_tag(std::string_view raw) {
    const std::size_t begin = at_;
    at_ += raw.size();
    if (++depth_ > xml::Limits{}.depth + 4) return make_error(ErrorCode::TooDeep, "elements nested too deep", begin);
    TRY(xml::parse_start_tag(raw, {}, begin, tag_));
    if (depth_ <= 3) {
      TRY(own_element(begin));
    } else if (depth_ == 4 && in_data_) {
      if (!item_.xml.empty()) return make_error(ErrorCode::Malformed, "a part with two root elements", begin);
      open_content(raw, begin);
    }
    if (tag_.empty) return close(begin + raw.size());
    return ok();
  }

  Result<void> own_element(std::size_t begin) {
    saved_[depth_ - 1] = bindings_;
    for (const xml::RawAttribute& a : tag_.attributes) {
      if (a.name == "xmlns") bindings_[""] = std::string(a.value);
      if (a.name.starts_with("xmlns:")) bindings_[std::string(a.name.substr(6))] = std::string(a.value);
    }
    constexpr std::string_view kMalformed = "not a flat package";
    is_binary_ = in_data_ = false;
    if (depth_ == 1) return is(tag_.name, "package") ? ok() : fail(kMalformed, begin);
    if (depth_ == 2) {
      if (!is(tag_.name, "part")) return fail(kMalformed, begin);
      item_ = Item{};
      TRY_ASSIGN(item_.name, attribute("name"));
      TRY_ASSIGN(item_.content_type, attribute("contentType"));
      return ok();
    }
    is_binary_ = is(tag_.name, "binaryData");
    in_data_ = is(tag_.name, "xmlData");
    if (item_.binary.has_value() || !item_.xml.empty()) return fail("a part with two contents", begin);
    data_.clear();
    return is_binary_ || in_data_ ? ok() : fail(kMalformed, begin);
  }

  static Result<void> fail(std::string_view why, std::size_t at) {
    return make_error(ErrorCode::Malformed, std::string(why), at);
  }

  // pkg:name and pkg:contentType, decoded; with or without the prefix.
  Result<std::string> attribute(std::string_view local) const {
    std::string out;
    for (const xml::RawAttribute& a : tag_.attributes) {
      if (a.name.starts_with("xmlns")) continue;
      const bool fits = a.name.find(':') == std::string_view::npos ? a.name == local : is(a.name, local);
      if (fits) TRY(xml::append_attribute_value(out, a.value, at_));
    }
    return out;
  }

  // The root of an XML part: the declarations that stand around it come into it, where it has no own ones.
  void open_content(std::string_view raw, std::size_t begin) {
    const std::size_t name = 1 + tag_.name.size();
    std::string head(raw.substr(0, name));
    for (const auto& [prefix, uri] : bindings_) {
      const std::string key = prefix.empty() ? "xmlns" : "xmlns:" + prefix;
      const bool has = std::any_of(tag_.attributes.begin(), tag_.attributes.end(),
                                   [&](const xml::RawAttribute& a) { return a.name == key; });
      // As written, in either quotes: what stood in the document may hold the other kind.
      const char quote = uri.find('"') == std::string::npos ? '"' : '\'';
      if (!has) head.append(" ").append(key).append("=").append(1, quote).append(uri).append(1, quote);
    }
    head_ = std::move(head);
    content_ = begin + name;
  }

  Result<void> end_tag(std::string_view raw) {
    TRY(xml::parse_end_tag(raw, at_));
    at_ += raw.size();
    return close(at_);
  }

  // `end`: behind the element's last byte.
  Result<void> close(std::size_t end) {
    if (depth_ == 0) return make_error(ErrorCode::Malformed, "an end tag without a start tag", end);
    if (depth_ == 4 && in_data_) {
      item_.xml = std::string(xml::kDeclaration) + head_ + std::string(text_.substr(content_, end - content_));
      TRY(budget_.charge_unpacked(item_.xml.size()));
    }
    if (depth_ == 3 && is_binary_) TRY(decode());
    if (depth_ == 2) TRY(finish_part(end));
    if (depth_ <= 3) bindings_ = saved_[depth_ - 1];
    --depth_;
    has_ended_ = depth_ == 0;
    return ok();
  }

  Result<void> decode() {
    MemorySink sink;
    base64::DecodeStage stage(sink);
    TRY(stage.write(as_bytes(data_)));
    TRY(stage.finish());
    if (stage.defects().results_differ())
      return make_error(ErrorCode::Ambiguous, "base64 that can be read in two ways", at_);
    item_.binary = sink.take();
    TRY(budget_.charge_unpacked(item_.binary->size()));
    data_.clear();
    return ok();
  }

  Result<void> finish_part(std::size_t end) {
    if (items_.size() >= kMaxFlatParts) return make_error(ErrorCode::TooMany, "too many parts", end);
    if (!item_.name.starts_with('/') || item_.name.size() < 2 || item_.name.ends_with('/'))
      return make_error(ErrorCode::Malformed, "a part without a name", end);
    item_.name.erase(0, 1);
    if (!names_.insert(ascii::lower(item_.name)).second)
      return make_error(ErrorCode::Ambiguous, "two parts of one name", end);
    if (!item_.binary.has_value() && item_.xml.empty()) item_.binary = Buffer{};
    items_.push_back(std::move(item_));
    return ok();
  }

  std::string_view text_;
  Budget& budget_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  xml::RawTag tag_;
  Bindings bindings_;
  Bindings saved_[3];
  bool is_binary_ = false, in_data_ = false, has_ended_ = false;
  std::string data_, head_;
  std::size_t content_ = 0;
  Item item_;
  std::vector<Item> items_;
  std::set<std::string> names_;
};

std::string types_of(const std::vector<Item>& items) {
  std::string out(xml::kDeclaration);
  out +=
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>";
  for (const Item& item : items) {
    if (item.name.ends_with(".rels")) continue;
    out += "<Override PartName=\"/";
    xml::append_escaped_attribute(out, item.name);
    out += "\" ContentType=\"";
    xml::append_escaped_attribute(out, item.content_type);
    out += "\"/>";
  }
  return out + "</Types>";
}

}  // namespace

Result<Buffer> package_of(std::string_view text, Budget& budget) {
  TRY_ASSIGN(const std::vector<Item> items, FlatReader(text, budget).run());
  MemorySink sink;
  zip::Writer writer(sink, policy::Compression::Fast);
  constexpr std::string_view kTypes = "[Content_Types].xml";
  TRY(writer.add(kTypes, as_bytes(types_of(items))));
  for (const Item& item : items) {
    if (ascii::equal_ignoring_case(item.name, kTypes))
      return make_error(ErrorCode::Malformed, "a list of types as a part");
    TRY(writer.add(item.name, item.binary.has_value() ? Bytes(*item.binary) : as_bytes(item.xml)));
  }
  TRY(writer.finish());
  return sink.take();
}

}  // namespace mugai::flat
