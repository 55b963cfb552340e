#include "lib/formats/mail/gather.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <utility>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/formats/html/text_writer.h"
#include "lib/formats/mail/alternatives.h"
#include "lib/policy/policy.h"
#include "lib/stream/base64.h"
#include "lib/stream/quoted_printable.h"
#include "lib/text/charset.h"
#include "lib/text/header_words.h"
#include "lib/text/lines.h"
#include "lib/text/parameters.h"

namespace mugai::mail {
namespace {

constexpr std::string_view kSectionRule = "\n----------------------------------------\n";

// Parts of a report that are text for people whatever their type says (RFC 3464, RFC 8098, RFC 5965).
constexpr std::array<std::string_view, 5> kReportTexts = {"message/delivery-status", "message/disposition-notification",
                                                          "message/feedback-report", "message/global-delivery-status",
                                                          "text/rfc822-headers"};

bool is_report_text(std::string_view type) {
  return std::find(kReportTexts.begin(), kReportTexts.end(), type) != kReportTexts.end();
}

bool is_encrypted_type(const Part& part, const text::Parameters& content_type) {
  if (part.type == "application/pgp-encrypted") return true;
  if (part.type != "application/pkcs7-mime" && part.type != "application/x-pkcs7-mime") return false;
  const text::Parameter* kind = content_type.find("smime-type");
  return kind == nullptr || ascii::lower(kind->raw) != "signed-data";
}

// The charset that an HTML document states for itself: the first charset= within a meta tag near its start.
std::string meta_charset(std::string_view html) {
  const std::string head = ascii::lower(html.substr(0, 4096));
  for (std::size_t at = head.find("<meta"); at != std::string::npos; at = head.find("<meta", at + 5)) {
    const std::size_t end = head.find('>', at);
    const std::size_t found = head.find("charset=", at);
    if (found == std::string::npos || end == std::string::npos || found > end) continue;
    std::string label = head.substr(found + 8, end - found - 8);
    label.erase(0, label.find_first_not_of(" \"'"));
    return label.substr(0, label.find_first_of(" \"'/;"));
  }
  return {};
}

// Bidirectional controls change the order in which a line is read: they are shown as what they are (TXT-003). A line
// that mail programs take for the start of a uuencoded file is indented (MIME-004).
std::string make_inert(std::string_view text, Context& ctx) {
  std::string out;
  out.reserve(text.size());
  std::uint32_t bidi = 0;
  std::uint32_t begins = 0;
  bool line_start = true;
  while (!text.empty()) {
    if (line_start && text.size() > 10 && text.substr(0, 6) == "begin " &&
        (ascii::is_digit(text[6]) || text.substr(6, 7) == "base64 ")) {
      out.push_back(' ');
      ++begins;
    }
    const utf8::Decoded d = utf8::decode(text);
    line_start = d.code == '\n';
    if (utf8::is_bidi_control(d.code)) {
      std::array<char, 16> mark{};
      std::snprintf(mark.data(), mark.size(), "[U+%04X]", static_cast<unsigned>(d.code));
      out += mark.data();
      ++bidi;
    } else {
      out.append(text.substr(0, d.length));
    }
    text.remove_prefix(d.length);
  }
  if (bidi > 0) ctx.report({"TXT-003", Action::Rewritten, "text", bidi, "bidirectional controls"});
  if (begins > 0) ctx.report({"MIME-004", Action::Rewritten, "text", begins, "start of a uuencoded file"});
  return out;
}

class Walker {
 public:
  Walker(Source& message, Context& ctx) : message_(message), ctx_(ctx) {}

  Result<Gathered> walk(const Part& part) {
    switch (part.kind) {
      case PartKind::Multipart:
        return walk_multipart(part);
      case PartKind::Message:
        return only(attachment(part));
      case PartKind::Partial:
        return only(refused(part, ErrorCode::Unsupported, "MIME-009"));
      case PartKind::Leaf:
        return walk_leaf(part);
    }
    return Gathered();
  }

 private:
  static Gathered only(AttachmentRef ref) {
    Gathered gathered;
    gathered.attachments.push_back(std::move(ref));
    return gathered;
  }

  AttachmentRef attachment(const Part& part) {
    AttachmentRef ref;
    ref.part = &part;
    ref.claimed_type = part.type;
    ref.name =
        text::choose_file_name(part.fields.first("Content-Type"), part.fields.first("Content-Disposition"), ++ordinal_);
    if (part.kind == PartKind::Message && text::extension_of(ref.name.display) != "eml") {
      if (ref.name.missing) ref.name.display = text::clean_file_name("転送メール" + std::to_string(ordinal_));
      ref.name.display += ".eml";
    }
    report_name(ref.name);
    return ref;
  }

  AttachmentRef refused(const Part& part, ErrorCode why, std::string_view id) {
    AttachmentRef ref = attachment(part);
    ref.refused = why;
    ref.refused_id = id;
    return ref;
  }

  void report_name(const text::FileName& name) {
    const std::string shown = utf8::one_line(name.display, 100);
    if (name.had_bidi) ctx_.report({"NAM-003", Action::Removed, shown, 1, ""});
    if (name.had_invisible) ctx_.report({"NAM-004", Action::Removed, shown, 1, ""});
    if (name.had_path) ctx_.report({"NAM-010", Action::Rewritten, shown, 1, ""});
    if (name.truncated) ctx_.report({"NAM-011", Action::Rewritten, shown, 1, ""});
    if (name.names_disagree) ctx_.report({"NAM-014", Action::Rewritten, shown, 1, ""});
  }

  void merge(Gathered& into, Gathered from) {
    if (!into.text.empty() && !from.text.empty()) into.text += kSectionRule;
    into.text += from.text;
    into.was_html = into.was_html || from.was_html;
    std::move(from.attachments.begin(), from.attachments.end(), std::back_inserter(into.attachments));
    for (std::string& repair : from.charset_repairs) {
      if (std::find(into.charset_repairs.begin(), into.charset_repairs.end(), repair) == into.charset_repairs.end()) {
        into.charset_repairs.push_back(std::move(repair));
      }
    }
    into.characters_replaced += from.characters_replaced;
    into.links += from.links;
    into.link_mismatches += from.link_mismatches;
    into.hidden_text += from.hidden_text;
    into.tracking_pixels += from.tracking_pixels;
    into.remote_images += from.remote_images;
  }

  Result<Gathered> walk_multipart(const Part& part) {
    if (part.type == "multipart/alternative") return walk_alternative(part);
    if (part.type == "multipart/encrypted") return only(refused(part, ErrorCode::Encrypted, "MIME-012"));
    const bool is_signed = part.type == "multipart/signed";
    Gathered gathered;
    for (std::size_t i = 0; i < part.children.size(); ++i) {
      const Part& child = part.children[i];
      if (is_signed && i > 0) {  // RFC 1847: the second part is the signature over the first, void after any rebuild
        ctx_.report({"MIME-013", Action::Removed, child.type, 1, ""});
        continue;
      }
      if (child.type == "application/applefile") {  // RFC 1740: the resource fork beside the file itself
        ctx_.report({"MIME-018", Action::Removed, child.type, 1, ""});
        continue;
      }
      TRY_ASSIGN(Gathered below, walk(child));
      merge(gathered, std::move(below));
    }
    return gathered;
  }

  // RFC 2046 5.1.4: the last alternative that a program can show is shown. That is the HTML, so its text is the text of
  // the mail; where the plain alternative says the same, its layout is better and is taken (catalogue MIME-006).
  Result<Gathered> walk_alternative(const Part& part) {
    std::vector<Gathered> all;
    for (const Part& child : part.children) {
      if (child.type == "text/x-amp-html" || child.type == "text/watch-html") {
        ctx_.report({"MIME-014", Action::Removed, child.type, 1, ""});
        continue;
      }
      TRY_ASSIGN(Gathered below, walk(child));
      all.push_back(std::move(below));
    }
    std::vector<Alternative> choices;
    choices.reserve(all.size());
    for (const Gathered& one : all)
      choices.push_back({one.text, one.was_html});
    const Choice choice = choose_alternative(choices);
    if (choice.differ) ctx_.report({"MIME-006", Action::Rewritten, part.type, 1, "the alternatives differ"});
    Gathered gathered;
    for (std::size_t i = 0; i < all.size(); ++i) {
      Gathered one = std::move(all[i]);
      if (i != choice.index) {
        one.text.clear();
        one.was_html = false;
        one.charset_repairs.clear();
        one.characters_replaced = 0;
        one.links = 0;
      }
      merge(gathered, std::move(one));
    }
    return gathered;
  }

  Result<Gathered> walk_leaf(const Part& part) {
    const text::Parameters content_type = text::parse_parameters(part.fields.first("Content-Type"));
    if (part.type == "message/external-body") return only(refused(part, ErrorCode::Forbidden, "MIME-010"));
    if (is_encrypted_type(part, content_type)) return only(refused(part, ErrorCode::Encrypted, "MIME-012"));
    if (!shown_as_text(part)) {
      // A part with neither a name nor content is nothing that anybody could miss.
      if (part.content_length == 0 && part.fields.first("Content-Disposition").empty()) return Gathered();
      return only(attachment(part));
    }
    MemorySink decoded(kMaxTextBytes);
    const auto written = write_decoded(part, message_, ctx_, decoded);
    if (!written) {
      if (written.error().code == ErrorCode::Io) return written.error();
      return only(
          refused(part, written.error().code, written.error().code == ErrorCode::TooLarge ? "GEN-005" : "MIME-003"));
    }
    TRY(ctx_.budget().charge_unpacked(decoded.size()));
    return part.type == "text/html" ? html_text(decoded.buffer(), content_type)
                                    : plain_text(decoded.buffer(), content_type);
  }

  static bool shown_as_text(const Part& part) {
    if (part.type != "text/plain" && part.type != "text/html" && !is_report_text(part.type)) return false;
    const std::string_view disposition = part.fields.first("Content-Disposition");
    if (text::parse_parameters(disposition).value == "attachment") return false;
    return text::choose_file_name(part.fields.first("Content-Type"), disposition, 1).missing;
  }

  static std::string label_of(const text::Parameters& content_type) {
    const text::Parameter* charset = content_type.find("charset");
    return charset == nullptr ? std::string() : charset->raw;
  }

  static void note_repair(const text::Decoded& decoded, Gathered& gathered) {
    gathered.characters_replaced += decoded.replaced;
    if (decoded.repaired()) {
      gathered.charset_repairs.push_back((decoded.declared.empty() ? "(none)" : decoded.declared) + " -> " +
                                         decoded.used);
    }
  }

  Result<Gathered> plain_text(Bytes bytes, const text::Parameters& content_type) {
    Gathered gathered;
    text::Decoded decoded = text::decode(bytes, label_of(content_type));
    note_repair(decoded, gathered);
    const text::Parameter* format = content_type.find("format");
    if (format != nullptr && ascii::lower(format->raw) == "flowed") {
      const text::Parameter* delsp = content_type.find("delsp");
      decoded.text = text::unflow(decoded.text, delsp != nullptr && ascii::lower(delsp->raw) == "yes");
    }
    gathered.text = make_inert(decoded.text, ctx_);
    return gathered;
  }

  Result<Gathered> html_text(Bytes bytes, const text::Parameters& content_type) {
    Gathered gathered;
    std::string label = label_of(content_type);
    if (text::is_weak_label(label)) {
      const std::string stated = meta_charset(as_text(bytes));
      if (!stated.empty()) label = stated;
    }
    const text::Decoded decoded = text::decode(bytes, label);
    note_repair(decoded, gathered);
    html::TextOptions options;
    if (ctx_.mail().language == "en") options.words = html::TextWords::english();
    if (ctx_.policy().links == policy::Links::Remove) options.links = html::LinkTargets::Hide;
    TRY_ASSIGN(html::TextResult result, html::to_text(decoded.text, options));
    for (Finding& finding : result.findings)
      ctx_.report(std::move(finding));
    gathered.text = make_inert(result.text, ctx_);
    gathered.was_html = true;
    gathered.links = result.links;
    gathered.link_mismatches = result.mismatched_links;
    gathered.hidden_text = result.hidden_removed;
    gathered.tracking_pixels = result.tracking_pixels;
    gathered.remote_images = result.remote_images;
    return gathered;
  }

  Source& message_;
  Context& ctx_;
  unsigned ordinal_ = 0;
};

}  // namespace

Result<Gathered> gather(const Structure& structure, Source& message, Context& ctx) {
  return Walker(message, ctx).walk(structure.body());
}

// RFC 2045 section 6: encoding := "Content-Transfer-Encoding" ":" mechanism. Anything but the five mechanisms is read
// differently by different programs (MIME-003).
Result<void> write_decoded(const Part& leaf, Source& message, Context& ctx, Sink& sink) {
  SliceSource raw(message, leaf.content_offset, leaf.content_length);
  const std::string mechanism =
      ascii::lower(text::parse_parameters(leaf.fields.first("Content-Transfer-Encoding")).value);
  if (mechanism.empty() || mechanism == "7bit" || mechanism == "8bit" || mechanism == "binary") {
    TRY(copy(raw, sink));
    return sink.finish();
  }
  if (mechanism == "quoted-printable") {
    qp::DecodeStage stage(sink);
    TRY(copy(raw, stage));
    return stage.finish();
  }
  if (mechanism == "base64") {
    base64::DecodeStage stage(sink);
    TRY(copy(raw, stage));
    TRY(stage.finish());
    if (!stage.defects().results_differ()) return ok();
    ctx.report({"MIME-003", Action::Blocked, leaf.type, 1, "base64 with junk or with content after its padding"});
    return make_error(ErrorCode::Ambiguous, "base64 that two programs read differently");
  }
  ctx.report({"MIME-003", Action::Blocked, leaf.type, 1, "unknown transfer encoding"});
  return make_error(ErrorCode::Unsupported, "an unknown transfer encoding");
}

}  // namespace mugai::mail
