// A message as Outlook stores it, read out of winmail.dat or a .msg file into a small model, and that model as the
// source of an ordinary mail. Nothing of the original's structure is carried over; what Outlook alone would act on
// (reminders, forms, voting, links to files elsewhere) is reported and left out (catalogue MSG-001..011).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/result.h"
#include "lib/core/context.h"
#include "lib/formats/mapi/properties.h"
#include "lib/stream/sink.h"

namespace mugai::mapi {

struct Message;

struct Attachment {
  std::string name;                          // UTF-8, not yet cleaned
  std::string mime_type;                     // as claimed; may be empty or nonsense
  std::uint64_t offset = 0, length = 0;      // winmail.dat: its place in the input
  std::function<Result<void>(Sink&)> write;  // .msg: writes the content, does not finish the sink
  std::unique_ptr<Message> message;          // an attached message
  std::optional<ErrorCode> refused;          // it lies elsewhere, or is an OLE object
};

struct Message {
  std::string message_class;
  std::string subject;
  std::string from_name, from_address;
  std::string sender_name, sender_address;  // where another one than From
  std::string raw_from;                     // From of the original header, where no address was found; raw
  std::string to, cc;                       // "name <address>, …", UTF-8
  std::string date;                         // RFC 5322; may be empty
  std::string message_id, in_reply_to, references;
  bool high_importance = false;
  std::string plain;    // UTF-8
  std::string html;     // UTF-8, whatever it says of itself
  std::string details;  // of an appointment, a contact: lines for people
  std::vector<Attachment> attachments;
};

// Everything but recipients and attachments, out of the message's own properties. `english`: words of `details`.
Message read_message(const PropertySet& properties, bool english, Context& ctx);

// Name, type and way of one attachment out of its properties; its content is the caller's to set.
Attachment read_attachment(const PropertySet& properties, std::uint32_t codepage, Context& ctx);

// "name <address>" for a list, with quotes where the name needs them.
std::string show_mailbox(const std::string& name, const std::string& address);

// The code page of the message's 8-bit strings.
std::uint32_t codepage_of(const PropertySet& properties);

// The model as a mail in MIME, to be read by the mail handler. Does not finish the sink. `data` holds what offsets
// refer to. Error TooDeep where attached messages are nested too deeply.
Result<void> write_mail(const Message& message, Source* data, Sink& sink, int depth = 0);

}  // namespace mugai::mapi
