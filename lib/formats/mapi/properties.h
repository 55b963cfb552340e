// MAPI properties (MS-OXCDATA 2.11, MS-OXPROPS) as winmail.dat and .msg files carry them: a set of values by
// identifier, each checked for size when it was read. What the readers of both formats share.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "lib/base/bytes.h"

namespace mugai::mapi {

enum Type : std::uint16_t {  // MS-OXCDATA 2.11.1
  kInt16 = 0x0002,
  kInt32 = 0x0003,
  kFloat = 0x0004,
  kDouble = 0x0005,
  kCurrency = 0x0006,
  kAppTime = 0x0007,
  kError = 0x000A,
  kBool = 0x000B,
  kObject = 0x000D,
  kInt64 = 0x0014,
  kString8 = 0x001E,
  kUnicode = 0x001F,
  kTime = 0x0040,
  kGuid = 0x0048,
  kBinary = 0x0102,
  kMany = 0x1000,  // flag: several values
};

enum Id : std::uint16_t {  // MS-OXPROPS; names without their prefix PidTag
  kImportance = 0x0017,
  kMessageClass = 0x001A,
  kSubject = 0x0037,
  kClientSubmitTime = 0x0039,
  kSentRepresentingName = 0x0042,
  kSentRepresentingAddress = 0x0065,
  kTransportHeaders = 0x007D,
  kSenderName = 0x0C1A,
  kSenderAddress = 0x0C1F,
  kRecipientType = 0x0C15,
  kDisplayCc = 0x0E03,
  kDisplayTo = 0x0E04,
  kDeliveryTime = 0x0E06,
  kBody = 0x1000,
  kRtfCompressed = 0x1009,
  kHtml = 0x1013,
  kMessageId = 0x1035,
  kReferences = 0x1039,
  kInReplyTo = 0x1042,
  kDisplayName = 0x3001,
  kEmailAddress = 0x3003,
  kAttachData = 0x3701,
  kAttachExtension = 0x3703,
  kAttachFilename = 0x3704,
  kAttachMethod = 0x3705,
  kAttachLongFilename = 0x3707,
  kAttachPathname = 0x3708,
  kAttachLongPathname = 0x370D,
  kAttachMimeTag = 0x370E,
  kAttachContentId = 0x3712,
  kSmtpAddress = 0x39FE,
  kCompanyName = 0x3A16,
  kBusinessPhone = 0x3A08,
  kMobilePhone = 0x3A1C,
  kInternetCodepage = 0x3FDE,
  kMessageCodepage = 0x3FFD,
  kSenderSmtp = 0x5D01,
  kSentRepresentingSmtp = 0x5D02,
  kAttachmentHidden = 0x7FFE,
};

struct Value {
  std::uint16_t type = 0;
  std::uint64_t number = 0;               // of the fixed types; FILETIME of kTime
  Bytes data;                             // of strings and binary: the first value where there are several
  std::shared_ptr<const Buffer> storage;  // keeps `data`, where it is not borrowed from the input
};

class PropertySet {
 public:
  void set(std::uint16_t id, Value value) { values_[id] = std::move(value); }
  [[nodiscard]] const Value* find(std::uint16_t id) const noexcept;
  [[nodiscard]] bool has(std::uint16_t id) const noexcept { return find(id) != nullptr; }
  [[nodiscard]] std::uint64_t number(std::uint16_t id, std::uint64_t fallback) const noexcept;
  // A string of either type as clean UTF-8 (controls but TAB and LF gone); 8-bit strings in `codepage`.
  [[nodiscard]] std::string text(std::uint16_t id, std::uint32_t codepage) const;
  [[nodiscard]] Bytes binary(std::uint16_t id) const noexcept;
  // Named properties, by the number that their name maps to (MS-OXPROPS "LID"); names of letters are not kept.
  std::map<std::uint32_t, Value> named;
  [[nodiscard]] std::size_t size() const noexcept { return values_.size() + named.size(); }

 private:
  std::map<std::uint16_t, Value> values_;
};

// Text of a value in either string type.
std::string text_of(const Value& value, std::uint32_t codepage);

// Text in a Windows code page as clean UTF-8; an unknown one is read as what the bytes look like.
std::string decode_codepage(Bytes bytes, std::uint32_t codepage);
bool is_multibyte(std::uint32_t codepage) noexcept;

// "2026-11-22 09:00 +0900" of a FILETIME (100 ns since 1601, UTC), and the form of a mail's Date; empty where it is no
// time between 1970 and 9999.
std::string show_time(std::uint64_t filetime);
std::string mail_date(std::uint64_t filetime);

}  // namespace mugai::mapi
