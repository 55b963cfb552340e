#include "lib/formats/cfb/compound_file.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "lib/base/ascii.h"
#include "lib/base/bytes.h"
#include "lib/base/checked.h"
#include "lib/base/utf8.h"

namespace mugai::cfb {
namespace {

constexpr std::uint64_t kHeaderBytes = 512;
constexpr std::uint64_t kEntryBytes = 128;
constexpr std::uint64_t kMiniSectorBytes = 64;
constexpr std::size_t kHeaderFatSectors = 109;
constexpr std::uint32_t kMaxRegular = 0xFFFFFFFA;  // MS-CFB 2.1
constexpr std::uint32_t kNoStream = 0xFFFFFFFF;
constexpr std::string_view kSignature = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

Error malformed(std::string why, std::uint64_t offset = 0) {
  return make_error(ErrorCode::Malformed, "compound file: " + std::move(why), offset);
}

// UTF-16LE of a directory entry; a lone surrogate becomes U+FFFD.
std::string name_of(Bytes units) {
  std::string out;
  for (std::size_t i = 0; i + 1 < units.size(); i += 2) {
    char32_t code = static_cast<char32_t>(units[i] | units[i + 1] << 8);
    if (code >= 0xD800 && code <= 0xDBFF && i + 3 < units.size()) {
      const auto low = static_cast<char32_t>(units[i + 2] | units[i + 3] << 8);
      if (low >= 0xDC00 && low <= 0xDFFF) {
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        i += 2;
      }
    }
    utf8::append(out, code);
  }
  return out;
}

}  // namespace

Result<Buffer> CompoundFile::read_sector(std::uint32_t sector) const {
  if (sector >= sector_count_) return malformed("a sector outside of the file");
  const std::uint64_t offset = (std::uint64_t{sector} + 1) * sector_bytes_;
  // The last sector of a file may be cut short (MS-CFB 2.1 lets writers do so): what is missing is zero.
  Buffer bytes(static_cast<std::size_t>(sector_bytes_));
  TRY(source_->read_at(offset, bytes));
  return bytes;
}

// MS-CFB 2.2
Result<void> CompoundFile::read_header() {
  TRY_ASSIGN(const Buffer header, source_->read_buffer(0, kHeaderBytes));
  Cursor in(header);
  TRY_ASSIGN(const Bytes signature, in.take(8));
  if (!starts_with(signature, kSignature)) return malformed("no signature");
  TRY(in.skip(18));
  TRY_ASSIGN(const std::uint16_t version, in.u16le());
  TRY_ASSIGN(const std::uint16_t byte_order, in.u16le());
  TRY_ASSIGN(const std::uint16_t sector_shift, in.u16le());
  TRY_ASSIGN(const std::uint16_t mini_shift, in.u16le());
  const bool known = (version == 3 && sector_shift == 9) || (version == 4 && sector_shift == 12);
  if (!known || byte_order != 0xFFFE || mini_shift != 6) return malformed("an unknown version");
  large_sizes_ = version == 4;
  sector_bytes_ = std::uint64_t{1} << sector_shift;
  if (source_->size() <= sector_bytes_) return malformed("no sectors");
  const std::uint64_t sectors = (source_->size() - sector_bytes_ + sector_bytes_ - 1) / sector_bytes_;
  if (sectors > kMaxSectors) return make_error(ErrorCode::TooLarge, "compound file: too many sectors");
  sector_count_ = static_cast<std::uint32_t>(sectors);
  TRY(in.skip(6 + 4));  // reserved; number of directory sectors, which version 3 leaves 0
  TRY(in.skip(4));      // number of FAT sectors: counted anew
  TRY_ASSIGN(first_directory_, in.u32le());
  TRY(in.skip(4));
  TRY_ASSIGN(mini_cutoff_, in.u32le());
  if (mini_cutoff_ != 4096) return malformed("an unusual limit of small streams");
  TRY_ASSIGN(first_mini_fat_, in.u32le());
  TRY_ASSIGN(mini_fat_count_, in.u32le());
  return read_fat(header);
}

// MS-CFB 2.3, 2.5: the FAT's own sectors are listed in the header and, where these are not enough, in a chain of DIFAT
// sectors, each of which ends in the number of the next.
Result<void> CompoundFile::read_fat(const Buffer& header) {
  claimed_.assign(sector_count_, false);
  Cursor in(header);
  TRY(in.skip(68));
  TRY_ASSIGN(std::uint32_t next_difat, in.u32le());
  TRY(in.skip(4));
  std::vector<std::uint32_t> fat_sectors;
  for (std::size_t i = 0; i < kHeaderFatSectors; ++i) {
    TRY_ASSIGN(const std::uint32_t sector, in.u32le());
    if (sector < kMaxRegular) fat_sectors.push_back(sector);
  }
  const std::uint64_t per_sector = sector_bytes_ / 4;
  while (next_difat < kMaxRegular) {
    TRY(claim({next_difat}, false));
    TRY_ASSIGN(const Buffer bytes, read_sector(next_difat));
    Cursor difat(bytes);
    for (std::uint64_t i = 0; i + 1 < per_sector; ++i) {
      TRY_ASSIGN(const std::uint32_t sector, difat.u32le());
      if (sector < kMaxRegular) fat_sectors.push_back(sector);
    }
    TRY_ASSIGN(next_difat, difat.u32le());
  }
  TRY(claim(fat_sectors, false));
  fat_.reserve(fat_sectors.size() * static_cast<std::size_t>(per_sector));
  for (const std::uint32_t sector : fat_sectors) {
    TRY_ASSIGN(const Buffer bytes, read_sector(sector));
    Cursor entries(bytes);
    for (std::uint64_t i = 0; i < per_sector; ++i) {
      TRY_ASSIGN(const std::uint32_t next, entries.u32le());
      fat_.push_back(next);
    }
  }
  return ok();
}

// Each sector may be used once: a chain that meets itself or another ends here.
Result<void> CompoundFile::claim(const std::vector<std::uint32_t>& sectors, bool mini) {
  std::vector<bool>& claimed = mini ? mini_claimed_ : claimed_;
  for (const std::uint32_t sector : sectors) {
    if (sector >= claimed.size()) return malformed("a sector outside of the file");
    if (claimed[sector]) return make_error(ErrorCode::Ambiguous, "compound file: a sector in two chains");
    claimed[sector] = true;
  }
  return ok();
}

// The sectors of a chain. `bytes` says how many are needed; kept 0 where the chain itself says (directory, FATs).
Result<std::vector<std::uint32_t>> CompoundFile::chain(std::uint32_t first, std::uint64_t bytes, bool mini) const {
  const std::vector<std::uint32_t>& table = mini ? mini_fat_ : fat_;
  const std::uint64_t unit = mini ? kMiniSectorBytes : sector_bytes_;
  const std::uint64_t needed = bytes / unit + (bytes % unit != 0 ? 1 : 0);
  std::vector<std::uint32_t> sectors;
  for (std::uint32_t sector = first; sector < kMaxRegular; sector = table[sector]) {
    if (sector >= table.size()) return malformed("a chain that leaves the FAT");
    if (sectors.size() >= table.size()) return malformed("a chain without an end");
    if (bytes != 0 && sectors.size() == needed) break;  // longer than its stream: the rest is nobody's
    sectors.push_back(sector);
  }
  if (sectors.size() < needed) return make_error(ErrorCode::Truncated, "compound file: a chain ends too early");
  return sectors;
}

// MS-CFB 2.6
Result<void> CompoundFile::read_directory(Budget& budget) {
  TRY_ASSIGN(const std::vector<std::uint32_t> sectors, chain(first_directory_, 0, false));
  TRY(claim(sectors, false));
  if (sectors.size() * (sector_bytes_ / kEntryBytes) > kMaxEntries) {
    return make_error(ErrorCode::TooMany, "compound file: too many entries");
  }
  TRY(budget.charge_members(sectors.size()));
  std::vector<std::uint32_t> links;  // left, right, child of each entry
  for (const std::uint32_t sector : sectors) {
    TRY_ASSIGN(const Buffer bytes, read_sector(sector));
    for (std::uint64_t at = 0; at < sector_bytes_; at += kEntryBytes) {
      Cursor in(Bytes(bytes).subspan(static_cast<std::size_t>(at), kEntryBytes));
      TRY_ASSIGN(const Bytes name, in.take(64));
      TRY_ASSIGN(const std::uint16_t name_bytes, in.u16le());
      TRY_ASSIGN(const std::uint8_t type, in.u8());
      TRY(in.skip(1));
      for (int i = 0; i < 3; ++i) {
        TRY_ASSIGN(const std::uint32_t link, in.u32le());
        links.push_back(type == 0 ? kNoStream : link);
      }
      TRY(in.skip(36));
      Entry entry;
      TRY_ASSIGN(entry.first_sector, in.u32le());
      TRY_ASSIGN(entry.size, in.u64le());
      if (!large_sizes_) entry.size &= 0xFFFFFFFF;  // the upper half may hold anything (2.6.3)
      if (type != 0 && (name_bytes < 2 || name_bytes > 64 || name_bytes % 2 != 0)) return malformed("an entry's name");
      if (type != 0) entry.name = name_of(name.subspan(0, name_bytes - 2U));
      entry.is_storage = type == 1 || type == 5;
      if (type > 2 && type != 5) return malformed("an unknown kind of entry");
      if ((entries_.empty()) != (type == 5)) return malformed("the root is not the first entry, or not the only one");
      entries_.push_back(std::move(entry));
    }
  }
  if (entries_.empty()) return malformed("no directory");
  return build_tree(links);
}

// Siblings form a binary tree below their storage (2.6.4). Walked in order; each entry may be met once.
Result<void> CompoundFile::build_tree(const std::vector<std::uint32_t>& links) {
  struct Task {
    std::uint32_t entry;
    std::uint32_t storage;
    int depth;
  };
  std::vector<bool> seen(entries_.size(), false);
  seen[0] = true;
  std::vector<Task> tasks = {{links[2], 0, 1}};
  while (!tasks.empty()) {
    const Task task = tasks.back();
    tasks.pop_back();
    if (task.entry == kNoStream) continue;
    if (task.entry >= entries_.size()) return malformed("a link to no entry");
    if (task.depth > kMaxStorageDepth) return make_error(ErrorCode::TooDeep, "compound file: too many levels");
    if (seen[task.entry]) return malformed("an entry in two places");
    seen[task.entry] = true;
    Entry& entry = entries_[task.entry];
    entry.parent = task.storage;
    entries_[task.storage].children.push_back(task.entry);
    const std::size_t at = std::size_t{task.entry} * 3;
    tasks.push_back({links[at + 1], task.storage, task.depth});
    tasks.push_back({links[at], task.storage, task.depth});
    if (entry.is_storage) tasks.push_back({links[at + 2], task.entry, task.depth + 1});
  }
  for (Entry& entry : entries_) {
    std::sort(entry.children.begin(), entry.children.end());
    std::set<std::string> names;
    for (const std::size_t child : entry.children) {
      if (!names.insert(ascii::lower(entries_[child].name)).second) {
        return make_error(ErrorCode::Ambiguous, "compound file: a name stands twice");
      }
    }
  }
  // What the tree does not reach is nobody's.
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (!seen[i]) entries_[i] = Entry();
  }
  return ok();
}

// Follows every chain once, so that reading cannot fail on one later.
Result<void> CompoundFile::check_streams() {
  if (first_mini_fat_ < kMaxRegular && mini_fat_count_ > 0) {
    TRY_ASSIGN(const auto sectors, chain(first_mini_fat_, 0, false));
    TRY(claim(sectors, false));
    for (const std::uint32_t sector : sectors) {
      TRY_ASSIGN(const Buffer bytes, read_sector(sector));
      Cursor in(bytes);
      while (!in.at_end()) {
        TRY_ASSIGN(const std::uint32_t next, in.u32le());
        mini_fat_.push_back(next);
      }
    }
  }
  if (root().size > 0) {
    TRY_ASSIGN(mini_stream_, chain(root().first_sector, root().size, false));
    TRY(claim(mini_stream_, false));
  }
  const std::uint64_t mini_sectors = root().size / kMiniSectorBytes + (root().size % kMiniSectorBytes != 0 ? 1 : 0);
  mini_fat_.resize(std::min<std::size_t>(mini_fat_.size(), static_cast<std::size_t>(mini_sectors)));
  mini_claimed_.assign(mini_fat_.size(), false);
  for (std::size_t i = 1; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    if (entry.is_storage || entry.size == 0) continue;
    TRY_ASSIGN(const auto sectors, chain(entry.first_sector, entry.size, is_mini(entry)));
    TRY(claim(sectors, is_mini(entry)));
  }
  return ok();
}

Result<CompoundFile> CompoundFile::open(Source& source, Budget& budget) {
  CompoundFile file(source);
  TRY(file.read_header());
  TRY(file.read_directory(budget));
  TRY(file.check_streams());
  return file;
}

const Entry* CompoundFile::child(const Entry& storage, std::string_view name) const noexcept {
  for (const std::size_t index : storage.children) {
    if (ascii::equal_ignoring_case(entries_[index].name, name)) return &entries_[index];
  }
  return nullptr;
}

Result<void> CompoundFile::write_stream(const Entry& stream, Sink& sink) const {
  MUGAI_CHECK(!stream.is_storage);
  if (stream.size == 0) return ok();
  const bool mini = is_mini(stream);
  TRY_ASSIGN(const auto sectors, chain(stream.first_sector, stream.size, mini));
  std::uint64_t left = stream.size;
  for (const std::uint32_t sector : sectors) {
    std::uint64_t at = 0;
    std::uint64_t unit = sector_bytes_;
    std::uint32_t place = sector;
    if (mini) {
      unit = kMiniSectorBytes;
      const std::uint64_t offset = std::uint64_t{sector} * kMiniSectorBytes;
      if (offset / sector_bytes_ >= mini_stream_.size()) return malformed("a small sector outside of its stream");
      place = mini_stream_[static_cast<std::size_t>(offset / sector_bytes_)];
      at = offset % sector_bytes_;
    }
    TRY_ASSIGN(const Buffer bytes, read_sector(place));
    const std::uint64_t count = std::min(left, unit);
    TRY(sink.write(Bytes(bytes).subspan(static_cast<std::size_t>(at), static_cast<std::size_t>(count))));
    left -= count;
  }
  return left == 0 ? ok() : Result<void>(make_error(ErrorCode::Truncated, "compound file: a stream ends too early"));
}

Result<Buffer> CompoundFile::read_stream(const Entry& stream, std::uint64_t limit) const {
  if (stream.size > limit) return make_error(ErrorCode::TooLarge, "compound file: a stream is too large");
  MemorySink sink(limit);
  TRY(write_stream(stream, sink));
  return sink.take();
}

}  // namespace mugai::cfb
