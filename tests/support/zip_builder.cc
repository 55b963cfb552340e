#include "tests/support/zip_builder.h"

#include "lib/stream/crc32.h"
#include "lib/stream/deflate.h"

namespace mugai::testing {
namespace {

std::string le(std::uint64_t value, unsigned count) {
  std::string out;
  for (unsigned i = 0; i < count; ++i)
    out += static_cast<char>(value >> (8 * i) & 0xFF);
  return out;
}

std::string deflated(const std::string& data) {
  MemorySink sink;
  DeflateStage stage(sink, DeflateLevel::Small);
  MUGAI_CHECK(stage.write(as_bytes(data)).has_value() && stage.finish().has_value());
  return std::string(sink.text());
}

struct Facts {
  std::string packed;
  std::uint32_t crc = 0;
  std::uint32_t unpacked = 0;
  std::uint32_t offset = 0;
};

Facts facts_of(const ZipMember& m) {
  Facts f;
  f.packed = m.packed ? *m.packed : m.method == 8 ? deflated(m.data) : m.data;
  f.crc = m.crc.value_or(crc32(0, as_bytes(m.data)));
  f.unpacked = m.unpacked.value_or(static_cast<std::uint32_t>(m.data.size()));
  return f;
}

std::string local_part(const ZipMember& m, const Facts& f) {
  const bool later = (m.flags & 8) != 0;
  const std::string& name = m.local_name ? *m.local_name : m.name;
  const std::string& extra = m.local_extra ? *m.local_extra : m.extra;
  std::string out = "PK\x03\x04" + le16(20) + le16(m.local_flags.value_or(m.flags)) +
                    le16(m.local_method.value_or(m.method)) + le32(m.local_time.value_or(m.time)) +
                    le32(m.local_crc.value_or(later ? 0 : f.crc)) +
                    le32(m.local_packed.value_or(later ? 0 : static_cast<std::uint32_t>(f.packed.size()))) +
                    le32(m.local_unpacked.value_or(later ? 0 : f.unpacked)) + le16(name.size()) + le16(extra.size()) +
                    name + extra + f.packed;
  if (m.descriptor) return out + *m.descriptor;
  if (later) out += "PK\x07\x08" + le32(f.crc) + le32(f.packed.size()) + le32(f.unpacked);
  return out;
}

std::string central_part(const ZipMember& m, const Facts& f) {
  return "PK\x01\x02" + le16(m.made_by) + le16(20) + le16(m.flags) + le16(m.method) + le32(m.time) + le32(f.crc) +
         le32(f.packed.size()) + le32(f.unpacked) + le16(m.name.size()) + le16(m.extra.size()) +
         le16(m.comment.size()) + le16(0) + le16(0) + le32(m.attributes) + le32(m.offset.value_or(f.offset)) + m.name +
         m.extra + m.comment;
}

}  // namespace

std::string le16(std::uint64_t value) {
  return le(value, 2);
}
std::string le32(std::uint64_t value) {
  return le(value, 4);
}
std::string le64(std::uint64_t value) {
  return le(value, 8);
}

std::string extra_field(std::uint16_t id, const std::string& content) {
  return le16(id) + le16(content.size()) + content;
}

std::string unicode_path_field(const std::string& raw_name, const std::string& utf8, std::uint32_t crc_offset) {
  return extra_field(0x7075, "\x01" + le32(crc32(0, as_bytes(raw_name)) + crc_offset) + utf8);
}

std::string build_zip(const ZipFile& file) {
  std::string out = file.prefix;
  const std::size_t base = file.prefix_counted ? 0 : file.prefix.size();
  std::string directory;
  std::uint16_t count = 0;
  for (const ZipMember& member : file.members) {
    Facts facts = facts_of(member);
    facts.offset = static_cast<std::uint32_t>(out.size() - base);
    out += local_part(member, facts);
    if (!member.listed) continue;
    directory += central_part(member, facts);
    ++count;
  }
  out += file.before_directory;
  const std::uint64_t central_offset = out.size() - base;
  out += directory + file.after_directory;
  const std::uint16_t entries = file.count.value_or(count);
  const std::uint64_t size = file.central_size.value_or(static_cast<std::uint32_t>(directory.size()));
  const std::uint64_t offset = file.central_offset.value_or(static_cast<std::uint32_t>(central_offset));
  if (file.zip64) {
    const std::uint64_t record = out.size() - base;
    out += "PK\x06\x06" + le64(44) + le16(45) + le16(45) + le32(0) + le32(0) + le64(entries + file.zip64_count_lie) +
           le64(entries + file.zip64_count_lie) + le64(size) + le64(offset);
    out += "PK\x06\x07" + le32(0) + le64(record) + le32(1);
  }
  const std::uint16_t disk = file.disk.value_or(0);
  out += "PK\x05\x06" + le16(disk) + le16(disk) + le16(entries) + le16(entries) + le32(file.zip64 ? 0xFFFFFFFF : size) +
         le32(file.zip64 ? 0xFFFFFFFF : offset) + le16(file.comment.size()) + file.comment;
  return out + file.trailing;
}

std::string build_stored_zip(const std::vector<std::pair<std::string, std::string>>& members) {
  ZipFile file;
  for (const auto& [name, data] : members) {
    ZipMember member;
    member.name = name;
    member.data = data;
    file.members.push_back(member);
  }
  return build_zip(file);
}

}  // namespace mugai::testing
