#include "lib/formats/xml_file/handler.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/utf8.h"
#include "lib/formats/html/flat_text.h"
#include "lib/formats/xml/escape.h"
#include "lib/formats/xml/filter.h"
#include "lib/formats/xml/lexer.h"
#include "lib/formats/xml/reader.h"
#include "lib/formats/xml/transcode.h"
#include "lib/formats/xml_file/prolog.h"
#include "lib/formats/xml_file/rules.h"

namespace mugai::xml_file {
namespace {

constexpr std::uint64_t kMaxBytes = std::uint64_t{24} << 20;
constexpr std::uint64_t kMaxEvents = 1'000'000;
constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

struct Counts {
  std::uint32_t elements = 0, attributes = 0, instructions = 0, comments = 0, html = 0;
};

// Writes the document anew, token by token. `events` is the same document as the strict reader saw it: it has decided
// that all is well-formed, and which namespace each name is in. Names and prefixes stay as they were written, because
// values may refer to prefixes.
class Writer {
 public:
  Writer(std::string_view document, const std::vector<xml::Event>& events) : rest_(document), events_(events) {
    if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
    feed_ = is_feed(events.front());
  }

  Result<std::string> run() {
    out_ = kDeclaration;
    while (!rest_.empty()) {
      if (rest_.front() != '<') {
        TRY(text(take(rest_.find('<'))));
      } else if (rest_.starts_with("<!--")) {
        TRY(skip("-->", counts.comments));
      } else if (rest_.starts_with("<?")) {
        const bool declaration = rest_.starts_with("<?xml ") || rest_.starts_with("<?xml\t") ||
                                 rest_.starts_with("<?xml\n") || rest_.starts_with("<?xml\r");
        std::uint32_t ignored = 0;
        TRY(skip("?>", declaration ? ignored : counts.instructions));
      } else if (rest_.starts_with("<![CDATA[")) {
        TRY(cdata());
      } else if (rest_.starts_with("</")) {
        TRY(end_tag());
      } else {
        TRY(start_tag());
      }
    }
    TRY(flush_text());
    out_.push_back('\n');
    return std::move(out_);
  }

  Counts counts;

 private:
  static Error mismatch() { return make_error(ErrorCode::Ambiguous, "the document is read in two ways"); }

  std::string_view take(std::size_t count) {
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  Result<void> skip(std::string_view closer, std::uint32_t& count) {
    const std::size_t end = rest_.find(closer);
    if (end == std::string_view::npos) return mismatch();
    rest_.remove_prefix(end + closer.size());
    ++count;
    return ok();
  }

  Result<void> text(std::string_view raw) { return xml::append_text(text_, raw, 0); }
  Result<void> cdata() {
    const std::size_t end = rest_.find("]]>");
    if (end == std::string_view::npos) return mismatch();
    xml::append_cdata(text_, rest_.substr(9, end - 9));
    rest_.remove_prefix(end + 3);
    return ok();
  }
  Result<void> flush_text() {
    if (text_.empty()) return ok();
    std::string text = std::exchange(text_, {});
    if (skipped_ > 0 || depth_ == 0) return ok();  // white space around the root
    if (feed_ && html::looks_like_html(text)) {
      ++counts.html;
      text = html::flat_text(text);
    }
    xml::append_escaped_text(out_, text);
    return ok();
  }

  Result<const xml::Event*> next_start() {
    while (next_event_ < events_.size() && events_[next_event_].kind != xml::Event::Kind::Start)
      ++next_event_;
    if (next_event_ == events_.size()) return mismatch();
    return &events_[next_event_++];
  }

  Result<void> start_tag() {
    TRY(flush_text());
    const auto size = xml::find_tag_end(rest_);
    if (!size) return mismatch();
    xml::RawTag tag;
    TRY(xml::parse_start_tag(rest_.substr(0, *size), xml::Limits(), 0, tag));
    rest_.remove_prefix(*size);
    TRY_ASSIGN(const xml::Event* event, next_start());
    const std::string_view local = tag.name.substr(tag.name.find(':') + 1);  // npos + 1 is the start
    if (local != event->local_name) return mismatch();
    if (!tag.empty) ++depth_;
    if (skipped_ > 0 || is_active(*event)) {
      if (skipped_ == 0) ++counts.elements;
      if (!tag.empty) ++skipped_;
      return ok();
    }
    out_.append("<").append(tag.name);
    TRY(attributes(tag, *event));
    out_ += tag.empty ? "/>" : ">";
    return ok();
  }

  Result<void> attributes(const xml::RawTag& tag, const xml::Event& event) {
    std::size_t at = 0;
    for (const xml::RawAttribute& raw : tag.attributes) {
      std::string value;
      TRY(xml::append_attribute_value(value, raw.value, 0));
      const bool declaration = raw.name == "xmlns" || raw.name.starts_with("xmlns:");
      if (!declaration) {
        if (at == event.attributes.size()) return mismatch();
        const xml::EventAttribute& seen = event.attributes[at++];
        if (seen.value != value) return mismatch();
        if (is_active(seen)) {
          ++counts.attributes;
          continue;
        }
      }
      out_.append(" ").append(raw.name).append("=\"");
      xml::append_escaped_attribute(out_, value);
      out_.push_back('"');
    }
    return ok();
  }

  Result<void> end_tag() {
    TRY(flush_text());
    const std::size_t size = rest_.find('>');
    if (size == std::string_view::npos || depth_ == 0) return mismatch();
    TRY_ASSIGN(const std::string_view name, xml::parse_end_tag(take(size + 1), 0));
    --depth_;
    if (skipped_ > 0) {
      --skipped_;
      return ok();
    }
    out_.append("</").append(name).append(">");
    return ok();
  }

  std::string_view rest_;
  const std::vector<xml::Event>& events_;
  std::size_t next_event_ = 0;
  bool feed_ = false;
  std::uint64_t depth_ = 0;
  std::uint64_t skipped_ = 0;  // elements open within one that is left out, itself included
  std::string text_;
  std::string out_;
};

void tell(Context& ctx, std::string_view id, Action action, std::uint32_t count, std::string_view detail) {
  if (count == 0) return;
  ctx.report(Finding{CatalogueId(id), action, "xml", count, std::string(detail)});
}

Result<std::string> to_utf8(Source& in, Context& ctx) {
  TRY_ASSIGN(const Buffer bytes, in.read_all(kMaxBytes));
  TRY(ctx.budget().charge_unpacked(bytes.size()));
  MemorySink utf8(2 * kMaxBytes);
  xml::Transcoder transcoder(utf8);
  TRY(transcoder.write(bytes));
  TRY(transcoder.finish());
  return std::string(utf8.text());
}

Result<std::vector<xml::Event>> read(std::string_view document, Context& ctx) {
  xml::ReaderLimits limits;
  limits.input_bytes = 2 * kMaxBytes;
  limits.events = kMaxEvents;
  auto events = xml::read_events(as_bytes(document), limits);
  if (!events) {
    const bool dtd = xml::is_dtd_error(events.error());
    ctx.report(Finding{"XML-001", Action::Blocked, "xml", 1,
                       dtd ? "document type declaration with content" : events.error().detail});
    return std::move(events).error();
  }
  if (events->empty()) return make_error(ErrorCode::Malformed, "no element in the document");
  return events;
}

class XmlHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "xml"; }
  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& ctx) override {
    TRY_ASSIGN(std::string document, to_utf8(in, ctx));
    if (const auto doctype = find_plain_doctype(document)) {
      document.erase(doctype->begin, doctype->end - doctype->begin);
      tell(ctx, "XML-001", Action::Removed, 1, "document type declaration");
    }
    TRY_ASSIGN(const std::vector<xml::Event> events, read(document, ctx));
    const std::string_view refused = refused_root(events.front());
    if (!refused.empty() || is_active(events.front())) {
      tell(ctx, "XML-002", Action::Blocked, 1, refused.empty() ? "a page or drawing that browsers run" : refused);
      return make_error(ErrorCode::Forbidden, "XML that programs run");
    }
    Writer writer(document, events);
    TRY_ASSIGN(const std::string text, writer.run());
    tell(ctx, "XML-001", Action::Removed, writer.counts.elements, "elements of pages, drawings and inclusions");
    tell(ctx, "XML-001", Action::Removed, writer.counts.attributes, "references to code, files and schemas");
    tell(ctx, "XML-001", Action::Removed, writer.counts.instructions, "processing instructions");
    tell(ctx, "XML-001", Action::Removed, writer.counts.comments, "comments");
    tell(ctx, "XML-002", Action::Rewritten, writer.counts.html, "HTML in a feed, made text");
    TRY(ctx.budget().charge_output(text.size()));
    TRY(out.write(std::string_view(text)));
    TRY(out.finish());
    return Outcome{.type = "xml", .extension = {}, .replaced = false};
  }
};

}  // namespace

Handler& handler() {
  static XmlHandler handler;
  return handler;
}

}  // namespace mugai::xml_file
