// write_mail: the model of a message as a mail in MIME. All bodies are base64, whose alphabet cannot hold a boundary.
#include <algorithm>
#include <string_view>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/formats/mapi/message.h"
#include "lib/stream/base64.h"
#include "lib/stream/source.h"
#include "lib/text/addresses.h"
#include "lib/text/file_name.h"
#include "lib/text/header_words.h"

namespace mugai::mapi {
namespace {

constexpr int kMaxDepth = 8;

class Unfinished final : public Sink {
 public:
  explicit Unfinished(Sink& next) : next_(next) {}
  using Sink::write;
  Result<void> write(Bytes bytes) override { return next_.write(bytes); }

 private:
  Sink& next_;
};

std::string address_field(std::string_view name, const std::string& display, const std::string& address) {
  if (display.empty() && address.empty()) return {};
  text::AddressList list;
  list.mailboxes.push_back({display, address});
  return text::encode_addresses(name, list);
}

std::string list_field(std::string_view name, const std::string& utf8) {
  if (ascii::trim(utf8).empty()) return {};
  return text::encode_addresses(name, text::parse_addresses(utf8));
}

std::string id_field(std::string_view name, const std::string& value) {
  std::string ids;
  for (const char c : value) {
    if (c > ' ' && c < 0x7F) ids.push_back(c);
    if (c == '>') ids += "\r\n ";
  }
  while (!ids.empty() && (ids.back() == ' ' || ids.back() == '\r' || ids.back() == '\n'))
    ids.pop_back();
  return ids.empty() || ids.size() > 16'000 ? std::string() : std::string(name) + ": " + ids + "\r\n";
}

std::string header(const Message& message) {
  std::string out;
  if (!message.raw_from.empty()) {
    out += text::encode_addresses("From", text::parse_addresses(message.raw_from));
  } else {
    out += address_field("From", message.from_name, message.from_address);
  }
  out += address_field("Sender", message.sender_name, message.sender_address);
  out += list_field("To", message.to) + list_field("Cc", message.cc);
  out += text::encode_header("Subject", message.subject);
  if (!message.date.empty()) out += "Date: " + message.date + "\r\n";
  out += id_field("Message-ID", message.message_id) + id_field("In-Reply-To", message.in_reply_to) +
         id_field("References", message.references);
  if (message.high_importance) out += "Importance: high\r\n";
  return out + "MIME-Version: 1.0\r\n";
}

Result<void> write_base64(Source& source, Sink& sink) {
  Unfinished end(sink);
  base64::EncodeStage encoder(end);
  TRY(copy(source, encoder));
  return encoder.finish();
}

Result<void> write_text(std::string_view type, std::string_view text, Sink& sink) {
  TRY(sink.write("Content-Type: " + std::string(type) +
                 "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"));
  MemorySource source{text};
  return write_base64(source, sink);
}

Result<void> write_body(const Message& message, const std::string& boundary, Sink& sink) {
  const std::string plain = message.details + (message.details.empty() ? "" : "\n") + message.plain;
  if (message.html.empty()) return write_text("text/plain", plain, sink);
  if (!message.details.empty() || ascii::trim(message.plain).empty()) {
    // The lines of an appointment are in no form of its text: they stand before it.
    if (message.details.empty()) return write_text("text/html", message.html, sink);
    TRY(sink.write("Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n--" + boundary + "\r\n"));
    TRY(write_text("text/plain", message.details, sink));
  } else {
    TRY(sink.write("Content-Type: multipart/alternative; boundary=\"" + boundary + "\"\r\n\r\n--" + boundary + "\r\n"));
    TRY(write_text("text/plain", plain, sink));
  }
  TRY(sink.write("\r\n--" + boundary + "\r\n"));
  TRY(write_text("text/html", message.html, sink));
  return sink.write("\r\n--" + boundary + "--\r\n");
}

// A claimed type that is one: other characters would break the field.
std::string media_type(const std::string& claimed) {
  const std::size_t slash = claimed.find('/');
  const bool is_type = slash != std::string::npos && slash > 0 && slash + 1 < claimed.size() &&
                       claimed.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.+-/") == std::string::npos;
  // What has parts of its own is decided by its bytes.
  const bool composite = claimed.starts_with("multipart/") || claimed.starts_with("message/");
  return is_type && !composite ? claimed : "application/octet-stream";
}

Result<void> write_attachment(const Attachment& attachment, Source* data, Sink& sink, int depth) {
  if (attachment.message != nullptr) {
    TRY(sink.write("Content-Type: message/rfc822\r\n\r\n"));
    return write_mail(*attachment.message, data, sink, depth + 1);
  }
  const std::string name = text::clean_file_name(attachment.name);
  std::string head = "Content-Type: " + media_type(attachment.mime_type);
  std::string disposition = "\r\nContent-Disposition: attachment";
  if (!name.empty()) {
    const auto names = text::encode_file_name_parameters(name, policy::FileNameStyle::Both);
    head += names.content_type;
    disposition += names.content_disposition;
  }
  TRY(sink.write(head + disposition + "\r\nContent-Transfer-Encoding: base64\r\n\r\n"));
  if (attachment.write) {
    Unfinished end(sink);
    base64::EncodeStage encoder(end);
    TRY(attachment.write(encoder));
    return encoder.finish();
  }
  MUGAI_CHECK(data != nullptr);
  SliceSource slice(*data, attachment.offset, attachment.length);
  return write_base64(slice, sink);
}

// MS-OXOSMIME: the one attachment of such a message is the signed or encrypted entity itself.
bool is_smime(const Message& message) {
  return ascii::lower(message.message_class).starts_with("ipm.note.smime") && message.attachments.size() == 1 &&
         !message.attachments.front().refused && message.attachments.front().write;
}

Result<void> write_smime(const Message& message, Sink& sink) {
  const Attachment& entity = message.attachments.front();
  if (ascii::lower(message.message_class).find("multipartsigned") != std::string::npos) {
    return entity.write(sink);  // it begins with its own Content-Type
  }
  TRY(sink.write("Content-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n"));
  Unfinished end(sink);
  base64::EncodeStage encoder(end);
  TRY(entity.write(encoder));
  return encoder.finish();
}

}  // namespace

Result<void> write_mail(const Message& message, Source* data, Sink& sink, int depth) {
  if (depth > kMaxDepth) return make_error(ErrorCode::TooDeep, "attached messages are nested too deeply");
  TRY(sink.write(header(message)));
  if (is_smime(message)) return write_smime(message, sink);
  const std::string level = std::to_string(depth);
  const bool any = std::any_of(message.attachments.begin(), message.attachments.end(),
                               [](const Attachment& attachment) { return !attachment.refused; });
  if (!any) return write_body(message, "=_mugai_body_" + level + "_=", sink);
  const std::string boundary = "=_mugai_mapi_" + level + "_=";
  TRY(sink.write("Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n--" + boundary + "\r\n"));
  TRY(write_body(message, "=_mugai_body_" + level + "_=", sink));
  for (const Attachment& attachment : message.attachments) {
    if (attachment.refused) continue;
    TRY(sink.write("\r\n--" + boundary + "\r\n"));
    TRY(write_attachment(attachment, data, sink, depth));
  }
  return sink.write("\r\n--" + boundary + "--\r\n");
}

}  // namespace mugai::mapi
