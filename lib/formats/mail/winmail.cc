#include "lib/formats/mail/winmail.h"

#include <utility>

#include "lib/base/ascii.h"
#include "lib/formats/mail/alternatives.h"
#include "lib/formats/tnef/tnef.h"
#include "lib/text/parameters.h"

namespace mugai::mail {
namespace {

// Of two forms of the text the one that a mail program would have shown, as in multipart/alternative.
Result<BodyText> read_body(const mapi::Message& message, Context& ctx) {
  const text::Parameters utf8 = text::parse_parameters("text/plain; charset=utf-8");
  TRY_ASSIGN(BodyText plain, read_text(as_bytes(message.details + message.plain), "text/plain", utf8, ctx));
  if (message.html.empty()) return plain;
  TRY_ASSIGN(BodyText html, read_text(as_bytes(message.html), "text/html", utf8, ctx));
  const Choice choice = choose_alternative({{plain.text, false}, {html.text, true}});
  if (choice.differ) ctx.report({"MSG-001", Action::Rewritten, "winmail.dat", 1, "the forms of the text differ"});
  return choice.index == 1 ? std::move(html) : std::move(plain);
}

}  // namespace

Result<Winmail> read_winmail(Bytes bytes, Context& ctx) {
  TRY_ASSIGN(const mapi::Message message, tnef::parse(bytes, ctx));
  Winmail winmail;
  TRY_ASSIGN(winmail.body, read_body(message, ctx));
  for (const mapi::Attachment& attachment : message.attachments) {
    winmail.files.push_back(
        {attachment.name, attachment.mime_type, attachment.offset, attachment.length, attachment.refused});
  }
  return winmail;
}

}  // namespace mugai::mail
