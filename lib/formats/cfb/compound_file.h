// Compound files (MS-CFB): a strict, bounded reader of their storages and streams. Everything that a chain of sectors
// can lie about is checked when the file is opened: each sector belongs to one chain at most, chains end, sizes fit,
// the directory is a tree in which no name stands twice. What does not hold is an Error.
//
// Reads through a Source; memory is the FAT and the directory (bounded by the limits below). Known gap: versions other
// than 3 and 4 are refused.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lib/base/result.h"
#include "lib/core/budget.h"
#include "lib/stream/sink.h"
#include "lib/stream/source.h"

namespace mugai::cfb {

inline constexpr std::size_t kMaxEntries = 100'000;
inline constexpr std::uint32_t kMaxSectors = 4'000'000;  // 2 GiB in sectors of 512 bytes
inline constexpr int kMaxStorageDepth = 64;

struct Entry {
  std::string name;  // UTF-8 of the UTF-16 name
  bool is_storage = false;
  std::uint64_t size = 0;             // of a stream
  std::vector<std::size_t> children;  // of a storage: indexes in entries(), in the order of the tree
  std::uint32_t first_sector = 0;
  std::uint32_t parent = 0;
};

class CompoundFile {
 public:
  // `source` must outlive the result. Charges each entry to the budget. Errors: Malformed, Truncated, Ambiguous (a
  // name twice in one storage, a sector in two chains), TooMany, TooDeep, Io.
  static Result<CompoundFile> open(Source& source, Budget& budget);

  [[nodiscard]] const std::vector<Entry>& entries() const noexcept { return entries_; }
  [[nodiscard]] const Entry& root() const noexcept { return entries_.front(); }
  // The child of that name (ASCII case ignored), or nullptr.
  [[nodiscard]] const Entry* child(const Entry& storage, std::string_view name) const noexcept;

  // Writes a stream's bytes. Does not finish the sink.
  Result<void> write_stream(const Entry& stream, Sink& sink) const;
  // The same into memory; TooLarge above `limit`.
  Result<Buffer> read_stream(const Entry& stream, std::uint64_t limit) const;

 private:
  explicit CompoundFile(Source& source) : source_(&source) {}
  Result<void> read_header();
  Result<void> read_fat(const Buffer& header);
  Result<void> read_directory(Budget& budget);
  Result<void> build_tree(const std::vector<std::uint32_t>& links);
  Result<void> check_streams();
  Result<std::vector<std::uint32_t>> chain(std::uint32_t first, std::uint64_t bytes, bool mini) const;
  Result<void> claim(const std::vector<std::uint32_t>& sectors, bool mini);
  Result<Buffer> read_sector(std::uint32_t sector) const;
  [[nodiscard]] bool is_mini(const Entry& stream) const noexcept { return stream.size < mini_cutoff_; }

  Source* source_;
  std::uint64_t sector_bytes_ = 512;
  std::uint32_t sector_count_ = 0;
  std::uint32_t first_directory_ = 0, first_mini_fat_ = 0, mini_fat_count_ = 0;
  std::uint32_t mini_cutoff_ = 4096;
  bool large_sizes_ = false;  // version 4: sizes of 64 bits
  std::vector<std::uint32_t> fat_, mini_fat_, mini_stream_;
  std::vector<bool> claimed_, mini_claimed_;
  std::vector<Entry> entries_;
};

}  // namespace mugai::cfb
