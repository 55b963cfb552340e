#include "lib/formats/mail/handler.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/utf8.h"
#include "lib/formats/mail/assemble.h"
#include "lib/formats/mail/attachments.h"
#include "lib/formats/mail/gather.h"
#include "lib/formats/mail/header_rebuild.h"
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
      "digest=" + ctx.policy().digest().substr(0, 16),
      "attachments=" + std::to_string(delivered) + "/" + std::to_string(attachments.size())};
  if (gathered.characters_replaced > 0) pairs.push_back("replaced=" + std::to_string(gathered.characters_replaced));
  for (const std::string& repair : gathered.charset_repairs)
    pairs.push_back("charset=" + ascii_token(repair));
  if (!ctx.mail().receipt.empty()) pairs.push_back("id=" + ascii_token(ctx.mail().receipt));
  return fold_pairs(pairs);
}

report::NoticeInput notice_input(const RebuiltHeader& header, const Gathered& gathered, Context& ctx) {
  report::NoticeInput input;
  input.values = ctx.mail();
  input.link_mismatches = gathered.link_mismatches;
  input.hidden_text = gathered.hidden_text;
  input.tracking_pixels = gathered.tracking_pixels;
  input.remote_images = gathered.remote_images;
  input.was_html = gathered.was_html;
  input.charset_repairs = gathered.charset_repairs;
  for (const std::string& repair : header.charset_repairs) {
    if (std::find(input.charset_repairs.begin(), input.charset_repairs.end(), repair) == input.charset_repairs.end()) {
      input.charset_repairs.push_back(repair);
    }
  }
  input.characters_replaced = gathered.characters_replaced + header.characters_replaced;
  input.from_address = header.from_address;
  const bool english = ctx.mail().language == "en";
  if (header.display_name_shows_other_address) {
    input.remarks.emplace_back(english ? "The sender's name shows another mail address than the real one."
                                       : "差出人の表示名に、実際と異なるメールアドレスが書かれています。");
  }
  if (header.reply_to_differs) {
    input.remarks.emplace_back(english ? "Answers would go to another domain than the sender's (Reply-To)."
                                       : "返信先（Reply-To）のドメインが差出人と異なります。");
  }
  return input;
}

// The text of the new mail: the notice, and the old text with its links made inert.
std::string new_text(const RebuiltHeader& header, const Gathered& gathered, std::vector<RebuiltAttachment>& attachments,
                     Context& ctx) {
  report::NoticeInput input = notice_input(header, gathered, ctx);
  const bool english = ctx.mail().language == "en";
  text::Defanged body = text::defang(gathered.text, ctx.policy().links, english ? "[link removed]" : "［リンク削除］");
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
  const std::string notice = report::notice(input, ctx.mail().language);
  return ctx.policy().notice_position == policy::NoticePosition::Top ? notice + "\n" + body.text
                                                                     : body.text + "\n\n" + notice;
}

class MailHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "mail"; }
  void warm_up() override {
    mail::warm_up();
    static_cast<void>(policy::Policy().digest());  // OpenSSL reads its configuration at its first use
  }

  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& ctx) override {
    auto structure = Structure::parse(in, ctx.budget());
    if (!structure) {
      if (structure.error().code == ErrorCode::Ambiguous) {
        ctx.report({"MIME-001", Action::Blocked, "message", 1, structure.error().detail});
      }
      return std::move(structure).error();
    }
    report_irregularities(structure->irregularities(), ctx);
    TRY_ASSIGN(const RebuiltHeader header, rebuild_header(structure->fields(), ctx));
    TRY_ASSIGN(const Gathered gathered, gather(*structure, in, ctx));
    TRY_ASSIGN(auto attachments, rebuild_attachments(gathered, ctx));
    NewMessage message;
    message.header = header.text;
    message.mugai = mugai_field(attachments, gathered, ctx);
    message.text = new_text(header, gathered, attachments, ctx);
    if (gathered.was_html) ctx.report({"BODY-009", Action::Rewritten, "text/html", 1, "HTML became text"});
    TRY(write_message(message, attachments, ctx, out));
    Outcome outcome;
    outcome.type = "mail";
    outcome.extension = "eml";
    return outcome;
  }

 private:
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
