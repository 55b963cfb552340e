#include "lib/formats/mail/header_rebuild.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/formats/mail/auth_results.h"
#include "lib/formats/mail/boundaries.h"
#include "lib/formats/mail/date.h"
#include "lib/policy/policy.h"
#include "lib/text/addresses.h"
#include "lib/text/header_words.h"
#include "lib/text/look_alike.h"

namespace mugai::mail {
namespace {

enum class Shape : std::uint8_t {
  Addresses,   // mailbox-list or address-list
  Text,        // unstructured
  Date,        // date-time
  MessageIds,  // msg-id list
  ListId,      // the identifier in angle brackets alone
  Token,       // one word of a short list
};

struct FieldRule {
  std::string_view name;
  Shape shape;
  std::string_view tokens;  // of Shape::Token: allowed words between spaces
};

// The allow-list, in the order in which the new header is written.
constexpr std::array<FieldRule, 13> kAllowed = {{
    {"From", Shape::Addresses, ""},
    {"Sender", Shape::Addresses, ""},
    {"Reply-To", Shape::Addresses, ""},
    {"To", Shape::Addresses, ""},
    {"Cc", Shape::Addresses, ""},
    {"Subject", Shape::Text, ""},
    {"Date", Shape::Date, ""},
    {"Message-ID", Shape::MessageIds, ""},
    {"In-Reply-To", Shape::MessageIds, ""},
    {"References", Shape::MessageIds, ""},
    {"List-Id", Shape::ListId, ""},
    {"Importance", Shape::Token, " high normal low "},
    {"Auto-Submitted", Shape::Token, " no auto-generated auto-replied auto-notified "},
}};

struct DroppedRule {
  std::string_view prefix;  // of the field's name, lower-case
  const char* id;           // nullptr: not worth a word
};

// What is told of fields that do not pass; the first row that fits. Fields that every mail has, and those that this
// gateway writes itself and writes anew, are not news.
constexpr std::array<DroppedRule, 20> kDropped = {{
    {"received-spf", "MAIL-009"},
    {"received", nullptr},
    {"return-path", nullptr},
    {"mime-version", nullptr},
    {"content-", nullptr},
    {"x-mugai", nullptr},
    {"delivered-to", nullptr},
    {"dkim-signature", nullptr},
    {"domainkey-signature", nullptr},
    {"authentication-results", "MAIL-009"},
    {"arc-", "MAIL-009"},
    {"bimi-", "MAIL-009"},
    {"x-spam-", "MAIL-009"},
    {"x-ms-exchange-", "MAIL-009"},
    {"x-forefront-", "MAIL-009"},
    {"x-sanitized", "MAIL-009"},
    {"disposition-notification-to", "MAIL-007"},
    {"return-receipt-to", "MAIL-007"},
    {"x-confirm-reading-to", "MAIL-007"},
    {"", "MAIL-010"},
}};

constexpr std::string_view kUnknownSender = "unknown@sender.invalid";  // RFC 2606: never a real domain
constexpr std::size_t kMaxIdBytes = 250;
constexpr std::size_t kMaxIds = 50;
constexpr std::size_t kMaxSubjectBytes = 2'000;

const FieldRule* allowed(std::string_view name) {
  for (const FieldRule& rule : kAllowed) {
    if (ascii::equal_ignoring_case(rule.name, name)) return &rule;
  }
  return nullptr;
}

void note_repair(const text::Decoded& decoded, RebuiltHeader& header) {
  header.characters_replaced += decoded.replaced;
  if (!decoded.repaired()) return;
  std::string repair = (decoded.declared.empty() ? "(none)" : decoded.declared) + " -> " + decoded.used;
  if (std::find(header.charset_repairs.begin(), header.charset_repairs.end(), repair) == header.charset_repairs.end()) {
    header.charset_repairs.push_back(std::move(repair));
  }
}

std::string_view domain_of(std::string_view address) {
  const std::size_t at = address.rfind('@');
  return at == std::string_view::npos ? std::string_view() : address.substr(at + 1);
}

// dot-atom = 1*atext *("." 1*atext): other characters become "_", empty atoms go. The same bytes give the same ID in
// every field, so that threads stay together.
std::string dot_atom(std::string_view text) {
  constexpr std::string_view kOthers = "!#$%&'*+-/=?^_`{|}~";
  std::string out;
  for (const char c : text) {
    if (c == '.') {
      if (!out.empty() && out.back() != '.') out.push_back(c);
    } else {
      out.push_back(ascii::is_alnum(c) || kOthers.find(c) != std::string_view::npos ? c : '_');
    }
  }
  while (out.ends_with('.'))
    out.pop_back();
  return out;
}

// id-left "@" id-right; an ID without "@" gets a right side that is nobody's (RFC 2606).
std::string plain_id(std::string_view id) {
  const std::size_t at = id.rfind('@');
  const std::string left = dot_atom(id.substr(0, at));
  const std::string right = at == std::string_view::npos ? "id.invalid" : dot_atom(id.substr(at + 1));
  return left.empty() || right.empty() ? std::string() : left + "@" + right;
}

// msg-id = "<" id-left "@" id-right ">", read as: printable ASCII without space or brackets between "<" and ">".
std::vector<std::string> message_ids(std::string_view raw, bool is_list, std::uint32_t& rewritten) {
  std::vector<std::string> ids;
  while (ids.size() < kMaxIds) {
    const std::size_t open = raw.find('<');
    if (open == std::string_view::npos) break;
    const std::size_t close = raw.find('>', open);
    if (close == std::string_view::npos) break;
    std::string id;
    for (const char c : raw.substr(open + 1, close - open - 1)) {
      if (c > ' ' && c < 0x7F && c != '<') id.push_back(c);
    }
    const std::string plain = is_list ? id : plain_id(id);
    if (plain != id) ++rewritten;
    if (!plain.empty() && plain.size() <= kMaxIdBytes) ids.push_back("<" + plain + ">");
    raw.remove_prefix(close + 1);
  }
  return ids;
}

std::string encode_ids(std::string_view name, const std::vector<std::string>& ids) {
  std::string line(name);
  line += ":";
  for (const std::string& id : ids)
    line += (id == ids.front() ? " " : "\r\n ") + id;
  return line + "\r\n";
}

text::Mailbox sender_of(const text::AddressList& list) {
  for (const text::Mailbox& mailbox : list.mailboxes) {
    if (!mailbox.address.empty()) return mailbox;
  }
  return {list.mailboxes.empty() ? std::string() : list.mailboxes.front().display, std::string(kUnknownSender)};
}

// The recipients' own domains are inside: a mail that comes through this gateway is from outside.
void judge_domain(std::string_view domain, RebuiltHeader& header, Context& ctx) {
  const std::string ascii_form = text::domain_to_ascii(domain);
  const std::string unicode = text::domain_to_unicode(ascii_form);
  const auto tell = [&](RemarkKind kind, const char* id, std::string value, const char* detail) {
    ctx.report({id, Action::Kept, "From", 1, detail});
    header.remarks.push_back({kind, std::move(value)});
  };
  for (std::string_view rest = ctx.mail().own_domains; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view own = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (own.empty()) continue;
    if (text::is_within(ascii_form, own)) {
      return tell(RemarkKind::OwnDomainFromOutside, "MAIL-006", {}, "a domain of our own, from outside");
    }
    if (text::skeleton(unicode) == text::skeleton(own)) {
      return tell(RemarkKind::LooksLikeOwnDomain, "MAIL-008", ascii_form, "looks like a domain of our own");
    }
  }
  if (text::mixes_scripts(unicode)) {
    return tell(RemarkKind::MixedScripts, "MAIL-008", ascii_form, "letters of several scripts");
  }
  if (unicode != ascii_form) {
    tell(RemarkKind::InternationalDomain, "MAIL-008", ascii_form + " = " + unicode, "an international domain");
  }
}

void judge_from(const text::AddressList& list, RebuiltHeader& header, Context& ctx) {
  header.from_address = list.mailboxes.front().address;
  if (list.display_shows_other_address) header.remarks.push_back({RemarkKind::NameShowsOtherAddress, {}});
  judge_domain(domain_of(header.from_address), header, ctx);
}

void judge_reply_to(const text::AddressList& list, RebuiltHeader& header, Context& ctx) {
  if (list.mailboxes.empty() || header.from_address.empty()) return;
  const std::string& address = list.mailboxes.front().address;
  if (ascii::equal_ignoring_case(domain_of(address), domain_of(header.from_address))) return;
  header.remarks.push_back({RemarkKind::ReplyToDiffers, address});
  ctx.report({"MAIL-007", Action::Kept, "Reply-To", 1, "answers go to another domain than From"});
}

std::string rebuild_addresses(const FieldRule& rule, const RawField& field, RebuiltHeader& header, Context& ctx) {
  const std::string name(rule.name);
  text::AddressList list = text::parse_addresses(field.value);
  const bool is_from = rule.name == "From";
  // Exactly one sender is shown: the first that has an address, else one that nobody can answer to.
  const bool several = is_from && list.mailboxes.size() != 1;
  if (is_from) list.mailboxes = {sender_of(list)};
  if (list.malformed || several) ctx.report({"MAIL-006", Action::Rewritten, name, 1, "not a plain list of addresses"});
  if (is_from && (list.has_comment || list.has_group)) {
    ctx.report({"MAIL-006", Action::Rewritten, name, 1, list.has_group ? "a group" : "a comment"});
  }
  if (list.display_shows_other_address) {
    ctx.report({"MAIL-006", Action::Kept, name, 1, "the name shows another address"});
  }
  if (list.controls) ctx.report({"MAIL-003", Action::Removed, name, 1, "line ends out of an encoded word"});
  if (list.cleaned) ctx.report({"MAIL-011", Action::Removed, name, 1, "control or invisible characters"});
  if (text::has_unterminated_word(field.value)) {
    ctx.report({"MAIL-004", Action::Rewritten, name, 1, "an encoded word without an end"});
  }
  const bool answers = rule.name == "Reply-To" || rule.name == "Sender";
  const bool has_address = std::any_of(list.mailboxes.begin(), list.mailboxes.end(), text::stays_address);
  if (answers && !has_address) {
    ctx.report({"MAIL-006", Action::Removed, name, 1, "no address"});
    return {};
  }
  if (is_from) judge_from(list, header, ctx);
  if (rule.name == "Reply-To") judge_reply_to(list, header, ctx);
  return text::encode_addresses(rule.name, list);
}

std::string rebuild_subject(const RawField& field, RebuiltHeader& header, Context& ctx) {
  const text::Decoded decoded = text::decode_header(field.value);
  note_repair(decoded, header);
  if (decoded.controls > 0) {
    ctx.report(
        {"MAIL-003", Action::Removed, "Subject", decoded.controls, "line ends or controls out of encoded words"});
  }
  if (decoded.bidi + decoded.invisible > 0) {
    ctx.report({"MAIL-011", Action::Removed, "Subject", decoded.bidi + decoded.invisible, ""});
  }
  if (decoded.repaired() || text::has_unterminated_word(field.value)) {
    ctx.report({"MAIL-004", Action::Rewritten, "Subject", 1, "encoded words that cannot be read whole"});
  }
  header.subject = decoded.text;
  std::string shown = decoded.text;
  if (shown.size() > kMaxSubjectBytes) {
    ctx.report({"MAIL-011", Action::Rewritten, "Subject", 1, "cut"});
    shown = utf8::one_line(shown, kMaxSubjectBytes);
  }
  const std::string& prefix = ctx.policy().subject_prefix;
  if (!prefix.empty() && shown.rfind(prefix, 0) != 0) shown = prefix + " " + shown;
  return text::encode_header("Subject", shown);
}

constexpr std::int64_t kDay = 86'400;

std::string rebuild_date(const RawField& field, RebuiltHeader& header, Context& ctx) {
  const auto date = parse_date(field.value);
  if (!date) {
    ctx.report({"MAIL-012", Action::Removed, "Date", 1, "not a date"});
    return {};
  }
  if (const auto now = parse_date(ctx.mail().date)) {
    const std::int64_t age = to_unix(*now) - to_unix(*date);
    if (age < -kDay || age > 31 * kDay) {
      ctx.report({"MAIL-012", Action::Kept, "Date", 1, age < 0 ? "in the future" : "long ago"});
      header.remarks.push_back({age < 0 ? RemarkKind::DateInFuture : RemarkKind::DateLongAgo, {}});
    }
  }
  return "Date: " + format_date(*date) + "\r\n";
}

std::string rebuild_ids(const FieldRule& rule, const RawField& field, Context& ctx) {
  std::uint32_t rewritten = 0;
  std::vector<std::string> ids = message_ids(field.value, rule.shape == Shape::ListId, rewritten);
  if (rewritten > 0) {
    ctx.report({"MAIL-012", Action::Rewritten, std::string(rule.name), rewritten, "a malformed message ID"});
  }
  if (rule.shape == Shape::ListId && ids.size() > 1) ids.resize(1);
  const bool cut = ids.size() == kMaxIds || (rule.name == "Message-ID" && ids.size() > 1);
  if (rule.name == "Message-ID" && ids.size() > 1) ids.resize(1);
  if ((ids.empty() && !ascii::trim(field.value).empty()) || cut) {
    ctx.report({"MAIL-012", ids.empty() ? Action::Removed : Action::Rewritten, std::string(rule.name), 1,
                ids.empty() ? "no message ID" : "too many message IDs"});
  }
  return ids.empty() ? std::string() : encode_ids(rule.name, ids);
}

std::string rebuild_token(const FieldRule& rule, const RawField& field) {
  const std::string word = ascii::lower(ascii::trim(field.value));
  if (word.empty() || word.find(' ') != std::string::npos || rule.tokens.find(" " + word + " ") == std::string::npos) {
    return {};
  }
  return std::string(rule.name) + ": " + word + "\r\n";
}

std::string rebuild_field(const FieldRule& rule, const RawField& field, RebuiltHeader& header, Context& ctx) {
  switch (rule.shape) {
    case Shape::Addresses:
      return rebuild_addresses(rule, field, header, ctx);
    case Shape::Text:
      return rebuild_subject(field, header, ctx);
    case Shape::Date:
      return rebuild_date(field, header, ctx);
    case Shape::Token:
      return rebuild_token(rule, field);
    case Shape::MessageIds:
    case Shape::ListId:
      return rebuild_ids(rule, field, ctx);
  }
  return {};
}

// Everything that does not pass is counted by rule and told once a rule and name.
void report_dropped(const Fields& fields, Context& ctx) {
  for (const RawField& field : fields.all()) {
    if (allowed(field.name) != nullptr) continue;
    const std::string name = ascii::lower(field.name);
    const auto rule = std::find_if(kDropped.begin(), kDropped.end(),
                                   [&](const DroppedRule& row) { return name.rfind(row.prefix, 0) == 0; });
    if (rule != kDropped.end() && rule->id != nullptr) {
      ctx.report({rule->id, Action::Removed, "header", 1, utf8::one_line(field.name, 60)});
    }
  }
}

}  // namespace

Result<RebuiltHeader> rebuild_header(const Fields& fields, Context& ctx) {
  for (const std::string_view single : {"From", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition"}) {
    if (contradicts(fields, single)) {
      ctx.report({"MAIL-001", Action::Blocked, std::string(single), 1, "stands more than once"});
      return make_error(ErrorCode::Ambiguous, std::string(single) + " stands more than once");
    }
  }
  if (fields.count("Received") > kMaxReceived) return make_error(ErrorCode::TooMany, "a mail loop");
  RebuiltHeader header;
  for (const FieldRule& rule : kAllowed) {
    bool written = false;
    for (const RawField& field : fields.all()) {
      if (!ascii::equal_ignoring_case(field.name, rule.name)) continue;
      if (written) {
        ctx.report({"MAIL-001", Action::Removed, std::string(rule.name), 1, "a second field of the same name"});
        continue;
      }
      const std::string line = rebuild_field(rule, field, header, ctx);
      header.text += line;
      written = !line.empty();
    }
    if (written) continue;
    if (rule.name == "From") header.text += "From: " + std::string(kUnknownSender) + "\r\n";
    if (rule.name == "Date" && !ctx.mail().date.empty()) header.text += "Date: " + ctx.mail().date + "\r\n";
  }
  const MailValues& values = ctx.mail();
  const std::string results = own_authentication_results(fields, values.verified, values.trusted_hops, values.gateway);
  if (!results.empty()) header.text += "Authentication-Results: " + results + "\r\n";
  SenderFinding sender = judge_sender(values.verified, domain_of(header.from_address));
  if (sender.doubtful) header.remarks.push_back({RemarkKind::SenderDoubtful, std::move(sender.doubted)});
  if (!sender.confirmed_by.empty()) {
    header.remarks.push_back({RemarkKind::SenderConfirmed, std::move(sender.confirmed_by)});
  }
  report_dropped(fields, ctx);
  return header;
}

}  // namespace mugai::mail
