#include "lib/formats/mail/gather.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/formats/mail/alternatives.h"
#include "lib/formats/mail/body_text.h"
#include "lib/formats/mail/boundaries.h"
#include "lib/formats/mail/date.h"
#include "lib/formats/mail/macintosh.h"
#include "lib/formats/mail/opened.h"
#include "lib/formats/mail/roles.h"
#include "lib/formats/mail/signed_part.h"
#include "lib/formats/mail/transfer.h"
#include "lib/formats/mail/winmail.h"
#include "lib/text/parameters.h"

namespace mugai::mail {
namespace {

constexpr std::string_view kSectionRule = "\n----------------------------------------\n";
constexpr std::uint64_t kMaxWrapper = std::uint64_t{64} << 20;  // winmail.dat, opaque S/MIME: held in memory
constexpr int kMaxOpened = 4;                                   // S/MIME within S/MIME

class Walker {
 public:
  Walker(const Structure& structure, Source& message, Context& ctx, unsigned& ordinal, int depth)
      : structure_(structure), message_(message), ctx_(ctx), ordinal_(ordinal), depth_(depth) {}

  Result<Gathered> walk(const Part& part) {
    switch (part.kind) {
      case PartKind::Multipart:
        return walk_multipart(part);
      case PartKind::Message:
        return walk_message(part);
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
    ref.structure = &structure_;
    ref.message = &message_;
    ref.claimed_type = part.type;
    const std::string_view disposition = part.fields.first("Content-Disposition");
    ref.name = text::choose_file_name(part.fields.first("Content-Type"), disposition, ++ordinal_);
    if (part.kind == PartKind::Message) {
      if (ref.name.missing) ref.name.display = text::clean_file_name("転送メール" + std::to_string(ordinal_) + ".eml");
      if (text::extension_of(ref.name.display) != "eml") ref.name.display += ".eml";
    }
    ref.is_invitation = part.type == "text/calendar" && text::parse_parameters(disposition).value != "attachment";
    report_name(ref.name);
    report_disposition(part);
    return ref;
  }

  AttachmentRef refused(const Part& part, ErrorCode why, std::string_view id) {
    AttachmentRef ref = attachment(part);
    ref.refused = why;
    ref.refused_id = id;
    return ref;
  }

  AttachmentRef taken_out(std::shared_ptr<const Buffer> bytes, std::uint64_t offset, std::uint64_t length,
                          std::string_view raw_name, std::string type) {
    AttachmentRef ref;
    ref.bytes = std::move(bytes);
    ref.offset = offset;
    ref.length = length;
    ref.claimed_type = std::move(type);
    ++ordinal_;
    ref.name =
        raw_name.empty() ? text::choose_file_name(ref.claimed_type, {}, ordinal_) : text::name_from_bytes(raw_name);
    report_name(ref.name);
    return ref;
  }

  void report_name(const text::FileName& name) {
    struct Row {
      bool seen;
      const char* id;
    };
    const std::string shown = utf8::one_line(name.display, 100);
    for (const Row& row :
         {Row{name.had_bidi, "NAM-003"}, Row{name.had_invisible, "NAM-004"}, Row{name.trimmed, "NAM-005"},
          Row{name.forbidden, "NAM-006"}, Row{name.device, "NAM-008"}, Row{name.had_path, "NAM-010"},
          Row{name.truncated, "NAM-011"}, Row{name.names_disagree, "NAM-014"}}) {
      if (row.seen) ctx_.report({row.id, Action::Rewritten, shown, 1, ""});
    }
  }

  // Everything but text and pictures of the text is delivered as an attachment, whatever the sender wished (MIME-015).
  void report_disposition(const Part& part) {
    const text::Parameters disposition = text::parse_parameters(part.fields.first("Content-Disposition"));
    const bool shown = part.type.starts_with("text/") || part.type.starts_with("image/") || part.kind != PartKind::Leaf;
    const bool usual =
        disposition.value.empty() || disposition.value == "attachment" || (disposition.value == "inline" && shown);
    if (!usual) {
      ctx_.report({"MIME-015", Action::Rewritten, part.type, 1, utf8::one_line(disposition.value, 60)});
    }
    const text::Parameters type = text::parse_parameters(part.fields.first("Content-Type"));
    if (disposition.syntax_error || disposition.duplicate || type.syntax_error || type.duplicate) {
      ctx_.report({"MAIL-005", Action::Rewritten, part.type, 1, "parameters that break their grammar"});
    }
  }

  static void merge(Gathered& into, Gathered from) {
    if (!into.text.empty() && !from.text.empty()) into.text += kSectionRule;
    into.text += from.text;
    into.was_html = into.was_html || from.was_html;
    std::move(from.attachments.begin(), from.attachments.end(), std::back_inserter(into.attachments));
    std::move(from.signatures.begin(), from.signatures.end(), std::back_inserter(into.signatures));
    std::move(from.opened.begin(), from.opened.end(), std::back_inserter(into.opened));
    for (std::string& repair : from.charset_repairs) {
      if (std::find(into.charset_repairs.begin(), into.charset_repairs.end(), repair) == into.charset_repairs.end()) {
        into.charset_repairs.push_back(std::move(repair));
      }
    }
    if (into.wrapped_text.empty()) {
      into.wrapped_text = std::move(from.wrapped_text);
      into.wrapped_html = from.wrapped_html;
    }
    into.pgp_signatures += from.pgp_signatures;
    into.characters_replaced += from.characters_replaced;
    into.links += from.links;
    into.link_mismatches += from.link_mismatches;
    into.hidden_text += from.hidden_text;
    into.tracking_pixels += from.tracking_pixels;
    into.remote_images += from.remote_images;
  }

  Result<Gathered> walk_multipart(const Part& part) {
    const MultipartRole role = multipart_role(part.type);
    if (role == MultipartRole::Unusual || part.children.empty()) {
      ctx_.report({"MIME-008", Action::Rewritten, part.type, 1, part.children.empty() ? "without a part" : ""});
    }
    switch (role) {
      case MultipartRole::Alternative:
        return walk_alternative(part);
      case MultipartRole::Encrypted:
        return only(refused(part, ErrorCode::Encrypted, "MIME-012"));
      case MultipartRole::Signed:
        return walk_signed(part);
      case MultipartRole::Related:
        return walk_related(part);
      case MultipartRole::Mixed:
      case MultipartRole::Unusual:
        break;
    }
    Gathered gathered;
    for (const Part& child : part.children) {
      TRY_ASSIGN(Gathered below, walk(child));
      merge(gathered, std::move(below));
    }
    return gathered;
  }

  // RFC 1847 2.1: the first part is the content, the second the signature over it.
  Result<Gathered> walk_signed(const Part& part) {
    Gathered gathered;
    for (std::size_t i = 0; i < part.children.size(); ++i) {
      if (i == 0) {
        TRY_ASSIGN(gathered, walk(part.children[0]));
        continue;
      }
      const bool is_signature = is_signature_type(part.children[i].type);
      if (i > 1 || !is_signature) {  // not signed by anybody: a part as any other
        ctx_.report({"MIME-013", Action::Rewritten, part.type, 1, "a part beside the signed one"});
        if (!is_signature) {
          TRY_ASSIGN(Gathered below, walk(part.children[i]));
          merge(gathered, std::move(below));
        }
        continue;
      }
      ctx_.report({"MIME-013", Action::Removed, part.children[i].type, 1, "the signature"});
      if (is_smime_signature(part.children[i].type)) {
        TRY_ASSIGN(Signature signature, verify_signed_part(part, message_, ctx_));
        gathered.signatures.push_back(std::move(signature));
      } else {
        ++gathered.pgp_signatures;
      }
    }
    return gathered;
  }

  // RFC 2387: the root is the part that `start` names, else the first; the others belong to it and are no text.
  Result<Gathered> walk_related(const Part& part) {
    const text::Parameters parameters = text::parse_parameters(part.fields.first("Content-Type"));
    const text::Parameter* start = parameters.find("start");
    const auto id_of = [](const Part& child) { return ascii::trim(child.fields.first("Content-ID")); };
    std::size_t root = 0;
    for (std::size_t i = 0; start != nullptr && i < part.children.size(); ++i) {
      if (!id_of(part.children[i]).empty() && id_of(part.children[i]) == ascii::trim(start->raw)) {
        root = i;
        break;
      }
    }
    if (root != 0) ctx_.report({"MIME-007", Action::Rewritten, part.type, 1, "the root is not the first part"});
    Gathered gathered;
    if (root < part.children.size()) {
      TRY_ASSIGN(gathered, walk(part.children[root]));
    }
    std::vector<std::string_view> ids;
    for (std::size_t i = 0; i < part.children.size(); ++i) {
      const Part& child = part.children[i];
      const std::string_view id = id_of(child);
      if (!id.empty() && std::find(ids.begin(), ids.end(), id) != ids.end()) {
        ctx_.report({"MIME-007", Action::Rewritten, child.type, 1, "two parts with one Content-ID"});
      }
      ids.push_back(id);
      if (i == root) continue;
      const bool is_text = child.kind == PartKind::Leaf && child.type.starts_with("text/");
      if (is_text) ctx_.report({"MIME-007", Action::Rewritten, child.type, 1, "an embedded part that is no picture"});
      TRY_ASSIGN(Gathered below, is_text ? Result<Gathered>(only(attachment(child))) : walk(child));
      merge(gathered, std::move(below));
    }
    return gathered;
  }

  // RFC 2046 5.1.4: the last alternative that a program can show is shown. That is the HTML, so its text is the text of
  // the mail; where the plain alternative says the same, its layout is better and is taken (catalogue MIME-006).
  Result<Gathered> walk_alternative(const Part& part) {
    std::vector<Gathered> all;
    for (const Part& child : part.children) {
      if (is_dropped_alternative(child.type)) {
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

  Result<Gathered> walk_message(const Part& part) {
    if (changes_bytes(part)) {  // RFC 2046 5.2.1 forbids it, and programs differ
      ctx_.report({"MIME-003", Action::Blocked, part.type, 1, "an encoding around a message"});
      return only(refused(part, ErrorCode::Ambiguous, "MIME-003"));
    }
    ctx_.report({"MIME-011", Action::Kept, part.type, 1, "rebuilt as a mail of its own"});
    return only(attachment(part));
  }

  Result<Gathered> walk_leaf(const Part& part) {
    for (const std::string_view name : {"Content-Type", "Content-Transfer-Encoding", "Content-Disposition"}) {
      if (contradicts(part.fields, name)) return only(refused(part, ErrorCode::Ambiguous, "MAIL-001"));
    }
    switch (leaf_role(part)) {
      case LeafRole::ExternalBody:
        return only(refused(part, ErrorCode::Forbidden, "MIME-010"));
      case LeafRole::Encrypted:
        return only(refused(part, ErrorCode::Encrypted, "MIME-012"));
      case LeafRole::Macintosh:
        return walk_macintosh(part);
      case LeafRole::Signature:
        ctx_.report({"MIME-013", Action::Removed, part.type, 1, "a signature without what it signs"});
        return Gathered();
      case LeafRole::Script:
        ctx_.report({"MIME-014", Action::Removed, part.type, 1, ""});
        return Gathered();
      case LeafRole::Smime:
        return walk_smime(part);
      case LeafRole::Winmail:
        return walk_winmail(part);
      case LeafRole::Text:
        return walk_text(part);
      case LeafRole::File:
        break;
    }
    // A part with neither a name nor content is nothing that anybody could miss.
    if (part.content_length == 0 && part.fields.first("Content-Disposition").empty()) {
      if (!part.type.starts_with("text/")) ctx_.report({"MIME-019", Action::Removed, part.type, 1, "an empty part"});
      return Gathered();
    }
    return only(attachment(part));
  }

  // The decoded content, or nullopt and why it is refused.
  Result<std::optional<Buffer>> decoded(const Part& part, Purpose purpose, std::uint64_t limit, Gathered& gathered) {
    MemorySink sink(limit);
    const auto written = write_decoded(part, message_, purpose, ctx_, sink);
    if (!written) {
      if (written.error().code == ErrorCode::Io) return written.error();
      const bool large = written.error().code == ErrorCode::TooLarge;
      gathered =
          only(large && purpose == Purpose::Text ? attachment(part)
                                                 : refused(part, written.error().code, large ? "GEN-005" : "MIME-003"));
      return std::optional<Buffer>();
    }
    TRY(ctx_.budget().charge_unpacked(sink.size()));
    return std::optional<Buffer>(sink.take());
  }

  Result<Gathered> walk_text(const Part& part) {
    Gathered gathered;
    TRY_ASSIGN(const std::optional<Buffer> bytes, decoded(part, Purpose::Text, kMaxTextBytes, gathered));
    if (!bytes) return gathered;
    const text::Parameters content_type = text::parse_parameters(part.fields.first("Content-Type"));
    if (is_binary(*bytes, content_type)) {
      ctx_.report({"MIME-005", Action::Rewritten, part.type, 1, "a text that is none"});
      return only(attachment(part));
    }
    TRY_ASSIGN(BodyText body, read_text(*bytes, part.type, content_type, ctx_));
    take_body(std::move(body), gathered);
    return gathered;
  }

  void take_body(BodyText body, Gathered& gathered) {
    gathered.text = std::move(body.text);
    gathered.was_html = body.is_html;
    gathered.pgp_signatures = body.pgp_signed;
    if (body.pgp_signed > 0) ctx_.report({"MIME-013", Action::Removed, "text", body.pgp_signed, "OpenPGP"});
    gathered.charset_repairs = std::move(body.charset_repairs);
    gathered.characters_replaced = body.characters_replaced;
    gathered.links = body.links;
    gathered.link_mismatches = body.link_mismatches;
    gathered.hidden_text = body.hidden_text;
    gathered.tracking_pixels = body.tracking_pixels;
    gathered.remote_images = body.remote_images;
    for (EmbeddedFile& file : body.files) {
      const std::uint64_t size = file.bytes.size();
      AttachmentRef ref = taken_out(std::make_shared<const Buffer>(std::move(file.bytes)), 0, size, file.name, "");
      if (file.damaged) {
        ref.refused = ErrorCode::BadChecksum;
        ref.refused_id = "MIME-004";
      }
      gathered.attachments.push_back(std::move(ref));
    }
    for (std::uint32_t i = 0; i < body.pgp_encrypted; ++i) {
      AttachmentRef ref = taken_out(std::make_shared<const Buffer>(), 0, 0, "message.pgp", "application/pgp-encrypted");
      ref.refused = ErrorCode::Encrypted;
      ref.refused_id = "MIME-012";
      gathered.attachments.push_back(std::move(ref));
    }
  }

  // RFC 8551 3.4: signed data is opened and its content read as the part that it is; enveloped data is held.
  Result<Gathered> walk_smime(const Part& part) {
    Gathered gathered;
    TRY_ASSIGN(const std::optional<Buffer> der, decoded(part, Purpose::File, kMaxWrapper, gathered));
    if (!der) return gathered;
    if (cms_kind(*der) != CmsKind::Signed) return only(refused(part, ErrorCode::Encrypted, "MIME-012"));
    if (depth_ >= kMaxOpened) return only(refused(part, ErrorCode::TooDeep, "GEN-004"));
    auto cms = open_signed(*der, trust_of(ctx_), ctx_.budget().left().unpacked_bytes);
    if (!cms) return only(refused(part, cms.error().code, "MIME-012"));
    TRY(ctx_.budget().charge_unpacked(cms->content.size()));
    TRY_ASSIGN(auto opened, Opened::parse(std::move(cms->content), ctx_.budget()));
    TRY(check_tree(opened->structure->body(), ctx_));
    Walker below(*opened->structure, *opened->source, ctx_, ordinal_, depth_ + 1);
    TRY_ASSIGN(gathered, below.walk(opened->structure->body()));
    ctx_.report({"MIME-013", Action::Removed, part.type, 1, "the signature"});
    gathered.signatures.insert(gathered.signatures.begin(), std::move(cms->signature));
    gathered.opened.push_back(std::move(opened));
    return gathered;
  }

  // RFC 1740, RFC 1741: the data fork is the file; the resource fork goes (MIME-018).
  Result<Gathered> walk_macintosh(const Part& part) {
    Gathered gathered;
    TRY_ASSIGN(const std::optional<Buffer> bytes, decoded(part, Purpose::File, kMaxWrapper, gathered));
    if (!bytes) return gathered;
    auto file = read_macintosh(*bytes);
    if (!file && part.type != "application/applefile") {
      ctx_.report({"MIME-018", Action::Blocked, part.type, 1, file.error().detail});
      return only(refused(part, file.error().code, "MIME-018"));
    }
    // The header of a file that is a part of its own: nothing else is in it that a reader could use.
    if (!file || !file->has_data) {
      ctx_.report({"MIME-018", Action::Removed, part.type, 1, "the resource fork of a file"});
      return gathered;
    }
    if (file->has_resource) ctx_.report({"MIME-018", Action::Removed, part.type, 1, "the resource fork of a file"});
    ctx_.report({"MIME-018", Action::Rewritten, part.type, 1, "the file in it took its place"});
    TRY(ctx_.budget().charge_unpacked(file->data.size()));
    const std::uint64_t size = file->data.size();
    auto data = std::make_shared<const Buffer>(std::move(file->data));
    gathered.attachments.push_back(taken_out(std::move(data), 0, size, file->name, ""));
    return gathered;
  }

  // MS-OXTNEF: text and attachments take the place of winmail.dat (TNEF-001, MIME-018).
  Result<Gathered> walk_winmail(const Part& part) {
    Gathered gathered;
    TRY_ASSIGN(std::optional<Buffer> bytes, decoded(part, Purpose::File, kMaxWrapper, gathered));
    if (!bytes) return gathered;
    auto shared = std::make_shared<const Buffer>(*std::move(bytes));
    auto winmail = read_winmail(*shared, ctx_);
    if (!winmail) {
      if (winmail.error().code == ErrorCode::Io) return winmail.error();
      ctx_.report({"TNEF-004", Action::Blocked, part.type, 1, winmail.error().detail});
      return only(refused(part, winmail.error().code, "TNEF-001"));
    }
    ctx_.report({"TNEF-001", Action::Rewritten, part.type, 1, "its content took its place"});
    ctx_.report({"MIME-018", Action::Rewritten, part.type, 1, ""});
    gathered.wrapped_text = std::move(winmail->body.text);
    gathered.wrapped_html = winmail->body.is_html;
    for (const WrappedFile& file : winmail->files) {
      AttachmentRef ref = taken_out(shared, file.offset, file.length, file.name, file.type);
      if (file.refused) {
        ref.refused = file.refused;
        ref.refused_id = "TNEF-002";
      }
      gathered.attachments.push_back(std::move(ref));
    }
    return gathered;
  }

  const Structure& structure_;
  Source& message_;
  Context& ctx_;
  unsigned& ordinal_;
  int depth_;
};

}  // namespace

Result<Gathered> gather(const Structure& structure, Source& message, Context& ctx) {
  TRY(check_tree(structure.body(), ctx));
  unsigned ordinal = 0;
  TRY_ASSIGN(Gathered gathered, Walker(structure, message, ctx, ordinal, 0).walk(structure.body()));
  if (ascii::trim(gathered.text).empty() && !gathered.wrapped_text.empty()) {
    gathered.text = std::move(gathered.wrapped_text);
    gathered.was_html = gathered.wrapped_html;
  } else if (!gathered.wrapped_text.empty()) {
    ctx.report({"TNEF-003", Action::Removed, "winmail.dat", 1, "a second text beside that of the mail"});
  }
  return gathered;
}

}  // namespace mugai::mail
