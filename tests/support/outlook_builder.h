// Builds winmail.dat streams, compound files and .msg files in memory, honest ones and ones that lie, for tests,
// samples and fuzz seeds. Nothing here uses the product's own code.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mugai::testing {

std::string utf16(std::string_view ascii);

// --- MS-OXTNEF ---------------------------------------------------------------------------------------------------

class TnefBuilder {
 public:
  TnefBuilder();
  // level 1: message, 2: attachment; `checksum_offset` is added to the right checksum.
  TnefBuilder& attribute(int level, std::uint32_t tag, const std::string& data, unsigned checksum_offset = 0);
  TnefBuilder& body(const std::string& text);                           // attBody
  TnefBuilder& file(const std::string& name, const std::string& data);  // with its attAttachRenddata
  [[nodiscard]] std::string build() const { return out_; }

 private:
  std::string out_;
};

// A list of properties as attMAPIProps and attAttachment hold it.
class PropertyList {
 public:
  PropertyList& number(std::uint16_t id, std::uint32_t value);
  PropertyList& text(std::uint16_t id, const std::string& value);    // PtypString8
  PropertyList& unicode(std::uint16_t id, std::string_view ascii);   // PtypString
  PropertyList& binary(std::uint16_t id, const std::string& bytes);  // PtypBinary
  PropertyList& object(std::uint16_t id, const std::string& bytes);  // PtypObject, an interface identifier before it
  PropertyList& named_text(std::uint32_t name, const std::string& value);
  [[nodiscard]] std::string build() const;

 private:
  void head(std::uint16_t type, std::uint16_t id);
  void variable(std::uint16_t type, std::uint16_t id, const std::string& bytes);
  std::string out_;
  std::uint32_t count_ = 0;
};

// RTF in a stored container (MELA) of MS-OXRTFCP; compressed where `compress`, with literals alone.
std::string rtf_container(const std::string& rtf, bool compress);

// --- MS-CFB, MS-OXMSG ----------------------------------------------------------------------------------------------

struct CfbNode {
  std::string name;
  bool is_storage = false;
  std::string data;
  std::vector<CfbNode> children;
};
CfbNode stream(std::string name, std::string data);
CfbNode storage(std::string name, std::vector<CfbNode> children);
// Version 3, sectors of 512 bytes.
std::string build_cfb(const std::vector<CfbNode>& root);

// One storage of a .msg file: its properties and what is below it.
class MsgStorage {
 public:
  MsgStorage& number(std::uint16_t id, std::uint32_t value, std::uint16_t type = 3);
  MsgStorage& time(std::uint16_t id, std::uint64_t filetime);
  MsgStorage& text(std::uint16_t id, std::string_view ascii);  // PtypString
  MsgStorage& binary(std::uint16_t id, const std::string& bytes);
  MsgStorage& add(CfbNode child);
  // `header`: 32 of the top, 24 of an embedded message, 8 of recipients and attachments.
  [[nodiscard]] std::vector<CfbNode> nodes(std::size_t header) const;

 private:
  std::string entries_;
  std::vector<CfbNode> children_;
};

MsgStorage simple_msg(std::string_view subject, std::string_view body);
CfbNode msg_attachment(unsigned number, std::string_view name, const std::string& data, std::uint32_t method = 1);
// Maps named properties 0x8000, 0x8001… to these numbers.
CfbNode msg_names(const std::vector<std::uint32_t>& names);
std::string build_msg(const MsgStorage& top);

}  // namespace mugai::testing
