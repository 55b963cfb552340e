// Verification and search: both walk the files in order, line by line, in constant memory.
#include "lib/audit/verifier.h"

#include <array>
#include <optional>
#include <utility>

#include "lib/audit/log_reader.h"
#include "lib/audit/writer.h"
#include "lib/base/ascii.h"

namespace mugai::audit {
namespace {

constexpr std::array<std::string_view, 7> kDamageNames = {"edited",   "malformed", "reordered", "gap",
                                                          "relinked", "torn",      "truncated"};

class Walk {
 public:
  Walk(Verdict& verdict, std::optional<Head> expected) : verdict_(verdict), expected_(std::move(expected)) {}

  void line(const std::string& file, const RawLine& raw) {
    if (!raw.has_end) {
      problem(Damage::Torn, file, raw.number, "the last line has no end");
      return;
    }
    Result<Line> record = decode(raw.text);
    if (!record) {
      const bool edited = record.error().code == ErrorCode::BadChecksum;
      problem(edited ? Damage::Edited : Damage::Malformed, file, raw.number, record.error().detail);
      follows_damage_ = true;
      return;
    }
    check_place(file, raw.number, *record);
    ++verdict_.records;
    verdict_.last_seq = record->seq;
    verdict_.last_hash = record->hash;
    if (expected_ && expected_->seq == record->seq) found_expected_ = expected_->hash == record->hash;
  }
  [[nodiscard]] bool expected_missing() const { return expected_ && !found_expected_; }

  void problem(Damage damage, const std::string& file, std::uint64_t line, std::string words) {
    if (verdict_.problems.size() < kMaxProblems) verdict_.problems.push_back({damage, file, line, std::move(words)});
  }

 private:
  void check_place(const std::string& file, std::uint64_t number, const Line& record) {
    const std::uint64_t last = verdict_.last_seq;
    if (verdict_.records == 0) {
      verdict_.first_seq = record.seq;
      if (record.seq == 1 && record.prev != kGenesis)
        problem(Damage::Relinked, file, number, "record 1 has a predecessor");
      if (record.seq != 1 && record.prev == kGenesis)
        problem(Damage::Gap, file, number, "the log does not begin with record 1");
    } else if (record.seq <= last) {
      problem(Damage::Reordered, file, number,
              "record " + std::to_string(record.seq) + " stands after record " + std::to_string(last));
    } else if (record.seq != last + 1) {
      // A line that could not be read was told already: its number is no gap of its own.
      if (!(follows_damage_ && record.seq == last + 2)) {
        problem(Damage::Gap, file, number,
                "record " + std::to_string(last + 1) + " is missing before record " + std::to_string(record.seq));
      }
    } else if (record.prev != verdict_.last_hash) {
      problem(Damage::Relinked, file, number,
              "record " + std::to_string(record.seq) + " does not carry the hash of the record before");
    }
    follows_damage_ = false;
  }

  Verdict& verdict_;
  std::optional<Head> expected_;
  bool found_expected_ = false;
  bool follows_damage_ = false;
};

bool contains_ignoring_case(std::string_view text, std::string_view part) {
  return ascii::lower(text).find(ascii::lower(part)) != std::string::npos;
}

// `part` in the text or in one item of the list that stands under `key`.
bool field_has(const Fields& fields, std::string_view key, std::string_view part) {
  if (part.empty()) return true;
  const Value* value = find(fields, key);
  if (value == nullptr) return false;
  if (const auto* text = std::get_if<std::string>(value)) return contains_ignoring_case(*text, part);
  if (const auto* list = std::get_if<StringList>(value)) {
    for (const std::string& item : *list) {
      if (contains_ignoring_case(item, part)) return true;
    }
  }
  return false;
}

bool matches(const Fields& fields, const Query& query) {
  return field_has(fields, "from", query.sender) && field_has(fields, "rcpt", query.recipient) &&
         text_of(fields, "ts").starts_with(query.date) && field_has(fields, "message_id", query.message_id) &&
         field_has(fields, "files", query.file_name) && field_has(fields, "object", query.receipt) &&
         text_of(fields, "action").starts_with(query.action) &&
         (query.sha256.empty() || field_has(fields, "sha256_in", query.sha256) ||
          field_has(fields, "sha256_out", query.sha256) || field_has(fields, "sha256_files", query.sha256));
}

}  // namespace

std::string_view damage_name(Damage damage) noexcept {
  return kDamageNames.at(static_cast<std::size_t>(damage));
}

Result<Verdict> verify(const std::string& folder, const std::string& expected_head) {
  // `head` first: the log may only grow afterwards.
  TRY_ASSIGN(const std::string head_text, read_small_file(folder + "/" + std::string(kHeadFile), 256));
  std::optional<Head> head;
  if (Result<Head> parsed = parse_head(head_text); parsed) head = std::move(parsed).value();
  std::optional<Head> expected;
  if (!expected_head.empty()) {
    TRY_ASSIGN(expected, parse_head(expected_head));
  }
  TRY_ASSIGN(const std::vector<std::string> names, log_files(folder));
  Verdict verdict;
  verdict.files = names.size();
  Walk head_walk(verdict, head);
  Verdict ignored;
  Walk expected_walk(ignored, expected);
  for (const std::string& name : names) {
    TRY(for_each_line(folder + "/" + name, [&](const RawLine& raw) {
      head_walk.line(name, raw);
      if (expected) expected_walk.line(name, raw);
      return true;
    }));
  }
  const std::string newest = names.empty() ? std::string("(no file)") : names.back();
  if (head_walk.expected_missing()) {
    head_walk.problem(Damage::Truncated, newest, 0,
                      "record " + std::to_string(head->seq) + " was written but the log does not contain it");
  }
  if (expected_walk.expected_missing()) {
    head_walk.problem(Damage::Truncated, newest, 0,
                      "the record " + std::to_string(expected->seq) + " that was noted down is not in the log");
  }
  return verdict;
}

Result<std::uint64_t> search(const std::string& folder, const Query& query,
                             const std::function<void(std::string_view line)>& found) {
  TRY_ASSIGN(const std::vector<std::string> names, log_files(folder));
  std::uint64_t count = 0;
  for (const std::string& name : names) {
    if (count >= query.limit) break;
    TRY(for_each_line(folder + "/" + name, [&](const RawLine& raw) {
      if (!raw.has_end) return true;
      const Result<Fields> fields = parse_line(raw.text);
      if (!fields || !matches(*fields, query)) return true;
      found(raw.text);
      return ++count < query.limit;
    }));
  }
  return count;
}

}  // namespace mugai::audit
