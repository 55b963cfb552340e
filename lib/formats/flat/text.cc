#include "lib/formats/flat/text.h"

#include "lib/formats/xml/lexer.h"
#include "lib/formats/xml/transcode.h"

namespace mugai::flat {

Result<std::string> read_text(Source& in, Budget& budget) {
  if (in.size() > kMaxFlatBytes) return make_error(ErrorCode::TooLarge, "a document in one XML file is too large");
  TRY(budget.charge_unpacked(in.size()));
  TRY_ASSIGN(const Buffer bytes, in.read_buffer(0, in.size()));
  MemorySink sink;
  xml::Transcoder transcoder(sink);
  TRY(transcoder.write(bytes));
  TRY(transcoder.finish());
  const std::string_view text = as_text(sink.buffer());
  return std::string(text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text);
}

namespace {

// What xmlns attributes of this one tag bind the prefix to; empty where it binds it to nothing.
Result<std::string> bound_here(const xml::RawTag& tag, std::string_view prefix) {
  const std::string wanted = prefix.empty() ? "xmlns" : "xmlns:" + std::string(prefix);
  std::string uri;
  for (const xml::RawAttribute& a : tag.attributes) {
    if (a.name == wanted) TRY(xml::append_attribute_value(uri, a.value, 0));
  }
  return uri;
}

}  // namespace

// prolog = *( S / Comment / PI ) element (XML 1.0, [22])
Result<Root> find_root(std::string_view text) {
  std::size_t at = 0;
  while (true) {
    at = text.find('<', at);
    if (at == std::string_view::npos) return make_error(ErrorCode::Malformed, "no root element");
    const std::string_view rest = text.substr(at);
    std::string_view closer;
    if (rest.starts_with("<!--")) {
      closer = "-->";
    } else if (rest.starts_with("<?")) {
      closer = "?>";
    } else if (rest.starts_with("<!")) {
      return xml::dtd_error(at);
    } else {
      break;
    }
    const std::size_t end = rest.find(closer);
    if (end == std::string_view::npos) return make_error(ErrorCode::Truncated, "no root element", at);
    at += end + closer.size();
  }
  const auto size = xml::find_tag_end(text.substr(at));
  if (!size.has_value()) return make_error(ErrorCode::Truncated, "the root element ends early", at);
  xml::RawTag tag;
  TRY(xml::parse_start_tag(text.substr(at, *size), {}, at, tag));
  const std::size_t colon = tag.name.find(':');
  const std::string_view prefix = colon == std::string_view::npos ? std::string_view{} : tag.name.substr(0, colon);
  TRY_ASSIGN(std::string uri, bound_here(tag, prefix));
  return Root{std::move(uri), std::string(tag.name.substr(colon == std::string_view::npos ? 0 : colon + 1)), at};
}

}  // namespace mugai::flat
