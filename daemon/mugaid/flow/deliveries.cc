// Journal lines: "T KEY TIME RECEIPT" (taken) and "A KEY" (acknowledged), each with a line end.
#include "daemon/mugaid/flow/deliveries.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "daemon/mugaid/flow/files.h"
#include "lib/base/ascii.h"
#include "lib/base/checked.h"
#include "lib/stream/digest.h"

namespace mugai::flow {
namespace {

constexpr std::uint64_t kMaxJournalBytes = 4 * Deliveries::kCompactBytes;
constexpr std::size_t kKeyDigits = 64;

// The word at the front of `line`, which it is taken off.
std::string_view take_word(std::string_view& line) {
  const std::string_view word = line.substr(0, line.find(' '));
  line.remove_prefix(std::min(word.size() + 1, line.size()));
  return word;
}

}  // namespace

std::string delivery_key(std::string_view sender, std::vector<std::string> recipients,
                         std::string_view content_sha256) {
  std::sort(recipients.begin(), recipients.end());
  std::string text;
  const auto add = [&text](std::string_view part) {
    text += std::to_string(part.size());
    text += ':';
    text += part;
  };
  add(sender);
  for (const std::string& recipient : recipients)
    add(recipient);
  add(content_sha256);
  return sha256_hex(as_bytes(text));
}

Result<Deliveries> Deliveries::open(std::string path, std::uint64_t keep_seconds, std::int64_t now_ms) {
  Deliveries deliveries;
  deliveries.path_ = std::move(path);
  deliveries.keep_ms_ = checked_cast<std::int64_t>(keep_seconds) * 1000;
  TRY_ASSIGN(const std::string text, read_file(deliveries.path_, kMaxJournalBytes));
  deliveries.read_journal(text);
  deliveries.drop_old(now_ms);
  TRY(deliveries.compact());
  return deliveries;
}

void Deliveries::read_journal(std::string_view text) {
  while (true) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return;  // nothing, or a torn line
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    const std::string_view kind = take_word(line);
    const std::string key(take_word(line));
    if (key.size() != kKeyDigits) continue;
    if (kind == "A") {
      entries_.erase(key);
    } else if (kind == "T") {
      const auto time = ascii::parse_decimal(take_word(line));
      if (!time || !std::in_range<std::int64_t>(*time)) continue;
      const auto time_ms = static_cast<std::int64_t>(*time);
      entries_[key] = Entry{true, std::string(line), time_ms};
      order_.emplace_back(time_ms, key);
    }
  }
}

// The same key may have been acknowledged and come again later: then an older item of it stands for nothing.
bool Deliveries::is_known(const std::pair<std::int64_t, std::string>& item) const {
  const auto entry = entries_.find(item.second);
  return entry != entries_.end() && entry->second.taken && entry->second.time_ms == item.first;
}

// From the front: what was acknowledged since (nearly all, so that the list stays short), is too old or too much.
void Deliveries::drop_old(std::int64_t now_ms) {
  while (!order_.empty()) {
    const bool known = is_known(order_.front());
    if (known && order_.front().first >= now_ms - keep_ms_ && order_.size() <= kMaxEntries) return;
    if (known) entries_.erase(order_.front().second);
    order_.pop_front();
  }
}

Result<void> Deliveries::append(const std::string& line) {
  TRY(write_all(journal_.get(), line));
  journal_bytes_ += line.size();
  return journal_bytes_ > kCompactBytes ? compact() : ok();
}

// Writes the journal anew with what is still known.
Result<void> Deliveries::compact() {
  std::string text;
  std::erase_if(order_, [this](const auto& item) { return !is_known(item); });
  for (const auto& [time_ms, key] : order_) {
    text += "T " + key + ' ' + std::to_string(time_ms) + ' ' + entries_[key].receipt + '\n';
  }
  TRY(replace_file(path_, text));
  journal_ = UniqueFd(::open(path_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
  if (!journal_) return io_error(path_);
  journal_bytes_ = 0;
  return ok();
}

Deliveries::Found Deliveries::begin(const std::string& key, std::int64_t now_ms) {
  drop_old(now_ms);
  const auto [entry, is_new] = entries_.try_emplace(key);
  if (is_new) return {};
  if (entry->second.taken) return {Known::Taken, entry->second.receipt};
  return {Known::InProgress, {}};
}

Result<void> Deliveries::taken(const std::string& key, const std::string& receipt, std::int64_t now_ms) {
  entries_[key] = Entry{true, receipt, now_ms};
  order_.emplace_back(now_ms, key);
  return append("T " + key + ' ' + std::to_string(now_ms) + ' ' + receipt + '\n');
}

void Deliveries::acknowledged(const std::string& key) {
  if (entries_.erase(key) == 0) return;
  // Where the line cannot be written the message is merely known for longer.
  static_cast<void>(append("A " + key + '\n'));
}

void Deliveries::forget(const std::string& key) {
  const auto entry = entries_.find(key);
  if (entry != entries_.end() && !entry->second.taken) entries_.erase(entry);
}

void Deliveries::sync() const {
  static_cast<void>(::fdatasync(journal_.get()));
}

}  // namespace mugai::flow
