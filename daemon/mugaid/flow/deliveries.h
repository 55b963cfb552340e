// Deliveries: messages that the next hop took, so that one whose 250 did not reach the client is not sent twice when
// it comes again.
//
// A message is known by the hash of its envelope and content. Its way: begin() → taken() → acknowledged(), or forget().
// Each step after the first is one line in a journal, written at once (it survives the death of the process); the
// window in which a message can still go out twice is from the next hop's 250 until that write: some microseconds, in
// which no bookkeeping of one side alone could help. The loss of power can lose lines of the last seconds; sync() makes
// them durable and is called where a client did not take its 250.
//
// Limits: kMaxEntries, the oldest go first; `keep_seconds`. Single-threaded, but for sync().
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "lib/base/result.h"
#include "lib/base/unique_fd.h"

namespace mugai::flow {

class Deliveries {
 public:
  static constexpr std::size_t kMaxEntries = 200'000;
  static constexpr std::uint64_t kCompactBytes = 16u << 20;

  // Reads the journal; a torn last line is dropped.
  static Result<Deliveries> open(std::string path, std::uint64_t keep_seconds, std::int64_t now_ms);

  enum class Known : std::uint8_t { New, InProgress, Taken };
  struct Found {
    Known known = Known::New;
    std::string receipt;  // of the first time, where Taken
  };
  // Says what is known of `key`; where it is New it is InProgress from now on.
  Found begin(const std::string& key, std::int64_t now_ms);
  // The next hop took it. Error: Io; the message is known for the life of the process all the same.
  Result<void> taken(const std::string& key, const std::string& receipt, std::int64_t now_ms);
  // The client has its 250: need not be known any longer.
  void acknowledged(const std::string& key);
  // It was not taken.
  void forget(const std::string& key);
  // Makes the journal durable. Blocks.
  void sync() const;
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

 private:
  struct Entry {
    bool taken = false;
    std::string receipt;
    std::int64_t time_ms = 0;
  };
  void read_journal(std::string_view text);
  [[nodiscard]] bool is_known(const std::pair<std::int64_t, std::string>& item) const;
  void drop_old(std::int64_t now_ms);
  Result<void> append(const std::string& line);
  Result<void> compact();

  std::string path_;
  std::int64_t keep_ms_ = 0;
  UniqueFd journal_;
  std::uint64_t journal_bytes_ = 0;
  std::unordered_map<std::string, Entry> entries_;
  std::deque<std::pair<std::int64_t, std::string>> order_;  // time and key of the taken ones, oldest first
};

// Key of one message: SHA-256 over sender, recipients (sorted) and the content's SHA-256, each with its length.
std::string delivery_key(std::string_view sender, std::vector<std::string> recipients, std::string_view content_sha256);

}  // namespace mugai::flow
