#include "lib/formats/mail/assemble.h"

#include <algorithm>

#include "lib/detect/types.h"
#include "lib/formats/mail_check/verify.h"
#include "lib/policy/policy.h"
#include "lib/stream/base64.h"
#include "lib/text/file_name.h"

namespace mugai::mail {
namespace {

// Types that a handler can produce and that go under their own media type. Everything else goes as octet-stream, texts
// too: a mail program would show them as part of the text, and there is one text alone.
constexpr std::string_view kTyped[] = {"docx", "dotx", "xlsx", "xltx", "pptx", "potx", "ppsx",
                                       "zip",  "pdf",  "png",  "jpg",  "gif",  "bmp",  "tiff",
                                       "webp", "odt",  "ott",  "ods",  "ots",  "odp",  "odg"};

std::string_view media_type(std::string_view extension) noexcept {
  for (const std::string_view type : kTyped) {
    const detect::TypeRow* row = detect::find_type(type);
    if (row != nullptr && detect::has_extension(*row, extension)) return row->mime;
  }
  return "application/octet-stream";
}

constexpr std::string_view kTextPart =
    "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n";

// Lines of mail end in CRLF (RFC 2046 4.1.1), also inside base64.
std::string with_crlf(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 32 + 2);
  for (const char c : text) {
    if (c == '\n') out.push_back('\r');
    out.push_back(c);
  }
  if (out.empty() || out.back() != '\n') out += "\r\n";
  return out;
}

// Passes writes on and keeps the end to itself: several encoders write to one sink.
class Unfinished final : public Sink {
 public:
  explicit Unfinished(Sink& next) : next_(next) {}
  using Sink::write;
  Result<void> write(Bytes bytes) override { return next_.write(bytes); }

 private:
  Sink& next_;
};

Result<void> write_base64(Source& source, Sink& out) {
  Unfinished end(out);
  base64::EncodeStage encoder(end);
  TRY(copy(source, encoder));
  return encoder.finish();
}

Result<void> write_text_part(const std::string& text, Sink& out) {
  TRY(out.write(kTextPart));
  const std::string body = with_crlf(text);
  MemorySource source{std::string_view(body)};
  return write_base64(source, out);
}

Result<void> write_attachment(RebuiltAttachment& attachment, policy::FileNameStyle style, Sink& out) {
  const auto names = text::encode_file_name_parameters(attachment.delivered_name, style);
  std::string head = "\r\n--";
  head += mail_check::kBoundary;
  head += "\r\nContent-Type: ";
  head += media_type(text::extension_of(attachment.delivered_name));
  head += names.content_type + "\r\nContent-Disposition: attachment" + names.content_disposition +
          "\r\nContent-Transfer-Encoding: base64\r\n\r\n";
  TRY(out.write(head));
  MUGAI_CHECK(attachment.outcome.output != nullptr);
  return write_base64(*attachment.outcome.output, out);
}

}  // namespace

Result<void> write_message(const NewMessage& message, std::vector<RebuiltAttachment>& attachments, Context& ctx,
                           Sink& out) {
  if (!ctx.mail().received.empty()) TRY(out.write("Received: " + ctx.mail().received + "\r\n"));
  TRY(out.write(message.header));
  TRY(out.write("X-Mugai: " + message.mugai + "\r\nMIME-Version: 1.0\r\n"));
  const bool has_attachments = std::any_of(attachments.begin(), attachments.end(), [](const RebuiltAttachment& one) {
    return has_output(one.outcome.disposition);
  });
  if (!has_attachments) {
    TRY(write_text_part(message.text, out));
    return out.finish();
  }
  const std::string boundary(mail_check::kBoundary);
  TRY(out.write("Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n--" + boundary + "\r\n"));
  TRY(write_text_part(message.text, out));
  for (RebuiltAttachment& attachment : attachments) {
    if (has_output(attachment.outcome.disposition)) {
      TRY(write_attachment(attachment, ctx.policy().file_name_style, out));
    }
  }
  TRY(out.write("\r\n--" + boundary + "--\r\n"));
  return out.finish();
}

}  // namespace mugai::mail
