#include "lib/formats/mail/handler.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/utf8.h"
#include "lib/formats/mail/assemble.h"
#include "lib/formats/mail/attachments.h"
#include "lib/formats/mail/event_text.h"
#include "lib/formats/mail/gather.h"
#include "lib/formats/mail/header_rebuild.h"
#include "lib/formats/mail/header_scan.h"
#include "lib/formats/mail/observations.h"
#include "lib/formats/mail/recorder.h"
#include "lib/formats/mail/remarks.h"
#include "lib/formats/mail/smime.h"
#include "lib/formats/mail/structure.h"
#include "lib/policy/policy.h"
#include "lib/report/notice.h"
#include "lib/text/defang.h"

namespace mugai::mail {
namespace {

// Folds a list of "key=value" pairs at "; ". Values are ours or cleaned to printable ASCII without ';'.
std::string fold_pairs(const std::vector<std::string>& pairs) {
  std::string folded;
  std::size_t column = std::string_view("X-Mugai: ").size();
  for (const std::string& pair : pairs) {
    if (!folded.empty()) {
      folded += ";";
      const bool fits = column + pair.size() + 2 <= 76;
      folded += fits ? " " : "\r\n ";
      column = fits ? column + 2 : 1;
    }
    folded += pair;
    column += pair.size();
  }
  return folded;
}

std::string ascii_token(std::string_view text) {
  std::string token;
  for (const char c : text.substr(0, 100)) {
    if (c > ' ' && c < 0x7F && c != ';' && c != '"' && c != '\\') token.push_back(c);
  }
  return token;
}

// X-Mugai: what a program further on may want to know. Grammar: pair *(";" pair), pair = token "=" token.
std::string mugai_field(const std::vector<RebuiltAttachment>& attachments, const Gathered& gathered, Context& ctx) {
  std::size_t delivered = 0;
  for (const RebuiltAttachment& one : attachments) {
    if (has_output(one.outcome.disposition)) ++delivered;
  }
  std::vector<std::string> pairs = {
      "v=1", "version=" MUGAI_VERSION, "policy=" + ascii_token(ctx.policy().name),
      "attachments=" + std::to_string(delivered) + "/" + std::to_string(attachments.size())};
  if (!ctx.mail().policy_digest.empty()) pairs.push_back("digest=" + ascii_token(ctx.mail().policy_digest));
  if (gathered.characters_replaced > 0) pairs.push_back("replaced=" + std::to_string(gathered.characters_replaced));
  for (const std::string& repair : gathered.charset_repairs)
    pairs.push_back("charset=" + ascii_token(repair));
  if (!ctx.mail().receipt.empty()) pairs.push_back("id=" + ascii_token(ctx.mail().receipt));
  return fold_pairs(pairs);
}

report::NoticeInput notice_input(const RebuiltHeader& header, const Gathered& gathered,
                                 const std::vector<Remark>& remarks, Context& ctx) {
  report::NoticeInput input;
  input.values = ctx.mail();
  input.link_mismatches = gathered.link_mismatches;
  input.hidden_text = gathered.hidden_text;
  input.tracking_pixels = gathered.tracking_pixels;
  // A tracking pixel is a remote picture, too; the reader is told of each picture once.
  input.remote_images = gathered.remote_images - std::min(gathered.remote_images, gathered.tracking_pixels);
  input.was_html = gathered.was_html;
  input.charset_repairs = gathered.charset_repairs;
  for (const std::string& repair : header.charset_repairs) {
    if (std::find(input.charset_repairs.begin(), input.charset_repairs.end(), repair) == input.charset_repairs.end()) {
      input.charset_repairs.push_back(repair);
    }
  }
  input.characters_replaced = gathered.characters_replaced + header.characters_replaced;
  input.from_address = header.from_address;
  for (const Signature& signature : gathered.signatures)
    input.remarks.push_back(signature_words(signature, header.from_address, ctx.mail().language));
  for (const Remark& remark : remarks)
    input.remarks.push_back(remark_words(remark, ctx.mail().language));
  return input;
}

constexpr std::uint64_t kMaxInvitationBytes = 1 << 20;
constexpr std::string_view kSectionRule = "\n----------------------------------------\n";

// The text of the mail, and what the invitations in it say that a mail program would have shown beside it.
std::string text_with_events(const Gathered& gathered, const std::vector<RebuiltAttachment>& attachments,
                             Context& ctx) {
  std::string text = gathered.text;
  const bool is_empty = text.find_first_not_of(" \t\r\n") == std::string::npos;
  for (const RebuiltAttachment& one : attachments) {
    if (!one.is_invitation || !has_output(one.outcome.disposition) || one.outcome.type != "calendar") continue;
    if (one.outcome.output == nullptr || one.outcome.output->size() > kMaxInvitationBytes) continue;
    const auto bytes = one.outcome.output->read_all(kMaxInvitationBytes);
    if (!bytes) continue;  // the attachment itself says more
    const std::string events = event_text(*bytes, ctx.mail().language, is_empty);
    if (events.empty()) continue;
    if (is_empty && text == gathered.text) {
      text = events;
    } else {
      text += (text.ends_with('\n') ? "" : "\n") + std::string(kSectionRule) + events;
    }
  }
  return text;
}

// The text of the new mail: the notice, and the old text with its links made inert.
std::string new_text(const RebuiltHeader& header, const Gathered& gathered, std::vector<RebuiltAttachment>& attachments,
                     Recorder& ctx) {
  std::vector<Remark> remarks = header.remarks;
  if (gathered.pgp_signatures > 0) remarks.push_back({RemarkKind::PgpUnverified, {}});
  for (Remark& remark : observe_text(gathered.text, ctx))
    remarks.push_back(std::move(remark));
  std::uint32_t forged = 0;
  const std::string text = report::mark_forged_lines(text_with_events(gathered, attachments, ctx), forged);
  if (forged > 0) {
    ctx.report({"BODY-008", Action::Kept, "text", forged, "lines like those of the notice, marked"});
    remarks.push_back({RemarkKind::ForgedNotice, {}});
  }
  report::NoticeInput input = notice_input(header, gathered, remarks, ctx);
  input.findings = ctx.recorded();
  input.text_is_empty = text.find_first_not_of(" \t\r\n") == std::string::npos;
  const bool english = ctx.mail().language == "en";
  text::Defanged body = text::defang(text, ctx.policy().links, english ? "[link removed]" : "［リンク削除］");
  (ctx.policy().links == policy::Links::Remove ? input.links_removed : input.links_defanged) = body.count;
  for (RebuiltAttachment& one : attachments) {
    report::NoticeAttachment line;
    line.name = one.name;
    line.bytes = one.bytes_in;
    line.delivered_name = one.delivered_name;
    line.names_disagree = one.names_disagree;
    line.outcome.disposition = one.outcome.disposition;
    line.outcome.reason = one.outcome.reason;
    line.outcome.type = one.outcome.type;
    line.outcome.extension = one.outcome.extension;
    line.outcome.findings = one.outcome.findings;
    input.attachments.push_back(std::move(line));
  }
  const std::string notice =
      report::notice(input, ctx.mail().language, english ? ctx.policy().notice_en : ctx.policy().notice_ja);
  return ctx.policy().notice_position == policy::NoticePosition::Top ? notice + "\n" + body.text
                                                                     : body.text + "\n\n" + notice;
}

class MailHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "mail"; }
  void warm_up() override {
    mail::warm_up();
    warm_up_smime();
  }

  // A Japanese text beside an HTML part: header words, both charsets and the HTML reader are used once.
  [[nodiscard]] Buffer trial() const override {
    constexpr std::string_view kMail =
        "From: =?ISO-2022-JP?B?GyRCO1Q3MRsoQg==?= <a@example.jp>\r\nTo: b@example.jp\r\n"
        "Subject: =?UTF-8?B?44GT44KT44Gr44Gh44Gv?=\r\nDate: Mon, 23 Nov 2026 10:00:00 +0900\r\n"
        "Message-ID: <1@example.jp>\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\n"
        "Content-Type: text/plain; charset=ISO-2022-JP\r\n\r\n\x1B$B$3$s$K$A$O\x1B(B http://example.jp/\r\n--b\r\n"
        "Content-Type: text/html; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        "<html><body><p>=E3=81=93</p></body></html>\r\n--b--\r\n";
    return Buffer(kMail.begin(), kMail.end());
  }

  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& outer) override {
    Recorder ctx(outer);
    TRY_ASSIGN(const HeaderScan scan, scan_header(in));
    report_scan(scan, ctx);
    SliceSource message_source(in, scan.start, in.size() - scan.start);
    auto structure = Structure::parse(message_source, ctx.budget());
    if (!structure) {
      report_ambiguous(structure.error(), ctx);
      return std::move(structure).error();
    }
    report_irregularities(structure->irregularities(), ctx);
    TRY_ASSIGN(const RebuiltHeader header, rebuild_header(structure->fields(), ctx));
    TRY_ASSIGN(const Gathered gathered, gather(*structure, message_source, ctx));
    TRY_ASSIGN(auto attachments, rebuild_attachments(gathered, ctx));
    NewMessage message;
    message.header = header.text;
    message.mugai = mugai_field(attachments, gathered, ctx);
    if (gathered.was_html) ctx.report({"BODY-009", Action::Rewritten, "text/html", 1, "HTML became text"});
    message.text = new_text(header, gathered, attachments, ctx);
    TRY(write_message(message, attachments, ctx, out));
    Outcome outcome;
    outcome.type = "mail";
    outcome.extension = "eml";
    return outcome;
  }

 private:
  static void report_ambiguous(const Error& error, Context& ctx) {
    if (error.code != ErrorCode::Ambiguous) return;
    const auto about = [&](std::string_view words) { return error.detail.find(words) != std::string::npos; };
    const char* id = about("stands twice") ? "MAIL-001" : about("header field") ? "MAIL-002" : "MIME-001";
    ctx.report({id, Action::Blocked, "message", 1, error.detail});
  }

  static void report_scan(const HeaderScan& scan, Context& ctx) {
    struct Row {
      bool seen;
      const char* what;
    };
    for (const Row& row : {Row{scan.start != 0, "a line of a mailbox file before the header"},
                           Row{scan.leading_blank, "the header begins with a blank"},
                           Row{scan.blank_line, "a line of blanks within the header"},
                           Row{scan.space_before_colon, "a blank before the colon of a field"},
                           Row{scan.bare_cr, "a bare CR"}, Row{scan.nul, "a NUL"}}) {
      if (row.seen) ctx.report({"MAIL-002", Action::Rewritten, "header", 1, row.what});
    }
  }

  static void report_irregularities(const Irregularities& seen, Context& ctx) {
    if (seen.duplicate_fields > 0) ctx.report({"MAIL-001", Action::Rewritten, "header", seen.duplicate_fields, ""});
    if (seen.malformed_multiparts > 0) {
      ctx.report({"MIME-001", Action::Rewritten, "multipart", seen.malformed_multiparts, "no part inside"});
    }
    if (seen.invalid_content_types > 0) {
      ctx.report({"MIME-005", Action::Rewritten, "Content-Type", seen.invalid_content_types, ""});
    }
    if (seen.truncated) ctx.report({"MIME-001", Action::Rewritten, "message", 1, "ends before its last boundary"});
  }
};

}  // namespace

Handler& handler() {
  static MailHandler instance;
  return instance;
}

}  // namespace mugai::mail
