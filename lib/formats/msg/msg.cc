#include "lib/formats/msg/msg.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "lib/base/ascii.h"
#include "lib/base/bytes.h"
#include "lib/base/utf8.h"
#include "lib/text/addresses.h"

namespace mugai::msg {
namespace {

using cfb::CompoundFile;
using cfb::Entry;
using mapi::PropertySet;
using mapi::Value;

constexpr std::string_view kProperties = "__properties_version1.0";
constexpr std::string_view kRecipient = "__recip_version1.0_#";
constexpr std::string_view kAttachment = "__attach_version1.0_#";
constexpr std::string_view kNames = "__nameid_version1.0";
constexpr std::uint64_t kMaxValueBytes = std::uint64_t{16} << 20;  // of one string or binary that is no attachment
constexpr std::uint64_t kMaxPropertyBytes = 1 << 20;
constexpr std::size_t kMaxRecipients = 5'000;
constexpr std::size_t kMaxAttachments = 5'000;
constexpr int kMaxDepth = 8;  // messages within messages

// MS-OXMSG 2.4: bytes before the first property.
enum class Header : std::uint8_t { TopMessage = 32, EmbeddedMessage = 24, Other = 8 };

// Property identifiers from 0x8000 on, as numbers of names (MS-OXMSG 2.2.3).
using Names = std::map<std::uint16_t, std::uint32_t>;

// entry = identifier (index * 2^16 + guid * 2 + is-string), of 8 bytes
Result<Names> read_names(const CompoundFile& file) {
  Names names;
  const Entry* storage = file.child(file.root(), kNames);
  const Entry* stream = storage == nullptr ? nullptr : file.child(*storage, "__substg1.0_00030102");
  if (stream == nullptr || stream->is_storage) return names;
  TRY_ASSIGN(const Buffer bytes, file.read_stream(*stream, kMaxPropertyBytes));
  Cursor in(bytes);
  while (in.remaining() >= 8) {
    TRY_ASSIGN(const std::uint32_t identifier, in.u32le());
    TRY_ASSIGN(const std::uint16_t kind, in.u16le());
    TRY_ASSIGN(const std::uint16_t index, in.u16le());
    if ((kind & 1U) == 0 && index < 0x7FFF) names[static_cast<std::uint16_t>(0x8000 + index)] = identifier;
  }
  return names;
}

class Reader {
 public:
  Reader(const CompoundFile& file, Names names, Context& ctx) : file_(file), names_(std::move(names)), ctx_(ctx) {}

  Result<mapi::Message> message(const Entry& storage, Header header, int depth) {
    if (depth > kMaxDepth) return make_error(ErrorCode::TooDeep, "messages are nested too deeply");
    TRY_ASSIGN(const PropertySet properties, read_properties(storage, header));
    mapi::Message message = mapi::read_message(properties, ctx_.mail().language == "en", ctx_);
    const std::uint32_t codepage = mapi::codepage_of(properties);
    TRY(read_recipients(storage, codepage, message));
    for (const std::size_t index : storage.children) {
      const Entry& child = file_.entries()[index];
      if (!child.is_storage || !ascii::starts_with_ignoring_case(child.name, kAttachment)) continue;
      if (message.attachments.size() >= kMaxAttachments) return make_error(ErrorCode::TooMany, "too many attachments");
      TRY_ASSIGN(mapi::Attachment attachment, read_attachment(child, codepage, depth));
      message.attachments.push_back(std::move(attachment));
    }
    return message;
  }

 private:
  // property = type identifier flags value(8); of strings and binaries the value is in a stream of its own, named by
  // identifier and type
  Result<PropertySet> read_properties(const Entry& storage, Header header) {
    PropertySet set;
    const Entry* stream = file_.child(storage, kProperties);
    if (stream == nullptr || stream->is_storage)
      return make_error(ErrorCode::Malformed, "a storage without properties");
    TRY_ASSIGN(const Buffer bytes, file_.read_stream(*stream, kMaxPropertyBytes));
    Cursor in(bytes);
    TRY(in.skip(static_cast<std::uint64_t>(header)));
    while (in.remaining() >= 16) {
      Value value;
      TRY_ASSIGN(value.type, in.u16le());
      TRY_ASSIGN(const std::uint16_t id, in.u16le());
      TRY(in.skip(4));
      TRY_ASSIGN(value.number, in.u64le());
      put(set, id, std::move(value));
    }
    for (const std::size_t index : storage.children) {
      const Entry& child = file_.entries()[index];
      if (!child.is_storage) TRY(read_stream_value(child, set));
    }
    return set;
  }

  void put(PropertySet& set, std::uint16_t id, Value value) {
    // Numbers shorter than eight bytes stand in the first ones.
    if (value.type == mapi::kInt16) value.number &= 0xFFFF;
    if (value.type == mapi::kBool) value.number &= 0xFF;
    if (value.type == mapi::kInt32) value.number &= 0xFFFFFFFF;
    if (id >= 0x8000) {
      const auto name = names_.find(id);
      if (name != names_.end()) set.named[name->second] = std::move(value);
      return;
    }
    set.set(id, std::move(value));
  }

  // name = "__substg1.0_" 4hex(identifier) 4hex(type) ["-" 8hex]
  Result<void> read_stream_value(const Entry& stream, PropertySet& set) {
    constexpr std::string_view kPrefix = "__substg1.0_";
    if (!ascii::starts_with_ignoring_case(stream.name, kPrefix) || stream.name.size() != kPrefix.size() + 8)
      return ok();
    std::uint32_t tag = 0;
    for (const char c : std::string_view(stream.name).substr(kPrefix.size())) {
      const int digit = ascii::hex_value(c);
      if (digit < 0) return ok();
      tag = tag << 4 | static_cast<std::uint32_t>(digit);
    }
    Value value;
    value.type = static_cast<std::uint16_t>(tag & 0xFFFF);
    const auto id = static_cast<std::uint16_t>(tag >> 16);
    const bool known = value.type == mapi::kUnicode || value.type == mapi::kString8 || value.type == mapi::kBinary;
    if (!known || id == mapi::kAttachData) return ok();  // the content of an attachment is copied, not held
    TRY(ctx_.budget().charge_unpacked(stream.size));
    TRY_ASSIGN(Buffer bytes, file_.read_stream(stream, kMaxValueBytes));
    value.storage = std::make_shared<const Buffer>(std::move(bytes));
    value.data = *value.storage;
    put(set, id, std::move(value));
    return ok();
  }

  // The recipients' own table says who they are; the shown names of the message are only what was shown (MSG-009).
  Result<void> read_recipients(const Entry& storage, std::uint32_t codepage, mapi::Message& message) {
    std::string to;
    std::string cc;
    std::size_t count = 0;
    for (const std::size_t index : storage.children) {
      const Entry& child = file_.entries()[index];
      if (!child.is_storage || !ascii::starts_with_ignoring_case(child.name, kRecipient)) continue;
      if (++count > kMaxRecipients) return make_error(ErrorCode::TooMany, "too many recipients");
      TRY_ASSIGN(const PropertySet properties, read_properties(child, Header::Other));
      std::string address = properties.text(mapi::kSmtpAddress, codepage);
      if (!text::is_addr_spec(address)) address = properties.text(mapi::kEmailAddress, codepage);
      if (!text::is_addr_spec(address)) address.clear();
      const std::string name = utf8::one_line(properties.text(mapi::kDisplayName, codepage), 300);
      const std::uint64_t type = properties.number(mapi::kRecipientType, 1) & 0xF;
      if (type == 3) continue;  // Bcc
      std::string& list = type == 2 ? cc : to;
      const std::string shown = mapi::show_mailbox(name, address);
      if (!shown.empty()) list += (list.empty() ? "" : ", ") + shown;
    }
    if (!to.empty()) message.to = std::move(to);
    if (!cc.empty()) message.cc = std::move(cc);
    return ok();
  }

  Result<mapi::Attachment> read_attachment(const Entry& storage, std::uint32_t codepage, int depth) {
    TRY_ASSIGN(const PropertySet properties, read_properties(storage, Header::Other));
    mapi::Attachment attachment = mapi::read_attachment(properties, codepage, ctx_);
    if (attachment.refused) return attachment;
    if (const Entry* nested = file_.child(storage, "__substg1.0_3701000D"); nested != nullptr && nested->is_storage) {
      if (file_.child(*nested, kProperties) == nullptr) {  // a storage that is no message: an OLE object
        ctx_.report({"MSG-003", Action::Removed, utf8::one_line(attachment.name, 100), 1, "an OLE object"});
        attachment.refused = ErrorCode::Forbidden;
        return attachment;
      }
      ctx_.report({"MSG-003", Action::Rewritten, utf8::one_line(attachment.name, 100), 1, "an attached message"});
      TRY_ASSIGN(mapi::Message inner, message(*nested, Header::EmbeddedMessage, depth + 1));
      attachment.message = std::make_unique<mapi::Message>(std::move(inner));
      return attachment;
    }
    const Entry* data = file_.child(storage, "__substg1.0_37010102");
    if (data == nullptr || data->is_storage) {
      attachment.refused = ErrorCode::Malformed;
      return attachment;
    }
    attachment.write = [file = &file_, data](Sink& sink) { return file->write_stream(*data, sink); };
    return attachment;
  }

  const CompoundFile& file_;
  Names names_;
  Context& ctx_;
};

}  // namespace

Result<mapi::Message> parse(const CompoundFile& file, Context& ctx) {
  TRY_ASSIGN(Names names, read_names(file));
  return Reader(file, std::move(names), ctx).message(file.root(), Header::TopMessage, 0);
}

}  // namespace mugai::msg
