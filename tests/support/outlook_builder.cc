#include "tests/support/outlook_builder.h"

#include <algorithm>
#include <array>

#include "tests/support/zip_builder.h"

namespace mugai::testing {
namespace {

constexpr std::uint32_t kFree = 0xFFFFFFFF;
constexpr std::uint32_t kEnd = 0xFFFFFFFE;
constexpr std::uint32_t kFatSector = 0xFFFFFFFD;
constexpr std::size_t kSector = 512;

std::string hex(std::uint32_t value, int digits) {
  std::string out;
  for (int i = digits; i-- > 0;)
    out.push_back("0123456789ABCDEF"[value >> (4 * i) & 0xF]);
  return out;
}

std::string pad(std::string bytes, std::size_t unit) {
  bytes.resize((bytes.size() + unit - 1) / unit * unit, '\0');
  return bytes;
}

std::uint32_t plain_crc(std::string_view bytes) {
  std::uint32_t crc = 0;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int i = 0; i < 8; ++i)
      crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320U : crc >> 1;
  }
  return crc;
}

}  // namespace

std::string utf16(std::string_view ascii) {
  std::string out;
  for (const char c : ascii) {
    out.push_back(c);
    out.push_back('\0');
  }
  return out;
}

TnefBuilder::TnefBuilder() : out_(le32(0x223E9F78) + le16(1)) {
  attribute(1, 0x00089006, le32(0x00010000));
  attribute(1, 0x00069007, le32(932) + le32(0));
}

TnefBuilder& TnefBuilder::attribute(int level, std::uint32_t tag, const std::string& data, unsigned checksum_offset) {
  std::uint32_t sum = checksum_offset;
  for (const char c : data)
    sum += static_cast<unsigned char>(c);
  out_ += std::string(1, static_cast<char>(level)) + le32(tag) + le32(data.size()) + data + le16(sum & 0xFFFF);
  return *this;
}

TnefBuilder& TnefBuilder::body(const std::string& text) {
  return attribute(1, 0x0002800C, text + '\0');
}

TnefBuilder& TnefBuilder::file(const std::string& name, const std::string& data) {
  attribute(2, 0x00069002, le16(1) + le32(0xFFFFFFFF) + std::string(8, '\0'));
  attribute(2, 0x00018010, name + '\0');
  return attribute(2, 0x0006800F, data);
}

void PropertyList::head(std::uint16_t type, std::uint16_t id) {
  ++count_;
  out_ += le16(type) + le16(id);
}
void PropertyList::variable(std::uint16_t type, std::uint16_t id, const std::string& bytes) {
  head(type, id);
  out_ += le32(1) + le32(bytes.size()) + pad(bytes, 4);
}
PropertyList& PropertyList::number(std::uint16_t id, std::uint32_t value) {
  head(3, id);
  out_ += le32(value);
  return *this;
}
PropertyList& PropertyList::text(std::uint16_t id, const std::string& value) {
  variable(0x1E, id, value + '\0');
  return *this;
}
PropertyList& PropertyList::unicode(std::uint16_t id, std::string_view ascii) {
  variable(0x1F, id, utf16(ascii) + std::string(2, '\0'));
  return *this;
}
PropertyList& PropertyList::binary(std::uint16_t id, const std::string& bytes) {
  variable(0x102, id, bytes);
  return *this;
}
PropertyList& PropertyList::object(std::uint16_t id, const std::string& bytes) {
  variable(0x0D, id, std::string(16, '\x07') + bytes);
  return *this;
}
PropertyList& PropertyList::named_text(std::uint32_t name, const std::string& value) {
  head(0x1E, 0x8005);
  out_ += std::string(16, '\x08') + le32(0) + le32(name) + le32(1) + le32(value.size() + 1) + pad(value + '\0', 4);
  return *this;
}
std::string PropertyList::build() const {
  return le32(count_) + out_;
}

std::string rtf_container(const std::string& rtf, bool compress) {
  std::string body = rtf;
  if (compress) {
    body.clear();
    std::size_t write = 207;  // of the dictionary's initial content
    for (std::size_t at = 0; at <= rtf.size(); at += 8) {
      const std::size_t count = std::min<std::size_t>(8, rtf.size() - at);
      const bool last = count < 8;
      body.push_back(static_cast<char>(last ? 1U << count : 0U));
      body += rtf.substr(at, count);
      write = (write + count) % 4096;
      if (last) {
        body.push_back(static_cast<char>(write >> 4));
        body.push_back(static_cast<char>((write & 0xF) << 4));
      }
    }
  }
  return le32(body.size() + 12) + le32(rtf.size()) + (compress ? "LZFu" : "MELA") +
         le32(compress ? plain_crc(body) : 0) + body;
}

CfbNode stream(std::string name, std::string data) {
  return {std::move(name), false, std::move(data), {}};
}
CfbNode storage(std::string name, std::vector<CfbNode> children) {
  return {std::move(name), true, {}, std::move(children)};
}

namespace {

class CfbWriter {
 public:
  std::string build(const std::vector<CfbNode>& root) {
    entries_.push_back({"Root Entry", 5, kFree, kFree, kFree, kEnd, 0});
    entries_[0].child = add_children(root);
    const std::string mini = pad(mini_stream_, kSector);
    entries_[0].start = mini.empty() ? kEnd : put(mini);
    entries_[0].size = static_cast<std::uint32_t>(mini_stream_.size());
    std::string mini_fat;
    for (const std::uint32_t next : mini_fat_)
      mini_fat += le32(next);
    while (mini_fat.size() % kSector != 0)
      mini_fat += le32(kFree);
    const std::uint32_t mini_fat_start = mini_fat.empty() ? kEnd : put(mini_fat);
    const std::uint32_t directory_start = put(directory());
    // The FAT itself: its own sectors are listed in the header.
    const std::size_t per = kSector / 4;
    std::size_t fat_sectors = 1;
    while (fat_sectors * per < fat_.size() + fat_sectors)
      ++fat_sectors;
    const auto fat_start = static_cast<std::uint32_t>(fat_.size());
    for (std::size_t i = 0; i < fat_sectors; ++i)
      fat_.push_back(kFatSector);
    std::string fat;
    for (const std::uint32_t next : fat_)
      fat += le32(next);
    while (fat.size() < fat_sectors * kSector)
      fat += le32(kFree);
    std::string header("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    header += std::string(16, '\0') + le16(0x3E) + le16(3) + le16(0xFFFE) + le16(9) + le16(6) + std::string(6, '\0');
    header += le32(0) + le32(fat_sectors) + le32(directory_start) + le32(0) + le32(4096) + le32(mini_fat_start);
    header += le32(mini_fat.size() / kSector) + le32(kEnd) + le32(0);
    for (std::size_t i = 0; i < 109; ++i)
      header += le32(i < fat_sectors ? fat_start + i : kFree);
    return header + sectors_ + fat;
  }

 private:
  struct Row {
    std::string name;
    int type;
    std::uint32_t left, right, child, start, size;
  };

  // Siblings as a tree that leans to the right, in the order that MS-CFB asks for.
  std::uint32_t add_children(std::vector<CfbNode> children) {
    std::sort(children.begin(), children.end(), [](const CfbNode& a, const CfbNode& b) {
      return a.name.size() != b.name.size() ? a.name.size() < b.name.size() : a.name < b.name;
    });
    std::uint32_t first = kFree;
    std::uint32_t before = kFree;
    for (const CfbNode& child : children) {
      const auto index = static_cast<std::uint32_t>(entries_.size());
      entries_.push_back({child.name, child.is_storage ? 1 : 2, kFree, kFree, kFree, kEnd, 0});
      if (before == kFree) {
        first = index;
      } else {
        entries_[before].right = index;
      }
      before = index;
      if (child.is_storage) {
        const std::uint32_t below = add_children(child.children);
        entries_[index].child = below;
      } else if (!child.data.empty()) {
        entries_[index].size = static_cast<std::uint32_t>(child.data.size());
        entries_[index].start = child.data.size() < 4096 ? put_mini(child.data) : put(pad(child.data, kSector));
      }
    }
    return first;
  }

  static void append_chain(std::vector<std::uint32_t>& table, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
      table.push_back(i + 1 == count ? kEnd : static_cast<std::uint32_t>(table.size() + 1));
  }
  std::uint32_t put(const std::string& bytes) {
    const auto start = static_cast<std::uint32_t>(fat_.size());
    append_chain(fat_, bytes.size() / kSector);
    sectors_ += bytes;
    return start;
  }
  std::uint32_t put_mini(const std::string& bytes) {
    const auto start = static_cast<std::uint32_t>(mini_fat_.size());
    const std::string padded = pad(bytes, 64);
    append_chain(mini_fat_, padded.size() / 64);
    mini_stream_ += padded;
    return start;
  }

  [[nodiscard]] std::string directory() const {
    std::string out;
    for (const Row& row : entries_) {
      std::string name = utf16(row.name);
      const std::size_t length = name.size() + 2;
      name.resize(64, '\0');
      out += name + le16(length) + std::string(1, static_cast<char>(row.type)) + '\1' + le32(row.left) +
             le32(row.right) + le32(row.child) + std::string(36, '\0') + le32(row.start) + le64(row.size);
    }
    while (out.size() % kSector != 0)
      out += std::string(64, '\0') + le16(0) + std::string(2, '\0') + le32(kFree) + le32(kFree) + le32(kFree) +
             std::string(48, '\0');
    return out;
  }

  std::vector<Row> entries_;
  std::vector<std::uint32_t> fat_, mini_fat_;
  std::string sectors_, mini_stream_;
};

}  // namespace

std::string build_cfb(const std::vector<CfbNode>& root) {
  return CfbWriter().build(root);
}

MsgStorage& MsgStorage::number(std::uint16_t id, std::uint32_t value, std::uint16_t type) {
  entries_ += le16(type) + le16(id) + le32(6) + le32(value) + le32(0);
  return *this;
}
MsgStorage& MsgStorage::time(std::uint16_t id, std::uint64_t filetime) {
  entries_ += le16(0x40) + le16(id) + le32(6) + le64(filetime);
  return *this;
}
MsgStorage& MsgStorage::text(std::uint16_t id, std::string_view ascii) {
  // A second value takes the place of the first: two streams of one name are no compound file.
  std::erase_if(children_, [&](const CfbNode& child) { return child.name == "__substg1.0_" + hex(id, 4) + "001F"; });
  entries_ += le16(0x1F) + le16(id) + le32(6) + le32((ascii.size() + 1) * 2) + le32(0);
  children_.push_back(stream("__substg1.0_" + hex(id, 4) + "001F", utf16(ascii)));
  return *this;
}
MsgStorage& MsgStorage::binary(std::uint16_t id, const std::string& bytes) {
  entries_ += le16(0x102) + le16(id) + le32(6) + le32(bytes.size()) + le32(0);
  children_.push_back(stream("__substg1.0_" + hex(id, 4) + "0102", bytes));
  return *this;
}
MsgStorage& MsgStorage::add(CfbNode child) {
  children_.push_back(std::move(child));
  return *this;
}
std::vector<CfbNode> MsgStorage::nodes(std::size_t header) const {
  std::vector<CfbNode> out = children_;
  out.push_back(stream("__properties_version1.0", std::string(header, '\0') + entries_));
  return out;
}

MsgStorage simple_msg(std::string_view subject, std::string_view body) {
  MsgStorage top;
  top.text(0x001A, "IPM.Note").text(0x0037, subject).text(0x1000, body);
  top.text(0x0042, "Sender").text(0x5D02, "sender@example.jp").text(0x0C1A, "Sender").text(0x5D01, "sender@example.jp");
  top.text(0x1035, "<m@example.jp>").time(0x0039, 134'082'000'000'000'000ULL);
  return top;
}

CfbNode msg_attachment(unsigned number, std::string_view name, const std::string& data, std::uint32_t method) {
  MsgStorage attachment;
  attachment.number(0x3705, method).text(0x3707, name);
  if (!data.empty()) attachment.binary(0x3701, data);
  return storage("__attach_version1.0_#" + hex(number, 8), attachment.nodes(8));
}

CfbNode msg_names(const std::vector<std::uint32_t>& names) {
  std::string entries;
  for (std::size_t i = 0; i < names.size(); ++i)
    entries += le32(names[i]) + le16(6) + le16(i);
  return storage("__nameid_version1.0", {stream("__substg1.0_00020102", ""), stream("__substg1.0_00030102", entries),
                                         stream("__substg1.0_00040102", "")});
}

std::string build_msg(const MsgStorage& top) {
  return build_cfb(top.nodes(32));
}

}  // namespace mugai::testing
