#include "lib/formats/tnef/tnef.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "lib/base/checked.h"
#include "lib/base/utf8.h"

namespace mugai::tnef {
namespace {

using mapi::PropertySet;
using mapi::Value;

constexpr std::uint32_t kSignature = 0x223E9F78;
constexpr std::uint32_t kMaxAttributes = 20'000;
constexpr std::uint32_t kMaxProperties = 5'000;
constexpr std::uint32_t kMaxValues = 100'000;  // of one property
constexpr std::uint8_t kMessageLevel = 1;
constexpr std::uint8_t kAttachmentLevel = 2;

// MS-OXTNEF 2.1.3.2: the low half of an attribute's tag. The high half is its type.
enum Attribute : std::uint16_t {
  kAttrFrom = 0x8000,
  kAttrSubject = 0x8004,
  kAttrMessageClass = 0x8008,
  kAttrBody = 0x800C,
  kAttrAttachData = 0x800F,
  kAttrAttachTitle = 0x8010,
  kAttrAttachMetaFile = 0x8011,
  kAttrTransportFilename = 0x9001,
  kAttrRenddata = 0x9002,
  kAttrMapiProps = 0x9003,
  kAttrRecipTable = 0x9004,
  kAttrAttachment = 0x9005,
  kAttrVersion = 0x9006,
  kAttrOemCodepage = 0x9007,
};

struct Item {  // one attachment while it is read
  PropertySet properties;
  std::string title;
  bool has_data = false;
  std::uint64_t offset = 0, length = 0;
  bool is_ole = false;
};

std::size_t fixed_bytes(std::uint16_t type) {
  switch (type) {
    case mapi::kInt16:
    case mapi::kBool:
    case mapi::kInt32:
    case mapi::kFloat:
    case mapi::kError:
      return 4;  // short ones are padded to four
    case mapi::kDouble:
    case mapi::kCurrency:
    case mapi::kAppTime:
    case mapi::kInt64:
    case mapi::kTime:
      return 8;
    case mapi::kGuid:
      return 16;
    default:
      return 0;
  }
}

class Parser {
 public:
  Parser(Bytes bytes, Context& ctx) : in_(bytes), ctx_(ctx) {}

  // stream = signature key version-attribute *attribute ; attribute = level tag length data checksum
  Result<mapi::Message> parse() {
    TRY_ASSIGN(const std::uint32_t signature, in_.u32le());
    if (signature != kSignature) return make_error(ErrorCode::Malformed, "no TNEF signature");
    TRY(in_.skip(2));
    std::uint32_t count = 0;
    while (!in_.at_end()) {
      if (++count > kMaxAttributes) return make_error(ErrorCode::TooMany, "too many TNEF attributes");
      TRY(attribute());
    }
    return finish();
  }

 private:
  Result<void> attribute() {
    TRY_ASSIGN(const std::uint8_t level, in_.u8());
    if (level != kMessageLevel && level != kAttachmentLevel) {
      return make_error(ErrorCode::Malformed, "an unknown TNEF level", in_.offset());
    }
    TRY_ASSIGN(const std::uint32_t tag, in_.u32le());
    TRY_ASSIGN(const std::uint32_t length, in_.u32le());
    const std::uint64_t offset = in_.offset();
    TRY_ASSIGN(const Bytes data, in_.take(length));
    TRY_ASSIGN(const std::uint16_t checksum, in_.u16le());
    std::uint32_t sum = 0;
    for (const std::uint8_t byte : data)
      sum += byte;
    if ((sum & 0xFFFF) != checksum) {
      return make_error(ErrorCode::BadChecksum, "a TNEF attribute does not match its checksum", offset);
    }
    const auto id = static_cast<std::uint16_t>(tag & 0xFFFF);
    return level == kMessageLevel ? message_attribute(id, data) : attachment_attribute(id, data, offset);
  }

  Result<void> message_attribute(std::uint16_t id, Bytes data) {
    switch (id) {
      case kAttrOemCodepage: {
        Cursor in(data);
        TRY_ASSIGN(codepage_, in.u32le());
        return ok();
      }
      case kAttrSubject:
        subject_ = data;
        return ok();
      case kAttrMessageClass:
        class_ = data;
        return ok();
      case kAttrBody:
        body_ = data;
        return ok();
      case kAttrMapiProps:
        return read_properties(data, properties_, nullptr, 0);
      case kAttrRecipTable:
        ctx_.report({"TNEF-003", Action::Removed, "winmail.dat", 1, "a second list of recipients"});
        return ok();
      default:
        return ok();  // dates and flags of the message: those of the mail around it count
    }
  }

  Result<void> attachment_attribute(std::uint16_t id, Bytes data, std::uint64_t offset) {
    if (id == kAttrRenddata) {
      if (items_.size() >= kMaxAttributes) return make_error(ErrorCode::TooMany, "too many TNEF attachments");
      items_.emplace_back();
      Cursor in(data);
      TRY_ASSIGN(const std::uint16_t kind, in.u16le());  // MS-OXTNEF 2.1.3.3.15: 2 is an OLE object
      items_.back().is_ole = kind == 2;
      return ok();
    }
    if (items_.empty()) items_.emplace_back();  // some writers leave the first attribute out
    Item& item = items_.back();
    switch (id) {
      case kAttrAttachTitle:
      case kAttrTransportFilename:
        if (id == kAttrAttachTitle || item.title.empty()) item.title = mapi::decode_codepage(data, codepage_);
        return ok();
      case kAttrAttachData:
        if (item.has_data) return make_error(ErrorCode::Ambiguous, "a TNEF attachment with two contents", offset);
        item.has_data = true;
        item.offset = offset;
        item.length = data.size();
        return ok();
      case kAttrAttachMetaFile:
        ctx_.report({"TNEF-002", Action::Removed, "winmail.dat", 1, "the icon of an attachment"});
        return ok();
      case kAttrAttachment:
        return read_properties(data, item.properties, &item, offset);
      default:
        return ok();
    }
  }

  // properties = count *property ; property = type id [name] (fixed / count *value)
  Result<void> read_properties(Bytes data, PropertySet& into, Item* item, std::uint64_t base) {
    Cursor in(data, base);
    TRY_ASSIGN(const std::uint32_t count, in.u32le());
    if (count > kMaxProperties) return make_error(ErrorCode::TooMany, "too many MAPI properties");
    for (std::uint32_t i = 0; i < count; ++i)
      TRY(read_property(in, into, item));
    return ok();
  }

  Result<void> read_property(Cursor& in, PropertySet& into, Item* item) {
    TRY_ASSIGN(const std::uint16_t type, in.u16le());
    TRY_ASSIGN(const std::uint16_t id, in.u16le());
    std::uint32_t name = 0;
    if (id >= 0x8000) {
      TRY_ASSIGN(name, read_name(in));
    }
    Value value;
    value.type = static_cast<std::uint16_t>(type & ~mapi::kMany);
    const std::size_t fixed = fixed_bytes(value.type);
    const bool many = (type & mapi::kMany) != 0;
    std::uint32_t values = 1;
    if (fixed == 0 || many) {
      TRY_ASSIGN(values, in.u32le());
    }
    if (values > kMaxValues) return make_error(ErrorCode::TooMany, "too many values of a property", in.offset());
    for (std::uint32_t i = 0; i < values; ++i)
      TRY(read_value(in, fixed, i == 0, value, id == mapi::kAttachData ? item : nullptr));
    if (name != 0) into.named[name] = value;
    if (id < 0x8000 && values > 0) into.set(id, value);
    return ok();
  }

  // name = guid kind (number / length utf-16 padding)
  static Result<std::uint32_t> read_name(Cursor& in) {
    TRY(in.skip(16));
    TRY_ASSIGN(const std::uint32_t kind, in.u32le());
    if (kind == 0) return in.u32le();
    if (kind != 1) return make_error(ErrorCode::Malformed, "an unknown kind of property name", in.offset());
    TRY_ASSIGN(const std::uint32_t length, in.u32le());
    TRY(in.skip((std::uint64_t{length} + 3) / 4 * 4));
    return std::uint32_t{0};
  }

  static Result<void> read_value(Cursor& in, std::size_t fixed, bool first, Value& value, Item* content) {
    if (fixed > 0) {
      TRY_ASSIGN(const Bytes bytes, in.take(fixed));
      if (!first) return ok();
      const std::size_t used = std::min<std::size_t>(fixed, 8);
      for (std::size_t i = used; i-- > 0;)
        value.number = value.number << 8 | bytes[i];
      return ok();
    }
    const bool known = value.type == mapi::kString8 || value.type == mapi::kUnicode || value.type == mapi::kBinary ||
                       value.type == mapi::kObject;
    if (!known) return make_error(ErrorCode::Malformed, "an unknown type of property", in.offset());
    TRY_ASSIGN(const std::uint32_t length, in.u32le());
    const std::uint64_t offset = in.offset();
    TRY_ASSIGN(const Bytes bytes, in.take(length));
    const std::uint64_t padding = (4 - length % 4) % 4;
    TRY(in.skip(std::min<std::uint64_t>(padding, in.remaining())));
    if (!first) return ok();
    value.data = bytes;
    if (content != nullptr) take_content(*content, value.type, bytes, offset);
    return ok();
  }

  // MS-OXTNEF 2.1.3.3.9: an embedded message or OLE object follows the identifier of its interface.
  static void take_content(Item& item, std::uint16_t type, Bytes bytes, std::uint64_t offset) {
    constexpr std::size_t kInterface = 16;
    const bool has_interface = type == mapi::kObject && bytes.size() >= kInterface;
    item.has_data = true;
    item.offset = offset + (has_interface ? kInterface : 0);
    item.length = bytes.size() - (has_interface ? kInterface : 0);
  }

  Result<mapi::Message> finish() {
    // Older attributes say what the properties do not.
    const auto fallback = [&](std::uint16_t id, Bytes data) {
      if (data.empty() || properties_.has(id)) return;
      Value value;
      value.type = mapi::kString8;
      value.data = data;
      properties_.set(id, std::move(value));
    };
    fallback(mapi::kSubject, subject_);
    fallback(mapi::kBody, body_);
    if (codepage_ != 0 && !properties_.has(mapi::kMessageCodepage)) {
      Value value;
      value.type = mapi::kInt32;
      value.number = codepage_;
      properties_.set(mapi::kMessageCodepage, std::move(value));
    }
    mapi::Message message = mapi::read_message(properties_, ctx_.mail().language == "en", ctx_);
    report_class();
    for (Item& item : items_)
      message.attachments.push_back(attachment_of(item));
    return message;
  }

  void report_class() {
    const std::string name = mapi::decode_codepage(class_, codepage_);
    const bool usual = name.empty() || name.starts_with("IPM.") || name.starts_with("IPM ");
    if (!usual) ctx_.report({"TNEF-003", Action::Removed, "winmail.dat", 1, utf8::one_line(name, 100)});
  }

  mapi::Attachment attachment_of(Item& item) {
    mapi::Attachment attachment = mapi::read_attachment(item.properties, codepage_, ctx_);
    if (attachment.name.empty()) attachment.name = utf8::one_line(item.title, 1'000);
    if (item.is_ole && !attachment.refused) attachment.refused = ErrorCode::Forbidden;
    if (attachment.refused) {
      ctx_.report({"TNEF-002", Action::Removed, utf8::one_line(attachment.name, 100), 1, "no file of its own"});
    }
    const bool is_message = item.properties.number(mapi::kAttachMethod, 1) == 5;
    if (is_message) {  // a TNEF stream of its own: a file for the same reader
      ctx_.report({"TNEF-002", Action::Rewritten, utf8::one_line(attachment.name, 100), 1, "an attached message"});
      attachment.name += ".tnef";
      attachment.mime_type = "application/octet-stream";
    }
    attachment.offset = item.offset;
    attachment.length = item.length;
    return attachment;
  }

  Cursor in_;
  Context& ctx_;
  std::uint32_t codepage_ = 0;
  Bytes subject_, class_, body_;
  PropertySet properties_;
  std::vector<Item> items_;
};

}  // namespace

Result<mapi::Message> parse(Bytes bytes, Context& ctx) {
  return Parser(bytes, ctx).parse();
}

}  // namespace mugai::tnef
