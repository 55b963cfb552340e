#include "lib/formats/mail/assemble.h"

#include <algorithm>
#include <array>

#include "lib/formats/mail_check/verify.h"
#include "lib/policy/policy.h"
#include "lib/stream/base64.h"
#include "lib/text/file_name.h"

namespace mugai::mail {
namespace {

struct MediaType {
  std::string_view extension;
  std::string_view type;
};
// Types that a handler can produce (IANA media types registry). Everything else goes as octet-stream, texts too: a mail
// program would show them as part of the text, and there is one text alone.
constexpr std::array<MediaType, 23> kMediaTypes = {{
    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"dotx", "application/vnd.openxmlformats-officedocument.wordprocessingml.template"},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {"xltx", "application/vnd.openxmlformats-officedocument.spreadsheetml.template"},
    {"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    {"potx", "application/vnd.openxmlformats-officedocument.presentationml.template"},
    {"ppsx", "application/vnd.openxmlformats-officedocument.presentationml.slideshow"},
    {"zip", "application/zip"},
    {"pdf", "application/pdf"},
    {"png", "image/png"},
    {"jpg", "image/jpeg"},
    {"jpeg", "image/jpeg"},
    {"gif", "image/gif"},
    {"bmp", "image/bmp"},
    {"tif", "image/tiff"},
    {"tiff", "image/tiff"},
    {"webp", "image/webp"},
    {"odt", "application/vnd.oasis.opendocument.text"},
    {"ott", "application/vnd.oasis.opendocument.text-template"},
    {"ods", "application/vnd.oasis.opendocument.spreadsheet"},
    {"ots", "application/vnd.oasis.opendocument.spreadsheet-template"},
    {"odp", "application/vnd.oasis.opendocument.presentation"},
    {"odg", "application/vnd.oasis.opendocument.graphics"},
}};

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

std::string_view media_type(std::string_view extension) noexcept {
  const auto* row = std::find_if(kMediaTypes.begin(), kMediaTypes.end(),
                                 [&](const MediaType& type) { return type.extension == extension; });
  return row == kMediaTypes.end() ? std::string_view("application/octet-stream") : row->type;
}

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
