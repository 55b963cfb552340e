#include "lib/formats/mapi/message.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/formats/mapi/lzfu.h"
#include "lib/formats/mapi/rtf_body.h"
#include "lib/text/addresses.h"

namespace mugai::mapi {
namespace {

// Classes that a mail program shows by itself; any other asks for a form, which is a program (MSG-006).
constexpr std::array<std::string_view, 12> kClasses = {
    "ipm.note",     "ipm.post",          "ipm.appointment", "ipm.schedule",   "ipm.contact",
    "ipm.distlist", "ipm.task",          "ipm.activity",    "ipm.stickynote", "ipm.microsoft mail.note",
    "report",       "ipm.outlook.recall"};
// Classes below IPM.Note that are messages all the same.
constexpr std::array<std::string_view, 3> kNotes = {"ipm.note.smime", "ipm.note.rules.", "ipm.note.microsoft."};

bool is_known_class(std::string_view lowered) {
  if (lowered.empty() || lowered == "ipm") return true;
  for (const std::string_view note : kNotes) {
    if (lowered.starts_with(note)) return true;
  }
  for (const std::string_view known : kClasses) {
    if (lowered == known) return true;
    const bool below = lowered.starts_with(known) && lowered.substr(known.size()).starts_with('.');
    if (below && (known == "ipm.schedule" || known == "report")) return true;
  }
  return false;
}

// Named properties that Outlook acts on (MS-OXPROPS), each with the row that speaks of it.
struct ActiveName {
  std::uint32_t first, last;
  const char* id;
  const char* what;
};
constexpr std::array<ActiveName, 6> kActive = {{
    {0x851C, 0x851C, "MSG-005", "reminder override"},
    {0x851E, 0x851F, "MSG-005", "reminder sound file"},
    {0x8520, 0x8520, "MSG-007", "voting buttons"},
    {0x8540, 0x8540, "MSG-006", "definition of form fields"},
    {0x8541, 0x854D, "MSG-006", "form storage or script"},
    {0x8A00, 0x8A9F, "MSG-007", "sharing"},
}};

// What a reader of an appointment or a contact looks for, before its text.
struct Detail {
  std::uint32_t id;
  bool named;
  std::string_view ja, en;
};
constexpr std::array<Detail, 10> kDetails = {{
    {0x820D, true, "開始", "Start"},
    {0x820E, true, "終了", "End"},
    {0x8208, true, "場所", "Place"},
    {0x8105, true, "期限", "Due"},
    {0x8005, true, "表題", "File as"},
    {0x8083, true, "メール", "Mail"},
    {kCompanyName, false, "会社", "Company"},
    {kBusinessPhone, false, "電話", "Telephone"},
    {kMobilePhone, false, "携帯電話", "Mobile"},
    {0x3A17, false, "役職", "Title"},
}};

std::string read_details(const PropertySet& properties, std::uint32_t codepage, bool english) {
  std::string out;
  for (const Detail& row : kDetails) {
    const Value* value = nullptr;
    if (row.named) {
      const auto found = properties.named.find(row.id);
      if (found != properties.named.end()) value = &found->second;
    } else {
      value = properties.find(static_cast<std::uint16_t>(row.id));
    }
    if (value == nullptr) continue;
    const std::string shown =
        value->type == kTime ? show_time(value->number) : utf8::one_line(text_of(*value, codepage), 300);
    if (!shown.empty()) out.append(english ? row.en : row.ja).append(english ? ": " : "：").append(shown).append("\n");
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out = "<pre>";
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      out.push_back(c);
    }
  }
  return out + "</pre>";
}

// MS-OXCMSG 2.2.1.56: one text in up to three forms. HTML is kept as the source of the text; RTF where there is none.
void read_bodies(const PropertySet& properties, std::uint32_t codepage, Message& message, Context& ctx) {
  message.plain = properties.text(kBody, codepage);
  const Value* html = properties.find(kHtml);
  if (html != nullptr) {
    const auto internet = static_cast<std::uint32_t>(properties.number(kInternetCodepage, codepage));
    message.html = html->type == kBinary ? decode_codepage(html->data, internet) : text_of(*html, codepage);
  }
  const Bytes compressed = properties.binary(kRtfCompressed);
  if (compressed.empty()) return;
  const auto bytes = decompress_rtf(compressed);
  const auto rtf = bytes ? read_rtf_body(*bytes) : Result<RtfBody>(bytes.error());
  if (!rtf) {
    ctx.report({"MSG-002", Action::Removed, "RTF body", 1, rtf.error().detail});
    return;
  }
  if (rtf->objects > 0) ctx.report({"MSG-002", Action::Removed, "RTF body", rtf->objects, "OLE objects"});
  if (!message.html.empty()) {
    ctx.report({"MSG-001", Action::Removed, "RTF body", 1, "a second form of the text"});
  } else {
    message.html = rtf->is_html ? rtf->text : escaped(rtf->text);
  }
}

void report_active(const PropertySet& properties, Message& message, Context& ctx) {
  for (const auto& [name, value] : properties.named) {
    for (const ActiveName& row : kActive) {
      if (name >= row.first && name <= row.last) ctx.report({row.id, Action::Removed, "properties", 1, row.what});
    }
  }
  const std::string lowered = ascii::lower(message.message_class);
  if (!is_known_class(lowered)) {
    ctx.report({"MSG-006", Action::Rewritten, "message class", 1, utf8::one_line(message.message_class, 100)});
  }
  if (lowered.starts_with("ipm.sharing")) ctx.report({"MSG-007", Action::Removed, "message class", 1, "sharing"});
}

// The body of a field in a header that a server wrote once; raw, folding included.
std::string header_field(std::string_view headers, std::string_view name) {
  while (!headers.empty()) {
    std::size_t end = headers.find('\n');
    while (end != std::string_view::npos && end + 1 < headers.size() &&
           (headers[end + 1] == ' ' || headers[end + 1] == '\t')) {
      end = headers.find('\n', end + 1);
    }
    const std::string_view field = headers.substr(0, end);
    if (field.size() > name.size() && field[name.size()] == ':' && ascii::starts_with_ignoring_case(field, name)) {
      return std::string(ascii::trim(field.substr(name.size() + 1)));
    }
    if (end == std::string_view::npos) break;
    headers.remove_prefix(end + 1);
  }
  return {};
}

std::string mail_address(const PropertySet& properties, std::uint16_t smtp, std::uint16_t any, std::uint32_t codepage) {
  for (const std::uint16_t id : {smtp, any}) {
    const std::string address = properties.text(id, codepage);
    if (text::is_addr_spec(address)) return address;
  }
  return {};  // an Exchange name is no address of a mail
}

void read_senders(const PropertySet& properties, std::uint32_t codepage, Message& message, Context& ctx) {
  message.from_name = utf8::one_line(properties.text(kSentRepresentingName, codepage), 300);
  message.from_address = mail_address(properties, kSentRepresentingSmtp, kSentRepresentingAddress, codepage);
  message.sender_name = utf8::one_line(properties.text(kSenderName, codepage), 300);
  message.sender_address = mail_address(properties, kSenderSmtp, kSenderAddress, codepage);
  if (message.from_name.empty() && message.from_address.empty()) {
    message.from_name = std::move(message.sender_name);
    message.from_address = std::move(message.sender_address);
    message.sender_name.clear();
    message.sender_address.clear();
  }
  const bool same = ascii::equal_ignoring_case(message.sender_address, message.from_address);
  if (!message.sender_address.empty() && !same) {
    ctx.report({"MSG-009", Action::Rewritten, "sender", 1, "the sender is not whom the message names"});
  } else {
    message.sender_name.clear();
    message.sender_address.clear();
  }
}

constexpr std::size_t kMaxNameBytes = 1'000;

// All names that were given: the longest is shown, and what differs in its extension is told (MSG-004).
std::string choose_name(const PropertySet& properties, std::uint32_t codepage, Context& ctx) {
  std::string chosen;
  const auto extension = [](const std::string& name) {
    const std::size_t dot = name.rfind('.');
    return dot == std::string::npos ? std::string() : ascii::lower(name.substr(dot + 1));
  };
  for (const std::uint16_t id : {kAttachLongFilename, kDisplayName, kAttachFilename}) {
    const std::string name = utf8::one_line(properties.text(id, codepage), kMaxNameBytes);
    if (name.empty()) continue;
    // A short name has three letters of the extension: "PRESEN~1.PPT" for a .pptx.
    const bool agree = extension(chosen).substr(0, 3) == extension(name).substr(0, 3) || extension(name).empty();
    if (!chosen.empty() && !agree) ctx.report({"MSG-004", Action::Rewritten, utf8::one_line(chosen, 100), 1, name});
    if (chosen.empty()) chosen = name;
    // The worst reading counts, and the mail handler sees only one: what is dangerous in any is named so.
  }
  const std::string given = properties.text(kAttachExtension, codepage);
  if (given.size() > 1 && !chosen.empty() && extension(chosen).substr(0, 3) != ascii::lower(given).substr(1, 3)) {
    ctx.report({"MSG-004", Action::Rewritten, utf8::one_line(chosen, 100), 1, utf8::one_line(given, 60)});
  }
  return chosen;
}

}  // namespace

std::uint32_t codepage_of(const PropertySet& properties) {
  for (const std::uint16_t id : {kMessageCodepage, kInternetCodepage}) {
    const auto number = static_cast<std::uint32_t>(properties.number(id, 0));
    if (number != 0 && number != 1200) return number;
  }
  return 0;
}

std::string show_mailbox(const std::string& name, const std::string& address) {
  text::AddressList list;
  list.mailboxes.push_back({name, address});
  const std::string line = text::encode_addresses("X", list);
  return line.size() > 5 ? line.substr(3, line.size() - 5) : std::string();
}

Message read_message(const PropertySet& properties, bool english, Context& ctx) {
  const std::uint32_t codepage = codepage_of(properties);
  Message message;
  message.message_class = properties.text(kMessageClass, codepage);
  message.subject = properties.text(kSubject, codepage);
  read_senders(properties, codepage, message, ctx);
  message.to = properties.text(kDisplayTo, codepage);
  message.cc = properties.text(kDisplayCc, codepage);
  message.date = mail_date(properties.number(kClientSubmitTime, properties.number(kDeliveryTime, 0)));
  message.message_id = properties.text(kMessageId, codepage);
  message.in_reply_to = properties.text(kInReplyTo, codepage);
  message.references = properties.text(kReferences, codepage);
  message.high_importance = properties.number(kImportance, 1) == 2;
  const std::string headers = properties.text(kTransportHeaders, codepage);
  if (!headers.empty()) {
    ctx.report({"MSG-008", Action::Removed, "properties", 1, "the header that the message came with"});
    if (message.from_address.empty()) message.raw_from = header_field(headers, "From");
    if (message.message_id.empty()) message.message_id = header_field(headers, "Message-ID");
  }
  read_bodies(properties, codepage, message, ctx);
  message.details = read_details(properties, codepage, english);
  report_active(properties, message, ctx);
  return message;
}

// MS-OXCMSG 2.2.2.9: how the content of an attachment is reached.
Attachment read_attachment(const PropertySet& properties, std::uint32_t codepage, Context& ctx) {
  Attachment attachment;
  attachment.name = choose_name(properties, codepage, ctx);
  attachment.mime_type = ascii::lower(utf8::one_line(properties.text(kAttachMimeTag, codepage), 100));
  const std::uint64_t method = properties.number(kAttachMethod, 1);
  const std::string shown = utf8::one_line(attachment.name, 100);
  if (method == 2 || method == 3 || method == 4 || method == 7) {
    attachment.refused = ErrorCode::Forbidden;
    ctx.report({"MSG-003", Action::Removed, shown, 1, "a file that lies elsewhere"});
  } else if (method == 6) {
    attachment.refused = ErrorCode::Forbidden;
    ctx.report({"MSG-003", Action::Removed, shown, 1, "an OLE object"});
  }
  for (const std::uint16_t id : {kAttachPathname, kAttachLongPathname}) {
    if (properties.has(id)) ctx.report({"MSG-003", Action::Removed, shown, 1, "the path of a file"});
  }
  if (properties.number(kAttachmentHidden, 0) != 0) {
    ctx.report({"MSG-010", Action::Rewritten, shown, 1, "a hidden attachment is shown"});
  }
  return attachment;
}

}  // namespace mugai::mapi
